import type { Config, Integrations, Settings, SettledPurpose } from "./config.ts";
import type { Consent } from "./consent.ts";
import type { Core } from "./core.ts";
import type { Compared, Decider, Desk, Lapsed, Message, Rephrased } from "./desk.ts";
import type { ErrorCode } from "./error.ts";
import type { Policy } from "./policy.ts";
import type { Checked, Evidence, Receipt } from "./receipt.ts";
import type { Authority } from "./request.ts";
import type { Place } from "./rule.ts";
import type { Kept, Layer, Mounted, Report, RightsStart, Stage, Telling } from "./stage.ts";
import type { Records, Requests } from "./store.ts";
import type { AskWords } from "./words.ts";
import type { HistoryWords } from "./words-history.ts";
import type { Words } from "./words-panel.ts";
import type { RightsWords } from "./words-rights.ts";

/** Everything that is loaded only when needed. */
export interface Parts {
	/** Rejects where the configuration may not be used; the owner is told why not, and it is taken back. */
	guard: { judge(core: Core, config: unknown): Promise<void> };
	/** What the law of a few regions, or a browser in another language, adds to the first layer; gives the styles for it. */
	adorn: { adorn(stage: Stage, view: HTMLElement, asked: SettledPurpose[]): Promise<string> };
	ask: {
		/** Places the visitor, unless the plain first question is right wherever they may be. */
		situate(law: Stage["law"]): Promise<void> | undefined;
		mount(stage: Stage): Promise<Layer | undefined>;
		/** Styles that every element of ours has, and what the language's script asks of them. */
		base: string[];
	};
	rules: { locate(settings: Settings, now: number): Place };
	desk: { createDesk(stage: Stage, core: Core): Promise<Desk> };
	/** In `target` as part of the page, else as a dialog that calls `closed` when the visitor closes it. */
	preferences: { mount(stage: Stage, words: Words, target?: HTMLElement, closed?: () => void): Mounted };
	/** The floating button, the links that are due, the status message beside it, and that of a browser's signal. */
	trigger: {
		mount(stage: Stage, words: Words, isFloating: boolean): Mounted;
		say(stage: Stage, words: Words, message: Message): void;
		/** The status of a browser's signal, which may have overridden grants for these purposes. */
		tell(stage: Stage, words: Words, overridden: SettledPurpose[], close: () => void): HTMLElement;
	};
	/** What the site does with data. In `target` as part of the page, else as a dialog that calls `closed` when the visitor closes it. */
	policy: { mount(stage: Stage, words: Words, target?: HTMLElement, closed?: () => void): Mounted };
	/** The quiet notice of a policy that changes; draws nothing, and gives nothing, where there is none to tell. */
	change: {
		tell(stage: Stage, words: Words): Promise<Mounted | undefined>;
		/** The same for the head of the summary, with all that changes; nothing where there is none to tell. */
		announce(stage: Stage, words: Words, policy: Policy, target?: HTMLElement): HTMLElement | undefined;
	};
	/** The first layer for someone who chose before. */
	again: {
		/** Has grants go on that were given for no less, by the configuration that the browser's records have; gives what changed of the others. */
		compare(stage: Stage, core: Core, desk: Pick<Decider, "evidence" | "reword">, lapsed: Lapsed[]): Promise<Compared>;
		rephrase(
			stage: Stage,
			core: Core,
			desk: Pick<Decider, "monthsAfter">,
			ask: AskWords,
			words: Words,
			changed: Compared,
		): Promise<Rephrased>;
	};
	/**
	 * The request form, how requests stand, and what follows. `at`: the right it opens at, or a recipient that is objected to.
	 */
	rights: {
		mount(
			stage: Stage,
			words: Words,
			rightsWords: RightsWords,
			target?: HTMLElement,
			closed?: () => void,
			at?: RightsStart,
		): Mounted;
	};
	/** What the visitor chose, and the proof of it. */
	history: {
		mount(stage: Stage, words: Words, own: HistoryWords, target?: HTMLElement, closed?: () => void): Mounted;
	};
	/** On the owner's own machine: reports where the two choices of a view are not alike, and an accent that had to be helped. */
	equal: { inspect(stage: Stage, view: HTMLElement): void };
	requests: { openRequests(settings: Settings, report: Report): Requests };
	"words-rights": { words: RightsWords };
	"words-history": { words: HistoryWords };
	embeds: { cover(stage: Stage, words: Words, element: HTMLElement, release: () => void): Mounted };
	words: { words: Words };
	records: { openRecords(key: string, report: Report): Records };
	erase: {
		eraseRefused(settings: Settings, allows: Consent["allows"], report: Report): void;
		finishErasing(core: Core, mark: string): void;
	};
	receipt: { makeReceipt(evidence: Evidence): Promise<Receipt> };
	/** A receipt in words. `file`: the name of that which is made to verify. */
	told: {
		textOf(telling: Telling, receipt: Receipt, file: string): string;
		/** What came of checking it. */
		tell(telling: Telling, checked: Checked): HTMLElement[];
	};
	/** Checks a receipt against itself and, where there is a collector, against its copy and its signatures. Never rejects. */
	verify: {
		checkKept(receipt: Receipt, endpoint: string | undefined, collected: Kept["collected"]): Promise<Checked>;
	};
	/** Has each integration of the configuration tell its vendor. Rejects where the file of one did not load. */
	herald: {
		announce(stage: Stage, integrations: Integrations): Promise<unknown>;
		/** What the guard asks of their options. */
		rules: object;
	};
	messages: {
		tell(code: ErrorCode, where: string, cause: unknown, onError: Config["onError"], load: Load): Promise<void>;
	};
	explain: { explain(config: unknown): string; explainPolicy(policy: unknown): string[] };
}

/** What an integration is handed. */
export type Told = Pick<Stage, "consent" | "settings" | "law" | "report" | "load" | "ask">;

/**
 * Tells its vendor the default, unless the page itself has given it, then each choice, until the undo is called. Its vendor
 * may be missing, come later, or be something else of that name: it never throws into the page.
 */
export type Tell<Options> = (told: Told, options: true | Options) => () => void;

/** One integration's file, by the first three letters of its key: lists that block vendors go by longer names. */
export type IntegrationPart = `to-${string}`;

/** The supervisory authorities of one country, by its ISO 3166-1 code. */
export type AuthorityPart = `authorities-${string}`;

export type Load = <Name extends keyof Parts | AuthorityPart | IntegrationPart>(
	name: Name,
) => Promise<
	Name extends keyof Parts
		? Parts[Name]
		: Name extends IntegrationPart
			? { tell: Tell<unknown> }
			: { authorities: Authority[] }
>;
