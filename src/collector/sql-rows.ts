import type { ConsentRecord } from "../../types/record.ts";
import type { StoredRecord } from "./store.ts";

/** Runs one statement with `$1` parameters, on any connection. Works as `(sql, params) => pool.query(sql, params)` of `pg`. */
export type Query = (sql: string, params: unknown[]) => Promise<{ rows: unknown[] }>;

/** A time column as records write it. */
export const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

interface Row {
	subject: string;
	id: string;
	receivedAt: string;
	occurredAt: string;
	expiresAt: string;
	sequence: number;
	gpc: boolean;
	hash: string;
	previous: string | null;
	site: string;
	record: string;
}

/** The columns of `r`, as `toStored` takes them. */
export const COLUMNS = `yoursay_text(r.subject) as subject, r.id::text as id, ${iso("r.received_at")} as "receivedAt",
	${iso("r.occurred_at")} as "occurredAt", ${iso("r.expires_at")} as "expiresAt", r.sequence, r.gpc, yoursay_text(r.hash) as hash,
	yoursay_text(r.previous) as previous, r.site, r.record::text as record`;

/** A record as the insert takes it: what has a column (its bytes in base64), and the rest. */
export function toRow(record: ConsentRecord, received_at: string, gpc: boolean) {
	const { id, occurredAt: occurred_at, expiresAt: expires_at, sequence, site, ...more } = record;
	const { subject, hash, previous, ...rest } = more;
	return {
		subject: base64(subject),
		id,
		received_at,
		occurred_at,
		expires_at,
		sequence,
		gpc,
		hash: base64(hash),
		previous: previous === null ? null : base64(previous),
		site,
		record: rest,
	};
}

/** Here, because a database is slower at it. */
const base64 = (text: string) => `${text.replaceAll("-", "+").replaceAll("_", "/")}=`;

/** The record of a row, with every field it was made of. */
export function toStored({ receivedAt, gpc, record, ...columns }: Row): StoredRecord {
	const { subject, id, occurredAt, expiresAt, sequence, hash, previous, site } = columns;
	const rest = JSON.parse(record) as ConsentRecord;
	return { record: { ...rest, subject, id, occurredAt, expiresAt, sequence, hash, previous, site }, receivedAt, gpc };
}

/** @throws RangeError unless it is 1 to 1000 */
export function checkLimit(limit: number): string {
	if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new RangeError("limit must be 1 to 1000");
	return String(limit);
}

export type { Row };
