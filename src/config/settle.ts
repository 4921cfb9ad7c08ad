import type { Config, Purpose, SettledPurpose, Settings } from "../../types/config.ts";

const usual = ["necessary", "functional", "analytics", "marketing"];

function settlePurpose(given: string | Purpose): SettledPurpose {
	const purpose = typeof given === "string" ? { id: given } : given;
	const { id } = purpose;
	const settled: SettledPurpose = {
		required: id === "necessary",
		legalBasis: "consent",
		involves: id === "marketing" ? ["sale", "sharing", "targeted-ads"] : [],
		vendors: [],
		print: "",
		...purpose,
	};
	const { legalBasis, involves, data, location, vendors } = settled;
	let mark = 0;
	for (const letter of JSON.stringify([legalBasis, involves, data, location, vendors.map((vendor) => vendor.id)]))
		mark = (Math.imul(mark, 31) + letter.charCodeAt(0)) >>> 0;
	settled.print = mark.toString(36);
	return settled;
}

/** Fills in every default. Something is always necessary: yoursay itself has to remember the choice. */
export function settle(config: Config): Settings {
	const purposes = (config.purposes ?? usual).map(settlePurpose);
	if (!purposes.some(({ required }) => required)) purposes.unshift(settlePurpose(usual[0]!));
	const id = config.site?.id;
	return { regime: "opt-in", revision: 0, layout: "box", theme: "auto", ...config, purposes, key: id ? `yoursay_${id}` : "yoursay" };
}
