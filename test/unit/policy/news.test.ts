import { describe, expect, it } from "vitest";
import { newsOf } from "../../../src/policy/news.ts";
import type { Policy, PolicyContent, PolicyVersion, Recipient } from "../../../types/policy.ts";

const on = (day: string) => Date.parse(`${day}T12:00:00Z`);
const mail: Recipient = { name: "Postbote", purpose: "Emails", location: "Germany", kind: "processor" };
const host: Recipient = { name: "Hostwerk", purpose: "Hosting", location: "Austria", kind: "processor" };
const now: PolicyContent = { recipients: [mail], retention: [{ category: "Logs", period: { text: "1 year" } }] };
const policy = (version: Partial<PolicyVersion> = {}, more: Partial<Policy> = {}): Policy => ({
	version: 1,
	effectiveDate: "2026-01-01",
	...now,
	versions: [{ effectiveDate: "2026-12-21", content: { ...now, recipients: [mail, host] }, ...version }],
	...more,
});
const told = (given: Policy, day: string) => {
	const news = newsOf(given, on(day));
	return news && `${news.version.effectiveDate} ${news.isPast ? "past" : "ahead"}`;
};

describe("a version that is announced", () => {
	it.each([
		["from its announcement", policy({ announced: "2026-11-21" }), "2026-11-21", "2026-12-21 ahead"],
		["not before it", policy({ announced: "2026-11-21" }), "2026-11-20", undefined],
		[
			"from the notice period's first day",
			policy({}, { changes: { noticeDays: 30 } }),
			"2026-11-21",
			"2026-12-21 ahead",
		],
		["not before that", policy({}, { changes: { noticeDays: 30 } }), "2026-11-20", undefined],
		["at once where no period is said", policy(), "2026-01-02", "2026-12-21 ahead"],
		["until the day before its effect", policy(), "2026-12-20", "2026-12-21 ahead"],
		["as past on its day", policy(), "2026-12-21", "2026-12-21 past"],
		["as past for 30 days", policy(), "2027-01-19", "2026-12-21 past"],
		["not after them", policy(), "2027-01-20", undefined],
	])("is told %s", (_, given, day, expected) => {
		expect(told(given, day)).toBe(expected);
	});

	it("is compared with what holds, and after its day with what held before", () => {
		for (const day of ["2026-12-20", "2026-12-21", "2027-01-10"])
			expect(newsOf(policy(), on(day))?.changes).toMatchObject([{ kind: "added", of: "recipients", name: "Hostwerk" }]);
	});

	it("is the next one, where there are several", () => {
		const later = { effectiveDate: "2027-02-01", content: { ...now, recipients: [host] } };
		const given = policy();
		const both = { ...given, versions: [later, ...given.versions!] };
		expect(told(both, "2026-12-01")).toBe("2026-12-21 ahead");
		expect(told(both, "2026-12-22")).toBe("2027-02-01 ahead");
		expect(newsOf(both, on("2026-12-22"))?.changes).toMatchObject([{ kind: "removed", name: "Postbote" }]);
	});

	it("is no news where nothing that matters changes, unless it says something", () => {
		const content = { ...now, recipients: [{ ...mail, name: "POSTBOTE" }], security: [{ text: "Locks" }] };
		expect(told(policy({ content }), "2026-12-01")).toBeUndefined();
		expect(newsOf(policy({ content, summary: "We moved house." }), on("2026-12-01"))).toMatchObject({ changes: [] });
		expect(told(policy({ content: undefined, summary: "We moved house." }), "2026-12-01")).toBe("2026-12-21 ahead");
		expect(told(policy({ content: undefined }), "2026-12-01")).toBeUndefined();
	});

	it("that says nothing lets the next one be told that does", () => {
		const quiet = { effectiveDate: "2026-12-10", content: { ...now, security: [{ text: "Locks" }] } };
		const untold = { effectiveDate: "2026-12-12" };
		const given = policy();
		const both = { ...given, versions: [...given.versions!, untold, quiet] };
		expect(told(both, "2026-12-01")).toBe("2026-12-21 ahead");
		expect(newsOf(both, on("2026-12-01"))?.changes).toMatchObject([{ kind: "added", name: "Hostwerk" }]);
	});

	it("taken over as it is asked for, with the old content among the versions, is told as before", () => {
		const old = { effectiveDate: "2026-01-01", content: now };
		const after = policy({}, { effectiveDate: "2026-12-21", recipients: [mail, host], versions: [old] });
		const [before, since] = [policy(), after].map((each) => newsOf(each, on("2026-12-22"))!);
		expect(since!.changes).toEqual(before!.changes);
		expect(since!.mark).toBe(before!.mark);
		expect(since!.isPast).toBe(true);
	});

	it("that says nothing lets the last one be told", () => {
		const quiet = { effectiveDate: "2027-01-10", content: { ...now, recipients: [mail, host] } };
		const given = policy();
		expect(told({ ...given, versions: [...given.versions!, quiet] }, "2026-12-30")).toBe("2026-12-21 past");
	});
});

