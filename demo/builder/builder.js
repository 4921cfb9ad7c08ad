// The builder: one state, shown as a form, as two previews, and as what an owner copies.
import { pack, unpack } from "/builder/address.js";
import { adopt, begun } from "/builder/config.js";
import { showContrast } from "/builder/contrast.js";
import { costsOf } from "/builder/costs.js";
import { fillLists, fitPosition, showFields, takeField } from "/builder/fields.js";
import { createFrames, hasSummary, isSampleShown } from "/builder/frames.js";
import { showPurposes } from "/builder/purposes.js";
import { cssOf, tagOf } from "/builder/result.js";
import { copyWith, showAdvice, showCode, showCosts, showFlaws } from "/builder/show.js";
import { ask, autonym, checkConfig } from "/builder/widget.js";

const find = (id) => document.getElementById(id);
const form = find("form");
/** A pause in typing that ends before one notices waiting. */
const pauseMs = 250;
/** Where the demo's sites keep their configurations, and the accents of their style sheets. */
const sites = {
	isokron: { config: "/isokron/config.json", accent: "#4f46e5" },
	kratys: { config: "/kratys/config.json", accent: "#0d7a6f" },
	a21e: { config: "/a21e/yoursay.json", accent: undefined },
};

let state = begun();
let view = "ask";
/** What the address says, to know one's own change of it. */
let written = "";
let timer;
let turn = 0;

const showFrames = createFrames([...document.querySelectorAll("iframe")], (isAsked) => {
	find("unasked").hidden = isAsked || view !== "ask";
});
const redrawPurposes = showPurposes(
	find("purposes"),
	find("add-purpose"),
	() => state,
	() => changed(),
);

function changed() {
	clearTimeout(timer);
	timer = setTimeout(update, pauseMs);
}

/** Brings everything up to the state; what a newer change has overtaken is left. */
async function update() {
	const mine = ++turn;
	const css = cssOf(state);
	const [tag, text] = await Promise.all([tagOf(state), pack(state)]);
	if (mine !== turn) return;
	if (text !== written) history.replaceState(null, "", `#${(written = text)}`);
	const flaws = [...(tag.flaws ?? []), ...css.flaws];
	showFlaws(form, flaws);
	showContrast(find("contrast"), css.flaws.some(([path]) => path === "look.accent") ? "" : state.look.accent);
	if (flaws.length) return;
	showCode(tag.text, css.text);
	find("no-preload").hidden = Boolean(state.config.languages?.default);
	for (const button of find("views").elements) {
		button.setAttribute("aria-pressed", String(button.value === view));
		if (button.value === "policy") button.disabled = !hasSummary(tag.config);
	}
	if (view === "policy" && !hasSummary(tag.config)) view = "ask";
	find("sample").hidden = !isSampleShown(tag.config);
	showFrames(state, view);
	const [costs, findings] = await Promise.all([costsOf(tag.config), checkConfig(tag.config, () => undefined)]);
	if (mine !== turn) return;
	showCosts(costs, autonym);
	showAdvice(findings);
}

/** Shows another state in every field. */
function show(next) {
	state = next;
	fitPosition(form, state);
	showFields(form, state);
	redrawPurposes();
}

async function begin() {
	const text = location.hash.slice(1);
	if (text && text === written) return;
	const found = await unpack(text);
	try {
		show(found ?? begun());
	} catch {
		// An address that somebody made up.
		show(begun());
	}
	await update();
}

function take({ target }) {
	if (target.id === "colour") {
		form.elements["look.accent"].value = target.value;
		state.look.accent = target.value;
	} else if (!target.name) return;
	else takeField(target, state);
	if (target.name === "layout") fitPosition(form, state);
	if (/^#[\da-f]{6}$/i.test(state.look.accent ?? "")) find("colour").value = state.look.accent;
	changed();
}

/** Another beginning; the one before is one step back in the browser. */
async function startFrom(name) {
	const site = sites[name];
	let next = begun();
	if (site) {
		const text = await (await fetch(site.config)).text();
		// A site's page fills in its other origin; here the film's host is this one.
		next = adopt(JSON.parse(text.replaceAll("{{other}}", "")), site.accent && { accent: site.accent });
	}
	history.pushState(null, "", `#${written}`);
	show(next);
	await update();
	find("begun").textContent = "Begun anew. Your browser's Back brings back what you had.";
}

form.addEventListener("input", take);
form.addEventListener("submit", (event) => event.preventDefault());
find("starts").addEventListener("click", ({ target }) => target.value !== undefined && startFrom(target.value));
find("views").addEventListener("click", ({ target }) => {
	if (target.localName !== "button") return;
	view = target.value;
	for (const button of find("views").elements) button.setAttribute("aria-pressed", String(button.value === view));
	if (find("refused").hidden) showFrames(state, view, true);
});
addEventListener("popstate", begin);
copyWith(document.querySelectorAll("[data-copies]"));

const languages = Object.keys(ask).map((tag) => [tag, autonym(tag)]);
fillLists(
	form,
	languages.sort(([, a], [, b]) => a.localeCompare(b)),
);
await begin();
