import type { Settings } from "../../types/config.ts";
import { languages, wordsOf } from "./locales.ts";

const english = new Intl.DisplayNames("en", { type: "language" });
const and = new Intl.ListFormat("en-GB");

/** Which of these languages somebody who speaks them has read, as a sentence; a page's own `lang` can ask for any. */
export async function reviewOf(all: Settings[]): Promise<string> {
	const named = all.flatMap(({ languages: own }) => [own?.default, ...Object.keys(own?.texts ?? {})]);
	const wanted = [...new Set(named)].filter((each): each is string => languages.includes(each!));
	const unread: string[] = [];
	for (const language of wanted.length ? wanted : languages)
		if (!(await wordsOf(language)).about.reviewed) unread.push(language);
	const names = and.format(unread.map((each) => english.of(each)!));
	if (!unread.length) return "The words have been read by somebody who speaks the language.";
	return wanted.length
		? `Nobody but who wrote them has read the words in ${names}: read yours before you publish.`
		: `Of the words in ${languages.length} languages, those in ${unread.length} have been read by nobody but who wrote them (--languages): read yours before you publish.`;
}

/** Every language: its tag, who read it, and the text of law that its legal words follow. */
export async function listLanguages(): Promise<void> {
	for (const language of languages) {
		const { reviewed, source } = (await wordsOf(language)).about;
		const who = reviewed ? `read by ${reviewed.by} on ${reviewed.on}` : "read by nobody but who wrote it";
		process.stdout.write(`${language} (${english.of(language)}): ${who}. Legal words: ${source}.\n`);
	}
}