describe("a document that took the place of an earlier version", () => {
	const earlier = { effectiveDate: "2025-01-01", content: { recipients: [host] } };
	it("is told on its own day, compared with that", () => {
		const given = policy({}, { effectiveDate: "2026-06-01", versions: [earlier] });
		expect(newsOf(given, on("2026-06-20"))).toMatchObject({ isPast: true, version: { effectiveDate: "2026-06-01" } });
		expect(newsOf(given, on("2026-06-20"))?.changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
			"added Postbote",
			"removed Hostwerk",
			"added Logs",
		]);
		expect(newsOf(given, on("2026-07-01"))).toBeUndefined();
	});

	it("is not told again because it was updated without a new day of effect", () => {
		const given = policy({}, { effectiveDate: "2026-01-01", lastUpdated: "2026-06-01", versions: [earlier] });
		expect(newsOf(given, on("2026-06-02"))).toBeUndefined();
	});

	it("is ahead until its day, and the summary of its own version is its own", () => {
		const own = { effectiveDate: "2026-06-01", summary: "One more." };
		const given = policy({}, { effectiveDate: "2026-06-01", versions: [earlier, own] });
		expect(newsOf(given, on("2026-05-20"))).toMatchObject({ isPast: false, version: own });
		expect(newsOf(given, on("2026-05-20"))?.changes).not.toEqual([]);
	});

	it("is no news where nothing came before it", () => {
		expect(newsOf(policy({}, { effectiveDate: "2026-06-01", versions: [] }), on("2026-06-02"))).toBeUndefined();
	});
});

describe("an objection", () => {
	const announced = "2026-11-21";
	const rules = (changes: Policy["changes"]) => ({ changes });
	it.each<[string, Policy, string, string | undefined]>([
		[
			"ends its days after the announcement",
			policy({ announced }, rules({ objectionDays: 14 })),
			"2026-11-22",
			"2026-12-05",
		],
		["can be made on its last day", policy({ announced }, rules({ objectionDays: 14 })), "2026-12-05", "2026-12-05"],
		["cannot be made after it", policy({ announced }, rules({ objectionDays: 14 })), "2026-12-06", undefined],
		[
			"ends on the day of effect at the latest",
			policy({ announced }, rules({ objectionDays: 90 })),
			"2026-11-22",
			"2026-12-21",
		],
		[
			"has the notice period where the text speaks of objecting",
			policy({}, rules({ noticeDays: 30, text: "You may object during that window." })),
			"2026-11-22",
			"2026-12-21",
		],
		["has none where it does not", policy({ announced }, rules({ noticeDays: 30 })), "2026-11-22", undefined],
		["has none where nothing is said", policy({ announced }), "2026-11-22", undefined],
		[
			"has none once the version holds",
			policy({ announced: "2026-12-20" }, rules({ objectionDays: 14 })),
			"2026-12-22",
			undefined,
		],
	])("%s", (_, given, day, until) => {
		expect(newsOf(given, on(day))?.objectUntil).toBe(until);
	});

	const names = (recipients: Recipient[]) =>
		newsOf(policy({ announced, content: { ...now, recipients } }, rules({ objectionDays: 14 })), on("2026-11-22"))
			?.objectTo;
	it("is to a new or replaced processor, and to nobody else", () => {
		expect(names([mail, host])).toEqual(["Hostwerk"]);
		expect(names([{ ...mail, name: "Mailfix" }])).toEqual(["Mailfix"]);
		expect(names([{ ...mail, location: "Chile" }])).toEqual([]);
		expect(names([mail, { ...host, kind: "third-party" }])).toEqual([]);
		expect(names([])).toEqual([]);
	});
});

describe("the mark", () => {
	const marked = (recipients: Recipient[], more: Partial<PolicyVersion> = {}) =>
		newsOf(policy({ content: { ...now, recipients }, ...more }), on("2026-12-01"))?.mark;
	const usual = marked([mail, host]);
	it("stays when a typo is corrected, or the order changes", () => {
		expect(marked([mail, { ...host, purpose: "Hosting" }])).toBe(usual);
		expect(marked([mail, { ...host, name: "Hotswerk", purpose: "Hostng", location: "austria." }])).toBe(usual);
		expect(marked([host, mail])).toBe(usual);
		expect(usual).toMatch(/^2026-12-21 \w+$/);
	});

	it.each<[string, string | undefined]>([
		["one more recipient", marked([mail, host, { name: "Third" }])],
		["another recipient", marked([mail, { ...host, name: "Wolkenheim" }])],
		["another place", marked([mail, { ...host, location: "Chile" }])],
		["one that goes", marked([host])],
		["another day", marked([mail, host], { effectiveDate: "2026-12-22" })],
	])("is another for %s", (_, mark) => {
		expect(mark).not.toBe(usual);
	});

	it("is its day alone once it holds, with which every mark of it begins, also when the document took it over", () => {
		const day = "2026-12-21";
		const summary = "A new host.";
		expect(usual!.startsWith(day)).toBe(true);
		expect(newsOf(policy(), on("2026-12-22"))?.mark).toBe(day);
		const without = policy({ content: undefined, summary }, { effectiveDate: day, recipients: [mail, host] });
		expect(newsOf(without, on("2026-12-22"))).toMatchObject({ mark: day, changes: [] });
	});

	it.each(["POSTBOTE for eight months", "Postbote for eighty months"])("tells number words apart (%s)", (purpose) => {
		const other = marked([mail, { ...host, purpose }]);
		expect(other === marked([mail, { ...host, purpose: "Postbote for eight months" }])).toBe(/POST/.test(purpose));
	});

	it("is another for another period, and the same for the same one in other words", () => {
		const kept = (text: string, amount: number, unit: "months" | "years") =>
			newsOf(
				policy({ content: { ...now, retention: [{ category: "Logs", period: { text, amount, unit } }] } }),
				on("2026-12-01"),
			)?.mark;
		expect(kept("2 years", 2, "years")).toBe(kept("24 months", 24, "months"));
		expect(kept("2 years", 2, "years")).not.toBe(kept("3 years", 3, "years"));
	});
});
