import { describe, expect, it } from "vitest";
import { compare } from "../../../src/cli/check-policy-config.ts";
import { settle } from "../../../src/config/settle.ts";
import type { Config, Vendor } from "../../../types/config.ts";
import type { Policy, Recipient } from "../../../types/policy.ts";

function check(config: Config, policy: Partial<Policy>, { isWithin = false, isText = false, words = "" } = {}) {
	const whole: Policy = { version: 1, ...policy };
	const found = compare({ config, settings: settle(config), policy: whole, isWithin, isText, words });
	return [...found.config, ...found.policy.map((each) => ({ ...each, path: `policy: ${each.path}` }))].map(
		({ code, path }) => `${code} ${path}`,
	);
}
const withVendor = (vendor: Partial<Vendor>, id = "analytics"): Config => ({
	purposes: ["necessary", { id, vendors: [{ id: "counter", ...vendor }] }],
});
const recipient = (name: string, more: Partial<Recipient> = {}): Partial<Policy> => ({
	recipients: [{ name, ...more }],
});
const unnamed = "vendor-unnamed purposes[1].vendors[0]";

describe("a vendor of the configuration", () => {
	it("that the policy does not name is a finding at its place", () => {
		expect(check(withVendor({ name: "Heatwave" }), recipient("Hostling"))).toEqual([unnamed]);
		expect(check(withVendor({ name: "Heatwave" }), {})).toEqual([unnamed]);
	});

	it.each<[string, Partial<Vendor>, string]>([
		["by its name", { name: "Heatwave" }, "Heatwave"],
		["whatever the case", { name: "PostHog" }, "posthog"],
		["without its company's suffix", { provider: "Heatwave, Inc." }, "Heatwave"],
		["with another suffix", { provider: "Heatwave Ireland Limited" }, "HEATWAVE GmbH"],
		["with initials for a suffix", { provider: "Heatwave S.à r.l." }, "Heatwave"],
		["by its provider", { name: "Analytics 4", provider: "Lumen LLC" }, "Lumen"],
		["by its id", {}, "Counter"],
		["by a product of it", { provider: "Lumen" }, "Lumen Analytics"],
		["in other spelling", { name: "LemonSqueezy" }, "Lemon Squeezy LLC"],
		["with dots", { name: "Fly.io" }, "Fly.io, Inc."],
	])("is named %s", (_, vendor, name) => {
		expect(check(withVendor(vendor), recipient(name))).toEqual([]);
	});

	it.each([
		["Flywheel", "Fly"],
		["Lumen Analytics", "Open Lumen"],
		["SE", "SAS"],
	])("%s is not %s", (name, other) => {
		expect(check(withVendor({ name }), recipient(other))).toEqual([unnamed]);
	});

	it("is named by the policy's own words on cookies, or elsewhere in its text", () => {
		const purposes = [{ id: "analytics", vendors: [{ id: "heatwave" }] }];
		expect(check(withVendor({ id: "heatwave" }), { ...recipient("Hostling"), purposes })).toEqual([]);
		expect(check(withVendor({ name: "Heatwave" }), {}, { words: "Signs you in with Heatwave." })).toEqual([]);
		expect(check(withVendor({ name: "Heat" }), {}, { words: "Heatwaves, heat." })).toEqual([unnamed]);
	});

	it("that is the controller itself, or where the list is kept elsewhere, needs no naming", () => {
		expect(check({ ...withVendor({ provider: "Acorn Ltd" }), site: { controller: { name: "Acorn" } } }, {})).toEqual(
			[],
		);
		expect(check(withVendor({ name: "Heatwave" }), { recipientsUrl: "/sub-processors" })).toEqual([]);
	});

	it("of purposes that are the policy's own is named by it", () => {
		const policy = { version: 1 as const, purposes: [{ id: "analytics", vendors: [{ id: "heatwave" }] }] };
		expect(check({ policy }, policy, { isWithin: true })).toEqual([]);
		expect(check({ policy, ...withVendor({ name: "Adlane" }) }, policy, { isWithin: true })).toContain(unnamed);
	});
});

