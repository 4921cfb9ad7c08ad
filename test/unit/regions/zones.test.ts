import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isPlain } from "../../../src/regions/plain.ts";
import { codes, ruleOf } from "../../../src/regions/rules.ts";
import { regionOfZone } from "../../../src/regions/zones.ts";

const now = Date.UTC(2026, 10, 21);
/** Every name of the tz database, and its country. */
const names = readFileSync(new URL("zones.txt", import.meta.url), "utf8")
	.split("\n")
	.filter((line) => line && !line.startsWith("#"))
	.flatMap((line) => {
		const [country, ...zones] = line.split(" ");
		return zones.map((zone) => ({ zone, country: country! }));
	});

/** Where a region is not its zone's country, and why. */
const quebec = /^(America\/(Toronto|Montreal|Halifax|Blanc-Sablon)|Canada\/(Eastern|Atlantic))$/;
/** Shared with regions of another regime. */
const shared = /^(Europe\/Zurich|Asia\/Singapore|Singapore|Africa\/Johannesburg)$/;
/** Links of the tz database that no engine reports as the system's zone (they are mapped to names above first). */
const links =
	/^(Eire|Iceland|Poland|Portugal|Turkey|Japan|ROK|Navajo|GB|GB-Eire|Brazil\/.*|Europe\/(Belfast|Nicosia)|America\/(Shiprock|Atka|Knox_IN|Fort_Wayne|Porto_Acre))$/;

describe("of every name of the tz database", () => {
	it("the region is its country's where the table has that, else none", () => {
		const table = codes();
		for (const { zone, country } of names) {
			const found = regionOfZone(zone);
			if (shared.test(zone)) expect(found, zone).toBeNull();
			else if (quebec.test(zone)) expect(found, zone).toBe("CA-QC");
			else if (links.test(zone)) expect([null, country], zone).toContain(found);
			else expect(found, zone).toBe(table.includes(country) ? country : null);
		}
		expect(names.length).toBeGreaterThan(550);
	});

	it("each region but those of shared zones has one", () => {
		const found = new Set(names.map(({ zone }) => regionOfZone(zone)));
		const without = codes().filter((code) => !found.has(code) && !code.startsWith("US-"));
		expect(without.sort()).toEqual(["CH", "SG", "ZA"]);
	});

	it("the plain question is right wherever it is taken for right, and wrongly refused in few", () => {
		const needless: string[] = [];
		for (const { zone } of names) {
			const { regime, close, vendors } = ruleOf(regionOfZone(zone), now);
			const is = regime === "opt-in" && !close && !vendors;
			if (isPlain(zone)) expect(is, zone).toBe(true);
			else if (is) needless.push(zone);
		}
		const elsewhere = needless.filter((zone) => !/^(America|Antarctica|Pacific|Canada|US)\//.test(zone));
		expect(elsewhere.sort()).toEqual([
			"Asia/Anadyr",
			"Asia/Ujung_Pandang",
			"Atlantic/Canary",
			"Europe/Andorra",
			"Indian/Antananarivo",
			"NZ-CHAT",
		]);
	});
});

describe("the plain question", () => {
	it("agrees with the rule of every code, except that it is refused in Quebec", () => {
		for (const code of codes()) {
			const { regime, close, vendors } = ruleOf(code, now);
			expect(isPlain(code), code).toBe(code !== "CA-QC" && regime === "opt-in" && !close && !vendors);
		}
	});

	it("is right where nothing is known", () => {
		for (const text of ["", "UTC", "Etc/GMT+5", "Europe/Berlin", "Europe/Zurich", "rubbish"])
			expect(isPlain(text)).toBe(true);
	});

	it("never hangs on a law to come", () => {
		for (const code of codes())
			expect(ruleOf(code, 4e12).regime === "opt-in", code).toBe(ruleOf(code, now).regime === "opt-in");
	});
});

it.each([
	"Asia/Calcutta",
	"America/Indianapolis",
	"America/Louisville",
	"America/Coral_Harbour",
	"US/Pacific",
	"Canada/Pacific",
])("%s, an older name, is known", (zone) => {
	expect(regionOfZone(zone)).toBe(/Cal/.test(zone) ? "IN" : /Cor|Can/.test(zone) ? "CA" : "US");
});

it.each([
	"UTC",
	"Etc/UTC",
	"Etc/GMT-1",
	"GMT",
	"CET",
	"EST5EDT",
	"PST8PDT",
	"US/Samoa",
	"America/Puerto_Rico",
	"Arctic/Longyearbyen",
	"",
])("%s tells no region of the table", (zone) => {
	expect(regionOfZone(zone)).toBeNull();
});

/** What Unicode lists for a country, where this engine does. */
const zonesOf = (country: string): string[] => {
	const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { timeZones?: string[]; getTimeZones?(): string[] };
	return locale.getTimeZones?.() ?? locale.timeZones ?? [];
};

it.runIf(zonesOf("DE").length)("every zone of this engine is that of the country for which Unicode lists it", () => {
	let known = 0;
	for (const zone of Intl.supportedValuesOf("timeZone")) {
		const region = regionOfZone(zone);
		if (!region) continue;
		known++;
		expect(zonesOf(region.slice(0, 2)), `${zone} of ${region}`).toContain(zone);
	}
	expect(known).toBeGreaterThan(120);
});

it.runIf(zonesOf("DE").length)("every zone that Unicode lists for a region of the table is known, or shared", () => {
	for (const code of codes().filter((each) => !each.includes("-")))
		for (const zone of zonesOf(code))
			expect(regionOfZone(zone)?.slice(0, 2) ?? (shared.test(zone) ? code : null), zone).toBe(code);
});
