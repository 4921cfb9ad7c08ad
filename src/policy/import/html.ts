/** Reads HTML: the words of a page by their headings, paragraphs, lists and tables; nothing of it ever runs. */
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { judgeHtml } from "./html-bounds.ts";
import { type Block, type Item, type Lines, linkOf, type Passage, type Row, tidy } from "./passages.ts";
import { MAX_PASSAGE, refuse } from "./refusal.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const unread =
	"script style template noscript svg math iframe object embed video audio canvas select textarea button input nav head title".split(
		" ",
	);
const blocky =
	"address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul h1 h2 h3 h4 h5 h6".split(
		" ",
	);
const isElement = (node: Node): node is Element => "tagName" in node;

/** @param firstLine The line of the source that the HTML begins in. */
export function readHtml(source: string, firstLine = 1): Block[] {
	judgeHtml(source);
	const page = parse(source, { sourceCodeLocationInfo: true, scriptingEnabled: false });
	return blocksIn(page.childNodes as Node[], firstLine - 1);
}

/** The page's title, where it has one. */
export function titleOf(source: string): string | undefined {
	const [, title] = /<title[^>]{0,200}>([^<]{1,300})<\/title/i.exec(source) ?? [];
	return title === undefined ? undefined : tidy(title);
}

function blocksIn(nodes: Node[], offset: number): Block[] {
	const blocks: Block[] = [];
	let open: Node[] = [];
	const flush = () => {
		const passage = passageOf(open, offset);
		const bold = open.filter((node) => !("value" in node) || node.value.trim());
		open = [];
		if (!passage.text) return;
		const lines = { from: passage.from, to: passage.to };
		const isBold = bold.length > 0 && bold.every((node) => isElement(node) && /^(?:b|strong)$/.test(node.tagName));
		if (isBold && passage.text.length <= 120 && !/[.:;,]$/.test(passage.text))
			blocks.push({ kind: "heading", level: 6, text: passage.text, ...lines });
		else blocks.push({ kind: "paragraph", ...passage });
	};
	for (const node of nodes) {
		if (!isElement(node)) {
			if ("value" in node) open.push(node);
			continue;
		}
		const { tagName, attrs, childNodes } = node;
		if (unread.includes(tagName) || attrs.some(({ name }) => name === "hidden")) continue;
		if (tagName === "br") flush();
		else if (!blocky.includes(tagName) && !childNodes.some(holdsBlock)) open.push(node);
		else {
			flush();
			blocks.push(...blockOf(node, offset));
		}
	}
	flush();
	return blocks;
}

/** An inline element around blocks, which HTML allows for links. */
const holdsBlock = (node: Node): boolean =>
	isElement(node) && (blocky.includes(node.tagName) || node.childNodes.some(holdsBlock));

function blockOf(element: Element, offset: number): Block[] {
	const { tagName, childNodes } = element;
	if (/^(?:h[1-6]|summary)$/.test(tagName)) {
		const { text, from, to } = passageOf(childNodes, offset);
		const level = tagName === "summary" ? 6 : Number(tagName[1]);
		return text ? [{ kind: "heading", level, text, from, to }] : [];
	}
	if (/^[ou]l$/.test(tagName)) return listOf(itemsIn(element, 0, offset));
	if (tagName === "dl") return listOf(termsIn(element, offset));
	if (tagName === "table") return tableOf(element, offset);
	return blocksIn(childNodes, offset);
}

const listOf = (items: Item[]): Block[] =>
	items.length ? [{ kind: "list", items, from: items[0]!.from, to: items.at(-1)!.to }] : [];

function itemsIn(list: Element, level: number, offset: number): Item[] {
	return list.childNodes.filter(isElement).flatMap((child): Item[] => {
		if (/^[ou]l$/.test(child.tagName)) return itemsIn(child, Math.min(3, level + 1), offset);
		const inner = child.childNodes.filter((each) => isElement(each) && /^[ou]l$/.test(each.tagName)) as Element[];
		const passage = passageOf(
			child.childNodes.filter((each) => !inner.includes(each as Element)),
			offset,
		);
		const own = passage.text ? [{ ...passage, level }] : [];
		return [...own, ...inner.flatMap((each) => itemsIn(each, Math.min(3, level + 1), offset))];
	});
}

