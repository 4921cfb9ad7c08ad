import type { Config, Integrations, Settings, SettledPurpose } from "./config.ts";
import type { Consent, Snapshot } from "./consent.ts";
import type { Core } from "./core.ts";
import type { DrawView } from "./elements.ts";
import type { ErrorCode } from "./error.ts";
import type { Policy, PolicyChange } from "./policy.ts";
import type { Checked, Evidence, Receipt } from "./receipt.ts";
import type { ConsentRecord, Draft, KeptRecord } from "./record.ts";
import type { Authority, KeptRequest, RequestStatus, RightsRequest } from "./request.ts";
import type { Place } from "./rule.ts";
import type { AskWords } from "./words.ts";
import type { HistoryWords } from "./words-history.ts";
import type { Words } from "./words-panel.ts";
import type { RightsWords } from "./words-rights.ts";

/** Tells the owner, through `console` and `onError`, what went wrong and how to mend it. Never throws. */
export type Report = (code: ErrorCode, where?: string, cause?: unknown) => void;

/** What a view is handed. */
export interface Stage {
	consent: Consent;
	settings: Settings;
	/** BCP 47; the language of the words. */
	language: string;
	/** Another one that the first layer offers: that of the visitor's browser, where it has words, or the one before. */
	own?: string;
	/** Style sheets by their text, of all parts. */
	sheets?: Map<string, CSSStyleSheet>;
	/** What was moved in a panel that is about to come up in another language, and where it stands. */
	moved?: Moved;
	load: Load;
	report: Report;
	desk(): Promise<Desk>;
	/** What holds where the visitor is, and what their browser asks for. */
	law: Pick<Core, "settings" | "mark" | "locate" | "place" | "signal" | "isOpposed" | "isHeeded" | "isExempt">;
	/** True while something runs on this page that is no longer allowed. */
	runsRefused?(): boolean;
	/** False once the device refused to keep a choice. */
	isKept?: boolean;
	/** Styles that every element of ours has; the first layer's file brings them. */
	base?: string[];
	/** Looks after the theme and colours of an element of ours from now on, once `put` has put it in its place. The desk's. */
	paint?(host: HTMLElement, put?: () => void): void;
	/** The consent's place among those whose views are parts of the page. */
	inPage?: {
		/** Draws all of this consent's views anew, but no form: what is typed into it stays. */
		renew(): void;
		/** Its views go away; the second call does nothing. */
		leave(): void;
	};
	/** The choice in the cookie that the request for this page had, empty where there was none; absent beside the script tag. */
	stored?: string;
	/** Milliseconds since 1970, where a server says so. @default Date.now */
	now?(): number;
	/** How many parts of an application want the first layer to stand. */
	askers?: number;
	/** Gives an element of ours, else the one `<your-say>`, its shadow root in these styles, and looks after it; the desk's. */
	dress?(host: HTMLElement | undefined, ...styles: string[]): ShadowRoot;
	/** The desk's. */
	kept?: Kept;
	/** Runs when the widget is disposed. */
	onDispose(undo: () => void): void;
	/** The first layer, while it stands; nothing where it did not load. */
	ask?: Promise<Layer | undefined>;
	/** A person's requests on this site; the desk's. */
	requests?(): Promise<Requests>;
	/** Where the request form begins when it is opened next. */
	rightsStart?: RightsStart;
	/** The element that carries the one shadow root, made by the first view that needs it. */
	host?: HTMLElement;
}

/** Switches of a panel that were moved and not saved. */
export interface Moved {
	target: HTMLElement | undefined;
	choices: { purposes: Record<string, boolean>; vendors: Record<string, boolean> };
}

/** What a visitor's history is told with. */
export interface Telling extends Pick<Stage, "language" | "settings"> {
	words: Words;
	own: HistoryWords;
	controller: string;
	/** The settings a record was made under, where they are known; else the present ones. */
	settingsOf(record: ConsentRecord): Settings;
}

/** What is kept of the visitor, for the views that show it. */
export interface Kept {
	/** As `Decider.evidence`. */
	evidence(): Promise<Evidence>;
	/** As `Decider.collected`. */
	collected(): Promise<KeptRecord[] | null>;
}

