import { fileURLToPath } from "node:url";
import { bundle } from "../bundle.mjs";
import { builtFor } from "../contestants.mjs";

const source = (file) => fileURLToPath(new URL(`floor/${file}`, import.meta.url));

/** Not a product: the smallest honest way to do the task with Preact, signals and a shadow root. Shows the limit. */
export const floor = (order, name, files, more = {}) => ({
	order,
	packages: ["preact", "@preact/signals"],
	files: { "": builtFor(name) },
	build: () =>
		bundle(name, Object.fromEntries(Object.entries(files).map(([file, from]) => [file, source(from)])), "preact"),
	head: ({ json, base, text, purposes, cookies, held }) => `<script>window.floorConfig=${json({
		text,
		purposes,
		cookies,
		...more,
	})}</script>
<script defer src="${base}/${Object.keys(files)[0]}"></script>
${held.map(({ purpose, src }) => `<script type="text/plain" data-purpose="${purpose}" data-src="${src}"></script>`).join("\n")}`,
	layer: "the-floor >>> .layer",
	accept: "the-floor >>> .layer .accept",
	reject: "the-floor >>> .layer .reject",
	preferences: "the-floor >>> .preferences",
	panel: "the-floor >>> .panel",
	toggle: "the-floor >>> [data-purpose=analytics]",
	isOn: "it.ariaChecked === 'true'",
	entries: "rows of the cookie tables",
});

export default floor(90, "floor", { "floor.js": "one-file.mjs" });
