/** Reads the number of a heading, in the ways that policies are numbered. */

export interface Numbered {
	/** As printed, without the closing dot. */
	number: string;
	/** To count by: `2.1` is [2, 1], `IV` is [4]. */
	value: number[];
	title: string;
}

const roman = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV".split(
	" ",
);

/** `1. Title`, `2.1 Title`, `3) Title`, `(4) Title`, `Section 5: Title`, `§ 6 Title`, `IV. Title`. */
export function numberedTitle(line: string): Numbered | undefined {
	const text = line.trim();
	if (text.length > 320) return;
	const match =
		/^(?:(?:section|article|part|clause)\s+|§\s*)(\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5})\s*[.:)–—-]?\s+(\S.*)$/i.exec(
			text,
		) ??
		/^\(?(\d{1,3}(?:\.\d{1,3}){0,3})(?:[.:)]|\s+[–—-])\s*(\D.*)$/.exec(text) ??
		/^(\d{1,3}(?:\.\d{1,3}){1,3})\s+(\S.*)$/.exec(text) ??
		/^([IVX]{1,5})[.)]\s+(\S.*)$/.exec(text);
	if (!match) return;
	const [, number, title] = match;
	const upper = number!.toUpperCase();
	const value = /^\d/.test(upper) ? upper.split(".").map(Number) : [roman.indexOf(upper) + 1];
	return value[0]! > 0 || /^0/.test(upper) ? { number: number!, value, title: title!.trim() } : undefined;
}

/** Whether a number can come next: a few further on the same or an outer level, or the first within. */
export function follows(last: number[] | undefined, next: number[]): boolean {
	if (!last) return next.every((part) => part <= 1);
	const depth = last.findIndex((part, at) => part !== next[at]);
	if (depth < 0) return next.length === last.length + 1 && next.at(-1)! <= 1;
	if (next.length !== depth + 1)
		return next.length === depth + 2 && next.at(-1) === 1 && next[depth] === last[depth]! + 1;
	return next[depth]! > last[depth]! && next[depth]! <= last[depth]! + 3;
}
