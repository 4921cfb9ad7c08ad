/**
 * Brings an existing text into the form of the policy document. Everything in it is an excerpt of the text; what has no
 * place is kept in `sections`, what is still to be filled in is left out and named. Headings are understood in English.
 */
import type { Policy } from "../../../types/policy.ts";
import type { PolicyReport } from "../../../types/policy-report.ts";
import { explainPolicy } from "../schema.ts";
import { takeEverywhere } from "./anywhere.ts";
import { createDraft, type Draft, partition } from "./draft.ts";
import { enumerate } from "./enumerate.ts";
import { takeItem, takeParagraph } from "./facts.ts";
import { readHtml, titleOf } from "./html.ts";
import { readMarkdown } from "./markdown.ts";
import { type OpenPart, openPart } from "./open.ts";
import { type Outline, outline } from "./outline.ts";
import { type Block, bounded } from "./passages.ts";
import { hasPlaceholder, placeholdersIn } from "./placeholders.ts";
import { MAX_SOURCE, refuse } from "./refusal.ts";
import { takeTable } from "./rows.ts";
import { keepRest } from "./sections.ts";
import { readLines } from "./text.ts";

export type SourceKind = "markdown" | "html" | "text";

const readers: Record<SourceKind, (source: string) => Block[]> = {
	markdown: readMarkdown,
	html: (source) => readHtml(source),
	text: readLines,
};

/**
 * A policy document out of a text, and what became of each of its lines.
 * @param text At most 1 000 000 characters.
 * @throws ImportRefused where it is no text, is too long, or nests deeper than anybody writes
 */
export function importPolicy(text: string, kind: SourceKind): { policy: Policy; report: PolicyReport } {
	if (text.length > MAX_SOURCE) refuse(`The text has ${text.length} characters; at most ${MAX_SOURCE} are read.`);
	if (text.includes("\0")) refuse("This is no text: it has NUL characters in it.");
	if (/[\ud800-\udfff]/u.test(text)) refuse("This is no text: it has halves of characters in it (lone surrogates).");
	const source = text.replace(/^\ufeff/, "").replace(/\r\n?|[\u2028\u2029\v\f]/g, "\n");
	const lines = source.split("\n");
	const placeholders = placeholdersIn(source);
	const draft = createDraft();
	const { title, parts } = outline(bounded(enumerate(bounded(readers[kind](source)))));
	takeTitle(draft, title, kind === "html" ? titleOf(source) : undefined);
	const open = parts.map(openPart);
	for (const part of open) {
		takeSection(draft, part);
		takeEverywhere(draft, part);
	}
	const unplaced = open.flatMap((part) => {
		const found = keepRest(draft, part);
		markHeading(draft, part);
		return found;
	});
	const [flaw] = explainPolicy(draft.policy);
	if (flaw) refuse(`What comes of this text is no policy document: ${flaw}.`);
	const report: PolicyReport = {
		lines: lines.length,
		entries: partition(lines, draft.places, placeholders),
		placeholders: placeholders.map(({ to: _, ...found }) => found),
		unplaced,
	};
	return { policy: draft.policy, report };
}

function takeTitle({ policy, mark }: Draft, heading: Outline["title"], other?: string): void {
	const title = heading?.text ?? other;
	if (heading) mark(heading, "title");
	if (title && title.length <= 300 && !hasPlaceholder(title)) policy.title = title;
}

function takeSection(draft: Draft, part: OpenPart): void {
	for (const block of part.blocks) {
		if (block.kind === "table") takeTable(draft, part, block);
		else if (block.kind === "paragraph") takeParagraph(draft, part, block.passage);
		else for (const item of block.items) takeItem(draft, part, block.topic, item, block.intro);
	}
}

/** A heading belongs to what stands under it, be that facts or a section. */
function markHeading({ policy, places, mark }: Draft, part: OpenPart): void {
	if (!part.heading) return;
	const inside = part.blocks.map((block) =>
		block.kind === "paragraph" ? block.passage : block.kind === "list" ? block.items[0]! : block,
	);
	const found = inside.flatMap(({ from }) => places.get(from) ?? []);
	if (!found.length) {
		// Nothing under it: the heading itself is all there is to keep.
		const sections = (policy.sections ??= []);
		sections.push({ ...part.reference, body: [] });
		found.push(`sections[${sections.length - 1}]`);
	}
	for (const place of new Set(found)) mark(part.heading, place);
}
