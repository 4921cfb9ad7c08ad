import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { about as aboutEnglish, ask, historyWords, rightsWords, words } from "../../../src/locales/en.ts";
import type { Locale, Plural } from "../../../types/words.ts";
import { root } from "../sources.ts";

const languages = readdirSync(`${root}/src/locales`)
	.filter((file) => file.endsWith(".ts"))
	.map((file) => file.replace(".ts", ""));
const read = async (language: string) => (await import(`../../../src/locales/${language}.ts`)) as Locale;

const forms = ["zero", "one", "two", "few", "many", "other"];
const isPlural = (value: unknown): value is Plural =>
	!!value && typeof value === "object" && "other" in value && Object.keys(value).every((key) => forms.includes(key));

/** Every text by its path; a counted text is one entry with all its forms. */
function textsOf(value: unknown, path = ""): [path: string, text: string | Plural][] {
	// `embed.other` is a text of its own, not a form.
	if (typeof value === "string" || (isPlural(value) && typeof value.other === "string" && !("once" in value)))
		return [[path, value as string | Plural]];
	return Object.entries(value as object).flatMap(([key, each]) => textsOf(each, path ? `${path}.${key}` : key));
}
const allOf = ({ ask, words, rightsWords, historyWords }: Omit<Locale, "about">) => {
	// California fixes these words in English; other languages have no second version of them.
	const { us: _, ...common } = words;
	const { usKinds: __, ...rights } = rightsWords;
	return new Map(textsOf({ ask, words: common, rights, history: historyWords }));
};
const english = allOf({ ask, words, rightsWords, historyWords });

const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const formsOf = (text: string | Plural): string[] => (typeof text === "string" ? [text] : Object.values(text));
/** As wide as so many Latin letters: a sign of Chinese, Japanese or Korean takes two. */
const widthOf = (text: string) => text.replace(/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/g, "xx").length;

/** Names that stay as they are in every script. */
const names =
	/\{\w+\}|GDPR|CCPA|GitHub|PDF|\bIP\b|\bAI\b|\bID\b|npx yoursay verify|name@example\.com|Data Privacy Framework|DPO|Cookie/g;
const isLatin = (language: string) => new Intl.Locale(language).maximize().script === "Latn";

