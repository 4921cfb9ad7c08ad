import type { Settings } from "../../types/config.ts";
import type { Receipt } from "../../types/receipt.ts";

/** What a statement is derived from. */
export type Facts = Pick<Receipt, "id" | "createdAt" | "records" | "notices" | "configs" | "acknowledgements">;

/** What the usual purposes are in the vocabulary; they bring their own texts. */
export const broader: Record<string, string> = {
	functional: "dpv:ServicePersonalisation",
	analytics: "dpv:ServiceUsageAnalytics",
	marketing: "dpv:PersonalisedAdvertising",
	media: "dpv:RequestedServiceProvision",
};
export const policyUrl = ({ policy }: Settings) => (typeof policy === "object" ? policy.url : policy);

/** Paths of what ISO/IEC TS 27560 demands of a consent record and this configuration does not say. */
export function missingIn(settings: Settings): string[] {
	const { name, address, contact } = settings.site?.controller ?? {};
	const paths: Record<string, unknown> = {
		"site.controller.name": name,
		"site.controller.address": address,
		"site.controller.contact": contact,
		"policy.url": policyUrl(settings),
	};
	for (const purpose of settings.purposes) {
		const { id, required, legalBasis, data, retention, location, vendors } = purpose;
		if (required || legalBasis !== "consent") continue;
		const at = `purposes[${id}].`;
		paths[`${at}description`] = purpose.description ?? broader[id];
		paths[`${at}data`] = data?.length;
		paths[`${at}location`] = location;
		paths[`${at}retention`] = retention;
		for (const { id: vendor, provider, country, policyUrl: url } of vendors) {
			paths[`${at}vendors[${vendor}].provider`] = provider;
			paths[`${at}vendors[${vendor}].country`] = country;
			paths[`${at}vendors[${vendor}].policyUrl`] = url;
		}
	}
	return Object.keys(paths).filter((path) => !paths[path]);
}

/**
 * The same for a whole receipt: of each configuration; `region` where it was not known; and, as a path within the
 * receipt, the words or the configuration that a record was kept without.
 */
export function missingOf({ records, notices, configs }: Facts): string[] {
	const paths = records.flatMap(({ notice: { textHash, configHash }, region }, at) => [
		...(configs[configHash!] ? missingIn(configs[configHash!]!) : [`records[${at}].notice.configHash`]),
		...(notices[textHash!] ? [] : [`records[${at}].notice.textHash`]),
		...(region ? [] : ["region"]),
	]);
	return [...new Set(paths)];
}
