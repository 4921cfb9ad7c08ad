// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openStore } from "../../../src/records/store.ts";
import type { Config, Regime } from "../../../types/config.ts";
import type { Consent, Snapshot } from "../../../types/consent.ts";
import {
	arrive,
	block,
	byHand,
	forgetAll,
	media,
	NOON,
	settled,
	signal,
	unblock,
	visit,
	watchStorage,
} from "./visit.ts";

beforeEach(() => {
	forgetAll();
	signal(false);
});
const pages: { consent: { dispose(): void } }[] = [];
/** A page that is left when its test ends, so that it hears nothing of the next one. */
const page: typeof arrive = (...given) => {
	const made = arrive(...given);
	pages.push(made);
	return made;
};
afterEach(() => {
	for (const each of pages.splice(0)) each.consent.dispose();
	unblock();
});

const usual = ["functional", "analytics", "marketing"];

describe("before it has begun", () => {
	it("allows nothing, not even what is necessary", () => {
		const { consent } = visit();
		expect(["necessary", ...usual].map((id) => consent.allows(id))).toEqual([false, false, false, false]);
		expect(consent.snapshot()).toMatchObject({ decided: false, purposes: {}, vendors: {}, regime: "opt-in" });
	});

	it("keeps an answer until the configuration is there", async () => {
		const { consent, start } = visit();
		const answered = consent.acceptAll(byHand);
		start();
		expect((await answered).purposes.analytics).toBe("granted");
	});
});

describe("a first visit", () => {
	it("allows what is required and nothing else, and nobody has decided", () => {
		const { consent } = page();
		expect(consent.allows("necessary")).toBe(true);
		expect(usual.map((id) => consent.allows(id))).toEqual([false, false, false]);
		expect(consent.snapshot()).toEqual({
			version: 1,
			decided: false,
			regime: "opt-in",
			region: null,
			regionSource: "unknown",
			purposes: { necessary: "not-asked", functional: "not-asked", analytics: "not-asked", marketing: "not-asked" },
			vendors: {},
			signals: { gpc: false },
			method: null,
			decidedAt: null,
			expiresAt: null,
			language: "en",
		});
	});

	it("stores nothing and loads nothing", async () => {
		const { consent, loaded } = page();
		await consent.ready;
		consent.allows("analytics");
		consent.subscribe(() => {});
		expect(loaded).toEqual([]);
		expect(localStorage).toHaveLength(0);
		expect(document.cookie).toBe("");
	});

	it("is decided where there is nothing to decide", () => {
		expect(page({ purposes: ["necessary"] }).consent.snapshot().decided).toBe(true);
	});

	it("allows no purpose that the configuration does not name", () => {
		const { consent } = page({ regime: "notice" });
		for (const id of ["", "other", "Analytics", "__proto__", "constructor", "toString"])
			expect(consent.allows(id)).toBe(false);
	});

	it("names a region that the configuration gives", () => {
		expect(page({ region: "DE" }).consent.snapshot()).toMatchObject({ region: "DE", regionSource: "config" });
	});
});

describe("what a regime allows without an answer", () => {
	const purposes = [
		"necessary",
		"analytics",
		"marketing",
		{ id: "profiles", involves: ["profiling" as const] },
		{ id: "health", involves: ["sensitive" as const] },
		{ id: "sold", involves: ["sale" as const] },
		{ id: "shared", involves: ["sharing" as const] },
	];
	const ids = ["necessary", "analytics", "marketing", "profiles", "health", "sold", "shared"];
	it.each<[Regime, boolean, string[]]>([
		["opt-in", false, ["necessary"]],
		["opt-in", true, ["necessary"]],
		["opt-out", false, ["necessary", "analytics", "marketing", "profiles", "sold", "shared"]],
		["opt-out", true, ["necessary", "analytics", "profiles"]],
		["notice", false, ["necessary", "analytics", "marketing", "profiles", "sold", "shared"]],
		["notice", true, ["necessary", "analytics", "profiles"]],
	])("under %s, with the opt-out signal %s: %j", (regime, gpc, allowed) => {
		signal(gpc);
		const { consent } = page({ regime, purposes });
		expect(ids.filter((id) => consent.allows(id))).toEqual(allowed);
		expect(consent.snapshot().signals.gpc).toBe(gpc);
		// A default is never recorded as granted.
		expect(new Set(Object.values(consent.snapshot().purposes))).toEqual(new Set(["not-asked"]));
	});

	it("ends with an answer", async () => {
		const { consent } = page({ regime: "opt-out", purposes });
		await consent.rejectAll(byHand);
		expect(ids.filter((id) => consent.allows(id))).toEqual(["necessary"]);
		await consent.acceptAll(byHand);
		expect(ids.filter((id) => consent.allows(id))).toEqual(ids);
	});

	it("stays as it is, whatever the page does to a snapshot", () => {
		signal(true);
		const { consent } = page({ regime: "opt-out", purposes });
		consent.snapshot().signals.gpc = false;
		expect(consent.allows("marketing")).toBe(false);
	});
});

