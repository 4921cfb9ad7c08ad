/** The passages of a section while facts are taken out of them. */
import type { PolicyLink, SectionReference } from "../../../types/policy.ts";
import type { Part, Topic } from "./outline.ts";
import { topicOfList } from "./outline.ts";
import type { Lines, Passage, Table } from "./passages.ts";
import { hasPlaceholder } from "./placeholders.ts";
import { sentencesOf } from "./sentences.ts";

export interface OpenSentence {
	text: string;
	isTaken: boolean;
}
export interface OpenPassage extends Lines {
	text: string;
	label?: string;
	level: number;
	links: PolicyLink[];
	sentences: OpenSentence[];
}
export interface OpenTable extends Table {
	isTaken: boolean;
	/** What it is about. */
	topic: Topic;
}
export type OpenBlock =
	| { kind: "paragraph"; passage: OpenPassage }
	| { kind: "list"; items: OpenPassage[]; topic: Topic; intro: string }
	| OpenTable;

export interface OpenPart extends Omit<Part, "blocks"> {
	blocks: OpenBlock[];
	/** All of its words in paragraphs, to look for names in. */
	words: string;
	/** What each of its facts carries. */
	from: { section?: SectionReference };
}

/** Without any sentence, cell or title that has something in it still to be filled in. */
export function openPart(part: Part): OpenPart {
	let intro = "";
	const blocks = part.blocks.flatMap((block): OpenBlock[] => {
		if (block.kind === "table") {
			const clean = (cells: string[]) => cells.map((cell) => (hasPlaceholder(cell) ? "" : cell));
			const rows = block.rows
				.map((row) => ({ ...row, cells: clean(row.cells) }))
				.filter(({ cells }) => cells.some(Boolean));
			const head = block.head && clean(block.head);
			return rows.length
				? [{ ...block, ...(head && { head }), rows, isTaken: false, topic: topicOfList(part, intro) }]
				: [];
		}
		if (block.kind === "list") {
			const items = block.items.map((item) => openPassage(item, item.level)).filter(({ text }) => text);
			return items.length ? [{ kind: "list", items, topic: topicOfList(part, intro), intro }] : [];
		}
		const passage = openPassage(block, 0);
		intro = passage.sentences.at(-1)?.text ?? "";
		return passage.text ? [{ kind: "paragraph", passage }] : [];
	});
	const words = blocks.map((block) => (block.kind === "paragraph" ? block.passage.text : "")).join(" ");
	const { number, title } = part.reference;
	return { ...part, blocks, words, from: number || title ? { section: part.reference } : {} };
}

function openPassage({ text, links, label, from, to }: Passage, level: number): OpenPassage {
	const sentences = sentencesOf(text).filter((sentence) => !hasPlaceholder(sentence));
	const clean = sentences.join(" ");
	return {
		text: clean,
		...(label && clean.startsWith(label) && { label }),
		level,
		links: links.filter((link) => clean.includes(link.text)),
		sentences: sentences.map((sentence) => ({ text: sentence, isTaken: false })),
		from,
		to,
	};
}

export const passagesOf = (part: OpenPart): OpenPassage[] =>
	part.blocks.flatMap((block) =>
		block.kind === "paragraph" ? [block.passage] : block.kind === "list" ? block.items : [],
	);

export function take(passage: OpenPassage): void {
	for (const sentence of passage.sentences) sentence.isTaken = true;
}
