// The rows of the tables, and the goals that yoursay has set itself.
import { counts } from "./suites.mjs";

/**
 * @typedef {object} Row
 * @property {string} label
 * @property {string} key Which samples.
 * @property {string} figure Which of their figures.
 * @property {"kB" | "ms" | ""} unit
 * @property {boolean} [isNet] The control's figure of the same round is subtracted.
 * @property {string} [goal] In words.
 */

/** @type {Row[]} */
export const rows = [
	{ label: "first visit until the layer stands", key: "bytes", figure: "first", unit: "kB", goal: "7.5 kB" },
	{ label: "first visit, all that follows by itself", key: "bytes", figure: "settled", unit: "kB" },
	{ label: "first visit, preferences opened", key: "bytes", figure: "panel", unit: "kB", goal: "36 kB for every view" },
	{ label: "returning visitor, empty cache", key: "bytes", figure: "returning", unit: "kB", goal: "4.5 kB" },
	{ label: "first layer stands", key: "timing 1x", figure: "layerAt", unit: "ms", goal: "ahead of every peer" },
	{ label: "the same, CPU 4x", key: "timing 4x", figure: "layerAt", unit: "ms", goal: "ahead of every peer" },
	{
		label: "the same, CPU 4x, slow 4G",
		key: "timing slow",
		figure: "layerAt",
		unit: "ms",
		goal: "ahead of every peer",
	},
	{
		label: "First Contentful Paint delayed, CPU 4x, slow 4G",
		key: "timing slow",
		figure: "firstPaintAt",
		unit: "ms",
		isNet: true,
		goal: "0",
	},
	{
		label: "main thread, first visit",
		key: "cost 1x",
		figure: "first",
		unit: "ms",
		isNet: true,
		goal: "half of the best peer",
	},
	{
		label: "the same, CPU 4x",
		key: "cost 4x",
		figure: "first",
		unit: "ms",
		isNet: true,
		goal: "half of the best peer",
	},
	{ label: "main thread, returning visitor", key: "cost 1x", figure: "returning", unit: "ms", isNet: true },
	{
		label: "tasks over 50 ms on a first visit, CPU 4x: their excess",
		key: "timing 4x",
		figure: "blockingMs",
		unit: "ms",
		goal: "0",
	},
	{ label: "heap, returning visitor", key: "heap", figure: "returning", unit: "kB", isNet: true, goal: "62 kB" },
	{ label: "layout shift", key: "timing 1x", figure: "layoutShift", unit: "", goal: "0" },
	{ label: "layout shift on a phone", key: "phone", figure: "layoutShift", unit: "", goal: "0" },
	{ label: "click on accept until the held script has run", key: "timing 1x", figure: "accept", unit: "ms" },
	{ label: "the same, CPU 4x", key: "timing 4x", figure: "accept", unit: "ms" },
	{
		label: "returning visitor until the held script has run, empty cache",
		key: "timing 1x",
		figure: "returnCold",
		unit: "ms",
		goal: "ahead of every peer",
	},
	{
		label: "the same, CPU 4x, slow 4G",
		key: "timing slow",
		figure: "returnCold",
		unit: "ms",
		goal: "ahead of every peer",
	},
	{ label: "the same with the cache kept", key: "timing 1x", figure: "returnWarm", unit: "ms" },
	...counts.map((count, at) => ({
		label: `panel of ${count} vendors opens, main thread`,
		key: `panel ${count}`,
		figure: "task",
		unit: "ms",
		goal: at ? "as with ten" : "31 ms",
	})),
	...counts.map((count) => ({
		label: `panel of ${count} vendors seen after the click`,
		key: `panel ${count}`,
		figure: "seen",
		unit: "ms",
	})),
];
