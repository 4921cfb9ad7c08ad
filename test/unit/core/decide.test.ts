// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { reword } from "../../../src/core/decide.ts";
import { readChoice } from "../../../src/core/storage.ts";
import type { Choices, Consent, DecideOptions, State } from "../../../types/consent.ts";
import {
	arrive,
	block,
	byHand,
	forgetAll,
	media,
	NOON,
	press,
	settled,
	signal,
	unblock,
	watchCookies,
	watchStorage,
} from "./visit.ts";

const pages: { consent: { dispose(): void } }[] = [];
const page: typeof arrive = (...given) => {
	const made = arrive(...given);
	pages.push(made);
	return made;
};
beforeEach(() => {
	forgetAll();
	signal(false);
});
afterEach(() => {
	for (const each of pages.splice(0)) each.consent.dispose();
	vi.useRealTimers();
	vi.restoreAllMocks();
	unblock();
});

const stored = () => readChoice("yoursay");
const always: DecideOptions = { ...byHand, method: "always" };

describe("an answer", () => {
	const consentBased = { id: "x" };
	const otherBasis = { id: "x", legalBasis: "legitimate-interests" as const };
	type Step = (consent: Consent) => Promise<unknown>;
	const yes: Step = (consent) => consent.decide({ purposes: { x: true } }, byHand);
	const no: Step = (consent) => consent.decide({ purposes: { x: false } }, byHand);

	it.each<[string, object, Step[], State]>([
		["yes where nothing was asked grants", consentBased, [yes], "granted"],
		["no where nothing was asked refuses", consentBased, [no], "refused"],
		["no where nothing was asked and consent is not the basis objects", otherBasis, [no], "objected"],
		["no after a grant withdraws", consentBased, [yes, no], "withdrawn"],
		["no after a grant withdraws, whatever the basis", otherBasis, [yes, no], "withdrawn"],
		["yes after a refusal grants", consentBased, [no, yes], "granted"],
		["yes after a withdrawal grants", consentBased, [yes, no, yes], "granted"],
		["no after a refusal stays a refusal", consentBased, [no, no], "refused"],
		["no after a withdrawal stays a withdrawal", consentBased, [yes, no, no], "withdrawn"],
		["no after an objection stays an objection", otherBasis, [no, no], "objected"],
		["accepting all grants", consentBased, [(consent) => consent.acceptAll(byHand)], "granted"],
		["rejecting all refuses", consentBased, [(consent) => consent.rejectAll(byHand)], "refused"],
		["rejecting all after a grant withdraws", consentBased, [yes, (consent) => consent.rejectAll(byHand)], "withdrawn"],
		["withdrawing after a grant withdraws", consentBased, [yes, (consent) => consent.withdraw(byHand)], "withdrawn"],
		["withdrawing where nothing was asked refuses", consentBased, [(consent) => consent.withdraw(byHand)], "refused"],
	])("%s", async (_, purpose, steps, state) => {
		const { consent } = page({ purposes: [purpose as { id: string }] });
		for (const step of steps) await step(consent);
		expect(consent.snapshot().purposes.x).toBe(state);
		expect(consent.allows("x")).toBe(state === "granted");
	});

	it.each<[string, (consent: Consent) => Promise<unknown>]>([
		["accept-all", (consent) => consent.acceptAll()],
		["reject-all", (consent) => consent.rejectAll()],
		["withdraw", (consent) => consent.withdraw()],
		["api", (consent) => consent.decide({})],
		["save", (consent) => consent.decide({}, { method: "save" })],
	])("is remembered as made by %s", async (method, act) => {
		const { consent } = page();
		await act(consent);
		expect(consent.snapshot().method).toBe(method);
	});

	it("to some purposes leaves others as they are, and refuses what was undecided", async () => {
		const { consent } = page();
		await consent.decide({ purposes: { functional: true } }, byHand);
		expect(consent.snapshot()).toMatchObject({
			decided: true,
			purposes: { functional: "granted", analytics: "refused", marketing: "refused" },
		});
		await consent.decide({ purposes: { analytics: true } }, byHand);
		expect(consent.snapshot().purposes).toMatchObject({
			functional: "granted",
			analytics: "granted",
			marketing: "refused",
		});
	});

	it("never takes away what is required", async () => {
		const { consent, reports } = page();
		await consent.decide({ purposes: { necessary: false } }, byHand);
		await consent.rejectAll(byHand);
		expect(reports).toEqual([]);
		expect(consent.allows("necessary")).toBe(true);
		expect(stored()!.answers).not.toHaveProperty("necessary");
	});

	it.each(["gibberish", "X Y", "api.2"])("by a method that there is not, %s, is a program's", async (method) => {
		const { consent } = page();
		const { method: recorded } = await consent.acceptAll({ method: method as never });
		expect(recorded).toBe("api");
		expect(stored()).toMatchObject({ method: "api" });
	});

	it("to what the configuration does not name is reported and stored nowhere", async () => {
		const { consent, reports } = page();
		await consent.decide({ purposes: { other: true }, vendors: { else: true } }, byHand);
		expect(reports).toEqual(["purpose-unknown other", "purpose-unknown else"]);
		expect(Object.keys(stored()!.answers)).toEqual(["functional", "analytics", "marketing"]);
		expect(consent.allows("other")).toBe(false);
	});

	it("builds on what another tab has stored since", async () => {
		const { consent } = page({ purposes: ["analytics", "other"] });
		await consent.decide({ purposes: { analytics: true, other: false } }, byHand);
		const text = localStorage.getItem("yoursay")!;
		localStorage.setItem("yoursay", text.replace(`.${NOON}.`, `.${NOON + 60_000}.`).replace("granted", "withdrawn"));
		await consent.decide({ purposes: { other: true } }, byHand);
		expect(consent.snapshot().purposes).toMatchObject({ analytics: "withdrawn", other: "granted" });
		expect(stored()!.time).toBe(NOON + 60_001);
		expect(page({ purposes: ["analytics", "other"] }).consent.allows("analytics")).toBe(false);
	});

	it("grants by true alone", async () => {
		const { consent } = page({ purposes: ["analytics", media] });
		await consent.decide({ purposes: { analytics: false, media: false }, vendors: { vimeo: false } }, byHand);
		await consent.decide({ purposes: consent.snapshot().purposes } as unknown as Choices, byHand);
		expect(consent.snapshot().purposes).toMatchObject({ analytics: "refused", media: "refused" });
		for (const odd of ["false", "true", "granted", 1, {}, [], null, () => true]) {
			const choices = { purposes: { analytics: odd, media: odd }, vendors: { vimeo: odd } };
			await consent.decide(choices as unknown as Choices, byHand);
			expect(
				["analytics", "media"].filter((id) => consent.allows(id)),
				String(odd),
			).toEqual([]);
			expect(consent.allows("media", "vimeo"), String(odd)).toBe(false);
		}
	});

	it("settles as the snapshot that then holds", async () => {
		const { consent } = page();
		expect(await consent.acceptAll(byHand)).toEqual(consent.snapshot());
	});
});

