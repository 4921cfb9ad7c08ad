import type { PolicyListItem } from "../../types/policy.ts";
import { type Child, element } from "./dom.ts";

/** What one task makes at most: the rest of a long list or table comes in further ones. */
const sliceSize = 50;

export const make = <Name extends keyof HTMLElementTagNameMap>(name: Name, ...children: Child[]) =>
	element(name, "", {}, ...children);

/** A link with these words; without any, the address itself. A print says the address that the words do not. */
export const link = (href: string, words?: string) =>
	element(
		"a",
		words && !href.endsWith(words) ? "link to" : "link",
		{ href, target: !/^(mailto|tel):/.test(href) && "_blank", rel: "noopener noreferrer" },
		make("bdi", words ?? href.replace(/^\w+:(\/\/)?/, "")),
	);

/** A text in which the words of its links are links; those that it lacks come after it. */
export function linked({ text, links = [] }: Pick<PolicyListItem, "text" | "links">): Child[] {
	const parts: Child[] = [text];
	for (const { text: words, url } of links) {
		const rest = parts.pop() as string;
		const at = rest.indexOf(words);
		const end = at < 0 ? rest.length : at;
		parts.push(rest.slice(0, end), at < 0 && " ", link(url, words), rest.slice(end + words.length));
	}
	return parts;
}

export function* inSlices<Item>(items: readonly Item[], show: (slice: readonly Item[]) => Node): Generator<Node> {
	for (let at = 0; at < items.length; at += sliceSize) yield show(items.slice(at, at + sliceSize));
}

/** Items of a list, each within the last one that stands less deep. */
export const list = (items: readonly PolicyListItem[]) =>
	inSlices(items, (slice) => {
		const open = [make("ul")];
		for (const item of slice) {
			// The first stands at the outermost level, and none skips one.
			const depth = Math.min(item.level ?? 0, open[0]!.lastChild ? open.length : 0);
			open.length = depth + 1;
			if (!open[depth]) open[depth - 1]!.lastChild!.appendChild((open[depth] = make("ul")));
			open[depth]!.append(make("li", ...linked(item)));
		}
		return open[0]!;
	});

/**
 * A table without the columns that nothing stands in. Roles in so many words: as cards its elements are no table by themselves.
 * @param gap Stands where a cell of the others is empty.
 */
export function table(heads: string[], rows: (string | undefined)[][], looks = "", gap = ""): Generator<Node> {
	const longest = rows.reduce((most, row) => (row.length > most.length ? row : most), heads as (string | undefined)[]);
	const used = [...longest.keys()].filter((at) => rows.some((row) => row[at]));
	const line = (cells: (string | undefined)[], head?: string) =>
		element(
			"tr",
			"",
			{ role: "row" },
			...used.map((at, place) =>
				head || !place
					? element("th", "", { role: `${head ?? "row"}header`, scope: head ? "col" : "row" }, cells[at])
					: element("td", "", { role: "cell", "data-head": heads[at] }, cells[at] || gap),
			),
		);
	const group = (name: "thead" | "tbody", lines: Node[]) => element(name, "", { role: "rowgroup" }, ...lines);
	return inSlices(rows, (slice) =>
		element(
			"table",
			`who ${looks}`,
			{ role: "table" },
			heads[0] != null && group("thead", [line(heads, "column")]),
			group(
				"tbody",
				slice.map((row) => line(row)),
			),
		),
	);
}

/** Something with a name, small words beside it and what is said of it below; only what there is. */
export const entry = (
	name: string | undefined,
	tags: readonly (string | undefined)[],
	lines: (Child | 0 | "")[],
	...rest: Child[]
) =>
	element(
		"div",
		"entry",
		{},
		name && make("h4", name),
		...lines.flatMap((line) => (line ? [make("p", line)] : [])),
		...tags.flatMap((tag) => (tag ? [element("span", "tag", {}, tag)] : [])),
		...rest,
	);
