import { describe, expect, it } from "vitest";
import { importPolicy, type SourceKind } from "../../../../src/policy/import/import.ts";
import { hasPlaceholder } from "../../../../src/policy/import/placeholders.ts";
import { ImportRefused, MAX_SOURCE } from "../../../../src/policy/import/refusal.ts";
import { dateIn, periodOf } from "../../../../src/policy/import/values.ts";
import { explainPolicy } from "../../../../src/policy/schema.ts";
import { isPartition } from "./excerpts.ts";

const kinds: SourceKind[] = ["text", "markdown", "html"];

describe("a placeholder", () => {
	it.each([
		"[PENDING — set on launch]",
		"[LAST UPDATED DATE]",
		"[CONTACT EMAIL]",
		"[Your Company Name]",
		"[insert address here]",
		"[Email]",
		"<COMPANY NAME>",
		"<your e-mail>",
		"&lt;EMAIL ADDRESS&gt;",
		"TBD",
		"TODO",
		"{{company}}",
		"Lorem ipsum dolor",
		"DD/MM/YYYY",
		"to be determined",
		"__________",
	])("%s is one", (text) => expect(hasPlaceholder(`before ${text} behind`)).toBe(true));

	it.each([
		"[1]",
		"[GDPR]",
		"[the terms](https://shop.example/terms)",
		"[YOUR CHOICES](#choices)",
		"<https://shop.example>",
		"<privacy@shop.example>",
		"a [sic] b",
		"x_y_z",
		"your data",
	])("%s is none", (text) => expect(hasPlaceholder(`before ${text} behind`)).toBe(false));

	it.each(kinds)("never becomes a value in %s, and is named with line and column", (kind) => {
		const [open, close] = kind === "html" ? ["<p>", "</p>"] : ["", ""];
		const lines = [
			"Privacy Policy",
			`${open}Last updated: [LAST UPDATED DATE]${close}`,
			`${open}Write to [CONTACT EMAIL]. We will respond within 30 days.${close}`,
			`${open}Mail: [PENDING — address of the operator]${close}`,
		];
		const { policy, report } = importPolicy(lines.join("\n\n"), kind);
		expect(report.placeholders.map(({ line, column }) => [line, column])).toEqual([
			[3, 15 + open!.length],
			[5, 10 + open!.length],
			[7, 7 + open!.length],
		]);
		expect(JSON.stringify(policy)).not.toMatch(/\[[A-Z]{3}|CONTACT|PENDING/);
		expect(policy).not.toHaveProperty("lastUpdated");
		expect(policy).not.toHaveProperty("controller");
		expect(policy.responseDays).toBe(30);
		expect(report.entries.filter(({ what }) => what === "placeholder").map(({ from }) => from)).toEqual([3, 5, 7]);
	});

	it("in a cell leaves that cell out and keeps the row", () => {
		const text =
			"1. Sub-processors\n\n| Name | Purpose | Location |\n|---|---|---|\n| Mailhill | E-mail | [TBD] |\n| [VENDOR NAME] | Hosting | Ireland |";
		const { policy } = importPolicy(text, "text");
		expect(policy.recipients).toMatchObject([{ name: "Mailhill", purpose: "E-mail" }]);
		expect(policy.recipients?.[0]).not.toHaveProperty("location");
		expect(JSON.stringify(policy)).not.toContain("VENDOR");
	});
});

describe("what is read out of words", () => {
	it.each([
		["2026-03-20", "2026-03-20"],
		["March 20, 2026", "2026-03-20"],
		["20th of March 2026", "2026-03-20"],
		["Sept. 1, 2025", "2025-09-01"],
		["29 February 2024", "2024-02-29"],
	])("the date %s", (text, date) => expect(dateIn(text)).toBe(date));

	it.each(["03/04/2026", "30 February 2026", "2026-13-01", "March 2026", "soon"])("no date in %s", (text) =>
		expect(dateIn(text)).toBeUndefined(),
	);

	it.each([
		["7 years, rolling", { amount: 7, unit: "years", rolling: true }],
		["13 months", { amount: 13, unit: "months" }],
		["thirty (30) days", { amount: 30, unit: "days" }],
		["for the life of the account, plus 30 days after deletion", { amount: 30, unit: "days", afterEvent: true }],
		["30 days, or 2 years for invoices", {}],
		["as long as needed", {}],
	])("the period %s", (text, read) => expect(periodOf(text)).toEqual({ text, ...read }));

	it("a date that may be one of two days stays in its section, and is named for a look", () => {
		const { policy, report } = importPolicy("Privacy Policy\n\nLast updated: 03/04/2026", "text");
		expect(policy).not.toHaveProperty("lastUpdated");
		expect(report.unplaced).toEqual([{ from: 3, to: 3, text: "Last updated: 03/04/2026" }]);
	});

	it("a table with columns that mean nothing here is kept whole, and named for a look", () => {
		const { policy, report } = importPolicy(
			"# Privacy\n\n## Data retention\n\n| Foo | Bar |\n|---|---|\n| 1 | 2 |",
			"markdown",
		);
		expect(policy).not.toHaveProperty("retention");
		expect(policy.sections?.[0]?.body).toEqual([{ kind: "table", head: ["Foo", "Bar"], rows: [["1", "2"]] }]);
		expect(report.unplaced).toHaveLength(1);
	});
});

describe("what words mean", () => {
	const read = (title: string, body: string) => importPolicy(`# Privacy\n\n## ${title}\n\n${body}`, "markdown").policy;

	it("a company with its form behind a comma is one recipient, its country a location", () => {
		expect(
			read("Our processors", "- Payfern Europe, Ltd. (Ireland): card payments\n- Mailhill and Logmoss - e-mail")
				.recipients,
		).toMatchObject([
			{ name: "Payfern Europe, Ltd.", location: "Ireland", purpose: "card payments", kind: "processor" },
			{ name: "Mailhill", purpose: "e-mail" },
			{ name: "Logmoss", purpose: "e-mail" },
		]);
	});

	it("opting out of e-mails is no right to opt out of a sale, and stays a section", () => {
		const { rights, sections } = read("Your rights", "- Opt out of our e-mails\n- Opt out of the sale of your data");
		expect(rights?.map(({ kind, title }) => [kind, title])).toEqual([
			["opt-out-sale", "Opt out of the sale of your data"],
		]);
		expect(sections?.[0]?.body).toEqual([{ kind: "list", items: [{ text: "Opt out of our e-mails" }] }]);
	});

	it("rights may be named in one sentence", () => {
		const sentence =
			"California residents have the right to know, the right to delete, and the right to opt out of the sale of data.";
		expect(read("California", sentence).usRights).toEqual(
			["know", "erasure", "opt-out-sale"].map((kind) => ({
				kind,
				text: sentence,
				states: ["US-CA"],
				section: { title: "California" },
			})),
		);
		expect(read("Your rights", "You may withdraw your consent at any time.").rights).toMatchObject([
			{ kind: "withdraw-consent" },
		]);
	});

	it("an officer and a representative have their names and addresses, and are no contacts of the controller", () => {
		expect(
			read(
				"Who we are",
				"Our data protection officer is Dr. Ada Oak, dpo@acorn.example. Our UK representative is Elm Ltd, uk@elm.example.",
			).controller,
		).toEqual({
			dpo: { name: "Dr. Ada Oak", email: "dpo@acorn.example", section: { title: "Who we are" } },
			representatives: [{ name: "Elm Ltd", region: "uk", email: "uk@elm.example", section: { title: "Who we are" } }],
		});
	});

	it("a legal basis is typed where the text states exactly one, and a column without a place keeps the table", () => {
		const { uses, sections } = read(
			"Why we use your data",
			"| Purpose | Data | Legal basis |\n|---|---|---|\n| Shop | Orders | Contract |\n| News | E-mail | Consent or legitimate interests |",
		);
		expect(uses?.map(({ purpose, legalBasis }) => [purpose, legalBasis])).toEqual([
			["Shop", "contract"],
			["News", undefined],
		]);
		expect(sections?.[0]?.body).toMatchObject([
			{
				kind: "table",
				rows: [
					["Shop", "Orders", "Contract"],
					["News", "E-mail", "Consent or legitimate interests"],
				],
			},
		]);
	});

	it("a table of cookies is neither of recipients nor of retention", () => {
		const policy = read(
			"Cookies",
			"| Name | Provider | Purpose | Duration |\n|---|---|---|---|\n| sid | us | Login | 1 day |",
		);
		expect(Object.keys(policy)).toEqual(["version", "title", "sections"]);
	});

	it("what is not said is absent", () => {
		const { recipients, statements, changes } = read("Sharing", "We may sell our company. Vendors help us.");
		expect([recipients, statements, changes]).toEqual([undefined, undefined, undefined]);
	});
});

describe("Markdown and HTML", () => {
	it("an HTML list of terms, a link to a mailbox and a line break are read as what they say", () => {
		const { policy } = importPolicy(
			"<h1>Privacy</h1><h2>Your rights</h2><dl><dt>Access</dt><dd>See it all.</dd><dt>Erasure</dt><dd>Have it removed.</dd></dl><h2>Contact</h2><p>Acorn<br><a href='mailto:privacy@acorn.example?subject=x'>Write to us</a></p>",
			"html",
		);
		expect(policy.rights).toMatchObject([
			{ kind: "access", title: "Access", text: "See it all." },
			{ kind: "erasure", title: "Erasure", text: "Have it removed." },
		]);
		expect(policy.controller?.contacts).toMatchObject([{ email: "privacy@acorn.example" }]);
	});

	it("headings may name the rights and the data, with a paragraph each", () => {
		const { policy } = importPolicy(
			"# Privacy\n\n## What we collect\n\n### Account data\n\nYour name and address.\n\n## Your rights\n\n### Access\n\nAsk us for a copy.",
			"markdown",
		);
		expect(policy.collected).toMatchObject([{ category: "Account data", items: ["Your name and address."] }]);
		expect(policy.rights).toMatchObject([{ kind: "access", title: "Access", text: "Ask us for a copy." }]);
	});

	it.each<[SourceKind, string]>([
		[
			"markdown",
			"# Terms\n\nSee [this](javascript:alert(1)), [that](https://shop.example/a) and ![x](data:text/html,x).\n\n<script>alert(2)</script>",
		],
		[
			"html",
			"<h1>Terms</h1><p onclick='alert(3)'>See <a href='java&#9;script:alert(1)'>this</a>, <a href='https://shop.example/a'>that</a>.</p><script>alert(2)</script><img src=x onerror=alert(4)>",
		],
	])("in %s, what would run is not there, and links that may be followed are", (kind, source) => {
		const { policy } = importPolicy(source, kind);
		expect(JSON.stringify(policy)).not.toMatch(/alert|script|data:/);
		expect(policy.sections?.[0]?.body[0]).toMatchObject({ links: [{ text: "that", url: "https://shop.example/a" }] });
	});

	it("keeps words that look like elements as words", () => {
		const { policy } = importPolicy("<h1>Terms</h1><p>&lt;script&gt;alert(1)&lt;/script&gt; is text here.</p>", "html");
		expect(policy.sections?.[0]?.body).toEqual([
			{ kind: "paragraph", text: "<script>alert(1)</script> is text here." },
		]);
	});

	it("keys of prototypes are words like others", () => {
		const { policy } = importPolicy(
			"1. What we collect\n\n- __proto__: your name.\n- constructor: your address.\n\n[__proto__]: /x",
			"text",
		);
		expect(policy.collected?.map(({ category }) => category)).toEqual(["__proto__", "constructor"]);
		expect(importPolicy("# A\n\n[__proto__]: /x\n\nSee [__proto__].", "markdown").policy.sections).toHaveLength(1);
		expect(({} as { url?: unknown }).url).toBeUndefined();
	});
});

describe("bad input ends in a clear error", () => {
	it.each<[string, string, RegExp]>([
		["more characters than the bound", "a ".repeat(MAX_SOURCE / 2 + 1), /at most 1000000 are read/],
		["ten megabytes", "a\n".repeat(5_000_000), /at most 1000000 are read/],
		["NUL characters", "GIF89a\0\0", /NUL characters/],
		["halves of characters", "a \ud800 b", /lone surrogates/],
		["one passage without end", "word ".repeat(10_000), /passage is longer than 20000 characters|list item is longer/],
		["more passages than the bound", "A word.\n\n".repeat(10_001), /more than 10000|more than 20000 lines/],
	])("%s", (_, source, says) => {
		for (const kind of kinds) {
			if (kind === "html" && source.startsWith("A word")) continue;
			expect(() => importPolicy(source, kind), kind).toThrow(ImportRefused);
			expect(() => importPolicy(source, kind), kind).toThrow(says);
		}
	});

	it.each<[string, SourceKind, string, RegExp]>([
		["HTML elements in one another", "html", "<div>".repeat(150_000), /more than 200 deep/],
		[
			"HTML elements in one another, closed",
			"html",
			`${"<b>".repeat(201)}x${"</b>".repeat(201)}`,
			/more than 200 deep/,
		],
		[
			"an HTML tag with 200 000 attributes",
			"html",
			`<a ${Array.from({ length: 200_000 }, (_, at) => `a${at}`)
				.join(" ")
				.slice(0, 900_000)}>`,
			/a tag is longer than 20000/,
		],
		["quotes in one another", "markdown", `${"> ".repeat(100_000)}a`, /Line 1: quotes or lists stand in one another/],
		["lists in one another", "markdown", `${"- ".repeat(100_000)}a`, /Line 1: quotes or lists stand in one another/],
		[
			"lists in one another by indentation",
			"markdown",
			Array.from({ length: 900 }, (_, at) => `${"  ".repeat(at)}- a`).join("\n"),
			/indented by more than 200/,
		],
		["many lists in one another", "markdown", `${"- ".repeat(15)}a\n\n`.repeat(9000), /too many quotes or lists/],
		["brackets without end", "markdown", "[".repeat(500_000), /more than 2000 brackets/],
		["stars without end", "markdown", "*a **b ".repeat(100_000), /more than 2000 brackets/],
		["a table without end", "markdown", "| a | b |\n".repeat(4000), /no blank line among 3000/],
	])("%s", (_, kind, source, says) => {
		expect(() => importPolicy(source, kind)).toThrow(ImportRefused);
		expect(() => importPolicy(source, kind)).toThrow(says);
	});

	const runs = [
		"(",
		"a@",
		"a.",
		"<",
		"<p>",
		"<li>",
		"</",
		"&amp;",
		"http://",
		"\t",
		" a",
		"<!--",
		"\\|",
		"a - ",
		"A. ",
		"retained for ",
		"We retain a ",
		"do not ",
		"[PENDING ",
		"____",
		'(we) ("',
		"a\tb\n",
		"Name\nPurpose\n",
		"the right to ",
		"1.1.1.",
	];
	it.each(runs)("or in harmless text, at once: %j over and over", (run) => {
		for (const kind of kinds) {
			for (const source of [
				run.repeat(Math.floor(60_000 / run.length)),
				`1. Rights\n\n${run.repeat(Math.floor(19_000 / run.length))}`,
			]) {
				try {
					const { policy, report } = importPolicy(source, kind);
					expect(explainPolicy(policy)).toEqual([]);
					expect(isPartition(report)).toBe(true);
				} catch (error) {
					expect(error).toBeInstanceOf(ImportRefused);
				}
			}
		}
	});

	it.each(kinds)("nothing at all, as %s, is a policy that knows nothing", (kind) => {
		expect(importPolicy("", kind)).toEqual({
			policy: { version: 1 },
			report: { lines: 1, entries: [{ from: 1, to: 1, what: "blank", places: [] }], placeholders: [], unplaced: [] },
		});
	});
});
