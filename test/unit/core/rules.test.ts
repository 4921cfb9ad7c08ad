// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Config } from "../../../types/config.ts";
import { arrive, byHand, closeAll, forgetAll, NOON, signal, type VisitOptions, visit as wait } from "./visit.ts";

beforeEach(() => {
	forgetAll();
	signal(false);
});
afterEach(closeAll);

const DAY = 86_400_000;
const purposes = ["necessary", "analytics", "marketing", { id: "health", involves: ["sensitive" as const] }];
const month = (count: number) => Date.UTC(2026, 10 + count, 21, 12);

/** What rules.md of 2026-11-21 says, in one line a rule; `link` for a site that shares for ads and uses sensitive data. */
const rules = `
AT BE BG HR CY CZ DK EE FI DE GR HU LV LT LU MT NL PL PT RO SK SI SE IS LI NO | opt-in  | hint   | 6  | 12 | -
FR                                                                            | opt-in  | hint   | 6  | 6  | -
IE                                                                            | opt-in  | hint   | 6  | 6  | -
IT                                                                            | opt-in  | hint   | 6  | 12 | -
ES                                                                            | opt-in  | hint   | 6  | 24 | -
GB BR CA-QC IN KR TH TR                                                       | opt-in  | hint   | 6  | 12 | -
CH                                                                            | opt-out | hint   | 6  | 12 | -
CA CA-ON CA-BC ZA                                                             | opt-out | hint   | 12 | 12 | -
JP AU SG                                                                      | notice  | hint   | 12 | 12 | -
US-CA US                                                                      | opt-out | refuse | 12 | 12 | privacy-choices
US-CO US-CT US-DE US-MD US-MN US-MT US-NE US-NH US-NJ US-OR US-TX             | opt-out | refuse | 12 | 12 | privacy-choices
US-VA US-UT US-FL US-IA US-TN US-IN US-KY US-RI                               | opt-out | hint   | 12 | 12 | privacy-choices
US-OK US-LA US-AL US-VT US-WA US-NY US-WY US-DC                               | notice  | hint   | 12 | 12 | -
MX RU ZZ                                                                      | opt-in  | refuse | 6  | 12 | -
`
	.trim()
	.split("\n")
	.flatMap((line) => {
		const [codes, regime, signal, ask, life, link] = line.split("|").map((cell) => cell.trim());
		return codes!
			.split(/\s+/)
			.map((code) => ({ code, regime, signal, ask: +ask!, life: +life!, link: link === "-" ? null : link }));
	});

/** A page of a visitor in a region, once they are placed there. */
async function visit(region: string, options: VisitOptions = {}, config: Config = {}) {
	const page = arrive({ region, purposes, ...config }, options);
	await page.core.locate();
	return page;
}
const isAsked = ({ consent, core }: Awaited<ReturnType<typeof visit>>) =>
	!consent.snapshot().decided && !core.isHeeded();
const at = (time: number) => ({ now: () => time });

describe.each(rules)("in $code", ({ code, regime, signal: effect, ask, life, link }) => {
	const isOn = regime !== "opt-in";

	it("the model, the initial state and the links are the rule's", async () => {
		const page = await visit(code);
		const { consent, core } = page;
		expect(consent.snapshot()).toMatchObject({ regime, region: code, regionSource: "config", decided: false });
		expect(["analytics", "marketing"].map((id) => consent.allows(id))).toEqual([isOn, isOn]);
		expect(consent.allows("health")).toBe(/^US-(UT|IA)$/.test(code));
		expect(core.place?.link).toBe(link);
		expect(isAsked(page)).toBe(true);
	});

	it("the signal keeps ads off, stores nothing, and leaves the question out where it is a refusal", async () => {
		signal(true);
		const page = await visit(code);
		expect(page.consent.allows("marketing")).toBe(false);
		expect(page.consent.allows("analytics")).toBe(isOn);
		expect(page.consent.snapshot()).toMatchObject({ signals: { gpc: true }, method: null });
		expect(isAsked(page)).toBe(effect === "hint");
		expect([document.cookie, Object.keys(localStorage), page.sealed]).toEqual(["", [], []]);
	});

	it("a refusal is kept for the pause, to the day, and then asked again", async () => {
		const { expiresAt } = await (await visit(code)).consent.rejectAll(byHand);
		expect(Date.parse(expiresAt!)).toBe(month(ask));
		expect(isAsked(await visit(code, at(month(ask) - DAY)))).toBe(false);
		expect(isAsked(await visit(code, at(month(ask) + DAY)))).toBe(true);
	});

	it("a grant ends with its life, however often the visitor comes", async () => {
		const { expiresAt } = await (await visit(code)).consent.acceptAll(byHand);
		expect(Date.parse(expiresAt!)).toBe(month(life));
		for (const days of [30, 60, 90]) await visit(code, at(NOON + days * DAY));
		expect(isAsked(await visit(code, at(month(life) - DAY)))).toBe(false);
		const late = await visit(code, at(month(life) + DAY));
		expect(isAsked(late)).toBe(true);
		expect(late.consent.snapshot().purposes.analytics).toBe("not-asked");
		expect(late.consent.allows("analytics")).toBe(isOn);
	});

	it("a purpose that changed is asked again alone, within the pause as well", async () => {
		await (await visit(code)).consent.acceptAll(byHand);
		const changed = ["necessary", { id: "analytics", data: ["more"] }, "marketing", purposes[3]!];
		const page = await visit(code, at(NOON + DAY), { purposes: changed });
		expect(isAsked(page)).toBe(true);
		expect(page.consent.snapshot().purposes).toMatchObject({ analytics: "not-asked", marketing: "granted" });
		expect(page.consent.allows("analytics")).toBe(isOn);
	});
});

