import type { Config, Settings } from "./config.ts";
import type { Consent, DecideOptions, Shown, View } from "./consent.ts";
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
	/** The element that carries the one shadow root, made by the first view that needs it. */
	host?: HTMLElement;
	/** Runs when the widget is disposed. */
	onDispose(undo: () => void): void;
	/** Shows a short status message for a few seconds; read out politely. */
	say(message: keyof Words["status"]): void;
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

/** Everything that is loaded only when needed. */
export interface Parts {
	ask: { mount(stage: Stage): Mounted };
	/** In `target` as part of the page, else as a dialog that calls `closed` when the visitor closes it. */
	preferences: { mount(stage: Stage, words: Words, target?: HTMLElement, closed?: () => void): Mounted };
	/** The floating button and the status message beside it. */
	trigger: { mount(stage: Stage, words: Words): Mounted; say(stage: Stage, words: Words, message: keyof Words["status"]): void };
	embeds: { cover(stage: Stage, words: Words, element: HTMLElement, release: () => void): Mounted };
	words: { words: Words };
	records: { openRecords(key: string, report: Report): Records };
	erase: { eraseRefused(settings: Settings, allows: Consent["allows"]): string[] };
	messages: { describe(code: ErrorCode, where: string, cause?: unknown): PrivacyErrorShape & { warning: boolean } };
	explain: { explain(config: Config): string };
}

export type Load = <Name extends keyof Parts>(name: Name) => Promise<Parts[Name]>;

export type { Config, DecideOptions, Shown, View };
