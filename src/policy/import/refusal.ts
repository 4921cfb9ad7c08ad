/** The bounds of an import; what is beyond them is refused as a whole, never cut. */

/** Characters of a source at most: about thirty times the longest policies there are. */
export const MAX_SOURCE = 1_000_000;
/** Paragraphs, headings, list items and table rows together at most. */
export const MAX_BLOCKS = 10_000;
/** Elements or containers within one another at most. */
export const MAX_NESTING = 200;
/** Characters of one paragraph, list item, table row or heading at most. */
export const MAX_PASSAGE = 20_000;
/** Characters of one HTML tag with its attributes at most. */
export const MAX_TAG = 20_000;
/** Marks such as brackets and stars in one paragraph of Markdown at most: parsing them can take the square of their number. */
export const MAX_MARKS = 2_000;
export const MAX_ALL_MARKS = 50_000;
/** Of Markdown: one for each two characters of indentation and twenty for each quote and each list within another, over all lines. */
export const MAX_DEPTHS = 40_000;
/** Lines of Markdown at most, and of them without a blank one between. */
export const MAX_LINES = 20_000;
export const MAX_RUN = 3_000;

/** The source cannot be imported; the message says why and, where it can, at which line. */
export class ImportRefused extends Error {
	override readonly name = "ImportRefused";
}

/** @throws ImportRefused */
export function refuse(why: string, line?: number): never {
	throw new ImportRefused(line === undefined ? why : `Line ${line}: ${why}`);
}
