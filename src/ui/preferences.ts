/** The preference panel: a switch for each purpose and vendor, as a dialog or as part of a page. */
import type { SettledPurpose } from "../../types/config.ts";
import type { Snapshot } from "../../types/consent.ts";
import type { Mounted, Stage } from "../../types/stage.ts";
import type { Words } from "../../types/words-panel.ts";
import { documentOf } from "../policy/address.ts";
import { speaksOf } from "../policy/signal.ts";
import { fillText } from "../policy/words.ts";
import { type Answers, createAnswers } from "./answers.ts";
import css from "./css/panel.css?inline";
import { element } from "./dom.ts";
import { languageChoice } from "./language-choice.ts";
import { createPurposeRow } from "./purpose-row.ts";
import { openSheet } from "./sheet.ts";
import type { Updates } from "./switch.ts";
import { fixedIn, listOf } from "./wording.ts";

/** What stands in a panel; each part is built once, and brought up to date after each change. */
export interface Panel {
	stage: Stage;
	words: Words;
	/** Others once something is decided. */
	answers: Answers;
	updates: Updates;
	/** A switch was moved. */
	moved(): void;
}

type Action = "reject-all" | "accept-all" | "save" | "back";

/** That the browser's wish is followed; or that it is not, where the visitor allowed otherwise. */
function noteOf(stage: Stage, words: Words, signal: string): HTMLElement {
	const { consent, settings } = stage;
	const { status } = words;
	const isFollowed = !settings.purposes.some(
		(purpose) =>
			speaksOf(purpose) && [undefined, ...purpose.vendors].some((vendor) => consent.allows(purpose.id, vendor?.id)),
	);
	const isGpc = signal === "gpc";
	const title = isGpc ? fixedIn(stage, words).optOutHonoured : status.notTracked;
	const text = isFollowed ? (isGpc ? status.optOutShort : status.notTrackedBody) : status.optOutNot;
	return element(
		"div",
		`note ${isFollowed ? "ok" : ""}`,
		{},
		isFollowed && element("b", "", {}, title),
		element("p", "body", {}, text),
	);
}

/** The way to the policy: to its summary where there is one, else to its full text. */
function linkOf({ consent, settings: { policy } }: Stage, { common }: Words) {
	const href = typeof policy === "object" ? (policy.url ?? policy.document ?? (policy.version && "#")) : policy;
	const hasSummary = !!documentOf(policy);
	const click = (event: Event) => {
		event.preventDefault();
		consent.open("policy");
	};
	const attributes = { href, "data-yoursay-action": hasSummary && "policy", click: hasSummary && click };
	return href && element("a", "link", attributes, common.howWeUse);
}

