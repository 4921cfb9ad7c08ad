import type { Settings } from "./config.ts";
import type { Shown } from "./consent.ts";
import type { Acknowledgement, ConsentRecord } from "./record.ts";

/** What a visitor takes with them: their records, the words they were made on, and what the collector signed. */
export interface Receipt {
	version: 1;
	/** UUIDv7 (RFC 9562). */
	id: string;
	/** ISO 8601, UTC, milliseconds. */
	createdAt: string;
	/** Oldest first. */
	records: ConsentRecord[];
	/** The words shown, verbatim, by the records' `notice.textHash`. */
	notices: Record<string, Shown>;
	/** The settings the records were made under, by their `notice.configHash`. */
	configs: Record<string, Settings>;
	acknowledgements: Acknowledgement[];
	/** Where the configuration lacks what ISO/IEC TS 27560 demands, its paths; else empty. */
	missing: string[];
	/** All of it in the terms of the Data Privacy Vocabulary 2.3, as JSON-LD; derived from the rest. */
	statement: Record<string, unknown>;
	/** base64url SHA-256 over the RFC 8785 form of all other fields. */
	hash: string;
}

/** Everything a receipt is made of. */
export interface Evidence extends Pick<Receipt, "id" | "records" | "notices" | "configs" | "acknowledgements"> {
	/** Milliseconds since 1970. */
	now: number;
	/** Ids of records that still wait for delivery. */
	waiting: string[];
	/** Ids of records that the collector refused for good. */
	refused: string[];
	/** False where the browser blocks its database, and all of this ends with the page. */
	isDurable: boolean;
}

/** A flaw in a receipt: where it is, and what is wrong there. */
export interface ReceiptFlaw {
	/** Like `records[2].purposes.analytics`. */
	path: string;
	message: string;
}

export interface Verdict {
	/** `authentic`: consistent, and every record signed by a collector whose keys were given. `consistent`: it agrees with itself. */
	verdict: "authentic" | "consistent" | "altered";
	flaws: ReceiptFlaw[];
}

/** What became of a record at the collector: it holds the same, signed or not; another one of that id; or none. */
export interface Standing {
	record: ConsentRecord;
	is: "signed" | "held" | "differs" | "missing";
	/** Where the two differ. */
	paths: string[];
}

/** What checking a receipt against itself and against the collector's copy came to. */
export interface Checked extends Verdict {
	/** Of each record, oldest first; nothing where the collector could not be asked. */
	standings?: Standing[];
	/** How many records of this browser the collector holds that are not in the receipt. */
	more: number;
	/** False where the collector's keys could not be fetched. */
	hasKeys: boolean;
}
