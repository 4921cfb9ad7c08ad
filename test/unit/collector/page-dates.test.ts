// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from "vitest";

beforeEach(() => vi.resetModules());
interface Dates {
	dayOf(time: string): string;
	shortDayOf(time: string): string;
	daysUntil(time: string, now: number): number;
}
/** A script of the collector's pages: it has no types that tests could read. */
const file = "../../../src/collector/page/dates.js";
const datesIn = (timeZone: string): Promise<Dates> => {
	document.documentElement.dataset.timeZone = timeZone;
	return import(file);
};

it("a due day is the one of the collector's time zone, as its e-mails and its rules have it", async () => {
	// 8 in the evening of the 15th in Los Angeles.
	const due = "2027-01-16T04:00:00.000Z";
	const now = Date.parse("2027-01-15T20:00:00.000Z");
	const west = await datesIn("America/Los_Angeles");
	expect([west.dayOf(due), west.shortDayOf(due)].map((text) => /\b1[56]\b/.exec(text)?.[0])).toEqual(["15", "15"]);
	expect(west.daysUntil(due, now)).toBe(0);
	vi.resetModules();
	const east = await datesIn("Pacific/Auckland");
	expect(east.dayOf("2027-01-15T20:00:00.000Z")).toContain("16");
	expect(east.daysUntil(due, now)).toBe(0);
});

it("what is a day already stays that day, and an unknown time zone is UTC", async () => {
	for (const zone of ["America/Los_Angeles", "Pacific/Auckland", "Mars/Base", ""]) {
		vi.resetModules();
		const { dayOf, shortDayOf } = await datesIn(zone);
		expect([dayOf("2026-11-21"), shortDayOf("2026-11-21")].map((text) => /\d\d/.exec(text)?.[0])).toEqual(["21", "21"]);
	}
});
