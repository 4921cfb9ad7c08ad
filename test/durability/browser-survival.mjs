// Which store still held the newest settled decision after a kill, by the time between its settling and the kill.
const bounds = [250, 1000, 2000, 3000, 4000, Number.POSITIVE_INFINITY];
const stores = ["cookie", "local", "database"];

/** As a Markdown table: how many of the cases had the newest decision there, and in how many an older one stood in its place. */
export function survivalTable(rows) {
	const lines = ["| killed after | cookie | localStorage | IndexedDB | only IndexedDB |", "|---|---|---|---|---|"];
	bounds.forEach((bound, index) => {
		const from = bounds[index - 1] ?? 0;
		const here = rows.filter(({ delayMs }) => delayMs < bound && (index === 0 || delayMs >= from));
		lines.push(`| ${labelOf(from, bound)} | ${cellsOf(here)} |`);
	});
	lines.push(`| all | ${cellsOf(rows)} |`);
	return lines.join("\n");
}

const labelOf = (from, bound) => (bound === Number.POSITIVE_INFINITY ? `${from} ms or more` : `${from} to ${bound} ms`);

function cellsOf(rows) {
	const cells = stores.map((store) => {
		const known = rows.filter((row) => store in row);
		const count = (what) => known.filter((row) => row[store] === what).length;
		return `${count("new")} of ${known.length}${count("old") ? ` (${count("old")} older)` : ""}`;
	});
	const known = rows.filter((row) => "database" in row);
	const only = known.filter(
		({ cookie, local, database }) => database === "new" && cookie !== "new" && local !== "new",
	).length;
	return [...cells, `${only} of ${known.length}`].join(" | ");
}
