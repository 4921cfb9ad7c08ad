// The fields that are always there: each is named by where its value stands.
import { read, write } from "/builder/config.js";
import { make } from "/builder/dom.js";
import { nameOf, parts } from "/play-regions.js";

/** Keys of `integrations`, and what each of them is called. */
const integrations = {
	google: "Google Consent Mode",
	gtm: "Google Tag Manager, events",
	uet: "Microsoft Advertising",
	clarity: "Microsoft Clarity",
	meta: "Meta's pixel",
	tiktok: "TikTok's pixel",
	matomo: "Matomo",
	posthog: "PostHog",
	adobe: "Adobe Web SDK",
	gpp: "IAB GPP, United States",
	tcf: "IAB TCF, follows another tool",
};

/** Fills the lists that come from data. `languages`: pairs of tag and name. */
export function fillLists(form, languages) {
	form.elements["languages.default"].append(
		...languages.map(([tag, name]) => {
			const option = new Option(name, tag);
			option.lang = tag;
			return option;
		}),
	);
	for (const [label, regions] of Object.entries(parts)) {
		const known = regions.filter(([code]) => code !== "unknown");
		if (!known.length) continue;
		const group = make("optgroup", { label });
		group.append(...known.map(([code]) => new Option(nameOf(code), code)));
		form.elements.region.append(group);
	}
	document
		.getElementById("integrations")
		.append(
			...Object.entries(integrations).map(([key, name]) =>
				make(
					"li",
					{},
					make(
						"label",
						{ class: "tick" },
						make("input", { type: "checkbox", name: `integrations.${key}` }),
						make("span", {}, name),
						make("span", { class: "dim small", "data-bytes-of": key }),
					),
				),
			),
		);
}

const named = (form) => [...form.elements].filter(({ name }) => name);

/** Sets every field to what the state says. */
export function showFields(form, state) {
	for (const control of named(form)) {
		const value = read(state, control.name);
		if (control.type === "checkbox") control.checked = Boolean(value);
		else if (control.type === "radio")
			control.checked = control.value === String(value ?? control.dataset.standard ?? "");
		else if (control.type !== "color") {
			const text = String(value ?? "");
			// Whoever wrote a link may know regions that the list does not have.
			if (control.localName === "select" && ![...control.options].some((option) => option.value === text))
				control.append(new Option(text));
			control.value = text;
		}
	}
}

/** Takes into the state what a field says now. */
export function takeField(control, state) {
	const { name, type, value } = control;
	const isList = control.localName === "select" && /^(?:true|false)$/.test(value);
	if (type === "checkbox") {
		const before = read(state, name);
		// Options of an integration stay while it is on.
		if (control.checked !== Boolean(before)) write(state, name, control.checked || undefined);
	} else write(state, name, value === "" ? undefined : isList || type === "number" ? JSON.parse(value) : value);
}

/** Where a bar or a dialog may stand differs from where a box may. */
export function fitPosition(form, state) {
	const { layout = "box", position = "start" } = state.config;
	if (layout === "dialog") delete state.config.position;
	if (layout === "bar" && /center|end/.test(position))
		state.config.position = position.startsWith("top") ? "top-start" : "start";
	form.dataset.layout = layout;
	document.getElementById("position-part").disabled = layout === "dialog";
	for (const radio of form.elements.position) {
		radio.checked = radio.value === (state.config.position ?? "start");
		radio.disabled = layout === "bar" && /center|end/.test(radio.value);
	}
}