describe("a listener", () => {
	it("hears the present state at once and each change after it", async () => {
		const { consent } = page();
		const heard: boolean[] = [];
		consent.subscribe(({ decided }) => heard.push(decided));
		expect(heard).toEqual([false]);
		await consent.rejectAll(byHand);
		expect(heard).toEqual([false, true]);
	});

	it("hears nothing after its undo, which may be called twice", async () => {
		const { consent } = page();
		const first = vi.fn();
		const second = vi.fn();
		const undo = consent.subscribe(first);
		consent.subscribe(second);
		undo();
		undo();
		await consent.rejectAll(byHand);
		expect(first).toHaveBeenCalledTimes(1);
		expect(second).toHaveBeenCalledTimes(2);
	});

	it("that throws is reported and never stops the rest", async () => {
		const { consent, reports } = page();
		const heard = vi.fn();
		consent.subscribe(() => {
			throw new Error("mine");
		});
		consent.subscribe(heard);
		await consent.rejectAll(byHand);
		expect(heard).toHaveBeenCalledTimes(2);
		expect(reports).toEqual(["listener-threw", "listener-threw"]);
	});

	it("on the document gets the snapshot with each change", async () => {
		const heard: Snapshot[] = [];
		const listen = (event: Event) => heard.push((event as CustomEvent<Snapshot>).detail);
		document.addEventListener("yoursay:change", listen);
		const { consent } = page();
		await consent.rejectAll(byHand);
		document.removeEventListener("yoursay:change", listen);
		expect(heard.at(-1)).toEqual(consent.snapshot());
	});

	it("that subscribes another or undoes itself while it is told breaks nothing", async () => {
		const { consent } = page();
		const late = vi.fn();
		let undo = () => {};
		undo = consent.subscribe(({ decided }) => {
			if (!decided) return;
			undo();
			consent.subscribe(late);
		});
		await consent.rejectAll(byHand);
		expect(late).toHaveBeenCalledTimes(1);
	});
});

describe("ready", () => {
	it("settles with the snapshot once the stored choice is read", async () => {
		await page().consent.acceptAll(byHand);
		const { consent, start } = visit();
		setTimeout(start);
		expect((await consent.ready).purposes.analytics).toBe("granted");
		consent.dispose();
	});
});

