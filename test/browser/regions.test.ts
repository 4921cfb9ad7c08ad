import { describe, expect, test } from "vitest";
import { held, html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

const marketing = { id: "marketing", vendors: [{ id: "ads", cookies: [{ name: "ads_id" }] }, { id: "more" }] };
const body = `${held("counted")}${held("advertised", "marketing", 'data-yoursay-vendor="ads"')}`;
const page = (config = {}, more = {}) =>
	html({
		config: {
			site: { id: "place", name: "Example Shop" },
			purposes: ["analytics", marketing],
			endpoint: "/yoursay",
			...config,
		},
		tag: "",
		body,
		...more,
	});

/** A person of a time zone and languages. */
async function personOf(timezoneId: string, locale: string, config = {}) {
	const visitor = await site.visitor({ timezoneId, locale });
	await visitor.finds({ "/f/page.html": page(config), "/f/other.html": page(config) });
	await visitor.goes("/f/page.html");
	return visitor;
}
const signals = (visitor: Visitor) =>
	visitor.context.addInitScript(() =>
		Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true }),
	);
/** A person on a page with this configuration. */
async function silent(config: object, hasSignal = false) {
	const visitor = await site.visitor();
	if (hasSignal) await signals(visitor);
	await visitor.finds({ "/f/page.html": page(config) });
	await visitor.goes("/f/page.html");
	return visitor;
}
/** The same, whose browser has the signal. */
const signalling = (config: object) => silent(config, true);
const status = (visitor: Visitor) => visitor.page.locator('your-say [data-yoursay-view="signal"]');
const words = (visitor: Visitor) => visitor.firstLayer.locator("h2,p").allTextContents();

describe("a guess, without a request", () => {
	test.each([
		["Europe/Berlin", "de-DE", "DE", "opt-in"],
		["Europe/Berlin", "en-US", "DE", "opt-in"],
		["America/Los_Angeles", "en-US", "US", "opt-out"],
		["America/Los_Angeles", "de-DE", "DE", "opt-in"],
		["America/Toronto", "en-CA", "CA-QC", "opt-in"],
		["Asia/Tokyo", "ja-JP", "JP", "notice"],
		["Europe/London", "en-GB", "GB", "opt-in"],
		["UTC", "en-US", null, "opt-in"],
	])("takes somebody of %s who reads %s to be in %s, under %s", async (zone, locale, region, regime) => {
		const visitor = await personOf(zone, locale);
		await visitor.seesFirstLayer();
		// Where the plain question is right, the place is known once the desk is there.
		await expect.poll(async () => (await visitor.snapshot()).regionSource, soon).toBe(region ? "guess" : "unknown");
		expect(await visitor.snapshot()).toMatchObject({ region, regime, decided: false });
		expect(await visitor.allows("analytics")).toBe(regime !== "opt-in");
		expect(visitor.requests.every(({ pathname }) => /^\/(f\/|yoursay\.js|ys-)/.test(pathname))).toBe(true);
		expect((await visitor.keeps()).localStorage).toEqual([]);
	});
});

test("where uses are on until a no, held scripts run without an answer, and the first layer says that one may refuse", async () => {
	const visitor = await personOf("America/Chicago", "en-US");
	await visitor.seesFirstLayer();
	expect((await words(visitor)).join(" ")).toContain("You can say no to all of it");
	await expect.poll(() => visitor.ran(), soon).toEqual(["counted", "advertised"]);
	await visitor.rejects();
	await visitor.page.waitForEvent("load");
	expect(await visitor.isReady()).toMatchObject({
		regime: "opt-out",
		region: "US",
		purposes: { analytics: "refused" },
	});
	expect(await visitor.ran()).toEqual([]);
	await expect
		.poll(
			async () =>
				(await site.collected()).map(({ region, regionSource, regime, rules }) => [
					region,
					regionSource,
					regime,
					rules,
				]),
			soon,
		)
		.toContainEqual(["US", "guess", "opt-out", "2026-11-21"]);
});

test("a returning visitor's place is known at once, and costs no file", async () => {
	const visitor = await site.visitor({ timezoneId: "America/Chicago", locale: "en-US" });
	const own = html({
		config: { site: { id: "place" }, purposes: ["analytics"] },
		tag: "",
		body: "<a href=# data-yoursay-open=preferences>Choices</a>",
	});
	await visitor.finds({ "/f/page.html": own, "/f/other.html": own });
	await visitor.goes("/f/page.html");
	await visitor.accepts();
	await expect.poll(() => visitor.databaseKeys("yoursay_place"), soon).toContain("head");
	await visitor.rests();
	await visitor.goes("/f/page.html");
	await visitor.rests();
	visitor.requests.length = 0;
	await visitor.goes("/f/other.html");
	expect(await visitor.snapshot()).toMatchObject({ regime: "opt-out", region: "US", regionSource: "guess" });
	await visitor.rests();
	expect(visitor.asked(/^\/ys-/)).toEqual([]);
});

