/** One thing that the text of a policy says, and where its document says it. */
export interface Fact {
	/** The number of the section in the text; empty for what stands above the first. */
	section: string;
	/** What the text says there, in our words. */
	fact: string;
	/** Keys into the document, joined by dots; where a list is there, one of its members. */
	at: string;
	/** What must be found there, at least. */
	has: unknown;
	/** What a visitor reads of it, exactly as there. None for a date, which is shown in the visitor's language, and for what is not yet published. */
	words: string[];
}

export const fact = (section: string, fact: string, at: string, has: unknown, ...words: string[]): Fact => ({
	section,
	fact,
	at,
	has,
	words,
});