describe("a vendor's own answer", () => {
	const config = { purposes: ["analytics", media] };
	const states = async (...steps: [Choices | "accept" | "reject", DecideOptions?][]) => {
		forgetAll();
		const { consent } = page(config);
		for (const [step, options = byHand] of steps)
			await (step === "accept"
				? consent.acceptAll(options)
				: step === "reject"
					? consent.rejectAll(options)
					: consent.decide(step, options));
		const { purposes, vendors } = consent.snapshot();
		return {
			media: purposes.media,
			vendors,
			allowed: ["youtube", "vimeo"].filter((id) => consent.allows("media", id)),
		};
	};

	it("overrides its purpose", async () => {
		expect(await states([{ purposes: { media: true }, vendors: { vimeo: false } }])).toEqual({
			media: "granted",
			vendors: { vimeo: "refused" },
			allowed: ["youtube"],
		});
		expect(await states([{ purposes: { media: false }, vendors: { vimeo: true } }])).toEqual({
			media: "refused",
			vendors: { vimeo: "granted" },
			allowed: ["vimeo"],
		});
	});

	it("goes on overriding when only its purpose is answered later", async () => {
		const { allowed } = await states(
			[{ purposes: { media: true }, vendors: { vimeo: false } }],
			[{ purposes: { media: true } }],
		);
		expect(allowed).toEqual(["youtube"]);
	});

	it("that agreed with its purpose goes on when the purpose is granted later", async () => {
		const { allowed } = await states(
			[{ purposes: { media: false }, vendors: { vimeo: false } }],
			[{ purposes: { media: true } }],
		);
		expect(allowed).toEqual(["youtube"]);
	});

	it("ends with accepting or rejecting all", async () => {
		const mixed: Choices = { purposes: { media: true }, vendors: { vimeo: false } };
		expect((await states([mixed], ["accept"])).allowed).toEqual(["youtube", "vimeo"]);
		expect((await states([mixed], ["reject"])).allowed).toEqual([]);
		expect((await states([{ vendors: { vimeo: true } }, always], ["accept"])).vendors).toEqual({});
	});

	it("that was a grant stays on record as withdrawn when all is rejected", async () => {
		expect((await states([{ vendors: { vimeo: true } }, always], ["reject"])).vendors).toEqual({ vimeo: "withdrawn" });
	});

	it("under always grants it alone and leaves the rest unasked", async () => {
		const { consent } = page(config);
		await consent.decide({ vendors: { youtube: true } }, always);
		expect(consent.snapshot()).toMatchObject({
			decided: false,
			method: "always",
			purposes: { analytics: "not-asked", media: "not-asked" },
			vendors: { youtube: "granted" },
		});
		expect([consent.allows("media", "youtube"), consent.allows("media", "vimeo"), consent.allows("media")]).toEqual([
			true,
			false,
			false,
		]);
	});

	it("under always leaves a refused purpose refused", async () => {
		const { media: state, allowed } = await states(["reject"], [{ vendors: { youtube: true } }, always]);
		expect({ state, allowed }).toEqual({ state: "refused", allowed: ["youtube"] });
	});

	it("counts for its own purpose only", async () => {
		const { consent } = page(config);
		await consent.decide({ vendors: { youtube: true } }, always);
		expect(consent.allows("analytics", "youtube")).toBe(false);
	});

	it("that has lapsed leaves the answer to its purpose standing", async () => {
		const { consent, wait } = page({ ...config, regime: "opt-out" });
		await consent.rejectAll(byHand);
		await consent.decide({ vendors: { youtube: true } }, always);
		expect(consent.allows("media", "youtube")).toBe(true);
		wait(400);
		expect(consent.allows("media")).toBe(false);
		expect(consent.allows("media", "youtube")).toBe(false);
	});

	it("that has lapsed comes back by nothing but a new yes", async () => {
		const { consent, wait } = page(config);
		await consent.decide({ vendors: { youtube: true } }, always);
		wait(366);
		expect(consent.allows("media", "youtube")).toBe(false);
		await consent.decide({ purposes: { analytics: false } }, byHand);
		expect(consent.allows("media", "youtube")).toBe(false);
	});

	it("for what the purpose was before comes back by nothing but a new yes", async () => {
		await page(config).consent.decide({ vendors: { youtube: true } }, always);
		const { consent } = page({ purposes: ["analytics", { ...media, data: ["more"] }] });
		expect(consent.allows("media", "youtube")).toBe(false);
		await consent.decide({ purposes: { analytics: true } }, byHand);
		expect(consent.allows("media", "youtube")).toBe(false);
	});
});

