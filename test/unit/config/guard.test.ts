import { describe, expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import { explain } from "../../../src/config/explain.ts";
import { isValid } from "../../../src/config/integrations.ts";
import { configSchema } from "../../../src/config/schema.ts";
import type { Config } from "../../../types/config.ts";
import { mutants } from "./mutants.ts";
import { configWith, everything, table } from "./samples.ts";

/** The guard's verdict, and the unknown keys it named. */
function judge(config: unknown) {
	const unknown: string[] = [];
	return { isRight: isValid(config, (path) => unknown.push(path)), unknown };
}

const show = (value: unknown): string =>
	typeof value === "string"
		? `${JSON.stringify(value.slice(0, 40))}${value.length > 40 ? ` and ${value.length - 40} more` : ""}`
		: value instanceof Date
			? "a Date"
			: typeof value === "function" || typeof value === "bigint"
				? typeof value
				: (JSON.stringify(value)?.slice(0, 60) ?? "undefined");

it("describes the same configuration in schema and vocabulary", () => {
	expectTypeOf<z.infer<typeof configSchema>>().toEqualTypeOf<Config>();
	const there: Config = {} as z.infer<typeof configSchema>;
	const back: z.infer<typeof configSchema> = {} as Config;
	expect([there, back]).toHaveLength(2);
});

describe("the guard", () => {
	it("takes an empty configuration, and one that names every key", () => {
		expect(judge({})).toEqual({ isRight: true, unknown: [] });
		expect(judge({ ...everything(), onError: () => {} })).toEqual({ isRight: true, unknown: [] });
	});

	it.each(table.flatMap(([path, right]) => right.map((value) => [path, show(value), value] as const)))(
		"takes %s %s",
		(path, _, value) => {
			expect(judge(configWith(path, value))).toEqual({ isRight: true, unknown: [] });
		},
	);

	it.each(table.flatMap(([path, , wrong]) => wrong.map((value) => [path, show(value), value] as const)))(
		"refuses %s %s, and the explanation names a path",
		(path, _, value) => {
			const config = configWith(path, value);
			expect(judge(config).isRight).toBe(false);
			expect(explain(config)).toMatch(/^\S+: ./);
			expect(explain(config)).not.toContain("please report");
		},
	);

	it("takes an undefined member for an absent one", () => {
		for (const [path] of table)
			if (!/\bid$|\[\]$|cookies\[\]\.name$/.test(path))
				expect(judge(configWith(path, undefined)).isRight, path).toBe(true);
	});

	it.each([{ trigger: "\0boolean" }, { revision: "\x0a3" }, { onError: "\0function" }, { minimumAge: "\0" + "16" }])(
		"takes no text for something else: %j",
		(config) => {
			expect(isValid(config, () => {})).toBe(false);
			expect(configSchema.safeParse(config).success).toBe(false);
		},
	);

	it("takes a revision that is a time in milliseconds, and nothing longer than fifteen digits", () => {
		for (const [revision, isRight] of [
			[1_795_262_871_863, true],
			[999_999_999_999_999, true],
			[1_000_000_000_000_000, false],
		] as const) {
			expect(isValid({ revision }, () => {})).toBe(isRight);
			expect(configSchema.safeParse({ revision }).success).toBe(isRight);
		}
	});

	it("refuses whatever is no plain object, without throwing", () => {
		for (const odd of [null, undefined, 0, 7, "", "x", "{}", true, false, [], [{}], () => {}, Symbol("x"), 1n])
			expect(judge(odd).isRight, String(odd)).toBe(false);
	});

	it("names unknown keys with their path and takes the rest", () => {
		const config = {
			purpose: [],
			site: { nmae: "x" },
			purposes: [{ id: "a", vendors: [{ id: "v", cokies: [] }] }],
			storage: { cookie: { path: "/" } },
		};
		expect(judge(config)).toEqual({
			isRight: true,
			unknown: ["purpose", "site.nmae", "purposes[0].vendors[0].cokies", "storage.cookie.path"],
		});
	});

	it.each([
		["under two purposes", [{ id: "a", vendors: [{ id: "v" }] }, "b", { id: "c", vendors: [{ id: "v" }] }]],
		["twice under one purpose", [{ id: "a", vendors: [{ id: "v" }, { id: "v" }] }]],
	])("refuses a vendor that stands %s, as the schema does, and says so", (_, purposes) => {
		const config = { purposes };
		expect(judge(config).isRight).toBe(false);
		expect(configSchema.safeParse(config).success).toBe(false);
		expect(explain(config)).toMatch(/^purposes: .*each vendor under one purpose/);
	});

	it("takes a vendor that is called as a purpose is", () => {
		const config = { purposes: ["a", { id: "b", vendors: [{ id: "a" }, { id: "b" }] }] };
		expect(judge(config).isRight).toBe(true);
		expect(configSchema.safeParse(config).success).toBe(true);
	});

	it("refuses ids that every object has as a member", () => {
		for (const config of [
			{ purposes: ["constructor"] },
			{ purposes: [{ id: "media", vendors: [{ id: "constructor" }] }] },
		]) {
			expect(judge(config).isRight).toBe(false);
			expect(explain(config)).toMatch(/purposes/);
		}
	});

	it("names a known key in the wrong place as unknown and takes the rest, as the schema does", () => {
		const config = {
			id: 5,
			site: { layout: 5 },
			purposes: [{ id: "a", cookies: "none", vendors: [{ id: "v", regime: {} }] }],
			storage: { domain: {} },
			"site.id": 5,
			toString: 5,
		};
		expect(judge(config)).toEqual({
			isRight: true,
			unknown: [
				"id",
				"site.layout",
				"purposes[0].cookies",
				"purposes[0].vendors[0].regime",
				"storage.domain",
				"site.id",
				"toString",
			],
		});
		expect(configSchema.safeParse(config).success).toBe(true);
	});

	it.each(["__proto__", "constructor", "prototype"])("refuses the key %s at every depth", (key) => {
		const places = [
			`{"${key}":{"required":true}}`,
			`{"site":{"${key}":{}}}`,
			`{"site":{"controller":{"${key}":1}}}`,
			`{"purposes":[{"id":"a","${key}":{}}]}`,
			`{"purposes":[{"id":"a","vendors":[{"id":"v","${key}":{}}]}]}`,
			`{"purposes":[{"id":"a","vendors":[{"id":"v","cookies":[{"name":"c","${key}":{}}]}]}]}`,
			`{"policy":{"${key}":{}}}`,
			`{"policy":{"sections":[{"${key}":{}}]}}`,
			`{"languages":{"texts":{"${key}":{}}}}`,
			`{"languages":{"texts":{"en":{"${key}":{}}}}}`,
			`{"languages":{"texts":{"en":{"ask":{"${key}":"x"}}}}}`,
			`{"integrations":{"${key}":{}}}`,
			`{"integrations":{"google":{"deep":[{"${key}":{}}]}}}`,
			`{"storage":{"${key}":{}}}`,
			`{"storage":{"cookie":{"${key}":{}}}}`,
			`{"unheardOf":{"${key}":{}}}`,
		];
		for (const text of places) {
			expect(judge(JSON.parse(text)).isRight, text).toBe(false);
			expect(explain(JSON.parse(text)), text).toContain(key);
		}
		expect(({} as { required?: unknown }).required).toBeUndefined();
	});

	// No time is measured: were it to grow faster than its input, the test's own limit would be long over.
	it("answers for texts of a megabyte and for 100 000 unknown keys", () => {
		const long = "a:".repeat(500_000);
		for (const [path] of table) judge(configWith(path, long));
		judge(Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`unknown${index}`, index])));
	});

	it("counts a text's characters, not those of its JSON", () => {
		for (const text of ['"'.repeat(5000), "\n".repeat(5000), "\\".repeat(3000)])
			expect(judge({ site: { name: text } }).isRight, show(text)).toBe(
				configSchema.safeParse({ site: { name: text } }).success,
			);
	});
});