describe("a stored choice", () => {
	it("holds on the next visit", async () => {
		await page().consent.decide({ purposes: { analytics: true } }, byHand);
		const next = page().consent;
		expect(usual.filter((id) => next.allows(id))).toEqual(["analytics"]);
		expect(next.snapshot()).toMatchObject({ decided: true, method: "api", decidedAt: new Date(NOON).toISOString() });
	});

	it("lapses with the life of its grants: they are asked again, refusals stay", async () => {
		const first = page();
		await first.consent.decide({ purposes: { analytics: true } }, byHand);
		const late = () => NOON + 366 * 86_400_000;
		const { consent } = page({}, { now: late });
		expect(consent.snapshot()).toMatchObject({
			decided: false,
			purposes: { analytics: "not-asked", marketing: "refused" },
		});
		expect(consent.allows("analytics")).toBe(false);
	});

	it("holds to its last day", async () => {
		await page().consent.acceptAll(byHand);
		expect(page({}, { now: () => NOON + 364 * 86_400_000 }).consent.snapshot().decided).toBe(true);
	});

	it("lapses while the page stays open", async () => {
		const { consent, wait } = page();
		await consent.acceptAll(byHand);
		wait(366);
		expect(consent.allows("analytics")).toBe(false);
	});

	it("of a lapsed vendor is not shown as granted", async () => {
		const { consent, wait } = page({ purposes: [media] });
		await consent.decide({ vendors: { youtube: true } }, { ...byHand, method: "always" });
		expect(consent.snapshot().vendors).toEqual({ youtube: "granted" });
		wait(366);
		expect(consent.allows("media", "youtube")).toBe(false);
		expect(Object.values(consent.snapshot().vendors)).not.toContain("granted");
	});

	it("is asked again where the owner raises the revision: grants lapse, refusals stay", async () => {
		await page({ revision: 1 }).consent.decide({ purposes: { analytics: true } }, byHand);
		const { consent } = page({ revision: 2 });
		expect(consent.snapshot()).toMatchObject({
			decided: false,
			purposes: { analytics: "not-asked", marketing: "refused" },
		});
	});

	it.each([
		["a vendor is added", { vendors: [{ id: "new" }] }],
		["it involves more", { involves: ["profiling" as const] }],
		["it takes more data", { data: ["address"] }],
		["it moves elsewhere", { location: "Atlantis" }],
		["it is kept for another time", { retention: "2 years" }],
		["somebody of another country gets it", { vendors: [{ id: "counter", country: "US" }] }],
		["its legal basis changes", { legalBasis: "public-task" as const }],
	])("is asked again for a granted purpose alone when %s", async (_, change) => {
		await page().consent.decide({ purposes: { functional: true, analytics: true } }, byHand);
		const changed = { id: "analytics", ...change };
		const { consent } = page({ purposes: ["necessary", "functional", changed, "marketing"] });
		expect(consent.snapshot()).toMatchObject({
			decided: false,
			purposes: { functional: "granted", analytics: "not-asked", marketing: "refused" },
		});
	});

	it("stays refused when the purpose changes", async () => {
		await page().consent.rejectAll(byHand);
		const { consent } = page({
			purposes: ["necessary", "functional", { id: "analytics", data: ["more"] }, "marketing"],
		});
		expect(consent.snapshot()).toMatchObject({ decided: true, purposes: { analytics: "refused" } });
	});

	it("stays granted when only words change", async () => {
		await page().consent.acceptAll(byHand);
		const reworded = { id: "analytics", title: "Numbers", description: "Other words." };
		const { consent } = page({ purposes: ["necessary", "functional", reworded, "marketing"] });
		expect(consent.allows("analytics")).toBe(true);
	});

	it("is asked for a purpose that is new", async () => {
		await page().consent.acceptAll(byHand);
		const { consent } = page({ purposes: ["necessary", ...usual, "media"] });
		expect(consent.snapshot()).toMatchObject({
			decided: false,
			purposes: { analytics: "granted", media: "not-asked" },
		});
	});

	it("that is not of the grammar is kept aside, reported, and counts as none", () => {
		localStorage.setItem("yoursay", '{"analytics":true}');
		const { consent, reports } = page();
		expect(reports).toEqual(["storage-foreign yoursay"]);
		expect(localStorage.getItem("yoursay-aside")).toBe('{"analytics":true}');
		expect(consent.snapshot()).toMatchObject({ decided: false, purposes: { analytics: "not-asked" } });
	});

	it("of another site on the same origin is another choice", async () => {
		await page({ site: { id: "one" } }).consent.acceptAll(byHand);
		expect(page({ site: { id: "two" } }).consent.snapshot().decided).toBe(false);
		expect(page().consent.snapshot().decided).toBe(false);
		expect(page({ site: { id: "one" } }).consent.snapshot().decided).toBe(true);
	});
});

