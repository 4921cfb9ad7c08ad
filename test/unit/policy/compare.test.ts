import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { comparePolicies } from "../../../src/policy/compare.ts";
import { pair } from "../../../src/policy/pair.ts";
import { createSpelling } from "../../../src/policy/spelling.ts";
import type { Period, PolicyChange, PolicyContent, Recipient } from "../../../types/policy.ts";

const mail: Recipient = { name: "Postbote GmbH", purpose: "Sends our emails", location: "Germany" };
const recipient = (more: Partial<Recipient> = {}): PolicyContent => ({ recipients: [{ ...mail, ...more }] });
const period = (text: string, more: Partial<Period> = {}): PolicyContent => ({
	retention: [{ category: "Request logs", period: { text, ...more } }],
});
const use = (purpose: string, legalBasis?: "consent" | "contract"): PolicyContent => ({
	uses: [{ purpose, legalBasis }],
});
const data = (category: string, items?: string[]): PolicyContent => ({ collected: [{ category, items }] });
const transfer = (text: string, safeguards?: ("adequacy" | "standard-contractual-clauses")[]): PolicyContent => ({
	transfers: [{ text, safeguards }],
});

describe("what is no change", () => {
	it.each<[string, PolicyContent, PolicyContent]>([
		["the same", recipient(), recipient()],
		["a name in capitals", recipient(), recipient({ name: "POSTBOTE GMBH" })],
		["a name without its space", recipient(), recipient({ name: "PostboteGmbH" })],
		["a name with a hyphen", recipient(), recipient({ name: "Post-Bote GmbH" })],
		["a corrected name", recipient({ name: "Postbtoe GmbH" }), recipient()],
		["one letter too few in a name of one word", recipient({ name: "Twlio" }), recipient({ name: "Twilio" })],
		["a corrected purpose", recipient({ purpose: "Sends our emials" }), recipient()],
		["“teh”", recipient({ purpose: "Sends teh emails" }), recipient({ purpose: "Sends the emails" })],
		["an article", recipient({ purpose: "Sends emails" }), recipient({ purpose: "Sends the emails" })],
		["a word that stood twice", recipient({ purpose: "Sends our our emails" }), recipient()],
		["curly quotes", recipient({ purpose: "Sends “our” emails" }), recipient({ purpose: 'Sends "our" emails.' })],
		["British spelling", use("Personalization of pages"), use("Personalisation of pages")],
		["a corrected umlaut", use("Auslieferung der Naehrichten"), use("Auslieferung der Nachrichten")],
		["a list in another order", use("Invoices, receipts and emails"), use("Emails, invoices and receipts")],
		["a corrected place", recipient({ location: "Untied States" }), recipient({ location: "United States" })],
		["a corrected country", recipient({ location: "Germny" }), recipient()],
		[
			"a typo that would change the place of a part",
			use("Rotations, comilation, compact budgets"),
			use("Rotations, compilation, compact budgets"),
		],
		[
			"places in another order",
			recipient({ location: "Ireland, Chile" }),
			recipient({ location: "Chile and Ireland" }),
		],
		["a country by its code", recipient({ location: "US" }), recipient({ location: "United States" })],
		["the usual short names", recipient({ location: "U.S.A. / UK" }), recipient({ location: "US, United Kingdom" })],
		[
			"a period in other words",
			period("12 months", { amount: 12, unit: "months" }),
			period("a year", { amount: 1, unit: "years" }),
		],
		[
			"days as weeks",
			period("14 days", { amount: 14, unit: "days" }),
			period("two weeks", { amount: 2, unit: "weeks" }),
		],
		["a corrected period", period("until yuo ask us"), period("until you ask us")],
		["a period typed at last", period("30 days"), period("30 days", { amount: 30, unit: "days" })],
		["items in another order", data("Account", ["name", "email"]), data("Account", ["email", "name"])],
		["a corrected item", data("Account", ["name", "addres"]), data("Account", ["name", "address"])],
		[
			"safeguards in another order",
			transfer("US", ["adequacy", "standard-contractual-clauses"]),
			transfer("US", ["standard-contractual-clauses", "adequacy"]),
		],
		[
			"titles, sections, security",
			{ title: "A", sections: [{ body: [] }] },
			{ title: "B", security: [{ text: "TLS" }] },
		],
		["the section it is taken from", recipient({ section: { number: "1" } }), recipient({ section: { number: "2" } })],
		["what the newer one does not speak of", recipient(), {}],
	])("%s", (_, before, after) => {
		expect(comparePolicies(before, after)).toEqual([]);
	});

	it("is another order of the entries", () => {
		const names = ["A", "B", "C"].map((name) => ({ name }));
		expect(comparePolicies({ recipients: names }, { recipients: names.toReversed() })).toEqual([]);
	});
});

