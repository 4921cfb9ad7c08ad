import type { RequestKind } from "../../types/request.ts";
import { oneOf, type Parameter, readQuery, site, time } from "./query.ts";
import type { RequestFilter, RequestPlace, StoredRequest } from "./request-store.ts";
import { KINDS, STATES } from "./request-words.ts";

/** Requests of one page, where the query does not say. */
const PAGE = 50;
const MOST = 200;

interface Query {
	state?: RequestFilter["state"];
	kind?: RequestKind;
	site?: string;
	dueBefore?: string;
	late?: "true" | "false";
}
interface PagedQuery extends Query {
	after?: RequestPlace;
	limit?: number;
}

const limit: Parameter = [
	(value) => (/^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= MOST ? Number(value) : undefined),
	`must be a number from 1 to ${MOST}`,
];
const after: Parameter = [placeOf, "must be what the page before gave as `next`"];
const filters = {
	state: oneOf(["open", "closed", ...STATES]),
	kind: oneOf(KINDS),
	site,
	dueBefore: time,
	late: oneOf(["true", "false"]),
};

/** Which requests a query of the owner means. @throws ProblemError 400 */
export function readRequestFilter(request: Request, now: string): RequestFilter {
	return filterOf(readQuery<Query>(request, filters), now);
}

/** The same, page by page. @throws ProblemError 400 */
export function readRequestPage(
	request: Request,
	now: string,
): RequestFilter & { after?: RequestPlace; limit: number } {
	const { after: place, limit: most = PAGE, ...query } = readQuery<PagedQuery>(request, { ...filters, after, limit });
	return { ...filterOf(query, now), after: place, limit: most };
}

const filterOf = ({ late, ...filter }: Query, now: string): RequestFilter => ({
	...filter,
	lateAt: late === "true" ? now : undefined,
});

/** As `placeOf` reads it. */
export const nextOf = ({ dueAt, id }: StoredRequest): string => `${dueAt}_${id}`;

function placeOf(value: string): RequestPlace | undefined {
	const [, dueAt, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/.exec(value) ?? [];
	const isPlace = dueAt && !Number.isNaN(Date.parse(dueAt)) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id!);
	return isPlace ? { dueAt, id: id! } : undefined;
}
