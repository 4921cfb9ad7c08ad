import { describe, expect, it } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { changesOf, isLess } from "../../../src/policy/changes-of.ts";
import type { Purpose } from "../../../types/config.ts";

const matomo = { id: "matomo", name: "Matomo", country: "NZ" };
const before: Purpose = {
	id: "analytics",
	data: ["Pages visited", "Browser"],
	retention: "13 months",
	location: "Germany",
	vendors: [matomo],
};
const settled = (purpose: Purpose) => settle({ purposes: ["necessary", purpose] }).purposes[1]!;
const changes = (change: Partial<Purpose>, from: Partial<Purpose> = {}) =>
	changesOf(settled({ ...before, ...from }), settled({ ...before, ...change }), "Statistics", (code) => `land ${code}`);

describe("what a purpose became", () => {
	it("is nothing where it is the same", () => {
		expect(changes({})).toEqual([]);
	});

	it.each<[string, Partial<Purpose>]>([
		["a typo in what is collected", { data: ["Pages vistied", "Browser"] }],
		["another order and case", { data: ["browser", "Pages visited."] }],
		["a slip in the place", { location: "Gemrany" }],
		["other words for visitors", { title: "Numbers", description: "Counts." }],
		["another case of a vendor's name", { vendors: [{ ...matomo, name: "matomo" }] }],
		["other cookies of the same vendor", { vendors: [{ ...matomo, cookies: [{ name: "_pk" }] }] }],
	])("is nothing after %s", (_, change) => {
		expect(changes(change)).toEqual([]);
	});

	it("names vendors by their ids: no other one passes for a misspelt name", () => {
		expect(changes({ vendors: [{ id: "matomo2", name: "Matomo", country: "NZ" }] })).toEqual([
			{ kind: "added", of: "recipients", name: "Matomo", now: { purpose: "Statistics", location: "land NZ" } },
			{ kind: "removed", of: "recipients", name: "Matomo" },
		]);
	});

	it("says where a vendor was and is", () => {
		expect(changes({ vendors: [{ ...matomo, country: "US" }] })).toEqual([
			{
				kind: "changed",
				of: "recipients",
				name: "Matomo",
				now: { location: "land US" },
				before: { location: "land NZ" },
			},
		]);
	});

	it.each<[string, Partial<Purpose>, object]>([
		["a longer period", { retention: "25 months" }, { kind: "changed", of: "retention", name: "Statistics" }],
		["a period one figure longer", { retention: "14 months" }, { kind: "changed", of: "retention" }],
		[
			"more data",
			{ data: ["Pages visited", "Browser", "Address"] },
			{ kind: "added", of: "collected", name: "Address" },
		],
		[
			"another legal basis",
			{ legalBasis: "legitimate-interests" },
			{ kind: "changed", of: "uses", name: "Statistics" },
		],
		["that it is sold", { involves: ["sale"] }, { kind: "changed", of: "uses", name: "Statistics" }],
		["another place", { location: "Atlantis" }, { of: "transfers" }],
		["no place any more", { location: undefined }, { of: "transfers" }],
		["no data named any more", { data: undefined }, { kind: "changed", of: "collected", name: "Statistics" }],
		["another letter in the data", { data: ["Pages visited", "Browses"] }, { of: "collected" }],
		["another number word", { retention: "thirty months" }, { of: "retention" }],
		["another company under the same id", { vendors: [{ ...matomo, name: "Meta Pixel" }] }, { of: "recipients" }],
		["another company behind the vendor", { vendors: [{ ...matomo, provider: "Meta" }] }, { of: "recipients" }],
	])("has %s in it, and is not less", (_, change, expected) => {
		const found = changes(change);
		expect(found).toContainEqual(expect.objectContaining(expected));
		expect(isLess(found)).toBe(false);
	});
});

describe("it is less", () => {
	it.each<[string, Partial<Purpose>]>([
		["with a vendor fewer", { vendors: [] }],
		["with less data", { data: ["Browser"] }],
		["where nothing changed", {}],
	])("%s", (_, change) => {
		expect(isLess(changes(change))).toBe(true);
	});

	it("not where no period is named any more", () => {
		const found = changes({ retention: undefined });
		expect(found).not.toEqual([]);
		expect(isLess(found)).toBe(false);
	});

	it("not where a vendor goes and another one comes", () => {
		expect(isLess(changes({ vendors: [{ id: "other" }] }))).toBe(false);
	});
});
