// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { heed } from "../../../src/core/decide.ts";
import type { Config } from "../../../types/config.ts";
import { arrive, byHand, forgetAll, media, signal, type VisitOptions, visit as wait } from "./visit.ts";

const pages: { consent: { dispose(): void } }[] = [];
/** A visitor of a Californian shop, once they are placed there. */
async function visit(config: Config = {}, options: VisitOptions = {}) {
	const page = arrive({ region: "US-CA", purposes: ["analytics", "marketing"], ...config }, options);
	pages.push(page);
	await page.core.locate();
	return page;
}
const track = (value: string | null) => Object.defineProperty(navigator, "doNotTrack", { value, configurable: true });
const told = { ...byHand, overSignal: true };

beforeEach(() => {
	forgetAll();
	signal(false);
});
afterEach(() => {
	for (const each of pages.splice(0)) each.consent.dispose();
	Reflect.deleteProperty(navigator, "doNotTrack");
	vi.restoreAllMocks();
});

describe("a signal that comes after a grant", () => {
	it("overrides it at once, before anything is loaded or written", async () => {
		await (await visit()).consent.acceptAll(byHand);
		signal(true);
		const page = arrive({ region: "US-CA", purposes: ["analytics", "marketing"] });
		pages.push(page);
		expect(page.consent.allows("marketing")).toBe(false);
		expect(page.consent.allows("analytics")).toBe(true);
	});

	it("overrides it for good by a record of its own, which withdraws that grant alone", async () => {
		await (await visit()).consent.acceptAll(byHand);
		signal(true);
		const { consent, core, sealed } = await visit();
		expect(await heed(core)).toBe(true);
		expect(sealed).toHaveLength(1);
		expect(sealed[0]).toMatchObject({
			automated: true,
			snapshot: {
				method: "gpc",
				signals: { gpc: true },
				purposes: { analytics: "granted", marketing: "withdrawn" },
			},
		});
		expect(await heed(core)).toBe(false);
		expect(sealed).toHaveLength(1);
		signal(false);
		expect((await visit()).consent.allows("marketing")).toBe(false);
		expect(consent.allows("analytics")).toBe(true);
	});

	it("does not prolong what it leaves standing", async () => {
		const { expiresAt } = await (await visit()).consent.acceptAll(byHand);
		signal(true);
		const { consent, core } = await visit({}, { now: () => Date.parse("2027-03-01T00:00:00Z") });
		await heed(core);
		expect(consent.snapshot().expiresAt).toBe(expiresAt);
	});

	it("overrides a vendor's own grant as well", async () => {
		const purposes = [{ ...media, involves: ["sharing" as const] }];
		await (await visit({ purposes })).consent.decide({ vendors: { youtube: true } }, { ...byHand, method: "always" });
		signal(true);
		const { consent, core } = await visit({ purposes });
		expect(consent.allows("media", "youtube")).toBe(false);
		await heed(core);
		expect(consent.snapshot().vendors).toEqual({ youtube: "withdrawn" });
	});

	it("is found when the page is parsed, where an extension is late with it", async () => {
		const { consent, core } = await visit();
		expect(consent.allows("marketing")).toBe(true);
		signal(true);
		expect(consent.snapshot().signals.gpc).toBe(false);
		document.dispatchEvent(new Event("DOMContentLoaded"));
		await core.locate();
		expect(consent.snapshot().signals.gpc).toBe(true);
		expect(consent.allows("marketing")).toBe(false);
		expect(core.isHeeded()).toBe(true);
	});

	it("that is late is heard of at once, before any rule has loaded anew", async () => {
		const { consent } = await visit();
		const heard: boolean[] = [];
		consent.subscribe(() => heard.push(consent.allows("marketing")));
		signal(true);
		document.dispatchEvent(new Event("DOMContentLoaded"));
		expect(heard).toEqual([true, false]);
	});

	it("is found at the start too, where the page was parsed before that", async () => {
		const early = wait({ region: "US-CA", purposes: ["marketing"] });
		pages.push(early);
		signal(true);
		early.start();
		await early.core.locate();
		expect(early.consent.allows("marketing")).toBe(false);
	});

	it("holds for the whole page, whatever a script makes of it later", async () => {
		signal(true);
		const { consent } = await visit();
		signal(false);
		expect(consent.snapshot().signals.gpc).toBe(true);
		expect(consent.allows("marketing")).toBe(false);
	});

	it.each(["1", 1, "true", undefined, {}])("counts only as true itself, not as %j", async (value) => {
		signal(value as boolean);
		const { consent } = await visit();
		expect(consent.snapshot().signals.gpc).toBe(false);
		expect(consent.allows("marketing")).toBe(true);
	});
});

