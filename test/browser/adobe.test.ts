import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bodyOf, repeatBodies } from "./bodies.ts";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

/** The call of `configure` as the documentation prints it, for a host that nobody has. */
const [, snippet = ""] =
	/## Adobe\n[\s\S]*?```html\n(<script>[\s\S]*?<\/script>)/.exec(read("../../docs/vendors.md")) ?? [];
const configure = snippet.replace(
	'defaultConsent: "pending"',
	'$&, edgeDomain: "edge.example", thirdPartyCookiesEnabled: false, clickCollectionEnabled: false',
);
const require = createRequire(import.meta.url);
const library = readFileSync(join(require.resolve("@adobe/alloy"), "../../dist/alloy.min.js"), "utf8");

/** The behaviour of Adobe's base code: a function that queues what it is called with, and promises an answer. */
const base = (name = "alloy") => `<script>
if (!window["${name}"]) {
	(window.__alloyNS = window.__alloyNS || []).push("${name}");
	const queue = (...call) =>
		new Promise((resolve, reject) => window["${name}"].q.push([resolve, reject, call]));
	window["${name}"] = queue;
	queue.q = [];
}
</script>`;
const file = '<script src="/f/alloy.js" async></script>';
const view = '<script>alloy("sendEvent", { xdm: { eventType: "view" } });</script>';
const hold = (script: string) =>
	script.replaceAll(/<script(?= |>)/g, '<script type="text/plain" data-yoursay-purpose="analytics"');

const config = (more = {}) => ({ site: { id: "adobe" }, integrations: { adobe: true }, onWithdraw: "none", ...more });
const told = (general: "in" | "out") => [
	"setConsent",
	{ consent: [{ standard: "Adobe", version: "1.0", value: { general } }] },
];

/** The calls that wait in Adobe's list. */
const queued = (visitor: Visitor, name = "alloy") =>
	visitor.page.evaluate((global) => {
		const { q = [] } = (window as unknown as Record<string, { q?: [unknown, unknown, unknown[]][] }>)[global]!;
		return q.map(([, , call]) => [...call]);
	}, name);
const sends = (visitor: Visitor, eventType: string) =>
	visitor.page.evaluate((type) => {
		(window as unknown as { alloy(name: string, options: object): unknown }).alloy("sendEvent", {
			xdm: { eventType: type },
		});
	}, eventType);

/** Adobe's servers as far as its library needs them: they say who it is, and answer consent with consent. */
async function finds(page: string) {
	const visitor = await site.visitor();
	/** What reached them: the answer to consent, or the type of an event. */
	const reached: string[] = [];
	await visitor.context.route("https://edge.example/**", async (route) => {
		const { consent, events } = JSON.parse(bodyOf(route.request())!);
		const general = consent?.[0].value.general;
		reached.push(general ?? events[0].xdm.eventType);
		const keep = (key: string, value: string) => ({ key: `kndctr_example_AdobeOrg_${key}`, value, maxAge: 3600 });
		const payload = [keep("identity", "somebody"), ...(general ? [keep("consent", `general=${general}`)] : [])];
		await route.fulfill({
			headers: { "access-control-allow-origin": site.url, "access-control-allow-credentials": "true" },
			contentType: "application/json",
			body: JSON.stringify({ requestId: "1", handle: [{ type: "state:store", payload }] }),
		});
	});
	await repeatBodies(visitor.context, "https://edge.example/");
	await visitor.finds({ "/f/page.html": page, "/f/alloy.js": library });
	await visitor.goes("/f/page.html");
	return Object.assign(visitor, { reached });
}
const ofAdobe = async (visitor: Visitor) => {
	const { cookies, localStorage, sessionStorage } = await visitor.keeps();
	return [...cookies, ...localStorage, ...sessionStorage].filter((name) => /alloy|adobe|kndctr/i.test(name));
};

test("its list holds nothing before an answer, then each answer once", async () => {
	const visitor = await finds(html({ config: config(), tag: "", before: base() + configure + view }));
	await visitor.seesFirstLayer();
	await visitor.rests();
	const first = (await queued(visitor)).map(([name]) => name);
	expect(first).toEqual(["configure", "sendEvent"]);
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	expect((await queued(visitor)).slice(2)).toEqual([told("out")]);
	await visitor.page.evaluate(async () => {
		await window.yoursay.acceptAll();
		await window.yoursay.acceptAll();
		await window.yoursay.withdraw();
	});
	expect((await queued(visitor)).slice(2)).toEqual([told("out"), told("in"), told("out")]);
	await visitor.reloads();
	await visitor.isReady();
	await expect.poll(async () => (await queued(visitor)).slice(2), soon).toEqual([told("out")]);
	await visitor.page.evaluate(() => window.yoursay.acceptAll());
	await visitor.page.evaluate(() => window.yoursay.erase());
	expect((await queued(visitor)).slice(2)).toEqual([told("out"), told("in"), told("out")]);
});

