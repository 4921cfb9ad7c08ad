/** Reads plain text: numbered or plain headings, bullets, tables in every state of decay, paragraphs. */

import { isHead } from "./columns.ts";
import { follows, numberedTitle } from "./numbering.ts";
import { type Block, type Item, tidy } from "./passages.ts";
import { MAX_BLOCKS, MAX_PASSAGE, refuse } from "./refusal.ts";
import { gapTable, pipeTable, stackedTable } from "./tables.ts";

const bullet = /^\s*(?:[-–—•*·◦▪‣●○∙+]|\(?[a-z]\)|\(?\d{1,2}[.)]|\([ivx]{1,4}\))\s+(?=\S)/;
const dotted = /^\s*[-–—•*·◦▪‣●○∙+]\s+(?=\S)/;
const rule = /^\s*([=\-~_*#])\1{2,}\s*$/;
const isBlank = (line: string | undefined) => !line?.trim();
const isPiped = (line: string | undefined) =>
	(line?.match(/(?<!\\)\|/g)?.length ?? 0) >= 2 || /^\s*\S[^|]*\s\|\s[^|]+$/.test(line ?? "");
/** No sentence, no label, no cell. */
const isTitle = (text: string) =>
	text.length <= 120 &&
	/^["“'‘¿(]?[\p{Lu}\d]/u.test(text) &&
	!/[.;:,!]["'”’)]?$/.test(text) &&
	!/[|\t@]|\s{3,}/.test(text);
const isCapitals = (text: string) => /\p{Lu}{3}/u.test(text) && !/\p{Ll}/u.test(text) && text.length <= 80;

export function readLines(source: string): Block[] {
	const lines = source.split("\n");
	const headings = headingsOf(lines);
	const blocks: Block[] = [];
	let at = 0;
	/** Up to here a run of lines was found to be no table: it is not tried again from each of them. */
	let noTable = 0;
	while (at < lines.length) {
		const line = lines[at]!;
		if (isBlank(line) || rule.test(line)) {
			at++;
			continue;
		}
		const heading = headings.get(at);
		if (heading !== undefined) {
			blocks.push({ kind: "heading", text: tidy(line), ...(heading && { level: heading }), from: at + 1, to: at + 1 });
			at++;
			continue;
		}
		const run = at >= noTable && isTabular(lines, at) ? runAt(lines, at, headings) : undefined;
		const table = run && tableAt(run, at + 1);
		if (run && !table) noTable = at + run.length;
		const block = table ?? (bullet.test(line) ? listAt(lines, at, headings) : paragraphAt(lines, at, headings));
		blocks.push(block);
		at = block.to;
	}
	return blocks;
}

/** The lines that are headings, with the level of those that have no number: 0 leaves it to the number. */
function headingsOf(lines: string[]): Map<number, number> {
	const found = new Map<number, number>();
	const filled = lines.flatMap((line, at) => (isBlank(line) || rule.test(line) ? [] : [at]));
	let last: number[] | undefined;
	for (const [place, at] of filled.entries()) {
		const numbered = numberedTitle(lines[at]!);
		if (!numbered || !isTitle(numbered.title) || !follows(last, numbered.value)) continue;
		const next = filled[place + 1];
		const after = next === undefined ? undefined : numberedTitle(lines[next]!);
		// Two in a row with nothing between: a list, or a table of contents.
		if (after && after.value.length === numbered.value.length && follows(numbered.value, after.value)) continue;
		const before = filled[place - 1] === undefined ? undefined : numberedTitle(lines[filled[place - 1]!]!);
		const isEndOfList =
			before &&
			!found.has(filled[place - 1]!) &&
			before.value.length === numbered.value.length &&
			follows(before.value, numbered.value);
		if (isEndOfList) continue;
		last = numbered.value;
		found.set(at, 0);
	}
	const isNumbered = found.size >= 3;
	for (const [place, at] of filled.entries()) {
		const text = lines[at]!.trim();
		if (found.has(at)) continue;
		const isFirst = place === 0 && isTitle(text) && text.split(" ").length <= 15;
		const isUnderlined =
			rule.test(lines[at + 1] ?? "") && /^[=\-~]/.test(lines[at + 1]!.trim()) && isTitle(text) && !bullet.test(text);
		const stands = isBlank(lines[at - 1]) && (isBlank(lines[at + 1]) || !isBlank(lines[at + 1]));
		const isShort = stands && text.length <= 80 && text.split(" ").length <= 10 && isTitle(text);
		const isPlain =
			!isNumbered &&
			!bullet.test(text) &&
			(isCapitals(text) || (isShort && !text.includes(":") && !isCellAt(lines, at) && place < filled.length - 1));
		if (isFirst || isUnderlined || isPlain) found.set(at, isFirst ? 1 : 2);
	}
	return found;
}

/** The head of a table that is flattened to a cell a line begins like a heading. */
const isCellAt = (lines: string[], at: number) =>
	[2, 3, 4].some((width) => isHead(lines.slice(at, at + width).map(tidy))) || isHead(gapped(lines[at]!));

/** The lines from here to the next blank one or heading. */
function runAt(lines: string[], at: number, headings: Map<number, number>): string[] {
	let end = at + 1;
	while (end < lines.length && end < at + MAX_BLOCKS && !isBlank(lines[end]) && !headings.has(end)) end++;
	return lines.slice(at, end);
}

/** Whether a table may begin here. */
function isTabular(lines: string[], at: number): boolean {
	const line = lines[at]!;
	if (isPiped(line)) return true;
	if (dotted.test(line) || line.length > 400) return false;
	return isHead(gapped(line)) || isHead([tidy(line), tidy(lines[at + 1] ?? "")], true);
}

const gapped = (line: string) =>
	line
		.trim()
		.split(/\t+| {2,}/)
		.map(tidy);

function tableAt(run: string[], from: number): Block | undefined {
	const [line = ""] = run;
	if (!isPiped(line)) return isHead(gapped(line)) ? gapTable(run, from) : stackedTable(run, from);
	const end = run.findIndex((each) => !isPiped(each));
	return pipeTable(end < 0 ? run : run.slice(0, end), from);
}

const goesOn = (before: string, line: string) =>
	/^\s*["“'‘(]?[\p{Ll}]/u.test(line) || !/[.;:!?]["'”’)\]]?$/.test(before.trim());

function listAt(lines: string[], start: number, headings: Map<number, number>): Block {
	const items: Item[] = [];
	const base = indentOf(lines[start]!);
	let at = start;
	let isOpen = true;
	for (; at < lines.length && !headings.has(at); at++) {
		const line = lines[at]!;
		if (isBlank(line)) {
			if (!bullet.test(lines[at + 1] ?? "")) break;
			isOpen = false;
			continue;
		}
		const [match] = bullet.exec(line) ?? [];
		if (match && !isPiped(line)) {
			const level = Math.min(3, Math.max(0, Math.round((indentOf(line) - base) / 2)));
			items.push({ text: line.slice(match.length), links: [], level, from: at + 1, to: at + 1 });
			isOpen = true;
			continue;
		}
		const item = items.at(-1)!;
		const isInside = indentOf(line) > base + 1;
		if (!isOpen || rule.test(line) || isPiped(line) || !(isInside || goesOn(lines[at - 1]!, line))) break;
		item.text += ` ${line.trim()}`;
		if (item.text.length > MAX_PASSAGE) refuse(`a list item is longer than ${MAX_PASSAGE} characters`, item.from);
		item.to = at + 1;
	}
	while (isBlank(lines[at - 1])) at--;
	return { kind: "list", items: items.flatMap(parted), from: start + 1, to: at };
}

/** Such a line stands by itself. */
const dated = /^\s*(?:last (?:updated|revised|modified)|effective(?: date)?)\b[^.]{0,20}:/i;

const indentOf = (line: string) => line.search(/\S/);

/** Items whose line breaks are lost: `… profile. - Project declarations. …`. */
function parted(item: Item): Item[] {
	const texts = item.text.split(/(?<=[.;]) [-•·▪] (?=["“]?[\p{Lu}\d])/u).map(tidy);
	return texts.map((text) => ({ ...item, text }));
}

function paragraphAt(lines: string[], start: number, headings: Map<number, number>): Block {
	const words = [lines[start]!];
	let length = lines[start]!.length;
	let at = start + 1;
	for (; at < lines.length; at++) {
		const line = lines[at]!;
		if (isBlank(line) || headings.has(at) || dotted.test(line) || rule.test(line) || isPiped(line)) break;
		if (bullet.test(line) || !goesOn(words.at(-1)!, line)) break;
		if (dated.test(line) || (at === start + 1 && dated.test(words[0]!))) break;
		if (length < 50 && /^["“]?\p{Lu}/u.test(line)) break;
		words.push(line.trim());
		if ((length += line.length) > MAX_PASSAGE) refuse(`a passage is longer than ${MAX_PASSAGE} characters`, start + 1);
	}
	return { kind: "paragraph", text: tidy(words.join(" ")), links: [], from: start + 1, to: at };
}
