/** Every language that has words, parted by spaces; each with the other tags that mean it behind `|`. */
declare const __LANGUAGES__: string;

const known = __LANGUAGES__.split(" ");

/** The language whose words are for readers of `tag` (BCP 47), by its own tag; nothing where there is none. */
export const languageOf = (tag = ""): string | undefined =>
	known.find((each) => RegExp(`^(${each})(?![a-z])`, "i").test(tag))?.split("|")[0];
