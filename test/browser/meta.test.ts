import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

/** What Meta's base code does to the page, without its request: nothing where `fbq` exists; the queue comes last. */
const base = `(function (page) {
	if (page.fbq) return;
	var own = (page.fbq = function () {
		own.callMethod ? own.callMethod.apply(own, arguments) : own.queue.push(arguments);
	});
	page._fbq = page._fbq || own;
	own.push = own;
	own.loaded = true;
	own.queue = [];
})(window);`;
const pixel = `${base}
fbq("init", "your-pixel-id");
fbq("track", "PageView");`;
/** What Meta's file does once it has loaded: takes over, and works off the queue. */
const file = `window.heard = [];
fbq.callMethod = (...call) => window.heard.push(call);
fbq.queue.splice(0).forEach((call) => fbq.callMethod(...call));`;

/** The unheld tag as the documentation prints it. */
const [, printed = ""] =
	/## Meta\n[\s\S]*?```html\n<script>\n([\s\S]*?)<\/script>/.exec(
		readFileSync(fileURLToPath(new URL("../../docs/vendors.md", import.meta.url)), "utf8"),
	) ?? [];
const unheld = printed.replace("// … Meta's base code …", base);

const script = (text: string) => `<script>${text}</script>`;
const held = (purpose: string) => `<script type="text/plain" data-yoursay-purpose="${purpose}">${pixel}</script>`;

const revoke = ["consent", "revoke"];
const grant = ["consent", "grant"];
const limit = ["dataProcessingOptions", ["LDU"], 0, 0];
const clear = ["dataProcessingOptions", []];
const own = [
	["init", "your-pixel-id"],
	["track", "PageView"],
];

type Page = { fbq?: { queue?: ArrayLike<unknown>[] }; heard?: unknown[]; kept?: unknown };
/** What waits for Meta, or was heard by its file; null where there is no pixel. */
const heard = (visitor: Visitor) =>
	visitor.page.evaluate(() => {
		const page = window as unknown as Page;
		return page.heard ?? page.fbq?.queue?.map((call) => Array.from(call)) ?? null;
	});
const hears = (visitor: Visitor, calls: unknown[] | null) => expect.poll(() => heard(visitor), soon).toEqual(calls);
const decides = (visitor: Visitor, purposes: Record<string, boolean>) =>
	visitor.page.evaluate((choices) => window.yoursay.decide({ purposes: choices }), purposes);
/** A tag that a script of the page appends. */
const appends = (visitor: Visitor, text: string) =>
	visitor.page.evaluate((code) => {
		const tag = document.createElement("script");
		tag.textContent = code;
		document.head.append(tag);
	}, text);
/** Whether the name is an ordinary property of the page; undefined where it is none. */
const isPlain = (visitor: Visitor) =>
	visitor.page.evaluate(() => {
		const property = Object.getOwnPropertyDescriptor(window, "fbq");
		return property && "value" in property && property.writable;
	});

async function arrives(parts: Parameters<typeof html>[0], meta: unknown = true, more = {}) {
	const visitor = await site.visitor();
	const config = { site: { id: "meta" }, integrations: { meta }, onWithdraw: "none", ...more };
	await visitor.finds({ "/f/page.html": html({ config, tag: "", ...parts }) });
	await visitor.goes("/f/page.html");
	await visitor.isReady();
	return visitor;
}

test("a held pixel is made by nobody before a yes, and hears it before its own first call, also on a returning visit", async () => {
	const visitor = await arrives({ head: held("marketing") });
	await visitor.seesFirstLayer();
	expect(await heard(visitor)).toBe(null);
	expect(await visitor.page.evaluate(() => ["fbq" in window, typeof (window as Page).fbq])).toEqual([
		true,
		"undefined",
	]);
	await visitor.accepts();
	await hears(visitor, [grant, ...own]);
	expect(await isPlain(visitor)).toBe(true);
	await visitor.reloads();
	await hears(visitor, [grant, ...own]);
	await visitor.page.evaluate(() => window.yoursay.withdraw());
	expect(await heard(visitor)).toEqual([grant, ...own, revoke]);
});

