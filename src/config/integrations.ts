/** The guard's rules for integrations; they come with the herald, where the configuration names one beside Google's. */
import type { Config } from "../../types/config.ts";
import { fits, flag, id, type Members, text } from "./guard.ts";

const onePurpose: Members = { "": flag, purpose: id };

export const integrations: Members = {
	adobe: { ...onePurpose, instance: /^[\w$]+$/ },
	clarity: { "": flag, types: { ad_Storage: id, analytics_Storage: id } },
	gpp: { "": flag, sections: "national state", padding: "octets sextets", mspa: "opt-out-option service-provider" },
	gtm: { "": flag, event: text },
	matomo: { ...onePurpose, mode: "tracking cookies" },
	meta: { ...onePurpose, limitedDataUse: flag },
	posthog: onePurpose,
	tcf: { "": flag, purposes: { "*": [/^\0([1-9]|1\d|2[0-4])$/] }, vendors: { "*": /^\0[1-9]\d{0,4}$/ } },
	tiktok: onePurpose,
	uet: onePurpose,
};

/** The whole guard: as `fits`, for a configuration with any integration. */
export const isValid = (config: unknown, unknown: (path: string) => void): config is Config =>
	fits(config, unknown, integrations);
