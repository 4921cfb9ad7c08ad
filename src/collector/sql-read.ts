import type { Mark } from "../../types/record.ts";
import { COLUMNS, checkLimit, type Query, type Row, toStored } from "./sql-rows.ts";
import type { Filter, MarkedRecord, Place, StoredRecord } from "./store.ts";

/** Conditions on `r`, and the values they name. */
interface Where {
	sql: string;
	params: unknown[];
}

/** The filter as conditions; its values come after those that are there. */
export function filtered({ since, until, site }: Filter, params: unknown[] = []): Where {
	const conditions = ["true"];
	const add = (condition: string, value: unknown) => conditions.push(condition.replace("?", `$${params.push(value)}`));
	if (since !== undefined) add("r.received_at >= ?::text::timestamptz", since);
	if (until !== undefined) add("r.received_at < ?::text::timestamptz", until);
	if (site !== undefined) add("r.site = ?::text", site);
	return { sql: conditions.join(" and "), params };
}

/** Records that follow a place; the first comparison is the one that finds an index. */
function beyond(sign: "<" | ">", after: Place | undefined, params: unknown[]): string {
	if (!after) return "true";
	const { subject, sequence, id } = after.record;
	const at = params.push(after.receivedAt, subject, String(sequence), id) - 3;
	return `r.received_at ${sign}= $${at}::text::timestamptz and (r.received_at, r.subject, r.sequence, r.id)
		${sign} ($${at}::text::timestamptz, yoursay_bytes($${at + 1}::text), $${at + 2}::text::int, $${at + 3}::text::uuid)`;
}

export async function list(query: Query, { after, limit }: { after?: Place; limit: number }): Promise<StoredRecord[]> {
	const params: unknown[] = [checkLimit(limit)];
	const { rows } = await query(
		`select ${COLUMNS} from yoursay_records r where ${beyond("<", after, params)}
		order by r.received_at desc, r.subject desc, r.sequence desc, r.id desc limit $1::text::int`,
		params,
	);
	return (rows as Row[]).map(toStored);
}

export const MARKS: readonly Mark[] = ["fork", "gap", "restart", "clock", "signal"];

export async function read(
	query: Query,
	{ subject, after, limit, ...filter }: Filter & { subject?: string; after?: Place; limit: number },
): Promise<MarkedRecord[]> {
	const where = filtered(filter, [checkLimit(limit)]);
	if (subject !== undefined) where.sql += ` and r.subject = yoursay_bytes($${where.params.push(subject)}::text)`;
	const { rows } = await query(
		`with chosen as materialized (
			select r from yoursay_records r where ${where.sql} and ${beyond(">", after, where.params)}
			order by r.received_at, r.subject, r.sequence, r.id limit $1::text::int
		)
		select ${COLUMNS}, marked.fork, marked.gap, marked.restart, marked.clock, marked.signal
		from yoursay_marks(array(select chosen.r from chosen)) marked cross join lateral (select (marked.kept).*) r
		order by r.received_at, r.subject, r.sequence, r.id`,
		where.params,
	);
	return (rows as (Row & Record<Mark, boolean>)[]).map(({ fork, gap, restart, clock, signal, ...row }) => {
		const noticed = { fork, gap, restart, clock, signal };
		return { ...toStored(row), marks: MARKS.filter((mark) => noticed[mark]) };
	});
}
