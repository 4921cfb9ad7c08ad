import type { Policy } from "../../types/policy.ts";
import type { Finding } from "../config/findings.ts";
import { readHtml } from "../policy/import/html.ts";
import { readMarkdown } from "../policy/import/markdown.ts";
import { numberedTitle } from "../policy/import/numbering.ts";
import { readLines } from "../policy/import/text.ts";
import type { GivenPolicy } from "./check-files.ts";
import { elementsOf } from "./pages.ts";

/** Links within a policy that lead nowhere, and sections that it sends readers to but does not have. */
export function checkLinks({ source }: GivenPolicy, policy: Policy): Finding[] {
	if (!source) {
		const sections = sectionsIn(policy);
		return [...checkAnchors(linksIn(policy), slugsOf(sections)), ...checkMentions(textsIn(policy), sections)];
	}
	const { kind } = source;
	const text = source.text.replace(/\r\n?/g, "\n");
	const headings = (kind === "html" ? readHtml(text) : kind === "markdown" ? readMarkdown(text) : readLines(text))
		.filter((block) => block.kind === "heading")
		.map(({ text: heading }) => ({ heading, numbered: numberedTitle(heading) }));
	const sections = headings.map(({ heading, numbered }) => numbered ?? { title: heading });
	const lines = text.split("\n").map((line, at) => ({ text: line, path: "", line: at + 1 }));
	const elements = kind === "html" ? elementsOf(text) : [];
	const ids = new Set([
		...(kind === "html" ? elements.flatMap(({ attributes: { id, name } }) => [id, name]) : []),
		...(kind === "markdown" ? headings.map(({ heading }) => slug(heading)) : []),
		...(kind === "markdown" ? [...text.matchAll(/\b(?:id|name)=["']([^"']{1,200})["']|\{#([\w-]{1,200})\}/g)] : []).map(
			([, attribute, mark]) => attribute ?? mark,
		),
	]);
	const links =
		kind === "html"
			? elements.flatMap(({ name, attributes: { href }, line }) =>
					name === "a" && href ? [{ url: href, path: "", line }] : [],
				)
			: lines.flatMap(({ text: words, path, line }) =>
					[...words.matchAll(/\]\((#[^)\s]{1,200})\)/g)].map(([, url]) => ({ url: url!, path, line })),
				);
	return [...(kind === "text" ? [] : checkAnchors(links, ids)), ...checkMentions(lines, sections)];
}

interface Placed {
	path: string;
	line?: number;
}
interface Section {
	number?: string;
	title?: string;
}

function checkAnchors(links: (Placed & { url: string })[], ids: ReadonlySet<string | undefined>): Finding[] {
	return links
		.filter(({ url }) => url.startsWith("#") && !/^#(?:top)?$/.test(url))
		.filter(({ url }) => !ids.has(url.slice(1)) && !ids.has(decoded(url.slice(1))))
		.map(({ url, ...place }) => ({
			code: "anchor-dead",
			...place,
			what: `The link ${url} leads nowhere within the policy`,
			remedy: "Point it to a section or id that there is",
		}));
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		// What is no encoding stands for itself.
		return text;
	}
}

/** Sections of laws are none of the policy's own: "Section 5 of the FTC Act", "Section 1798.100". */
const mention =
	/\bsections?\s+(\d{1,2}(?:\.\d{1,2}){0,3})\b(?!\.?\d)(?!\s*\()(?!\s+of\s+(?!(?:this|our|the (?:privacy )?(?:policy|notice|statement))\b))/gi;

function checkMentions(texts: (Placed & { text: string })[], sections: Section[]): Finding[] {
	// One that has 2.1 has 2 as well.
	const numbers = new Set(
		sections.flatMap(({ number = "" }) => number.split(".").map((_, at, all) => all.slice(0, at + 1).join("."))),
	);
	numbers.delete("");
	// Where nothing is numbered, it speaks of another document.
	if (!numbers.size) return [];
	return texts.flatMap(({ text, ...place }) =>
		[...text.matchAll(mention)]
			.map(([, number]) => number!)
			.filter((number) => !numbers.has(number))
			.map(
				(number): Finding => ({
					code: "section-unknown",
					...place,
					what: `Readers are sent to Section ${number}, which the policy does not have`,
					remedy: "Name the section that is meant",
				}),
			),
	);
}

/** As headings become ids: lower case, dashes for spaces. */
const slug = (text: string) =>
	text
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, "")
		.replace(/\s/g, "-");

/** What a link to a section of a document may be called. */
const slugsOf = (sections: Section[]) =>
	new Set(
		sections.flatMap(({ number = "", title = "" }) => [
			number,
			`section-${number}`,
			`section-${number.replaceAll(".", "-")}`,
			slug(title),
			slug(`${number} ${title}`),
		]),
	);

type Step = (key: string, value: unknown, path: string) => void;

/** Every member of a document but those of other versions, with its path. */
function walk(value: unknown, step: Step, path = "", key = ""): void {
	step(key, value, path);
	if (typeof value !== "object" || value === null) return;
	for (const [name, member] of Object.entries(value)) {
		if (!path && name === "versions") continue;
		if (Array.isArray(value)) walk(member, step, `${path}[${name}]`, key);
		else walk(member, step, path ? `${path}.${name}` : name, name);
	}
}

function sectionsIn(policy: Policy): Section[] {
	const found: Section[] = [];
	walk(policy, (key, value) => {
		if (/^sections?$/.test(key) && typeof value === "object" && !Array.isArray(value)) found.push(value as Section);
	});
	return found;
}

function linksIn(policy: Policy) {
	const found: (Placed & { url: string })[] = [];
	walk(policy, (key, url, path) => {
		if (/url$/i.test(key) && typeof url === "string") found.push({ url, path });
	});
	return found;
}

function textsIn(policy: Policy) {
	const found: (Placed & { text: string })[] = [];
	walk(policy, (key, text, path) => {
		if (typeof text === "string" && !/url$/i.test(key)) found.push({ text, path });
	});
	return found;
}