test("the library that waits sends its event after a yes, the next as well, and none after the end of it", async () => {
	const visitor = await finds(html({ config: config(), tag: "", before: base() + configure + view + file }));
	await visitor.seesFirstLayer();
	await visitor.rests();
	expect(visitor.reached).toEqual([]);
	expect(await ofAdobe(visitor)).toEqual([]);
	await visitor.accepts();
	await expect.poll(() => visitor.reached, soon).toEqual(["in", "view"]);
	await sends(visitor, "second");
	await expect.poll(() => visitor.reached, soon).toEqual(["in", "view", "second"]);
	await visitor.page.evaluate(() => window.yoursay.withdraw());
	await expect.poll(() => visitor.reached.at(-1), soon).toBe("out");
	await sends(visitor, "too-late");
	await visitor.rests();
	await visitor.reloads();
	await visitor.isReady();
	await visitor.rests();
	expect(visitor.reached).toEqual(["in", "view", "second", "out"]);
	expect(visitor.crashes).toEqual([]);
});

test("the library that waits throws its event away after a no", async () => {
	const visitor = await finds(html({ config: config(), tag: "", before: base() + configure + view + file }));
	await visitor.rejects();
	await expect.poll(() => visitor.reached, soon).toEqual(["out"]);
	await sends(visitor, "too-late");
	await visitor.rests();
	expect(visitor.reached).toEqual(["out"]);
});

test("the held library asks nobody before a yes, and after it, on each visit, sends its event", async () => {
	const visitor = await finds(html({ config: config(), tag: "", head: hold(base() + configure + view + file) }));
	await visitor.seesFirstLayer();
	await visitor.rests();
	expect(visitor.asked(/alloy/)).toEqual([]);
	await visitor.accepts();
	await expect.poll(() => visitor.reached, soon).toEqual(["in", "view"]);
	// Adobe's file reports what it hears no answer to because the page is left.
	await visitor.rests();
	await visitor.reloads();
	await expect.poll(() => visitor.reached, soon).toEqual(["in", "view", "view"]);
	expect(visitor.crashes).toEqual([]);
});

test("a yes that Adobe remembers ends where the choice has lapsed", async () => {
	const page = (revision: number) => html({ config: config({ revision }), tag: "", before: base() + configure + file });
	const visitor = await finds(page(0));
	await visitor.accepts();
	await expect.poll(() => visitor.reached, soon).toEqual(["in"]);
	await expect.poll(async () => (await ofAdobe(visitor)).join(), soon).toContain("_consent");
	await visitor.finds({ "/f/again.html": page(1) });
	await visitor.goes("/f/again.html");
	await visitor.seesFirstLayer();
	await expect.poll(() => visitor.reached, soon).toEqual(["in", "out"]);
	await sends(visitor, "unasked");
	await visitor.rests();
	expect(visitor.reached).toEqual(["in", "out"]);
});

test("an answer that comes before configure is told again, and one that never is heard is reported, once", async () => {
	for (const isConfigured of [true, false]) {
		const visitor = await finds(html({ config: config(), tag: "", before: base() + file }));
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		if (isConfigured) {
			// Adobe's file has read the list, and refused the answer in it.
			await visitor.page.waitForFunction(() =>
				Object.hasOwn((window as unknown as { alloy: { q: object } }).alloy.q, "push"),
			);
			await visitor.page.evaluate(configure.replaceAll(/<\/?script>/g, ""));
			await expect.poll(() => visitor.reached, soon).toEqual(["in"]);
		} else await expect.poll(() => visitor.told.join(), soon).toContain("integration-failed");
		expect(visitor.told.length).toBe(isConfigured ? 0 : 1);
		expect(visitor.crashes).toEqual([]);
	}
});

test("an instance of another name, and a purpose that the owner names, are followed in California from the start", async () => {
	for (const [purpose, expected] of [
		["marketing", [told("in")]],
		["nowhere", []],
	] as const) {
		const given = config({ region: "US-CA", integrations: { adobe: { instance: "ours", purpose } } });
		const visitor = await finds(html({ config: given, tag: "", head: base("ours") }));
		await visitor.isReady();
		await visitor.rests();
		expect(await queued(visitor, "ours")).toEqual(expected);
	}
});

test("after it was disposed of, twice, nothing more is told and an alloy that comes is left alone", async () => {
	const visitor = await finds(html({ config: config(), tag: "" }));
	await visitor.seesFirstLayer();
	const found = await visitor.page.evaluate(async () => {
		const { acceptAll, dispose } = window.yoursay;
		dispose();
		dispose();
		const isThere = "alloy" in window;
		let calls = 0;
		Object.assign(window, { alloy: () => calls++ });
		await acceptAll();
		return [isThere, calls];
	});
	expect(found).toEqual([false, 0]);
});

test("a page whose alloy is something else, or breaks, is not harmed and is asked", async () => {
	for (const odd of ['"a word"', "() => { throw 1 }", "undefined"]) {
		const before = `<script>window.alloy = ${odd};</script>`;
		const visitor = await finds(html({ config: config(), tag: "", before }));
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		expect(visitor.crashes).toEqual([]);
	}
});
