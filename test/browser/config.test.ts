import { describe, expect, test } from "vitest";
import { type Fixture, held, html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";
import { nothing } from "./visitor.ts";

const site = openSite();

async function arrive(parts: Fixture, files: Record<string, string> = {}) {
	const visitor = await site.visitor();
	await visitor.finds({
		"/f/page.html": html({
			head: held("held") + held("necessary", "necessary"),
			body: "<h1>A page</h1><script>ran.push('page')</script>",
			...parts,
		}),
		...files,
	});
	await visitor.goes("/f/page.html");
	return visitor;
}

const long = "x".repeat(1_000_000);
const invalid: [what: string, parts: Fixture, path: string, remedy: string][] = [
	["a wrong enum", { config: { layout: "sidebar" } }, "layout", '"bar"|"box"|"dialog"'],
	["a wrong enum on the tag", { tag: 'data-theme="pink"' }, "theme", '"auto"|"light"|"dark"'],
	["a javascript: link", { config: { policy: { url: "javascript:alert(1)" } } }, "policy", "address"],
	[
		"a javascript: link of a vendor",
		{ config: { purposes: [{ id: "media", vendors: [{ id: "v", policyUrl: "javascript:alert(1)" }] }] } },
		"purposes[0]",
		"",
	],
	["a __proto__ key", { config: '{ "site": { "__proto__": { "id": "x" } } }' }, "site.__proto__", "prototype"],
	[
		"a constructor key",
		{ config: '{ "purposes": [{ "id": "media", "constructor": {} }] }' },
		"purposes[0].constructor",
		"prototype",
	],
	["a text of 1 MB", { config: { site: { name: long } } }, "site.name", "5000"],
	["purposes that are no list", { config: { purposes: { analytics: true } } }, "purposes", "array"],
	["purposes that are a text", { config: { purposes: "analytics" } }, "purposes", "array"],
	["a purpose named twice", { config: { purposes: ["media", { id: "media" }] } }, "purposes", "once"],
	["an id in capitals", { tag: 'data-purposes="Analytics"' }, "purposes[0]", ""],
	["a vendor without id", { config: { purposes: [{ id: "media", vendors: [{ name: "V" }] }] } }, "purposes[0]", ""],
	["a number for a text", { config: { site: { name: 5 } } }, "site.name", "string"],
	["a list", { config: [] }, "", ""],
];

/** Whoever waits for the consent, or decides, gets an answer, and it is no. */
const answers = ({ page }: Visitor) =>
	page.evaluate(async () => {
		const { ready, acceptAll, open } = window.yoursay;
		const { decided, purposes } = await ready;
		await open("preferences");
		return [{ decided, purposes }, (await acceptAll()).decided];
	});
const no = [{ decided: false, purposes: {} }, false];

test("explaining what is wrong makes no code of strings, which a strict policy would report", async () => {
	const before = `<script>addEventListener("securitypolicyviolation", () => ran.push("violation"))</script>
		<meta http-equiv="Content-Security-Policy" content="script-src 'self'">`;
	const visitor = await arrive({ before, tag: "", config: { layout: "sidebar" }, head: "", body: "" });
	await expect.poll(() => visitor.told.join("\n"), soon).toContain('"bar"|"box"|"dialog"');
	await visitor.rests();
	expect(await visitor.ran()).toEqual([]);
	expect(visitor.crashes).toEqual([]);
});

describe.each(invalid)("with %s", (_, parts, path, remedy) => {
	test("nothing is granted, nobody is asked, the console says where and how to mend it, and the page is unharmed", async () => {
		const visitor = await arrive({ tag: "", ...parts });
		await expect.poll(() => visitor.told.join("\n"), soon).toMatch(/^error: \[yoursay config-invalid\]/);
		await visitor.rests();
		expect(visitor.told.join("\n")).toContain(path);
		expect(visitor.told.join("\n")).toContain(remedy);
		expect(visitor.told.join("\n").length).toBeLessThan(2000);
		expect(await visitor.ran()).toEqual(["page"]);
		expect(await visitor.firstLayer.count()).toBe(0);
		expect(await visitor.allows("analytics")).toBe(false);
		expect(await visitor.allows("necessary")).toBe(false);
		expect(await answers(visitor)).toEqual(no);
		await expect
			.poll(() => visitor.told.join("\n"), soon)
			.toContain("[yoursay desk-failed] The configuration is not used");
		expect(await visitor.keeps()).toEqual(nothing);
		expect(visitor.crashes).toEqual([]);
		expect(await visitor.page.evaluate(() => ({}).constructor === Object && !("id" in {}))).toBe(true);
	});
});

test("a configuration that is not JSON is reported like an invalid one", async () => {
	const visitor = await arrive({ tag: "", config: "{ purposes: analytics }" });
	await expect.poll(() => visitor.told.join(), soon).toMatch(/^error: \[yoursay config-invalid\].*data-yoursay-config/);
	await visitor.rests();
	expect(await visitor.ran()).toEqual(["page"]);
	expect(await answers(visitor)).toEqual(no);
	expect(await visitor.firstLayer.count()).toBe(0);
	expect(visitor.crashes).toEqual([]);
});

test.each([
	["layuot", { layuot: "bar" }, "layout"],
	["site.contoller", { site: { contoller: { name: "x" } } }, "controller"],
	["purposes[0].vendor", { purposes: [{ id: "media", vendor: [] }] }, "vendors"],
])("an unknown key, %s, is ignored with a warning that names the nearest known one", async (path, config, nearest) => {
	const visitor = await arrive({ tag: "", config });
	await visitor.seesFirstLayer();
	await expect.poll(() => visitor.told.join(), soon).toContain("warning: [yoursay config-unknown-key]");
	expect(visitor.told.join()).toContain(path);
	expect(visitor.told.join()).toContain(`Did you mean ${nearest}?`);
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
	expect(await visitor.snapshot()).toMatchObject({ decided: true });
});

test("an unknown data attribute on the tag is warned about in the same way", async () => {
	const visitor = await arrive({ tag: 'data-endpoit="/yoursay"' });
	await visitor.seesFirstLayer();
	await expect.poll(() => visitor.told.join(), soon).toContain("Did you mean endpoint?");
});

test("an empty configuration asks for the usual purposes", async () => {
	const visitor = await arrive({ tag: "" });
	await visitor.seesFirstLayer();
	expect(Object.keys((await visitor.snapshot()).purposes)).toEqual([
		"necessary",
		"functional",
		"analytics",
		"marketing",
	]);
	await expect.poll(async () => (await visitor.ran()).sort(), soon).toEqual(["necessary", "page"]);
});

test("tag, inline and fetched configuration merge, and later wins", async () => {
	const config = { layout: "dialog", site: { name: "Inline", controller: { name: "Inline Ltd" } } };
	const fetched = JSON.stringify({ site: { controller: { name: "Fetched Ltd" } }, purposes: ["media"] });
	const visitor = await arrive(
		{ tag: 'data-config="/f/config.json" data-layout="bar" data-purposes="analytics" data-site-id="merged"', config },
		{ "/f/config.json": fetched },
	);
	await visitor.seesFirstLayer();
	expect(await visitor.firstLayer.evaluate((layer) => layer.localName)).toBe("dialog");
	expect(await visitor.firstLayer.innerText()).toContain("Fetched Ltd");
	expect(Object.keys((await visitor.snapshot()).purposes)).toEqual(["necessary", "media"]);
});

describe("a fetched configuration", () => {
	test.each([
		["is absent", { status: 404, contentType: "text/plain", body: "Not found" }],
		["is absent, with JSON as its excuse", { status: 404, contentType: "application/json", body: "{}" }],
		["is a server's error", { status: 500, contentType: "application/json", body: '{"purposes":["media"]}' }],
		["is a page of HTML", { status: 200, contentType: "text/html", body: "<!doctype html><title>Home</title>" }],
	])("that %s grants nothing, asks nobody and is reported", async (_, answer) => {
		const visitor = await site.visitor();
		await visitor.context.route("**/f/config.json", (route) => route.fulfill(answer));
		await visitor.finds({
			"/f/page.html": html({ tag: 'data-config="/f/config.json"', head: held("held") + held("n", "necessary") }),
		});
		await visitor.goes("/f/page.html");
		await expect
			.poll(() => visitor.told.join(), soon)
			.toMatch(/error: \[yoursay config-unreachable\].*\/f\/config\.json/);
		await visitor.rests();
		expect(await answers(visitor)).toEqual(no);
		expect(await visitor.ran()).toEqual([]);
		expect(await visitor.firstLayer.count()).toBe(0);
		expect(visitor.crashes).toEqual([]);
	});

	test("that is slow holds everything until it arrives, then the visitor is asked", async () => {
		const visitor = await site.visitor();
		let arrives = () => {};
		const isDue = new Promise<void>((resolve) => {
			arrives = resolve;
		});
		await visitor.context.route("**/f/config.json", async (route) => {
			await isDue;
			await route.fulfill({ contentType: "application/json", body: '{"purposes":["analytics"]}' });
		});
		await visitor.finds({
			"/f/page.html": html({ tag: 'data-config="/f/config.json"', head: held("held") + held("n", "necessary") }),
		});
		await visitor.goes("/f/page.html");
		expect(await visitor.allows("analytics")).toBe(false);
		expect(await visitor.ran()).toEqual([]);
		expect(await visitor.firstLayer.count()).toBe(0);
		arrives();
		await visitor.seesFirstLayer();
		await expect.poll(visitor.ran, soon).toEqual(["n"]);
		await visitor.accepts();
		await expect.poll(visitor.ran, soon).toEqual(["n", "held"]);
	});
});
