/** Takes the facts out of a table, where its head says what the columns are. */

import { type Column, columnOf } from "./columns.ts";
import type { Draft } from "./draft.ts";
import { addRight } from "./facts.ts";
import { basisOf, rightOf } from "./kinds.ts";
import type { OpenPart, OpenTable } from "./open.ts";
import type { Topic } from "./outline.ts";
import type { Row } from "./passages.ts";
import { kindOf } from "./recipients.ts";
import { periodOf, statesIn } from "./values.ts";

type Cells = Partial<Record<Column, string>>;
type Taker = (cells: Cells, row: Row) => boolean;

/** @returns nothing; the table is taken where each column of each row has found its place */
export function takeTable(draft: Draft, part: OpenPart, table: OpenTable): void {
	const { head, topic } = table;
	if (!head) return;
	const found = columnsOf(head, topic);
	if (!found) return;
	const { columns, taker } = found;
	const take = takerOf(taker, draft, part, table);
	const isWhole = table.rows.map((row) => {
		const cells: Cells = {};
		for (const [at, column] of columns.entries()) if (column && row.cells[at]) cells[column] = row.cells[at];
		return take(cells, row) && row.cells.every((cell, at) => !cell || columns[at]);
	});
	table.isTaken = isWhole.every(Boolean);
}

type Kind = "recipients" | "retention" | "rights" | "uses" | "collected";

/** Which columns each kind of table must have, the first being what its rows are called by, and which it may have. */
const kinds: Record<Kind, { needs: Column[]; may: Column[] }> = {
	retention: { needs: ["category", "period"], may: [] },
	recipients: { needs: ["name"], may: ["purpose", "location"] },
	rights: { needs: ["right"], may: ["items"] },
	uses: { needs: ["purpose"], may: ["basis"] },
	collected: { needs: ["category"], may: ["items", "source"] },
};
const ofTopic: Partial<Record<Topic, Kind>> = {
	collected: "collected",
	uses: "uses",
	bases: "uses",
	recipients: "recipients",
	retention: "retention",
	rights: "rights",
	"us-rights": "rights",
};

function columnsOf(head: string[], topic: Topic): { columns: (Column | undefined)[]; taker: Kind } | undefined {
	if (topic === "cookies") return;
	const known = head.map(columnOf);
	const hasAll = (...columns: Column[]) => columns.every((column) => known.includes(column));
	const guess: Kind | undefined = hasAll("period")
		? "retention"
		: hasAll("name", "location") || hasAll("name", "purpose")
			? "recipients"
			: hasAll("right")
				? "rights"
				: hasAll("basis", "purpose")
					? "uses"
					: undefined;
	const taker = ofTopic[topic] ?? guess;
	if (!taker) return;
	const { needs, may } = kinds[taker];
	const used = new Set<Column>();
	const columns = known.map((column) => {
		const fits = column && [...needs, ...may].includes(column) && !used.has(column);
		if (fits) used.add(column);
		return fits ? column : undefined;
	});
	// What rows are called by stands first, whatever it is headed with.
	const [first] = needs;
	if (first && !used.has(first) && columns[0] === undefined && head[0]) {
		columns[0] = first;
		used.add(first);
	}
	if (taker === "rights" && !used.has("items") && columns.length === 2 && columns[1] === undefined)
		columns[1] = "items";
	return needs.every((column) => used.has(column)) ? { columns, taker } : undefined;
}

function takerOf(kind: Kind, draft: Draft, part: OpenPart, table: OpenTable): Taker {
	const { from } = part;
	const title = `${part.reference.title ?? ""} ${table.head?.join(" ")}`;
	const takers: Record<Kind, Taker> = {
		retention: ({ category, period }, row) => {
			if (!category || !period) return false;
			draft.add("retention", { category, period: periodOf(period), ...from }, row);
			return true;
		},
		recipients: ({ name, purpose, location }, row) => {
			if (!name) return false;
			const recipient = kindOf(title);
			draft.add(
				"recipients",
				{
					name,
					...(purpose && { purpose }),
					...(location && { location }),
					...(recipient && { kind: recipient }),
					...from,
				},
				row,
			);
			return true;
		},
		rights: ({ right, items }, row) => {
			const found = right && rightOf(right);
			if (!found) return false;
			if (table.topic === "us-rights") {
				const states = statesIn(`${title} ${part.words}`);
				// The fact is one text, and would lose a cell.
				draft.add("usRights", { kind: found, text: right, ...(states.length && { states }), ...from }, row);
				return !items;
			}
			addRight(draft, part, { kind: found, title: right, ...(items && { text: items }) }, row);
			return true;
		},
		uses: ({ purpose, basis }, row) => {
			if (!purpose) return false;
			const legalBasis = basis && basisOf(basis);
			draft.add("uses", { purpose, ...(legalBasis && { legalBasis }), ...from }, row);
			return !basis || legalBasis !== undefined;
		},
		collected: ({ category, items, source }, row) => {
			if (!category) return false;
			const where = source && sourceIn(source);
			draft.add(
				"collected",
				{ category, ...(items && { items: [items] }), ...(where && { source: where }), ...from },
				row,
			);
			return !source || where !== undefined;
		},
	};
	return takers[kind];
}

function sourceIn(text: string) {
	if (/\bautomatic|\bdevice\b|\bbrowser\b/i.test(text)) return "automatic" as const;
	if (/\byou\b|\bdirect/i.test(text)) return "you" as const;
	if (/\bthird|\bothers?\b|\bpartners?\b/i.test(text)) return "others" as const;
	return;
}
