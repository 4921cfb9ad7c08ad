/** What the columns of a table are about, by the words at their head. */

export type Column =
	| "name"
	| "purpose"
	| "location"
	| "category"
	| "items"
	| "source"
	| "period"
	| "basis"
	| "right"
	| "contact";

/** The first that fits counts: "Storage period" is a period, not something stored. */
const patterns: [Column, RegExp][] = [
	["period", /\b(?:retention|retained|periods?|duration|how long|kept for|storage time|stored for)\b/i],
	["basis", /\b(?:legal|lawful) (?:basis|bases|grounds?)\b/i],
	["location", /\b(?:locations?|countr(?:y|ies)|regions?|where|hosted)\b/i],
	["right", /\brights?\b/i],
	[
		"name",
		/\b(?:sub-?processors?|processors?|recipients?|providers?|vendors?|partners?|compan(?:y|ies)|third part(?:y|ies)|names?|who)\b/i,
	],
	["source", /\b(?:sources?|origin|collected from|how collected)\b/i],
	["items", /\b(?:examples?|details|descriptions?|includes|items|what it means|what it lets you do|explanation)\b/i],
	["category", /\b(?:categor(?:y|ies)|data|types?|information|records?|what we collect)\b/i],
	["purpose", /\b(?:purposes?|services?|what for|used for|use|why|role|function|activit(?:y|ies)|reason)\b/i],
	["contact", /\b(?:contact|e-?mail)\b/i],
];

/** A cell that heads a column; whole sentences do not. */
export function columnOf(head: string): Column | undefined {
	if (!head || head.length > 40 || /[.;]$/.test(head)) return;
	return patterns.find(([, pattern]) => pattern.test(head))?.[0];
}

/**
 * Whether these words can be nothing but the head of a table: all short, most known, all of different columns.
 * @param isStrict all known
 */
export function isHead(cells: string[], isStrict = false): boolean {
	const found = cells.map(columnOf);
	const known = found.filter(Boolean);
	return (
		cells.length >= 2 &&
		cells.every((cell) => cell && cell.split(" ").length <= 4) &&
		known.length >= Math.max(2, cells.length - (isStrict ? 0 : 1)) &&
		new Set(known).size === known.length
	);
}
