/** What a claimed exemption comes to: where it frees from consent, and what of the configuration speaks against it. */
import type { Exemption, Purpose, Settings, SettledPurpose } from "../../types/config.ts";
import type { Finding } from "../config/findings.ts";
import { place } from "../regions/place.ts";
import { codes } from "../regions/rules.ts";
import { named } from "./check-rules.ts";

const and = new Intl.ListFormat("en-GB");
const conditions = {
	statistics:
		"Keep the claim only if you count visits for yourself alone, to improve the site, follow nobody across sites, and say how to object; in France and Spain identifiers also end after 13 months and data after 25",
	appearance:
		"Keep the claim only if this adapts looks or functions to what the visitor prefers, and say how to object",
};

/**
 * What comes of each claim that a purpose needs no consent, as far as the configuration shows it; paths as
 * `purposes[id].key`.
 * @param now Milliseconds since 1970: laws begin.
 */
export function checkClaims(settings: Settings, written: { purpose: Purpose }[], now: number): Finding[] {
	// As they are written, also where settling left them out since they have no effect.
	const claimOf = (id: string) => written.find(({ purpose }) => purpose.id === id)?.purpose.exempt;
	return settings.purposes.flatMap((purpose) => {
		const exempt = claimOf(purpose.id);
		return exempt ? checkClaim({ ...purpose, exempt }, settings, now) : [];
	});
}

function checkClaim(purpose: SettledPurpose & { exempt: Exemption }, settings: Settings, now: number): Finding[] {
	const { id, exempt, required, involves, vendors } = purpose;
	if (required) return [];
	const path = `purposes[${id}].exempt`;
	if (involves.length) {
		const what = `A purpose that involves ${and.format(involves)} cannot be exempt as ${exempt}: one of the two is wrong`;
		return [
			{ code: "claim-contradicted", path, what, remedy: "Take away the claim, or what the purpose does not involve" },
		];
	}
	const free = codes()
		.sort()
		.filter((region) => freesIn(region, purpose, settings, now));
	const found: Finding[] = [
		{
			code: "claim-bounds",
			path,
			what: free.length
				? `This claim takes effect in ${named(free)} alone; elsewhere the purpose is treated as any other`
				: "This claim takes effect nowhere",
			remedy: conditions[exempt],
		},
	];
	const controller = settings.site?.controller?.name;
	const others = vendors.filter(({ provider }) => provider && controller && !isSame(provider, controller));
	if (others.length)
		found.push({
			code: "claim-shared",
			path: `purposes[${id}].vendors`,
			what: `The purpose is claimed to be exempt, but not only ${controller} takes part in it: also ${and.format(others.map(({ provider }) => provider!))}`,
			remedy: "Keep the claim only if whoever takes part works for you and for this purpose alone",
		});
	return found;
}

const isSame = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

function freesIn(region: string, { exempt }: SettledPurpose, settings: Settings, now: number): boolean {
	const { rule } = place({ ...settings, region }, { zone: "", languages: [], now });
	return rule.exempt.includes(exempt!);
}
