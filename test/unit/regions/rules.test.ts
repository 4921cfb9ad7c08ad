import { describe, expect, it } from "vitest";
import { dueLink } from "../../../src/regions/place.ts";
import { codes, ruleOf, version } from "../../../src/regions/rules.ts";
import type { SettledPurpose } from "../../../types/config.ts";

const now = Date.UTC(2026, 10, 21);
const marketing = [{ id: "marketing", involves: ["sale", "sharing", "targeted-ads"] }] as unknown as SettledPurpose[];

/** Regions, regime, what a signal does, the link due for marketing, months before asking again, months of a grant, what else must be. */
const table = `
	AT BE BG HR CY CZ DK EE FI DE GR HU LV LT LU MT NL PL PT RO SK SI SE IS LI NO | opt-in | hint | - | 6 | 12 |
	IE | opt-in | hint | - | 6 | 6 |
	FR | opt-in | hint | - | 6 | 6 | vendors statistics
	IT | opt-in | hint | - | 6 | 12 | close
	ES | opt-in | hint | - | 6 | 24 | statistics
	GB | opt-in | hint | - | 6 | 12 | statistics appearance
	CH | opt-out | hint | - | 6 | 12 |
	US-CA US | opt-out | refuse | do-not-sell | 12 | 12 |
	US-CO US-CT US-DE US-MD US-MN US-MT US-NE US-NH US-NJ US-OR US-TX | opt-out | refuse | privacy-choices | 12 | 12 |
	US-VA US-FL US-TN US-IN US-KY US-RI | opt-out | hint | privacy-choices | 12 | 12 |
	US-UT US-IA | opt-out | hint | privacy-choices | 12 | 12 | sensitive
	US-AL US-AK US-AZ US-AR US-DC US-GA US-HI US-ID US-IL US-KS US-LA US-ME US-MA US-MI US-MS US-MO | notice | hint | - | 12 | 12 |
	US-NV US-NM US-NY US-NC US-ND US-OH US-OK US-PA US-SC US-SD US-VT US-WA US-WV US-WI US-WY | notice | hint | - | 12 | 12 |
	BR CA-QC KR TH TR | opt-in | hint | - | 6 | 12 |
	IN | opt-in | hint | - | 6 | 12 | age-18
	CA ZA | opt-out | hint | - | 12 | 12 |
	JP AU SG | notice | hint | - | 12 | 12 |
	unknown ZZ CN US1 AUT us-ca __proto__ constructor | opt-in | refuse | - | 6 | 12 |
`;
const rows = table
	.trim()
	.split("\n")
	.flatMap((row) => {
		const [regions, regime, signal, link, ask, life, more] = row.split("|").map((cell) => cell.trim());
		return regions!.split(" ").map((region) => ({ region, regime, signal, link, ask, life, more: more!.split(" ") }));
	});

describe("the rule of", () => {
	it.each(rows)("$region: $regime, a signal is a $signal, link $link, $ask and $life months", (row) => {
		const rule = ruleOf(row.region === "unknown" ? null : row.region, now);
		expect(rule).toEqual({
			regime: row.regime,
			signal: row.signal,
			askMonths: Number(row.ask),
			lifeMonths: Number(row.life),
			close: row.more.includes("close"),
			vendors: row.more.includes("vendors"),
			link: { "-": null, "do-not-sell": "california", "privacy-choices": "opt-out" }[row.link!],
			exempt: row.more.filter((claim) => /statistics|appearance/.test(claim)),
			sensitive: row.more.includes("sensitive"),
			age: row.more.includes("age-18") ? 18 : 16,
		});
		expect(dueLink(rule, marketing)).toBe(row.link === "-" ? null : row.link);
	});

	it("every code of the table is in this one, and no other: 30 of the EEA, 51 states", () => {
		const known = rows
			.map(({ region }) => region)
			.filter((region) => !/^(unknown|ZZ|CN|US1|AUT|us-ca|__|cons)/.test(region));
		expect(codes().sort()).toEqual(known.sort());
		expect(new Set(known).size).toBe(known.length);
		expect(known.filter((code) => code.startsWith("US-"))).toHaveLength(51);
		expect(known).toHaveLength(30 + 52 + 13);
	});
});

describe("a law holds from its first day (UTC) on, not before", () => {
	it.each([
		["US-OK", "2027-01-01", "hint"],
		["US-LA", "2027-01-01", "hint"],
		["US-AL", "2027-05-01", "hint"],
		["US-VT", "2028-01-01", "refuse"],
	] as const)("%s: %s", (region, day, signal) => {
		const start = Date.parse(`${day}T00:00:00Z`);
		const other = ruleOf("US-WY", start);
		expect(ruleOf(region, start - 1)).toEqual(other);
		expect(ruleOf(region, start)).toEqual({ ...other, regime: "opt-out", link: "opt-out", signal });
		expect(ruleOf(region, start + 1e12)).toEqual(ruleOf(region, start));
	});

	it("a clock that tells no time takes every law for begun", () => {
		for (const region of ["US-OK", "US-LA", "US-AL", "US-VT"])
			expect(ruleOf(region, Number.NaN).regime).toBe("opt-out");
	});
});

describe("parts of a country", () => {
	it.each([
		["DE-BY", "DE"],
		["GB-SCT", "GB"],
		["BR-SP", "BR"],
		["CA-ON", "CA"],
		["CH-ZH", "CH"],
		["FR-974", "FR"],
		["AU-NSW", "AU"],
		["US-PR", "US-CA"],
		["US-ZZ", "US-CA"],
	])("%s has the rule of %s", (part, whole) => {
		expect(ruleOf(part, now)).toEqual(ruleOf(whole, now));
	});
});

it("one rule is not changed through another", () => {
	const rule = ruleOf("FR", now);
	rule.exempt.push("appearance");
	rule.regime = "notice";
	expect(ruleOf("FR", now)).toMatchObject({ regime: "opt-in", exempt: ["statistics"] });
});

it("the version is the table's day", () => {
	expect(version).toBe("2026-11-21");
});

describe("a link is due", () => {
	const link = (region: string, ...involves: string[][]) =>
		dueLink(ruleOf(region, now), involves.map((each) => ({ involves: each })) as unknown as SettledPurpose[]);

	it.each(["sale", "sharing", "targeted-ads"])(
		"for %s: in its own words in California, else as one for all",
		(what) => {
			expect(link("US-CA", [], [what])).toBe("do-not-sell");
			expect(link("US", [what])).toBe("do-not-sell");
			expect(link("US-CO", [what])).toBe("privacy-choices");
			expect(link("US-WY", [what])).toBeNull();
			expect(link("DE", [what])).toBeNull();
		},
	);

	it("for sensitive data in California only, and for both one alternative", () => {
		expect(link("US-CA", ["sensitive"])).toBe("limit");
		expect(link("US-CA", ["sensitive"], ["sharing"])).toBe("privacy-choices");
		expect(link("US-CA", ["sensitive", "sale"])).toBe("privacy-choices");
		expect(link("US-CO", ["sensitive"])).toBeNull();
	});

	it("for nothing else", () => {
		expect(link("US-CA")).toBeNull();
		expect(link("US-CA", ["profiling"], [])).toBeNull();
		expect(link("US-CO", ["profiling"])).toBeNull();
	});
});
