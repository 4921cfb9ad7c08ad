import { describe, expect, it } from "vitest";
import { isPolicy } from "../../../src/policy/guard.ts";
import { withoutPlaceholders } from "../../../src/policy/placeholder.ts";
import { content, whole } from "./sample.ts";

const gap = "Not yet published";
const without = (policy: object) => withoutPlaceholders({ version: 1, ...policy }, gap);

it("leaves a document as it is where nothing is still to be filled in", () => {
	expect(withoutPlaceholders(whole(), gap)).toEqual(whole());
});

describe("what is still to be filled in", () => {
	it.each([
		"[PENDING]",
		"[PENDING — set on launch]",
		"[LAST UPDATED DATE]",
		"[CONTACT EMAIL]",
		"[email]",
		"TBD",
		"[●]",
		"XX/XX/20XX",
	])("goes with its key where the fact may be absent (%s)", (text) => {
		const found = without({
			lastUpdated: text,
			effectiveDate: text,
			title: text,
			url: text,
			controller: { name: text, contacts: [{ kind: "privacy", email: text }], dpo: { name: text, email: text } },
			recipients: [{ name: "Mailhill", purpose: text, location: text }],
		});
		expect(found).toEqual({
			version: 1,
			controller: { contacts: [{ kind: "privacy" }], dpo: {} },
			recipients: [{ name: "Mailhill" }],
		});
		expect(isPolicy(found)).toBe(true);
	});

	it("reads as not yet published where its entry would say nothing without it", () => {
		const found = without({
			collected: [{ category: "[CATEGORY NAME]", items: ["an address", "[MORE DATA]"] }],
			retention: [{ category: "Backups", period: { text: "[PENDING]" } }],
			rights: [{ kind: "access", title: "[PENDING]" }],
			changes: { text: "We tell you [PENDING] days before." },
			sections: [
				{
					title: "Terms",
					body: [
						{ kind: "paragraph", text: "Ask [CONTACT PERSON]." },
						{ kind: "table", head: ["Who", "Where"], rows: [["Fly", "[COUNTRY NAME]"]] },
					],
				},
			],
		});
		expect(found).toEqual({
			version: 1,
			collected: [{ category: gap, items: ["an address", gap] }],
			retention: [{ category: "Backups", period: { text: gap } }],
			rights: [{ kind: "access", title: gap }],
			changes: { text: gap },
			sections: [
				{
					title: "Terms",
					body: [
						{ kind: "paragraph", text: gap },
						{ kind: "table", head: ["Who", "Where"], rows: [["Fly", gap]] },
					],
				},
			],
		});
		expect(isPolicy(found)).toBe(true);
	});

	it("takes a version without its day, and a link without its address, with it", () => {
		const found = without({
			versions: [{ effectiveDate: "[PENDING]", summary: "More." }, { effectiveDate: "2026-12-24" }],
			sections: [{ body: [{ kind: "paragraph", text: "See there.", links: [{ text: "there", url: "[YOUR URL]" }] }] }],
		});
		expect(found).toEqual({
			version: 1,
			versions: [{ effectiveDate: "2026-12-24" }],
			sections: [{ body: [{ kind: "paragraph", text: "See there.", links: [] }] }],
		});
	});

	it("is nowhere in a document any more, wherever it stood", () => {
		const mark = (value: unknown): unknown =>
			typeof value === "string"
				? `${value} [PENDING]`
				: Array.isArray(value)
					? value.map(mark)
					: Object(value) === value
						? Object.fromEntries(Object.entries(value as object).map(([key, member]) => [key, mark(member)]))
						: value;
		expect(JSON.stringify(mark(content()))).toContain("[PENDING]");
		expect(JSON.stringify(without(mark(content()) as object))).not.toContain("PENDING");
	});
});

it("leaves brackets alone that mean something else", () => {
	const text = "We [the owners] ask you; see [1] and [GDPR].";
	expect(without({ security: [{ text }] })).toEqual({ version: 1, security: [{ text }] });
});

it.each([
	"We may need your identity to be confirmed before we answer.",
	"We may need your identity to be confirmed.",
	"Your identity has\nto be confirmed.",
	"Dates of changes are to be announced by e-mail.",
	"One thing we ask of you: to be confirmed in your identity before we answer.",
	"Requests — to be announced to us in writing — are answered.",
	"Access is limited by role [ISO 27001 A.9].",
	"Cards are handled as they have to be [PCI DSS].",
	"You have this right [ART. 15 GDPR].",
	"As certified [SOC 2 TYPE II], yearly.",
])("leaves the whole sentence %j as it is", (text) => {
	expect(without({ security: [{ text }] })).toEqual({ version: 1, security: [{ text }] });
});

it.each([
	"to be announced",
	"To be announced.",
	"**to be determined**",
	"Effective date: to be determined",
	"Effective date:\nto be determined",
	"Start date — to be confirmed.",
	"Start date - to be confirmed; then yearly",
	"<td>to be filled in</td>",
	"| Host | to be confirmed |",
	"We are here.\n\nto be announced\n\nAsk us.",
	"In force since to be announced, at the latest in May.",
	"[ADDRESS LINE 1]",
	"[GDPR REPRESENTATIVE NAME]",
])("takes %j for what is still to be filled in", (title) => {
	expect(without({ title })).toEqual({ version: 1 });
});

it.each([
	..."[PENDING]|[email]|<YOUR NAME>|&lt;YOUR EMAIL&gt;|{{name}}|\u0024{name}|TBD|tba|TODO|FIXME|lorem ipsum|DD/MM/YYYY|XX.XX.XXXX|YYYY-MM-DD".split(
		"|",
	),
	..."_____|to be determined|To be confirmed|[DATE OF LAST UPDATE]|<insert date>".split("|"),
])("%s is one, also in the middle of a text", (mark) => {
	expect(without({ title: mark, url: `Since ${mark}, always.` })).toEqual({ version: 1 });
});
