import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

/** What TikTok's base code does to the page, without its request: a list, to which it gives methods that queue. */
const base = `var ttq = (w[t] = w[t] || []);
	"page track holdConsent revokeConsent grantConsent".split(" ").forEach(function (name) {
		ttq[name] = function () { ttq.push([name].concat([].slice.call(arguments))); };
	});
	ttq.load = function (id) { ttq.asked = id; };`;
/** The unheld tag as the documentation prints it. */
const [, printed = ""] =
	/## TikTok\n[\s\S]*?```html\n<script>\n([\s\S]*?)<\/script>/.exec(
		readFileSync(fileURLToPath(new URL("../../docs/vendors.md", import.meta.url)), "utf8"),
	) ?? [];
const unheld = printed.replace("// … TikTok's base code …", base);
const pixel = unheld.replace("ttq.holdConsent();\n", "");
/** What TikTok's file does once it has loaded: an object that works off the list takes its place. */
const file = `(function (list) {
	window.heard = [].slice.call(list);
	window.ttq = {};
	["page", "holdConsent", "revokeConsent", "grantConsent"].forEach(function (name) {
		window.ttq[name] = function () { window.heard.push([name]); };
	});
})(ttq);`;

const script = (text: string) => `<script>${text}</script>`;
const held = (purpose: string) => `<script type="text/plain" data-yoursay-purpose="${purpose}">${pixel}</script>`;

const [hold, grant, revoke, view] = ["holdConsent", "grantConsent", "revokeConsent", "page"].map((name) => [name]);

type Page = { ttq?: unknown[]; heard?: unknown[]; kept?: unknown };
/** What waits for TikTok, or was heard by its file; null where there is no pixel. */
const heard = (visitor: Visitor) =>
	visitor.page.evaluate(() => {
		const page = window as unknown as Page;
		return page.heard ?? (page.ttq ? [...page.ttq] : null);
	});
const hears = (visitor: Visitor, calls: unknown[]) => expect.poll(() => heard(visitor), soon).toEqual(calls);
const decides = (visitor: Visitor, purposes: Record<string, boolean>) =>
	visitor.page.evaluate((choices) => window.yoursay.decide({ purposes: choices }), purposes);
/** A tag that a script of the page appends. */
const appends = (visitor: Visitor, text: string) =>
	visitor.page.evaluate((code) => {
		const tag = document.createElement("script");
		tag.textContent = code;
		document.head.append(tag);
	}, text);
const disposes = (visitor: Visitor) =>
	visitor.page.evaluate(() => {
		window.yoursay.dispose();
		window.yoursay.dispose();
	});
/** Whether the name is an ordinary property of the page; undefined where it is none. */
const isPlain = (visitor: Visitor) =>
	visitor.page.evaluate(() => {
		const property = Object.getOwnPropertyDescriptor(window, "ttq");
		return property && "value" in property && property.writable;
	});

async function arrives(parts: Parameters<typeof html>[0], tiktok: unknown = true, more = {}) {
	const visitor = await site.visitor();
	const config = { site: { id: "tiktok" }, integrations: { tiktok }, onWithdraw: "none", ...more };
	await visitor.finds({ "/f/page.html": html({ config, tag: "", ...parts }) });
	await visitor.goes("/f/page.html");
	await visitor.isReady();
	return visitor;
}

test("a held pixel is made by nobody before a yes, and is held and granted before its own first call", async () => {
	const visitor = await arrives({ head: held("marketing") });
	await visitor.seesFirstLayer();
	// Pages that ask whether there is a pixel still get a no.
	expect(await visitor.page.evaluate(() => ["ttq" in window, typeof (window as Page).ttq])).toEqual([
		true,
		"undefined",
	]);
	await visitor.accepts();
	await hears(visitor, [hold, grant, view]);
	expect(await isPlain(visitor)).toBe(true);
	await visitor.reloads();
	await hears(visitor, [hold, grant, view]);
	await visitor.page.evaluate(() => window.yoursay.withdraw());
	expect(await heard(visitor)).toEqual([hold, grant, view, revoke]);
});

test("an unheld pixel with the snippet is held once before its first call, and then hears each choice", async () => {
	const visitor = await arrives({ tag: "async", before: script(unheld) });
	await visitor.seesFirstLayer();
	expect(await heard(visitor)).toEqual([hold, view]);
	await visitor.rejects();
	await hears(visitor, [hold, view, revoke]);
	await visitor.reloads();
	await hears(visitor, [hold, view, revoke]);
	await decides(visitor, { marketing: true });
	expect(await heard(visitor)).toEqual([hold, view, revoke, grant]);
	await visitor.reloads();
	await hears(visitor, [hold, view, grant]);
	await disposes(visitor);
	await decides(visitor, { marketing: false });
	expect(await heard(visitor)).toEqual([hold, view, grant]);
});