describe("the write", () => {
	it("is one text that servers can read, in cookie and localStorage", async () => {
		const { consent } = page({ purposes: ["analytics", media], revision: 4 });
		await consent.decide({ purposes: { analytics: true }, vendors: { vimeo: true } }, byHand);
		const text = localStorage.getItem("yoursay")!;
		expect(text).toMatch(/^1\.\d{13}\.\d{13}\.4\.api!analytics:granted:\w+!media:refused:\w+!\/vimeo:granted:\w+$/);
		expect(document.cookie).toBe(`yoursay=${text}`);
		expect(stored()).toMatchObject({ time: NOON, expires: Date.UTC(2027, 10, 21, 12), revision: 4, method: "api" });
	});

	it("holds the whole draft before the choice is stored", async () => {
		const written: string[] = [];
		watchStorage((name) => written.push(name));
		const { consent } = page();
		await consent.acceptAll(byHand);
		expect(written[0]).toMatch(/^yoursay~/);
		expect(written[1]).toBe("yoursay");
		const [first, second] = localStorage.getItem(written[0]!)!.split("\n");
		expect(first).toBe(localStorage.getItem("yoursay"));
		expect(JSON.parse(second!)).toMatchObject({
			automated: false,
			snapshot: { method: "accept-all", purposes: { analytics: "granted" } },
		});
	});

	it("is done within the click once the desk is at hand", async () => {
		const { consent } = page();
		await consent.acceptAll(byHand);
		consent.rejectAll(byHand);
		expect(stored()!.method).toBe("reject-all");
		expect(consent.allows("analytics")).toBe(false);
	});

	it("precedes what listeners hear", async () => {
		const { consent } = page();
		const heard: (string | undefined)[] = [];
		consent.subscribe(() => heard.push(stored()?.method));
		await consent.rejectAll(byHand);
		expect(heard).toEqual([undefined, "reject-all"]);
	});

	it("goes to the cookie's domain where one is configured", async () => {
		const baked = watchCookies();
		const { consent } = page({ storage: { cookie: { domain: "example.com" } } });
		await consent.rejectAll(byHand);
		expect(baked).toContainEqual(
			expect.stringMatching(/^yoursay=1\..*;path=\/;samesite=lax;max-age=\d+;domain=example\.com/i),
		);
	});

	it("keeps what is too long for a cookie out of it", async () => {
		const many = Array.from({ length: 300 }, (_, index) => `purpose-number-${index}`);
		const { consent } = page({ purposes: many });
		await consent.acceptAll(byHand);
		expect(document.cookie).not.toContain("granted");
		expect(page({ purposes: many }).consent.allows("purpose-number-299")).toBe(true);
	});

	it("lasts for the life of its grants, and without one for the pause after a refusal", async () => {
		const { consent } = page();
		expect((await consent.acceptAll(byHand)).expiresAt).toBe("2027-11-21T12:00:00.000Z");
		expect((await consent.rejectAll(byHand)).expiresAt).toMatch(/^2027-05-21T12:00:00/);
	});

	it("lasts for the shortest life and the longest pause where the rules did not load", async () => {
		const { consent } = page({}, { noRules: true });
		expect((await consent.acceptAll(byHand)).expiresAt).toBe("2027-05-21T12:00:00.000Z");
		expect((await consent.rejectAll(byHand)).expiresAt).toMatch(/^2027-11-21T12:00:00/);
	});

	it("ends with the last day of a month that is shorter", async () => {
		const { consent } = page({}, { now: () => Date.UTC(2027, 7, 31, 12) });
		expect((await consent.rejectAll(byHand)).expiresAt).toBe("2028-02-29T12:00:00.000Z");
	});
});

