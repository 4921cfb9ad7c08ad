import type { SettledPurpose } from "./config.ts";
import type { Consent, Snapshot } from "./consent.ts";
import type { Core } from "./core.ts";
import type { DrawView } from "./elements.ts";
import type { PolicyChange } from "./policy.ts";
import type { Evidence } from "./receipt.ts";
import type { KeptRecord } from "./record.ts";
import type { Layer, Mounted } from "./stage.ts";
import type { Requests } from "./store.ts";
import type { AskWords } from "./words.ts";

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
