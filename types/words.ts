import type { HistoryWords } from "./words-history.ts";
import type { Words } from "./words-panel.ts";
import type { RightsWords } from "./words-rights.ts";

/** Plural forms by `Intl.PluralRules` category; `other` always exists. */
export type Plural = { other: string } & Partial<Record<"zero" | "one" | "two" | "few" | "many", string>>;

/** All that a language has. */
export interface Locale {
	about: About;
	ask: AskWords;
	words: Words;
	rightsWords: RightsWords;
	historyWords: HistoryWords;
}

/** Words whose meaning the law fixes. */
export type LegalWord =
	| "personalData"
	| "controller"
	| "processor"
	| "authority"
	| "consent"
	| "withdraw"
	| "object"
	| "access"
	| "rectification"
	| "erasure"
	| "restriction"
	| "portability"
	| "complaint"
	| "legitimateInterests";

/** What is known of a language's words; for owners and translators, never sent to a browser. */
export interface About {
	/** Somebody who speaks the language and read all of it; undefined where nobody has. */
	reviewed: { by: string; on: string } | undefined;
	/** The text of law that the glossary follows. */
	source: string;
	/** The legal words as that text has them. */
	glossary: Record<LegalWord, string>;
	/** Regular expressions for the verbs of withdrawing and of objecting, which are not to be mixed up with refusing. */
	stems: { withdraw: string; object: string };
	/** Paths of texts that are the same as in English on purpose. */
	asInEnglish?: string[];
}

/** Words of the first layer; they travel in one file with its code. `{name}` is a placeholder. */
export interface AskWords {
	acceptAll: string;
	rejectAll: string;
	preferences: string;
	label: string;
	title: string;
	/** {controller}, {purposes} */
	body: string;
	howWeUse: string;
	/** Where uses are on until someone says no. */
	optOutTitle: string;
	/** {controller}, {purposes} */
	optOutBody: string;
	/**
	 * What stands between two things, between the first of several, and before the last of several: as `Intl.ListFormat`
	 * has it, which would cost every first visit 10 ms.
	 */
	list: [pair: string, between: string, last: string];
	/** How each usual purpose is called inside `body`, by purpose id. */
	inSentence: Record<string, string>;
}
