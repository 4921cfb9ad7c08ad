/** Turns "(a) …; (b) …" within a paragraph into a list, and a table whose rows run together into rows. */
import type { Block, Item, Paragraph } from "./passages.ts";
import { sentencesOf } from "./sentences.ts";
import { pipeTable } from "./tables.ts";

const series = [
	Array.from("abcdefghijklmnopqrstuvwxyz"),
	"i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split(" "),
	Array.from({ length: 40 }, (_, at) => String(at + 1)),
];

export function enumerate(blocks: Block[]): Block[] {
	return blocks.flatMap((block): Block[] => {
		if (block.kind !== "paragraph") return [block];
		if (/\|\s*:?-{2,}:?\s*\|/.test(block.text)) {
			const start = block.text.indexOf("|");
			const table = pipeTable([block.text.slice(start)], block.from);
			const lines = { from: block.from, to: block.to };
			const intro = block.text.slice(0, start).trim();
			if (table) {
				const rows = table.rows.map((row) => ({ ...row, ...lines }));
				return [...(intro ? [{ ...block, text: intro }] : []), { ...table, ...lines, rows }];
			}
		}
		return split(block);
	});
}

function split(block: Paragraph): Block[] {
	const marks = marksIn(block.text);
	if (marks.length < 2) return [block];
	const { from, to } = block;
	const linked = (text: string) => block.links.filter((link) => text.includes(link.text));
	const piece = (text: string): Paragraph => ({ kind: "paragraph", text, links: linked(text), from, to });
	const texts = marks.map(({ end }, at) => block.text.slice(end, marks[at + 1]?.start).trim());
	const [last = "", ...after] = sentencesOf(texts.pop()!);
	const items = [...texts, last]
		.map((text) => text.replace(/[,;]?\s+(?:and|or)$|[,;]$/i, "").trim())
		.filter(Boolean)
		.map((text): Item => ({ text, links: linked(text), level: 0, from, to }));
	const intro = block.text.slice(0, marks[0]!.start).trim();
	return [
		...(intro ? [piece(intro)] : []),
		{ kind: "list", items, from, to },
		...(after.length ? [piece(after.join(" "))] : []),
	];
}

/** The marks that count up from the first of their series. */
function marksIn(text: string): { start: number; end: number }[] {
	const all = [...text.matchAll(/(?<![^\s:,;])\(([a-z]{1,4}|\d{1,2})\)\s/g)];
	const counted = series.map((names) => {
		let next = 0;
		return all.filter(([, name]) => name === names[next] && ++next);
	});
	const [best = []] = counted.sort((one, other) => other.length - one.length);
	return best.map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
