import type { SettledPurpose, Vendor } from "../../types/config.ts";
import { countryName, fillText, plural } from "../policy/words.ts";
import { element } from "./dom.ts";
import type { Panel } from "./preferences.ts";
import { createSwitch, type Updates } from "./switch.ts";

/** Above this many vendors a search field heads the list, and rows come in slices. */
const manyVendors = 20;
const sliceSize = 50;

/**
 * A purpose's vendors, slice by slice, with a switch for each unless the purpose is no choice.
 * @param updates Holds those of the rows that stand, and nothing else.
 */
export function createVendorList(panel: Panel, purpose: SettledPurpose, updates: Updates): HTMLElement[] {
	const { language } = panel.stage;
	const words = panel.words.preferences;
	const { id, vendors } = purpose;
	const isMany = vendors.length > manyVendors;
	const inputId = `f-v-${id}`;
	let found = vendors;
	let shown: number;

	function showMore() {
		for (const vendor of found.slice(shown, (shown += sliceSize)))
			list.append(createRow(panel, purpose, vendor, updates));
		more.hidden = found.length <= shown;
		rest.textContent = `${plural(language, words.vendors, found.length - shown)} …`;
	}
	function show() {
		const wanted = input.value.trim().toLowerCase();
		found = vendors.filter((vendor) => `${vendor.name ?? ""} ${vendor.id}`.toLowerCase().includes(wanted));
		status.textContent = wanted && (found.length ? plural(language, words.found, found.length) : words.noneFound);
		list.replaceChildren();
		updates.length = shown = 0;
		showMore();
	}
	const input = element("input", "", { id: inputId, type: "search", input: show });
	const status = element("span", "small", { role: "status" });
	const find = element("div", "find", {}, element("label", "", { for: inputId }, words.findVendor), input, status);
	const list = element("ul", `vendors rows ${isMany ? "many" : ""}`, { id: `v-${id}` });
	const rest = element("span", "");
	const more = element("button", "quiet", { type: "button", "data-yoursay-action": "more", click: showMore }, rest);
	show();
	return isMany ? [find, list, more] : [list];
}

/** One vendor: its switch, whose it is and where, and what it keeps. */
function createRow(panel: Panel, { id: purposeId, required }: SettledPurpose, vendor: Vendor, updates: Updates) {
	const { language } = panel.stage;
	const words = panel.words.preferences;
	const { id, name = id, provider, country: code, policyUrl: href, cookies = [], storage = [] } = vendor;
	const inputId = `${purposeId}-${id}`;
	const country = code && countryName(language, code);
	const from = provider && country ? fillText(words.providerIn, { provider, country }) : (provider ?? country);
	const label = `${words.theirPolicy}: ${name}`;
	const kept = [
		...cookies,
		...storage.map((entry) => ({ name: entry, duration: words.untilDeleted, description: "" })),
	];
	return element(
		"li",
		"vendor",
		{},
		element("h4", "", {}, required ? name : element("label", "", { for: inputId }, name)),
		!required &&
			createSwitch(
				updates,
				"switch s",
				{ id: inputId, "data-yoursay-vendor": id },
				() => (panel.answers.vendors[id] ? "on" : "off"),
				(isOn) => {
					panel.answers.vendors[id] = isOn;
					panel.moved();
				},
			),
		(from || href) &&
			element(
				"p",
				"small",
				{},
				from && `${from} · `,
				href &&
					element(
						"a",
						"link",
						{ href, target: "_blank", rel: "noopener noreferrer", "aria-label": label },
						words.theirPolicy,
					),
			),
		kept.length > 0 &&
			element(
				"dl",
				"kept small",
				{},
				...kept.map(({ name, duration, description }) =>
					element(
						"div",
						"",
						{},
						element("dt", "", {}, element("bdi", "", {}, name)),
						element("dd", "", {}, duration ?? words.session),
						description && element("dd", "", {}, description),
					),
				),
			),
	);
}
