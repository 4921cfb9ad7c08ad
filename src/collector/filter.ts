import { type Flaw, ProblemError } from "./problem.ts";
import type { Filter } from "./store.ts";

/**
 * `since`, `until` (a day, or a UTC time, as ISO 8601) and `site` of a query.
 * @throws ProblemError 400 for anything else, naming the parameter
 */
export function readFilter(request: Request): Filter {
	const given = new URL(request.url).searchParams;
	const errors: Flaw[] = [];
	const refuse = (path: string, message: string) => void errors.push({ path, message });
	const time = (name: "since" | "until") => {
		const value = given.get(name);
		if (value === null) return undefined;
		const parsed = timeOf(value);
		if (parsed === undefined) refuse(name, "must be a day like 2026-11-21, or a UTC time like 2026-11-21T09:00:00Z");
		return parsed;
	};
	const names = new Set(given.keys());
	for (const name of names) {
		if (!["since", "until", "site"].includes(name)) refuse(nameOf(name), "is no parameter of this call");
		else if (given.getAll(name).length > 1) refuse(name, "must be given once");
	}
	const filter = { since: time("since"), until: time("until"), site: given.get("site") ?? undefined };
	if (filter.since && filter.until && filter.since >= filter.until) refuse("until", "must be after since");
	if (filter.site !== undefined && (filter.site.length > 256 || /\0|[\ud800-\udfff]/u.test(filter.site))) {
		refuse("site", "must be a text of at most 256 characters");
	}
	if (errors.length > 0) {
		throw new ProblemError({
			status: 400,
			detail: "The query is not one this call takes.",
			errors: errors.slice(0, 20),
		});
	}
	return filter;
}

/** The time as the store takes it; undefined for what is none. */
function timeOf(value: string): string | undefined {
	if (!/^(19[7-9]|[2-9]\d\d)\d-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(value)) return undefined;
	const time = new Date(value);
	// Day 31 of a shorter month would be taken for the 1st of the next.
	return Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== value.slice(0, 10)
		? undefined
		: time.toISOString();
}

/** A parameter's name is the sender's text too. */
const nameOf = (name: string) => (/^[\w-]{1,32}$/.test(name) ? name : "(a parameter)");
