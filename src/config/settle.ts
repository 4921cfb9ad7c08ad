import type { Config, Purpose, Settings, SettledPurpose } from "../../types/config.ts";
import { merge } from "./tag.ts";

const usual = ["necessary", "functional", "analytics", "marketing"];

function settlePurpose(given: string | Purpose): SettledPurpose {
	// A text is the id of a purpose of which nothing else is said.
	const { id = given } = given as Purpose;
	const defaults = {
		id,
		required: id === "necessary",
		legalBasis: "consent",
		involves: id === "marketing" ? ["sale", "sharing", "targeted-ads"] : [],
		vendors: [],
	};
	const settled = merge(defaults, id === given ? {} : given) as SettledPurpose;
	const { legalBasis, involves, data, location, vendors } = settled;
	let mark = 0;
	for (const letter of JSON.stringify([legalBasis, involves, data, location, vendors.map((vendor) => vendor.id)]))
		mark = (Math.imul(mark, 31) + letter.charCodeAt(0)) >>> 0;
	return { ...settled, print: mark.toString(36) };
}

/** Fills in every default. Something is always necessary: yoursay itself has to remember the choice. */
export function settle(config: Config): Settings {
	const purposes = (config.purposes ?? usual).map(settlePurpose);
	if (!purposes.some((purpose) => purpose.required || purpose.id === usual[0]))
		purposes.unshift(settlePurpose(usual[0]!));
	const id = config.site?.id;
	const defaults = { regime: "opt-in", revision: 0, layout: "box", theme: "auto" };
	return { ...(merge(defaults, config) as Settings), purposes, key: id ? `yoursay_${id}` : "yoursay" };
}