test("an unheld pixel with the snippet is revoked once before its init, and then hears each choice", async () => {
	const visitor = await arrives({ tag: "async", before: script(unheld) });
	await visitor.seesFirstLayer();
	const first = [revoke, ...own];
	expect(await heard(visitor)).toEqual(first);
	await visitor.accepts();
	await hears(visitor, [...first, grant]);
	await visitor.reloads();
	await hears(visitor, [...first, grant]);
	await decides(visitor, { marketing: false });
	expect(await heard(visitor)).toEqual([...first, grant, revoke]);
	await visitor.reloads();
	await hears(visitor, [...first, revoke]);
	await visitor.isReady();
	expect(await heard(visitor)).toEqual([...first, revoke]);
});

test("a pixel that is held for another purpose is revoked before its init where marketing is refused", async () => {
	const visitor = await arrives({ head: held("analytics") });
	await decides(visitor, { analytics: true, marketing: false });
	await hears(visitor, [revoke, ...own]);
	expect(await isPlain(visitor)).toBe(true);
	await decides(visitor, { marketing: true });
	await decides(visitor, { marketing: false });
	const all = [revoke, ...own, grant, revoke];
	expect(await heard(visitor)).toEqual(all);
	await visitor.page.evaluate(() => {
		window.yoursay.dispose();
		window.yoursay.dispose();
	});
	await decides(visitor, { marketing: true });
	expect(await heard(visitor)).toEqual(all);
});

test("a pixel that is appended after a yes hears it, with and without the snippet", async () => {
	const visitor = await arrives({});
	await decides(visitor, { marketing: true });
	await appends(visitor, pixel);
	expect(await heard(visitor)).toEqual([grant, ...own]);
	await visitor.reloads();
	await visitor.isReady();
	await appends(visitor, unheld);
	// The snippet revokes whatever was said before it; the answer has the last word.
	expect(await heard(visitor)).toEqual([grant, revoke, ...own, grant]);
});

test("a pixel whose file has loaded is revoked once more, and hears what is answered to the purpose that the owner names", async () => {
	const visitor = await arrives({ before: script(unheld + file) }, { purpose: "analytics" });
	await visitor.seesFirstLayer();
	expect(await heard(visitor)).toEqual([revoke, ...own, revoke]);
	await decides(visitor, { analytics: true, marketing: false });
	expect(await heard(visitor)).toEqual([revoke, ...own, revoke, grant]);
	await decides(visitor, { analytics: false, marketing: true });
	expect(await heard(visitor)).toEqual([revoke, ...own, revoke, grant, revoke]);
});

test("an early pixel without the snippet is revoked as soon as it can be; no yes is one to a purpose that is not there", async () => {
	const visitor = await arrives({ before: script(pixel) }, { purpose: "nowhere" });
	expect(await heard(visitor)).toEqual([...own, revoke]);
	await visitor.accepts();
	await hears(visitor, [...own, revoke, revoke]);
});

test("with limited data use, a Californian's no limits, and a yes clears", async () => {
	const visitor = await arrives({ before: script(unheld) }, { limitedDataUse: true }, { region: "US-CA" });
	const first = [revoke, ...own];
	await hears(visitor, [...first, clear, grant]);
	await decides(visitor, { marketing: false });
	expect(await heard(visitor)).toEqual([...first, clear, grant, limit, grant]);
	await visitor.reloads();
	await hears(visitor, [...first, limit, grant]);
	await decides(visitor, { marketing: true });
	expect(await heard(visitor)).toEqual([...first, limit, grant, clear, grant]);
});

