import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const require = createRequire(import.meta.url);

/** UET's snippet as the documentation prints it. */
const [, snippet = ""] =
	/## Microsoft\n[\s\S]*?```html\n(<script>[\s\S]*?<\/script>)/.exec(
		readFileSync(fileURLToPath(new URL("../../docs/vendors.md", import.meta.url)), "utf8"),
	) ?? [];

/** What a page carries of UET: its list goes to the vendor's file, which puts an object of its own there. */
const uet = (attributes = "") => `<script ${attributes}>
window.uetq = window.uetq || [];
{
	const script = document.createElement("script");
	script.src = "/f/ads.js";
	script.onload = () => {
		uetq = new UET({ ti: "0", q: uetq });
		uetq.push("pageLoad");
	};
	document.head.append(script);
}
</script>`;
const uetFile = `function UET({ q }) {
	this.heard = [...q];
	this.push = (...call) => void this.heard.push(...call);
}`;
/** The vendor's file runs already when ours comes. */
const uetAtOnce = `<script>${uetFile}
uetq = new UET({ q: window.uetq || [] });</script>`;

/** What a page carries of Clarity, and the start that its server writes, which goes before all that waits. */
const clarity = (attributes: string, track: boolean) => `<script ${attributes}>
window.clarity = window.clarity || function () { (clarity.q = clarity.q || []).push(arguments); };
clarity("start", { projectId: "example", upload: "/f/collect.html", track: ${track} });
clarity.q.unshift(clarity.q.pop());
{
	const script = document.createElement("script");
	script.src = "/f/clarity.js";
	document.head.append(script);
}
</script>`;
const heldAs = (purpose: string) => `type="text/plain" data-yoursay-purpose="${purpose}"`;
const files = {
	"/f/ads.js": uetFile,
	"/f/clarity.js": readFileSync(require.resolve("clarity-js/build/clarity.min.js"), "utf8"),
	"/f/collect.html": "",
};

const config = (more = {}) => ({
	site: { id: "microsoft" },
	integrations: { uet: true, clarity: true },
	onWithdraw: "none",
	...more,
});

const say = (isGranted = false) => (isGranted ? "granted" : "denied");
const byDefault = ["consent", "default", { ad_storage: "denied" }];
const update = (isGranted?: boolean) => ["consent", "update", { ad_storage: say(isGranted) }];
const states = (ads?: boolean, analytics?: boolean) => [
	["consentv2", { ad_Storage: say(ads), analytics_Storage: say(analytics) }],
];

interface Globals {
	uetq?: unknown[] & { heard?: unknown[] };
	clarity?: { q?: ArrayLike<unknown>[] };
}
const heardByUet = ({ page }: Pick<Visitor, "page">) =>
	page.evaluate(() => {
		const { uetq } = window as unknown as Globals;
		return uetq?.heard ?? uetq;
	});
const waitsForClarity = ({ page }: Pick<Visitor, "page">) =>
	page.evaluate(() => (window as unknown as Globals).clarity?.q?.map((call) => Array.from(call)));
const decides = ({ page }: Pick<Visitor, "page">, purposes: Record<string, boolean>) =>
	page.evaluate((given) => window.yoursay.decide({ purposes: given }), purposes);

/** Clarity's cookies, and the id that its first one has for the visitor. */
async function cookies({ context }: Visitor) {
	const found = (await context.cookies()).filter(({ name, value }) => name.startsWith("_cl") && value);
	const id = found.find(({ name }) => name === "_clck")?.value.split("%5E")[0];
	return { names: found.map(({ name }) => name).sort(), id };
}
const both = ["_clck", "_clsk"];

/** A visitor whose page has this in its head. */
async function visits(head: string, given: object = config(), before = "") {
	const visitor = await site.visitor();
	await visitor.finds({ ...files, "/f/page.html": html({ config: given, tag: "", head, before }) });
	await visitor.goes("/f/page.html");
	return visitor;
}