describe("over 4000 mutated configurations", () => {
	const judged = [...mutants(4000, 20261121)].map(({ config, what }) => {
		let verdict: boolean | string;
		try {
			verdict = isValid(config, () => {});
		} catch (cause) {
			verdict = `throws ${String(cause)}`;
		}
		return { what, verdict, success: configSchema.safeParse(config).success, config };
	});
	const list = (wrong: typeof judged) =>
		[...new Set(wrong.map(({ what, verdict }) => `${what}: guard ${verdict}`))].sort();

	it("many are right and many are wrong, or they would show nothing", () => {
		const refused = judged.filter(({ success }) => !success).length;
		expect(refused).toBeGreaterThan(1000);
		expect(refused).toBeLessThan(3000);
	});

	it("the guard throws at none", () => {
		expect(list(judged.filter(({ verdict }) => typeof verdict === "string"))).toEqual([]);
	});

	// JSON has neither undefined nor functions; in objects made by hand, the guard takes the first for absent and refuses the second.
	it("what the guard takes, the schema takes", () => {
		expect(
			list(
				judged.filter(({ verdict, success, what }) => verdict === true && !success && !/texts.*undefined/.test(what)),
			),
		).toEqual([]);
	});

	it("what the schema takes, the guard takes", () => {
		expect(list(judged.filter(({ verdict, success }) => verdict === false && success))).toEqual([]);
	});

	it("every refusal is explained by at least one path", () => {
		const refused = judged.filter(({ verdict, success }) => verdict === false && !success);
		expect(list(refused.filter(({ config }) => !/^\S+: ./.test(explain(config))))).toEqual([]);
	});
});
