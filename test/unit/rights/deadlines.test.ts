import { describe, expect, it } from "vitest";
import { deadlineOf } from "../../../src/rights/deadlines.ts";
import type { RequestKind } from "../../../types/request.ts";

const of = (region: string | null, received: string, kind: RequestKind = "access", more: object = {}) =>
	deadlineOf({ kind, region, received, ...more });
const answerOf = (...given: Parameters<typeof of>) => of(...given).answer;

describe("one month (GDPR art. 12(3))", () => {
	it.each([
		["the same date of the next month", "2026-11-12", "2026-12-14"], // The 12th is a Saturday.
		["the same date, on a workday", "2026-11-11", "2026-12-11"],
		["the next year", "2026-12-15", "2027-01-15"],
		["New Year's Eve: 31 January, a Sunday", "2026-12-31", "2027-02-01"],
		["31 January of a common year: 28 February, a Sunday", "2027-01-31", "2027-03-01"],
		["30 January of a common year: the same day", "2027-01-30", "2027-03-01"],
		["31 January of a leap year: 29 February, a Tuesday", "2028-01-31", "2028-02-29"],
		["29 January of a leap year: 29 February", "2028-01-29", "2028-02-29"],
		["29 February: 29 March, a Wednesday", "2028-02-29", "2028-03-29"],
		["28 February of a leap year: 28 March, no month's end", "2028-02-28", "2028-03-28"],
		["30 June: 30 July, no month's end", "2026-06-30", "2026-07-30"],
		["31 August: 30 September", "2026-08-31", "2026-09-30"],
		["a century without a leap day", "2100-01-29", "2100-03-01"], // 28 February 2100 is a Sunday.
	])("of %s", (_, received, answer) => {
		expect(answerOf("DE", received)).toBe(answer);
		expect(answerOf("GB", received)).toBe(answer);
	});

	it("may become three, counted from the receipt and not from the end of the first", () => {
		// 30 April 2027 is a Friday; a month after 28 February or 1 March would be another day.
		expect(of("DE", "2027-01-31").extended).toBe("2027-04-30");
		// 27 February 2027 is a Saturday.
		expect(of("FR", "2026-11-27").extended).toBe("2027-03-01");
		expect(of("GB", "2026-11-30").extended).toBe("2027-03-01"); // 28 February, a Sunday.
	});

	it("ends on the next workday of a calendar with holidays", () => {
		// Easter 2027: Good Friday 26 March, Monday 29 March. Received on 26 February.
		const holidays = ["2027-03-26", "2027-03-29"];
		const isWorkday = (day: string) => new Date(day).getUTCDay() % 6 > 0 && !holidays.includes(day);
		expect(answerOf("DE", "2027-02-26")).toBe("2027-03-26");
		expect(answerOf("DE", "2027-02-26", "access", { isWorkday })).toBe("2027-03-30");
		// Christmas and New Year on working days: nothing is open from the 24th of December to the 3rd.
		const isOpen = (day: string) => day < "2026-12-24" || day > "2027-01-03";
		expect(answerOf("DE", "2026-11-25", "access", { isWorkday: isOpen })).toBe("2027-01-04");
	});

	it("ends although a calendar has no workday at all", () => {
		expect(answerOf("DE", "2026-11-27", "access", { isWorkday: () => false })).toBe("2027-01-26");
		expect(answerOf("US-CA", "2026-11-27", "opt-out-sale", { isWorkday: () => false })).toMatch(/^202[78]-/);
	});
});

describe("the policy's days", () => {
	const responseDays = 30;
	it.each([
		["a day before a month of 31 days is over", "2027-07-12", "2027-08-11", "policy"],
		["two days after a month of 28", "2027-02-10", "2027-03-10", "law"],
		["a day after a month of 29", "2028-02-10", "2028-03-10", "law"],
		["as a month of 30 days", "2027-06-10", "2027-07-10", "policy"], // A Saturday: the law waits for Monday.
		["on a Sunday, which they do not wait for", "2026-11-27", "2026-12-27", "policy"],
	] as const)("end %s", (_, received, answer, from) => {
		expect(of("DE", received, "access", { responseDays })).toMatchObject({ answer, from });
	});

	it("do not make a law's time longer", () => {
		expect(of("DE", "2027-07-12", "access", { responseDays: 365 })).toEqual({
			answer: "2027-08-12",
			extended: "2027-10-12",
			from: "law",
		});
	});

	it("are the law's where both end on one day", () => {
		expect(of("CA-QC", "2026-11-27", "access", { responseDays })).toEqual({ answer: "2026-12-27", from: "law" });
	});

	it("are all there is where no law says when, else thirty of ours", () => {
		for (const region of [null, "US-NY", "JP", "CA", "ZZ", "__proto__"]) {
			expect(of(region, "2026-11-27", "access", { responseDays: 10 })).toEqual({
				answer: "2026-12-07",
				from: "policy",
			});
			expect(of(region, "2026-11-27")).toEqual({ answer: "2026-12-27", from: "policy" });
		}
		expect(of("DE", "2026-11-27", "disconnect-account")).toEqual({ answer: "2026-12-27", from: "policy" });
		expect(of("DE", "2026-11-27", "object-recipient", { responseDays: 7 })).toEqual({
			answer: "2026-12-04",
			from: "policy",
		});
		// California's law knows no restriction.
		expect(of("US-CA", "2026-11-27", "restriction")).toEqual({ answer: "2026-12-27", from: "policy" });
	});
});