describe("the clock", () => {
	it("of a decision never goes backwards", async () => {
		let now = NOON;
		const { consent } = page({}, { now: () => now });
		await consent.acceptAll(byHand);
		now -= 3_600_000;
		await consent.rejectAll(byHand);
		expect(stored()!.time).toBe(NOON + 1);
		expect(page().consent.allows("analytics")).toBe(false);
	});

	it("tells two decisions of one millisecond apart", async () => {
		const { consent } = page();
		const first = await consent.acceptAll(byHand);
		const second = await consent.rejectAll(byHand);
		expect(Date.parse(second.decidedAt!)).toBe(Date.parse(first.decidedAt!) + 1);
	});
});

describe("a draft", () => {
	it("is automated unless a trusted event carried the answer", async () => {
		const { consent, sealed } = page();
		await consent.acceptAll();
		await consent.acceptAll({ event: new Event("click") });
		await consent.acceptAll({ event: { isTrusted: true } as Event });
		await consent.acceptAll({ event: press });
		expect(sealed.map(({ automated }) => automated)).toEqual([true, true, true, false]);
	});

	it("holds the states, the words shown and the configuration they were shown for", async () => {
		const { consent, sealed, settings } = page();
		const shown = { view: "ask" as const, layout: "box" as const, language: "en", words: ["Yes", "No"] };
		const snapshot = await consent.decide({ purposes: { analytics: true } }, { event: press, shown });
		expect(sealed).toEqual([
			{ id: expect.any(String), automated: false, snapshot, shown, settings, rules: expect.stringMatching(/^\d{4}-/) },
		]);
	});

	it("has an id of its own each time", async () => {
		const { consent, sealed } = page();
		for (let count = 0; count < 20; count++) await consent.acceptAll();
		expect(new Set(sealed.map(({ id }) => id)).size).toBe(20);
	});

	it("is sealed before the decision counts as durable", async () => {
		let finish = () => {};
		const { consent } = page({}, { seal: () => new Promise<void>((resolve) => (finish = resolve)) });
		const done = vi.fn();
		consent.rejectAll(byHand).then(done);
		await settled();
		expect(done).not.toHaveBeenCalled();
		expect(consent.snapshot().decided).toBe(true);
		finish();
		await settled();
		expect(done).toHaveBeenCalledTimes(1);
	});

	it("that cannot be sealed stays on the device, and the decision holds", async () => {
		const { consent } = page({}, { seal: () => Promise.reject(new Error("no database")) });
		expect((await consent.rejectAll(byHand)).decided).toBe(true);
		expect(Object.keys(localStorage).filter((name) => name.startsWith("yoursay~"))).toHaveLength(1);
	});

	it("without its words and configuration is kept where the device has no room for them", async () => {
		watchStorage((_, value) => {
			if (value.length > 1500) throw new DOMException("full", "QuotaExceededError");
		});
		const { consent, reports } = page();
		const shown = { view: "ask" as const, layout: "box" as const, language: "en", words: ["x".repeat(2000)] };
		await consent.rejectAll({ event: press, shown });
		const [name] = Object.keys(localStorage).filter((each) => each.startsWith("yoursay~"));
		expect(JSON.parse(localStorage.getItem(name!)!.split("\n")[1]!)).toMatchObject({ shown: null, settings: null });
		expect(reports).toEqual([]);
	});
});

