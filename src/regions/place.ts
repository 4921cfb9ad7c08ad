import type { Settings, SettledPurpose } from "../../types/config.ts";
import type { DueLink, Place, Rule } from "../../types/rule.ts";
import { ruleOf, version } from "./rules.ts";
import { regionOfZone } from "./zones.ts";

/** What a browser tells without being asked by a request. */
export interface Here {
	/** IANA name. */
	zone: string;
	/** BCP 47 tags. */
	languages: readonly string[];
	/** In ms since 1970. */
	now: number;
}

type Owner = Pick<Settings, "region" | "regime" | "rules" | "minimumAge">;

/** From what asks less of a site to what asks more, for each key whose values are words or lists of words. */
const ladder = "false statistics,appearance appearance statistics null notice hint opt-out opt-in refuse california";
const weigh = (value: unknown) =>
	+(value as string) || ladder.lastIndexOf(`${Array.isArray(value) ? value.toSorted() : value}`);

/** In which keys an own rule asks less of the site than another. */
export const looser = (own: Partial<Rule>, standard: Rule): (keyof Rule)[] =>
	(Object.keys(own) as (keyof Rule)[]).filter((key) =>
		/life|sens/.test(key) ? weigh(standard[key]) < weigh(own[key]) : weigh(own[key]) < weigh(standard[key]),
	);

/**
 * Where a visitor is taken to be, and what holds there. That is the region that is configured; else, of the time zone and
 * the regions of the languages, the one whose regime is strictest, and the first on a tie: an opt-out only if all are.
 */
export function place(settings: Owner, { zone, languages, now }: Here): Place {
	const { regime, rules = {}, minimumAge: age } = settings;
	// A server that writes something else than a code says as much as none, and gets the strictest.
	const configured = settings.region && (/^[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(settings.region) ? settings.region : "ZZ");
	let found: Place | undefined;
	let strictest: number | undefined;
	for (const region of configured
		? [configured]
		: [
				regionOfZone(zone),
				...(`${languages}`.match(/(?<=-)([a-z]{2}|\d{3})\b/gi) ?? []).map((code) =>
					+code ? null : code.toUpperCase(),
				),
			]) {
		const standard = ruleOf(region, now);
		// What an owner sets for `US` holds in its states; what they set for `CA` is not meant for Quebec.
		const rule = Object.assign(
			{},
			...JSON.parse(
				JSON.stringify([
					standard,
					rules["*"],
					rules[`${region?.replace(/-(?!QC).*/, "")}`],
					rules[region!],
					{ regime, age },
				]),
			),
		);
		const weight = weigh(rule.regime) * 99 + weigh(standard.regime);
		if (!(weight <= strictest!)) {
			strictest = weight;
			found = {
				region,
				regionSource: configured ? "config" : region ? "guess" : "unknown",
				rule,
				rules: version + (looser(rule, standard)[0] ? "+looser" : looser(standard, rule)[0] ? "+own" : ""),
			};
		}
	}
	return found!;
}

/**
 * The link that must be seen on every page for these purposes. In California its words are fixed (Civ. 1798.135(a), 11 CCR
 * 7013-7015), and one link may stand for both.
 */
export function dueLink({ link }: Rule, purposes: readonly SettledPurpose[]): DueLink | null {
	const all = `${purposes.map(({ involves }) => involves)}`;
	const limits = link === "california" && /sens/.test(all);
	if (!link || !/sale|sharing|ads/.test(all)) return limits ? "limit" : null;
	return limits || link === "opt-out" ? "privacy-choices" : "do-not-sell";
}