export function mount(stage: Stage, words: Words, target?: HTMLElement, closed?: () => void): Mounted {
	const { consent, settings, language, law } = stage;
	const { preferences: texts, choice } = words;
	const signal = law.signal();
	let now: Snapshot | undefined;
	/** What would be allowed against the browser's wish, once "Save" or "Accept all" was pressed. */
	let doubt: Action | undefined;

	const button = (action: Action, looks: string, label: string) =>
		element(
			"button",
			looks,
			{
				type: "button",
				part: `button ${looks}`,
				"data-yoursay-action": action,
				click: (event: Event) => answer(event, action),
			},
			element("span", "", {}, label),
		);
	const save = button("save", "choice", choice.save);
	const choices = element(
		"div",
		"foot",
		{},
		button("reject-all", "quiet", choice.rejectAll),
		button("accept-all", "quiet", choice.acceptAll),
		save,
	);
	/** What stands in the place of the choices until a doubt is answered. */
	const questionOf = (action: Action, opposed: SettledPurpose[]) =>
		element(
			"section",
			"foot",
			{ "aria-labelledby": "doubt", tabindex: -1 },
			element(
				"div",
				"wide",
				{},
				element("h3", "", { id: "doubt" }, signal === "gpc" ? words.doubt.title : words.status.notTracked),
				element("p", "body", {}, fillText(words.doubt.body, { purposes: listOf(stage, words, opposed) })),
			),
			button("back", "choice", words.doubt.keep),
			button(action, "choice", words.doubt.allow),
		);
	let foot: HTMLElement = choices;
	/** Brings everything up to date; `next` is the foot. */
	function draw(next: HTMLElement) {
		for (const update of panel.updates) update();
		// What is put in its own place loses the focus.
		if (next !== foot) foot.replaceWith((foot = next));
	}
	const moved = () => {
		// What the question named is no longer all that is on.
		doubt = undefined;
		draw(choices);
	};
	const panel = { stage, words, updates: [] as Updates, moved } as Panel;
	// Called at once, and then for what is decided elsewhere: the switches follow.
	const stop = consent.subscribe((next) => {
		const isFirst = !now;
		if (now?.decidedAt === next.decidedAt) return;
		now = next;
		panel.answers = createAnswers(stage, next);
		if (isFirst) return;
		if (note) note.replaceWith((note = noteOf(stage, words, signal!)));
		moved();
	});

	const isMoved = stage.moved?.target === target && stage.moved;
	if (isMoved) {
		stage.moved = undefined;
		panel.answers.take(isMoved.choices);
	}

	/** What everyone sees, whatever they have unfolded or switched; src/policy/notice.ts says the same without a page. */
	const shown = () => {
		const parts = sheet.view.querySelectorAll("h2,h3,b,.always,.body,.more,.foot button");
		const all = [...parts].map((each) => (each.matches("h3") ? each.firstChild! : each).textContent!.trim());
		const layout = target ? "page" : settings.layout;
		return { view: "preferences", layout, language, words: all.filter(Boolean) } as const;
	};
	function answer(event: Event, action: Action) {
		const { answers } = panel;
		const isAll = action === "accept-all" || doubt === "accept-all";
		if (isAll) for (const purpose of settings.purposes) if (!purpose.required) answers.togglePurpose(purpose, true);
		const opposed = answers.opposed();
		if (!doubt && action !== "reject-all" && opposed.length) {
			doubt = action;
			draw(questionOf(action, opposed));
			return foot.focus();
		}
		const options = { event, shown: shown(), overSignal: !!doubt };
		if (action === "back") for (const purpose of opposed) answers.togglePurpose(purpose, false);
		if (!target) sheet.dispose();
		else if (doubt) {
			moved();
			save.focus();
		}
		if (action === "reject-all") consent.rejectAll(options);
		else if (action === "accept-all") consent.acceptAll(options);
		else consent.decide(answers.choices(), { ...options, method: "save" });
		stage.desk().then(
			(desk) => desk.say("saved"),
			() => {},
		);
	}

	const way = (view: "receipt" | "rights", label: string) =>
		element("button", "link", { type: "button", "data-yoursay-action": view, click: () => consent.open(view) }, label);
	/** The panel comes up anew, with what was moved in it. */
	const speak = (other: string) => {
		stage.moved = { target, choices: panel.answers.choices() };
		stage.desk().then(
			(desk) => desk.speak(other),
			() => {},
		);
	};
	const tongues = languageChoice(words, language, speak);
	let note = signal && noteOf(stage, words, signal);
	const sheet = openSheet(stage, words, {
		name: "preferences",
		title: texts.title,
		about: [now!.regime === "opt-in" ? texts.intro : texts.introOptOut, " ", linkOf(stage, words)],
		main: [
			note,
			element("ul", "card rows", {}, ...settings.purposes.map((purpose) => createPurposeRow(panel, purpose))),
			element("p", "small onward", {}, way("receipt", texts.receipt), way("rights", texts.rights)),
			tongues,
		],
		foot,
		css,
		target,
		closed() {
			stop();
			closed?.();
		},
	});
	if (isMoved) tongues.querySelector("select")!.focus();
	return sheet;
}