describe("a device that is full", () => {
	it("keeps no grant that was withdrawn", async () => {
		let room = Number.POSITIVE_INFINITY;
		block("cookie");
		watchStorage((_, value) => {
			if (value.length > room) throw new DOMException("full", "QuotaExceededError");
		});
		const { consent } = page({ purposes: ["analytics"] });
		await consent.acceptAll(byHand);
		for (const name of Object.keys(localStorage)) if (name.includes("~")) localStorage.removeItem(name);
		room = localStorage.getItem("yoursay")!.length;
		await consent.rejectAll(byHand);
		expect(consent.snapshot().purposes.analytics).toBe("withdrawn");
		expect(localStorage.getItem("yoursay")).toBeNull();
		expect(page({ purposes: ["analytics"] }).consent.allows("analytics")).toBe(false);
	});
});

describe("where the browser keeps nothing", () => {
	it("the choice holds for the page, and the owner is told once", async () => {
		block("localStorage", "sessionStorage", "cookie");
		const { consent, reports, hear } = page();
		await consent.decide({ purposes: { analytics: true } }, byHand);
		expect(reports).toEqual(["storage-blocked"]);
		expect(consent.allows("analytics")).toBe(true);
		hear();
		expect(consent.allows("analytics")).toBe(true);
		expect(reports).toEqual(["storage-blocked"]);
	});

	it("nothing is reported where the cookie alone works", async () => {
		block("localStorage");
		const { consent, reports } = page();
		await consent.rejectAll(byHand);
		expect(reports).toEqual([]);
		expect(page().consent.snapshot().decided).toBe(true);
	});

	it("nothing is reported where localStorage alone works", async () => {
		block("cookie");
		const { consent, reports } = page();
		await consent.rejectAll(byHand);
		expect(reports).toEqual([]);
		expect(page().consent.snapshot().decided).toBe(true);
	});
});

