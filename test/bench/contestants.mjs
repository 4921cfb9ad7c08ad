// Who takes part. Each file in `contestants/` is one of them; its default export is a Contestant.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a contestant's markup is made from: the task, `json` for scripts, and the address its files are served under.
 * @typedef {ReturnType<import("./task.mjs").taskOf> & {json(value: unknown): string, base: string}} Given
 */

/**
 * Selectors are CSS; ` >>> ` steps into an open shadow root.
 * @typedef {object} Contestant
 * @property {string} name Its file's name.
 * @property {number} order Place in the tables.
 * @property {string[]} [packages] Whose versions are shown.
 * @property {boolean} [isPeer] Someone else's product, so that it may be the best peer of a row.
 * @property {Record<string, string>} [files] What is served under its address: a file by its name, or a folder under "".
 * @property {(given: Given) => string} [head] Its markup in `<head>`.
 * @property {(given: Given) => string} [foot] Its markup at the end of `<body>`.
 * @property {string} [layer] The box that must become visible on a first visit.
 * @property {string} [accept] In the layer.
 * @property {string} [reject] In the layer.
 * @property {string} [preferences] In the layer; without it there is no panel.
 * @property {string} [panel] The box that must become visible once preferences were asked for.
 * @property {string} [toggle] What a finger would hit to switch analytics in the panel.
 * @property {string} [isOn] A JavaScript expression over `it`, the element of `toggle`: whether analytics is on.
 * @property {string} [entries] What its panel has one of for each cookie; without it the panel's growth is not measured.
 * @property {number} [settleMs] How long its buttons are dead after they are visible.
 * @property {() => Promise<void>} [build] Makes its files.
 */

const folder = fileURLToPath(new URL("contestants/", import.meta.url));
const modules = fileURLToPath(new URL("node_modules/", import.meta.url));

/** Path of a file that the benchmark's own packages brought. */
export const installed = (...parts) => join(modules, ...parts);
/** Where a contestant's built files go. */
export const builtFor = (name) => join(modules, ".built", name);

/** Versions of a contestant's packages, as they are installed. */
export function versionsOf({ packages }) {
	if (!packages) return ["of this repository"];
	return packages.map((each) => {
		const places = [modules, fileURLToPath(new URL("../../node_modules/", import.meta.url))];
		const file = places.map((place) => join(place, each, "package.json")).find(existsSync);
		return `${each} ${file ? JSON.parse(readFileSync(file, "utf8")).version : "?"}`;
	});
}

/**
 * The contestants of these names, or all of them. `control`, the page without a widget, is always first.
 * @param {string[]} [only]
 * @returns {Promise<Contestant[]>}
 */
export async function loadContestants(only) {
	const names = readdirSync(folder)
		.filter((file) => file.endsWith(".mjs"))
		.map((file) => file.slice(0, -4));
	const stranger = only?.find((each) => !names.includes(each));
	if (stranger) throw new Error(`No contestant is called "${stranger}". There are: ${names.sort().join(", ")}.`);
	const wanted = names.filter((name) => !only || name === "control" || only.includes(name));
	const all = await Promise.all(
		wanted.map(async (name) => ({ name, ...(await import(`./contestants/${name}.mjs`)).default })),
	);
	return all.sort((a, b) => a.order - b.order);
}