describe("what is a change", () => {
	type Expected = Partial<PolicyChange>[];
	it.each<[string, PolicyContent, PolicyContent, Expected]>([
		[
			"another number",
			period("12 months"),
			period("13 months"),
			[{ kind: "changed", now: { period: { text: "13 months" } } }],
		],
		[
			"another typed amount in the same words",
			period("as long as needed", { amount: 1, unit: "years" }),
			period("as long as needed", { amount: 2, unit: "years" }),
			[{ kind: "changed" }],
		],
		["a decimal point", period("1.5 years"), period("15 years"), [{ kind: "changed" }]],
		[
			"a month for 30 days",
			period("30 days", { amount: 30, unit: "days" }),
			period("1 month", { amount: 1, unit: "months" }),
			[{ kind: "changed" }],
		],
		[
			"a period that begins later",
			period("30 days", { amount: 30, unit: "days" }),
			period("30 days after", { amount: 30, unit: "days", afterEvent: true }),
			[{ kind: "changed" }],
		],
		[
			"Iceland for Ireland",
			recipient({ location: "Ireland" }),
			recipient({ location: "Iceland" }),
			[{ kind: "changed", name: mail.name, now: { location: "Iceland" }, before: { location: "Ireland" } }],
		],
		["Island for Irland", recipient({ location: "Irland" }), recipient({ location: "Island" }), [{ kind: "changed" }]],
		[
			"Australia for Austria",
			recipient({ location: "Austria" }),
			recipient({ location: "Australia" }),
			[{ kind: "changed" }],
		],
		["one more place", recipient(), recipient({ location: "Germany, United States" }), [{ kind: "changed" }]],
		["another code", recipient({ location: "US" }), recipient({ location: "UK" }), [{ kind: "changed" }]],
		[
			"another purpose",
			recipient(),
			recipient({ purpose: "Sends our advertisements" }),
			[{ kind: "changed", now: { purpose: "Sends our advertisements" }, before: { purpose: "Sends our emails" } }],
		],
		[
			"a “not”",
			use("Your data is sold"),
			use("Your data is not sold"),
			[{ kind: "changed", formerly: "Your data is sold" }],
		],
		["can for can't", use("Others can't read it"), use("Others can read it"), [{ kind: "changed" }]],
		["un-", use("Stored encrypted"), use("Stored unencrypted"), [{ kind: "added" }, { kind: "removed" }]],
		["in-", use("Collected indirectly from partners"), use("Collected directly from partners"), [{ kind: "changed" }]],
		[
			"ever for never",
			recipient({ purpose: "Never used for advertising" }),
			recipient({ purpose: "Ever used for advertising" }),
			[{ kind: "changed" }],
		],
		[
			"more typos than words that stay",
			recipient({ purpose: "Mesures usage paterns quikly" }),
			recipient({ purpose: "Measures usage patterns quickly" }),
			[{ kind: "changed" }],
		],
		[
			"words that changed places",
			use("We share names, not addresses"),
			use("We share addresses, not names"),
			[{ kind: "changed" }],
		],
		[
			"another legal basis",
			use("Emails", "contract"),
			use("Emails", "consent"),
			[{ kind: "changed", name: "Emails", now: { legalBasis: "consent" }, before: { legalBasis: "contract" } }],
		],
		["a legal basis at last", use("Emails"), use("Emails", "consent"), [{ kind: "changed" }]],
		[
			"a typo and another basis",
			use("Emials we send", "contract"),
			use("Emails we send", "consent"),
			[{ kind: "changed", formerly: undefined }],
		],
		[
			"another source",
			{ collected: [{ category: "Name", source: "you" }] },
			{ collected: [{ category: "Name", source: "others" }] },
			[{ kind: "changed" }],
		],
		[
			"items that came and went",
			data("Account", ["name", "fax"]),
			data("Account", ["name", "phone"]),
			[{ kind: "changed", now: { items: ["phone"] }, before: { items: ["fax"] } }],
		],
		["another safeguard", transfer("To Chile", ["adequacy"]), transfer("To Chile"), [{ kind: "changed" }]],
		["one sign of another script", period("保存期間は一年"), period("保存期間は二年"), [{ kind: "changed" }]],
		[
			"a new entry",
			{},
			recipient(),
			[{ kind: "added", of: "recipients", name: mail.name, now: { purpose: mail.purpose, location: mail.location } }],
		],
		[
			"an entry that is gone",
			recipient(),
			{ recipients: [] },
			[{ kind: "removed", of: "recipients", name: mail.name }],
		],
		[
			"a reworded use",
			use("To improve our service and its speed"),
			use("To improve our service and train models on it"),
			[{ kind: "added" }, { kind: "removed" }],
		],
		[
			"a slightly reworded use",
			use("To improve the speed of our service"),
			use("To improve the price of our service"),
			[{ kind: "changed", formerly: "To improve the speed of our service" }],
		],
		[
			"a recipient that another replaces",
			recipient(),
			recipient({ name: "Mailfix" }),
			[
				{
					kind: "changed",
					name: "Mailfix",
					formerly: mail.name,
					now: { purpose: mail.purpose, location: mail.location },
				},
			],
		],
		[
			"two that share a place only",
			{ recipients: [{ name: "Alpha", location: "US" }] },
			{ recipients: [{ name: "Beta", location: "US" }] },
			[{ kind: "added" }, { kind: "removed" }],
		],
		[
			"two that share a period only",
			{ retention: [{ category: "Chats", period: { text: "1 year" } }] },
			{ retention: [{ category: "Voice", period: { text: "1 year" } }] },
			[{ kind: "added" }, { kind: "removed" }],
		],
		[
			"a category by another name",
			data("Account", ["name", "email"]),
			data("Profile", ["email", "name"]),
			[{ kind: "changed", name: "Profile", formerly: "Account" }],
		],
		[
			"a short name",
			recipient({ name: "AWS" }),
			recipient({ name: "AWZ", purpose: "x" }),
			[{ kind: "added" }, { kind: "removed" }],
		],
	])("%s", (_, before, after, expected) => {
		const changes = comparePolicies(before, after);
		expect(changes).toHaveLength(expected.length);
		for (const [at, each] of expected.entries()) expect(changes[at]).toMatchObject(each);
	});

	it("is a word for another that the newer version still uses: it was no typo", () => {
		const before = { uses: [{ purpose: "Contact by phone" }, { purpose: "Keep contact details" }] };
		const typo = { uses: [{ purpose: "Contract by phone" }, { purpose: "Keep contract details" }] };
		expect(comparePolicies(before, typo)).toEqual([]);
		const other = { uses: [{ purpose: "Contract by phone" }, { purpose: "Keep contact details" }] };
		expect(comparePolicies(before, other)).toMatchObject([{ kind: "changed", name: "Contract by phone" }]);
	});
});

