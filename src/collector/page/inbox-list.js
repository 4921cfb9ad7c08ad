// @ts-check
/** The list of requests. */
import { placeOf, shortDayOf } from "./dates.js";
import { foreign, make } from "./element.js";
import { dueWords, KINDS, STATES } from "./inbox-words.js";

/** @typedef {import("../../../types/request.ts").InboxRequest} InboxRequest */

const HEADS = ["Reference", "Kind", "Where", "Received", "Due", "State"];

/**
 * What a filter's fields say, as the collector's parameters.
 * @param {FormData} fields
 */
export function queryOf(fields) {
	const query = new URLSearchParams();
	const show = fields.get("show");
	if (show === "late") query.set("late", "true");
	else if (show === "open") query.set("state", "open");
	for (const name of ["kind", "dueBefore", "site"]) {
		const value = String(fields.get(name) ?? "").trim();
		if (value !== "") query.set(name, value);
	}
	return query;
}

/**
 * A table, on narrow screens shown as cards; roles are named, for browsers forget those of tables that are no table's
 * boxes any more.
 * @param {(reference: string) => void} open
 */
export function createTable(open) {
	const body = make("tbody", { role: "rowgroup" });
	const heads = HEADS.map((head) => make("th", { role: "columnheader", scope: "col" }, head));
	const table = make(
		"table",
		{ class: "requests", role: "table", "aria-label": "Requests by due date" },
		make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads)),
		body,
	);
	return {
		table,
		/** @param {InboxRequest[]} requests @returns {HTMLElement | null} the first button of these */
		add(requests) {
			const rows = requests.map((request) => drawRow(request, open));
			body.append(...rows);
			return rows[0]?.querySelector("button") ?? null;
		},
	};
}

/** @param {InboxRequest} request @param {(reference: string) => void} open */
function drawRow(request, open) {
	const { reference, kind, region, site, receivedAt, dueAt, state } = request;
	const button = make("button", { type: "button", class: "opener reference", click: () => open(reference) }, reference);
	return make(
		"tr",
		{ role: "row", "data-reference": reference },
		make("th", { role: "rowheader", scope: "row" }, button),
		cell(KINDS[kind] ?? kind, make("span", { class: "small line" }, foreign(site))),
		cell(region === null ? "Not told" : foreign(placeOf(region))),
		dated("Received", shortDayOf(receivedAt)),
		dated(
			"Due",
			shortDayOf(dueAt),
			make("span", { class: request.isLate ? "late line" : "small line" }, dueWords(request)),
		),
		cell(make("span", { class: "tag" }, STATES[state] ?? state)),
	);
}

/** @param {(Node | string)[]} children */
const cell = (...children) => make("td", { role: "cell" }, ...children);

/** A cell that says on narrow screens too which date it holds. @param {string} head @param {(Node | string)[]} children */
const dated = (head, ...children) => make("td", { role: "cell", "data-head": head }, ...children);
