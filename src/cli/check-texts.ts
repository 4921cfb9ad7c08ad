import type { Settings } from "../../types/config.ts";
import type { Finding } from "../config/findings.ts";
import { languages, wordsOf } from "./locales.ts";

const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])];
const ownOf = (value: unknown, key: string): unknown =>
	value && typeof value === "object" && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;

/** The owner's own words that stand where no word is, or lost a placeholder that the standard ones have. */
export async function checkTexts({ languages: own, purposes }: Settings): Promise<Finding[]> {
	const found: Finding[] = [];
	const unknown = (path: string) => {
		const what = `There is no such language: there are words in ${languages.join(", ")}`;
		found.push({ code: "language-unknown", path, what, remedy: "Remove it, or use one of these" });
	};
	if (own?.default && !languages.includes(own.default)) unknown("languages.default");
	for (const [language, groups] of Object.entries(own?.texts ?? {})) {
		const at = `languages.texts.${language}`;
		if (!languages.includes(language)) {
			unknown(at);
			continue;
		}
		const { ask, words, rightsWords, historyWords } = await wordsOf(language);
		const { common, ...rights } = rightsWords;
		const known = { ask, ...words, ...rights, ...historyWords, common: { ...common, ...words.common } };
		// Own purposes are named as the usual ones are.
		const usual = Object.fromEntries(purposes.map(({ id }) => [id, { title: "", body: "" }]));
		const texts = {
			...known,
			purposes: { ...usual, ...words.purposes },
			inSentence: { ...Object.fromEntries(purposes.map(({ id }) => [id, ""])), ...words.inSentence },
		};
		for (const [group, entries] of Object.entries(groups))
			for (const [key, text] of Object.entries(entries)) {
				const path = `${at}.${group}.${key}`;
				const inGroup = ownOf(texts, group);
				const standard = key.split(".").reduce(ownOf, inGroup);
				if (standard === undefined) {
					const remedy = inGroup
						? `The words of "${group}" are ${Object.keys(inGroup).join(", ")}`
						: `The groups are ${Object.keys(texts).join(", ")}`;
					found.push({ code: "word-unknown", path, what: "There is no such word, so this has no effect", remedy });
				} else if (typeof standard !== "string") {
					const parts = Object.keys(standard as object).map((part) => `"${key}.${part}"`);
					found.push({
						code: "word-plural",
						path,
						what: "This word has parts and cannot be put in as one text",
						remedy: `Name its parts: ${parts.join(", ")}`,
					});
				} else {
					const lost = holes(standard).filter((hole) => !text.includes(hole));
					if (lost.length)
						found.push({
							code: "word-gap-lost",
							path,
							what: `This text leaves out ${lost.join(" and ")}, which the standard one says`,
							remedy: "Put it in, so that visitors read whom and what it is about",
						});
				}
			}
	}
	return found;
}