describe("a grant in spite of the signal", () => {
	it("needs that the visitor was told; without that it stays refused, and the owner hears of it", async () => {
		signal(true);
		const { consent, reports } = await visit();
		await consent.acceptAll(byHand);
		expect(consent.snapshot().purposes).toMatchObject({ analytics: "granted", marketing: "refused" });
		await consent.decide({ purposes: { marketing: true } }, byHand);
		expect(consent.allows("marketing")).toBe(false);
		expect(reports).toEqual(["signal-stands marketing", "signal-stands marketing"]);
	});

	it("is recorded with both facts, and holds on later pages with and without the signal", async () => {
		signal(true);
		const first = await visit();
		await first.consent.decide({ purposes: { marketing: true } }, told);
		expect(first.sealed[0]).toMatchObject({
			automated: false,
			snapshot: { signals: { gpc: true }, purposes: { marketing: "granted" } },
		});
		const next = await visit();
		expect(next.consent.allows("marketing")).toBe(true);
		expect(await heed(next.core)).toBe(false);
		signal(false);
		expect((await visit()).consent.allows("marketing")).toBe(true);
	});

	it("lapses with its time and with a change of the purpose like any other", async () => {
		signal(true);
		await (await visit()).consent.decide({ purposes: { marketing: true } }, told);
		const changed = { purposes: ["analytics", { id: "marketing", data: ["more"] }] };
		expect((await visit(changed)).consent.allows("marketing")).toBe(false);
		expect((await visit({}, { now: () => Date.parse("2028-01-01T00:00:00Z") })).consent.allows("marketing")).toBe(
			false,
		);
	});

	it("stays one when another purpose is answered later", async () => {
		signal(true);
		const { consent } = await visit();
		await consent.decide({ purposes: { marketing: true } }, told);
		await consent.decide({ purposes: { analytics: false } }, byHand);
		expect((await visit()).consent.allows("marketing")).toBe(true);
	});
});

describe("a second yes", () => {
	it("changes nothing of one that was given in spite of the signal, whoever says it", async () => {
		signal(true);
		const { consent, reports } = await visit();
		await consent.decide({ purposes: { marketing: true } }, told);
		await consent.acceptAll();
		await consent.decide({ purposes: { marketing: true } });
		expect(consent.snapshot().purposes.marketing).toBe("granted");
		expect(reports).toEqual([]);
		expect((await visit()).consent.allows("marketing")).toBe(true);
	});
});

describe("a grant that was given where the signal is a hint", () => {
	it("is overridden where it is a refusal: nobody was told", async () => {
		signal(true);
		await (await visit({ region: "US-VA" })).consent.acceptAll(byHand);
		const { consent, core } = await visit({ region: "US-CA" });
		expect(consent.allows("marketing")).toBe(false);
		expect(await heed(core)).toBe(true);
		expect(consent.snapshot().purposes).toMatchObject({ analytics: "granted", marketing: "withdrawn" });
	});
});

describe("where the signal is no more than a hint", () => {
	it("a stored grant stands, and a new one needs nothing more", async () => {
		const config = { region: "DE" };
		await (await visit(config)).consent.acceptAll(byHand);
		signal(true);
		const { consent, core, reports } = await visit(config);
		expect(consent.allows("marketing")).toBe(true);
		expect(core.isHeeded()).toBe(false);
		expect(await heed(core)).toBe(false);
		await consent.rejectAll(byHand);
		await consent.acceptAll(byHand);
		expect(consent.allows("marketing")).toBe(true);
		expect(reports).toEqual([]);
	});
});

describe("Do Not Track", () => {
	it("means nothing unless the owner wants it", async () => {
		track("1");
		const { consent, core } = await visit();
		expect(consent.allows("marketing")).toBe(true);
		expect(core.signal()).toBeUndefined();
	});

	it("is heard like the other signal where the owner wants it, and is recorded as what it is", async () => {
		await (await visit({ doNotTrack: true })).consent.acceptAll(byHand);
		track("1");
		const { consent, core, sealed } = await visit({ doNotTrack: true });
		expect(core.isHeeded()).toBe(true);
		await heed(core);
		expect(sealed[0]).toMatchObject({ snapshot: { method: "dnt", signals: { gpc: false } } });
		expect(consent.allows("marketing")).toBe(false);
	});

	it.each(["0", "yes", "unspecified", null])("is not heard in %j", async (value) => {
		track(value);
		expect((await visit({ doNotTrack: true })).consent.allows("marketing")).toBe(true);
	});
});

it("a signal keeps all grants it speaks of off where the rules do not load", async () => {
	await (await visit()).consent.acceptAll(byHand);
	signal(true);
	const { consent, core } = await visit({}, { noRules: true });
	expect(consent.allows("marketing")).toBe(false);
	expect(core.isHeeded()).toBe(false);
});
