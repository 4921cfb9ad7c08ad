import type { SettledPurpose, Vendor } from "../../types/config.ts";
import { digits, fillText, plural } from "../policy/words.ts";
import { element } from "./dom.ts";
import { icon } from "./icon.ts";
import type { Panel } from "./preferences.ts";
import { createSwitch, type Updates } from "./switch.ts";
import { createVendorList } from "./vendor-list.ts";

/** One purpose: what it is, its switch, and behind a disclosure who takes part and what they keep. */
export function createPurposeRow(panel: Panel, purpose: SettledPurpose): HTMLElement {
	const { stage, updates, words } = panel;
	const { language, law } = stage;
	const { id, required, vendors, legalBasis, involves } = purpose;
	const { preferences: texts, common } = words;
	const usual = words.purposes[id];
	const title = purpose.title ?? usual?.title ?? id;
	const inputId = `p-${id}`;
	const bodyId = `d-${id}`;
	const body = [
		purpose.description ?? usual?.body,
		legalBasis === "legitimate-interests" && texts.legitimate,
		involves.includes("sensitive") && !law.place?.rule.sensitive && texts.sensitive,
		!required && law.isExempt(purpose) && texts.exempt,
	];
	const row = element("li", "row", { part: "purpose" });
	if (required) row.append(element("h3", "", {}, title), element("span", "always", {}, common.alwaysOn));
	else {
		const heading = element("h3", "", {}, element("label", "", { for: inputId }, title));
		const some = element("span", "small");
		const state = () => panel.answers.stateOf(purpose);
		const count = () => {
			const on = digits(language, panel.answers.countOn(purpose));
			some.textContent = fillText(texts.someVendors, { on, count: digits(language, vendors.length) });
			if (state() === "some") heading.append(some);
			else some.remove();
		};
		count();
		updates.push(count);
		const input = createSwitch(
			updates,
			"switch",
			{ id: inputId, "data-yoursay-purpose": id, "aria-describedby": bodyId },
			state,
			(isOn) => {
				panel.answers.togglePurpose(purpose, isOn);
				panel.moved();
			},
		);
		row.append(heading, input);
	}
	row.append(element("p", "body", { id: bodyId, dir: purpose.description && "auto" }, body.filter(Boolean).join(" ")));
	if (!vendors.length) return row;

	const sum = (list: (vendor: Vendor) => unknown[] | undefined) =>
		vendors.reduce((all, vendor) => all + (list(vendor)?.length ?? 0), 0);
	const counts = [
		[texts.vendors, vendors.length],
		[texts.cookies, sum(({ cookies }) => cookies)],
		[texts.storage, sum(({ storage }) => storage)],
	] as const;
	const summary = counts
		.filter(([, found]) => found)
		.map(([forms, found]) => plural(language, forms, found))
		.join(common.between);
	const inside: Updates = [];
	let list: HTMLElement[] | undefined;
	const more = element(
		"button",
		"more",
		{
			type: "button",
			"data-yoursay-action": "details",
			"aria-expanded": "false",
			"aria-label": `${fillText(texts.showDetails, { purpose: title })}: ${summary}`,
			click() {
				more.ariaExpanded = `${!list}`;
				if (list) {
					for (const part of list) part.remove();
					list = undefined;
				} else row.append(...(list = createVendorList(panel, purpose, inside)));
			},
		},
		element("span", "", {}, summary),
		icon("chevron"),
	);
	updates.push(() => {
		for (const update of inside) update();
	});
	row.append(more);
	return row;
}
