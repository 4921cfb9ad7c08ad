import type { Config, Purpose, SettledPurpose, Settings } from "../../types/config.ts";

const usual = ["necessary", "functional", "analytics", "marketing"];

/** Fills in every default. Necessary is always among the purposes: yoursay itself has to remember the choice. */
export function settle(config: Config): Settings {
	const purposes = (config.purposes ?? usual).map((purpose): SettledPurpose => {
		const given: Purpose = typeof purpose === "string" ? { id: purpose } : purpose;
		return {
			...given,
			required: given.required ?? given.id === "necessary",
			legalBasis: given.legalBasis ?? "consent",
			involves: given.involves ?? (given.id === "marketing" ? ["sale", "sharing", "targeted-ads"] : []),
			vendors: given.vendors ?? [],
		};
	});
	if (!purposes.some((purpose) => purpose.required))
		purposes.unshift({ id: "necessary", required: true, legalBasis: "consent", involves: [], vendors: [] });
	return {
		...config,
		purposes,
		regime: config.regime ?? "opt-in",
		revision: config.revision ?? 0,
		layout: config.layout ?? "box",
		theme: config.theme ?? "auto",
		key: config.site?.id ? `yoursay_${config.site.id}` : "yoursay",
	};
}