describe("of what somebody agreed to", () => {
	const strictly = (before: PolicyContent, after: PolicyContent) => comparePolicies(before, after, { isStrict: true });
	const same: [was: string, is: string][] = [
		["Pages vistied", "Pages visited"],
		["Errors that occured", "Errors that occurred"],
		["Adress", "Address"],
		["Pages visited", "pages  Visited."],
		["E-mail address", "Email address"],
		["E-mail, name", "Name and email"],
		["Pages visited, browser", "Browser, pages visited"],
		["Clicks, pages vistied", "clicks / pages visited"],
	];
	const other: [was: string, is: string][] = [
		["Cart contents", "Card contents"],
		["Contact details", "Contract details"],
		["patient records", "patent records"],
		["eight months", "eighty months"],
		["Pages visted", "Pages visited"],
		["Pages visitid", "Pages visited"],
		["Pages vsitied", "Pages visited"],
		["Form data", "From data"],
		["Pagse vistied", "Pages visited"],
		["Recordings of visits", "The recordings of visits"],
		["Names", "Names, names"],
		["Server in US", "Server in United States"],
		["Ireland", "Iceland"],
		["sessenta dias", "setenta dias"],
		["sesenta días", "setenta días"],
		["eihgt months", "eight months"],
		["13 months", "31 months"],
		["100 days", "1000 days"],
		["1,5 years", "5,1 years"],
		["1.5", "5.1"],
		["1,5", "5,1"],
		["Data is sold", "Data is not sold"],
		["Stored encrypted", "Stored unencrypted"],
	];
	const forms: [string, (text: string) => PolicyContent][] = [
		["data", (text) => data(text)],
		["items", (text) => data("Account", [text])],
		["periods", (text) => period(text)],
		["places", (text) => transfer(text)],
		["uses", (text) => use(text)],
		["recipients' places", (text) => recipient({ location: text })],
	];
	describe.each(forms)("%s", (_, of) => {
		it.each(same)("%s → %s is no change", (was, is) => {
			expect(strictly(of(was), of(is))).toEqual([]);
			expect(strictly(of(is), of(was))).toEqual([]);
		});
		it.each(other)("%s → %s is one", (was, is) => {
			expect(strictly(of(was), of(is))).not.toEqual([]);
			expect(strictly(of(is), of(was))).not.toEqual([]);
		});
	});
});

