import type { Config, SettledPurpose, Settings } from "../../types/config.ts";

const usual = ["necessary", "functional", "analytics", "marketing"];

const settlePurpose = (id: string): SettledPurpose => ({
	id,
	required: id === "necessary",
	legalBasis: "consent",
	involves: id === "marketing" ? ["sale", "sharing", "targeted-ads"] : [],
	vendors: [],
});

/** Fills in every default. Something is always necessary: yoursay itself has to remember the choice. */
export function settle(config: Config): Settings {
	const purposes = (config.purposes ?? usual).map((purpose) =>
		typeof purpose === "string" ? settlePurpose(purpose) : { ...settlePurpose(purpose.id), ...purpose },
	);
	if (!purposes.some(({ required }) => required)) purposes.unshift(settlePurpose(usual[0]!));
	const id = config.site?.id;
	return { regime: "opt-in", revision: 0, layout: "box", theme: "auto", ...config, purposes, key: id ? `yoursay_${id}` : "yoursay" };
}
