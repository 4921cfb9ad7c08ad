import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import type { AskWords, Words } from "../../../types/words.ts";
import { root } from "../sources.ts";

const languages = readdirSync(`${root}/src/locales`).map((file) => file.replace(".ts", ""));

it.each(languages)("in %s a list on the first layer reads as Intl.ListFormat has it", async (language) => {
	const { ask } = (await import(`../../../src/locales/${language}.ts`)) as { ask: AskWords };
	const between = (names: string[]) =>
		new Intl.ListFormat(language)
			.formatToParts(names)
			.filter(({ type }) => type === "literal")
			.map(({ value }) => value);
	const [pair, middle, last] = ask.list;
	expect(between(["a", "b"])).toEqual([pair]);
	expect(between(["a", "b", "c", "d"])).toEqual([middle, middle, last]);
});

it.each(languages)("in %s counts are parted as Intl.ListFormat parts units", async (language) => {
	const { words } = (await import(`../../../src/locales/${language}.ts`)) as { words: Words };
	const counts = ["2 a", "3 b", "4 c"];
	expect(counts.join(words.common.between)).toBe(new Intl.ListFormat(language, { type: "unit" }).format(counts));
});
