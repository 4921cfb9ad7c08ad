/** The demo's three policies: complete, in step with their pages, in words of their own. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { words } from "../../../src/locales/en.ts";
import { isPolicy } from "../../../src/policy/guard.ts";
import { hasPlaceholder } from "../../../src/policy/import/placeholders.ts";
import { withoutPlaceholders } from "../../../src/policy/placeholder.ts";
import { explainPolicy } from "../../../src/policy/schema.ts";
import type { Purpose } from "../../../types/config.ts";
import type { Policy } from "../../../types/policy.ts";
import { facts as a21e } from "./facts-a21e.ts";
import { facts as isokron } from "./facts-isokron.ts";
import { facts as kratys } from "./facts-kratys.ts";
import type { Fact } from "./facts-shape.ts";

const demo = new URL("../../../demo/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, demo), "utf8");
const sites = Object.entries({ isokron, kratys, a21e }).map(([name, facts]) => ({
	name,
	facts,
	// Where the document is the panel's as well, it stands in the configuration.
	policy: (name === "a21e"
		? JSON.parse(read("a21e/yoursay.json")).policy
		: JSON.parse(read(`${name}/policy.json`))) as Policy,
	page: read(`${name}/privacy.html`),
}));
const policyOf = (name: string) => sites.find((site) => site.name === name)!.policy;

/** What is where the fact should be: the members of a list, or the one thing there. */
const placesOf = (policy: Policy, at: string): unknown[] => {
	const found = at.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], policy);
	return Array.isArray(found) ? found : [found];
};
const agrees = (value: unknown, has: unknown) => {
	try {
		expect({ value }).toMatchObject({ value: has });
		return true;
	} catch {
		return false;
	}
};
/** Keys whose values are typed, or addresses, or the section that a fact is from: no texts of their own. */
const noText =
	/^(?:section|number|links|url|kind|source|legalBasis|safeguards|regimes|objectionRegimes|channel|states|region|unit|id|country|policyUrl)$/;
const textsOf = (value: unknown): string[] => {
	if (typeof value === "string") return [value];
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) => (noText.test(key) ? [] : textsOf(member)));
};
/** The link of a contact is what a visitor reads of it. */
const readable = (value: unknown) => [...textsOf(value), (value as { url?: string } | undefined)?.url ?? ""];
const placeOf = (policy: Policy, { at, has, words }: Fact) =>
	placesOf(policy, at).find(
		(place) => agrees(place, has) && words.every((word) => readable(place).some((text) => text.includes(word))),
	);

/** A page's visible text in one line. */
const visible = (page: string) =>
	page
		.replace(/^[\s\S]*<body>|<svg[\s\S]*?<\/svg>/g, "")
		.replace(/<[^>]+>/g, "\n")
		.replace(/&amp;/g, "&")
		.replace(/\n+/g, "\n");
const inOneLine = (page: string) => visible(page.replace(/<\/?(?:a|strong|time)\b[^>]*>/g, "")).replace(/\s+/g, " ");

