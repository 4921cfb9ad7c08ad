import { expect, test } from "vitest";
import { type Fixture, held, html, says } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();

const external = (name: string, more = "", purpose = "analytics") =>
	`<script type="text/plain" data-yoursay-purpose="${purpose}" src="/f/${name}.js" ${more}></script>`;

/** A visitor on a page of these parts; every `/f/*.js` leaves its name, those called slow only after half a second. */
async function arrive(parts: Fixture) {
	const visitor = await site.visitor();
	await visitor.context.route("**/f/*.js", async (route) => {
		const name = new URL(route.request().url()).pathname.slice(3, -3);
		if (name.startsWith("slow")) await new Promise((resolve) => setTimeout(resolve, 500));
		await route.fulfill({ contentType: "text/javascript", body: says(name) });
	});
	await visitor.finds({ "/f/page.html": html(parts) });
	await visitor.goes("/f/page.html");
	return visitor;
}

async function returnTo(parts: Fixture) {
	const visitor = await arrive(parts);
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
	await visitor.rests();
	await visitor.reloads();
	return visitor;
}

const row = { head: external("slow-1") + held("2") + external("3") + external("slow-4") + held("5") };

test("external and inline scripts run in document order after an acceptance, however long one takes to load", async () => {
	const visitor = await arrive(row);
	await visitor.seesFirstLayer();
	expect(await visitor.ran()).toEqual([]);
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toEqual(["slow-1", "2", "3", "slow-4", "5"]);
});

test("external and inline scripts run in document order for a returning visitor", async () => {
	const visitor = await returnTo(row);
	await expect.poll(visitor.ran, soon).toEqual(["slow-1", "2", "3", "slow-4", "5"]);
});

test("a script that fails to load does not keep back those after it", async () => {
	const visitor = await arrive({ head: external("1") + external("missing") + held("3") });
	await visitor.context.route("**/f/missing.js", (route) => route.abort());
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toEqual(["1", "3"]);
});

test("an async script keeps nobody waiting", async () => {
	const visitor = await arrive({ head: external("slow-1", "async") + held("2") });
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toEqual(["2", "slow-1"]);
});

test("for a returning visitor, deferred scripts and modules wait until the page is parsed", async () => {
	const visitor = await returnTo({
		head: external("deferred", "defer") + held("module", "analytics", 'data-yoursay-type="module"') + held("inline"),
		body: `<h1>A page</h1><script>document.addEventListener("readystatechange", () => ${says("parsed").replace(";", "")});</script>`,
	});
	await expect.poll(async () => (await visitor.ran()).length, soon).toBeGreaterThanOrEqual(4);
	const ran = await visitor.ran();
	expect(ran).toContain("inline");
	expect(ran.indexOf("parsed")).toBeLessThan(ran.indexOf("deferred"));
	expect(ran.indexOf("parsed")).toBeLessThan(ran.indexOf("module"));
});

test("a held module runs as a module", async () => {
	const visitor = await arrive({
		head: `<script type="text/plain" data-yoursay-type="module" data-yoursay-purpose="analytics">ran.push(import.meta.url ? "module" : "script");</script>`,
	});
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toEqual(["module"]);
});

test("attributes survive the release: a script with a wrong integrity does not run, one with the right one does", async () => {
	const { createHash } = await import("node:crypto");
	const right = `sha256-${createHash("sha256").update(says("right")).digest("base64")}`;
	const visitor = await arrive({
		head:
			external("right", `integrity="${right}" crossorigin`) +
			external("wrong", `integrity="${right}" crossorigin`) +
			held("last"),
	});
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toEqual(["right", "last"]);
	expect(await visitor.page.locator("script[src='/f/right.js']").getAttribute("crossorigin")).toBe("");
});

test("accepting again runs nothing twice", async () => {
	const visitor = await arrive(row);
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(async () => (await visitor.ran()).length, soon).toBe(5);
	await visitor.page.evaluate(() => window.yoursay.acceptAll());
	await visitor.rests();
	expect(await visitor.ran()).toHaveLength(5);
});

const template = (inside: string) => `<template data-yoursay-purpose="analytics">${inside}</template>`;

test("a template's inline script runs after the external script before it", async () => {
	const parts = { head: external("slow-1"), body: template(`<script>${says("template")}</script>`) + held("last") };
	const visitor = await arrive(parts);
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toEqual(["slow-1", "template", "last"]);
});

test("what waits behind a slow script when consent is withdrawn stays out of the page", async () => {
	const visitor = await arrive({
		tag: "",
		config: { purposes: ["analytics"], onWithdraw: "none" },
		head: external("due"),
		body: template(`<p id="late">Late</p><script>${says("template")}</script>`) + held("last"),
	});
	let arrives = () => {};
	const isDue = new Promise<void>((resolve) => {
		arrives = resolve;
	});
	await visitor.context.route("**/f/due.js", async (route) => {
		await isDue;
		await route.fulfill({ contentType: "text/javascript", body: says("due") });
	});
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(() => visitor.asked(/^\/f\/due/), soon).toHaveLength(1);
	await visitor.page.evaluate(async () => void (await window.yoursay.rejectAll()));
	arrives();
	await expect.poll(visitor.ran, soon).toEqual(["due"]);
	await visitor.rests();
	expect(await visitor.page.locator("#late").count()).toBe(0);
	expect(await visitor.ran()).toEqual(["due"]);

	await visitor.page.evaluate(async () => void (await window.yoursay.acceptAll()));
	await expect.poll(visitor.ran, soon).toEqual(["due", "template", "last"]);
	expect(await visitor.page.locator("#late").count()).toBe(1);
});
