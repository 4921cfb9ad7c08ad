// What an owner copies: the tag with all it needs, and a few lines for the style sheet.
import { brief, tidy } from "/builder/config.js";
import { ask, checkedMark, explain, fromTag, rules, settle, situate } from "/builder/widget.js";

/** A region whose first layer is the plain one; what a page without a region of its own is taken for. */
const plainRegion = "DE";

const escaped = (text) =>
	text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const dashed = (key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const attributes = (dataset) =>
	Object.entries(dataset)
		.map(([key, value]) => ` data-${dashed(key)}="${escaped(value)}"`)
		.join("");

/** Within a script nothing may look like the end of one, whatever a title says. */
const block = (config) =>
	`<script type="application/json" data-yoursay-config>\n${JSON.stringify(config, null, "\t").replaceAll("<", "\\u003c")}\n</script>\n`;

/** The configuration as attributes of the tag; undefined where the tag would not say all of it. */
function onTag({ site, languages, purposes, ...rest }) {
	const { id: siteId } = site ?? {};
	const { default: language } = languages ?? {};
	const dataset = {
		...(purposes && { purposes: purposes.join(" ") }),
		...(siteId && { siteId }),
		...(language && { language }),
		...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, `${value}`])),
	};
	const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
	const config = { ...(purposes && { purposes }), ...(site && { site }), ...(languages && { languages }), ...rest };
	return same(fromTag(dataset), config) ? dataset : undefined;
}

/** Whether the first layer of this configuration waits for the rules; a promise where it does. */
export const needsRules = (config) =>
	Boolean(
		situate({ settings: settle({ region: plainRegion, ...config }), signal: () => undefined, locate: () => true }),
	);

/**
 * The tag of a state, with its preloads, its configuration and the mark that this was checked. Where the widget would
 * refuse the configuration: `flaws` instead, each with path and remedy.
 */
export async function tagOf(state) {
	const config = brief(state);
	const whole = onTag(config);
	// On the tag the language is known before the configuration is read, and with it the first layer's file.
	const { languages: { default: language, ...languages } = {}, ...others } = config;
	const inBlock = whole ? {} : { ...others, ...(Object.keys(languages).length && { languages }) };
	const dataset = whole ?? { ...(language && { language }) };
	try {
		const mark = checkedMark(inBlock, dataset);
		const files = [ask[language], needsRules(config) && rules].filter(Boolean);
		const preloads = files.map((file) => `<link rel="modulepreload" href="/${file}">\n`).join("");
		const tag = `<script async src="/yoursay.js"${attributes(dataset)} data-checked="${mark}"></script>`;
		return { text: `${preloads}${whole ? "" : block(inBlock)}${tag}`, config };
	} catch {
		const lines = (await explain(tidy(state))).split("\n");
		return { flaws: lines.map((line) => /^(\S+): (.*)$/.exec(line)?.slice(1) ?? ["configuration", line]) };
	}
}

const kinds = { accent: "color", radius: "border-radius", size: "font-size", font: "font-family" };
const meant = {
	accent: "use a colour such as #0d7a6f or rebeccapurple",
	radius: "use a length from 0 to 40",
	size: "use a length from 10 to 32",
	font: "use names of typefaces with commas between, such as Georgia, serif",
};
const ranges = { radius: [0, 40], size: [10, 32] };

/** The lines for the style sheet; empty where all is the widget's own. `flaws`: as those of the tag. */
export function cssOf({ look }) {
	const given = Object.entries(kinds).flatMap(([name, kind]) => {
		const value = look[name];
		if (value === undefined || value === "") return [];
		return [{ name, kind, value: ranges[name] ? `${value}px` : `${value}`.trim() }];
	});
	const flaws = given.filter((each) => !isRight(each)).map(({ name }) => [`look.${name}`, meant[name]]);
	const lines = given.map(({ name, value }) => `\t--yoursay-${name}: ${value};\n`).join("");
	return { flaws, text: lines && `:root {\n${lines}}` };
}

/** A value is right where the browser takes it for its kind, and reads it back out of a sheet as it was written. */
function isRight({ name, kind, value }) {
	const [least, most] = ranges[name] ?? [];
	if (least !== undefined && !(Number.parseFloat(value) >= least && Number.parseFloat(value) <= most)) return false;
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(`:root {\n--value: ${value};\n--after: 1;\n}`);
	const [{ style } = {}] = sheet.cssRules;
	const isWhole = sheet.cssRules.length === 1 && style?.getPropertyValue("--value").trim() === value;
	return isWhole && style.getPropertyValue("--after").trim() === "1" && CSS.supports(kind, value);
}
