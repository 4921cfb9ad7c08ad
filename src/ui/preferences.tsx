/** The preference panel: a switch for each purpose and vendor, as a dialog or as part of a page. */
import { render } from "preact";
import type { SettledPurpose } from "../../types/config.ts";
import type { Mounted, Stage } from "../../types/parts.ts";
import type { Words } from "../../types/words.ts";
import { speaksOf } from "../policy/signal.ts";
import { fillText } from "../policy/words.ts";
import { type Answers, createAnswers } from "./answers.ts";
import css from "./css/view.css?inline";
import { paths } from "./icon.ts";
import { PurposeRow } from "./PurposeRow.tsx";
import { fixedIn, listOf } from "./wording.ts";

/** What stands in a panel; drawn anew after each change. */
export interface Panel {
	stage: Stage;
	words: Words;
	answers: Answers;
	/** The purposes whose vendors are unfolded: what is searched for, and how many more than the first slice are shown. */
	open: Map<string, { query: string; shown: number }>;
	draw(): void;
	/** A switch was moved. */
	moved(): void;
}

type Action = "reject-all" | "accept-all" | "save" | "back";

/** What would be allowed against the browser's wish, once "Save" or "Accept all" was pressed. */
interface Doubt {
	action: Action;
	opposed: SettledPurpose[];
}

interface PreferencesProps {
	panel: Panel;
	doubt?: Doubt;
	/** Absent in a page: there is nothing to close. */
	onClose?: () => void;
	onAnswer(event: Event, action: Action): void;
}

/** That the browser's wish is followed; or that it is not, where the visitor allowed otherwise. */
function Note({ stage, words }: Panel) {
	const { consent, law, settings } = stage;
	const signal = law.signal();
	if (!signal) return null;
	const { status } = words;
	const isFollowed = !settings.purposes.some(
		(purpose) =>
			speaksOf(purpose) && [undefined, ...purpose.vendors].some((vendor) => consent.allows(purpose.id, vendor?.id)),
	);
	return (
		<div class={`note ${isFollowed ? "ok" : ""}`}>
			{isFollowed && <b>{signal === "gpc" ? fixedIn(stage, words).optOutHonoured : status.notTracked}</b>}
			<p class="body">
				{isFollowed ? (signal === "gpc" ? status.optOutShort : status.notTrackedBody) : status.optOutNot}
			</p>
		</div>
	);
}

function Preferences({ panel, doubt, onClose, onAnswer }: PreferencesProps) {
	const { stage, words } = panel;
	const { consent, settings } = stage;
	const { preferences: texts, choice } = words;
	const policy = typeof settings.policy === "object" ? settings.policy.url : settings.policy;
	const button = (action: Action, looks: string, label: string) => (
		<button
			type="button"
			class={looks}
			part={`button ${looks}`}
			data-yoursay-action={action}
			onClick={(event) => onAnswer(event, action)}
		>
			<span>{label}</span>
		</button>
	);
	const Sheet = onClose ? "dialog" : "section";
	let pressed: EventTarget | null;

	return (
		<Sheet
			class={`view ${onClose ? "" : "page"}`}
			part="preferences"
			aria-labelledby="preferences-title"
			data-yoursay-view="preferences"
			onClose={onClose}
			onPointerDown={(event: PointerEvent) => {
				pressed = event.target;
			}}
			onClick={({ target, currentTarget }: MouseEvent) => {
				// Outside means pressed and released on the backdrop; a drag out of the panel is neither.
				if (target === currentTarget && pressed === target) onClose?.();
			}}
		>
			<header class="head">
				<h2 class="title" id="preferences-title" tabIndex={-1}>
					{texts.title}
				</h2>
				{onClose && (
					<button
						type="button"
						class="icon"
						aria-label={words.common.close}
						data-yoursay-action="close"
						onClick={onClose}
					>
						<svg viewBox="0 0 24 24" aria-hidden="true">
							<path d={paths.close} />
						</svg>
					</button>
				)}
				<p class="body">
					{consent.snapshot().regime === "opt-in" ? texts.intro : texts.introOptOut}{" "}
					{policy && (
						<a class="link" href={policy}>
							{words.common.howWeUse}
						</a>
					)}
				</p>
			</header>
			<div class="main">
				{Note(panel)}
				<ul class="card rows">
					{settings.purposes.map((purpose) => (
						<PurposeRow key={purpose.id} purpose={purpose} panel={panel} />
					))}
				</ul>
			</div>
			{doubt ? (
				<section class="foot" aria-labelledby="doubt" tabIndex={-1}>
					<div class="wide">
						<h3 id="doubt">{stage.law.signal() === "gpc" ? words.doubt.title : words.status.notTracked}</h3>
						<p class="body">{fillText(words.doubt.body, { purposes: listOf(stage, words, doubt.opposed) })}</p>
					</div>
					{button("back", "choice", words.doubt.keep)}
					{button(doubt.action, "choice", words.doubt.allow)}
				</section>
			) : (
				<footer class="foot">
					{button("reject-all", "quiet", choice.rejectAll)}
					{button("accept-all", "quiet", choice.acceptAll)}
					{button("save", "choice", choice.save)}
				</footer>
			)}
		</Sheet>
	);
}