describe("another tab", () => {
	it.each(["storage", "pageshow", "visibilitychange"])("is followed on %s", async (name) => {
		const here = page();
		const heard: boolean[] = [];
		here.consent.subscribe(({ purposes }) => heard.push(purposes.analytics === "granted"));
		await page().consent.acceptAll(byHand);
		here.hear(name);
		expect(here.consent.allows("analytics")).toBe(true);
		expect(heard).toEqual([false, true]);
	});

	it("that changed nothing is no change", () => {
		const here = page();
		const heard = vi.fn();
		here.consent.subscribe(heard);
		here.hear();
		expect(heard).toHaveBeenCalledTimes(1);
	});

	it("that withdrew has what it refused erased here too", async () => {
		const config = { purposes: [media] };
		const here = page(config);
		await here.consent.acceptAll(byHand);
		const there = page(config, { now: () => NOON + 60_000 });
		await there.consent.withdraw(byHand);
		here.hear();
		await settled();
		expect(here.consent.allows("media")).toBe(false);
		expect(here.erased.at(-1)).toEqual(["youtube", "vimeo"]);
	});

	it("that forgot the choice is followed: it is asked again here", async () => {
		const here = page();
		await here.consent.acceptAll(byHand);
		forgetAll();
		here.hear();
		expect(here.consent.snapshot().decided).toBe(false);
		expect(here.consent.allows("analytics")).toBe(false);
	});
});

describe("what a withdrawn vendor left", () => {
	const config = { purposes: ["necessary", "analytics", media] };
	const grantAll = async () => {
		await page(config).consent.acceptAll(byHand);
		localStorage.setItem("yoursay-erase", "1");
	};

	it("is erased before anything optional runs", async () => {
		await grantAll();
		let finish: (eraser: () => void) => void = () => {};
		const { consent } = page(config, {
			eraser: () =>
				new Promise((resolve) => {
					finish = resolve;
				}),
		});
		const order: string[] = [];
		consent.subscribe(() => void order.push(consent.allows("analytics") ? "allowed" : "held"));
		await settled();
		expect(["analytics", "media"].map((id) => consent.allows(id))).toEqual([false, false]);
		finish(() => void order.push("erased"));
		await consent.ready;
		expect(order.slice(0, 3)).toEqual(["held", "erased", "allowed"]);
		expect(localStorage.getItem("yoursay-erase")).toBeNull();
	});

	it("is still to be erased on the next page where the eraser does not load", async () => {
		await grantAll();
		const { consent } = page(config, { eraser: () => Promise.reject(new Error("not loaded")) });
		await consent.ready;
		expect(localStorage.getItem("yoursay-erase")).toBe("1");
	});

	it("is still to be erased on the next page where the eraser throws, and the page goes on", async () => {
		await grantAll();
		const escaped = vi.fn();
		process.on("unhandledRejection", escaped);
		const broken = {
			id: "broken",
			get cookies(): [] {
				throw new Error("broken");
			},
		};
		const { consent } = page({ purposes: [...config.purposes, { id: "other", vendors: [broken] }] });
		const outcome = await Promise.race([
			consent.ready.then(() => "ready"),
			new Promise((resolve) => setTimeout(resolve, 100, "never")),
		]);
		process.off("unhandledRejection", escaped);
		expect(localStorage.getItem("yoursay-erase")).toBe("1");
		expect({ outcome, escaped: escaped.mock.calls.length }).toEqual({ outcome: "ready", escaped: 0 });
	});
});

