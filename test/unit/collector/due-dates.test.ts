import { describe, expect, it } from "vitest";
import { atSameTime, dayOf, dueDates } from "../../../src/collector/due-dates.ts";

describe("the day of a receipt", () => {
	it.each([
		["2026-11-21T23:30:00.000Z", "UTC", "2026-11-21"],
		["2026-11-21T23:30:00.000Z", "Asia/Tokyo", "2026-11-22"],
		["2026-11-21T23:30:00.000Z", "America/Los_Angeles", "2026-11-21"],
		["2026-11-21T07:30:00.000Z", "America/Los_Angeles", "2026-11-20"],
		["2027-12-31T23:30:00.000Z", "Pacific/Kiritimati", "2028-01-01"],
		["2028-02-28T15:30:00.000Z", "Asia/Tokyo", "2028-02-29"],
		["2026-11-21T18:29:00.000Z", "Asia/Kolkata", "2026-11-21"],
		["2026-11-21T18:30:00.000Z", "Asia/Kolkata", "2026-11-22"],
	])("of %s in %s is %s", (time, zone, day) => expect(dayOf(time, zone)).toBe(day));
});

describe("the same time of another day", () => {
	it.each([
		["of Tokyo", "2026-11-21T23:30:00.000Z", "2026-12-22", "Asia/Tokyo", "2026-12-21T23:30:00.000Z"],
		["with milliseconds", "2026-11-21T23:30:15.678Z", "2026-12-21", "UTC", "2026-12-21T23:30:15.678Z"],
		["when summer began", "2026-03-01T11:00:00.000Z", "2026-04-01", "Europe/Berlin", "2026-04-01T10:00:00.000Z"],
		["when summer ended", "2026-10-01T10:00:00.000Z", "2026-11-01", "Europe/Berlin", "2026-11-01T11:00:00.000Z"],
		[
			"on the day summer begins, after the leap",
			"2026-03-01T11:00:00.000Z",
			"2026-03-29",
			"Europe/Berlin",
			"2026-03-29T10:00:00.000Z",
		],
		[
			"that the clock leaps over",
			"2026-03-01T01:30:00.000Z",
			"2026-03-29",
			"Europe/Berlin",
			"2026-03-29T01:30:00.000Z",
		],
		[
			"that comes twice, is the first",
			"2026-10-01T00:30:00.000Z",
			"2026-10-25",
			"Europe/Berlin",
			"2026-10-25T00:30:00.000Z",
		],
		[
			"of Los Angeles across the year",
			"2026-12-15T07:59:59.999Z",
			"2027-01-14",
			"America/Los_Angeles",
			"2027-01-15T07:59:59.999Z",
		],
		["on a leap day", "2028-01-29T12:00:00.000Z", "2028-02-29", "UTC", "2028-02-29T12:00:00.000Z"],
	])("%s: %s", (_, time, day, zone, expected) => expect(atSameTime(time, day, zone)).toBe(expected));

	it("gives a time of that day back as the same day, in every zone, on every day of a year", () => {
		for (const zone of [
			"UTC",
			"Asia/Tokyo",
			"America/St_Johns",
			"Pacific/Kiritimati",
			"Pacific/Niue",
			"Australia/Lord_Howe",
		]) {
			for (let n = 0; n < 366; n += 1) {
				const day = new Date(Date.UTC(2028, 0, 1 + n)).toISOString().slice(0, 10);
				for (const time of ["2028-01-15T00:00:00.000Z", "2028-06-15T23:59:59.999Z"]) {
					expect(dayOf(atSameTime(time, day, zone), zone), `${zone} ${day}`).toBe(day);
				}
			}
		}
	});
});

describe("a request is due", () => {
	// Counted by hand: 21 November 2026 is a Saturday, 21 December a Monday.
	const access = { kind: "access", region: "DE", site: "shop.example" } as const;
	const received = "2026-11-21T23:30:00.000Z";

	it("a month after the day on which it was received there, at the same time of day", () => {
		expect(dueDates(access, received, {}).dueAt).toBe("2026-12-21T23:30:00.000Z");
		// In Tokyo it is Sunday already: the 22nd of December, 8.30 in the morning.
		expect(dueDates(access, received, { timeZone: "Asia/Tokyo" }).dueAt).toBe("2026-12-21T23:30:00.000Z");
		expect(dueDates(access, received, { timeZone: "America/Los_Angeles" }).dueAt).toBe("2026-12-21T23:30:00.000Z");
		const early = "2026-11-21T07:30:00.000Z";
		// In Los Angeles it is still Friday, the 20th; the 20th of December is a Sunday, so Monday the 21st.
		expect(dueDates(access, early, { timeZone: "America/Los_Angeles" }).dueAt).toBe("2026-12-22T07:30:00.000Z");
		expect(dueDates(access, early, {}).dueAt).toBe("2026-12-21T07:30:00.000Z");
	});

	it("on the last day of a month that is shorter, a leap day among them", () => {
		expect(dueDates(access, "2028-01-31T12:00:00.000Z", {}).dueAt).toBe("2028-02-29T12:00:00.000Z");
		// 28 February 2027 is a Sunday.
		expect(dueDates(access, "2027-01-31T12:00:00.000Z", {}).dueAt).toBe("2027-03-01T12:00:00.000Z");
	});

	it("on a day on which people work, by the owner's own calendar", () => {
		const isWorkday = (day: string) => day !== "2026-12-21" && day !== "2026-12-22";
		expect(dueDates(access, "2026-11-21T12:00:00.000Z", { isWorkday }).dueAt).toBe("2026-12-23T12:00:00.000Z");
	});

	it("by the earliest of law, the owner's promise, and what the person was told", () => {
		const due = (asked: object, options: object) =>
			dueDates({ ...access, ...asked }, "2026-11-21T12:00:00.000Z", options).dueAt.slice(0, 10);
		expect(due({}, { responseDays: 10 })).toBe("2026-12-01");
		expect(due({ responseDays: 5 }, { responseDays: 10 })).toBe("2026-11-26");
		expect(due({ responseDays: 20 }, { responseDays: 10 })).toBe("2026-12-01");
		expect(due({ responseDays: 90 }, { responseDays: 90 })).toBe("2026-12-21");
		expect(due({}, { responseDays: { "shop.example": 10, "other.example": 3 } })).toBe("2026-12-01");
		expect(due({ site: "constructor" }, { responseDays: { "shop.example": 10 } })).toBe("2026-12-21");
	});

	it("in California in 45 days, to be confirmed in ten business days and put off to ninety", () => {
		// 21 November 2026 is a Saturday: ten business days end on Friday, 4 December.
		const asked = { kind: "erasure", region: "US-CA", site: "" } as const;
		expect(dueDates(asked, "2026-11-21T12:00:00.000Z", {})).toEqual({
			dueAt: "2027-01-05T12:00:00.000Z",
			acknowledgeAt: "2026-12-04T12:00:00.000Z",
			extendableTo: "2027-02-19T12:00:00.000Z",
		});
		// Fifteen business days: Friday, 11 December. It cannot be put off.
		const optOut = dueDates({ ...asked, kind: "opt-out-sale" }, "2026-11-21T12:00:00.000Z", {});
		expect(optOut).toMatchObject({ dueAt: "2026-12-11T12:00:00.000Z", extendableTo: null });
	});
});
