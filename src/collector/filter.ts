import { readQuery, site, time } from "./query.ts";
import type { Filter } from "./store.ts";

/**
 * `since`, `until` (a day, or a UTC time, as ISO 8601) and `site` of a query.
 * @throws ProblemError 400 for anything else, naming the parameter
 */
export function readFilter(request: Request): Filter {
	return readQuery<Filter>(request, { since: time, until: time, site }, ({ since, until }) =>
		since && until && since >= until ? [{ path: "until", message: "must be after since" }] : [],
	);
}