describe("refusing", () => {
	const config = { purposes: ["necessary", "analytics", media] };

	it("has erased what refused vendors stored", async () => {
		const { consent, erased } = page(config);
		await consent.decide({ purposes: { media: true }, vendors: { vimeo: false } }, byHand);
		await settled();
		expect(erased).toEqual([["vimeo"]]);
	});

	it("does not load the eraser where nobody refused stores anything", async () => {
		const { consent, erased } = page(config);
		await consent.acceptAll(byHand);
		await settled();
		expect(erased).toEqual([]);
	});

	it("reloads nothing while nothing refused runs", async () => {
		const reload = vi.spyOn(location, "reload").mockImplementation(() => {});
		await page(config).consent.rejectAll(byHand);
		await settled();
		expect(reload).not.toHaveBeenCalled();
		expect(localStorage.getItem("yoursay-erase")).toBeNull();
	});

	it("what already runs marks it for the next page and reloads after the record is durable", async () => {
		const order: string[] = [];
		vi.spyOn(location, "reload").mockImplementation(() => void order.push("reload"));
		const { consent } = page(config, {
			runsRefused: () => true,
			seal: async () => {
				await settled();
				order.push("sealed");
			},
		});
		await consent.withdraw(byHand);
		expect(order).toEqual(["sealed", "reload"]);
		expect(localStorage.getItem("yoursay-erase")).toMatch(/^\d{13}$/);
	});

	it("what already runs does not wait for a record that never settles", async () => {
		vi.useFakeTimers();
		const reload = vi.spyOn(location, "reload").mockImplementation(() => {});
		const { consent } = page(config, { runsRefused: () => true, seal: () => new Promise<void>(() => {}) });
		consent.withdraw(byHand);
		await vi.advanceTimersByTimeAsync(1900);
		expect(reload).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(200);
		expect(reload).toHaveBeenCalledTimes(1);
	});

	it("what already runs does not wait for a record that cannot be sealed", async () => {
		const reload = vi.spyOn(location, "reload").mockImplementation(() => {});
		const escaped = vi.fn();
		process.on("unhandledRejection", escaped);
		const { consent } = page(config, {
			runsRefused: () => true,
			seal: () => Promise.reject(new Error("no database")),
		});
		await consent.withdraw(byHand);
		await settled();
		await settled();
		process.off("unhandledRejection", escaped);
		expect({ reloads: reload.mock.calls.length, escaped: escaped.mock.calls.length }).toEqual({
			reloads: 1,
			escaped: 0,
		});
	});

	it("what already runs reloads nothing where the owner takes that over", async () => {
		const reload = vi.spyOn(location, "reload").mockImplementation(() => {});
		const { consent } = page({ ...config, onWithdraw: "none" }, { runsRefused: () => true });
		await consent.withdraw(byHand);
		await settled();
		expect(reload).not.toHaveBeenCalled();
	});

	it("what already runs marks it for the next page though nothing is reloaded", async () => {
		const { consent } = page({ ...config, onWithdraw: "none" }, { runsRefused: () => true });
		await consent.withdraw(byHand);
		expect(localStorage.getItem("yoursay-erase")).toMatch(/^\d{13}$/);
	});
});