test("both hear a denial at first, and then each choice; what waits for Clarity is one call", async () => {
	const visitor = await visits("");
	await visitor.seesFirstLayer();
	const first = [...byDefault];
	expect(await heardByUet(visitor)).toEqual(first);
	expect(await waitsForClarity(visitor)).toEqual(states());
	await visitor.accepts();
	await expect.poll(() => heardByUet(visitor), soon).toEqual([...first, ...update(true)]);
	expect(await waitsForClarity(visitor)).toEqual(states(true, true));
	await visitor.page.evaluate(() => window.yoursay.withdraw());
	expect(await heardByUet(visitor)).toEqual([...first, ...update(true), ...update()]);
	expect(await waitsForClarity(visitor)).toEqual(states());
	// Each of Clarity's types is of its own.
	await decides(visitor, { analytics: true });
	expect(await waitsForClarity(visitor)).toEqual(states(false, true));
	await visitor.reloads();
	await visitor.isReady();
	await expect.poll(() => heardByUet(visitor), soon).toEqual([...first, ...update()]);
	expect(await waitsForClarity(visitor)).toEqual(states(false, true));
	// Disposed of twice, nobody is told anything more.
	await visitor.page.evaluate(() => {
		window.yoursay.dispose();
		window.yoursay.dispose();
		return window.yoursay.acceptAll();
	});
	expect(await heardByUet(visitor)).toEqual([...first, ...update()]);
	expect(visitor.crashes).toEqual([]);
});

test("UET, held, hears default and update before it starts, on the first and on the next page", async () => {
	// With the snippet, which it does not need, it hears no second default.
	expect(snippet).toContain("uetq");
	const visitor = await visits(uet(heldAs("marketing")), config(), snippet);
	await visitor.seesFirstLayer();
	expect(await heardByUet(visitor)).toEqual(byDefault);
	const all = [...byDefault, ...update(true), "pageLoad"];
	await visitor.accepts();
	await expect.poll(() => heardByUet(visitor), soon).toEqual(all);
	await visitor.reloads();
	await expect.poll(() => heardByUet(visitor), soon).toEqual(all);
	await visitor.page.evaluate(() => window.yoursay.withdraw());
	expect(await heardByUet(visitor)).toEqual([...all, ...update()]);
});

test("UET, unheld after its snippet, hears one default, first, and then each choice", async () => {
	const visitor = await visits(uet(), config(), snippet);
	await visitor.seesFirstLayer();
	await expect.poll(() => heardByUet(visitor), soon).toContain("pageLoad");
	await visitor.accepts();
	await expect.poll(async () => (await heardByUet(visitor))!.slice(-3), soon).toEqual(update(true));
	const heard = (await heardByUet(visitor))!;
	expect(heard.slice(0, 3)).toEqual(byDefault);
	expect(heard.filter((each) => each === "default")).toHaveLength(1);
	expect(heard.filter((each) => JSON.stringify(each) === '{"ad_storage":"granted"}')).toHaveLength(1);
});

test("UET that runs already hears no default, and what holds once that is read", async () => {
	const visitor = await visits("", config(), uetAtOnce);
	await expect.poll(() => heardByUet(visitor), soon).toEqual(update());
	await visitor.accepts();
	await expect.poll(() => heardByUet(visitor), soon).toEqual([...update(), ...update(true)]);
	await visitor.reloads();
	await visitor.isReady();
	await expect.poll(() => heardByUet(visitor), soon).toEqual(update(true));
});

test("each follows the purpose that the owner names", async () => {
	const purposes = ["ads", "counting"].map((id) => ({ id, title: id, description: id }));
	const integrations = { uet: { purpose: "ads" }, clarity: { types: { analytics_Storage: "counting" } } };
	const visitor = await visits("", config({ purposes, integrations }));
	await visitor.accepts();
	expect(await heardByUet(visitor)).toEqual([...byDefault, ...update(true)]);
	// There is no purpose "marketing", so that what follows it stays denied.
	expect(await waitsForClarity(visitor)).toEqual(states(false, true));
});

test("a Californian is told of as the rule has it", async () => {
	const visitor = await visits("", config({ region: "US-CA" }));
	await visitor.isReady();
	await expect.poll(() => heardByUet(visitor), soon).toEqual([...byDefault, ...update(true)]);
	expect(await waitsForClarity(visitor)).toEqual(states(true, true));
});