describe("what an earlier page left unsealed", () => {
	it("is resumed at the start", async () => {
		localStorage.setItem("yoursay-outbox", "until.0");
		const here = page();
		await here.consent.ready;
		await settled();
		expect(here.records.resume).toHaveBeenCalledTimes(1);
	});

	it("is sent as well where it is a rights request; the records are not held up by it", async () => {
		localStorage.setItem("yoursay-outbox", "until.0");
		const without = page();
		await without.consent.ready;
		await settled();
		expect(without.loaded).not.toContain("requests");
		localStorage.setItem("yoursay-requests", "0");
		const here = page();
		await here.consent.ready;
		await settled();
		expect(here.requests.resume).toHaveBeenCalledTimes(1);
		expect(here.records.resume).toHaveBeenCalledTimes(1);
	});

	it("is looked for where nothing says that the latest choice was sent, and only there", async () => {
		const first = page();
		await first.consent.rejectAll(byHand);
		for (const name of Object.keys(localStorage)) if (name.startsWith("yoursay~")) localStorage.removeItem(name);
		const sent = Date.parse(first.consent.snapshot().decidedAt!);
		for (const [said, times] of [
			[String(sent), 0],
			[String(sent - 1), 1],
			[null, 1],
		] as const) {
			said === null ? localStorage.removeItem("yoursay-outbox") : localStorage.setItem("yoursay-outbox", said);
			const next = page();
			await next.consent.ready;
			await settled();
			expect(next.records.resume, String(said)).toHaveBeenCalledTimes(times);
		}
	});

	it("is looked for where the cookie holds an older choice than localStorage, which servers would go by", async () => {
		const first = page();
		await first.consent.acceptAll(byHand);
		const older = document.cookie;
		await first.consent.rejectAll(byHand);
		for (const name of Object.keys(localStorage)) if (name.startsWith("yoursay~")) localStorage.removeItem(name);
		localStorage.setItem("yoursay-outbox", String(Date.parse(first.consent.snapshot().decidedAt!)));
		const fresh = page();
		await fresh.consent.ready;
		await settled();
		expect(fresh.records.resume).not.toHaveBeenCalled();
		document.cookie = `${older.split("; ").find((pair) => pair.startsWith("yoursay="))};path=/`;
		const next = page();
		await next.consent.ready;
		await settled();
		expect(next.consent.snapshot().method).toBe("reject-all");
		expect(next.records.resume).toHaveBeenCalledTimes(1);
	});

	it("is not looked for where nothing was ever decided", async () => {
		const here = page();
		await here.consent.ready;
		await settled();
		expect(here.loaded).toEqual([]);
	});

	it("decides, where it is all that reached the device", async () => {
		const first = page();
		const written: [string, string][] = [];
		watchStorage((...each) => written.push(each));
		await first.consent.rejectAll(byHand);
		unblock();
		forgetAll();
		localStorage.setItem(...written.find(([name]) => name.startsWith("yoursay~"))!);
		expect(page().consent.snapshot()).toMatchObject({ decided: true, method: "reject-all" });
	});
});

