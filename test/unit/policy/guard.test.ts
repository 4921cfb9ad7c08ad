import { describe, expect, it } from "vitest";
import { isPolicy } from "../../../src/policy/guard.ts";
import { explainPolicy } from "../../../src/policy/schema.ts";
import type { Policy } from "../../../types/policy.ts";
import { whole } from "./sample.ts";

type Path = (string | number)[];
type Kind = "text" | "number" | "flag" | "list" | "object" | "nothing";

const kinds: Record<string, Kind> = { string: "text", number: "number", boolean: "flag", object: "object" };
const kindOf = (value: unknown): Kind =>
	Array.isArray(value) ? "list" : value === null ? "nothing" : (kinds[typeof value] ?? "nothing");

/** Every place of a document. */
const pathsOf = (value: unknown, path: Path = []): Path[] => [
	path,
	...(Object(value) === value
		? Object.entries(value as object).flatMap(([key, member]) =>
				pathsOf(member, [...path, Array.isArray(value) ? Number(key) : key]),
			)
		: []),
];
const at = (value: unknown, path: Path) =>
	path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], value);
function put(path: Path, value: unknown): Policy {
	const copy = structuredClone(whole());
	const place = at(copy, path.slice(0, -1)) as Record<string | number, unknown>;
	place[path.at(-1)!] = value;
	return copy;
}
function leaveOut(path: Path): Policy {
	const copy = structuredClone(whole());
	delete (at(copy, path.slice(0, -1)) as Record<string | number, unknown>)[path.at(-1)!];
	return copy;
}

const wrong: unknown[] = ["x", 7, true, [], {}, null, ["x"], [[]], [{}], { x: 1 }];
const paths = pathsOf(whole()).filter(({ length }) => length);
/** What the configuration's own guard sees to, flags that only change words, and list items that may be either. */
const isElsewhere = (path: Path) =>
	path.includes("purposes") || /rolling|afterEvent/.test(`${path.at(-1)}`) || path.includes("items");

it("takes a policy that knows nothing, and one with every key", () => {
	expect(isPolicy({ version: 1 })).toBe(true);
	expect(isPolicy(whole())).toBe(true);
});

describe("of every place that is put wrong or left out", () => {
	const mutants = paths.flatMap((path) => [
		...wrong.map((value) => ({
			name: `${path.join(".")} = ${JSON.stringify(value)}`,
			path,
			value,
			policy: put(path, value),
		})),
	]);

	it("what the schema takes, the guard takes", () => {
		const refused = mutants.filter(({ policy }) => !explainPolicy(policy).length && !isPolicy(policy));
		expect(refused.map(({ name }) => name)).toEqual([]);
		expect(mutants.length).toBeGreaterThan(1000);
	});

	it("what is of another kind, the guard refuses", () => {
		const taken = mutants.filter(
			({ path, value, policy }) =>
				!isElsewhere(path) && kindOf(at(whole(), path)) !== kindOf(value) && isPolicy(policy),
		);
		expect(taken.map(({ name }) => name)).toEqual([]);
	});

	it("what has bounds, or but a few words, the guard takes and refuses as the schema does", () => {
		const names =
			"version responseDays minimumAge noticeDays objectionDays amount level region source channel orSimilar".split(
				" ",
			);
		const bounded = paths.filter((path) => names.includes(`${path.at(-1)}`));
		expect(new Set(bounded.map((path) => path.at(-1)))).toEqual(new Set(names));
		const numbers = [-1, 0, 0.5, 1, 3, 4, 99, 100, 36_500, 36_501, 1e6, 1e6 + 1, 1e12, 1e308, Infinity, NaN, "1", [1]];
		const texts = [
			true,
			false,
			"email",
			"eu",
			"uk",
			"EU",
			"fr",
			"you",
			"constructor",
			"toString",
			"",
			["eu"],
			["you"],
			null,
		];
		for (const path of bounded)
			for (const value of [...numbers, ...texts]) {
				const policy = put(path, value);
				expect(isPolicy(policy), `${path.join(".")} = ${value}`).toBe(!explainPolicy(policy).length);
			}
	});

	it("what an entry says nothing without, the guard misses", () => {
		const optional = paths.filter((path) => !explainPolicy(leaveOut(path)).length);
		for (const path of optional) expect(isPolicy(leaveOut(path)), path.join(".")).toBe(true);
		for (const path of [
			["version"],
			["collected", 0, "category"],
			["uses", 0, "purpose"],
			["recipients", 0, "name"],
			["retention", 0, "period"],
			["retention", 0, "period", "text"],
			["rights", 0, "title"],
			["security", 0, "text"],
			["sections", 0, "body"],
			["sections", 0, "body", 0, "kind"],
			["sections", 0, "body", 0, "text"],
			["sections", 0, "body", 1, "items"],
			["sections", 0, "body", 2, "rows"],
			["versions", 0, "content", "sections", 0, "body", 2, "rows"],
			["versions", 0, "effectiveDate"],
			["versions", 0, "content", "uses", 0, "purpose"],
		])
			expect(isPolicy(leaveOut(path)), path.join(".")).toBe(false);
	});
});

describe("refuses", () => {
	it.each([
		"javascript:alert(1)",
		"java\tscript:alert(1)",
		"data:text/html,x",
		"vbscript:x",
		" javascript:x",
		"",
		"a b",
	])("the address %j wherever one stands", (address) => {
		for (const path of paths.filter((each) => /^(url|recipientsUrl)$/.test(`${each.at(-1)}`)))
			expect(isPolicy(put(path, address)), path.join(".")).toBe(false);
	});

	it.each([
		{ kind: "list" },
		{ kind: "list", rows: [] },
		{ kind: "table", text: "x" },
		{ kind: "paragraph", items: [] },
		{ kind: "html", text: "x" },
		{ kind: "constructor", text: "x" },
		{ kind: "__proto__", text: "x" },
	])("the block %j", (block) => {
		expect(isPolicy({ version: 1, sections: [{ body: [block] }] })).toBe(false);
	});

	it.each([
		"soon",
		"2026-13-01",
		"2026-02-30",
		"2027-02-29",
		"2026-04-31",
		"2026-00-10",
		"20260101",
		"",
		20260101,
		["2026-01-01"],
	])("the day %j", (day) => {
		for (const path of paths.filter((each) => /Date|lastUpdated|announced/.test(`${each.at(-1)}`)))
			expect(isPolicy(put(path, day)), path.join(".")).toBe(false);
	});

	it.each([null, undefined, 1, "x", [], true, {}, { version: 2 }])("%j, which is no policy", (value) => {
		expect(isPolicy(value)).toBe(false);
	});

	it("what nests without end, with an error that can be caught", () => {
		let deep: unknown = { effectiveDate: "2026-01-01" };
		for (let level = 0; level < 100_000; level++) deep = { effectiveDate: "2026-01-01", content: { versions: [deep] } };
		expect(() => isPolicy({ version: 1, versions: [deep] })).toThrow(RangeError);
	});
});

it("looks at no key that it does not know, however deep it nests", () => {
	let deep: unknown = 1;
	for (let level = 0; level < 100_000; level++) deep = [deep];
	expect(isPolicy({ version: 1, more: deep })).toBe(true);
});