/** Terms and what is said of them: the terms are labels. */
function termsIn(list: Element, offset: number): Item[] {
	const items: Item[] = [];
	const children = list.childNodes
		.filter(isElement)
		.flatMap((child) => (child.tagName === "div" ? child.childNodes.filter(isElement) : [child]));
	let term: Passage | undefined;
	for (const child of children) {
		const passage = passageOf(child.childNodes, offset);
		if (child.tagName === "dt") {
			if (term) items.push({ ...term, level: 0 });
			term = passage;
		} else if (passage.text) {
			const text = [term?.text, passage.text].filter(Boolean).join(" ");
			const label = term?.text ? { label: term.text } : {};
			items.push({ ...passage, ...label, text, level: 0, from: term?.from ?? passage.from });
			term = undefined;
		}
	}
	return term ? [...items, { ...term, level: 0 }] : items;
}

function tableOf(table: Element, offset: number): Block[] {
	const rows: (Row & { isHead: boolean })[] = [];
	const captions: Block[] = [];
	const visit = (element: Element) => {
		for (const child of element.childNodes.filter(isElement)) {
			if (child.tagName === "tr") {
				const cells = child.childNodes.filter(isElement).filter(({ tagName }) => /^t[hd]$/.test(tagName));
				const texts = cells.map((cell) => passageOf(cell.childNodes, offset).text);
				const isHead = element.tagName === "thead" || cells.every(({ tagName }) => tagName === "th");
				if (texts.some(Boolean)) rows.push({ cells: texts, isHead, ...linesOf(child, offset) });
			} else if (child.tagName === "caption") captions.push(...blocksIn(child.childNodes, offset));
			else visit(child);
		}
	};
	visit(table);
	const head = rows[0]?.isHead ? rows.shift() : undefined;
	if (!rows.length && !head) return captions;
	const plain = rows.map(({ cells, from, to }) => ({ cells, from, to }));
	return [...captions, { kind: "table", ...(head && { head: head.cells }), rows: plain, ...linesOf(table, offset) }];
}

function linesOf(node: Node, offset: number): Lines {
	const { startLine = 1, endLine = startLine } = node.sourceCodeLocation ?? {};
	return { from: startLine + offset, to: endLine + offset };
}

/** The words of inline content, its links and its bold beginning. */
function passageOf(nodes: Node[], offset: number): Passage {
	let text = "";
	let label = "";
	let from = 0;
	let to = 0;
	const links: Passage["links"] = [];
	const visit = (node: Node): void => {
		if (!isElement(node)) {
			if (!("value" in node)) return;
			const value = node.value;
			text += value.replace(/\s+/g, " ");
			if (text.length > 2 * MAX_PASSAGE)
				refuse(`a passage is longer than ${MAX_PASSAGE} characters`, linesOf(node, offset).from);
			if (!value.trim()) return;
			// A text begins in the line in which its first word stands.
			const start = linesOf(node, offset).from + (/^\s*/.exec(value)![0].match(/\n/g)?.length ?? 0);
			from ||= start;
			to = Math.max(to, start + (value.trim().match(/\n/g)?.length ?? 0));
			return;
		}
		if (unread.includes(node.tagName)) return;
		const isApart = blocky.includes(node.tagName) || node.tagName === "br";
		if (isApart) text += " ";
		const start = text.length;
		const isFirst = !label && /^(?:b|strong)$/.test(node.tagName) && start < 20 && !text.trim();
		for (const child of node.childNodes) visit(child);
		const words = node.tagName === "a" || isFirst ? text.slice(start) : "";
		if (node.tagName === "a") links.push(...linkOf(words, node.attrs.find(({ name }) => name === "href")?.value));
		if (isFirst) label = tidy(words);
		if (isApart) text += " ";
	};
	for (const node of nodes) visit(node);
	return { text: tidy(text), links, ...(label && { label }), from: from || 1, to: to || 1 };
}
