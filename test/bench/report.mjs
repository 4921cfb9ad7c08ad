// Samples to medians to Markdown.
import { rows } from "./rows.mjs";
import { median, spread } from "./statistics.mjs";

/**
 * @typedef {object} Results
 * @property {{date: string, rounds: number, machine: string, browser: string}} meta
 * @property {Record<string, {versions: string[], isPeer: boolean, entries?: string, flaws: string[], samples: Record<string, ({round: number} & Record<string, number>)[]>}>} contestants
 */

/** @returns {{middle?: number, around?: number}} A row's figure of a contestant, and how far half of its samples lie from it. */
export function figureOf({ contestants }, name, { key, figure, isNet }) {
	const samples = contestants[name]?.samples[key] ?? [];
	const base = contestants.control?.samples[key] ?? [];
	const values = samples.map((each) => {
		const control = base.find(({ round }) => round === each.round);
		return isNet ? each[figure] - (control?.[figure] ?? Number.NaN) : each[figure];
	});
	return { middle: median(values), around: spread(values) };
}

const print = (value, unit) => {
	if (value === undefined) return "–";
	if (unit === "kB") return (value / 1000).toFixed(1);
	return unit ? value.toFixed(Math.abs(value) < 100 ? 1 : 0) : value.toFixed(3);
};
const withUnit = (value, unit) => `${print(value, unit)}${value === undefined || !unit ? "" : ` ${unit}`}`;
const ratio = (value, to) =>
	value !== undefined && to > 0 && value > 0 ? `${(value / to).toFixed(value / to < 10 ? 2 : 0)}×` : "–";

const table = (head, lines) =>
	[
		`| ${head.join(" | ")} |`,
		`|---|${"---:|".repeat(head.length - 1)}`,
		...lines.map((line) => `| ${line.join(" | ")} |`),
	].join("\n");

const conditions = ({ meta }) =>
	`${meta.date}, ${meta.rounds} interleaved ${meta.rounds === 1 ? "round" : "rounds"}, medians. ${meta.machine}; Chromium ${meta.browser}, headless. CPU 4x: slowed four times; slow 4G: 1.6 Mbit/s, 150 ms. Bytes: brotli, bodies of the widget's own files. Main thread and heap: what the same page without a widget takes is subtracted.`;

const measured = (results) =>
	rows.filter((row) =>
		Object.keys(results.contestants).some((name) => figureOf(results, name, row).middle !== undefined),
	);

/** Every contestant in every row, as a ratio to yoursay as well. @param {Results} results */
export function fullTables(results) {
	const names = Object.keys(results.contestants).filter((name) => name !== "control");
	const one = results.contestants;
	const lines = measured(results).map((row) => {
		const own = figureOf(results, "yoursay", row).middle;
		return [
			`${row.label}${row.unit ? `, ${row.unit}` : ""}`,
			...names.map((name) => {
				const { middle, around } = figureOf(results, name, row);
				if (middle === undefined) return "–";
				const beside = name === "yoursay" ? `± ${print(around, row.unit)}` : ratio(middle, own);
				return `${print(middle, row.unit)} (${beside})`;
			}),
		];
	});
	const versions = names.map((name) => `| ${name} | ${one[name].versions.join(", ")} | ${one[name].entries ?? "–"} |`);
	const flaws = Object.entries(one).flatMap(([name, { flaws: list }]) => list.map((flaw) => `- ${name}: ${flaw}`));
	return [
		conditions(results),
		`| contestant | version | its panel describes |\n|---|---|---|\n${versions.join("\n")}`,
		table(["", ...names], lines),
		"In brackets: ratio to yoursay; at yoursay's own figures, how far half of the samples lie from the median.",
		...(flaws.length ? [`Flaws and failures:\n${flaws.join("\n")}`] : []),
	].join("\n\n");
}

/** The table for docs/sizes.md: yoursay beside the best of its peers in each row. @param {Results} results */
export function readmeTable(results) {
	const peers = Object.keys(results.contestants).filter((name) => results.contestants[name].isPeer);
	const lines = measured(results).map((row) => {
		const own = figureOf(results, "yoursay", row).middle;
		const [best] = peers
			.map((name) => ({ name, value: figureOf(results, name, row).middle }))
			.filter(({ value }) => value !== undefined)
			.sort((a, b) => a.value - b.value);
		const label = row.label;
		return [
			label,
			withUnit(own, row.unit),
			best ? `${withUnit(best.value, row.unit)} (${best.name})` : "–",
			ratio(own, best?.value),
			row.goal ?? "–",
		];
	});
	return `${table(["", "yoursay", "best peer", "ratio", "goal"], lines)}\n\n${conditions(results)}`;
}
