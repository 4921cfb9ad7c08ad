import { describe, expect, it } from "vitest";
import { type GivenPolicy, policyDocument } from "../../../src/cli/check-files.ts";
import { checkPolicy, type Site } from "../../../src/cli/check-policy.ts";
import type { Finding, FindingCode } from "../../../src/config/findings.ts";
import type { Policy, PolicyBlock, PolicyRight, RightKind } from "../../../types/policy.ts";

const now = Date.parse("2026-11-21T12:00:00Z");
const nowhere: Site = { regions: [], purposes: [] };
const right = (kind: RightKind): PolicyRight => ({ kind, title: kind });
const europeans: RightKind[] = ["access", "rectification", "erasure", "restriction", "portability", "objection"];

/** A policy that speaks of the EU and says all that is wanted there. */
const european: Policy = {
	version: 1,
	title: "Privacy at Acorn",
	lastUpdated: "2026-05-09",
	effectiveDate: "2026-06-01",
	controller: { name: "Acorn GmbH", contacts: [{ kind: "privacy", email: "privacy@acorn.example" }] },
	collected: [{ category: "Account information", source: "you" }],
	uses: [
		{ purpose: "Run the service", legalBasis: "contract" },
		{ purpose: "Send the newsletter", legalBasis: "consent" },
	],
	recipients: [{ name: "Hostling", purpose: "Hosting", location: "Ireland", kind: "processor" }],
	retention: [{ category: "Account information", period: { text: "1 year", amount: 1, unit: "years" } }],
	rights: [...europeans, "withdraw-consent" as const, "complaint" as const].map((kind) => ({
		...right(kind),
		regimes: ["gdpr"],
	})),
};
/** The same for California. */
const californian: Policy = {
	...european,
	rights: [],
	usRights: (["know", "erasure", "rectification", "non-discrimination"] as const).map((kind) => ({
		kind,
		text: "You may.",
		states: ["US-CA"],
	})),
	statements: [{ kind: "no-sale", text: "We do not sell personal information." }],
};

const given = (policy: unknown): GivenPolicy => {
	const json = JSON.stringify(policy, null, "\t");
	return policyDocument("policy.json", policy, json);
};
const check = (policy: unknown, site = nowhere): Finding[] => {
	const document = given(policy);
	return document.locate(checkPolicy(document, site, now).found);
};
const brief = (policy: unknown, site?: Site) => check(policy, site).map(({ code, path }) => `${code} ${path}`);

describe("a policy document", () => {
	it.each([
		["of the EU", european, ["gdpr"]],
		["of California", californian, ["ccpa"]],
		["that speaks of no law", { ...european, rights: [] }, []],
		["of Virginia", { ...european, rights: [], usRights: [{ kind: "know", text: "You may.", states: ["US-VA"] }] }, []],
	])("%s with nothing to find has no findings, and says which laws were looked at", (_, policy, laws) => {
		const checked = checkPolicy(given(policy), nowhere, now);
		expect([checked.found, checked.laws]).toEqual([[], laws]);
	});

	it("names each text that is still to be filled in, with its line", () => {
		const policy = {
			...european,
			lastUpdated: "[LAST UPDATED DATE]",
			children: { text: "Not below [AGE TO BE CONFIRMED]." },
		};
		const lines = JSON.stringify(policy, null, "\t").split("\n");
		const found = check(policy);
		expect(found.map(({ code, path }) => [code, path])).toEqual([
			["placeholder", "lastUpdated"],
			["placeholder", "children.text"],
		]);
		for (const { line } of found) expect(lines[line! - 1]).toMatch(/LAST UPDATED|AGE TO BE/);
		expect(found[0]!.what).toContain("[LAST UPDATED DATE]");
	});

	it("takes nothing that is still to be filled in for said", () => {
		expect(
			brief({ ...european, controller: { name: "[COMPANY NAME]", contacts: european.controller!.contacts } }),
		).toEqual(["placeholder controller.name", "essential-missing controller.name"]);
	});

	it.each<[string, object, string]>([
		["an unknown key", { colected: [] }, ""],
		["a day that is none", { lastUpdated: "2026-02-30" }, "lastUpdated"],
		["another version", { version: 2 }, "version"],
		["a link that runs", { url: "javascript:alert(1)" }, "url"],
	])("with %s is refused at its place, and nothing more is said of it", (_, change, path) => {
		expect(brief({ ...european, rights: [], controller: undefined, ...change })).toEqual([`policy-shape ${path}`]);
	});
});