describe.each(sites)("$name", ({ facts, policy, page }) => {
	it.each(facts)("section $section: $fact", (fact) => {
		const place = placeOf(policy, fact);
		expect(place, `${fact.section}: ${fact.fact}: ${fact.words.join(" / ")}`).toBeDefined();
		const { number, section = { number } } = Object(place);
		if (section.number) expect(`${section.number}.`).toMatch(new RegExp(`^${fact.section}\\.`));
	});

	it("says nothing that the list of facts does not have", () => {
		const { version, title, url, purposes, ...content } = policy;
		const said = facts.map((fact) => ({ fact, place: placeOf(policy, fact) }));
		const lists = [...Object.keys(content), "controller.contacts", "controller.representatives"];
		const untold = lists.flatMap((at) =>
			placesOf(policy, at)
				.filter((place) => typeof place === "object" && at !== "controller")
				.flatMap((place) => {
					const words = said.filter((each) => each.place === place).flatMap(({ fact }) => fact.words);
					return textsOf(place)
						.filter((text) => !hasPlaceholder(text) && !words.some((word) => text.includes(word)))
						.map((text) => `${at}: ${text}`);
				}),
		);
		expect(untold).toEqual([]);
	});

	it("is taken by both judges of documents once what is to be filled in is out", () => {
		const whole = withoutPlaceholders(policy, "Not yet published");
		expect(explainPolicy(whole)).toEqual([]);
		expect(isPolicy(whole)).toBe(true);
		expect(JSON.stringify(whole)).not.toMatch(/\[[A-Z]{2}/);
	});

	it("names the section of each fact", () => {
		const entries = ["collected", "notCollected", "uses", "recipients", "transfers", "retention", "rights", "security"]
			.concat("usRights", "statements", "children", "changes", "controller.contacts", "controller.representatives")
			.flatMap((at) => placesOf(policy, at))
			.filter(Boolean) as { section?: { title?: string } }[];
		expect(entries.filter(({ section }) => !section?.title)).toEqual([]);
	});

	it("has a page that says each of its facts in the same words, and no placeholder", () => {
		const text = inOneLine(page);
		expect(facts.flatMap(({ words }) => words).filter((word) => !text.includes(word))).toEqual([]);
		expect(visible(page).split("\n").filter(hasPlaceholder)).toEqual([]);
		expect(visible(page)).not.toMatch(/\[|\{\{/);
	});
});

it.each([
	[
		"isokron",
		[
			"effectiveDate",
			"controller.contacts.3.address",
			"controller.representatives.0.name",
			"controller.representatives.1.name",
		],
	],
	["kratys", ["lastUpdated", "controller.contacts.0.email"]],
	["a21e", []],
])("%s: what is to be filled in stands in square brackets where it belongs", (name, expected) => {
	const walk = (value: unknown, path: string): string[] =>
		typeof value === "string"
			? /^\[[A-Z ]+\]$/.test(value)
				? [path]
				: []
			: Object.entries(Object(value)).flatMap(([key, member]) => walk(member, path ? `${path}.${key}` : key));
	expect(walk(policyOf(name), "")).toEqual(expected);
});

it("IsoKron: seven companies that work for it, four providers under one's own key, seven periods, eight rights", () => {
	const { recipients, retention, rights } = policyOf("isokron");
	const named = (kind: string) => recipients?.filter((each) => each.kind === kind).map((each) => each.name);
	expect(named("processor")).toEqual(["Supabase", "Cloudflare", "Clerk", "Doppler", "Fly.io", "Resend", "Anthropic"]);
	expect(named("own-account")).toEqual(["Anthropic", "OpenAI", "Google", "xAI"]);
	expect(
		retention?.map(({ period: { amount, unit, rolling, afterEvent } }) => [amount, unit, rolling, afterEvent]),
	).toEqual([
		[30, "days", undefined, true],
		[30, "days", undefined, true],
		[undefined, undefined, undefined, undefined],
		[90, "days", undefined, undefined],
		[7, "years", undefined, undefined],
		[13, "months", undefined, undefined],
		[35, "days", true, undefined],
	]);
	expect(rights).toHaveLength(8);
});

it("no section has the title of one of the summary's own", () => {
	const headings: string[] = Object.values(words.policy).filter((text) => typeof text === "string");
	const titles = sites.flatMap(({ policy }) => policy.sections?.map(({ title }) => title!) ?? []);
	expect(titles.length).toBeGreaterThan(20);
	// There this one heads a group of recipients, no section.
	expect(titles.filter((title) => headings.includes(title))).toEqual([words.policy.processor]);
});

it("each configuration leads to the full text, and to the document or has it in it", () => {
	const isokron = JSON.parse(read("isokron/config.json")).policy;
	const kratys = JSON.parse(read("kratys/config.json")).policy;
	expect(isokron).toMatchObject({ url: "/isokron/privacy.html", document: "/isokron/policy.json" });
	expect(kratys).toEqual({ url: "/kratys/privacy.html", document: "/kratys/policy.json" });
	expect(policyOf("a21e").url).toBe("/a21e/privacy.html");
	// An attribute would be overridden by the configuration in the page.
	for (const { page } of sites) expect(page).not.toContain("data-policy");
});

it("no company in them is committed to anything: they say what happens", () => {
	const texts = sites.flatMap(({ policy }) => textsOf(policy));
	expect(texts.length).toBeGreaterThan(300);
	expect(texts.filter((text) => /undertake|we are committed|commitment|\bpartners\b|e-mail/i.test(text))).toEqual([]);
});

it("a legal basis and a place stand only where the text states one", () => {
	const based = (name: string) => policyOf(name).uses?.flatMap(({ legalBasis = [] }) => legalBasis);
	expect(based("kratys")).toEqual([]);
	expect(based("a21e")).toEqual([]);
	const interests = Array(3).fill("legitimate-interests");
	expect(based("isokron")).toEqual(["contract", ...interests, "consent", "legal-obligation"]);
	const placed = sites.flatMap(({ policy }) => policy.recipients?.filter(({ location }) => location));
	expect(placed.map((each) => each?.kind)).toEqual(Array(7).fill("processor"));
});

it("a21e: its cookie section makes its panel, sign-in by Clerk always on and analytics a choice", () => {
	const purposes = policyOf("a21e").purposes as Purpose[];
	expect(purposes.map(({ id, required, legalBasis = "consent" }) => [id, required, legalBasis])).toEqual([
		["necessary", undefined, "consent"],
		["analytics", undefined, "consent"],
	]);
	expect(purposes.map(({ vendors }) => vendors?.map(({ name }) => name))).toEqual([["Clerk"], ["PostHog"]]);
	expect(purposes[0]?.description).toMatch(/signs you in .* session/i);
	expect(purposes[1]?.description).toMatch(/^optional.*added for this demonstration/i);
});

const folder = process.env.YOURSAY_SEEDS;
const why = "set YOURSAY_SEEDS to the folder of the three texts that these policies carry the facts of";
describe.skipIf(!folder)(`beside the texts they are from${folder ? "" : ` (skipped: ${why})`}`, () => {
	const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}@][\p{L}\p{N}@.'’-]*/gu) ?? [];
	const runsOf = (text: string) => {
		const words = wordsOf(text).map((word) => word.replace(/[.'’-]+$/, ""));
		return words.slice(7).map((_, at) => words.slice(at, at + 8).join(" "));
	};
	const texts = folder ? readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")) : [];
	const theirs = new Set(texts.flatMap(runsOf));

	it.each(sites)("$name has no eight words in a row out of them", ({ name, policy, page, facts }) => {
		expect(texts).toHaveLength(3);
		const ours = [...readable(policy), ...visible(page).split("\n"), ...facts.map(({ fact }) => fact)];
		expect(ours.join(" ")).toMatch(new RegExp(name, "i"));
		expect(ours.flatMap(runsOf).filter((run) => theirs.has(run))).toEqual([]);
	});

	it.each(sites)("$name: no section of its text is without a fact", ({ name, facts }) => {
		const text = texts.find((each) => each.toLowerCase().includes(name))!;
		const numbers = [...text.matchAll(/^(\d+(?:\.\d+)?)\.? /gm)].map(([, number]) => number!);
		const isTold = (number: string) => facts.some(({ section }) => `${section}.`.startsWith(`${number}.`));
		expect(numbers.length).toBeGreaterThan(7);
		expect(numbers.filter((number) => !isTold(number))).toEqual([]);
	});
});
