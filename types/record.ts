import type { Layout, Regime, Settings } from "./config.ts";
import type { Shown, Snapshot, State, View } from "./consent.ts";

export type Method =
	| "accept-all"
	| "reject-all"
	| "save"
	| "close"
	| "withdraw"
	| "always"
	| "gpc"
	| "dnt"
	| "api"
	| "import"
	| "expiry";

/** The evidence of one decision, wire version 1. At most 32 KiB as JSON. */
export interface ConsentRecord {
	version: 1;
	/** UUIDv7 (RFC 9562); the idempotency key. */
	id: string;
	/** Position in this browser's chain, from 0. */
	sequence: number;
	/** Hash of this browser's previous record. */
	previous: string | null;
	/** base64url SHA-256 over the RFC 8785 form of all other fields. */
	hash: string;
	/** base64url SHA-256 of a secret that never leaves this browser's IndexedDB but to the collector. */
	subject: string;
	site: string;
	controller: string;
	/** ISO 8601, UTC, milliseconds. */
	occurredAt: string;
	region: string | null;
	regionSource: "config" | "guess" | "unknown";
	regime: Regime;
	/** Version of the rule table, with `+own` or `+looser` where the owner changed the rule; null where it did not load. */
	rules: string | null;
	notice: {
		/** BCP 47. */
		language: string;
		/** base64url SHA-256 over the RFC 8785 form of the words shown; null when none were. */
		textHash: string | null;
		policyVersion: string | null;
		/** base64url SHA-256 over the RFC 8785 form of the configuration. */
		configHash: string | null;
	};
	interface: { library: string; view: View | "placeholder" | null; layout: Layout | "page" | null };
	method: Method;
	/** False only for a trusted event on our own control or one handed in. */
	automated: boolean;
	purposes: Record<string, State>;
	/** Only where they differ from their purpose. */
	vendors: Record<string, State>;
	signals: { gpc: boolean };
	/** ISO 8601, UTC. */
	expiresAt: string;
}

/** All that a record is made of, as it stood when the visitor decided. Sealing turns it into one. */
export interface Draft {
	id: string;
	automated: boolean;
	snapshot: Snapshot;
	/** Null where nothing was shown, or the device had no room for it. */
	shown: Shown | null;
	/** Null where the device had no room for them; sealing then uses those of its own page. */
	settings: Settings | null;
	/** As in the record. Drafts of earlier versions have none. */
	rules?: string | null;
}

/** `POST {endpoint}/records`: 1 to 50 records, under 60 KiB. */
export interface Batch {
	/** base64url, 256 bits; the SHA-256 of this text, not of what it stands for, is the records' subject. Never stored by the collector. */
	secret: string;
	records: ConsentRecord[];
}

/** A collector's word that it keeps a record, and since when. */
export interface Acknowledgement {
	id: string;
	/** The record's. */
	hash: string;
	/** When the collector first received it: its own clock, ISO 8601, UTC, milliseconds. */
	receivedAt: string;
	/** RFC 7638 thumbprint of the signing key; its public half is at `GET {endpoint}/keys`. */
	kid: string;
	/** base64url ECDSA P-256 with SHA-256 (r and s, 64 bytes) over the RFC 8785 form of the four fields above. */
	signature: string;
}

export interface BatchReply {
	accepted: number;
	duplicate: number;
	rejected: { id: string; code: string; message: string }[];
	acknowledgements: Acknowledgement[];
}

/**
 * What a collector notices about a kept record, and never refuses it for: another record follows the same one
 * (`fork`), one before it is missing (`gap`), the chain began anew (`restart`), the browser's clock was over five
 * minutes ahead of the collector's, or behind that of the record before it (`clock`), or the request that brought it
 * carried Global Privacy Control's signal while the record says there was none (`signal`).
 */
export type Mark = "fork" | "gap" | "restart" | "clock" | "signal";

/** One entry of `GET {endpoint}/records`, the visitor's own. */
export interface KeptRecord {
	record: ConsentRecord;
	/** ISO 8601, UTC, milliseconds. */
	receivedAt: string;
	marks: Mark[];
	/** Whether the request that brought it first carried `Sec-GPC: 1`. */
	gpc: boolean;
	acknowledgement: Acknowledgement;
}