describe("what GDPR Articles 13 and 14 want said", () => {
	const { controller, rights, ...rest } = european;
	it.each<[string, Partial<Policy>, string, RegExp]>([
		[
			"the controller's name",
			{ controller: { contacts: controller!.contacts! } },
			"controller.name",
			/Art\. 13\(1\)\(a\)/,
		],
		["a contact", { controller: { name: "Acorn" } }, "controller.contacts", /Art\. 13\(1\)\(a\)/],
		[
			"a contact that can be used",
			{ controller: { name: "Acorn", contacts: [{ kind: "privacy" }] } },
			"controller.contacts",
			/reach/,
		],
		[
			"a representative of a controller elsewhere",
			{ transfers: [{ text: "The Service is operated from the United States.", safeguards: ["adequacy"] }] },
			"controller.representatives",
			/and 27\)/,
		],
		[
			"how to reach the officer it names",
			{ controller: { ...controller!, dpo: { name: "Ada Oak" } } },
			"controller.dpo",
			/13\(1\)\(b\)/,
		],
		["categories of data", { collected: [] }, "collected", /14\(1\)\(d\)/],
		["uses", { uses: [] }, "uses", /13\(1\)\(c\)/],
		["recipients", { recipients: [] }, "recipients", /13\(1\)\(e\)/],
		[
			"that data leaves",
			{ recipients: [{ name: "Hostling", location: "United States" }] },
			"transfers",
			/13\(1\)\(f\)/,
		],
		["what protects it there", { transfers: [{ text: "Data goes to the US." }] }, "transfers", /what protects/],
		["how long data is kept", { retention: [] }, "retention", /13\(2\)\(a\)/],
		[
			"how long one category is kept",
			{ collected: [...european.collected!, { category: "Payment details", source: "you" }] },
			"retention",
			/kept: Payment details \(/,
		],
		[
			"from whom others' data comes",
			{ collected: [{ category: "Account information", source: "others" }] },
			"collected[0]",
			/14\(2\)\(f\)/,
		],
		[
			"which interest is claimed",
			{ uses: [{ purpose: "Our legitimate interests", legalBasis: "legitimate-interests" }] },
			"uses[0]",
			/13\(1\)\(d\)/,
		],
	])("%s: missing, it is a finding that names the article", (_, change, path, what) => {
		expect(check({ ...rest, controller, rights, ...change })).toEqual([
			expect.objectContaining({ code: "essential-missing", path, what: expect.stringMatching(what) }),
		]);
	});

	it.each<[RightKind, string]>([
		["access", "access (Art. 15)"],
		["rectification", "rectification (Art. 16)"],
		["erasure", "erasure (Art. 17)"],
		["restriction", "restriction (Art. 18)"],
		["portability", "portability (Art. 20)"],
		["objection", "objection (Art. 21)"],
		["withdraw-consent", "withdraw consent (Art. 7(3))"],
		["complaint", "complain to an authority (Art. 77)"],
	])("the right of %s", (kind, name) => {
		const found = check({ ...european, rights: rights!.filter((each) => each.kind !== kind) });
		expect(found).toMatchObject([{ code: "essential-missing", path: "rights" }]);
		expect(found[0]!.what).toContain(name);
	});

	it("a right under another law alone is none", () => {
		const only = rights!.map((each) => (each.kind === "access" ? { ...each, regimes: ["ccpa" as const] } : each));
		const whats = check({ ...european, rights: only }).map(({ what }) => what);
		expect(whats).toContainEqual(expect.stringContaining("access (Art. 15)"));
	});

	it("to withdraw is due only where something rests on consent, in the configuration too", () => {
		const policy = {
			...european,
			uses: european.uses!.slice(0, 1),
			rights: rights!.filter(({ kind }) => kind !== "withdraw-consent"),
		};
		expect(check(policy)).toEqual([]);
		expect(brief(policy, { regions: [], purposes: [{ id: "analytics" }] })).toEqual(["essential-missing rights"]);
		expect(brief(policy, { regions: [], purposes: [{ id: "necessary" }] })).toEqual([]);
	});

	it("automated decisions are asked about only where there are any", () => {
		expect(brief({ ...european, security: [{ text: "Profiling is used." }] })).toEqual(["essential-missing rights"]);
		expect(brief({ ...european, security: [{ text: "We make no automated decisions." }] })).toEqual([]);
	});

	it("holds where the configuration places its visitors there", () => {
		expect(brief({ version: 1, title: "Privacy" })).toEqual([]);
		expect(brief({ version: 1, title: "Privacy" }, { regions: ["DE"], purposes: [] })).toContain(
			"essential-missing controller.name",
		);
		expect(brief({ version: 1, title: "Privacy" }, { regions: ["BR"], purposes: [] })).toEqual([]);
	});
});