describe("a complaint in the United Kingdom (DPA 2018 s. 164A)", () => {
	it("is acknowledged within 30 days, and answered when the policy says", () => {
		expect(of("GB", "2026-11-27", "complaint", { responseDays: 60 })).toEqual({
			answer: "2027-01-26",
			acknowledge: "2026-12-27",
			from: "policy",
		});
	});
	it("has no other date than that where the policy says none", () => {
		expect(of("GB", "2026-11-27", "complaint")).toEqual({
			answer: "2026-12-27",
			acknowledge: "2026-12-27",
			from: "law",
		});
	});
});

describe("California", () => {
	it.each<RequestKind>(["access", "portability", "erasure", "rectification"])(
		"%s: 45 days, 90 if put off, and word of its arrival in 10 business days",
		(kind) => {
			// 45 days after 27 November: 3 left in November, 31 in December, 11 in January.
			expect(of("US-CA", "2026-11-27", kind)).toEqual({
				answer: "2027-01-11",
				acknowledge: "2026-12-11",
				extended: "2027-02-25",
				from: "law",
			});
		},
	);
	it.each<RequestKind>(["opt-out-sale", "limit-sensitive"])("%s: 15 business days, and no longer", (kind) => {
		// Fridays to Friday, a Monday, and from a weekend: the first day counted is Monday.
		expect(of("US-CA", "2026-11-27", kind)).toEqual({ answer: "2026-12-18", from: "law" });
		expect(answerOf("US-CA", "2026-11-30", kind)).toBe("2026-12-21");
		expect(answerOf("US-CA", "2026-11-28", kind)).toBe("2026-12-18");
		expect(answerOf("US-CA", "2026-11-29", kind)).toBe("2026-12-18");
		expect(of("US", "2026-11-27", kind)).toEqual({ answer: "2026-12-18", from: "law" });
	});
	it("business days leave out holidays", () => {
		const isWorkday = (day: string) => new Date(day).getUTCDay() % 6 > 0 && !["2026-12-25", "2027-01-01"].includes(day);
		// From Friday 18 December: 21-24 (4), 28-31 (8), 4-8 January (13), 11, 12.
		expect(answerOf("US-CA", "2026-12-18", "opt-out-sale", { isWorkday })).toBe("2027-01-12");
	});
});

describe("other states of the US, Brazil, Quebec, Switzerland", () => {
	it.each<[string, RequestKind, string, string, string | undefined]>([
		// 45 days and 90 after 31 January 2027: 28 in February, 17 in March; 1 May. Of a leap year a day less.
		["US-VA", "access", "2027-01-31", "2027-03-17", "2027-05-01"],
		["US-VA", "access", "2028-01-31", "2028-03-16", "2028-04-30"],
		["US-FL", "erasure", "2027-01-31", "2027-03-17", "2027-04-01"],
		["US-IA", "access", "2027-01-31", "2027-05-01", "2027-06-15"],
		["US-VA", "opt-out-sale", "2027-01-31", "2027-03-17", "2027-05-01"],
		["US-VA", "appeal", "2027-01-31", "2027-04-01", undefined],
		["US-OR", "appeal", "2027-01-31", "2027-03-17", undefined],
		["US-RI", "withdraw-consent", "2027-01-31", "2027-02-15", undefined],
		["BR", "access", "2026-12-20", "2027-01-04", undefined],
		["CA-QC", "access", "2028-01-31", "2028-03-01", undefined],
		["CH", "access", "2027-01-31", "2027-03-02", "2027-04-01"],
	])("%s, %s, received on %s: by %s, at the latest %s", (region, kind, received, answer, extended) => {
		expect(of(region, received, kind)).toEqual({ answer, ...(extended && { extended }), from: "law" });
	});

	it("a law that has not begun says nothing", () => {
		expect(of("US-OK", "2026-12-31")).toEqual({ answer: "2027-01-30", from: "policy" });
		expect(of("US-OK", "2027-01-01")).toMatchObject({ answer: "2027-02-15", from: "law" });
	});
});

it("a no to advertising by e-mail is heeded within 10 business days in the US and Canada", () => {
	for (const region of ["US-NY", "US-CA", "US", "CA", "CA-QC"])
		expect(of(region, "2026-11-27", "marketing-email"), region).toEqual({ answer: "2026-12-11", from: "law" });
	expect(of("DE", "2026-11-27", "marketing-email")).toEqual({ answer: "2026-12-27", from: "policy" });
});

it("a day that is none is refused", () => {
	expect(() => of("DE", "soon")).toThrow(RangeError);
	expect(() => of(null, "2026-13-01")).toThrow(RangeError);
});
