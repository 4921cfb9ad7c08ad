import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importPolicy } from "../../../../src/policy/import/import.ts";
import { explainPolicy } from "../../../../src/policy/schema.ts";
import { bare, inventedIn, isPartition } from "./excerpts.ts";

const folder = process.env.YOURSAY_SEEDS;
const why = "set YOURSAY_SEEDS to the folder of the three texts that these tests are about";
const texts = folder ? readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")) : [];
const seed = (words: string) => {
	const text = texts.find((each) => each.includes(words));
	if (!text) throw new Error(`No text in YOURSAY_SEEDS has "${words}".`);
	return { text, ...importPolicy(text, "text") };
};

describe.skipIf(!folder)(`three policies as they were written${folder ? "" : ` (skipped: ${why})`}`, () => {
	it.each(["IsoKron", "Kratys", "a21e"])(
		"%s: parted, taken by the schema, with nothing made up and no line lost",
		(name) => {
			const { text, policy, report } = seed(name);
			expect(isPartition(report)).toBe(true);
			expect(report.lines).toBe(text.split("\n").length);
			expect(explainPolicy(policy)).toEqual([]);
			expect(inventedIn(policy, text)).toEqual([]);
			expect(JSON.stringify(policy)).not.toMatch(/\[[A-Z]{3}/);
			const lines = text.split("\n");
			const lost = report.entries.filter(({ what }) => what === "markup" || what === "blank");
			expect(lost.flatMap(({ from, to }) => lines.slice(from - 1, to)).filter(bare)).toEqual([]);
			expect(report.unplaced).toEqual([]);
		},
	);

	it("IsoKron: every row of its two tables", () => {
		const { policy } = seed("IsoKron");
		const rows = policy.recipients?.filter(({ kind }) => kind === "processor");
		expect(rows?.map(({ name, location, section }) => [name, location, section?.number])).toEqual([
			["Supabase", "United States", "5.1"],
			["Cloudflare", "Global", "5.1"],
			["Clerk", "United States", "5.1"],
			["Doppler", "United States", "5.1"],
			["Fly.io", "Multi-region", "5.1"],
			["Resend", "United States", "5.1"],
			["Anthropic", "United States", "5.1"],
		]);
		expect(rows?.every(({ purpose }) => purpose)).toBe(true);
		const own = policy.recipients?.filter(({ kind }) => kind === "own-account");
		expect(own?.map(({ name }) => name)).toEqual(["Anthropic", "OpenAI", "Google", "xAI"]);
		expect(
			policy.retention?.map(({ period: { amount, unit, rolling, afterEvent } }) => [amount, unit, rolling, afterEvent]),
		).toEqual([
			[30, "days", undefined, true],
			[30, "days", undefined, true],
			[undefined, undefined, undefined, undefined],
			[90, "days", undefined, undefined],
			[7, "years", undefined, undefined],
			[13, "months", undefined, undefined],
			[35, "days", true, undefined],
		]);
	});

	it("IsoKron: rights, contacts, periods, statements and what is still to be filled in", () => {
		const { policy, report } = seed("IsoKron");
		expect(policy.rights?.map(({ kind }) => kind)).toEqual([
			"access",
			"rectification",
			"erasure",
			"portability",
			"restriction",
			"objection",
			"withdraw-consent",
			"complaint",
		]);
		expect(policy.usRights?.map(({ kind }) => kind)).toEqual([
			"know",
			"erasure",
			"rectification",
			"opt-out-sale",
			"non-discrimination",
		]);
		expect(policy.usRights?.[0]?.states).toEqual(["US-CA", "US-CO", "US-CT", "US-UT", "US-VA"]);
		expect(policy.controller).toMatchObject({
			name: "IsoKron",
			contacts: [
				{ kind: "privacy", email: expect.stringMatching(/^privacy@/) },
				{ kind: "security", email: expect.stringMatching(/^security@/) },
			],
		});
		expect(policy.controller).not.toHaveProperty("representatives");
		expect(policy).toMatchObject({
			lastUpdated: "2026-05-09",
			responseDays: 30,
			changes: { noticeDays: 30, objectionDays: 30 },
			children: { minimumAge: 16 },
			recipientsUrl: expect.stringMatching(/^https:.*\/legal\/sub-processors$/),
			transfers: [{ safeguards: ["standard-contractual-clauses"], section: { number: "6" } }],
		});
		expect(policy).not.toHaveProperty("effectiveDate");
		expect(policy.collected).toHaveLength(9);
		expect(policy.notCollected).toHaveLength(2);
		expect(policy.uses?.map(({ legalBasis }) => legalBasis).filter(Boolean)).toEqual([
			"contract",
			"legitimate-interests",
			"legal-obligation",
			"consent",
		]);
		expect(policy.statements?.map(({ kind }) => kind)).toEqual([
			"no-training",
			"no-ad-sharing",
			"no-sale",
			"no-ad-sharing",
		]);
		expect(policy.security?.length).toBeGreaterThanOrEqual(8);
		expect(report.placeholders.map(({ line, column }) => [line, column])).toEqual([
			[2, 17],
			[103, 1],
			[109, 9],
		]);
	});

	it("Kratys: every item, the right to disconnect accounts, and no date or address out of a placeholder", () => {
		const { policy, report } = seed("Kratys");
		expect(policy.collected).toHaveLength(5);
		expect(policy.uses).toHaveLength(5);
		expect(policy.recipients?.map(({ name }) => name)).toEqual([
			"Clerk",
			"LemonSqueezy",
			"DigitalOcean",
			"GitHub",
			"Anthropic",
			"Google",
		]);
		expect(policy.recipients?.every(({ purpose }) => purpose)).toBe(true);
		expect(policy.retention).toMatchObject([{ category: "account and project data", section: { number: "4" } }]);
		expect(policy.rights?.map(({ kind }) => kind)).toEqual([
			"access",
			"rectification",
			"portability",
			"erasure",
			"disconnect-account",
		]);
		expect(policy.statements?.map(({ kind }) => kind)).toEqual(["no-certification", "no-sale"]);
		expect(policy).not.toHaveProperty("lastUpdated");
		expect(policy).not.toHaveProperty("controller");
		expect(report.placeholders).toEqual([
			{ line: 3, column: 15, text: "[LAST UPDATED DATE]" },
			{ line: 55, column: 50, text: "[CONTACT EMAIL]" },
		]);
	});

	it("a21e: every right under the GDPR, the periods in its sentences, its officer, and its cookies as a section", () => {
		const { policy, report } = seed("a21e");
		expect(policy.lastUpdated).toBe("2026-03-20");
		expect(policy.controller).toMatchObject({
			name: "a21e",
			dpo: { email: expect.stringMatching(/^privacy@/), section: { number: "12" } },
		});
		expect(policy.collected).toHaveLength(6);
		expect(policy.uses).toHaveLength(5);
		expect(policy.retention?.map(({ category, period }) => [category, period.amount, period.unit])).toEqual([
			["Account data", undefined, undefined],
			["Execution logs and task content", 90, "days"],
			["Aggregated, anonymized data used for platform improvement", undefined, undefined],
		]);
		expect(policy.rights?.map(({ kind, regimes }) => [kind, regimes])).toEqual(
			["access", "rectification", "erasure", "restriction", "portability", "objection", "withdraw-consent"].map(
				(kind) => [kind, ["gdpr"]],
			),
		);
		expect(policy.recipients?.map(({ kind, name }) => [kind, name])).toEqual([
			["category", "LLM providers"],
			["category", "infrastructure providers"],
			["legal", "as required by law or to protect our rights"],
		]);
		expect(policy).toMatchObject({ responseDays: 30, changes: { noticeDays: 30 }, children: { minimumAge: 16 } });
		expect(policy.security).toHaveLength(4);
		expect(policy.sections?.map(({ title }) => title)).toContain("Cookies");
		expect(report.placeholders).toEqual([]);
	});
});
