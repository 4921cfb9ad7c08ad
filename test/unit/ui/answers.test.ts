import { describe, expect, it } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { createAnswers } from "../../../src/ui/answers.ts";
import type { Config } from "../../../types/config.ts";
import type { Snapshot, State } from "../../../types/consent.ts";
import type { Stage } from "../../../types/stage.ts";

/** A panel's switches where these ids are allowed, these were answered, and the law has these exempt or opposed. */
function answersOf(
	purposes: Config["purposes"],
	{ allowed = [] as string[], states = {} as Record<string, State>, exempt = "", opposed = "" } = {},
) {
	const settings = settle({ purposes });
	const named = Object.fromEntries(settings.purposes.map(({ id }) => [id, states[id] ?? "not-asked"]));
	const stage = {
		settings,
		consent: { allows: (purpose: string, vendor?: string) => allowed.includes(vendor ?? purpose) },
		law: {
			isExempt: ({ id }: { id: string }) => id === exempt,
			isOpposed: ({ id }: { id: string }) => id === opposed,
		},
	} as unknown as Stage;
	const apart = settings.purposes.flatMap(({ id, vendors }) =>
		vendors.flatMap((vendor): [string, State][] => {
			const isAllowed = allowed.includes(vendor.id);
			return isAllowed === allowed.includes(id) ? [] : [[vendor.id, isAllowed ? "granted" : "refused"]];
		}),
	);
	const now = { purposes: named, vendors: Object.fromEntries(apart) } as unknown as Snapshot;
	const answers = createAnswers(stage, now);
	const of = (id: string) => settings.purposes.find((each) => each.id === id)!;
	return { ...answers, of };
}
const two = { id: "media", vendors: [{ id: "a" }, { id: "b" }] };

describe("the switches of a panel", () => {
	it("stand as what is allowed, and say it for every purpose that is a choice", () => {
		const answers = answersOf(["necessary", "analytics", two], { allowed: ["analytics", "media", "a"] });
		expect(["analytics", "media"].map((id) => answers.stateOf(answers.of(id)))).toEqual(["on", "some"]);
		expect(answers.countOn(answers.of("media"))).toBe(1);
		expect(answers.choices()).toEqual({ purposes: { analytics: true, media: true }, vendors: { b: false } });
	});

	it("of a purpose move all of its vendors, and all vendors the purpose", () => {
		const answers = answersOf([two]);
		answers.togglePurpose(answers.of("media"), true);
		expect(answers.choices()).toEqual({ purposes: { media: true }, vendors: {} });
		answers.vendors.a = answers.vendors.b = false;
		expect(answers.stateOf(answers.of("media"))).toBe("off");
		expect(answers.choices()).toEqual({ purposes: { media: false }, vendors: {} });
	});
});

describe("a purpose that is on by exemption", () => {
	const exempt = { allowed: ["analytics", "media", "a", "b"], exempt: "media" };

	it("is not named while its switch stays on: a default is never recorded as a yes", () => {
		expect(answersOf(["analytics", two], exempt).choices()).toEqual({ purposes: { analytics: true }, vendors: {} });
	});

	it("is named once it is switched off, and where one of its vendors is", () => {
		const answers = answersOf(["analytics", two], exempt);
		answers.vendors.a = false;
		expect(answers.choices()).toEqual({ purposes: { analytics: true }, vendors: { a: false } });
		answers.togglePurpose(answers.of("media"), false);
		expect(answers.choices()).toEqual({ purposes: { analytics: true, media: false }, vendors: {} });
	});

	it("is named where it was answered before", () => {
		for (const state of ["granted", "objected"] as const)
			expect(answersOf([two], { ...exempt, states: { media: state } }).choices().purposes).toEqual({ media: true });
	});
});

describe("what the browser's signal opposes", () => {
	it("counts as switched on with its purpose, and with any of its vendors", () => {
		const answers = answersOf(["analytics", two], { opposed: "media", allowed: ["analytics"] });
		const opposed = () => answers.opposed().map(({ id }) => id);
		expect(opposed()).toEqual([]);
		answers.vendors.b = true;
		expect(opposed()).toEqual(["media"]);
		answers.togglePurpose(answers.of("media"), true);
		expect(opposed()).toEqual(["media"]);
		answers.togglePurpose(answers.of("media"), false);
		expect(opposed()).toEqual([]);
	});
});
