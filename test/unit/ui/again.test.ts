import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { ask, words } from "../../../src/locales/en.ts";
import { askAgain } from "../../../src/ui/again.ts";
import type { Snapshot, State } from "../../../types/consent.ts";

const decidedAt = "2026-01-31T12:00:00.000Z";
const inMonths = (months: number) => new Date(Date.UTC(2026, months, 28, 12)).toISOString();

/** What is asked of someone on a day, who chose on 31 January 2026 what holds for some months; the pause is six. */
function on(day: string, states: Record<string, State>, { lasts = 12, regime = "opt-in" as Snapshot["regime"] } = {}) {
	vi.setSystemTime(day);
	const { purposes } = settle({ purposes: Object.keys(states) });
	const snapshot = { decidedAt, expiresAt: inMonths(lasts), purposes: states, regime } as unknown as Snapshot;
	const optional = purposes.filter(({ required }) => !required);
	const pauseAfter = (time: number) => {
		expect(new Date(time).toISOString()).toBe(decidedAt);
		return Date.parse(inMonths(6));
	};
	const { title, body, asked, date } = askAgain(ask, words.again, snapshot, optional, "en", pauseAfter);
	return { title, body, asked: asked.map(({ id }) => id), date };
}

beforeEach(() => {
	vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
	vi.useRealTimers();
});

describe("while the choice holds", () => {
	it("asks for what is new alone", () => {
		expect(on("2026-03-01", { analytics: "granted", marketing: "refused", media: "not-asked" })).toMatchObject({
			title: "One thing is new",
			asked: ["media"],
		});
	});

	it("asks plainly where nothing was answered yet but for single vendors", () => {
		expect(on("2026-03-01", { analytics: "not-asked", media: "not-asked" })).toMatchObject({
			title: ask.title,
			body: ask.body,
			asked: ["analytics", "media"],
		});
	});

	it("leaves out what was refused, withdrawn or objected to, however long ago", () => {
		for (const day of ["2026-03-01", "2026-12-01"])
			expect(on(day, { a: "refused", b: "withdrawn", c: "objected", d: "not-asked" }).asked).toEqual(["d"]);
	});

	it("asks for everything where nothing is open: the owner has raised the revision", () => {
		expect(on("2026-03-01", { a: "refused", b: "withdrawn" })).toMatchObject({
			title: "Time to choose again",
			asked: ["a", "b"],
		});
	});

	it("never says of what is on that it stays off", () => {
		const { title, body } = on("2026-03-01", { analytics: "granted", media: "not-asked" }, { regime: "opt-out" });
		expect([title, body]).toEqual([ask.optOutTitle, ask.optOutBody]);
	});
});

describe("once the choice is over", () => {
	const states = { analytics: "not-asked", marketing: "refused", media: "withdrawn" } as const;

	it("asks within the pause only for what lapsed", () => {
		expect(on("2026-05-01", states, { lasts: 3 })).toMatchObject({
			title: "Time to choose again",
			asked: ["analytics"],
			date: "January 31, 2026",
		});
	});

	it("asks after the pause for everything", () => {
		expect(on("2026-08-01", states, { lasts: 3 }).asked).toEqual(["analytics", "marketing", "media"]);
	});

	it("asks to the millisecond when the pause ends", () => {
		const end = Date.parse(inMonths(6));
		const asked = (time: number) => on(new Date(time).toISOString(), states, { lasts: 3 }).asked.length;
		expect([asked(end - 1), asked(end)]).toEqual([1, 3]);
	});

	it("asks for nothing where all was refused and the pause goes on", () => {
		expect(on("2026-05-01", { a: "refused", b: "objected" }, { lasts: 3 }).asked).toEqual([]);
	});

	it("speaks as the regime does", () => {
		expect(on("2026-08-01", states, { lasts: 3 }).body).toContain("Nothing starts unless you allow it");
		expect(on("2026-08-01", states, { lasts: 3, regime: "opt-out" }).body).toContain("You can say no to all of it");
	});
});
