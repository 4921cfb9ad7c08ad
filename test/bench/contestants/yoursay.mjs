import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const dist = process.env.YOURSAY_DIST ?? fileURLToPath(new URL("../../../dist/", import.meta.url));
const { checkedMark } = await import(pathToFileURL(join(dist, "esm/index.js")).href);
const view = (name) => `your-say >>> [data-yoursay-view=${name}]`;
const act = (action) => `${view("ask")} [data-yoursay-action=${action}]`;

const config = ({ text, purposes, cookies }) => ({
	site: { name: "Harbour weekly" },
	layout: "box",
	trigger: false,
	policy: "#privacy",
	purposes: purposes.map(({ id, title, description, required }) => ({
		id,
		title,
		description,
		required,
		vendors: cookies
			.filter(({ purpose }) => purpose === id)
			.map(({ name, provider, duration, description }) => ({
				id: name.replace(/^_/, ""),
				name: provider,
				cookies: [{ name, duration, description }],
			})),
	})),
	languages: { texts: { en: { ask: { title: text.title, body: text.body } } } },
});

/** With the tag that the README recommends, or another. */
export const withTag = (order, attributes) => ({
	order,
	files: { "": dist },
	head(given) {
		const { ask } = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
		const scripts = given.held.map(
			({ purpose, src }) => `<script type="text/plain" data-yoursay-purpose="${purpose}" src="${src}"></script>`,
		);
		const own = config(given);
		return `<script type="application/json" data-yoursay-config>${given.json(own)}</script>
<link rel="modulepreload" href="${given.base}/${ask.en}">
<script ${attributes} src="${given.base}/yoursay.js" data-checked="${checkedMark(JSON.parse(JSON.stringify(own)))}"></script>
${scripts.join("\n")}`;
	},
	layer: view("ask"),
	accept: act("accept-all"),
	reject: act("reject-all"),
	preferences: act("preferences"),
	panel: view("preferences"),
	toggle: "your-say >>> .switch[data-yoursay-purpose=analytics]",
	isOn: "it.checked",
	entries: "vendors",
});

export default withTag(1, "async");
