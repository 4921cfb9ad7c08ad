// @ts-check
/** Plots: numbers as tables, with what can be seen at a glance drawn into or above them. */
import { numberOf, percentOf, shortDayOf } from "./dates.js";
import { foreign, make } from "./element.js";

const SVG = "http://www.w3.org/2000/svg";
const DAY_MS = 86_400_000;
/** Columns that are still told apart on a phone. */
const MOST_COLUMNS = 92;

/**
 * @param {string} title
 * @param {(Node | string)[]} content
 */
export const figure = (title, ...content) => make("section", { class: "plot" }, make("h2", {}, title), ...content);

/**
 * A bar for each value, in the table that says how long it is.
 * @param {string} title
 * @param {[of: string, what: string]} heads of what these are counts, and what is counted
 * @param {{ label: string, count: number }[]} rows
 */
export function drawBars(title, heads, rows) {
	if (rows.length === 0) return figure(title, none());
	const total = rows.reduce((sum, { count }) => sum + count, 0);
	const most = Math.max(...rows.map(({ count }) => count));
	const body = rows.map(({ label, count }) => {
		const bar = make("span", { class: "bar" });
		bar.style.setProperty("--share", String(count / most));
		return make(
			"tr",
			{},
			make("th", { scope: "row" }, foreign(label), bar),
			make("td", { class: "number" }, numberOf(count)),
			make("td", { class: "number dim" }, percentOf(count / total)),
		);
	});
	return figure(title, table([...heads, "Share"], body));
}

/**
 * Bars made of parts, in the table of those parts.
 * @param {string} title
 * @param {string} head what each bar is of
 * @param {{ label: string, parts: Record<string, number> }[]} rows
 * @param {{ id: string, label: string }[]} parts
 */
export function drawStacks(title, head, rows, parts) {
	if (rows.length === 0) return figure(title, none());
	const heads = parts.map(({ id, label }) =>
		make("span", {}, make("span", { class: "swatch", "data-part": id }), label),
	);
	const body = rows.flatMap(({ label, parts: counts }) => {
		const total = parts.reduce((sum, { id }) => sum + (counts[id] ?? 0), 0);
		const pieces = parts.map(({ id }) => {
			const piece = make("span", { class: "piece", "data-part": id });
			piece.style.setProperty("--share", String(total === 0 ? 0 : (counts[id] ?? 0) / total));
			return piece;
		});
		const numbers = parts.map(({ id }) =>
			make(
				"td",
				{ class: "number" },
				numberOf(counts[id] ?? 0),
				make("span", { class: "small line" }, percentOf(total === 0 ? 0 : (counts[id] ?? 0) / total)),
			),
		);
		return make(
			"tr",
			{},
			make("th", { scope: "row" }, foreign(label), make("span", { class: "stacked" }, ...pieces)),
			...numbers,
		);
	});
	return figure(title, wide(title, table([head, ...heads], body)));
}

/**
 * A column for each day, or each week where there are many days; the same as a table below.
 * @param {string} title without the word for the time
 * @param {{ value: string, count: number }[]} days ISO dates, in their order
 */
export function drawColumns(title, days) {
	if (days.length === 0) return figure(`${title} per day`, none());
	const span = 1 + (Date.parse(days.at(-1)?.value ?? "") - Date.parse(days[0]?.value ?? "")) / DAY_MS;
	const step = span > MOST_COLUMNS ? 7 : 1;
	const columns = fill(days, step);
	const most = Math.max(...columns.map(({ count }) => count));
	const name = `${title} per ${step === 7 ? "week" : "day"}`;
	const [first = "", last = ""] = [columns[0]?.value, columns.at(-1)?.value];
	const rows = columns.map(({ value, count }) =>
		make("tr", {}, make("th", { scope: "row" }, shortDayOf(value)), make("td", { class: "number" }, numberOf(count))),
	);
	return figure(
		name,
		make("p", { class: "small number", "aria-hidden": "true" }, numberOf(most)),
		drawSvg(
			columns,
			most,
			`${name}, ${shortDayOf(first)} to ${shortDayOf(last)}, at most ${numberOf(most)}. The table below has each number.`,
		),
		make(
			"p",
			{ class: "small axis", "aria-hidden": "true" },
			make("span", {}, shortDayOf(first)),
			columns.length > 1 && make("span", {}, shortDayOf(last)),
		),
		make("details", {}, make("summary", {}, "Show as a table"), table([step === 7 ? "Week from" : "Day", title], rows)),
	);
}

/**
 * @param {{ count: number }[]} columns
 * @param {number} most
 * @param {string} name
 */
function drawSvg(columns, most, name) {
	const svg = document.createElementNS(SVG, "svg");
	const width = Math.max(columns.length, 14);
	const attributes = {
		viewBox: `0 0 ${width} 100`,
		preserveAspectRatio: "none",
		role: "img",
		"aria-label": name,
		class: "columns",
	};
	for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
	for (const [index, { count }] of columns.entries()) {
		const column = document.createElementNS(SVG, "rect");
		const height = most === 0 ? 0 : (count / most) * 100;
		for (const [key, value] of Object.entries({ x: index + 0.12, width: 0.76, y: 100 - height, height }))
			column.setAttribute(key, String(value));
		svg.append(column);
	}
	return svg;
}

/**
 * Days that nobody counted are there too, as nothing.
 * @param {{ value: string, count: number }[]} days
 * @param {number} step days in a column
 */
function fill(days, step) {
	const [first, last] = [Date.parse(days[0]?.value ?? ""), Date.parse(days.at(-1)?.value ?? "")];
	const columns = [];
	for (let at = first; at <= last; at += step * DAY_MS) {
		const count = days
			.filter(({ value }) => Date.parse(value) >= at && Date.parse(value) < at + step * DAY_MS)
			.reduce((sum, day) => sum + day.count, 0);
		columns.push({ value: new Date(at).toISOString().slice(0, 10), count });
	}
	return columns;
}

/** @param {(Node | string)[]} heads @param {Node[]} rows */
function table(heads, rows) {
	const [first = "", ...others] = heads;
	return make(
		"table",
		{},
		make(
			"thead",
			{},
			make(
				"tr",
				{},
				make("th", { scope: "col" }, first),
				...others.map((head) => make("th", { scope: "col", class: "number" }, head)),
			),
		),
		make("tbody", {}, ...rows),
	);
}

/** Room to scroll in, where a table is wider than the screen. @param {string} name @param {Node} content */
const wide = (name, content) =>
	make("div", { class: "wide", role: "group", "aria-label": name, tabindex: "0" }, content);

const none = () => make("p", { class: "body" }, "Nothing yet.");