it("nothing is on by default before the stored choice was read, though the place is known", async () => {
	await (await visit("US-CA")).consent.rejectAll(byHand);
	const early = wait({ region: "US-CA", purposes });
	early.core.settings = early.settings;
	const heard: boolean[] = [];
	early.consent.subscribe(() => heard.push(early.consent.allows("analytics")));
	await early.core.locate();
	early.start();
	expect(heard.length).toBeGreaterThan(2);
	expect(heard).not.toContain(true);
});

it.each(["CA-qc", "US ", "CH-x y", "<b>"])(
	"a server's region that is no code (%s) gets the strictest rule",
	async (region) => {
		const { consent } = await visit(region);
		expect(consent.allows("analytics")).toBe(false);
		expect(consent.snapshot().regime).toBe("opt-in");
	},
);

it.each(["{}", '["mark",{}]', '["mark",{"rule":{"exempt":"x"}}]', "null", "["])(
	"a remembered place that is damaged (%s) counts as none",
	async (text) => {
		await (await visit("US-CA")).consent.rejectAll(byHand);
		localStorage.setItem("yoursay-place", text);
		const { consent } = await visit("US-CA");
		expect(consent.snapshot()).toMatchObject({ decided: true, regime: "opt-out" });
	},
);

describe("a law that has a first day", () => {
	it.each([
		["US-OK", Date.UTC(2027, 0, 1), "hint"],
		["US-LA", Date.UTC(2027, 0, 1), "hint"],
		["US-AL", Date.UTC(2027, 4, 1), "hint"],
		["US-VT", Date.UTC(2028, 0, 1), "refuse"],
	])("holds in %s from that day", async (code, day, effect) => {
		expect((await visit(code, at(day - 1))).consent.snapshot().regime).toBe("notice");
		const { consent, core } = await visit(code, at(day));
		expect(consent.snapshot().regime).toBe("opt-out");
		expect(core.place?.rule.signal).toBe(effect);
	});
});

describe("a purpose that claims an exemption", () => {
	const exempt = { purposes: [{ id: "analytics", exempt: "statistics" as const }, "marketing"] };

	it.each([
		["GB", true],
		["FR", true],
		["ES", true],
		["DE", false],
		["US-CA", true],
		["ZZ", false],
	])("in %s is on without asking: %s", async (code, isOn) => {
		expect((await visit(code, {}, exempt)).consent.allows("analytics")).toBe(isOn);
	});

	it("is not on for what the region's rule does not list", async () => {
		const look = { purposes: [{ id: "looks", exempt: "appearance" as const }] };
		expect((await visit("FR", {}, look)).consent.allows("looks")).toBe(false);
		expect((await visit("GB", {}, look)).consent.allows("looks")).toBe(true);
	});

	it("has no effect beside what an opt-out speaks of", async () => {
		const sold = { purposes: [{ id: "counts", exempt: "statistics" as const, involves: ["sale" as const] }] };
		const page = await visit("GB", {}, sold);
		expect(page.consent.allows("counts")).toBe(false);
		expect(isAsked(page)).toBe(true);
	});

	it("asks nobody where it is the only one", async () => {
		const page = await visit("GB", {}, { purposes: [{ id: "analytics", exempt: "statistics" }] });
		expect(isAsked(page)).toBe(false);
	});

	it("is never recorded as granted by an answer to the rest", async () => {
		const { consent } = await visit("GB", {}, exempt);
		await consent.acceptAll(byHand);
		expect(consent.snapshot()).toMatchObject({
			decided: true,
			purposes: { analytics: "not-asked", marketing: "granted" },
		});
		expect(consent.allows("analytics")).toBe(true);
	});

	it("stays on for a returning visitor before anything else is loaded", async () => {
		const { consent } = await visit("GB", {}, exempt);
		await consent.decide({ purposes: { marketing: false } }, byHand);
		const next = arrive({ region: "GB", ...exempt });
		expect(next.consent.allows("analytics")).toBe(true);
		expect(next.consent.snapshot()).toMatchObject({ decided: true, regime: "opt-in", region: "GB" });
	});

	it("is objected to, not refused, by a no", async () => {
		const { consent } = await visit("GB", {}, exempt);
		await consent.rejectAll(byHand);
		expect(consent.snapshot().purposes).toEqual({
			necessary: "not-asked",
			analytics: "objected",
			marketing: "refused",
		});
		expect(consent.allows("analytics")).toBe(false);
	});
});

