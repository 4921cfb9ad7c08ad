import type { Config, Settings } from "./config.ts";
import type { Choices, Consent, DecideOptions, Snapshot, View } from "./consent.ts";
import type { Core } from "./core.ts";
import type { ErrorCode, PrivacyErrorShape } from "./error.ts";
import type { ConsentRecord, Draft } from "./record.ts";
import type { Words } from "./words.ts";

/** Tells the owner, through `console` and `onError`, what went wrong and how to mend it. Never throws. */
export type Report = (code: ErrorCode, where?: string, cause?: unknown) => void;

/** What a view is handed. */
export interface Stage {
	consent: Consent;
	settings: Settings;
	/** BCP 47; the language of the words. */
	language: string;
	load: Load;
	report: Report;
	desk(): Promise<Desk>;
	/** Runs when the widget is disposed. */
	onDispose(undo: () => void): void;
	/** The first layer, while it stands. */
	ask?: Promise<Mounted>;
	/** The element that carries the one shadow root, made by the first view that needs it. */
	host?: HTMLElement;
}

export interface Mounted {
	/** Takes the view away; the second call does nothing. */
	dispose(): void;
}

export interface Records {
	/** Seals drafts in the order given; settles once they are durable. */
	seal(drafts: Draft[], settings: Settings): Promise<void>;
	/** Seals drafts that an earlier page left behind, then starts delivery. */
	resume(settings: Settings): Promise<void>;
	all(): Promise<ConsentRecord[]>;
	/** The stored form of the newest choice that IndexedDB knows, if any. */
	latest(): Promise<string | undefined>;
	/** Forgets choice, history and secret; what waits for delivery keeps what delivery needs. */
	erase(settings: Settings): Promise<void>;
	dispose(): void;
}

/** All that changes a choice. */
export interface Decider {
	/** `all` answers every optional purpose and ends vendors' own answers. */
	decide(core: Core, choices: Choices & { all?: boolean }, options: DecideOptions): Promise<Snapshot>;
	/** Erases for whom is refused and starts the page afresh where they already run; after `durable`, at most two seconds. */
	enforce(core: Core, durable?: Promise<void>): Promise<void>;
	/** Forgets this browser. */
	forget(core: Core): Promise<void>;
}

/** Everything that happens after the page is up: decisions, views, placeholders, messages. */
export interface Desk extends Decider {
	open(view?: View): Promise<void>;
	/** Closes the open view; true when that was the first layer. */
	close(): boolean;
	/** Shows a short status message for a few seconds; read out politely. */
	say(message: keyof Words["status"]): void;
	/** Puts a placeholder over a held embed; `release` lets it through for this page load only. */
	cover(element: HTMLElement, release: () => void): Promise<Mounted>;
}

/** Everything that is loaded only when needed. */
export interface Parts {
	ask: { mount(stage: Stage): Promise<Mounted> };
	desk: { createDesk(stage: Stage): Desk };
	/** In `target` as part of the page, else as a dialog that calls `closed` when the visitor closes it. */
	preferences: { mount(stage: Stage, words: Words, target?: HTMLElement, closed?: () => void): Mounted };
	/** The floating button and the status message beside it. */
	trigger: { mount(stage: Stage, words: Words): Mounted; say(stage: Stage, words: Words, message: keyof Words["status"]): void };
	embeds: { cover(stage: Stage, words: Words, element: HTMLElement, release: () => void): Mounted };
	words: { words: Words };
	records: { openRecords(key: string, report: Report): Records };
	erase: { eraseRefused(settings: Settings, allows: Consent["allows"], report: Report): void };
	messages: { describe(code: ErrorCode, where: string, cause?: unknown): PrivacyErrorShape & { warning: boolean } };
	explain: { explain(config: Config): string };
}

export type Load = <Name extends keyof Parts>(name: Name) => Promise<Parts[Name]>;