export function mount(stage: Stage, words: Words, target?: HTMLElement, closed?: () => void): Mounted {
	const { consent, settings, language } = stage;
	const root = stage.dress!(target, css);
	const opener = document.activeElement;
	const inner = root.activeElement;
	const place = root.appendChild(document.createElement("div"));
	let doubt: Doubt | undefined;
	let last: string | null | undefined;

	/** What everyone sees, whatever they have unfolded or switched; src/policy/notice.ts says the same without a page. */
	const shown = () => {
		const parts = place.querySelectorAll("h2,h3,b,.always,.body,.more,.foot button");
		const texts = [...parts].map((each) => (each.matches("h3") ? each.firstChild! : each).textContent!.trim());
		const layout = target ? "page" : settings.layout;
		return { view: "preferences", layout, language, words: texts.filter(Boolean) } as const;
	};
	const focus = (selector: string) => place.querySelector<HTMLElement>(selector)?.focus();
	function answer(event: Event, action: Action) {
		const { answers } = panel;
		const isAll = action === "accept-all" || doubt?.action === "accept-all";
		if (isAll) for (const purpose of settings.purposes) if (!purpose.required) answers.togglePurpose(purpose, true);
		const opposed = answers.opposed();
		if (!doubt && action !== "reject-all" && opposed.length) {
			doubt = { action, opposed };
			draw();
			return focus("section.foot");
		}
		const options = { event, shown: shown(), overSignal: !!doubt };
		if (action === "back") for (const purpose of opposed) answers.togglePurpose(purpose, false);
		const wasDoubted = doubt;
		doubt = undefined;
		if (!target) dispose();
		else if (wasDoubted) {
			draw();
			focus("[data-yoursay-action=save]");
		}
		if (action === "reject-all") consent.rejectAll(options);
		else if (action === "accept-all") consent.acceptAll(options);
		else consent.decide(answers.choices(), { ...options, method: "save" });
		stage.desk().then(
			(desk) => desk.say("saved"),
			() => {},
		);
	}
	function dispose() {
		if (!place.isConnected) return;
		place.remove();
		stop();
		if (!target)
			((inner ?? (opener === document.body ? root.querySelector(".again") : opener)) as HTMLElement | null)?.focus();
		closed?.();
	}
	const draw = () =>
		render(<Preferences panel={panel} doubt={doubt} onClose={target ? undefined : dispose} onAnswer={answer} />, place);
	/** What the question named is no longer all that is on. */
	const moved = () => {
		doubt = undefined;
		draw();
	};
	const panel = { stage, words, open: new Map(), draw, moved } as unknown as Panel;
	// The switches follow what is decided elsewhere.
	const stop = consent.subscribe(({ decidedAt }) => {
		if (last === decidedAt) return;
		last = decidedAt;
		panel.answers = createAnswers(stage);
		moved();
	});
	if (!target) {
		place.querySelector("dialog")!.showModal();
		focus("h2");
	}
	return { dispose };
}