describe("an owner's own rule", () => {
	it("holds in its region alone, and its version says so", async () => {
		const own = { rules: { DE: { lifeMonths: 3, askMonths: 9 } } };
		const { consent, sealed } = await visit("DE", {}, own);
		expect((await consent.acceptAll(byHand)).expiresAt).toBe("2027-02-21T12:00:00.000Z");
		expect(sealed[0]!.rules).toBe("2026-11-21+own");
		forgetAll();
		const other = await visit("AT", {}, own);
		expect((await other.consent.acceptAll(byHand)).expiresAt).toBe("2027-11-21T12:00:00.000Z");
		expect(other.sealed[0]!.rules).toBe("2026-11-21");
	});

	it("that loosens is kept, and named in the record", async () => {
		const { consent, sealed } = await visit("DE", {}, { rules: { "*": { regime: "opt-out" } } });
		expect(consent.allows("analytics")).toBe(true);
		await consent.rejectAll(byHand);
		expect(sealed[0]).toMatchObject({ rules: "2026-11-21+looser", snapshot: { regime: "opt-out", region: "DE" } });
	});

	it("of one regime everywhere is one that loosens where the table is stricter", async () => {
		const { consent, sealed } = await visit("DE", {}, { regime: "notice" });
		await consent.rejectAll(byHand);
		expect(sealed[0]!.rules).toBe("2026-11-21+looser");
	});
});

describe("a stated age", () => {
	it("under the limit refuses everything, for this page whatever is pressed, and is kept nowhere", async () => {
		const { consent, sealed } = await visit("US-CA");
		await consent.decide({ age: 11.25 });
		expect(["analytics", "marketing", "health"].map((id) => consent.allows(id))).toEqual([false, false, false]);
		await consent.acceptAll(byHand);
		await consent.decide({ purposes: { marketing: true }, vendors: {} }, byHand);
		expect(["analytics", "marketing", "health"].map((id) => consent.allows(id))).toEqual([false, false, false]);
		expect(JSON.stringify([sealed, { ...localStorage }])).not.toMatch(/"age"|11\.25/);
	});

	it.each([Number.NaN, -1, "16", null])("that is no age (%s) counts as one under the limit", async (age) => {
		const { consent } = await visit("DE");
		await consent.decide({ age: age as number, purposes: { analytics: true } }, byHand);
		expect(consent.allows("analytics")).toBe(age === "16");
	});

	it("at the limit decides nothing by itself", async () => {
		const { consent, sealed } = await visit("DE");
		await consent.decide({ age: 16 });
		expect(consent.snapshot().decided).toBe(false);
		expect(sealed).toEqual([]);
		await consent.decide({ age: 16, purposes: { analytics: true } }, byHand);
		expect(consent.allows("analytics")).toBe(true);
	});

	it("has the owner's limit where there is one, and the region's else", async () => {
		const { consent } = await visit("DE", {}, { minimumAge: 18 });
		await consent.decide({ age: 17, purposes: { analytics: true } }, byHand);
		expect(consent.allows("analytics")).toBe(false);
		forgetAll();
		const india = await visit("IN");
		await india.consent.decide({ age: 17, purposes: { analytics: true } }, byHand);
		expect(india.consent.allows("analytics")).toBe(false);
	});
});
