import type { Deadline, RequestKind } from "../../types/request.ts";
import { type Span, termOf } from "./laws.ts";

/** What a deadline follows from. */
export interface DeadlineFacts {
	kind: RequestKind;
	/** ISO 3166-1 or -2 code of where the person lives. */
	region: string | null;
	/** Days in which the policy promises an answer. */
	responseDays?: number;
	/** The day on which it arrived where it is answered; ISO date. */
	received: string;
	/** Whether business is done on a day, an ISO date. @default Monday to Friday */
	isWorkday?(day: string): boolean;
}

/** Where neither law nor policy says when; a default of ours. */
const usualDays = 30;
/** The days a calendar of holidays is searched for a workday; more in a row are no calendar. */
const longestPause = 30;

const dayAfter = (day: string, days = 1) => new Date(Date.parse(day) + days * 864e5).toISOString().slice(0, 10);
const isWeekday = (day: string) => new Date(day).getUTCDay() % 6 > 0;

/** The same date of a later month, else the last day of that month. */
function monthsAfter(day: string, months: number): string {
	const [year, month, date] = day.split("-").map(Number) as [number, number, number];
	const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
	return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/**
 * By when a request must be answered: the earlier of what the law says, and the policy. Without either it is 30 days, as a
 * promise of the form that says so. Of a complaint in the UK the law only says when it must be acknowledged: where the policy
 * promises nothing, that day is its answer's too.
 * @throws RangeError where `received` is no day
 */
export function deadlineOf({ kind, region, responseDays, received, isWorkday = isWeekday }: DeadlineFacts): Deadline {
	const workdayFrom = (day: string) => {
		let at = day;
		for (let step = 0; step < longestPause && !isWorkday(at); step++) at = dayAfter(at);
		return at;
	};
	const after = ({ months, days, workdays = 0 }: Span) => {
		// A period in months ends with the next workday (Regulation 1182/71 art. 3(4); so does the ICO count).
		if (months) return workdayFrom(monthsAfter(received, months));
		let day = dayAfter(received, days ?? 0);
		for (let count = 0; count < workdays; count++) day = workdayFrom(dayAfter(day));
		return day;
	};
	const term = termOf(kind, region, received);
	const acknowledge = term?.acknowledge && after(term.acknowledge);
	const extended = term?.extended && after(term.extended);
	const byLaw = term?.answer ? after(term.answer) : responseDays ? undefined : acknowledge;
	const byPolicy = responseDays || !byLaw ? dayAfter(received, responseDays ?? usualDays) : byLaw;
	const isLaw = byLaw !== undefined && byLaw <= byPolicy;
	return {
		answer: isLaw ? byLaw : byPolicy,
		...(acknowledge && { acknowledge }),
		...(extended && { extended }),
		from: isLaw ? "law" : "policy",
	};
}
