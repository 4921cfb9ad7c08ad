/** Cuts a passage into sentences; put together again with spaces they are the passage. */

const ends = /[.!?]["'”’)\]]{0,2}\s(?=["'“‘([]?[\p{Lu}\d])/gu;
const label = /\s(?=(?:Last (?:updated|revised|modified)|Effective (?:date|from|as of))\s?:)/giu;
/** What ends in a dot without ending a sentence. */
const abbreviation =
	/(?:^|[\s("'“‘])(?:e\.g|i\.e|etc|cf|vs|no|nos|art|arts|sec|approx|mr|mrs|ms|dr|st|inc|ltd|llc|co|corp|u\.s|u\.k|\p{Lu})\.$/iu;

export function sentencesOf(text: string): string[] {
	const cuts: number[] = [];
	for (const { index, 0: match } of text.matchAll(ends)) {
		const head = text.slice(Math.max(0, index - 20), index + 1);
		if (!abbreviation.test(head)) cuts.push(index + match.length);
	}
	for (const { index } of text.matchAll(label)) cuts.push(index + 1);
	cuts.sort((one, other) => one - other);
	return [0, ...cuts].map((start, at) => text.slice(start, cuts[at]).trim()).filter(Boolean);
}

export interface Labelled {
	label?: string;
	rest: string;
}

/** `Access — obtain a copy`, `Access: obtain a copy`, `Access. Obtain a copy`: the first few words, and what follows. */
export function labelled(text: string, known?: string): Labelled {
	if (known && text.startsWith(known)) {
		const rest = text.slice(known.length).replace(/^\s*[:.–—-]*\s*/, "");
		return { label: known.replace(/[\s:.–—-]+$/, ""), rest };
	}
	const [match, label] = /^([^:;–—!?]{1,100}?)(?:\s*:\s+|\s+[–—-]{1,2}\s+)(?=\S)/u.exec(text.slice(0, 140)) ?? [];
	if (match && label && sentencesOf(label).length === 1)
		return { label: label.trim(), rest: text.slice(match.length).trim() };
	const [first = "", ...others] = sentencesOf(text.slice(0, 140));
	if (!others.length || !/^[^:;–—!?]{1,100}\.$/.test(first)) return { rest: text };
	return { label: first.slice(0, -1), rest: text.slice(first.length).trim() };
}