describe("a recipient of the policy", () => {
	const none: Config = { purposes: ["necessary", "analytics"] };
	it.each<[string, Recipient]>([
		["who counts visits", { name: "Heatwave", kind: "processor", purpose: "Website analytics" }],
		["who advertises", { name: "Adlane", kind: "third-party", purpose: "Targeted advertising" }],
		["who shows films", { name: "Framehouse", kind: "processor", purpose: "Embedded video" }],
	])("%s and is no vendor is a finding in the policy", (_, each) => {
		expect(check(none, { recipients: [each] })).toEqual(["recipient-unnamed policy: recipients[0]"]);
	});

	it.each<[string, Recipient]>([
		["a host of databases", { name: "Tablestore", kind: "processor", purpose: "Postgres database" }],
		["who sends e-mail", { name: "Posty", kind: "processor", purpose: "Marketing email" }],
		["who holds calls", { name: "Callbox", kind: "processor", purpose: "Video calls with support" }],
		["a group", { name: "analytics providers", kind: "category", purpose: "Analytics" }],
		["under the visitor's own account", { name: "Heatwave", kind: "own-account", purpose: "Analytics" }],
		["of unknown kind", { name: "Heatwave", purpose: "Analytics" }],
	])("%s is none", (_, each) => {
		expect(check(none, { recipients: [each] })).toEqual([]);
	});

	it("named in the policy's own words on cookies is one too, unless it is necessary", () => {
		const purposes = [
			{ id: "necessary", required: true, vendors: [{ id: "clerk" }] },
			{ id: "analytics", vendors: [{ id: "heatwave" }] },
		];
		expect(check(none, { purposes })).toEqual(["recipient-unnamed policy: purposes[1].vendors[0]"]);
	});
});

describe("a cookie that outlasts what the policy keeps", () => {
	const cookies = (duration: string, id?: string) => withVendor({ cookies: [{ name: "_c", duration }] }, id);
	const keeps = (category: string, text: string, period: object): Partial<Policy> => ({
		...recipient("Counter"),
		retention: [{ category, period: { text, ...period } }],
	});
	const year = keeps("Analytics data", "13 months", { amount: 13, unit: "months" });
	const conflict = ["retention-conflict purposes[1].vendors[0].cookies[0].duration"];

	it.each([["2 years"], ["14 months"], ["480 days"]])("%s against 13 months is a finding", (duration) => {
		expect(check(cookies(duration), year)).toEqual(conflict);
	});

	it.each([["1 year"], ["13 months"], ["396 days"], ["Session"], ["As long as you like"]])("%s is none", (duration) => {
		expect(check(cookies(duration), year)).toEqual([]);
	});

	it("is measured by the longest row of its kind", () => {
		const both = {
			...year,
			retention: [
				...year.retention!,
				{ category: "Cookies", period: { text: "2 years", amount: 2, unit: "years" as const } },
			],
		};
		expect(check(cookies("2 years"), both)).toEqual([]);
	});

	it("is none where such a row has no end, or none is of its kind", () => {
		const open = {
			...year,
			retention: [...year.retention!, { category: "Usage data", period: { text: "while you use it" } }],
		};
		expect(check(cookies("2 years"), open)).toEqual([]);
		expect(check(cookies("2 years"), keeps("Invoices", "1 month", { amount: 1, unit: "months" }))).toEqual([]);
		expect(check(cookies("2 years", "media"), year)).toEqual([]);
	});

	it("is none against what counts from an event", () => {
		const after = keeps("Usage data", "30 days after deletion", { amount: 30, unit: "days", afterEvent: true });
		expect(check(cookies("1 year"), after)).toEqual([]);
	});
});

describe("a document at an address", () => {
	const versions = [{ effectiveDate: "2027-01-01" }];
	it.each<[string, Config["policy"], string[]]>([
		["as an address", "/privacy.json", ["versions-unsaid policy.versions"]],
		["as a reference without them", { document: "/privacy.json" }, ["versions-unsaid policy.versions"]],
		["as a reference with them", { document: "/privacy.json", versions }, []],
	])("with versions, %s", (_, policy, expected) => {
		expect(check({ policy }, { versions })).toEqual(expected);
	});

	it("without versions, or in the configuration itself, needs nothing said", () => {
		expect(check({ policy: "/privacy.json" }, { versions: [] })).toEqual([]);
		expect(check({ policy: { version: 1, versions } }, { versions }, { isWithin: true })).toEqual([]);
		expect(check({ policy: "/privacy.html" }, { versions }, { isText: true })).toEqual([]);
	});

	it("of another date than the configuration says is a finding", () => {
		const policy = { document: "/privacy.json", lastUpdated: "2026-01-01" };
		expect(check({ policy }, { lastUpdated: "2026-05-09" })).toEqual(["date-differs policy.lastUpdated"]);
		expect(check({ policy }, { lastUpdated: "2026-01-01" })).toEqual([]);
		expect(check({ policy }, {})).toEqual([]);
	});
});
