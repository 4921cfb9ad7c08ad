import type { ConsentRecord, Mark } from "../../types/record.ts";
import type { RequestStore } from "./request-store.ts";

/** What became of one record. */
export interface Outcome {
	id: string;
	/** `duplicate`: this very record was here. `conflict`: another one of this subject stands under this id, and stays. */
	outcome: "accepted" | "duplicate" | "conflict";
	/** When the record that stands under this id was first received. ISO 8601, UTC, milliseconds. */
	receivedAt: string;
}

export interface StoredRecord {
	record: ConsentRecord;
	/** ISO 8601, UTC, milliseconds. */
	receivedAt: string;
	/** Whether the request that brought it first carried Global Privacy Control's signal, `Sec-GPC: 1`. */
	gpc: boolean;
}

/** A record with what is noticed about it and its chain, worked out at the moment of reading. */
export interface MarkedRecord extends StoredRecord {
	marks: Mark[];
}

/** The place of a record in a list: the last one of a page leads to the next page. */
export interface Place {
	receivedAt: string;
	record: Pick<ConsentRecord, "subject" | "sequence" | "id">;
}

/** Which records are meant; all of them where nothing is named. */
export interface Filter {
	/** Received at or after. ISO 8601, UTC. */
	since?: string;
	/** Received before. ISO 8601, UTC. */
	until?: string;
	site?: string;
}

/** One value of a dimension, and how many records have it. */
export interface Count {
	/** Null where records have none. */
	value: string | null;
	records: number;
}

/** Requests in counts: nothing in them is of a person's making. */
export interface RequestCounts {
	requests: number;
	/** By how many there are. */
	kinds: { value: string; requests: number }[];
	states: { value: string; requests: number }[];
	/** Open ones that are due. */
	late: number;
	/** Closed ones that were closed after they were due. */
	closedLate: number;
	/** Days from receipt to close, half of the closed ones took fewer; null where none is closed. To a tenth. */
	medianDays: number | null;
}

/** Counts without identifiers. Each list has at most 500 entries, the most frequent first; days are in their order. */
export interface Report {
	records: number;
	/** Browsers, one for each site. */
	subjects: number;
	sites: Count[];
	/** UTC, by when they were received. */
	days: Count[];
	methods: Count[];
	languages: Count[];
	regimes: Count[];
	regions: Count[];
	/** `true` and `false`. */
	automated: Count[];
	/** `true` and `false`: whether they came with `Sec-GPC: 1`. */
	gpc: Count[];
	purposes: { purpose: string; state: string; records: number }[];
	marks: Record<Mark, number>;
	/** Of those received in that time. */
	requests: RequestCounts;
	/** Lists that had more than 500 entries. */
	cut: string[];
}

/** A signing key as the store holds it. */
export interface StoredKey {
	/** RFC 7638 thumbprint. */
	kid: string;
	publicKey: JsonWebKey;
	/** Null once a newer key has taken its place. */
	privateKey: JsonWebKey | null;
	/** ISO 8601, UTC, milliseconds. */
	createdAt: string;
}

/** Where a collector keeps records: append-only, idempotent by subject and id, safe to call concurrently. And requests. */
export interface Store extends RequestStore {
	/**
	 * Keeps a batch: all of it or, when it rejects, none of it for certain; it may be handed in again at any time.
	 * The records must have passed `RecordSchema`, and their hashes be those of their content.
	 * @param receivedAt ISO 8601, UTC, milliseconds
	 * @param gpc whether the request carried `Sec-GPC: 1` @default false
	 * @returns one outcome per record, in the same order
	 */
	insert(records: readonly ConsentRecord[], receivedAt: string, gpc?: boolean): Promise<Outcome[]>;
	/** For the owner: the newest received first. @param options.limit 1 to 1000 */
	list(options: { after?: Place; limit: number }): Promise<StoredRecord[]>;
	/** With marks, the oldest received first; of one subject where it is named. @param options.limit 1 to 1000 */
	read(options: Filter & { subject?: string; after?: Place; limit: number }): Promise<MarkedRecord[]>;
	/** @param now by which requests are late; ISO 8601, UTC. @default the store's own clock */
	report(filter: Filter, now?: string): Promise<Report>;
	/** Keeps words or settings under the hash of their RFC 8785 form. @returns false when they were here already */
	addNotice(hash: string, body: string, receivedAt: string): Promise<boolean>;
	/** Those of these hashes that are kept, in their RFC 8785 form. */
	notices(hashes: readonly string[]): Promise<Map<string, string>>;
	/** Signing keys, the newest first. */
	keys(): Promise<StoredKey[]>;
	/** Makes a key the newest and forgets the private halves of the others, unless `replaces` is the newest no more. */
	addKey(key: StoredKey & { privateKey: JsonWebKey }, replaces: string | null): Promise<void>;
	/** Deletes a subject's records, all of them. @returns how many there were */
	erase(subject: string): Promise<number>;
	/**
	 * Deletes subjects whose last record expired before that time, each whole; in one bounded step.
	 * @param before ISO 8601, UTC
	 * @returns what was deleted; when that is nothing, nothing is left to delete but what is just being added to
	 */
	expire(before: string): Promise<{ subjects: number; records: number }>;
	/** Gives back what the store itself has opened; callable twice. */
	close(): Promise<void>;
}
