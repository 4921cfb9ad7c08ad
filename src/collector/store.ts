import type { ConsentRecord } from "../../types/record.ts";

/** What became of one record. */
export interface Outcome {
	id: string;
	/** `duplicate`: this very record was here. `conflict`: another one stands under this id, and stays. */
	outcome: "accepted" | "duplicate" | "conflict";
	/** When the record that stands under this id was first received. ISO 8601, UTC, milliseconds. */
	receivedAt: string;
}

export interface StoredRecord {
	record: ConsentRecord;
	/** ISO 8601, UTC, milliseconds. */
	receivedAt: string;
}

/** The place of a record in the list: that of the last one on a page leads to the next page. */
export interface Place {
	receivedAt: string;
	id: string;
}

/** Where a collector keeps records: append-only, idempotent by id, safe to call concurrently. */
export interface Store {
	/**
	 * Keeps a batch: all of it or, when it rejects, none of it for certain; it may be handed in again at any time.
	 * The records must have passed `RecordSchema`.
	 * @param receivedAt ISO 8601, UTC, milliseconds
	 * @returns one outcome per record, in the same order
	 */
	insert(records: readonly ConsentRecord[], receivedAt: string): Promise<Outcome[]>;
	/** For the owner: the newest received first. @param options.limit 1 to 1000 */
	list(options: { after?: Place; limit: number }): Promise<StoredRecord[]>;
	/** Gives back what the store itself has opened; callable twice. */
	close(): Promise<void>;
}