describe("uses without a legal basis", () => {
	const uses = (bare: number) => [
		{ purpose: "Run the service", legalBasis: "contract" as const },
		...Array.from({ length: bare }, (_, at) => ({ purpose: `Use ${at}` })),
	];

	it("are a finding each", () => {
		expect(brief({ ...european, uses: uses(2) })).toEqual([
			"basis-missing uses[1].legalBasis",
			"basis-missing uses[2].legalBasis",
		]);
	});

	it("are one finding where they are many", () => {
		const found = check({ ...european, uses: uses(5) });
		expect(found.map(({ code, path }) => [code, path])).toEqual([["basis-missing", "uses"]]);
		expect(found[0]!.what).toContain("Use 0; Use 1; Use 2; Use 3; Use 4 (GDPR Art. 13(1)(c))");
	});

	it("are none where no law that wants one is spoken of", () => {
		expect(brief({ ...californian, uses: uses(2) })).toEqual([]);
	});
});

describe("what California wants said", () => {
	it.each<[string, Partial<Policy>, string, RegExp]>([
		["the categories", { collected: [] }, "collected", /1798\.130\(a\)\(5\)\(B\)/],
		["sources", { collected: [{ category: "Account information" }] }, "collected", /1798\.110\(c\)\(2\)/],
		["purposes", { uses: [] }, "uses", /1798\.110\(c\)\(3\)/],
		["recipients", { recipients: [] }, "recipients", /1798\.130\(a\)\(5\)\(C\)/],
		["how long each is kept", { retention: [] }, "retention", /1798\.100\(a\)\(3\)/],
		["how to ask", { controller: { name: "Acorn" } }, "controller.contacts", /11 CCR 7011\(e\)\(3\)/],
		["the date", { lastUpdated: undefined as never }, "lastUpdated", /11 CCR 7011\(e\)\(4\)/],
	])("%s: missing, it is a finding that names the section", (_, change, path, what) => {
		const found = check(JSON.parse(JSON.stringify({ ...californian, ...change })));
		expect(found).toMatchObject([{ code: "essential-missing", path, what: expect.stringMatching(what) }]);
	});

	it("whether data is sold, and the way out where it is not said that it is not", () => {
		expect(brief({ ...californian, statements: [] })).toEqual([
			"essential-missing statements",
			"essential-missing usRights",
		]);
	});

	it("the right to limit where something is sensitive", () => {
		const collected = [...californian.collected!, { category: "Health and account notes", source: "you" as const }];
		expect(check({ ...californian, collected })[0]!.what).toContain(
			"limit the use of sensitive information (1798.121)",
		);
	});

	it("rights of another state are not California's", () => {
		const usRights = californian.usRights!.map((each) => ({ ...each, states: ["US-VA"] }));
		const found = check({ ...californian, usRights }, { regions: ["US-CA"], purposes: [] });
		expect(found[0]!.what).toMatch(/to know .* to delete .* to correct .* worse/);
	});

	it("rights of another state and all that have such a law are California's too", () => {
		const usRights = californian.usRights!.map((each) => ({ ...each, states: ["US-VA"], orSimilar: true }));
		expect(check({ ...californian, usRights }, { regions: ["US-CA"], purposes: [] })).toEqual([]);
	});
});

