import { type DefaultTreeAdapterTypes, parse } from "parse5";
import type { Config } from "../../types/config.ts";
import { fromTag, merge } from "../config/tag.ts";
import { parseJson, readText } from "./read.ts";

type Node = DefaultTreeAdapterTypes.Node;

/** One element of a page. */
export interface Found {
	name: string;
	attributes: Record<string, string>;
	/** Text right inside it. */
	text: string;
	/** Counted from 1. */
	line: number;
	/** Inside a template, where nothing runs or loads. */
	isInert: boolean;
}

/** A configuration as the widget would put it together, and where it comes from. */
export interface FoundConfig {
	config: unknown;
	/** Where the tag fetches more of it from. */
	fetched?: string;
	/** The page around it; absent for a JSON file. */
	page?: { tag: Found; elements: Found[] };
	/** What the tag's `data-checked` says. */
	checked?: string;
}

/** Every element in the order of the page, those inside templates too. */
export function elementsOf(html: string): Found[] {
	const found: Found[] = [];
	const open: [Node, boolean][] = [[parse(html, { sourceCodeLocationInfo: true }), false]];
	for (let next = open.shift(); next; next = open.shift()) {
		const [node, isInert] = next;
		if ("tagName" in node) {
			found.push({
				name: node.tagName,
				attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
				text: node.childNodes.map((child) => ("value" in child ? child.value : "")).join(""),
				line: node.sourceCodeLocation?.startLine ?? 1,
				isInert,
			});
		}
		const inside = "content" in node ? [node.content] : "childNodes" in node ? node.childNodes : [];
		open.unshift(...inside.map((child): [Node, boolean] => [child, isInert || "content" in node]));
	}
	return found;
}

const isLoader = ({ name, attributes: { src = "" } }: Found) =>
	name === "script" && /(^|\/)yoursay\.js([?#]|$)/.test(src);

/** As a browser's `dataset`. */
const datasetOf = (attributes: Found["attributes"]): DOMStringMap =>
	Object.fromEntries(
		Object.entries(attributes)
			.filter(([name]) => name.startsWith("data-"))
			.map(([name, value]) => [name.slice(5).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), value]),
	);

/**
 * The configurations in a file: a JSON file is one; an HTML page has one for each tag of yoursay.js, so none or one.
 * @throws Misuse where the file or the JSON in it cannot be read
 */
export async function configsIn(file: string): Promise<FoundConfig[]> {
	const text = await readText(file);
	if (!/\.html?$/i.test(file) && !/^\s*<[!a-z]/i.test(text)) return [{ config: parseJson(text, file) }];
	const elements = elementsOf(text);
	const inline = elements.find(({ name, attributes }) => name === "script" && "data-yoursay-config" in attributes);
	const written = inline ? parseJson(inline.text, `${file}, line ${inline.line}`) : {};
	return elements.filter(isLoader).map((tag) => {
		const dataset = datasetOf(tag.attributes);
		const config: unknown = merge(fromTag(dataset) as Config, written);
		const { config: fetched, checked } = dataset;
		return { config, page: { tag, elements }, ...(fetched && { fetched }), ...(checked !== undefined && { checked }) };
	});
}
