import type { Settings, SettledPurpose } from "./config.ts";
import type { Consent, Snapshot, State } from "./consent.ts";
import type { Desk, Load, Records, Report } from "./parts.ts";
import type { Method } from "./record.ts";

/** The visitor's choice as it is stored. */
export interface Choice {
	/** Milliseconds since 1970. */
	time: number;
	/** Milliseconds since 1970. */
	expires: number;
	revision: number;
	method: Method;
	/** By purpose id, or `/` and vendor id: the state, a colon, and what the purpose was when it was answered. */
	answers: Record<string, string>;
}

/** What surrounds a consent store: where its lazy parts and its time come from. */
export interface Environment {
	load: Load;
	report: Report;
	/** All that changes a choice or opens a view; loaded before it is needed, else when it is. */
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
	/** False once the device refused to keep a choice. */
	isKept: boolean;
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
}