describe("dates", () => {
	const version = { effectiveDate: "2027-01-10", announced: "2026-11-20" };
	it.each<[string, Partial<Policy>, [FindingCode, string][]]>([
		["a last update to come", { lastUpdated: "2026-11-23" }, [["date-future", "lastUpdated"]]],
		["an effect to come that nobody announced", { effectiveDate: "2027-01-10" }, [["date-future", "effectiveDate"]]],
		["an announced effect to come", { effectiveDate: "2027-01-10", versions: [version] }, []],
		["an announced version", { versions: [version] }, []],
		["a past version", { versions: [{ effectiveDate: "2025-01-01" }] }, []],
		["the version that holds now", { versions: [{ effectiveDate: "2026-06-01" }] }, []],
		[
			"a version that holds and was not taken over",
			{ versions: [{ effectiveDate: "2026-09-01" }] },
			[["version-overdue", "versions[0]"]],
		],
		[
			"a version announced too late",
			{ changes: { noticeDays: 60 }, versions: [version] },
			[["notice-short", "versions[0].announced"]],
		],
		["a version announced in time", { changes: { noticeDays: 51 }, versions: [version] }, []],
		[
			"a version announced after it began",
			{ versions: [{ effectiveDate: "2027-01-10", announced: "2027-02-01" }] },
			[["notice-short", "versions[0].announced"]],
		],
		[
			"a version without its announcement where notice is promised",
			{ changes: { noticeDays: 30 }, versions: [{ effectiveDate: "2027-01-10" }] },
			[["notice-short", "versions[0].announced"]],
		],
	])("%s", (_, change, expected) => {
		expect(check({ ...european, ...change }).map(({ code, path }) => [code, path])).toEqual(expected);
	});
});

it("whoever takes a version over is told to keep the old content, and once it is done nothing is found", () => {
	const overdue = { ...european, versions: [{ effectiveDate: "2026-09-01" }] };
	expect(check(overdue)[0]!.remedy).toMatch(/put the old content into `versions`/);
	const versions = [...overdue.versions, { effectiveDate: "2026-06-01", content: {} }];
	expect(check({ ...european, effectiveDate: "2026-09-01", versions })).toEqual([]);
});

describe("links and sections of a document", () => {
	const paragraph = (text: string, url?: string) => ({
		kind: "paragraph" as const,
		text,
		...(url && { links: [{ text, url }] }),
	});
	const sections = (...body: PolicyBlock[]) => ({
		...european,
		sections: [
			{ number: "1", title: "Who we are", body },
			{ number: "2.1", title: "What we collect", body: [] },
		],
	});

	it.each([["#1"], ["#section-2-1"], ["#what-we-collect"], ["#"], ["#top"], ["/terms#part"]])(
		"%s leads somewhere",
		(url) => {
			expect(check(sections(paragraph("here", url)))).toEqual([]);
		},
	);

	it("where no section has a number, those of another document are meant", () => {
		const body = [paragraph("See Section 4 of our terms, and Section 4.")];
		expect(check({ ...european, sections: [{ title: "Who we are", body }] })).toEqual([]);
	});

	it("a link to a section that there is not is a finding at its place", () => {
		expect(brief(sections(paragraph("here", "#section-9")))).toEqual(["anchor-dead sections[0].body[0].links[0].url"]);
	});

	it("so is a section that readers are sent to", () => {
		expect(brief(sections(paragraph("For more see Section 12.")))).toEqual([
			"section-unknown sections[0].body[0].text",
		]);
	});

	it.each([
		["see Section 2"],
		["see Section 2.1."],
		["under Section 5 of the FTC Act"],
		["Civil Code Section 1798.83"],
		["Section 230"],
		["Section 1 of this Policy"],
	])("%s is none", (text) => {
		expect(check(sections(paragraph(text)))).toEqual([]);
	});
});
