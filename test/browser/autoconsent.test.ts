import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { AutoConsentCMPRule, BackgroundMessage, Config, ContentScriptMessage } from "@duckduckgo/autoconsent";
import { describe, expect, test } from "vitest";
import { held, html, plainTag } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

declare global {
	interface Window {
		autoconsentReceiveMessage(message: BackgroundMessage): Promise<void>;
	}
}

const site = openSite();
const require = createRequire(import.meta.url);
const read = (path: string) => readFileSync(path, "utf8");

/** The client as it is published, and its own rules. */
const client = read(join(require.resolve("@duckduckgo/autoconsent"), "../autoconsent.playwright.js"));
const others = require("@duckduckgo/autoconsent/rules/rules.json") as { autoconsent: AutoConsentCMPRule[] };
const ours = JSON.parse(read("rules/autoconsent.json")) as AutoConsentCMPRule;
const layouts = ["bar", "box", "dialog"] as const;

/** A visitor whose browser has the client from the next page on; what it says to its browser, and what its browser tells it. */
async function assisted(
	autoAction: Config["autoAction"],
	{ visitor: given, rules = [ours], ...options }: Partial<Config> & { visitor?: Visitor; rules?: (typeof ours)[] } = {},
) {
	const visitor = given ?? (await site.visitor());
	const said: ContentScriptMessage[] = [];
	const tell = (message: BackgroundMessage) =>
		visitor.page.evaluate((each) => window.autoconsentReceiveMessage(each), message);
	await visitor.page.exposeFunction("autoconsentSendMessage", (message: ContentScriptMessage) => {
		said.push(message);
		const config = { autoAction, ...options } as Config;
		if (message.type === "init") tell({ type: "initResp", config, rules: { autoconsent: rules } }).catch(() => {}); // the page went
	});
	await visitor.page.addInitScript(client);
	const all = <Type extends ContentScriptMessage["type"]>(type: Type) =>
		said.filter((each): each is Extract<ContentScriptMessage, { type: Type }> => each.type === type);
	return {
		visitor,
		tell,
		all,
		/** Waits until it has said this once. */
		says: (type: ContentScriptMessage["type"]) =>
			expect.poll(() => all(type).length, { ...soon, timeout: 20_000 }).toBe(1),
		/** Waits until it has looked for a layer once more, and found none; it looks half a second after a page has changed. */
		async looksInVain() {
			const { page } = visitor;
			const looked = () => all("report").at(-1)?.state.findCmpAttempts ?? 0;
			const before = looked();
			const looks = async () => {
				await page.evaluate(() => document.body.append(" "));
				return looked();
			};
			// The first may have begun before.
			await expect.poll(looks, soon).toBeGreaterThan(before + 1);
			expect(all("cmpDetected")).toEqual([]);
		},
	};
}

async function comes(visitor: Visitor, tag = "", head = held("counted")) {
	await visitor.finds({ "/f/page.html": html({ tag: `${plainTag} ${tag}`, head }) });
	// In Firefox a page has not loaded as long as a file does not come that it imports.
	await visitor.page.goto("/f/page.html", { waitUntil: "domcontentloaded" });
}

/** The records that came to the collector since. */
async function collecting() {
	const before = (await site.collected()).length;
	return async () =>
		(await site.collected()).slice(before).map(({ method, automated, interface: where }) => ({
			method,
			automated,
			...where,
		}));
}

const refused = { analytics: "refused", marketing: "refused", media: "refused" };
const granted = { analytics: "granted", marketing: "granted", media: "granted" };

describe.each(layouts)("in the layout %s", (layout) => {
	test("a client that refuses is done with one press; the refusal counts, and says that a program made it", async () => {
		const { visitor, all, tell, says } = await assisted("optOut");
		const collected = await collecting();
		await comes(visitor, `data-layout="${layout}"`);
		await says("optOutResult");
		expect(all("optOutResult")).toMatchObject([{ cmp: "yoursay", result: true, scheduleSelfTest: true }]);
		expect(all("autoconsentDone")).toMatchObject([{ isCosmetic: false, totalClicks: 1 }]);
		expect(await visitor.firstLayer.count()).toBe(0);
		expect(await visitor.snapshot()).toMatchObject({ decided: true, method: "reject-all", purposes: refused });
		await tell({ type: "selfTest" });
		expect(all("selfTestResult")).toMatchObject([{ result: true }]);
		await expect.poll(collected, soon).toMatchObject([{ method: "reject-all", automated: true, view: "ask", layout }]);
		expect(await visitor.ran()).toEqual([]);
	});

	test("nothing runs until the client has said yes, and its yes is marked as one that a program gave", async () => {
		const { visitor, all, tell, says } = await assisted(null);
		const collected = await collecting();
		await comes(visitor, `data-layout="${layout}"`);
		await says("popupFound");
		expect(await visitor.snapshot()).toMatchObject({ decided: false });
		expect(await visitor.ran()).toEqual([]);
		await tell({ type: "optIn" });
		expect(all("optInResult")).toMatchObject([{ cmp: "yoursay", result: true }]);
		expect(await visitor.snapshot()).toMatchObject({ method: "accept-all", purposes: granted });
		await expect.poll(() => visitor.ran(), soon).toEqual(["counted"]);
		await expect.poll(collected, soon).toMatchObject([{ method: "accept-all", automated: true, view: "ask", layout }]);
	});
});

