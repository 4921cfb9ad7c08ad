import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { comparePolicies } from "../../../src/policy/compare.ts";
import { fingerprints } from "../../../src/policy/fingerprint.ts";
import type { PolicyContent } from "../../../types/policy.ts";

const usual: PolicyContent = {
	title: "Privacy policy",
	lastUpdated: "2026-01-01",
	collected: [{ category: "Account data", items: ["Name", "Email address"], source: "you" }],
	uses: [{ purpose: "To run the service", legalBasis: "contract" }, { purpose: "Statistics" }],
	recipients: [
		{ name: "Postbote GmbH", purpose: "Emails", location: "Germany", kind: "processor", section: { number: "4" } },
		{ name: "Hostwerk", purpose: "Hosting" },
	],
	transfers: [{ text: "To Chile", safeguards: ["adequacy", "standard-contractual-clauses"] }],
	retention: [{ category: "Logs", period: { text: "12 months", amount: 12, unit: "months" } }],
	security: [{ text: "Locks" }],
	statements: [{ kind: "no-sale", text: "We do not sell data." }],
	sections: [{ title: "More", body: [] }],
};

describe("the fingerprint of the whole", () => {
	it("is base64url SHA-256 over the RFC 8785 form", async () => {
		const hash = createHash("sha256").update('{"lastUpdated":"2026-01-01","title":"A"}').digest("base64url");
		expect((await fingerprints({ title: "A", lastUpdated: "2026-01-01" })).whole).toBe(hash);
	});

	it("changes with every letter, but not with the history around it", async () => {
		const { whole } = await fingerprints(usual);
		expect((await fingerprints({ ...usual, title: "Privacy Policy" })).whole).not.toBe(whole);
		const policy = { ...usual, version: 1, versions: [{ effectiveDate: "2025-01-01" }] };
		expect((await fingerprints(policy)).whole).toBe(whole);
	});
});

describe("the fingerprint of the material part", () => {
	it.each<[string, Partial<PolicyContent>]>([
		[
			"titles, dates, sections, security, statements",
			{ title: "Other", lastUpdated: "2026-02-01", sections: [], security: [], statements: [] },
		],
		["the order of entries", { recipients: usual.recipients!.toReversed(), uses: usual.uses!.toReversed() }],
		[
			"the order of items and safeguards",
			{
				collected: [{ category: "Account data", items: ["Email address", "Name"], source: "you" }],
				transfers: [{ text: "To Chile", safeguards: ["standard-contractual-clauses", "adequacy"] }],
			},
		],
		[
			"case, white space, punctuation, sections",
			{
				recipients: [
					{ name: "POSTBOTE  gmbh", purpose: "“Emails”.", location: "germany" },
					{ name: "Host-Werk", purpose: "hosting" },
				],
			},
		],
		[
			"a typed period's words",
			{ retention: [{ category: "logs", period: { text: "a year", amount: 1, unit: "years" } }] },
		],
	])("stays whatever becomes of %s, and nothing is told of it", async (_, more) => {
		expect((await fingerprints({ ...usual, ...more })).material).toBe((await fingerprints(usual)).material);
		expect(comparePolicies(usual, { ...usual, ...more })).toEqual([]);
	});

	it.each<[string, Partial<PolicyContent>]>([
		[
			"one more item",
			{ collected: [{ category: "Account data", items: ["Name", "Email address", "Age"], source: "you" }] },
		],
		["another source", { collected: [{ ...usual.collected![0]!, source: "others" }] }],
		["another basis", { uses: [{ purpose: "To run the service", legalBasis: "consent" }, { purpose: "Statistics" }] }],
		["another place", { recipients: [{ ...usual.recipients![0]!, location: "Chile" }, usual.recipients![1]!] }],
		["one recipient less", { recipients: [usual.recipients![0]!] }],
		["a safeguard less", { transfers: [{ text: "To Chile", safeguards: ["adequacy"] }] }],
		[
			"another period",
			{ retention: [{ category: "Logs", period: { text: "12 months", amount: 13, unit: "months" } }] },
		],
		["a period of a decimal more", { retention: [{ category: "Logs", period: { text: "1.2 months" } }] }],
	])("is another with %s, and that is told", async (_, more) => {
		expect((await fingerprints({ ...usual, ...more })).material).not.toBe((await fingerprints(usual)).material);
		expect(comparePolicies(usual, { ...usual, ...more })).not.toEqual([]);
	});
});
