import type { RequestFilter, RequestPlace, StoredRequest } from "./request-store.ts";
import { checkLimit, iso, type Query } from "./sql-rows.ts";

/** Requests that one step of `pseudonymise` changes at most. */
const MOST = 1000;

const COLUMNS = `r.id::text as id, r.reference, r.site, r.kind, r.state, r.region, r.law,
	yoursay_text(r.secret_hash) as "secretHash", yoursay_text(r.body_hash) as "bodyHash", ${iso("r.received_at")} as "receivedAt",
	${iso("r.due_at")} as "dueAt", ${iso("r.acknowledge_at")} as "acknowledgeAt", ${iso("r.extendable_to")} as "extendableTo",
	${iso("r.closed_at")} as "closedAt", r.revision, r.content::text as content, r.events::text as events, r.notes::text as notes,
	yoursay_text(r.confirm_hash) as "confirmHash", r.is_confirmed as "isConfirmed", r.mails::text as mails`;

interface Row extends Omit<StoredRequest, "content" | "events" | "notes" | "mails"> {
	content: string | null;
	events: string;
	notes: string;
	mails: string;
}

/** A request as a parameter, and its columns. */
const GIVEN = `jsonb_to_record($1::text::jsonb) as g(id uuid, reference text, site text, kind text, state text, region text,
	law text, "secretHash" text, "bodyHash" text, "receivedAt" timestamptz, "dueAt" timestamptz, "acknowledgeAt" timestamptz,
	"extendableTo" timestamptz, "closedAt" timestamptz, revision int, content jsonb, events jsonb, notes jsonb,
	"confirmHash" text, "isConfirmed" boolean, mails jsonb)`;
/** What is owed was so from the last event on. */
const MAIL_AT = `case when jsonb_array_length(g.mails) > 0 then (g.events->-1->>'at')::timestamptz end`;

const toRequest = ({ content, events, notes, mails, ...row }: Row): StoredRequest => ({
	...row,
	content: content === null ? null : JSON.parse(content),
	events: JSON.parse(events),
	notes: JSON.parse(notes),
	mails: JSON.parse(mails),
});
const all = ({ rows }: { rows: unknown[] }) => (rows as Row[]).map(toRequest);

/** The second statement sees what was committed while the first one waited for it. */
export async function addRequest(query: Query, request: StoredRequest): Promise<StoredRequest | undefined> {
	await query(
		`insert into yoursay_requests (id, reference, site, kind, state, region, law, secret_hash, body_hash, received_at, due_at,
			acknowledge_at, extendable_to, closed_at, revision, content, events, notes, confirm_hash, is_confirmed, mails, mail_at)
		select g.id, g.reference, g.site, g.kind, g.state, g.region, g.law, yoursay_bytes(g."secretHash"),
			yoursay_bytes(g."bodyHash"), g."receivedAt", g."dueAt", g."acknowledgeAt", g."extendableTo", g."closedAt", g.revision,
			g.content, g.events, g.notes, yoursay_bytes(g."confirmHash"), g."isConfirmed", g.mails, ${MAIL_AT}
		from ${GIVEN} on conflict do nothing`,
		[JSON.stringify(request)],
	);
	return all(await query(`select ${COLUMNS} from yoursay_requests r where r.id = $1::text::uuid`, [request.id]))[0];
}

export async function findRequest(query: Query, reference: string): Promise<StoredRequest | undefined> {
	return all(await query(`select ${COLUMNS} from yoursay_requests r where r.reference = $1::text`, [reference]))[0];
}

export async function listRequests(
	query: Query,
	{ after, limit, ...filter }: RequestFilter & { after?: RequestPlace; limit: number },
): Promise<StoredRequest[]> {
	const params: unknown[] = [checkLimit(limit)];
	const { rows } = await query(
		`select ${COLUMNS} from yoursay_requests r where ${filtered(filter, after, params)}
		order by r.due_at, r.id limit $1::text::int`,
		params,
	);
	return all({ rows });
}

