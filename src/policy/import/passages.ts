/** What the three readers make of a text: headings and passages in their order, each with the lines it stands on. */
import type { PolicyLink } from "../../../types/policy.ts";
import { MAX_BLOCKS, MAX_PASSAGE, refuse } from "./refusal.ts";

/** Lines count from 1; the last is in the range. */
export interface Lines {
	from: number;
	to: number;
}

export interface Passage extends Lines {
	text: string;
	links: PolicyLink[];
	/** What stands in front in bold, or the term of a definition. */
	label?: string;
}

export interface Heading extends Lines {
	kind: "heading";
	/** Depth where the source marks it; plain text has only the number in its words. */
	level?: number;
	text: string;
}
export interface Paragraph extends Passage {
	kind: "paragraph";
}
export interface Item extends Passage {
	level: number;
}
export interface List extends Lines {
	kind: "list";
	items: Item[];
}
export interface Row extends Lines {
	cells: string[];
}
export interface Table extends Lines {
	kind: "table";
	head?: string[];
	rows: Row[];
}
export type Block = Heading | Paragraph | List | Table;

/** One space for each run of white space and controls, none at the ends. */
export const tidy = (text: string) => text.replace(/[\s\p{Cc}\u200b\ufeff]+/gu, " ").trim();

const safe = /^(?:(?:https?|mailto|tel):|(?![^/?#]*:))[^\s\\]{1,2000}$/i;

/** A link that may be shown, or none; its address is never anything that runs. */
export function linkOf(text: string, url: string | undefined): PolicyLink[] {
	const words = tidy(text);
	const address = url?.trim() ?? "";
	return words && safe.test(address) && address.length <= 2000 ? [{ text: words, url: address }] : [];
}

/** @throws ImportRefused where there are more, or longer ones, than anybody reads */
export function bounded(blocks: Block[]): Block[] {
	let count = 0;
	const judge = (text: string, { from }: Lines) => {
		if (++count > MAX_BLOCKS) refuse(`there are more than ${MAX_BLOCKS} paragraphs, list items and table rows`, from);
		if (text.length > MAX_PASSAGE) refuse(`a passage is longer than ${MAX_PASSAGE} characters`, from);
	};
	for (const block of blocks) {
		if (block.kind === "list") for (const item of block.items) judge(item.text, item);
		else if (block.kind === "table") for (const row of block.rows) judge(row.cells.join(" "), row);
		else judge(block.text, block);
	}
	return blocks;
}