describe.each(languages)("in %s", (language) => {
	it("every text of English is there, and no other", async () => {
		expect([...allOf(await read(language)).keys()].sort()).toEqual([...english.keys()].sort());
	});

	it("every text has the placeholders of the English one", async () => {
		for (const [path, text] of allOf(await read(language))) {
			const given = english.get(path)!;
			// `one` may say its number in a word where it stands for one alone.
			const wanted = holes(formsOf(given).at(-1)!);
			if (typeof text === "string") expect.soft(holes(text), path).toEqual(wanted);
			else expect.soft(holes(text.other), path).toEqual(wanted);
		}
	});

	it("counted texts have each form that whole numbers need, with the number where one form serves several", async () => {
		const rules = new Intl.PluralRules(language);
		const counts = new Map<string, number[]>();
		for (let count = 1; count <= 1000; count++)
			counts.set(rules.select(count), [...(counts.get(rules.select(count)) ?? []), count]);
		for (const [path, text] of allOf(await read(language))) {
			if (typeof text === "string") continue;
			const wanted = new Set([...counts.keys(), "other"]);
			expect.soft(Object.keys(text).sort(), path).toEqual(expect.arrayContaining([...wanted].sort()));
			for (const [form, one] of Object.entries(text)) {
				expect.soft(rules.resolvedOptions().pluralCategories as string[], path).toContain(form);
				if ((counts.get(form)?.length ?? 2) > 1) expect.soft(holes(one), `${path}.${form}`).toContain("{count}");
			}
		}
	});

	it("no English is left, but what is the same on purpose", async () => {
		if (language === "en") return;
		const locale = await read(language);
		const same = [...allOf(locale)].filter(([path, text]) => {
			const bare = (given: string | Plural) => formsOf(given).at(-1)!.replace(names, "");
			// Names of states are often the same.
			return !path.includes("US-") && /[a-z]{2}/i.test(bare(text)) && bare(text) === bare(english.get(path)!);
		});
		expect(same.map(([path]) => path).sort()).toEqual([...(locale.about.asInEnglish ?? [])].sort());
		const common = /\b(?:the|your|you|they|their|which|nothing|everything|were|request|browser's)\b/i;
		for (const [path, text] of allOf(locale))
			for (const each of formsOf(text)) {
				expect.soft(each.replace(names, ""), path).not.toMatch(common);
				if (!isLatin(language)) expect.soft(each.replace(names, ""), path).not.toMatch(/[a-z]{2}/i);
			}
	});

	it("texts are no longer than their place allows", async () => {
		const locale = await read(language);
		for (const [path, text] of allOf(locale)) {
			const given = Math.max(...formsOf(english.get(path)!).map(widthOf));
			const own = Math.max(...formsOf(text).map(widthOf));
			expect.soft(own, `${path}: ${formsOf(text).at(-1)}`).toBeLessThanOrEqual(Math.round(given * 1.6 + 14));
		}
		for (const label of [locale.ask.acceptAll, locale.ask.rejectAll, locale.ask.preferences])
			expect.soft(widthOf(label), label).toBeLessThanOrEqual(24);
		expect.soft(widthOf(locale.ask.title), locale.ask.title).toBeLessThanOrEqual(44);
	});

	it("a refusal is about as short as an acceptance, and the same in every view", async () => {
		const { ask, words } = await read(language);
		const [yes, no] = [widthOf(ask.acceptAll), widthOf(ask.rejectAll)];
		expect(Math.abs(yes - no), `${ask.acceptAll} / ${ask.rejectAll}`).toBeLessThanOrEqual(7);
		expect(words.choice).toMatchObject({ acceptAll: ask.acceptAll, rejectAll: ask.rejectAll });
		expect(words.inSentence).toEqual(ask.inSentence);
		expect(words.common.howWeUse).toBe(ask.howWeUse);
	});

	it("refusing, withdrawing and objecting are three words, and those of the law", async () => {
		const { about, words, rightsWords, historyWords } = await read(language);
		const { granted, refused, withdrawn, objected } = historyWords.receipt;
		expect(new Set([granted, refused, withdrawn, objected, historyWords.receipt["not-asked"]]).size).toBe(5);
		const said = (texts: unknown) => JSON.stringify(texts).normalize();
		const { withdraw, object } = about.stems;
		expect(said([historyWords.receipt, historyWords.history, rightsWords])).toMatch(new RegExp(withdraw, "iu"));
		expect(said([words.preferences, rightsWords.kinds.objection])).toMatch(new RegExp(object, "iu"));
		expect(withdraw).not.toBe(object);
		expect(refused).not.toMatch(new RegExp(withdraw, "iu"));
		expect(refused).not.toMatch(new RegExp(object, "iu"));
		expect(about.glossary.withdraw).toMatch(new RegExp(withdraw, "iu"));
		expect(about.glossary.object).toMatch(new RegExp(object, "iu"));
	});

	it("its glossary names every legal word and its source, and says who reviewed it or that nobody has", async () => {
		const { about } = await read(language);
		expect(Object.keys(about.glossary).sort()).toEqual(Object.keys(aboutEnglish.glossary).sort());
		for (const term of Object.values(about.glossary)) expect(term.trim()).not.toBe("");
		expect(about.source).toMatch(/\S/);
		expect(about).toHaveProperty("reviewed");
		if (about.reviewed) expect(about.reviewed.on).toMatch(/^\d{4}-\d\d-\d\d$/);
	});

	it("texts are clean: no markup, no stray spaces, no straight double quotes", async () => {
		for (const [path, text] of allOf(await read(language)))
			for (const each of formsOf(text)) {
				if (!/(?:between|andMore)$|^ask\.list/.test(path)) expect.soft(each, path).toBe(each.trim());
				expect.soft(each, path).toBe(each.normalize());
				expect.soft(each, path).not.toMatch(/[<>"]| {2}|[\u200b\ufeff]|!/);
			}
	});
});

it("a text that lost its placeholder, its form or its translation is found", () => {
	expect(holes("{b} and {a}, {a}")).toEqual(["{a}", "{b}"]);
	expect([...textsOf({ a: { one: "x", other: "y" }, b: { c: "z" } })]).toEqual([
		["a", { one: "x", other: "y" }],
		["b.c", "z"],
	]);
});
