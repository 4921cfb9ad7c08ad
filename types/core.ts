import type { Settings, SettledPurpose } from "./config.ts";
import type { Consent, Snapshot, State } from "./consent.ts";
import type { Desk } from "./desk.ts";
import type { Load } from "./parts.ts";
import type { Method } from "./record.ts";
import type { Place } from "./rule.ts";
import type { Report } from "./stage.ts";
import type { Records, Requests } from "./store.ts";

/** The visitor's choice as it is stored. */
export interface Choice {
	/** Milliseconds since 1970. */
	time: number;
	/** Milliseconds since 1970. */
	expires: number;
	revision: number;
	method: Method;
	/**
	 * By purpose id, or `/` and vendor id: the state, a colon, and what the purpose was when it was answered. A `_` behind
	 * that marks a grant that knew of the browser's signal.
	 */
	answers: Record<string, string>;
}

/** What surrounds a consent store: where its lazy parts and its time come from. */
export interface Environment {
	load: Load;
	report: Report;
	/** All that changes a choice or opens a view, once the consent is ready; loaded before it is needed, else when it is. */
	desk(): Promise<Desk>;
	/** BCP 47. */
	language: string;
	/** Milliseconds since 1970. @default Date.now */
	now?(): number;
	/** False once the device refused to keep a choice. */
	isKept?: boolean;
	/** Runs when the widget is disposed. */
	onDispose?(undo: () => void): void;
	/** True while something runs on this page that is no longer allowed. */
	runsRefused?(): boolean;
}

/** The state behind a `Consent`, as the code that changes it sees it. */
export interface Core {
	env: Environment;
	settings?: Settings;
	choice?: Choice;
	/** When the choice was made that the visitor had forgotten: an answer still under way may bring its cookie back. */
	forgotten?: number;
	/** Where the visitor is taken to be; nothing until the rules are there. */
	place?: Place;
	/** Of the configuration, as the owner wrote it; set once the stored choice is about to be read. */
	mark?: string;
	/** False once the device refused to keep a choice. */
	isKept: boolean;
	/** True once a visitor stated an age under the region's limit, for this page only. */
	isMinor?: boolean;
	/** Gets the rules and places the visitor; once. Never rejects. */
	locate(): Promise<void>;
	/** The browser's own refusal, if it has one. */
	signal(): "gpc" | "dnt" | undefined;
	/** Whether the signal speaks of this purpose, and the rule does not leave it at a hint. */
	isOpposed(purpose: SettledPurpose): boolean;
	/** Whether the signal stands for an answer here: nobody is asked, and it is shown to be followed. */
	isHeeded(): boolean;
	/** On without being asked for, as the region's law has it. */
	isExempt(purpose: SettledPurpose): boolean;
	/** Purposes that are a choice. */
	optional(): SettledPurpose[];
	stateOf(purpose: SettledPurpose, vendor?: string): State;
	/** As `Consent.allows`, also while what a withdrawn vendor left is still being erased. */
	permits: Consent["allows"];
	snapshot(): Snapshot;
	/** Tells every listener. */
	apply(): void;
	/** Opened by the desk when it is first needed. */
	records?: Promise<Records>;
	/** As `records`. */
	requests?: Promise<Requests>;
}
