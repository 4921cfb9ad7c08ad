import type { RightsRequest } from "../../types/request.ts";
import { uuid } from "../records/uuid.ts";
import { longest, tidy, uses } from "./check.ts";
import { lawOf } from "./laws.ts";

type Made = Omit<RightsRequest, "secretHash">;

/** What was answered in the form, and about whom it is. */
export type Answered = Omit<Made, "version" | "id" | "madeAt">;

/** Answers of several lines. */
const texts = ["message", "outcome"];
/** Answers that stand in the form whatever is asked for in it. */
const answers = "email message since until account recipients happenedAt outcome decision purposes appeals".split(" ");

/**
 * The request behind an answered form: what belongs to another right, or is empty, is left out.
 * @param now Milliseconds since 1970.
 * @param random 10 random bytes.
 */
export function makeRequest({ agent, ...answered }: Answered, now: number, random: Uint8Array): Made {
	const { kind } = answered;
	const kept = Object.entries(answered).flatMap(([name, value]) => {
		if (answers.includes(name) && !uses(kind, name as keyof Answered)) return [];
		// Only California's right to know is asked for over a range of days.
		if (/^(since|until)$/.test(name) && lawOf(answered.region) !== "ccpa") return [];
		const said = typeof value === "string" ? tidy(value, !texts.includes(name)) : value;
		return said === "" || said === undefined || (Array.isArray(said) && !said[0]) ? [] : [[name, said]];
	});
	return {
		version: 1,
		id: uuid(now, random),
		madeAt: new Date(now).toISOString(),
		...(Object.fromEntries(kept) as Answered),
		// A policy may be longer than a request can be; nobody could ask for anything then.
		controller: tidy(answered.controller.slice(0, longest.name), true),
		...(answered.responseDays && { responseDays: Math.min(answered.responseDays, 365) }),
		...(agent && { agent: { ...agent, of: tidy(agent.of, true) } }),
	};
}
