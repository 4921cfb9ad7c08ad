import { filtered } from "./sql-read.ts";
import type { Query } from "./sql-rows.ts";
import type { Filter, RequestCounts } from "./store.ts";

interface Row {
	dimension: "kinds" | "states" | null;
	value: string | null;
	n: string;
	late: string;
	closedLate: string;
	median: number | null;
}

/** One pass over the requests that are meant. Kinds and states are our own words, so there are few. */
export async function countRequests(query: Query, filter: Filter, now?: string): Promise<RequestCounts> {
	const { sql, params } = filtered(filter);
	const at = now === undefined ? "now()" : `$${params.push(now)}::text::timestamptz`;
	const { rows } = await query(
		`select case when grouping(r.kind) = 0 then 'kinds' when grouping(r.state) = 0 then 'states' end as dimension,
			coalesce(r.kind, r.state) as value, count(*)::text as n,
			count(*) filter (where r.closed_at is null and r.due_at < ${at})::text as late,
			count(*) filter (where r.closed_at > r.due_at)::text as "closedLate",
			round((percentile_cont(0.5) within group (order by extract(epoch from r.closed_at - r.received_at) / 86400))::numeric, 1)::float8
				as median
		from yoursay_requests r where ${sql} group by grouping sets ((), (r.kind), (r.state))
		order by count(*) desc, value`,
		params,
	);
	const counted = rows as Row[];
	const total = counted.find(({ dimension }) => dimension === null)!;
	const of = (name: string) =>
		counted
			.filter(({ dimension }) => dimension === name)
			.map(({ value, n }) => ({ value: value!, requests: Number(n) }));
	return {
		requests: Number(total.n),
		kinds: of("kinds"),
		states: of("states"),
		late: Number(total.late),
		closedLate: Number(total.closedLate),
		medianDays: total.median,
	};
}
