import type { Layout, Regime } from "./config.ts";
import type { Receipt } from "./receipt.ts";
import type { ConsentRecord, Method } from "./record.ts";

/** What the visitor answered. Refusing, withdrawing (GDPR art. 7(3)) and objecting (art. 21) differ in law. */
export type State = "granted" | "refused" | "withdrawn" | "objected" | "not-asked";
export type View = "ask" | "preferences" | "policy" | "rights" | "receipt";

export interface Snapshot {
	version: 1;
	/** True when every choice that must be asked has a valid answer. */
	decided: boolean;
	regime: Regime;
	/** ISO 3166-2, or null when unknown. Until the visitor is placed on this page, that of their latest choice. */
	region: string | null;
	regionSource: "config" | "guess" | "unknown";
	purposes: Record<string, State>;
	/** Vendors whose own answer differs from their purpose's. */
	vendors: Record<string, State>;
	signals: { gpc: boolean };
	/** How the latest choice was made; null before the first. */
	method: Method | null;
	/** ISO 8601, UTC. */
	decidedAt: string | null;
	/** ISO 8601, UTC. */
	expiresAt: string | null;
	language: string;
}

/** Answers by id; `true` allows. What is not named keeps its state. */
export interface Choices {
	/** The visitor's age in years, as they state it. Under the region's limit everything optional is refused; the age itself is kept nowhere. */
	age?: number;
	purposes?: Record<string, boolean>;
	vendors?: Record<string, boolean>;
}

/** What stood before the visitor when they decided. Its words are hashed into the record. */
export interface Shown {
	view: View | "placeholder";
	layout: Layout | "page";
	/** BCP 47. */
	language: string;
	/**
	 * Every string on screen, in reading order, but what only unfolds or changes while one looks (vendors' details,
	 * counters, an embed's own title); a date stands as `{date}`. So each configuration has a known set of them.
	 */
	words: string[];
}

export interface DecideOptions {
	/** The event that carried the answer. A record without a trusted event is marked automated. */
	event?: Event;
	/** @default "api" */
	method?: Method;
	shown?: Shown;
	/** The visitor was told that their browser asks for the opposite. Without it a signal's refusal stands against every yes. */
	overSignal?: boolean;
}

export interface Consent {
	/**
	 * Settles once configuration and stored choice are read, also where only IndexedDB has the newest; until then
	 * nothing held is released. Where the configuration may not be used, or did not load, it settles too, and nothing
	 * is allowed. Never rejects.
	 */
	readonly ready: Promise<Snapshot>;
	snapshot(): Snapshot;
	/** May this run now? Unknown purposes: no. */
	allows(purpose: string, vendor?: string): boolean;
	/** Calls the listener at once and after each change; returns its undo. */
	subscribe(listener: (snapshot: Snapshot) => void): () => void;
	/** Each of these settles once the decision is durable on the device. Never rejects. */
	decide(choices: Choices, options?: DecideOptions): Promise<Snapshot>;
	acceptAll(options?: DecideOptions): Promise<Snapshot>;
	rejectAll(options?: DecideOptions): Promise<Snapshot>;
	withdraw(options?: DecideOptions): Promise<Snapshot>;
	open(view?: View): Promise<void>;
	/** Closes the open view. The first layer under opt-in rules: a refusal with method `close`. */
	close(options?: DecideOptions): Promise<void>;
	/** This browser's records, oldest first. */
	records(): Promise<ConsentRecord[]>;
	/** This browser's records with the words they were made on, and the collector's signatures; null before the first. */
	receipt(): Promise<Receipt | null>;
	/** Forgets this browser: choice, history and secret, and what refused vendors stored. Undelivered records still leave. */
	erase(): Promise<void>;
	dispose(): void;
}
