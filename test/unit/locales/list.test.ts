import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { About, AskWords } from "../../../types/words.ts";
import type { Words } from "../../../types/words-panel.ts";
import { root } from "../sources.ts";

const languages = readdirSync(`${root}/src/locales`)
	.filter((file) => file.endsWith(".ts"))
	.map((file) => file.replace(".ts", ""));

it.each(languages)("in %s a list on the first layer reads as Intl.ListFormat has it", async (language) => {
	const { ask } = (await import(`../../../src/locales/${language}.ts`)) as { ask: AskWords };
	const between = (names: string[]) =>
		new Intl.ListFormat(language)
			.formatToParts(names)
			.filter(({ type }) => type === "literal")
			.map(({ value }) => value);
	const [pair, middle, last] = ask.list;
	// In some languages what stands between depends on what follows.
	const names = Object.values(ask.inSentence);
	expect(between(names.slice(0, 2))).toEqual([pair]);
	expect(between(names)).toEqual([middle, middle, last]);
});

it.each(languages)(
	"in %s counts are parted by a comma of its own, as Intl.ListFormat parts units where it has one",
	async (language) => {
		const { words } = (await import(`../../../src/locales/${language}.ts`)) as { words: Words };
		const between = new Intl.ListFormat(language, { type: "unit" })
			.formatToParts(["2 a", "3 b", "4 c"])
			.flatMap(({ type, value }) => (type === "literal" ? value : []));
		// Elsewhere it puts a word before the last, or nothing but a space.
		if (between[0] === between[1] && between[0]?.trim()) expect(words.common.between).toBe(between[0]);
		else expect(words.common.between).toMatch(/^[,،、]\u200f?\s?$/);
	},
);

it("the documentation says of every language who has read it, or that nobody has", async () => {
	const english = new Intl.DisplayNames("en", { type: "language" });
	const text = readFileSync(`${root}/docs/languages.md`, "utf8");
	const [, unread] = /Read by nobody but who wrote them: (.*?)\. `yoursay/.exec(text)!;
	const [, read] = /Reviewed, [^:]*: (.*?)\. Read by nobody/.exec(text)!;
	const by: Record<"read" | "unread", string[]> = { read: [], unread: [] };
	for (const language of languages.toSorted()) {
		const { about } = (await import(`../../../src/locales/${language}.ts`)) as { about: About };
		by[about.reviewed ? "read" : "unread"].push(`${english.of(language)} (\`${language}\`)`);
	}
	expect(unread!.split(", ")).toEqual(by.unread);
	expect(read).toBe(by.read.join(", ") || "none");
});
