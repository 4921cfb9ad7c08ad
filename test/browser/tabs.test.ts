import { expect, test } from "vitest";
import { held, html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

async function twoTabs(path = "/a21e/") {
	const one = await site.visitor();
	await one.goes(path);
	await one.seesFirstLayer();
	const two = await one.opensTab();
	await two.goes(path);
	await two.seesFirstLayer();
	return [one, two] as const;
}

/** Milliseconds from a decision until this tab's page heard of it. */
const lag = (tab: Visitor) =>
	tab.page.evaluate(
		() =>
			new Promise<number>((resolve) =>
				document.addEventListener("yoursay:change", (event) => {
					const { decidedAt } = (event as CustomEvent<{ decidedAt: string | null }>).detail;
					if (decidedAt) resolve(Date.now() - Date.parse(decidedAt));
				}),
			),
	);

test("a refusal in one tab takes the first layer away in the other within a second", async () => {
	const [one, two] = await twoTabs();
	const heard = lag(two);
	await one.rejects();
	expect(await heard).toBeLessThan(1000);
	await two.seesNoFirstLayer();
	expect(await two.snapshot()).toEqual(await one.snapshot());
});

test("an acceptance in one tab runs what the other tab holds back", async () => {
	const [one, two] = await twoTabs();
	await one.accepts();
	await two.seesNoFirstLayer();
	const ran = () =>
		two.page.evaluate(() => performance.getEntriesByName(`${location.origin}/vendor/posthog.js`).length);
	await expect.poll(ran, soon).toBe(1);
	await expect.poll(async () => (await one.records()).length, soon).toBe(1);
	expect(await two.records()).toEqual(await one.records());
});

test("a withdrawal in one tab stops and cleans the other as well", async () => {
	const [one, two] = await twoTabs();
	await one.accepts();
	await two.seesNoFirstLayer();
	await expect
		.poll(
			() => two.page.evaluate(() => performance.getEntriesByName(`${location.origin}/vendor/posthog.js`).length),
			soon,
		)
		.toBe(1);
	const isReloaded = two.page.waitForEvent("load");
	await one.opensPreferences();
	await one.pressesInPanel("reject-all");
	await isReloaded;
	expect(await two.isReady()).toMatchObject({ decided: true, purposes: { analytics: "withdrawn" } });
	await two.rests();
	const { cookies, localStorage } = await two.keeps();
	expect([...cookies, ...localStorage].filter((name) => name.includes("ph_"))).toEqual([]);
});

test("a decision on one site leaves the others of the same origin undecided", async () => {
	const visitor = await site.visitor();
	await visitor.goes("/isokron/");
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
	for (const path of ["/kratys/", "/a21e/"]) {
		await visitor.goes(path);
		await visitor.seesFirstLayer();
		expect(await visitor.snapshot()).toMatchObject({ decided: false, method: null });
	}
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	await visitor.goes("/isokron/");
	expect(await visitor.isReady()).toMatchObject({ decided: true, purposes: { analytics: "granted" } });
});

test("each site has its own subject and its own chain of records", async () => {
	const visitor = await site.visitor();
	const records = [];
	for (const path of ["/isokron/", "/kratys/"]) {
		await visitor.goes(path);
		await visitor.seesFirstLayer();
		await visitor.rejects();
		await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
		records.push(...(await visitor.records()));
	}
	expect(records.map(({ sequence, previous }) => [sequence, previous])).toEqual([
		[0, null],
		[0, null],
	]);
	expect(records[0]!.subject).not.toBe(records[1]!.subject);
});

test("a page that comes back through the history knows what was decided meanwhile", async () => {
	const visitor = await site.visitor();
	await visitor.goes("/a21e/");
	await visitor.seesFirstLayer();
	await visitor.goes("/a21e/privacy.html");
	await visitor.seesFirstLayer();
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	await visitor.page.goBack();
	expect(await visitor.isReady()).toMatchObject({ decided: true, purposes: { analytics: "refused" } });
	await visitor.rests();
	expect(await visitor.firstLayer.count()).toBe(0);
});

test.each([
	["pageshow", () => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))],
	["visibilitychange", () => document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))],
	["storage", () => dispatchEvent(new StorageEvent("storage", { key: "yoursay_fixture" }))],
])("a %s event has the stored choice read again", async (_, wake) => {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": html({ head: held("ran") }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toEqual(["ran"]);
	const kept = await visitor.page.evaluate(() => localStorage.getItem("yoursay_fixture")!);
	await visitor.rests();
	await visitor.page.evaluate(
		() =>
			new Promise((resolve) => {
				localStorage.clear();
				indexedDB.deleteDatabase("yoursay_fixture").onsuccess = resolve;
			}),
	);
	await visitor.context.clearCookies();
	await visitor.reloads();
	await visitor.seesFirstLayer();
	// Written from this very page, it fires no event here: as if the page had been frozen.
	await visitor.page.evaluate((text) => localStorage.setItem("yoursay_fixture", text), kept);
	expect(await visitor.ran()).toEqual([]);
	await visitor.page.evaluate(wake);
	await visitor.seesNoFirstLayer();
	await expect.poll(visitor.ran, soon).toEqual(["ran"]);
});

test("forgetting everything in one tab asks again in the other", async () => {
	const [one, two] = await twoTabs();
	await one.rejects();
	await Promise.all([one.seesNoFirstLayer(), two.seesNoFirstLayer()]);
	await one.page.evaluate(() => window.yoursay.erase());
	await one.seesFirstLayer();
	await two.seesFirstLayer();
	expect(await one.records()).toEqual([]);
});
