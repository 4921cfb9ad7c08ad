/** The preference panel: a switch for each purpose and vendor, as a dialog or as part of a page. */
import { render } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { DecideOptions } from "../../types/consent.ts";
import type { Mounted, Stage } from "../../types/parts.ts";
import type { Words } from "../../types/words.ts";
import { createAnswers } from "./answers.ts";
import { attendColours, rootOf } from "./attend.ts";
import base from "./css/base.css?inline";
import css from "./css/view.css?inline";
import { styled } from "./host.ts";
import { paths } from "./icon.ts";
import { PurposeRow } from "./PurposeRow.tsx";

interface PreferencesProps {
	stage: Stage;
	words: Words;
	/** Absent in a page: there is nothing to close. */
	onClose?: () => void;
}

function Preferences({ stage, words, onClose }: PreferencesProps) {
	const { consent, settings, language } = stage;
	// The switches follow what is decided elsewhere.
	const answers = useMemo(() => createAnswers(settings, consent), [consent.snapshot().decidedAt]);
	const view = useRef<HTMLElement>(null);
	const pressed = useRef<EventTarget | null>(null);
	const { regime, signals } = consent.snapshot();
	const policy = typeof settings.policy === "object" ? settings.policy.url : settings.policy;

	useEffect(() => {
		const dialog = view.current as HTMLDialogElement;
		if (!onClose) return;
		dialog.showModal();
		dialog.querySelector("h2")!.focus();
	}, []);

	/** What everyone sees, whatever they have unfolded or switched; src/policy/notice.ts says the same without a page. */
	const shown = () => {
		const parts = view.current!.querySelectorAll("h2,h3,.always,.body,.more,.foot button");
		const texts = [...parts].map((each) => (each.matches("h3") ? each.firstChild! : each).textContent!.trim());
		const layout = onClose ? settings.layout : "page";
		return { view: "preferences", layout, language, words: texts.filter(Boolean) } as const;
	};
	const answer = (work: (options: DecideOptions) => unknown) => (event: Event) => {
		const options = { event, shown: shown() };
		onClose?.();
		work(options);
		stage.desk().then(
			(desk) => desk.say("saved"),
			() => {},
		);
	};
	const Sheet = onClose ? "dialog" : "section";

	return (
		<Sheet
			ref={view as never}
			class={`view ${onClose ? "" : "page"}`}
			part="preferences"
			aria-labelledby="preferences-title"
			data-yoursay-view="preferences"
			onClose={onClose}
			onPointerDown={(event: PointerEvent) => {
				pressed.current = event.target;
			}}
			onClick={(event: MouseEvent) => {
				// Outside means pressed and released on the backdrop; a drag out of the panel is neither.
				if (onClose && event.target === view.current && pressed.current === view.current) onClose();
			}}
		>
			<header class="head">
				<h2 class="title-l" id="preferences-title" tabIndex={-1}>
					{words.preferences.title}
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
					{regime === "opt-in" ? words.preferences.intro : words.preferences.introOptOut}{" "}
					{policy && (
						<a class="link" href={policy}>
							{words.common.howWeUse}
						</a>
					)}
				</p>
			</header>
			<div class="main">
				{signals.gpc && <p class="note body">{words.preferences.signal}</p>}
				<ul class="card rows">
					{settings.purposes.map((purpose) => (
						<PurposeRow key={purpose.id} purpose={purpose} answers={answers} words={words} language={language} />
					))}
				</ul>
			</div>
			<footer class="foot">
				<button
					type="button"
					class="quiet"
					part="button quiet"
					data-yoursay-action="reject-all"
					onClick={answer(consent.rejectAll)}
				>
					<span>{words.choice.rejectAll}</span>
				</button>
				<button
					type="button"
					class="quiet"
					part="button quiet"
					data-yoursay-action="accept-all"
					onClick={answer(consent.acceptAll)}
				>
					<span>{words.choice.acceptAll}</span>
				</button>
				<button
					type="button"
					class="choice"
					part="button choice"
					data-yoursay-action="save"
					onClick={answer((options) => consent.decide(answers.choices(), { ...options, method: "save" }))}
				>
					<span>{words.choice.save}</span>
				</button>
			</footer>
		</Sheet>
	);
}

export function mount(stage: Stage, words: Words, target?: HTMLElement, closed?: () => void): Mounted {
	const root = target ? styled(stage, target, base, css) : rootOf(stage, base, css);
	if (target) attendColours(stage, target);
	const opener = document.activeElement;
	const inner = root.activeElement;
	const place = root.appendChild(document.createElement("div"));
	const dispose = () => {
		if (!place.isConnected) return;
		render(null, place);
		place.remove();
		stop();
		if (!target)
			((inner ?? (opener === document.body ? root.querySelector(".again") : opener)) as HTMLElement | null)?.focus();
		closed?.();
	};
	const draw = () => render(<Preferences stage={stage} words={words} onClose={target ? undefined : dispose} />, place);
	let last: string | null | undefined;
	const stop = stage.consent.subscribe(({ decidedAt }) => {
		if (last !== decidedAt) draw();
		last = decidedAt;
	});
	return { dispose };
}