describe("what the law of a region wants on the first layer", () => {
	test("in Italy is an × that keeps everything off, as Escape does", async () => {
		for (const answer of ["press", "Escape"]) {
			const visitor = await personOf("Europe/Rome", "it-IT");
			const cross = visitor.firstLayer.locator('[data-yoursay-action="close"]');
			await cross.waitFor();
			expect(await cross.getAttribute("aria-label")).toBe("Close and keep everything off");
			if (answer === "press") await cross.click();
			else {
				await cross.focus();
				await visitor.page.keyboard.press("Escape");
			}
			await visitor.seesNoFirstLayer();
			expect(await visitor.snapshot()).toMatchObject({
				method: "close",
				decided: true,
				purposes: { analytics: "refused" },
			});
			const sealed = async () => (await visitor.records()).map(({ method, automated }) => [method, automated]);
			await expect.poll(sealed, soon).toEqual([["close", false]]);
		}
	});

	test("in France is how many vendors there are, with a way to all of them", async () => {
		const visitor = await personOf("Europe/Paris", "fr-FR");
		await visitor.firstLayer.getByText("2 vendors").click();
		await visitor.panel.waitFor();
	});

	test("elsewhere is neither", async () => {
		const visitor = await personOf("Europe/Berlin", "de-DE");
		await visitor.seesFirstLayer();
		await visitor.rests();
		const actions = await visitor.firstLayer
			.locator("button[data-yoursay-action]")
			.evaluateAll((buttons) => buttons.map(({ dataset }) => dataset.yoursayAction));
		expect(actions.sort()).toEqual(["accept-all", "language", "preferences", "reject-all"]);
	});
});