it.each([
	["eight months", "eighty months"],
	["six months", "sixty months"],
	["seventeen days", "seventeens days"],
	["fourteen days", "fourten days"],
	["sesenta días", "setenta días"],
	["vingt jours", "vingts jours"],
	["sechzig Tage", "sechzg Tage"],
	["fünfzehn Tage", "fünfzen Tage"],
	["quaranta giorni", "quarante giorni"],
	["a dozen days", "a dozens days"],
])("%s → %s is a change for everybody: a number's word is never a typo", (was, is) => {
	expect(comparePolicies(period(was), period(is))).toMatchObject([{ kind: "changed", of: "retention" }]);
	expect(comparePolicies(period(is), period(was))).toMatchObject([{ kind: "changed", of: "retention" }]);
});

describe.each(["isokron/policy", "kratys/policy", "a21e/yoursay"])("the policy in %s", (file) => {
	const found = JSON.parse(readFileSync(new URL(`../../../demo/${file}.json`, import.meta.url), "utf8"));
	// A document of its own, or the one in a configuration.
	const policy: PolicyContent = found.policy ?? found;
	const kinds = ["recipients", "uses", "collected", "transfers", "retention"] as const;
	const without = (text: string, at: number) => text.slice(0, at) + text.slice(at + 1);

	it("tells nothing of a letter that any of its texts lacked", () => {
		let typos = 0;
		for (const of of kinds)
			for (const [at, entry] of (policy[of] ?? []).entries())
				for (const [key, text] of Object.entries(entry as object)) {
					const word = typeof text === "string" && !/legalBasis|kind|source/.test(key) && /[a-z]{6,}/.exec(text);
					if (!word) continue;
					const before = structuredClone(policy);
					(before[of]![at] as unknown as Record<string, string>)[key] = without(text, word.index + 3);
					expect(comparePolicies(before, policy), text).toEqual([]);
					typos++;
				}
		expect(typos).toBeGreaterThan(10);
	});

	it("tells of each entry that is gone, and of each period that is longer", () => {
		for (const of of kinds)
			for (const [at, entry] of (policy[of] ?? []).entries()) {
				const after = { ...policy, [of]: policy[of]!.toSpliced(at, 1) };
				expect(comparePolicies(policy, after), JSON.stringify(entry)).toMatchObject([{ kind: "removed", of }]);
			}
		for (const [at, { period }] of (policy.retention ?? []).entries()) {
			if (!period.amount) continue;
			const after = structuredClone(policy);
			after.retention![at]!.period.amount = period.amount + 1;
			expect(comparePolicies(policy, after)).toMatchObject([{ kind: "changed", of: "retention" }]);
		}
	});
});

