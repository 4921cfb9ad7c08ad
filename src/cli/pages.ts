import { type DefaultTreeAdapterTypes, parse } from "parse5";
import type { Config } from "../../types/config.ts";
import { fromTag, merge } from "../config/tag.ts";
import { parseJson, readBounded } from "./read.ts";

type Node = DefaultTreeAdapterTypes.Node;

/** Bytes of a configuration, a page or a policy at most. */
export const MAX_FILE = 8_000_000;

/** One element of a page. */
export interface Found {
	name: string;
	attributes: Record<string, string>;
	/** Text right inside it. */
	text: string;
	/** Counted from 1. */
	line: number;
	/** On which its text begins. */
	textLine: number;
	/** Inside a template, where nothing runs or loads. */
	isInert: boolean;
}

/** A configuration as the widget would put it together, and where it comes from. */
export interface FoundConfig {
	config: unknown;
	/** The JSON in which it is written, and the line of the file on which that begins. */
	json: string;
	from: number;
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
	// The next one stands last.
	const open: [Node, boolean][] = [[parse(html, { sourceCodeLocationInfo: true }), false]];
	for (let next = open.pop(); next; next = open.pop()) {
		const [node, isInert] = next;
		if ("tagName" in node) {
			const { startLine: line = 1, startTag } = node.sourceCodeLocation ?? {};
			found.push({
				name: node.tagName,
				attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
				text: node.childNodes.map((child) => ("value" in child ? child.value : "")).join(""),
				line,
				textLine: startTag?.endLine ?? line,
				isInert,
			});
		}
		const inside = "content" in node ? [node.content] : "childNodes" in node ? node.childNodes : [];
		for (const child of inside.toReversed()) open.push([child, isInert || "content" in node]);
	}
	return found;
}

/** The place of a finding about an element. */
export const placeOf = ({ line, name }: Found) => ({ path: `<${name}>`, line });

const executable = /^(module|(text|application)\/(x-)?(java|ecma)script)?$/i;

/** A script that is neither held back nor inside a template. */
export const isRunning = ({ name, attributes: { type = "" }, isInert }: Found): boolean =>
	name === "script" && !isInert && executable.test(type.trim());
/** What an inline script does; that of another is not what stands in it. */
export const codeOf = ({ attributes, text }: Found): string => ("src" in attributes ? "" : text);
/** Runs as soon as it is there, which may be at once or late. */
export const isAsync = ({ attributes }: Found): boolean =>
	"async" in attributes && ("src" in attributes || attributes.type === "module");
export const isDeferred = (script: Found): boolean =>
	!isAsync(script) &&
	(script.attributes.type === "module" || ("defer" in script.attributes && "src" in script.attributes));

const isLoader = ({ name, attributes: { src = "" } }: Found) =>
	name === "script" && /(^|\/)yoursay\.js([?#]|$)/.test(src);

/** As a browser's `dataset`. */
const datasetOf = (attributes: Found["attributes"]): DOMStringMap =>
	Object.fromEntries(
		Object.entries(attributes)
			.filter(([name]) => name.startsWith("data-"))
			.map(([name, value]) => [name.slice(5).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), value]),
	);

export const isPage = (file: string, text: string) => /\.html?$/i.test(file) || /^\s*<[!a-z]/i.test(text);

/**
 * The configurations in a file: a JSON file is one; an HTML page has one for each tag of yoursay.js, so none or one.
 * @throws Misuse where the file or the JSON in it cannot be read
 */
export async function configsIn(file: string): Promise<FoundConfig[]> {
	const text = await readBounded(file, MAX_FILE);
	return isPage(file, text) ? configsOf(text, file) : [{ config: parseJson(text, file), json: text, from: 1 }];
}

/** The same of the text of a page. @throws Misuse */
export function configsOf(html: string, file: string): FoundConfig[] {
	const elements = elementsOf(html);
	const inline = elements.find(({ name, attributes }) => name === "script" && "data-yoursay-config" in attributes);
	const { text: json, textLine: from } = inline ?? { text: "{}", textLine: 1 };
	const written = parseJson(json, `${file}, line ${inline?.line}`);
	return elements.filter(isLoader).map((tag) => {
		const dataset = datasetOf(tag.attributes);
		const config: unknown = merge(fromTag(dataset) as Config, written);
		const { config: fetched, checked } = dataset;
		return {
			config,
			json,
			from,
			page: { tag, elements },
			...(fetched && { fetched }),
			...(checked !== undefined && { checked }),
		};
	});
}