describe("erasing", () => {
	it("forgets the choice, tells every listener and has what vendors stored erased", async () => {
		const { consent, records, erased } = page({ purposes: [media] });
		await consent.acceptAll(byHand);
		const heard = vi.fn();
		consent.subscribe(heard);
		await consent.erase();
		expect(records.erase).toHaveBeenCalledTimes(1);
		expect(heard).toHaveBeenCalledTimes(2);
		expect(consent.snapshot()).toMatchObject({ decided: false, purposes: { media: "not-asked" }, decidedAt: null });
		expect(erased.at(-1)).toEqual(["youtube", "vimeo"]);
	});
});

describe("a grant whose purpose is only worded otherwise", () => {
	const old = { id: "x", data: ["Pages vistied"], vendors: [{ id: "v" }, { id: "w" }] };
	const now = { ...old, data: ["Pages visited"] };
	const markOf = (purpose: object) => settle({ purposes: [purpose as { id: string }] }).purposes[1]!.print;
	const choices = { purposes: { x: true }, vendors: { v: true, w: false } };
	/** Back under the new words, the old ones being those that were compared. */
	function returns(mark = markOf(old)) {
		const { consent, core } = page({ purposes: [now] });
		expect(consent.allows("x")).toBe(false);
		reword(core, core.optional()[0]!, mark);
		return consent;
	}

	it("holds again, with its vendors as they were, and stays so on the next page", async () => {
		await page({ purposes: [old] }).consent.decide(choices, byHand);
		const before = stored()!;
		const consent = returns();
		const states = () => ["v", "w", undefined].map((vendor) => consent.allows("x", vendor));
		expect(states()).toEqual([true, false, true]);
		expect(stored()).toMatchObject({ time: before.time, expires: before.expires, method: before.method });
		const { consent: next } = page({ purposes: [now] });
		expect(next.allows("x")).toBe(true);
		expect(next.allows("x", "w")).toBe(false);
		expect(document.cookie).toContain(markOf(now));
	});

	it("does not where the words compared are others than those it was given for", async () => {
		await page({ purposes: [old] }).consent.decide(choices, byHand);
		expect(returns("other").allows("x")).toBe(false);
	});

	it("leaves a refusal a refusal", async () => {
		await page({ purposes: [old] }).consent.rejectAll(byHand);
		expect(returns().snapshot().purposes.x).toBe("refused");
	});

	it("gives way to what another tab has decided since", async () => {
		await page({ purposes: [old] }).consent.decide(choices, byHand);
		const { consent, core } = page({ purposes: [now] });
		const other = page({ purposes: [old] });
		other.wait(1);
		await other.consent.withdraw(byHand);
		reword(core, core.optional()[0]!, markOf(old));
		expect(consent.snapshot().purposes.x).toBe("withdrawn");
		expect(stored()!.method).toBe("withdraw");
	});

	it("keeps the mark of a grant that knew of the browser's signal", async () => {
		signal(true);
		const sold = { involves: ["sale" as const] };
		const purposes = [{ ...old, ...sold }];
		await page({ purposes }).consent.decide({ purposes: { x: true } }, { ...byHand, overSignal: true });
		const { consent, core } = page({ purposes: [{ ...now, ...sold }] });
		reword(core, core.optional()[0]!, markOf(purposes[0]!));
		expect(consent.allows("x")).toBe(true);
		expect(stored()!.answers.x).toMatch(/_$/);
	});
});
