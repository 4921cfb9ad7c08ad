/** Keeps what has found no other place, under the heading it stands under. */
import type { PolicyBlock } from "../../../types/policy.ts";
import type { PolicyReport } from "../../../types/policy-report.ts";
import type { Draft } from "./draft.ts";
import type { OpenBlock, OpenPart, OpenPassage } from "./open.ts";
import { dateIn, hasPeriod } from "./values.ts";

type Unplaced = PolicyReport["unplaced"];

/** @returns what of it looks like a fact all the same */
export function keepRest(draft: Draft, part: OpenPart): Unplaced {
	const place = `sections[${draft.policy.sections?.length ?? 0}]`;
	const unplaced: Unplaced = [];
	const body = part.blocks.flatMap((block) => keep(draft, block, place, unplaced));
	if (!body.length) return unplaced;
	(draft.policy.sections ??= []).push({ ...part.reference, body });
	return unplaced;
}

function keep(draft: Draft, block: OpenBlock, place: string, unplaced: Unplaced): PolicyBlock[] {
	if (block.kind === "table") {
		if (block.isTaken) {
			const [first] = block.rows;
			const head = { from: block.from, to: first!.from - 1 };
			for (const each of draft.places.get(first!.from) ?? []) draft.mark(head, each);
			return [];
		}
		draft.mark(block, place);
		unplaced.push({ from: block.from, to: block.to, text: (block.head ?? block.rows[0]?.cells ?? []).join(" | ") });
		return [{ kind: "table", ...(block.head && { head: block.head }), rows: block.rows.map(({ cells }) => cells) }];
	}
	if (block.kind === "paragraph") {
		const runs = runsOf(block.passage);
		if (runs.length) draft.mark(block.passage, place);
		return runs.map((text) => {
			note(draft, block.passage, text, unplaced);
			return { kind: "paragraph", text, ...linksIn(block.passage, text) };
		});
	}
	const items = block.items.filter(({ sentences }) => sentences.some(({ isTaken }) => !isTaken));
	for (const item of items) {
		draft.mark(item, place);
		note(draft, item, item.text, unplaced);
	}
	if (!items.length) return [];
	const shown = items.map(({ text, level, ...item }) => ({
		text,
		...linksIn({ text, level, ...item }, text),
		...(level && { level }),
	}));
	return [{ kind: "list", items: shown }];
}

/** Neighbouring sentences that are left, together. */
function runsOf({ sentences }: OpenPassage): string[] {
	const runs: string[][] = [];
	for (const [at, { text, isTaken }] of sentences.entries()) {
		if (isTaken) continue;
		if (at && !sentences[at - 1]!.isTaken && runs.length) runs.at(-1)!.push(text);
		else runs.push([text]);
	}
	return runs.map((run) => run.join(" "));
}

function linksIn({ links }: OpenPassage, text: string) {
	const found = links.filter((link) => text.includes(link.text));
	return found.length ? { links: found } : {};
}

/** A number of days or a date that only a section has. */
function note({ places }: Draft, lines: OpenPassage, text: string, unplaced: Unplaced): void {
	const isPlaced = places.get(lines.from)?.some((place) => !place.startsWith("sections["));
	if (isPlaced || !(hasPeriod(text) || dateIn(text) || /\b\d\d?[/.]\d\d?[/.]\d{4}\b/.test(text))) return;
	unplaced.push({ from: lines.from, to: lines.to, text: text.length > 120 ? `${text.slice(0, 119)}…` : text });
}
