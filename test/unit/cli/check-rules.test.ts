import { describe, expect, it } from "vitest";
import { checkClaims } from "../../../src/cli/check-claims.ts";
import { checkLink, checkRules } from "../../../src/cli/check-rules.ts";
import { purposesIn } from "../../../src/config/check.ts";
import { settle } from "../../../src/config/settle.ts";
import { looser, place } from "../../../src/regions/place.ts";
import { ruleOf } from "../../../src/regions/rules.ts";
import type { Config, Purpose } from "../../../types/config.ts";
import type { OwnRules } from "../../../types/rule.ts";

const day = Date.parse("2026-11-21");
const check = (config: Config, now = day) => {
	const settings = settle(config);
	return [...checkRules(settings, now), ...checkClaims(settings, purposesIn(config), now)];
};
const whats = (config: Config, now?: number) => check(config, now).map(({ path, what }) => `${path}: ${what}`);

describe("a configuration", () => {
	it("that says nothing of rules has no findings", () => {
		expect(check({})).toEqual([]);
	});

	it("may be stricter than the table without a finding", () => {
		const rules: OwnRules = { "*": { regime: "opt-in", signal: "refuse", askMonths: 12, lifeMonths: 6, age: 18 } };
		expect(check({ rules, regime: "opt-in", minimumAge: 18, region: "DE", doNotTrack: true })).toEqual([]);
	});
});

