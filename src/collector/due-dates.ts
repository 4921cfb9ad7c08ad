import type { RequestKind } from "../../types/request.ts";
import { deadlineOf } from "../rights/deadlines.ts";

export interface DueDateOptions {
	/** IANA name of where requests are received: it decides on which day one was. @default "UTC" */
	timeZone?: string;
	/** Whether people work on a day (`2026-11-21`) where requests are received. @default Monday to Friday */
	isWorkday?: (day: string) => boolean;
	/** Days in which you promise an answer, 1 to 365, or those of each site; counts where the law gives longer. */
	responseDays?: number | Readonly<Record<string, number>>;
}

/** ISO 8601, UTC, milliseconds; all at the time of day of the receipt. */
export interface DueDates {
	dueAt: string;
	acknowledgeAt: string | null;
	extendableTo: string | null;
}

/** What a deadline follows from. */
interface Asked {
	kind: RequestKind;
	region: string | null;
	site: string;
	/** Days that the person was promised. */
	responseDays?: number;
}

const HOUR_MS = 3_600_000;

/** When a request that is received at this time is due: the earliest of law, the owner's promise, and what the person was told. */
export function dueDates(
	{ kind, region, site, responseDays }: Asked,
	receivedAt: string,
	{ timeZone = "UTC", isWorkday, responseDays: own }: DueDateOptions,
): DueDates {
	const promised = [
		responseDays,
		typeof own === "number" ? own : own && Object.hasOwn(own, site) ? own[site] : undefined,
	];
	const days = promised.filter((each) => each !== undefined);
	const deadline = deadlineOf({
		kind,
		region,
		responseDays: days.length > 0 ? Math.min(...days) : undefined,
		received: dayOf(receivedAt, timeZone),
		isWorkday,
	});
	const at = (day: string | undefined) => (day === undefined ? null : atSameTime(receivedAt, day, timeZone));
	return {
		dueAt: at(deadline.answer)!,
		acknowledgeAt: at(deadline.acknowledge),
		extendableTo: at(deadline.extended),
	};
}

/** The day that a time is part of, somewhere. */
export function dayOf(time: string, timeZone = "UTC"): string {
	const at = Date.parse(time);
	return new Date(at + offsetMs(at, timeZone)).toISOString().slice(0, 10);
}

/** Another day at the time of day that a time has somewhere; where clocks leap over that, as much later as they do. */
export function atSameTime(time: string, day: string, timeZone: string): string {
	const at = Date.parse(time);
	const timeOfDay = (((at + offsetMs(at, timeZone)) % (24 * HOUR_MS)) + 24 * HOUR_MS) % (24 * HOUR_MS);
	const wall = Date.parse(day) + timeOfDay;
	// An offset is at most 14 hours: the one of a day before holds until clocks are changed.
	const before = wall - offsetMs(wall - 24 * HOUR_MS, timeZone);
	const after = wall - offsetMs(before, timeZone);
	return new Date(offsetMs(after, timeZone) === wall - after ? after : before).toISOString();
}

/** How far clocks somewhere are ahead of UTC at a time. */
function offsetMs(at: number, timeZone: string): number {
	const parts = clockOf(timeZone).formatToParts(at);
	const of = (type: string) => Number(parts.find((part) => part.type === type)!.value);
	const wall = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
	return wall - (at - (at % 1000));
}

/** Making one takes far longer than asking it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
	const known = clocks.get(timeZone);
	if (known) return known;
	const [number, hourCycle] = ["numeric", "h23"] as const;
	const fields = { year: number, month: number, day: number, hour: number, minute: number, second: number };
	const clock = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle, ...fields });
	clocks.set(timeZone, clock);
	return clock;
}