test("with limited data use, whoever has not answered is limited and revoked, and so is a no where one opts in", async () => {
	const visitor = await arrives({ head: held("necessary") }, { limitedDataUse: true }, { region: "DE" });
	const first = [limit, revoke, ...own];
	await hears(visitor, first);
	await decides(visitor, { marketing: false });
	expect(await heard(visitor)).toEqual([...first, limit, revoke]);
	await decides(visitor, { marketing: true });
	expect(await heard(visitor)).toEqual([...first, limit, revoke, clear, grant]);

	// The regime is known before the stored answer is: what is told first is no refusal yet.
	const other = await arrives({ before: script(pixel) }, { limitedDataUse: true }, { regime: "opt-out" });
	await hears(other, [...own, limit, revoke, clear, grant]);
});

test("with limited data use, a browser's signal that nobody answered is no limited grant", async () => {
	const visitor = await site.visitor();
	await visitor.context.addInitScript(() =>
		Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true }),
	);
	const config = { region: "US-CA", integrations: { meta: { limitedDataUse: true } } };
	await visitor.finds({ "/f/page.html": html({ config, tag: "", before: script(unheld) }) });
	await visitor.goes("/f/page.html");
	await visitor.isReady();
	await expect.poll(async () => (await visitor.snapshot()).regime, soon).toBe("opt-out");
	expect(await heard(visitor)).toEqual([revoke, ...own]);
});

test("something else of that name is neither called nor changed, and the page is asked all the same", async () => {
	const odd = [
		`window.fbq = "a text";`,
		`var fbq = Object.freeze({ queue: Object.freeze([]) });`,
		`window.fbq = function () { throw new Error("called"); };`,
	];
	const checks = odd.map(async (text) => {
		const visitor = await arrives({ before: script(`${text} window.kept = fbq;`) });
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		await visitor.page.evaluate(() => window.yoursay.dispose());
		expect(await isPlain(visitor)).toBe(true);
		expect(await visitor.page.evaluate(() => (window as Page).fbq === (window as Page).kept)).toBe(true);
		expect([...visitor.crashes, ...visitor.told]).toEqual([]);
	});
	await Promise.all(checks);
});

test("a pixel that the page declares as a function, or as a var before us, works, and hears changes", async () => {
	const declared = `function fbq() { fbq.queue.push(arguments); } fbq.queue = []; fbq("init", "your-pixel-id"); fbq("track", "PageView");`;
	for (const [before, late] of [
		["", declared],
		["var fbq;", pixel],
	] as const) {
		const visitor = await arrives({ before: script(before) });
		await appends(visitor, late);
		expect(await heard(visitor)).toEqual(own);
		await decides(visitor, { marketing: true });
		expect(await heard(visitor)).toEqual([...own, grant]);
		await visitor.page.evaluate(() => window.yoursay.dispose());
		expect(await heard(visitor)).toEqual([...own, grant]);
		expect(await isPlain(visitor)).toBe(true);
		expect(visitor.crashes).toEqual([]);
	}
});

test("where nothing came, disposal leaves the name as it was", async () => {
	const visitor = await arrives({});
	await visitor.page.evaluate(() => window.yoursay.dispose());
	expect(await visitor.page.evaluate(() => "fbq" in window)).toBe(false);
	await appends(visitor, pixel);
	expect(await heard(visitor)).toEqual(own);
});

test("a pixel whose calls throw does no harm to the page", async () => {
	const visitor = await arrives({});
	await decides(visitor, { marketing: true });
	// One throws at once, one after it has revoked by itself, so that it must be told again.
	const hostile = `(calls, queue) => Object.assign(() => {
		if (!calls--) throw new Error("no");
		queue.push(["consent", "revoke"]);
	}, { queue })`;
	await appends(visitor, `const make = ${hostile}; window.fbq = make(1, []); window.ran.push(typeof fbq);`);
	await visitor.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
	await visitor.reloads();
	await visitor.isReady();
	await appends(visitor, `const make = ${hostile}; window.fbq = make(0, []); window.ran.push(typeof fbq);`);
	expect(await visitor.ran()).toEqual(["function"]);
	expect(await isPlain(visitor)).toBe(true);
	expect(visitor.crashes).toEqual([]);
});
