import type { Settings } from "../../types/config.ts";
import type { Finding } from "../config/findings.ts";
import { languages, wordsOf } from "./locales.ts";

const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])];

/** The owner's own words that stand where no word is, or lost a placeholder that the standard ones have. */
export async function checkTexts({ languages: own }: Settings): Promise<Finding[]> {
	const found: Finding[] = [];
	for (const [language, groups] of Object.entries(own?.texts ?? {})) {
		const at = `languages.texts.${language}`;
		if (!languages.includes(language)) {
			const what = `There is no such language: there are words in ${languages.join(", ")}`;
			found.push({ code: "language-unknown", path: at, what, remedy: "Remove it, or use one of these" });
			continue;
		}
		const { ask, words } = await wordsOf(language);
		const known = { ask, ...words } as unknown as Record<string, Record<string, unknown>>;
		for (const [group, texts] of Object.entries(groups)) {
			for (const [key, text] of Object.entries(texts)) {
				const path = `${at}.${group}.${key}`;
				const standard =
					Object.hasOwn(known, group) && Object.hasOwn(known[group]!, key) ? known[group]![key] : undefined;
				const remedy = Object.hasOwn(known, group)
					? `The words of "${group}" are ${Object.keys(known[group]!).join(", ")}`
					: `The groups are ${Object.keys(known).join(", ")}`;
				if (standard === undefined)
					found.push({ code: "word-unknown", path, what: "There is no such word, so this has no effect", remedy });
				else if (typeof standard !== "string") {
					found.push({
						code: "word-plural",
						path,
						what: "This word has forms and cannot be put in as one text",
						remedy: "Remove it",
					});
				} else {
					const lost = holes(standard).filter((hole) => !text.includes(hole));
					const what = `This text leaves out ${lost.join(" and ")}, which the standard one says`;
					if (lost.length)
						found.push({
							code: "word-gap-lost",
							path,
							what,
							remedy: "Put it in, so that visitors read whom and what it is about",
						});
				}
			}
		}
	}
	return found;
}
