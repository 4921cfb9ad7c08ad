import type { Period, PolicyChange, PolicyContent, PolicyFacts } from "../../types/policy.ts";
import { type Entry, pair } from "./pair.ts";
import { createSpelling, keyOf, type Spelling } from "./spelling.ts";

/** Of each list, what its entries are called by, and what else they say; in the order in which changes are told. */
const shapes: Record<PolicyChange["of"], [name: string, ...facts: (keyof PolicyFacts)[]]> = {
	recipients: ["name", "purpose", "location"],
	uses: ["purpose", "legalBasis"],
	collected: ["category", "items", "source"],
	transfers: ["text", "safeguards"],
	retention: ["category", "period"],
};

/** Nothing where the policy does not say anything of them. */
function entriesOf(content: PolicyContent, of: PolicyChange["of"]): Entry<PolicyFacts>[] | undefined {
	const [name, ...facts] = shapes[of];
	return (content[of] as Record<string, unknown>[] | undefined)?.map((each) => {
		const fact: PolicyFacts = Object.fromEntries(facts.map((key) => [key, each[key]]));
		const { purpose, location = "", items = [] } = fact;
		const trait = purpose ? `${keyOf(purpose)}\n${keyOf(location)}` : items.map(keyOf).sort().join("\n");
		return { name: each[name] as string, fact, trait };
	});
}

/** A period by its length where that is typed, whatever its words or unit; else nothing. */
export function lengthOf({ amount, unit, rolling, afterEvent }: Period): string | undefined {
	if (!amount || !unit) return;
	const hours = { hours: 1, days: 24, weeks: 168, months: 0, years: 0 }[unit];
	const length = hours ? `${amount * hours} h` : `${amount * (unit === "years" ? 12 : 1)} m`;
	return [length, rolling && "rolling", afterEvent && "after"].filter(Boolean).join(" ");
}

function samePeriod(was: Period | undefined, is: Period | undefined, { same }: Spelling): boolean {
	const [before, now] = [was && lengthOf(was), is && lengthOf(is)];
	return before && now ? before === now : same(was?.text, is?.text);
}

/** What differs between two entries, as the older and as the newer one has it; nothing where they say the same. */
function differ(was: PolicyFacts, is: PolicyFacts, spelling: Spelling): [PolicyFacts, PolicyFacts] | undefined {
	const before: PolicyFacts = {};
	const now: PolicyFacts = {};
	const tell = <Key extends keyof PolicyFacts>(key: Key, then = was[key], there = is[key]) => {
		before[key] = then;
		now[key] = there;
	};
	if (!spelling.same(was.purpose, is.purpose)) tell("purpose");
	if (!spelling.samePlace(was.location, is.location)) tell("location");
	if (!samePeriod(was.period, is.period, spelling)) tell("period");
	for (const key of ["legalBasis", "source"] as const) if (was[key] !== is[key]) tell(key);
	if (`${was.safeguards?.toSorted() ?? ""}` !== `${is.safeguards?.toSorted() ?? ""}`) tell("safeguards");
	const [gone, come] = lists(was.items, is.items, spelling);
	if (gone || come) tell("items", gone, come);
	return Object.keys(now).length ? [before, now] : undefined;
}

/** Which of a list went and which came; nothing where it is the same. */
function lists(was: string[] = [], is: string[] = [], spelling: Spelling): (string[] | undefined)[] {
	const [before, now] = [was, is].map((items) => items.map((name) => ({ name, fact: 0, trait: "" })));
	const { pairs, gone, come } = pair(before!, now!, spelling);
	const other = pairs.filter(([{ name }, there]) => !spelling.same(name, there.name));
	return [
		[...gone, ...other.map(([then]) => then)].map(({ name }) => name),
		[...come, ...other.map(([, there]) => there)].map(({ name }) => name),
	].map((names) => (names.length ? names : undefined));
}

/**
 * What a visitor would want to know of a newer version: recipients, uses, data, transfers and periods that are new, other or
 * gone, in this order. Another order, case or punctuation and corrected typos are no change. Of a list that the newer one
 * does not have at all nothing is told: what is not known is no removal.
 * @param options.isStrict For what somebody agreed to: of typos only one word in a text, with two neighbouring letters that
 * changed places or a letter doubled or no longer doubled, is no change. Default: false
 */
export function comparePolicies(
	before: PolicyContent,
	after: PolicyContent,
	{ isStrict = false }: { isStrict?: boolean } = {},
): PolicyChange[] {
	const kinds = Object.keys(shapes) as PolicyChange["of"][];
	const spelling = createSpelling(() => JSON.stringify(kinds.map((of) => after[of])), isStrict);
	return kinds.flatMap((of) => {
		const is = entriesOf(after, of);
		if (!is) return [];
		const { pairs, gone, come } = pair(entriesOf(before, of) ?? [], is, spelling);
		const changed = pairs.flatMap(([then, there]): PolicyChange[] => {
			const [older, newer] = differ(then.fact, there.fact, spelling) ?? [];
			const formerly = spelling.same(then.name, there.name) ? undefined : then.name;
			if (!newer && !formerly) return [];
			const { name } = there;
			return [{ kind: "changed", of, name, formerly, now: formerly ? there.fact : newer, before: older }];
		});
		// In the order in which the newer version has them.
		const place = new Map(is.map(({ name }, at) => [name, at]));
		changed.sort((a, b) => place.get(a.name)! - place.get(b.name)!);
		return [
			...come.map(({ name, fact }): PolicyChange => ({ kind: "added", of, name, now: fact })),
			...changed,
			...gone.map(({ name, fact }): PolicyChange => ({ kind: "removed", of, name, before: fact })),
		];
	});
}