export interface Mounted {
	/** Takes the view away; the second call does nothing. */
	dispose(): void;
}

/** The first layer as it stands. */
export interface Layer extends Mounted {
	view: HTMLElement;
	/** The purposes it asks for. */
	asked: SettledPurpose[];
}

export interface Records {
	/** Seals drafts in the order given; settles once they are durable. `choice`: as it is stored, where the device had no room for the draft. */
	seal(drafts: Draft[], settings: Settings, choice?: string): Promise<void>;
	/** Seals drafts that an earlier page left behind, then starts delivery. */
	resume(settings: Settings): Promise<void>;
	all(): Promise<ConsentRecord[]>;
	/** Everything a receipt is made of. */
	evidence(): Promise<Evidence>;
	/** As `Decider.collected`. */
	collected(settings: Settings): Promise<KeptRecord[] | null>;
	/**
	 * Forgets choice, history, secret and the references of requests; what waits for delivery keeps what delivery needs,
	 * and a request that was waiting is listed once it is delivered.
	 */
	erase(settings: Settings): Promise<void>;
	dispose(): void;
}

/** What became of an attempt to send a request. */
export type Sent =
	/** At the collector. */
	| { kept: KeptRequest }
	/** It waits on the device, which tries again by itself; nobody could be reached, or too much was asked at once (`retryAfterMs`). */
	| { kept: KeptRequest; waits: true; retryAfterMs?: number }
	/** For good: what was wrong with it, in the collector's words. It is not kept. */
	| { problem: string };

/** A person's requests: sent once, even after a crash, and then forgotten but for their reference. */
export interface Requests {
	/**
	 * Has the next pages look for a request, where the person begins to write one: what a page says in the seconds before
	 * its browser is killed is lost, the request is not. `resume` takes it back where none came.
	 */
	expect(): void;
	/**
	 * Keeps it on the device, on the disk, and does not send it yet; whatever happens to the page, a later one does.
	 * @param addsId The browser's `subject` goes with it, as its records have it once the first is sealed.
	 * @throws Error where there is no endpoint
	 */
	keep(request: Omit<RightsRequest, "secretHash">, addsId?: boolean): Promise<KeptRequest>;
	/** Tries to deliver what is kept; settles within 20 seconds. */
	deliver(kept: KeptRequest): Promise<Sent>;
	/** Keeps it and tries to deliver it. */
	send(request: Omit<RightsRequest, "secretHash">, addsId?: boolean): Promise<Sent>;
	/** What this device knows of, the newest first, for a year; what was refused or lapsed until it is forgotten. */
	list(): Promise<KeptRequest[]>;
	/** As the collector has it. @throws where it cannot be reached; undefined where it knows nothing of it. */
	status(kept: KeptRequest): Promise<RequestStatus | undefined>;
	/**
	 * Takes a request back: at the collector where it was sent, or may have been, else from the device; then the answer is
	 * undefined. @throws where it cannot be reached
	 */
	withdraw(kept: KeptRequest): Promise<RequestStatus | undefined>;
	/** Forgets a delivered, refused or lapsed request on this device. */
	forget(kept: KeptRequest): Promise<void>;
	/** Sends what waits. Never rejects. */
	resume(): Promise<void>;
	dispose(): void;
}

/** `Consent`'s changing half: each call of it, with the state it works on. */
type AtDesk<Name extends keyof Consent> = Consent[Name] extends (...given: infer Given) => infer Result
	? (core: Core, ...given: Given) => Result
	: never;

