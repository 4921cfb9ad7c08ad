/** Tables in plain text: with pipes or tabs, aligned by spaces, flattened to a cell a line, or with all rows on one line. */
import { isHead } from "./columns.ts";
import { type Row, type Table, tidy } from "./passages.ts";

const mark = /^\s*:?-{2,}:?\s*$/;
const cellsOf = (line: string) => line.split(/(?<!\\)\|/).map((cell) => tidy(cell.replace(/\\\|/g, "|")));
const outer = (cells: string[]) =>
	cells.slice(cells[0] === "" ? 1 : 0, cells.length > 1 && cells.at(-1) === "" ? -1 : undefined);

/** Lines with pipes in them, the first of them number `from`; a line may hold several rows. */
export function pipeTable(lines: string[], from: number): Table | undefined {
	const split = lines.map(cellsOf);
	const width = widthOf(split);
	if (!width || width < 2) return;
	const rows: Row[] = [];
	let headAt: number | undefined;
	for (const [at, cells] of split.entries()) {
		const line = from + at;
		let next = cells[0] === "" ? 1 : 0;
		const end = cells.findLastIndex(Boolean) + 1;
		while (next < end) {
			const row = cells.slice(next, next + width);
			next += width;
			// Between two rows on a line stands `| |`.
			if (cells[next] === "") next++;
			if (row.filter((cell) => mark.test(cell)).length === row.length) headAt ??= rows.length;
			else rows.push({ cells: [...row, ...Array<string>(width - row.length).fill("")], from: line, to: line });
		}
	}
	const isHeaded = headAt === 1 || (headAt === undefined && rows[0] !== undefined && isHead(rows[0].cells));
	if (rows.length < (isHeaded ? 2 : 1)) return;
	const head = isHeaded ? rows.shift()?.cells : undefined;
	return { kind: "table", ...(head && { head }), rows, from, to: from + lines.length - 1 };
}

/** Columns: as many as there are marks below the head, else as the first row has. */
function widthOf(split: string[][]): number | undefined {
	for (const cells of split) {
		const first = cells.findIndex((cell) => mark.test(cell));
		if (first < 0) continue;
		let last = first;
		while (last < cells.length && mark.test(cells[last]!)) last++;
		return last - first;
	}
	const [first = []] = split;
	const inner = outer(first);
	const joint = inner.indexOf("");
	if (split.length > 1) {
		const widths = split.map((cells) => outer(cells).length);
		return joint > 1 ? joint : Math.max(...widths) === Math.min(...widths) ? widths[0] : undefined;
	}
	return joint > 1 && isHead(inner.slice(0, joint)) ? joint : undefined;
}

/** Lines whose cells stand apart by tabs or by two spaces and more. */
export function gapTable(lines: string[], from: number): Table | undefined {
	const gap = lines[0]?.trim().includes("\t") ? /\t+/ : / {2,}/;
	const rows = lines.map((line, at) => ({ cells: line.trim().split(gap).map(tidy), from: from + at, to: from + at }));
	const [head, ...rest] = rows;
	if (!head || !isHead(head.cells)) return;
	const width = head.cells.length;
	const end = rest.findIndex(({ cells }) => cells.length !== width);
	const body = end < 0 ? rest : rest.slice(0, end);
	return body.length ? { kind: "table", head: head.cells, rows: body, from, to: body.at(-1)!.to } : undefined;
}

/** A cell a line, the head first; ends before a line that can be no cell. */
export function stackedTable(lines: string[], from: number): Table | undefined {
	const cells = lines.map(tidy);
	const prose = cells.findIndex((cell) => cell.length > 200 || (/[.:]$/.test(cell) && cell.split(" ").length > 4));
	const all = prose < 0 ? cells : cells.slice(0, prose);
	const widths = [4, 3, 2].filter((each) => all.length >= 2 * each && isHead(all.slice(0, each), true));
	// A first row may begin with a word that could head a column.
	const width = widths.find((each) => all.length % each === 0) ?? widths[0];
	if (!width) return;
	const rows = Array.from({ length: Math.floor(all.length / width) - 1 }, (_, row) => {
		const at = width * (row + 1);
		return { cells: all.slice(at, at + width), from: from + at, to: from + at + width - 1 };
	});
	return { kind: "table", head: all.slice(0, width), rows, from, to: rows.at(-1)!.to };
}
