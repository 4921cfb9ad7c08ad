import { describe, expect, it } from "vitest";
import { codes } from "../../../src/regions/rules.ts";
import { canAppeal, kindsOf, lawOf, termOf } from "../../../src/rights/laws.ts";

const today = "2026-11-27";
const lawsOf = (regions: string, day?: string) => [...new Set(regions.split(" ").map((region) => lawOf(region, day)))];

describe("the law of", () => {
	it.each<[string, string, string]>([
		[
			"the EEA",
			"AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO DE-BY FR-974",
			"gdpr",
		],
		["parts of France and Finland with codes of their own", "RE GP GF MQ YT MF AX", "gdpr"],
		["the United Kingdom", "GB GB-SCT", "uk-gdpr"],
		["Switzerland", "CH CH-ZH", "fadp"],
		["California, and of a state of the US that is not known", "US-CA US", "ccpa"],
		["states whose law is in force", "US-VA US-CO US-CT US-UT US-FL US-OR US-TX US-MT US-DE US-IA US-NE", "us"],
		["states whose law is in force too", "US-NH US-NJ US-TN US-MN US-MD US-IN US-KY US-RI", "us"],
		["Brazil", "BR", "lgpd"],
		["Quebec", "CA-QC", "law-25"],
		["regions whose rights are not in the table", "CA CA-ON JP KR TH TR IN ZA AU SG", "other"],
		["regions without such a law, and what is no region", "US-NY US-WA US-PR US-ZZ ZZ CN unknown de __proto__", "none"],
	])("%s", (_, regions, law) => {
		expect(lawsOf(regions, today)).toEqual([law]);
	});

	it("nowhere is none", () => {
		expect(lawOf(null)).toBe("none");
		expect(lawOf("")).toBe("none");
	});

	it("20 states, and of 4 more from the day on which they begin", () => {
		const states = codes().filter((code) => code.startsWith("US-"));
		const of = (day?: string) => states.filter((state) => lawOf(state, day) !== "none");
		expect(of(today)).toHaveLength(20);
		expect(of("2027-01-01").filter((state) => !of("2026-12-31").includes(state))).toEqual(["US-OK", "US-LA"]);
		expect(of("2027-05-01").filter((state) => !of("2027-04-30").includes(state))).toEqual(["US-AL"]);
		expect(of("2028-01-01").filter((state) => !of("2027-12-31").includes(state))).toEqual(["US-VT"]);
		expect(of()).toHaveLength(24);
	});
});

describe("states of the US differ", () => {
	it.each([
		["US-VA", "rectification no-automated-decision", "limit-sensitive withdraw-consent"],
		["US-IA", "limit-sensitive", "rectification no-automated-decision withdraw-consent"],
		["US-UT", "rectification limit-sensitive", "no-automated-decision withdraw-consent"],
		["US-CO", "withdraw-consent rectification", "limit-sensitive"],
		["US-RI", "withdraw-consent rectification", "limit-sensitive"],
		["US-CA", "limit-sensitive rectification no-automated-decision", "withdraw-consent restriction"],
	])("%s knows %s, and not %s", (state, some, none) => {
		expect(kindsOf(state)).toEqual(expect.arrayContaining(some.split(" ")));
		for (const kind of none.split(" ")) expect(kindsOf(state)).not.toContain(kind);
		for (const kind of ["access", "erasure", "portability", "opt-out-sale"]) expect(kindsOf(state)).toContain(kind);
	});

	it("a refusal can be appealed in all of them but California and Utah, and nowhere else", () => {
		expect(["US-VA", "US-IA", "US-TX", "US-FL"].map((state) => canAppeal(state, today))).toEqual(Array(4).fill(true));
		expect(["US-CA", "US", "US-UT", "US-NY", "DE", "GB", null].filter((region) => canAppeal(region, today))).toEqual(
			[],
		);
		expect([canAppeal("US-OK", "2026-12-31"), canAppeal("US-OK", "2027-01-01")]).toEqual([false, true]);
	});
});

it("every right that a law of the table gives has a time, but a complaint's answer", () => {
	for (const region of ["DE", "GB", "CH", "US-CA", "US-VA", "US-IA", "US-CT", "BR", "CA-QC"])
		for (const kind of kindsOf(region)!) {
			const term = termOf(kind, region);
			expect(term?.answer ?? term?.acknowledge, `${region} ${kind}`).toBeDefined();
		}
	for (const region of [null, "JP", "US-NY"]) expect(kindsOf(region)).toBeUndefined();
});
