import type { Parts } from "../../types/parts.ts";
import { attempt } from "../core/errors.ts";
import { isPlain } from "./plain.ts";

declare const Temporal: { Now: { timeZoneId(): string } };

/**
 * Where the plain first question is right whatever else may hold, nobody waits for the rules: no signal, nothing of the
 * owner's own about rules, no purpose that may be exempt, and a region whose first layer is the plain one.
 */
export const situate: Parts["ask"]["situate"] = (law) => {
	const { region, regime, rules, purposes } = law.settings!;
	const hasOwn = law.signal() || (regime && regime !== "opt-in") || rules || purposes.some(({ exempt }) => exempt);
	// Without `Temporal` the zone would cost 10 to 20 ms of a first visit; the rules may be there sooner.
	const zone = region ?? attempt(() => Temporal.Now.timeZoneId());
	return hasOwn || zone === undefined || !isPlain(zone) ? law.locate() : undefined;
};