describe("a Californian with Global Privacy Control", () => {
	const california = { region: "US-CA" };

	test("is not asked, sees that it is honoured, and nothing is stored or sent", async () => {
		const visitor = await signalling(california);
		await status(visitor).waitFor();
		expect(await status(visitor).textContent()).toContain("Opt-Out Request Honored");
		await visitor.rests();
		expect(await visitor.firstLayer.count()).toBe(0);
		expect(await visitor.ran()).toEqual(["counted"]);
		expect(await visitor.snapshot()).toMatchObject({ signals: { gpc: true }, method: null, decided: false });
		expect(await visitor.keeps()).toEqual({ cookies: [], localStorage: [], sessionStorage: [], databases: [] });
		expect(visitor.asked(/^\/yoursay\//)).toEqual([]);
		// Closed, it stays closed in this tab.
		await status(visitor).locator('[data-yoursay-action="close"]').click();
		await status(visitor).waitFor({ state: "detached" });
		await visitor.reloads();
		await visitor.isReady();
		await visitor.rests();
		expect(await status(visitor).count()).toBe(0);
	});

	test("sees it in the panel, and is asked twice before a yes wins over the signal; both facts are recorded", async () => {
		const visitor = await signalling(california);
		await status(visitor).getByText("Preferences").click();
		await visitor.panel.waitFor();
		expect(await visitor.panel.textContent()).toContain("Your browser asked, and we follow it.");
		expect(await visitor.panel.locator('[data-yoursay-purpose="marketing"]').isChecked()).toBe(false);
		await visitor.toggles("marketing");
		await visitor.pressesInPanel("save");
		expect(await visitor.records()).toEqual([]);
		expect(await visitor.allows("marketing")).toBe(false);
		await visitor.pressesInPanel("save");
		await expect.poll(() => visitor.allows("marketing"), soon).toBe(true);
		await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
		expect((await visitor.records())[0]).toMatchObject({
			method: "save",
			automated: false,
			signals: { gpc: true },
			purposes: { marketing: "granted" },
		});
		await visitor.reloads();
		await visitor.isReady();
		expect(await visitor.allows("marketing")).toBe(true);
		expect(await status(visitor).count()).toBe(0);
	});

	test("who steps back keeps it off", async () => {
		const visitor = await signalling(california);
		await status(visitor).getByText("Preferences").click();
		await visitor.panel.locator('[data-yoursay-action="accept-all"]').click();
		await visitor.panel.locator('[data-yoursay-action="back"]').click();
		await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
		expect((await visitor.records())[0]).toMatchObject({ purposes: { analytics: "granted", marketing: "refused" } });
	});

	test("whose earlier grant it overrides is told so; the record says how, and what ran is ended", async () => {
		const visitor = await silent(california);
		await visitor.accepts();
		await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
		await visitor.context.addCookies([{ name: "ads_id", value: "1", url: site.url }]);
		await signals(visitor);
		await visitor.reloads();
		await status(visitor).waitFor();
		expect(await visitor.ran()).toEqual(["counted"]);
		const methods = async () => (await visitor.records()).map(({ method }) => method);
		await expect.poll(methods, soon).toEqual(["accept-all", "gpc"]);
		expect((await visitor.records())[1]).toMatchObject({
			automated: true,
			signals: { gpc: true },
			purposes: { analytics: "granted", marketing: "withdrawn" },
		});
		expect((await visitor.context.cookies()).map(({ name }) => name)).not.toContain("ads_id");
	});

	test("who had refused before the signal came sees that it is honoured, until they close that", async () => {
		const visitor = await silent(california);
		await visitor.rejects();
		await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
		await signals(visitor);
		await visitor.reloads();
		await status(visitor).locator('[data-yoursay-action="close"]').click();
		await status(visitor).waitFor({ state: "detached" });
		expect((await visitor.records()).length).toBe(1);
	});

	test("in an unknown region is told the same", async () => {
		const visitor = await silent({});
		await visitor.accepts();
		await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
		await signals(visitor);
		await visitor.reloads();
		await status(visitor).waitFor();
		await expect
			.poll(async () => (await visitor.records()).map(({ method }) => method), soon)
			.toEqual(["accept-all", "gpc"]);
		expect(await visitor.firstLayer.count()).toBe(0);
	});

	test("finds the link that the law names, with its icon, also after a choice and on later pages", async () => {
		const visitor = await site.visitor();
		const label =
			'<footer><a href="/privacy.html" data-yoursay-open="preferences" data-yoursay-label>Cookies</a></footer>';
		const health = { id: "health", title: "Health", description: "Yours.", involves: ["sensitive"] };
		const config = { ...california, purposes: ["analytics", marketing, health] };
		await visitor.finds({ "/f/page.html": page(config, { body: label }) });
		await visitor.goes("/f/page.html");
		const link = visitor.page.locator("footer a");
		await expect.poll(() => link.textContent(), soon).toBe("Your Privacy Choices");
		expect(await link.locator("svg").count()).toBe(1);
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		await visitor.reloads();
		await expect.poll(() => link.textContent(), soon).toBe("Your Privacy Choices");
		await link.click();
		await visitor.panel.waitFor();
	});
});

test("the signal in Germany is no more than a hint: the question comes, and a yes is a yes", async () => {
	const visitor = await signalling({ region: "DE" });
	await visitor.accepts();
	await expect.poll(() => visitor.ran(), soon).toEqual(["counted", "advertised"]);
	await visitor.reloads();
	await visitor.isReady();
	await expect.poll(() => visitor.ran(), soon).toEqual(["counted", "advertised"]);
	await expect
		.poll(async () => (await visitor.records()).map(({ method, signals: given }) => [method, given.gpc]), soon)
		.toEqual([["accept-all", true]]);
});

test("a purpose that British law exempts runs without asking, is not in the question, and can be objected to", async () => {
	const visitor = await site.visitor();
	const analytics = { id: "analytics", exempt: "statistics" };
	await visitor.finds({ "/f/page.html": page({ region: "GB", purposes: [analytics, marketing] }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await expect.poll(() => visitor.ran(), soon).toEqual(["counted"]);
	expect((await words(visitor)).join(" ")).not.toContain("statistics");
	await visitor.firstLayer.locator('[data-yoursay-action="preferences"]').click();
	await visitor.panel.waitFor();
	expect(await visitor.panel.textContent()).toContain("On without asking");
	await visitor.toggles("analytics");
	await visitor.pressesInPanel("save");
	await visitor.page.waitForEvent("load");
	expect((await visitor.isReady()).purposes).toMatchObject({ analytics: "objected", marketing: "refused" });
	expect(await visitor.ran()).toEqual([]);
});

test("rules that do not load leave the strictest: nothing runs, the question comes, and the owner is told", async () => {
	const visitor = await site.visitor();
	await visitor.context.route(/\/ys-.*\/rules\.js/, (route) => route.abort());
	await visitor.finds({ "/f/page.html": page({ region: "US-CA" }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	expect(await visitor.allows("analytics")).toBe(false);
	expect(visitor.told.join()).toContain("chunk-failed");
	await visitor.rejects();
	await expect.poll(async () => (await visitor.records()).map(({ rules }) => rules), soon).toEqual([null]);
});