test("a pixel that runs for another purpose is held while marketing is open, and revoked once it is refused", async () => {
	const visitor = await arrives({ head: held("necessary") });
	await hears(visitor, [hold, view]);
	await decides(visitor, { marketing: false });
	expect(await heard(visitor)).toEqual([hold, view, revoke]);
	await visitor.reloads();
	await hears(visitor, [revoke, view]);
});

test("a pixel that is appended after a yes hears it, with and without the snippet", async () => {
	const visitor = await arrives({});
	await decides(visitor, { marketing: true });
	await appends(visitor, pixel);
	expect(await heard(visitor)).toEqual([hold, grant, view]);
	await visitor.reloads();
	await visitor.isReady();
	await appends(visitor, unheld);
	// The snippet holds whatever was said before it; the answer has the last word.
	expect(await heard(visitor)).toEqual([hold, grant, hold, view, grant]);
});

test("a pixel whose file has loaded is held once more, and hears what is answered to the purpose that the owner names", async () => {
	const visitor = await arrives({ before: script(unheld + file) }, { purpose: "analytics" });
	await visitor.seesFirstLayer();
	expect(await heard(visitor)).toEqual([hold, view, hold]);
	await decides(visitor, { analytics: true, marketing: false });
	await decides(visitor, { analytics: false, marketing: true });
	expect(await heard(visitor)).toEqual([hold, view, hold, grant, revoke]);
});

test("a pixel whose file loads after the default hears the answer from then on", async () => {
	const visitor = await arrives({ before: script(pixel) });
	await hears(visitor, [view, hold]);
	await appends(visitor, file);
	await visitor.accepts();
	await hears(visitor, [view, hold, grant]);
	expect(await isPlain(visitor)).toBe(true);
});

test("a Californian's default is granted, and what was granted is revoked rather than held", async () => {
	const visitor = await arrives({ before: script(unheld) }, true, { region: "US-CA" });
	await hears(visitor, [hold, view, grant]);
	await visitor.page.evaluate(() => window.yoursay.rejectAll());
	expect(await heard(visitor)).toEqual([hold, view, grant, revoke]);
});

test("something else of that name is not changed, and the page is asked all the same", async () => {
	const odd = [`window.ttq = "a text";`, `var ttq = Object.freeze({ page() {} });`, "window.ttq = Object.freeze([]);"];
	const checks = odd.map(async (text) => {
		const visitor = await arrives({ before: script(`${text} window.kept = ttq;`) });
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		// A list that takes nothing is the one thing that looks like a pixel: the owner hears of it.
		if (text.endsWith("freeze([]);"))
			await expect.poll(() => visitor.told.join(), soon).toContain("integration-failed");
		else {
			await visitor.rests();
			expect(visitor.told).toEqual([]);
		}
		await disposes(visitor);
		expect(await isPlain(visitor)).toBe(true);
		expect(await visitor.page.evaluate(() => (window as Page).ttq === (window as Page).kept)).toBe(true);
		expect(visitor.crashes).toEqual([]);
	});
	await Promise.all(checks);
});

test("a page may declare the list in ways of its own", async () => {
	const own = `ttq.push(["page"]);`;
	const ways = [
		// Set on the global, so it is seen at once.
		["", `var ttq = ttq || []; ${own}`, [hold, view], [hold, view, grant]],
		["", `ttq = window.ttq || []; ${own}`, [hold, view], [hold, view, grant]],
		// Declared before us: too early to be seen when it comes.
		["var ttq;", `ttq = []; ${own}`, [view], [view, grant]],
	] as const;
	const checks = ways.map(async ([before, late, first, then]) => {
		const visitor = await arrives({ before: script(before) });
		await appends(visitor, late);
		expect(await heard(visitor)).toEqual(first);
		await decides(visitor, { marketing: true });
		expect(await heard(visitor)).toEqual(then);
		expect(await isPlain(visitor)).toBe(true);
		expect(visitor.crashes).toEqual([]);
	});
	await Promise.all(checks);
});

test("where nothing came, disposal leaves the name as it was", async () => {
	const visitor = await arrives({});
	await disposes(visitor);
	expect(await visitor.page.evaluate(() => "ttq" in window)).toBe(false);
	await appends(visitor, pixel);
	expect(await heard(visitor)).toEqual([view]);
});