describe("the order", () => {
	it("is that of what concerns a visitor most, then new, changed, gone, each as the policy has it", () => {
		const before: PolicyContent = {
			retention: [{ category: "Logs", period: { text: "1 year" } }],
			transfers: [{ text: "To Chile" }],
			collected: [{ category: "Names" }],
			uses: [{ purpose: "Sales" }],
			recipients: [{ name: "Gone" }, { name: "Second", purpose: "a" }, { name: "Frist", purpose: "b" }],
		};
		const after: PolicyContent = {
			retention: [{ category: "Logs", period: { text: "2 years" } }],
			transfers: [],
			collected: [{ category: "Names" }, { category: "Faces" }],
			uses: [{ purpose: "Sales", legalBasis: "consent" }],
			recipients: [{ name: "First", purpose: "other" }, { name: "Second", purpose: "else" }, { name: "Brandnew" }],
		};
		expect(comparePolicies(before, after).map(({ of, kind, name }) => `${of} ${kind} ${name}`)).toEqual([
			"recipients added Brandnew",
			"recipients changed First",
			"recipients changed Second",
			"recipients removed Gone",
			"uses changed Sales",
			"collected added Faces",
			"transfers removed To Chile",
			"retention changed Logs",
		]);
	});

	it("pairs entries of one name with what fits them best", () => {
		const of = (purposes: string[]) => ({ recipients: purposes.map((purpose) => ({ name: "Same", purpose })) });
		expect(comparePolicies(of(["alpha", "beta", "gamma"]), of(["gamma", "beta", "alpha"]))).toEqual([]);
		expect(comparePolicies(of(["alpha", "beta"]), of(["beta", "delta"]))).toMatchObject([
			{ kind: "changed", now: { purpose: "delta" }, before: { purpose: "alpha" } },
		]);
	});
});

describe("many entries that look alike", () => {
	const word = (at: number) => [...`${at}`].map((figure) => "abcdefghij"[+figure]).join("");
	const long = "word ".repeat(60);
	/** How often texts of a thousand entries are spelt out or compared. */
	function looks(was: (at: number) => string, is: (at: number) => string): number {
		const of = (nameOf: typeof was) =>
			Array.from({ length: 1000 }, (_, at) => ({ name: nameOf(at), fact: {}, trait: "" }));
		const spelling = createSpelling(() => "");
		let calls = 0;
		const counted = <Given extends unknown[], Answer>(look: (...given: Given) => Answer) => {
			return (...given: Given) => {
				calls++;
				return look(...given);
			};
		};
		pair(of(was), of(is), { ...spelling, words: counted(spelling.words), same: counted(spelling.same) });
		return calls;
	}
	it.each<[string, (at: number) => string, (at: number) => string]>([
		["that all differ by one letter", (at) => `recipient${word(at)}a`, (at) => `recipient${word(999 - at)}b`],
		["that share most of their words", (at) => `${long}${word(at)} old`, (at) => `${long}${word(999 - at)} new`],
	])("%s and stand the other way round are each compared with a few", (_, was, is) => {
		expect(looks(was, is)).toBeLessThan(30_000);
	});
});
