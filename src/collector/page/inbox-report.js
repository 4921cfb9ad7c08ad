// @ts-check
/** The consent report: what was chosen, and what became of requests. Counts alone, no identifiers. */
import { languageOf, numberOf, percentOf, placeOf } from "./dates.js";
import { byId, make } from "./element.js";
import { drawBars, drawColumns, drawStacks } from "./inbox-plots.js";
import { KINDS, STATES, VALUES } from "./inbox-words.js";

/** @typedef {import("../store.ts").Report} Report */

/** In the order in which they are stacked. */
const PARTS = ["granted", "refused", "withdrawn", "objected", "not-asked"].map((id) => ({
	id,
	label: VALUES[id] ?? id,
}));

/** @param {import("./inbox.js").Desk} desk */
export function openReport({ ask, attempt, say }) {
	const [section, plots] = [byId("report"), byId("plots")];
	const span = /** @type {HTMLFormElement} */ (byId("span"));
	let asked = 0;

	async function load() {
		const mine = ++asked;
		const filled = [...new FormData(span)].map(([name, value]) => [name, String(value).trim()]);
		const query = new URLSearchParams(filled.filter(([, value]) => value !== ""));
		/** @type {Report} */
		const report = await (await ask(`report?${query}`)).json();
		if (mine !== asked) return;
		plots.replaceChildren(...drawReport(report));
		say(`${numberOf(report.records)} ${report.records === 1 ? "choice" : "choices"}`);
	}

	span.addEventListener("change", () => attempt(load));
	span.addEventListener("submit", (event) => {
		event.preventDefault();
		void attempt(load);
	});
	return {
		async show() {
			section.hidden = false;
			byId("report-title").focus();
			await load();
		},
		hide() {
			section.hidden = true;
		},
		/** Forgets what was read. */
		clear() {
			asked += 1;
			plots.replaceChildren();
		},
	};
}

/** @param {Report} report @returns {Node[]} */
function drawReport(report) {
	const { records, requests } = report;
	return [
		make(
			"dl",
			{ class: "tiles" },
			tile("Choices", numberOf(records)),
			tile("Browsers", numberOf(report.subjects)),
			tile("With a browser signal", shareOf(report.gpc, "true", records)),
			tile("Requests", numberOf(requests.requests)),
			tile("Late now", numberOf(requests.late)),
			tile("Answered late", numberOf(requests.closedLate)),
			tile("Days to close, median", requests.medianDays === null ? "None closed" : numberOf(requests.medianDays)),
		),
		drawColumns(
			"Choices",
			report.days.flatMap(({ value, records: count }) => (value === null ? [] : [{ value, count }])),
		),
		drawStacks("Purposes by state", "Purpose", purposesOf(report), PARTS),
		make(
			"div",
			{ class: "short-plots" },
			drawBars(
				"How they chose",
				["Method", "Choices"],
				barsOf(report.methods, (value) => VALUES[value] ?? value),
			),
			drawBars("Where they were", ["Region", "Choices"], barsOf(report.regions, placeOf)),
			drawBars("Languages", ["Language", "Choices"], barsOf(report.languages, languageOf)),
			drawBars("Requests by kind", ["Kind", "Requests"], requestBarsOf(requests.kinds, KINDS)),
			drawBars("Requests by state", ["State", "Requests"], requestBarsOf(requests.states, STATES)),
		),
		...(report.cut.length > 0
			? [make("p", { class: "note" }, `Shown are the 500 most frequent: ${report.cut.join(", ")}.`)]
			: []),
	];
}

/** @param {string} term @param {string} value */
const tile = (term, value) => make("div", {}, make("dt", {}, term), make("dd", {}, value));

/** @param {Report["gpc"]} counts @param {string} value @param {number} total */
function shareOf(counts, value, total) {
	const count = counts.find((each) => each.value === value)?.records ?? 0;
	return total === 0 ? "0" : `${numberOf(count)} (${percentOf(count / total)})`;
}

/** @param {Report["methods"]} counts @param {(value: string) => string} wordsOf */
const barsOf = (counts, wordsOf) =>
	counts.map(({ value, records: count }) => ({ label: value === null ? "Not known" : wordsOf(value), count }));

/** @param {Report["requests"]["kinds"]} counts @param {Record<string, string>} words */
const requestBarsOf = (counts, words) =>
	counts.map(({ value, requests: count }) => ({ label: words[value] ?? value, count }));

/** @param {Report} report */
function purposesOf({ purposes }) {
	/** @type {Map<string, Record<string, number>>} */
	const rows = new Map();
	for (const { purpose, state, records } of purposes) {
		const parts = rows.get(purpose) ?? {};
		parts[state] = records;
		rows.set(purpose, parts);
	}
	return [...rows].map(([label, parts]) => ({ label, parts }));
}