/** All that changes a choice. */
export interface Decider {
	decide: AtDesk<"decide">;
	acceptAll: AtDesk<"acceptAll">;
	rejectAll: AtDesk<"rejectAll">;
	withdraw: AtDesk<"withdraw">;
	records: AtDesk<"records">;
	receipt: AtDesk<"receipt">;
	erase: AtDesk<"erase">;
	/** Erases for whom is refused and starts the page afresh where they already run; after `durable`, at most two seconds. */
	enforce(core: Core, durable?: Promise<void>): Promise<void>;
	/** Has the browser's signal override grants that were given without it; true where there was one. */
	heed(core: Core): Promise<boolean>;
	/** Grants to purposes, or to vendors of theirs, that hold no more because the purpose is another one now. */
	lapsed(core: Core): Lapsed[];
	/** Everything a receipt is made of. */
	evidence(core: Core): Promise<Evidence>;
	/** This browser's records as the collector holds them; null where there is none, or no collector. @throws where it cannot be reached */
	collected(core: Core): Promise<KeptRecord[] | null>;
	/** A person's requests on this site. */
	requests(core: Core): Promise<Requests>;
	/** Has grants that were given for a purpose under this mark hold under its present one: they were given for no less. */
	reword(core: Core, purpose: SettledPurpose, mark: string): void;
	/** So many calendar months after a time; at most the last day of that month. */
	monthsAfter(time: number, months: number): number;
	/** Seals and sends what an earlier page left behind. */
	resume(core: Core): Promise<void>;
	/** Writes down again, and enforces, a choice that outlived cookie and localStorage in IndexedDB. */
	restore(core: Core, text: string): Promise<void>;
}

/** What the first layer says to someone who chose before. */
export interface Rephrased {
	title: string;
	body: string;
	/** Nobody is asked where this is empty. */
	asked: SettledPurpose[];
	/** When they chose, in words. */
	date?: string;
	/** What changed since. */
	changes?: HTMLElement;
}

/** A purpose that is no longer what a grant was given for, and its mark then. */
export interface Lapsed {
	purpose: SettledPurpose;
	mark: string;
}

/** What changed, by purpose; nothing where nobody knows any more. */
export type Compared = Map<string, PolicyChange[]>;

/** What can be told in a line. */
export type Message = "saved" | "savedHere" | "notKept" | "notLoaded";

/** What is shown once the page is up. */
export interface Views {
	open: AtDesk<"open">;
	close: AtDesk<"close">;
	/** Takes care of the first layer: colours, announcement, scroll padding, leave. */
	attend(layer: Layer): void;
	/** The first layer where it is not the plain first question. */
	rephrase(words: AskWords): Promise<Rephrased>;
	/** A button of the first layer was pressed. */
	press(action: string, event: Event): Promise<void>;
	/** Says, once for each state of things and tab, that the browser's signal is followed; `before` is how it was until then. */
	honour(before: Snapshot): Promise<void>;
	/** Has everything be in another language from now on; what stands comes up anew. Nothing changes where its words do not load. */
	speak(language: string): Promise<void>;
	/** Draws views in elements of the page. */
	draw: DrawView;
	/** Shows a short status message for a few seconds; read out politely. */
	say(message: Message): void;
	/** Puts a placeholder over a held embed; `release` lets it through for this page load only. */
	cover(element: HTMLElement, release: () => void): Promise<Mounted>;
}

/** Everything that happens after the page is up. */
export interface Desk extends Decider, Views {
	/**
	 * Holds and releases an embed (anything marked but scripts and templates), under a placeholder while it is held. Of a
	 * held script that never would run as it is, gives a copy that runs; in a held template puts such copies into the place
	 * of its scripts.
	 */
	tend(element: HTMLElement): HTMLScriptElement | undefined;
}

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
export type Told = Pick<Stage, "consent" | "settings" | "report" | "load" | "ask">;

/**
 * Tells its vendor the default, unless the page itself has given it, then each choice, until the undo is called. Its vendor
 * may be missing, come later, or be something else of that name: it never throws into the page.
 */
export type Tell<Options> = (told: Told, options: true | Options) => () => void;

/** One integration's file, by the first three letters of its key: lists that block vendors go by longer names. */
export type IntegrationPart = `to-${string}`;

/** Where the request form begins. */
export interface RightsStart {
	kind?: RightsRequest["kind"];
	/** Names of recipients that are objected to. */
	recipients?: string[];
	/** Of a request that is under way: shows what became of it. */
	id?: string;
}

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
