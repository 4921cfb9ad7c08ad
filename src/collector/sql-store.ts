import type { ConsentRecord } from "../../types/record.ts";
import { MIGRATE } from "./migrations.ts";
import type { Outcome, Place, Store, StoredRecord } from "./store.ts";

/** Runs one statement with `$1` parameters, on any connection. Works as `(sql, params) => pool.query(sql, params)` of `pg`. */
export type Query = (sql: string, params: unknown[]) => Promise<{ rows: unknown[] }>;

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const RECEIVED_AT = `to_char(received_at at time zone 'UTC', ${ISO}) as "receivedAt"`;

// `::text::jsonb` because drivers disagree on how a jsonb parameter is to be encoded, but not on text.
// `order by`: two batches that share ids take them in the same order, else they could deadlock.
const INSERT = `insert into yoursay_records (id, subject, sequence, site, occurred_at, received_at, hash, record)
	select r.id, r.record->>'subject', (r.record->>'sequence')::int, r.record->>'site',
		(r.record->>'occurredAt')::timestamptz, $2::text::timestamptz, r.record->>'hash', r.record
	from jsonb_to_recordset($1::text::jsonb) as r(id uuid, record jsonb)
	order by r.id
	on conflict (id) do nothing
	returning id::text as id`;
const FIND = `select id::text as id, hash, ${RECEIVED_AT} from yoursay_records
	where id in (select value::uuid from jsonb_array_elements_text($1::text::jsonb))`;
const BEFORE_ALL: Place = { receivedAt: "infinity", id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };
const LIST = `select record::text as record, ${RECEIVED_AT} from yoursay_records
	where (received_at, id) < ($1::text::timestamptz, $2::text::uuid)
	order by received_at desc, id desc limit $3::text::int`;

/** The store on any PostgreSQL from 15 on. Creates or updates its tables first; never closes the connection it was lent. */
export async function createSqlStore(query: Query): Promise<Store> {
	await query(MIGRATE, []);
	return {
		insert: (records, receivedAt) => insert(query, records, receivedAt),
		list: (options) => list(query, options),
		close: async () => {},
	};
}

async function insert(query: Query, records: readonly ConsentRecord[], receivedAt: string): Promise<Outcome[]> {
	const first = new Map<string, ConsentRecord>();
	for (const record of records) if (!first.has(record.id)) first.set(record.id, record);
	const given = JSON.stringify([...first].map(([id, record]) => ({ id, record })));
	const inserted = (await query(INSERT, [given, receivedAt])).rows as { id: string }[];
	const fresh = new Set(inserted.map(({ id }) => id));
	const stored = await find(
		query,
		[...first.keys()].filter((id) => !fresh.has(id)),
	);
	return records.map((record) => {
		const { id, hash } = record;
		if (fresh.delete(id)) return { id, outcome: "accepted", receivedAt };
		const standing = stored.get(id) ?? { hash: first.get(id)!.hash, receivedAt };
		return { id, outcome: standing.hash === hash ? "duplicate" : "conflict", receivedAt: standing.receivedAt };
	});
}

/** A second statement, because the first cannot see rows that were committed while it waited for them. */
async function find(query: Query, ids: string[]): Promise<Map<string, { hash: string; receivedAt: string }>> {
	if (ids.length === 0) return new Map();
	const rows = (await query(FIND, [JSON.stringify(ids)])).rows as { id: string; hash: string; receivedAt: string }[];
	if (rows.length < ids.length) throw new Error("records vanished between two statements; the batch can be sent again");
	return new Map(rows.map(({ id, hash, receivedAt }) => [id, { hash, receivedAt }]));
}

async function list(
	query: Query,
	{ after = BEFORE_ALL, limit }: { after?: Place; limit: number },
): Promise<StoredRecord[]> {
	if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new RangeError("limit must be 1 to 1000");
	const { rows } = await query(LIST, [after.receivedAt, after.id, String(limit)]);
	return (rows as { record: string; receivedAt: string }[]).map(({ record, receivedAt }) => ({
		record: JSON.parse(record) as ConsentRecord,
		receivedAt,
	}));
}
