import type { Locale } from "../../types/words.ts";
import { Misuse } from "./verb.ts";

const files = import.meta.glob<Locale>("../locales/*.ts");

/** Every language that has words. */
export const languages = Object.keys(files).map((path) => /(\w[\w-]*)\.ts$/.exec(path)![1]!);

/** @throws Misuse where the language has no words */
export async function wordsOf(language: string): Promise<Locale> {
	const load = files[`../locales/${language}.ts`];
	if (!load) throw new Misuse(`There are no words in ${JSON.stringify(language)}, only in ${languages.join(", ")}.`);
	return load();
}
