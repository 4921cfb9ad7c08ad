import type { Mark } from "../../types/record.ts";
import { filtered, MARKS } from "./sql-read.ts";
import { countRequests } from "./sql-request-report.ts";
import type { Query } from "./sql-rows.ts";
import type { Count, Filter, Report } from "./store.ts";

/** Entries of a list at most: a hostile sender can make up as many sites and languages as they like. */
const MOST = 500;

const DIMENSIONS = {
	sites: "r.site",
	days: "to_char(r.received_at at time zone 'UTC', 'YYYY-MM-DD')",
	methods: "r.record->>'method'",
	languages: "r.record->'notice'->>'language'",
	regimes: "r.record->>'regime'",
	regions: "r.record->>'region'",
	automated: "r.record->>'automated'",
	gpc: "r.gpc::text",
};
const names = Object.keys(DIMENSIONS) as (keyof typeof DIMENSIONS)[];

/** Three passes over the records that are meant: their values, their purposes, their chains. */
export async function report(query: Query, filter: Filter, now?: string): Promise<Report> {
	const { sql, params } = filtered(filter);
	const counts = (await query(countValues(sql), params)).rows as { name: string; value: string | null; n: string }[];
	const states = (await query(countStates(sql), params)).rows as { purpose: string; state: string; n: string }[];
	const [totals] = (await query(countMarks(sql), params)).rows as Record<Mark | "records" | "subjects", string>[];
	const of = (name: string): Count[] =>
		counts.filter((each) => each.name === name).map(({ value, n }) => ({ value, records: Number(n) }));
	const full = Object.fromEntries(names.map((name) => [name, of(name)])) as Record<keyof typeof DIMENSIONS, Count[]>;
	const cut = [
		...names.filter((name) => full[name].length > MOST),
		...(states.length > MOST ? ["purposes" as const] : []),
	];
	const lists = Object.fromEntries(names.map((name) => [name, full[name].slice(0, MOST)])) as typeof full;
	return {
		records: Number(totals!.records),
		subjects: Number(totals!.subjects),
		...lists,
		days: lists.days.sort((a, b) => (String(a.value) < String(b.value) ? -1 : 1)),
		purposes: states.slice(0, MOST).map(({ purpose, state, n }) => ({ purpose, state, records: Number(n) })),
		marks: Object.fromEntries(MARKS.map((mark) => [mark, Number(totals![mark])])) as Record<Mark, number>,
		requests: await countRequests(query, filter, now),
		cut,
	};
}

const countValues = (where: string) => `
	with chosen as (
		select ${names.map((name) => `${DIMENSIONS[name]} as ${name}`).join(", ")} from yoursay_records r where ${where}
	), counted as (
		select case 0 ${names.map((name) => `when grouping(${name}) then '${name}'`).join(" ")} end as name,
			case 0 ${names.map((name) => `when grouping(${name}) then ${name}`).join(" ")} end as value, count(*) as n
		from chosen group by grouping sets (${names.map((name) => `(${name})`).join(", ")})
	), ranked as (
		select *, row_number() over (partition by name order by n desc, value) as place from counted
	)
	select name, value, n::text as n from ranked where place <= ${MOST + 1} order by name, place`;

const countStates = (where: string) => `
	select answer.key as purpose, answer.value as state, count(*)::text as n
	from yoursay_records r cross join lateral jsonb_each_text(r.record->'purposes') answer
	where ${where} group by 1, 2 order by count(*) desc, 1, 2 limit ${MOST + 1}`;

/** As `yoursay_marks` has it, but for all records at once, in a pass over whole chains. */
const countMarks = (where: string) => `
	with chosen as materialized (
		select r.subject, r.id from yoursay_records r where ${where}
	), chain as materialized (
		select r.subject, r.id, r.hash, r.previous, r.sequence, r.occurred_at, r.received_at,
			case when r.gpc then coalesce(r.record->'signals'->>'gpc', 'false') <> 'true' else false end as signal
		from yoursay_records r where r.subject in (select subject from chosen)
	), marked as (
		select c.subject, c.id,
			c.previous is not null and count(*) over (partition by c.subject, c.previous) > 1 as fork,
			case when c.previous is null then c.sequence > 0
				else before.id is null or before.sequence <> c.sequence - 1 end as gap,
			c.previous is null and row_number() over (
				partition by c.subject, c.previous order by c.received_at, c.sequence, c.id) > 1 as restart,
			c.occurred_at > c.received_at + interval '5 minutes'
				or coalesce(c.occurred_at < before.occurred_at, false) as clock,
			c.signal
		from chain c left join chain before on before.subject = c.subject and before.hash = c.previous
	)
	select count(*)::text as records, count(distinct chosen.subject)::text as subjects,
		${MARKS.map((mark) => `count(*) filter (where marked.${mark})::text as ${mark}`).join(", ")}
	from chosen join marked on marked.subject = chosen.subject and marked.id = chosen.id`;