describe("a choice that only IndexedDB still has", () => {
	const grant = "analytics:granted:";
	/** What a page leaves in IndexedDB; its own decisions are made here, so that marks are right. */
	async function leave(
		act: (page: ReturnType<typeof visit>["consent"]) => Promise<unknown>,
		lose: () => void,
		config?: Config,
	) {
		const before = { ...localStorage };
		const here = page(config);
		await act(here.consent);
		const text = localStorage.getItem("yoursay")!;
		const store = await openStore("yoursay");
		await store.write([["choice", text]]);
		lose();
		for (const name of Object.keys(localStorage)) localStorage.removeItem(name);
		for (const [name, value] of Object.entries(before)) localStorage.setItem(name, value);
		return text;
	}
	const forgetCookie = () => {
		document.cookie = "yoursay=;path=/;max-age=0";
	};
	/** Until the database has answered, and what follows from that has happened. */
	const hasLooked = async ({ consent }: { consent: Consent }) => {
		await consent.ready;
		await settled();
		await settled();
	};

	beforeEach(() => {
		vi.stubGlobal("indexedDB", new IDBFactory());
	});
	afterEach(() => vi.unstubAllGlobals());

	it("wins where it is newer: a refusal that cookie and localStorage lost refuses, and is stored there again", async () => {
		const config = { purposes: ["necessary", { id: "analytics", vendors: [{ id: "counter", storage: ["_c"] }] }] };
		await page(config).consent.acceptAll(byHand);
		expect(localStorage.getItem("yoursay")).toContain(grant);
		const granted = localStorage.getItem("yoursay")!.slice(2, 15);
		localStorage.setItem("yoursay-outbox", granted); // as far as this device knows, all is sent
		for (const name of Object.keys(localStorage)) if (name.startsWith("yoursay~")) localStorage.removeItem(name);
		const text = await leave((consent) => consent.withdraw(byHand), forgetCookie, config);
		const here = page(config);
		expect(here.consent.allows("analytics")).toBe(true); // all that can be read at once
		expect(here.records.resume).not.toHaveBeenCalled();
		await hasLooked(here);
		expect(here.erased).toEqual([["counter"]]);
		expect(here.consent.allows("analytics")).toBe(false);
		expect(here.consent.snapshot().method).toBe("withdraw");
		expect(localStorage.getItem("yoursay")).toBe(text);
		expect(document.cookie).toContain(text);
		expect(here.records.resume).toHaveBeenCalled();
		expect(page(config).consent.allows("analytics")).toBe(false);
	});

	it("is put back where both were lost", async () => {
		await leave((consent) => consent.rejectAll(byHand), forgetCookie);
		const here = page();
		expect(here.consent.snapshot().decided).toBe(false);
		await hasLooked(here);
		expect(here.consent.snapshot()).toMatchObject({ decided: true, method: "reject-all" });
	});

	it.each(["storage", "pageshow", "visibilitychange"])("stays, whatever older one a %s event finds", async (name) => {
		await page().consent.acceptAll(byHand);
		for (const stale of Object.keys(localStorage)) if (stale.startsWith("yoursay~")) localStorage.removeItem(stale);
		await leave((consent) => consent.withdraw(byHand), forgetCookie);
		const older = { ...localStorage };
		const here = page();
		let told = 0;
		here.consent.subscribe(({ method }) => {
			// In the very moment in which it is known, and before the desk could write anything.
			if (method === "withdraw" && !told++) here.hear(name);
		});
		await hasLooked(here);
		expect(here.consent.allows("analytics")).toBe(false);
		localStorage.setItem("yoursay", older.yoursay!);
		forgetCookie();
		here.hear(name);
		expect(here.consent.snapshot().method).toBe("withdraw");
	});

	it("is left alone where it is older", async () => {
		await leave((consent) => consent.acceptAll(byHand), forgetCookie);
		const later = page();
		later.wait(1);
		await later.consent.rejectAll(byHand);
		const sent = Date.parse(later.consent.snapshot().decidedAt!);
		for (const name of Object.keys(localStorage)) if (name.startsWith("yoursay~")) localStorage.removeItem(name);
		localStorage.setItem("yoursay-outbox", String(sent));
		const here = page();
		await hasLooked(here);
		expect(here.consent.snapshot().method).toBe("reject-all");
		expect(here.loaded).toEqual([]);
	});

	it.each(["1.1895262871863.nonsense", "", 7, null, { slice: 1 }])("is ignored where it is %j", async (odd) => {
		const store = await openStore("yoursay");
		await store.write([["choice", odd]]);
		const here = page();
		await hasLooked(here);
		expect(here.consent.snapshot().decided).toBe(false);
		expect(localStorage.getItem("yoursay")).toBeNull();
		expect(here.reports).toEqual([]);
	});

	it("is looked for without opening a database that is not there, which WebKit would keep", async () => {
		const opens = vi.spyOn(indexedDB, "open");
		await hasLooked(page());
		expect(opens).not.toHaveBeenCalled();
		expect(await indexedDB.databases()).toEqual([]);
	});
});

describe("trouble", () => {
	it("with the desk is reported, changes nothing and never throws", async () => {
		const { consent, reports } = page({}, { noDesk: true });
		expect((await consent.acceptAll(byHand)).decided).toBe(false);
		expect(consent.allows("analytics")).toBe(false);
		await consent.open("preferences");
		await consent.close();
		await consent.erase();
		expect(await consent.records()).toEqual([]);
		expect(await consent.receipt()).toBeNull();
		expect(reports.length).toBeGreaterThan(0);
		expect(reports.every((each) => each.startsWith("desk-failed"))).toBe(true);
	});
});

describe("dispose", () => {
	it("may be called twice and ends listening", async () => {
		const here = page();
		const heard = vi.fn();
		here.consent.subscribe(heard);
		here.consent.dispose();
		here.consent.dispose();
		await page().consent.acceptAll(byHand);
		here.hear();
		expect(here.consent.allows("analytics")).toBe(false);
		await here.consent.rejectAll(byHand);
		expect(heard).toHaveBeenCalledTimes(1);
	});
});

it("with localStorage blocked a first visit still stores nothing and loads nothing for records", async () => {
	vi.stubGlobal("indexedDB", new IDBFactory());
	block("localStorage");
	const here = page();
	await here.consent.ready;
	await settled();
	expect(here.loaded).toEqual([]);
	expect(await indexedDB.databases()).toEqual([]);
	vi.unstubAllGlobals();
});
