import type { ConsentRecord } from "../../types/record.ts";
import { migrate } from "./migrations.ts";
import { addKey, addNotice, keys, notices } from "./sql-keys.ts";
import { list, read } from "./sql-read.ts";
import { report } from "./sql-report.ts";
import {
	addRequest,
	changeRequest,
	claimMails,
	findRequest,
	listRequests,
	pseudonymise,
	strikeMail,
} from "./sql-requests.ts";
import { iso, type Query, toRow } from "./sql-rows.ts";
import type { Outcome, Store } from "./store.ts";

export type { Query } from "./sql-rows.ts";

/** Records that were received together. */
export interface Received {
	records: readonly ConsentRecord[];
	/** ISO 8601, UTC, milliseconds. */
	receivedAt: string;
	/** Whether the request that brought them carried `Sec-GPC: 1`. @default false */
	gpc?: boolean;
}

export interface SqlStore extends Store {
	/** Several batches in one statement: all of them or none. One list of outcomes for each. */
	insertAll(batches: readonly Received[]): Promise<Outcome[][]>;
}

/** Rows that one step of `expire` looks at, at most. */
const MOST_EXPIRED = 1000;

// `::text::jsonb` because drivers disagree on how a jsonb parameter is to be encoded, but not on text.
// `order by`: two batches that share records, or subjects, take them in the same order, else they could deadlock.
const INSERT = `insert into yoursay_records
		(subject, id, received_at, occurred_at, expires_at, sequence, gpc, hash, previous, site, record)
	select decode(r.subject, 'base64'), r.id, r.received_at, r.occurred_at, r.expires_at, r.sequence,
		r.gpc, decode(r.hash, 'base64'), decode(r.previous, 'base64'), r.site, r.record
	from (
			select count(pg_advisory_xact_lock_shared(lock)) from (
				select distinct yoursay_lock(yoursay_bytes(value)) as lock
				from jsonb_array_elements_text($2::text::jsonb) order by lock
			) locks
		) held,
		jsonb_to_recordset($1::text::jsonb) as r(subject text, id uuid, received_at timestamptz, occurred_at timestamptz,
			expires_at timestamptz, sequence int, gpc boolean, hash text, previous text, site text, record jsonb)
	order by 1, 2
	on conflict (subject, id) do nothing
	returning id`;
const FIND = `select yoursay_text(r.subject) as subject, r.id::text as id, yoursay_text(r.hash) as hash,
		${iso("r.received_at")} as "receivedAt"
	from yoursay_records r where (r.subject, r.id) in (
		select yoursay_bytes(given.subject), given.id from jsonb_to_recordset($1::text::jsonb) as given(subject text, id uuid))`;

/**
 * The store on any PostgreSQL from 15 on. Creates or updates its tables first; never closes the connection it was lent.
 * @param partitions of the records' table, where it is still to be made
 */
export async function createSqlStore(query: Query, partitions: number): Promise<SqlStore> {
	await query(migrate(partitions), []);
	return {
		insert: async (records, receivedAt, gpc) => (await insertAll(query, [{ records, receivedAt, gpc }]))[0]!,
		insertAll: (batches) => insertAll(query, batches),
		list: (options) => list(query, options),
		read: (options) => read(query, options),
		report: (filter, now) => report(query, filter, now),
		addNotice: (hash, body, receivedAt) => addNotice(query, hash, body, receivedAt),
		notices: (hashes) => notices(query, hashes),
		keys: () => keys(query),
		addKey: (key, replaces) => addKey(query, key, replaces),
		erase: async (subject) => {
			const { rows } = await query("select yoursay_erase(yoursay_bytes($1::text)) as records", [subject]);
			return (rows as { records: number }[])[0]!.records;
		},
		expire: async (before) => {
			const { rows } = await query(
				`select subjects, records from yoursay_expire($1::text::timestamptz, ${MOST_EXPIRED})`,
				[before],
			);
			return (rows as { subjects: number; records: number }[])[0]!;
		},
		addRequest: (request) => addRequest(query, request),
		findRequest: (reference) => findRequest(query, reference),
		listRequests: (options) => listRequests(query, options),
		changeRequest: (request) => changeRequest(query, request),
		claimMails: (options) => claimMails(query, options),
		strikeMail: (id, key, at) => strikeMail(query, id, key, at),
		pseudonymise: (before) => pseudonymise(query, before),
		close: async () => {},
	};
}

/** What stands, or is to stand, under a subject and an id. */
interface Standing {
	hash: string;
	receivedAt: string;
}

/** A record that is to be inserted. */
interface Given {
	key: string;
	record: ConsentRecord;
	receivedAt: string;
	gpc: boolean;
}

const keyOf = ({ subject, id }: { subject: string; id: string }) => `${subject} ${id}`;

async function insertAll(query: Query, batches: readonly Received[]): Promise<Outcome[][]> {
	const first = new Map<string, Given>();
	for (const { records, receivedAt, gpc = false } of batches) {
		for (const record of records) {
			const key = keyOf(record);
			if (!first.has(key)) first.set(key, { key, record, receivedAt, gpc });
		}
	}
	const fresh = await insertNew(query, [...first.values()]);
	const missed = [...first.values()].filter(({ key }) => !fresh.has(key));
	const stored = await find(
		query,
		missed.map(({ record: { subject, id } }) => ({ subject, id })),
	);
	return batches.map(({ records, receivedAt }) =>
		records.map((record) => {
			const { id, hash } = record;
			const key = keyOf(record);
			if (fresh.delete(key)) return { id, outcome: "accepted", receivedAt };
			const own = first.get(key)!;
			const standing = stored.get(key) ?? { hash: own.record.hash, receivedAt: own.receivedAt };
			return { id, outcome: standing.hash === hash ? "duplicate" : "conflict", receivedAt: standing.receivedAt };
		}),
	);
}

/** @returns the keys of those that were not there. The answer names ids, so a statement takes each id once. */
async function insertNew(query: Query, given: Given[]): Promise<Set<string>> {
	if (given.length === 0) return new Set();
	const byId = new Map<string, Given>();
	const others = given.filter((each) => byId.has(each.record.id) || !byId.set(each.record.id, each));
	const now = [...byId.values()];
	const subjects = [...new Set(now.map(({ record }) => record.subject))];
	const rows = now.map(({ record, receivedAt, gpc }) => toRow(record, receivedAt, gpc));
	const inserted = (await query(INSERT, [JSON.stringify(rows), JSON.stringify(subjects)])).rows as { id: string }[];
	const fresh = inserted.map(({ id }) => byId.get(id)!.key);
	return new Set([...fresh, ...(await insertNew(query, others))]);
}

/** A second statement, because the first cannot see rows that were committed while it waited for them. */
async function find(query: Query, wanted: { subject: string; id: string }[]): Promise<Map<string, Standing>> {
	if (wanted.length === 0) return new Map();
	const rows = (await query(FIND, [JSON.stringify(wanted)])).rows as ({ subject: string; id: string } & Standing)[];
	if (rows.length < wanted.length)
		throw new Error("records vanished between two statements; the batch can be sent again");
	return new Map(rows.map(({ hash, receivedAt, ...row }) => [keyOf(row), { hash, receivedAt }]));
}
