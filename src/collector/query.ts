import { type Flaw, ProblemError } from "./problem.ts";

/** Reads a parameter's value; undefined for what it may not be. */
type Reader = (value: string) => unknown;
/** A reader, and what to write. */
export type Parameter = readonly [read: Reader, remedy: string];

const siteOf = (value: string) => (value.length > 256 || /\0|[\ud800-\udfff]/u.test(value) ? undefined : value);

export const time: Parameter = [timeOf, "must be a day like 2026-11-21, or a UTC time like 2026-11-21T09:00:00Z"];
export const site: Parameter = [siteOf, "must be a text of at most 256 characters"];
export const oneOf = (values: readonly string[]): Parameter => [
	(value) => (values.includes(value) ? value : undefined),
	`must be one of ${values.join(", ")}`,
];

/**
 * The parameters of a query; what is not there is undefined.
 * @param check says what is wrong with them together
 * @throws ProblemError 400 for what is none of them, is given twice or cannot be read, naming the parameter
 */
export function readQuery<Query extends object>(
	request: Request,
	parameters: { [Name in keyof Query]-?: Parameter },
	check: (query: Query) => Flaw[] = () => [],
): Query {
	const given = new URL(request.url).searchParams;
	const errors: Flaw[] = [];
	const read: Record<string, unknown> = {};
	const known: Record<string, Parameter> = parameters;
	for (const name of new Set(given.keys())) {
		const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
		if (!parameter) errors.push({ path: nameOf(name), message: "is no parameter of this call" });
		else if (given.getAll(name).length > 1) errors.push({ path: name, message: "must be given once" });
		else {
			read[name] = parameter[0](given.get(name)!);
			if (read[name] === undefined) errors.push({ path: name, message: parameter[1] });
		}
	}
	const query = read as Query;
	errors.push(...check(query));
	if (errors.length === 0) return query;
	throw new ProblemError({
		status: 400,
		detail: "The query is not one this call takes.",
		errors: errors.slice(0, 20),
	});
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
