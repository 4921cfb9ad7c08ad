import { expect, test } from "vitest";
import { type Fixture, held, html, says } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

async function arrive(parts: Fixture = {}) {
	const visitor = await site.visitor();
	const names = ["slow", "created", "inner"];
	await visitor.finds({
		"/f/page.html": html(parts),
		"/f/frame.html": "<!doctype html><title>Frame</title>",
		...Object.fromEntries(names.map((name) => [`/f/${name}.js`, says(name)])),
	});
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	return visitor;
}

const accept = async (visitor: Visitor) => {
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
};

/** Adds these held scripts with `createElement`: external where a name ends in .js, else inline. */
const create = (visitor: Visitor, names: string[]) =>
	visitor.page.evaluate((all) => {
		for (const name of all) {
			const script = document.createElement("script");
			script.type = "text/plain";
			script.dataset.yoursayPurpose = "analytics";
			if (name.endsWith(".js")) script.src = `/f/${name}`;
			else script.text = `window.ran.push("${name}")`;
			document.head.append(script);
		}
	}, names);

const write = (visitor: Visitor, markup: string) =>
	visitor.page.evaluate((text) => {
		const place = document.createElement("div");
		document.body.append(place);
		place.innerHTML = text;
	}, markup);

test("scripts made by createElement are held, and run in order once allowed", async () => {
	const visitor = await arrive();
	await create(visitor, ["slow.js", "inline", "created.js"]);
	await visitor.rests();
	expect(await visitor.ran()).toEqual([]);
	await accept(visitor);
	await expect.poll(visitor.ran, soon).toEqual(["slow", "inline", "created"]);
});

test("scripts made by createElement after an acceptance run, once each", async () => {
	const visitor = await arrive();
	await accept(visitor);
	await create(visitor, ["slow.js", "inline", "created.js"]);
	await expect.poll(visitor.ran, soon).toEqual(["slow", "inline", "created"]);
	await visitor.rests();
	expect(await visitor.ran()).toHaveLength(3);
});

test("whoever made a held script hears that it loaded, or that it did not", async () => {
	const visitor = await arrive();
	await visitor.page.evaluate(() => {
		for (const name of ["created", "nowhere"]) {
			const script = document.createElement("script");
			script.type = "text/plain";
			script.dataset.yoursayPurpose = "analytics";
			script.src = `/f/${name}.js`;
			script.onload = () => window.ran.push(`${name} loaded`);
			script.addEventListener("error", () => window.ran.push(`${name} failed`));
			document.head.append(script);
		}
	});
	await accept(visitor);
	await expect.poll(visitor.ran, soon).toEqual(["created", "created loaded", "nowhere failed"]);
});

test("scripts written by innerHTML are held, and run in order once allowed, which no plain script would", async () => {
	const visitor = await arrive();
	await write(
		visitor,
		`<section>${held("1")}</section><script type="text/plain" data-yoursay-purpose="analytics" src="/f/inner.js"></script>${held("3")}`,
	);
	await visitor.rests();
	expect(await visitor.ran()).toEqual([]);
	await accept(visitor);
	await expect.poll(visitor.ran, soon).toEqual(["1", "inner", "3"]);
});

test("scripts written by innerHTML after an acceptance run, once each", async () => {
	const visitor = await arrive();
	await accept(visitor);
	await write(visitor, held("1") + held("2"));
	await expect.poll(visitor.ran, soon).toEqual(["1", "2"]);
	await visitor.rests();
	expect(await visitor.ran()).toHaveLength(2);
});

test("a template written by innerHTML is held, and its scripts run in order once allowed, each once", async () => {
	const visitor = await arrive();
	const template = (name: string) =>
		`<template data-yoursay-purpose="analytics"><p class="shown">${name}</p><script>window.ran.push("${name}")</script><script src="/f/inner.js"></script></template>`;
	await write(visitor, template("first"));
	await visitor.rests();
	expect(await visitor.ran()).toEqual([]);
	await accept(visitor);
	await expect.poll(visitor.ran, soon).toEqual(["first", "inner"]);
	await write(visitor, template("second"));
	await expect.poll(visitor.ran, soon).toEqual(["first", "inner", "second", "inner"]);
	expect(await visitor.page.locator(".shown").allTextContents()).toEqual(["first", "second"]);
	expect(visitor.crashes).toEqual([]);
});

test("an embed written later is held under a placeholder and loads once allowed", async () => {
	const visitor = await arrive();
	await write(
		visitor,
		'<iframe title="A film" data-yoursay-purpose="media" data-yoursay-src="/f/frame.html"></iframe>',
	);
	await visitor.placeholder.waitFor();
	expect(visitor.asked(/frame\.html/)).toEqual([]);
	await accept(visitor);
	await expect.poll(() => visitor.asked(/frame\.html/).length, soon).toBe(1);
	expect(await visitor.placeholder.count()).toBe(0);
});

test("a router that replaces the body keeps the first layer standing and what the new body holds back held", async () => {
	const visitor = await arrive();
	await visitor.page.evaluate((markup) => {
		const body = document.createElement("body");
		body.innerHTML = `<h1>Another page</h1>${markup}`;
		document.body.replaceWith(body);
	}, held("routed"));
	await visitor.seesFirstLayer();
	expect(await visitor.ran()).toEqual([]);
	await accept(visitor);
	await expect.poll(visitor.ran, soon).toEqual(["routed"]);
	expect(await visitor.page.evaluate(() => document.body.firstElementChild?.localName)).toBe("your-say");
});

const empty = (visitor: Visitor) =>
	visitor.page.evaluate(() => document.body.replaceChildren(document.createElement("main")));

test("a router that empties the body at once keeps the first layer standing", async () => {
	const visitor = await arrive();
	await empty(visitor);
	await visitor.seesFirstLayer();
	await accept(visitor);
});

test("a router that empties the body whenever it likes keeps the first layer standing", async () => {
	const visitor = await arrive();
	await visitor.rests();
	for (const _ of "123") {
		await empty(visitor);
		await visitor.seesFirstLayer();
	}
	await accept(visitor);
});

test("a router that empties the body keeps a modal first layer modal", async () => {
	const visitor = await arrive({ config: { layout: "dialog" } });
	await visitor.rests();
	await empty(visitor);
	await visitor.seesFirstLayer();
	expect(await visitor.firstLayer.evaluate((view) => view.matches(":modal"))).toBe(true);
	await accept(visitor);
});

test("a held element that moves in the page runs once", async () => {
	const visitor = await arrive({ head: held("moved") });
	await accept(visitor);
	await expect.poll(visitor.ran, soon).toEqual(["moved"]);
	await visitor.page.evaluate(() => document.body.append(document.querySelector("[data-yoursay-purpose]")!));
	await visitor.rests();
	expect(await visitor.ran()).toEqual(["moved"]);
});

test("a held script that is taken out before an acceptance does not run", async () => {
	const visitor = await arrive({ head: held("gone") + held("stays") });
	await visitor.page.evaluate(() => document.querySelector("[data-yoursay-purpose]")!.remove());
	await accept(visitor);
	await expect.poll(visitor.ran, soon).toEqual(["stays"]);
});
