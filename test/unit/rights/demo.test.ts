/** What the demo's three sites offer, and by when. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { contentAt } from "../../../src/policy/content.ts";
import { withoutPlaceholders } from "../../../src/policy/placeholder.ts";
import { deadlineOf } from "../../../src/rights/deadlines.ts";
import { offersOf } from "../../../src/rights/offers.ts";
import type { Config } from "../../../types/config.ts";
import type { Policy } from "../../../types/policy.ts";
import { days, regions, rows } from "./demo-rows.ts";

const read = (name: string) =>
	JSON.parse(readFileSync(new URL(`../../../demo/${name}`, import.meta.url), "utf8")) as object;
const a21e = read("a21e/yoursay.json") as Config & { policy: Policy };
const sites: Record<string, { config: Config; policy: Policy }> = {
	isokron: { config: read("isokron/config.json"), policy: read("isokron/policy.json") as Policy },
	kratys: { config: read("kratys/config.json"), policy: read("kratys/policy.json") as Policy },
	a21e: { config: a21e, policy: a21e.policy },
};

const regionOf = (name: string) => (name === "null" ? null : name);
const offersAt = (site: string, region: string, day: string) => {
	const { config, policy } = sites[site]!;
	const now = Date.parse(day);
	const content = contentAt(withoutPlaceholders(policy, "") as Policy, now);
	return offersOf({ content, purposes: settle(config).purposes, region: regionOf(region), now });
};

describe.each(Object.keys(sites))("%s", (site) => {
	it.each(regions)("offers in %s what policy and law give there, and nothing else", (region) => {
		const expected = rows.filter((row) => row.site === site && row.region === region).flatMap(({ kinds }) => kinds);
		expect(expected.length).toBeGreaterThan(2);
		for (const day of days)
			expect(
				offersAt(site, region, day).rights.map(({ kind }) => kind),
				day,
			).toEqual(expected);
	});

	it.each(rows.filter((row) => row.site === site))("answers in $region by these days: $kinds", (row) => {
		const { responseDays } = sites[site]!.policy;
		for (const kind of row.kinds) {
			const deadlines = days.map((received) =>
				deadlineOf({ kind, region: regionOf(row.region), received, ...(responseDays && { responseDays }) }),
			);
			expect(
				deadlines.map(({ answer }) => answer),
				kind,
			).toEqual(row.answers);
			expect(
				deadlines.flatMap(({ acknowledge = [] }) => acknowledge),
				kind,
			).toEqual(row.acknowledged);
		}
	});
});

it("an authority can be turned to wherever a law has one, and where the policy says so", () => {
	const without = (site: string) => regions.filter((region) => !offersAt(site, region, days[0]!).hasAuthority);
	expect(without("isokron")).toEqual([]);
	expect(without("kratys")).toEqual(["US-NY", "JP", "null"]);
	expect(without("a21e")).toEqual(["US-NY", "JP", "null"]);
});

it("the law that holds is named", () => {
	const laws = regions.map((region) => offersAt("isokron", region, days[0]!).law);
	expect(laws.join(" ")).toBe("gdpr gdpr uk-gdpr fadp ccpa us us us none lgpd law-25 other none");
});

it("each right is in the words of the policy that grants it, and says whose it is", () => {
	const offer = (site: string, region: string, kind: string) =>
		offersAt(site, region, days[0]!).rights.find((each) => each.kind === kind);
	expect(offer("isokron", "DE", "erasure")).toEqual({
		kind: "erasure",
		title: "Delete your data",
		text: "Have it erased, but for what we are obliged to retain.",
		from: "both",
	});
	// What it says to residents of the state says more.
	expect(offer("isokron", "US-VA", "access")).toEqual({
		kind: "access",
		title: "See your data",
		text: "Know what we have collected about you: the categories and the exact pieces.",
		from: "both",
	});
	// Its words of a complaint are about an authority.
	expect(offer("isokron", "GB", "complaint")).toEqual({ kind: "complaint", from: "law" });
	expect(offer("isokron", "US-VA", "withdraw-consent")).toMatchObject({ title: "Take back a yes", from: "policy" });
	expect(offer("kratys", "US-CA", "opt-out-sale")).toEqual({ kind: "opt-out-sale", from: "law" });
	expect(offer("kratys", "DE", "disconnect-account")).toMatchObject({
		title: "Disconnect a linked account",
		from: "policy",
	});
	expect(offer("a21e", "US-CA", "access")).toEqual({ kind: "access", from: "law" });
});
