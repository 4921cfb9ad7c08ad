/** Reads Markdown with tables (CommonMark, GitHub's tables). */

import type { List as MarkdownList, Table as MarkdownTable, Nodes, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { readHtml } from "./html.ts";
import { type Block, type Item, type Lines, linkOf, type Passage, tidy } from "./passages.ts";
import { hasPlaceholder } from "./placeholders.ts";
import { MAX_ALL_MARKS, MAX_DEPTHS, MAX_LINES, MAX_MARKS, MAX_NESTING, MAX_RUN, refuse } from "./refusal.ts";
import { pipeTable } from "./tables.ts";

/** Containers within one another on one line at most: a parser visits each of them on each line. */
const maxContainers = 20;

export function readMarkdown(source: string): Block[] {
	const lines = source.split("\n");
	judge(lines);
	const root = fromMarkdown(source, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
	const addresses = new Map<string, string>();
	for (const node of root.children) if (node.type === "definition") addresses.set(node.identifier, node.url);
	return root.children.flatMap((node) => blocksOf(node, { lines, addresses }, 0));
}

interface Source {
	lines: string[];
	addresses: Map<string, string>;
}

/** What could take the parser longer than a moment. @throws ImportRefused */
function judge(lines: string[]): void {
	if (lines.length > MAX_LINES) refuse(`the text has more than ${MAX_LINES} lines`, MAX_LINES + 1);
	let marks = 0;
	let allMarks = 0;
	let depth = 0;
	let run = 0;
	for (const [at, line] of lines.entries()) {
		const [lead = ""] = /^(?:[ \t]{0,8}(?:[>+*-]|\d{1,9}[.)])(?=[ \t>]|$))*/.exec(line) ?? [];
		const containers = lead.match(/[>+*-]|\d[.)]/g)?.length ?? 0;
		if (containers > maxContainers)
			refuse(`quotes or lists stand in one another more than ${maxContainers} deep`, at + 1);
		const indent = Math.max(0, line.search(/\S/));
		if (indent > 200) refuse("the line is indented by more than 200 characters", at + 1);
		depth += 20 * Math.max(0, containers - (lead.includes(">") ? 0 : 1)) + indent / 2;
		if (depth > MAX_DEPTHS) refuse("there are too many quotes or lists in one another", at + 1);
		run = line.trim() ? run + 1 : 0;
		if (run > MAX_RUN) refuse(`there is no blank line among ${MAX_RUN}`, at + 1);
		const found = line.match(/[[\]*_`<&!|\\]/g)?.length ?? 0;
		// Those of a row end with it.
		marks = !line.trim() ? 0 : /^\s*\|/.test(line) ? found : marks + found;
		if (marks > MAX_MARKS) refuse(`a paragraph has more than ${MAX_MARKS} brackets, stars or the like`, at + 1);
		allMarks += found;
		if (allMarks > MAX_ALL_MARKS) refuse(`the text has more than ${MAX_ALL_MARKS} brackets, stars or the like`, at + 1);
	}
}

const linesOf = ({ position }: Nodes): Lines => ({ from: position?.start.line ?? 1, to: position?.end.line ?? 1 });

function blocksOf(node: RootContent, source: Source, depth: number): Block[] {
	if (depth > MAX_NESTING) refuse(`elements stand in one another more than ${MAX_NESTING} deep`, linesOf(node).from);
	switch (node.type) {
		case "heading":
			return [
				{ kind: "heading", level: node.depth, text: passageOf(node.children, source, node).text, ...linesOf(node) },
			];
		case "paragraph":
			return paragraphsOf(node.children, source);
		case "blockquote":
			return node.children.flatMap((child) => blocksOf(child, source, depth + 1));
		case "list":
			return listOf(node, source);
		case "table":
			return [tableOf(node, source)];
		case "code":
			return [{ kind: "paragraph", text: tidy(node.value), links: [], ...linesOf(node) }];
		case "html":
			return hasPlaceholder(node.value)
				? [{ kind: "paragraph", text: tidy(node.value), links: [], ...linesOf(node) }]
				: readHtml(node.value, linesOf(node).from);
		default:
			return [];
	}
}

/** A hard break ends a paragraph; one that is bold and nothing else is a heading. */
function paragraphsOf(children: PhrasingContent[], source: Source): Block[] {
	const parts: PhrasingContent[][] = [[]];
	for (const child of children) {
		if (child.type === "break") parts.push([]);
		else parts.at(-1)!.push(child);
	}
	return parts.flatMap((part): Block[] => {
		const [first] = part;
		if (!first) return [];
		const lines = { from: linesOf(first).from, to: linesOf(part.at(-1)!).to };
		const passage = passageOf(part, source, first);
		if (!passage.text) return [];
		const isBold = part.every((each) => each.type === "strong" || (each.type === "text" && !each.value.trim()));
		if (isBold && passage.text.length <= 120 && !/[.:;,]$/.test(passage.text))
			return [{ kind: "heading", level: 6, text: passage.text, ...lines }];
		return [{ kind: "paragraph", ...passage, ...lines }];
	});
}

function listOf(list: MarkdownList, source: Source): Block[] {
	const items: Item[] = [];
	const others: Block[] = [];
	const open = list.children.map((item) => ({ item, level: 0 })).reverse();
	for (let next = open.pop(); next; next = open.pop()) {
		const { item, level } = next;
		const inner: typeof open = [];
		const passages: Passage[] = [];
		for (const child of item.children) {
			if (child.type === "list")
				inner.push(...child.children.map((each) => ({ item: each, level: Math.min(3, level + 1) })));
			else if (child.type === "paragraph") passages.push(passageOf(child.children, source, child));
			else others.push(...blocksOf(child, source, level + 1));
		}
		const text = passages.map((each) => each.text).join(" ");
		if (text) {
			const [{ label } = {} as Passage] = passages;
			const lines = { from: linesOf(item).from, to: passages.at(-1)!.to };
			items.push({ text, links: passages.flatMap(({ links }) => links), ...(label && { label }), level, ...lines });
		}
		open.push(...inner.reverse());
	}
	return [...(items.length ? [{ kind: "list" as const, items, ...linesOf(list) }] : []), ...others];
}

function tableOf(table: MarkdownTable, source: Source): Block {
	const lines = linesOf(table);
	const written = source.lines.slice(lines.from - 1, lines.to);
	const rows = table.children.map((row) => ({
		cells: row.children.map((cell) => passageOf(cell.children, source, cell).text),
		...linesOf(row),
	}));
	const [head, ...rest] = rows;
	const width = head?.cells.length ?? 0;
	// Rows that lost their breaks stand on one line: only our own reading sees them.
	const isTogether = rest.some(({ cells }) => cells.length > width);
	const own = isTogether ? pipeTable(written, lines.from) : undefined;
	return own ?? { kind: "table", ...(head && { head: head.cells }), rows: rest, ...lines };
}

/** Words, links and the bold beginning of inline content; walks without recursion. */
function passageOf(children: PhrasingContent[], source: Source, holder: Nodes): Passage {
	let text = "";
	const links: Passage["links"] = [];
	const open: Nodes[] = [...children].reverse();
	for (let next = open.pop(); next; next = open.pop()) {
		if (next.type === "break") text += " ";
		else if (next.type === "html")
			text += hasPlaceholder(next.value) ? next.value : /^<br/i.test(next.value) ? " " : "";
		else if (next.type === "image") text += next.alt ?? "";
		else if ("value" in next) text += next.value;
		else if ("children" in next) {
			if (next.type === "link") links.push(...linkOf(wordsOf(next), next.url));
			if (next.type === "linkReference") links.push(...linkOf(wordsOf(next), source.addresses.get(next.identifier)));
			open.push(...[...next.children].reverse());
		}
	}
	const [first] = children;
	const label = first?.type === "strong" ? tidy(wordsOf(first)) : "";
	return { text: tidy(text), links, ...(label && { label }), ...linesOf(holder) };
}

function wordsOf(node: Nodes): string {
	let text = "";
	const open: Nodes[] = [node];
	for (let next = open.pop(); next; next = open.pop()) {
		if ("value" in next && next.type !== "html") text += next.value;
		else if ("children" in next) open.push(...[...next.children].reverse());
	}
	return text;
}