function filtered(filter: RequestFilter, after: RequestPlace | undefined, params: unknown[]): string {
	const { state, kind, site, dueBefore, lateAt } = filter;
	const conditions = ["true"];
	const add = (condition: string, value: unknown) => conditions.push(condition.replace("?", `$${params.push(value)}`));
	if (state === "open") conditions.push("r.closed_at is null");
	else if (state === "closed") conditions.push("r.closed_at is not null");
	else if (state !== undefined) add("r.state = ?::text", state);
	if (kind !== undefined) add("r.kind = ?::text", kind);
	if (site !== undefined) add("r.site = ?::text", site);
	if (dueBefore !== undefined) add("r.due_at < ?::text::timestamptz", dueBefore);
	if (lateAt !== undefined) add("r.closed_at is null and r.due_at < ?::text::timestamptz", lateAt);
	if (after) {
		const at = params.push(after.dueAt, after.id) - 1;
		conditions.push(`(r.due_at, r.id) > ($${at}::text::timestamptz, $${at + 1}::text::uuid)`);
	}
	return conditions.join(" and ");
}

export async function changeRequest(query: Query, request: StoredRequest): Promise<boolean> {
	const { rows } = await query(
		`update yoursay_requests r set state = g.state, due_at = g."dueAt", extendable_to = g."extendableTo",
			closed_at = g."closedAt", revision = g.revision, events = g.events, notes = g.notes,
			is_confirmed = g."isConfirmed", mails = r.mails || g.mails, mail_at = coalesce(r.mail_at, ${MAIL_AT})
		from ${GIVEN} where r.id = g.id and r.revision = g.revision - 1 returning 1 as changed`,
		[JSON.stringify(request)],
	);
	return rows.length > 0;
}

/** At least five minutes, at most six hours: a server for mail that is asked too often says no for longer. */
const LATER = `least(interval '5 minutes' * 2 ^ least(r.mail_tries, 10), interval '6 hours')`;

export async function claimMails(
	query: Query,
	{ before, id, limit }: { before: string; id?: string; limit: number },
): Promise<StoredRequest[]> {
	const params: unknown[] = [checkLimit(limit), before, ...(id === undefined ? [] : [id])];
	const { rows } = await query(
		`update yoursay_requests r set mail_at = $2::text::timestamptz + ${LATER}, mail_tries = r.mail_tries + 1
		where r.id in (
			select id from yoursay_requests where mail_at <= $2::text::timestamptz ${id === undefined ? "" : "and id = $3::text::uuid"}
			order by mail_at limit $1::text::int for update skip locked
		) returning ${COLUMNS}`,
		params,
	);
	return all({ rows });
}

export async function strikeMail(query: Query, id: string, key: string, at: string): Promise<void> {
	await query(
		`update yoursay_requests r set mail_tries = 0,
			mails = jsonb_path_query_array(r.mails, '$[*] ? (@.key != $key)', jsonb_build_object('key', $2::text)),
			mail_at = case when jsonb_path_exists(r.mails, '$[*] ? (@.key != $key)', jsonb_build_object('key', $2::text))
				then $3::text::timestamptz end
		where r.id = $1::text::uuid`,
		[id, key, at],
	);
}

export async function pseudonymise(query: Query, before: string): Promise<number> {
	const { rows } = await query(
		`update yoursay_requests r set content = null, secret_hash = null, confirm_hash = null, notes = '[]',
			mails = '[]', mail_at = null, revision = r.revision + 1,
			events = (select jsonb_agg(event.value - 'reason' order by event.ordinality)
				from jsonb_array_elements(r.events) with ordinality event)
		where r.id in (
			select id from yoursay_requests where content is not null and closed_at < $1::text::timestamptz
			order by closed_at limit ${MOST} for update skip locked
		) returning 1 as changed`,
		[before],
	);
	return rows.length;
}
