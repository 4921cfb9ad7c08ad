/** What a configuration can meet, wherever its visitors are: regimes, exemptions, combinations of purposes. */
import type { Exemption, Regime, Settings } from "../../types/config.ts";
import { documentOf } from "./address.ts";

/** Up to so many things, every combination of them is told; above it, each one alone. */
const many = 6;

/** Every non-empty part of a list but the whole, in its order. */
export function partsOf<Item>(all: Item[]): Item[][] {
	if (all.length < 2) return [];
	if (all.length > many) return all.map((each) => [each]);
	const masks = Array.from({ length: 2 ** all.length - 2 }, (_, at) => at + 1);
	return masks.map((mask) => all.filter((_, at) => mask & (1 << at)));
}

/** The regimes under which a visitor can be; `notice` reads as `opt-out`. */
export const regimesOf = ({ regime }: Settings): Regime[] => (regime ? [regime] : ["opt-in", "opt-out"]);

/** The exemptions that can hold for what its purposes claim: none, each, all. */
export function exemptionsOf({ purposes }: Settings): Exemption[][] {
	const claims = [...new Set(purposes.flatMap(({ exempt, required }) => (exempt && !required ? [exempt] : [])))];
	return [[], ...partsOf(claims), ...(claims.length ? [claims] : [])];
}

/** Whether there is a policy to lead to: its full text, or a summary. */
export const hasPolicy = ({ policy }: Settings): boolean =>
	!!((typeof policy === "object" && policy.url) || documentOf(policy) || typeof policy === "string");