test("a page where both names are something else is not harmed, and is asked all the same", async () => {
	const visitor = await site.visitor();
	const odd = {
		"/f/texts.html": 'uetq = "mine"; clarity = "mine";',
		"/f/elements.html": 'document.write("<p id=uetq></p><p id=clarity></p>");',
		"/f/frozen.html": "uetq = Object.freeze([]); clarity = Object.freeze({ q: Object.freeze([]) });",
	};
	for (const [path, script] of Object.entries(odd)) {
		const page = html({
			config: config({ site: { id: path.slice(3, 8) } }),
			tag: "",
			before: `<script>${script}</script>`,
		});
		await visitor.finds({ [path]: page });
		visitor.told.length = 0;
		await visitor.goes(path);
		await visitor.accepts();
		await expect.poll(() => visitor.told.join(), soon).toContain("integration-failed");
		expect(await visitor.allows("marketing")).toBe(true);
	}
	expect(visitor.crashes).toEqual([]);
});

test("Clarity itself, held, keeps cookies after a yes alone, and knows whom it knew on the next page", async () => {
	const visitor = await visits(clarity(heldAs("analytics"), true));
	await visitor.seesFirstLayer();
	await decides(visitor, { analytics: false, marketing: true });
	expect(visitor.asked(/clarity/)).toEqual([]);
	await decides(visitor, { analytics: true, marketing: false });
	await expect.poll(async () => (await cookies(visitor)).names, soon).toEqual(both);
	const { id } = await cookies(visitor);
	await visitor.reloads();
	await visitor.page.waitForFunction(() => (window as never as { clarity?: { v?: string } }).clarity?.v);
	// Time enough to start anew, had it been refused first.
	await visitor.page.waitForTimeout(400);
	expect(await cookies(visitor)).toEqual({ names: both, id });
	await visitor.page.evaluate(() => window.yoursay.withdraw());
	await expect.poll(async () => (await cookies(visitor)).names, soon).toEqual([]);
	expect(visitor.requests.every(({ origin }) => origin === site.url)).toBe(true);
	expect(visitor.crashes).toEqual([]);
});

test("Clarity itself, unheld with its cookies off, keeps some for as long as analytics is allowed, and knows whom it knew", async () => {
	const isRunning = () =>
		visitor.page.waitForFunction(() => (window as never as { clarity?: { v?: string } }).clarity?.v);
	const visitor = await visits("", config(), clarity("", false));
	await visitor.seesFirstLayer();
	await isRunning();
	await decides(visitor, { marketing: true });
	await visitor.page.waitForTimeout(100);
	expect((await cookies(visitor)).names).toEqual([]);
	await visitor.page.evaluate(() => window.yoursay.acceptAll());
	await expect.poll(async () => (await cookies(visitor)).names, soon).toEqual(both);
	const { id } = await cookies(visitor);
	// Clarity first, ours much later.
	const page = html({ config: config(), tag: null, before: clarity("", false) });
	await visitor.finds({ "/f/late.html": page });
	await visitor.goes("/f/late.html");
	await isRunning();
	await visitor.page.addScriptTag({ url: "/yoursay.js" });
	await visitor.isReady();
	await visitor.page.waitForTimeout(400);
	expect(await cookies(visitor)).toEqual({ names: both, id });
	await visitor.page.evaluate(() => window.yoursay.withdraw());
	await expect.poll(async () => (await cookies(visitor)).names, soon).toEqual([]);
	expect(visitor.requests.every(({ origin }) => origin === site.url)).toBe(true);
});

test("Clarity itself that kept cookies before anybody was asked loses them", async () => {
	const visitor = await site.visitor();
	await visitor.finds({ ...files, "/f/page.html": html({ config: config(), tag: null, before: clarity("", true) }) });
	await visitor.goes("/f/page.html");
	await expect.poll(async () => (await cookies(visitor)).names, soon).toContain("_clck");
	await visitor.page.addScriptTag({ url: "/yoursay.js" });
	await expect.poll(async () => (await cookies(visitor)).names, soon).toEqual([]);
});