describe("an own rule that asks less than the table", () => {
	it("is named with its keys, what stands there and what would", () => {
		expect(check({ rules: { FR: { askMonths: 3, lifeMonths: 12, vendors: true } } })).toEqual([
			{
				code: "rule-looser",
				path: "rules.FR",
				what: "This asks less of you than the table of rules does: askMonths 3 instead of 6 (FR); lifeMonths 12 instead of 6 (FR)",
				remedy: expect.stringContaining("only where you know that the law lets you"),
			},
		]);
	});

	it("for all states of the US is one finding, that of California's link among them", () => {
		const [found, ...more] = whats({ rules: { US: { signal: "hint", link: "opt-out" } } });
		expect(more).toEqual([]);
		expect(found).toMatch(
			/^rules\.US: .*signal "hint" instead of "refuse" \(13 regions, such as US, US-CA and US-CO\)/,
		);
		expect(found).toContain('link "opt-out" instead of "california" (US and US-CA)');
	});

	it("for everywhere is one finding, the strictest first, with the regions counted", () => {
		const [found, ...more] = whats({ rules: { "*": { regime: "notice", askMonths: 1, close: false } } });
		expect(more).toEqual([]);
		expect(found).toMatch(/regime "notice" instead of "opt-in" or "opt-out" \(\d\d regions, such as AT, BE and BG\)/);
		expect(found).toMatch(/askMonths 1 instead of 12 or 6 \(\d\d regions, /);
		expect(found).toContain("close false instead of true (IT)");
		expect(found!.length).toBeLessThan(500);
	});

	it("is not named where a nearer one takes its place, nor by a regime or age for everybody", () => {
		const rules: OwnRules = { "*": { close: false }, IT: { close: true } };
		expect(check({ rules })).toEqual([]);
		expect(check({ rules: { DE: { regime: "notice", age: 13 } }, regime: "opt-in", minimumAge: 18 })).toEqual([]);
	});

	it("for Canada is not meant for Quebec", () => {
		expect(whats({ rules: { CA: { askMonths: 1 } } })).toEqual([expect.stringContaining("instead of 12 (CA)")]);
	});

	it("is compared with the law of the day", () => {
		const rules: OwnRules = { "US-AL": { link: null } };
		expect(check({ rules })).toEqual([]);
		expect(whats({ rules }, Date.parse("2027-05-01"))).toEqual([expect.stringContaining('"opt-out" (US-AL)')]);
	});

	it("is found in exactly the regions whose records say that the rule was looser", () => {
		const configs: Config[] = [
			{ rules: { "*": { askMonths: 7 }, DE: { askMonths: 6 }, US: { regime: "notice" }, "US-TX": { age: 13 } } },
			{ rules: { CA: { regime: "notice" }, "CA-QC": { lifeMonths: 24 }, "*": { age: 15 } }, minimumAge: 17 },
			{ regime: "opt-out", rules: { CH: { regime: "notice" }, IT: { close: false } } },
		];
		for (const config of configs) {
			for (const code of ["DE", "IT", "FR", "CH", "GB", "US-CA", "US-TX", "US-UT", "US", "CA", "CA-QC", "IN", "JP"]) {
				const { rule, rules } = place({ ...config, region: code }, { zone: "", languages: [], now: day });
				const keys = looser(rule, ruleOf(code, day));
				// Alone, each region's finding names it in full.
				const own = Object.fromEntries(
					Object.entries(config.rules!).filter(([key]) => code.startsWith(key) || key === "*"),
				);
				const text = whats({ ...config, rules: own }).join("\n");
				expect(rules.endsWith("+looser"), `${code} ${rules}`).toBe(keys.length > 0);
				for (const key of keys)
					expect(text, `${code} ${key}`).toMatch(key === "age" && config.minimumAge ? /age 17/ : key);
			}
		}
	});
});

describe("a region that the table does not have", () => {
	it.each(["ZZ", "MX"])("%s says that the strictest rule holds there", (region) => {
		expect(whats({ region })).toEqual([
			`region: The table of rules has no region "${region}", so the strictest rule of all (opt-in) holds`,
		]);
	});

	it("is a state that there is not, and then the strictest state's holds", () => {
		expect(whats({ region: "US-ZZ" })).toEqual([expect.stringContaining("the strictest rule of a state holds")]);
	});

	it.each(["DE", "DE-BY", "CA-BC", "CA-QC", "US", "US-CA", "US-WY"])("is not %s", (region) => {
		expect(check({ region, rules: { [region]: { askMonths: 99 } } })).toEqual([]);
	});

	it("as a key of rules says what the rest of it is as", () => {
		expect(
			check({ rules: { XX: { askMonths: 12 }, "US-ZZ": { askMonths: 12 }, "*": { askMonths: 12 } } }),
		).toMatchObject([
			{ path: "rules.XX", what: expect.stringMatching(/no region "XX".*strictest rule of all/) },
			{ path: "rules.US-ZZ", what: expect.stringMatching(/no region "US-ZZ".*strictest rule of a state/) },
		]);
	});
});

describe("one regime for everybody", () => {
	it.each(["opt-out", "notice"] as const)("that is %s is one finding, which counts the regions", (regime) => {
		const found = check({ regime });
		expect(found).toHaveLength(1);
		expect(found[0]).toMatchObject({
			path: "regime",
			what: expect.stringMatching(/"opt-in".* \(\d\d regions, such as AT/),
		});
	});

	it("that is opt-in is none", () => {
		expect(check({ regime: "opt-in" })).toEqual([]);
	});
});

describe("an age for everybody", () => {
	it("under that of the table is one finding", () => {
		expect(check({ minimumAge: 13 })).toMatchObject([
			{ path: "minimumAge", what: expect.stringMatching(/age 13 instead of 18 or 16 \(\d\d regions/) },
		]);
	});

	it("that only one region's law is above names that one", () => {
		expect(whats({ minimumAge: 16 })).toEqual([expect.stringContaining("age 16 instead of 18 (IN)")]);
	});
});

describe("a claim that frees from consent", () => {
	const claim = (purpose: Partial<Purpose> = {}, more: Config = {}) =>
		check({ ...more, purposes: [{ id: "analytics", exempt: "statistics", ...purpose }] });

	it("says where the table lets it take effect, and under which conditions", () => {
		expect(claim()).toEqual([
			{
				code: "claim-bounds",
				path: "purposes[analytics].exempt",
				what: "This claim takes effect in ES, FR and GB alone; elsewhere the purpose is treated as any other",
				remedy: expect.stringMatching(/yourself alone.*across sites.*object.*13 months.*25/),
			},
		]);
		expect(claim({ exempt: "appearance" })).toMatchObject([
			{ what: expect.stringContaining("takes effect in GB alone") },
		]);
	});

	it("counts the owner's own rules in, which are a finding of their own", () => {
		const found = claim({}, { rules: { DE: { exempt: ["statistics"] }, ES: { exempt: [] } } });
		expect(found.map(({ path }) => path)).toEqual(["rules.DE", "purposes[analytics].exempt"]);
		expect(found[0]!.what).toContain('exempt ["statistics"] instead of [] (DE)');
		expect(found[1]!.what).toContain("takes effect in DE, FR and GB alone");
	});

	it("takes effect nowhere where the owner's rules leave it out", () => {
		expect(claim({}, { rules: { "*": { exempt: [] } } })).toMatchObject([{ what: "This claim takes effect nowhere" }]);
	});

	it.each<[string, Partial<Purpose>]>([
		["profiling, sale and sharing", { involves: ["profiling", "sale", "sharing"] }],
		["sale, sharing and targeted-ads", { id: "marketing" }],
	])("contradicts a purpose that involves %s", (list, purpose) => {
		expect(claim(purpose)).toEqual([
			expect.objectContaining({
				what: `A purpose that involves ${list} cannot be exempt as statistics: one of the two is wrong`,
			}),
		]);
	});

	it("is no matter where the purpose is always on", () => {
		expect(claim({ required: true })).toEqual([]);
	});

	it("names who takes part beside the controller, where the configuration names both", () => {
		const vendors = [
			{ id: "own", provider: "example shop ltd " },
			{ id: "counter", provider: "Counter GmbH" },
			{ id: "nameless", country: "US" },
		];
		const site = { controller: { name: "Example Shop Ltd" } };
		expect(claim({ vendors }, { site })[1]).toEqual({
			code: "claim-shared",
			path: "purposes[analytics].vendors",
			what: "The purpose is claimed to be exempt, but not only Example Shop Ltd takes part in it: also Counter GmbH",
			remedy: expect.stringContaining("this purpose alone"),
		});
		expect(claim({ vendors })).toHaveLength(1);
		expect(claim({ vendors: [vendors[0]!, vendors[2]!] }, { site })).toHaveLength(1);
	});
});

describe("the link that the law wants on every page", () => {
	const find = (config: Config, isLabelled = false) => checkLink(settle(config), isLabelled);

	it("is missed where the button is off and no opener may carry it", () => {
		expect(find({ trigger: false })).toMatchObject([{ path: "trigger" }]);
		expect(find({ trigger: false, purposes: [{ id: "health", involves: ["sensitive"] }] })).toHaveLength(1);
	});

	it("is not missed where the button is on, an opener is labelled, or nothing is sold, shared or sensitive", () => {
		expect(find({})).toEqual([]);
		expect(find({ trigger: false }, true)).toEqual([]);
		expect(find({ trigger: false, purposes: ["analytics"] })).toEqual([]);
	});
});