test("the client's own test of a refusal fails where everything was allowed", async () => {
	const { visitor, all, tell, says } = await assisted("optIn");
	await comes(visitor);
	await says("optInResult");
	await tell({ type: "selfTest" });
	expect(all("selfTestResult")).toMatchObject([{ result: false }]);
});

test("a press that comes to nothing is not taken for a refusal", async () => {
	const { visitor, all, says } = await assisted("optOut");
	await visitor.context.route(/\/desk\.js/, (route) => route.abort());
	await comes(visitor);
	await says("optOutResult");
	expect(all("optOutResult")).toMatchObject([{ result: false }]);
	expect(all("autoconsentDone")).toEqual([]);
	expect(await visitor.firstLayer.isVisible()).toBe(true);
});

test("a person who answers while the client waits is taken for a person", async () => {
	const { visitor, says } = await assisted(null);
	const collected = await collecting();
	await comes(visitor);
	await says("popupFound");
	await visitor.rejects();
	await expect.poll(collected, soon).toMatchObject([{ method: "reject-all", automated: false }]);
});

test("a person who allows something after the client has refused is taken for a person", async () => {
	const { visitor, says } = await assisted("optOut");
	const collected = await collecting();
	await comes(visitor);
	await says("autoconsentDone");
	await visitor.trigger.click();
	await visitor.pressesInPanel("accept-all");
	await expect.poll(collected, soon).toMatchObject([
		{ method: "reject-all", automated: true },
		{ method: "accept-all", automated: false },
	]);
});

test.each(["US-CA", "CH", "JP", "FR", "IT"])("a client refuses in %s as well", async (region) => {
	const { visitor, all, says } = await assisted("optOut");
	await comes(visitor, `data-region="${region}"`, "");
	await says("optOutResult");
	expect(all("optOutResult")).toMatchObject([{ result: true }]);
	expect(await visitor.snapshot()).toMatchObject({ region, decided: true, purposes: refused });
});

test("a first layer that comes late is answered as well", async () => {
	const { visitor, says, looksInVain } = await assisted("optOut");
	let come = () => {};
	const late = new Promise<void>((resolve) => {
		come = resolve;
	});
	await visitor.context.route(/\/ask-en\.js$/, async (route) => {
		await late;
		await route.continue();
	});
	await comes(visitor);
	await looksInVain();
	come();
	await says("optOutResult");
	expect(await visitor.snapshot()).toMatchObject({ method: "reject-all", purposes: refused });
});

/** A visitor who allowed everything, and whose browser got the client afterwards. */
async function assistedLater() {
	const visitor = await site.visitor();
	await comes(visitor);
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
	const client = await assisted("optOut", { visitor });
	await visitor.reloads();
	await visitor.trigger.waitFor();
	await client.looksInVain();
	return client;
}

test("a visitor who has answered is left alone, whatever they said", async () => {
	const { visitor } = await assistedLater();
	expect(await visitor.snapshot()).toMatchObject({ method: "accept-all", purposes: granted });
});

test("a first layer that comes where the floating button stands already is answered", async () => {
	const { visitor, says } = await assistedLater();
	await visitor.page.evaluate(() => window.yoursay.erase());
	await says("optOutResult");
	expect(await visitor.snapshot()).toMatchObject({ method: "reject-all", purposes: refused });
});

test("where the browser's signal has answered already, a client finds nothing to do", async () => {
	const { visitor, looksInVain } = await assisted("optOut");
	await visitor.context.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { value: true }));
	await comes(visitor, 'data-region="US-CA"', "");
	const status = visitor.page.locator('your-say [data-yoursay-view="signal"]');
	await status.waitFor();
	await looksInVain();
	expect(await status.isVisible()).toBe(true);
	expect(await visitor.records()).toEqual([]);
});

test("of all the rules that the client brings, and what it guesses without one, none takes the layer for its own", async () => {
	const { visitor, all, says } = await assisted("optOut", {
		rules: [...others.autoconsent, ours],
		enableHeuristicDetection: true,
		heuristicMode: "tier2",
	});
	await comes(visitor);
	await says("autoconsentDone");
	expect(all("cmpDetected").map(({ cmp }) => cmp)).toEqual(["yoursay"]);
	expect(all("autoconsentError")).toEqual([]);
});
