import { expect, test } from "vitest";
import { lacks } from "./engine.ts";
import { type Fixture, held, html, says } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';

async function arrive(parts: Fixture) {
	const visitor = await site.visitor();
	await visitor.finds({
		"/f/page.html": html(parts),
		"/f/picture.svg": picture,
		"/f/look.css": "h1 { color: rgb(1, 2, 3); }",
		"/f/frame.html": "<!doctype html><title>Frame</title>",
		"/f/film.webm": "",
		"/f/script.js": says("script"),
	});
	await visitor.goes("/f/page.html");
	return visitor;
}

const decide = (visitor: Awaited<ReturnType<typeof arrive>>, purposes: Record<string, boolean>) =>
	visitor.page.evaluate(async (wanted) => void (await window.yoursay.decide({ purposes: wanted })), purposes);

type Row = [name: string, body: string, address: string];
const inTemplate: Row = [
	"template",
	'<template data-yoursay-purpose="media"><img src="/f/picture.svg" alt=""></template>',
	"/f/picture.svg",
];

test.each<Row>([
	["img", '<img data-yoursay-purpose="media" data-yoursay-src="/f/picture.svg" alt="">', "/f/picture.svg"],
	["link", '<link rel="stylesheet" data-yoursay-purpose="media" data-yoursay-href="/f/look.css">', "/f/look.css"],
	[
		"iframe",
		'<iframe title="x" data-yoursay-purpose="media" data-yoursay-src="/f/frame.html"></iframe>',
		"/f/frame.html",
	],
	["video", '<video data-yoursay-purpose="media" data-yoursay-src="/f/film.webm"></video>', "/f/film.webm"],
	["embed", '<embed data-yoursay-purpose="media" data-yoursay-src="/f/picture.svg">', "/f/picture.svg"],
	["object", '<object data-yoursay-purpose="media" data-yoursay-src="/f/picture.svg"></object>', "/f/picture.svg"],
	...(lacks.inertTemplates ? [] : [inTemplate]),
	[
		"picture in a template",
		'<template data-yoursay-purpose="media"><img data-yoursay-purpose="media" data-yoursay-src="/f/picture.svg" alt=""></template>',
		"/f/picture.svg",
	],
	["script", '<script type="text/plain" data-yoursay-purpose="media" src="/f/script.js"></script>', "/f/script.js"],
])("a held %s asks for nothing until its purpose is allowed", async (_, body, address) => {
	const visitor = await arrive({ body });
	await visitor.seesFirstLayer();
	await decide(visitor, { analytics: true });
	await visitor.rests();
	expect(visitor.asked(/^\/f\//)).toEqual(["/f/page.html"]);
	await decide(visitor, { media: true });
	await expect.poll(() => visitor.asked(/^\/f\//), soon).toEqual(["/f/page.html", address]);
});

test.each<Row>([
	["img", '<img data-yoursay-purpose="media" data-yoursay-src="/f/picture.svg" alt="">', "/f/picture.svg"],
	["link", '<link rel="stylesheet" data-yoursay-purpose="media" data-yoursay-href="/f/look.css">', "/f/look.css"],
	[
		"iframe",
		'<iframe title="x" data-yoursay-purpose="media" data-yoursay-src="/f/frame.html"></iframe>',
		"/f/frame.html",
	],
	["video", '<video data-yoursay-purpose="media" data-yoursay-src="/f/film.webm"></video>', "/f/film.webm"],
	["object", '<object data-yoursay-purpose="media" data-yoursay-src="/f/picture.svg"></object>', "/f/picture.svg"],
	...(lacks.inertTemplates ? [] : [inTemplate]),
])("an allowed %s loads with the page for a returning visitor", async (_, body, address) => {
	const visitor = await arrive({ body });
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
	await visitor.rests();
	visitor.requests.splice(0);
	await visitor.reloads();
	await expect.poll(() => visitor.asked(/^\/f\//), soon).toEqual(["/f/page.html", address]);
});

test("a stylesheet that was allowed applies, and an embed that was withdrawn is emptied", async () => {
	const visitor = await arrive({
		body: '<h1>A page</h1><link rel="stylesheet" data-yoursay-purpose="analytics" data-yoursay-href="/f/look.css"><iframe title="x" data-yoursay-purpose="media" data-yoursay-src="/f/frame.html"></iframe>',
	});
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect
		.poll(() => visitor.page.locator("h1").evaluate((heading) => getComputedStyle(heading).color), soon)
		.toBe("rgb(1, 2, 3)");
	await decide(visitor, { media: false });
	await expect.poll(() => visitor.page.locator("iframe").getAttribute("src"), soon).toBe(null);
});

test("an element of several purposes waits until all of them are allowed", async () => {
	const visitor = await arrive({ head: held("both", "\n analytics  media ") });
	await visitor.seesFirstLayer();
	await decide(visitor, { analytics: true });
	await visitor.rests();
	expect(await visitor.ran()).toEqual([]);
	await decide(visitor, { media: true });
	await expect.poll(visitor.ran, soon).toEqual(["both"]);
});

test("a vendor's own refusal holds its scripts back though the purpose is allowed", async () => {
	const visitor = await arrive({
		tag: 'data-site-id="fixture"',
		config: { purposes: [{ id: "analytics", vendors: [{ id: "matomo" }, { id: "other" }] }] },
		head:
			held("matomo", "analytics", 'data-yoursay-vendor="matomo"') +
			held("other", "analytics", 'data-yoursay-vendor="other"'),
	});
	await visitor.seesFirstLayer();
	await visitor.page.evaluate(async () => {
		await window.yoursay.decide({ purposes: { analytics: true }, vendors: { matomo: false } });
	});
	await visitor.rests();
	expect(await visitor.ran()).toEqual(["other"]);
});

test("an unknown purpose stays held after an acceptance, and deciding on it is reported", async () => {
	const visitor = await arrive({ head: held("odd", "analytic") + held("fine") });
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toEqual(["fine"]);
	await decide(visitor, { analytic: true });
	await expect.poll(() => visitor.told.join(), soon).toContain("error: [yoursay purpose-unknown]");
	expect(await visitor.ran()).toEqual(["fine"]);
});

test("a held element whose purpose the configuration does not name is reported, so that a typing error is found", async () => {
	const visitor = await arrive({ head: held("odd", "analytic") });
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(() => visitor.told.join(), soon).toContain("“analytic”");
});

test.each([
	[
		"javascript: in a script",
		'<script type="text/plain" data-yoursay-purpose="media" src="javascript:ran.push(1)"></script>',
	],
	[
		"data: in a script",
		'<script type="text/plain" data-yoursay-purpose="media" src="data:text/javascript,ran.push(1)"></script>',
	],
	[
		"javascript: in an iframe",
		'<iframe title="x" data-yoursay-purpose="media" data-yoursay-src="javascript:parent.ran.push(1)"></iframe>',
	],
	[
		"data: in an iframe",
		'<iframe title="x" data-yoursay-purpose="media" data-yoursay-src="data:text/html,x"></iframe>',
	],
	[
		"blanks before javascript:",
		'<iframe title="x" data-yoursay-purpose="media" data-yoursay-src=" \tjavascript:parent.ran.push(1)"></iframe>',
	],
	[
		"data: in a template's script",
		'<template data-yoursay-purpose="media"><script src="data:text/javascript,ran.push(1)"></script></template>',
	],
	["data: in a link", '<link rel="stylesheet" data-yoursay-purpose="media" data-yoursay-href="data:text/css,h1{}">'],
])("%s is refused for good and reported", async (_, body) => {
	const visitor = await arrive({ body: body + held("last", "media") });
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toEqual(["last"]);
	await expect.poll(() => visitor.told.join(), soon).toContain("error: [yoursay held-address]");
	await visitor.rests();
	expect(await visitor.ran()).toEqual(["last"]);
	expect(
		await visitor.page.locator("[src^='data:'][data-yoursay-src],[href^='data:'][data-yoursay-href]").count(),
	).toBe(0);
});

test("a marked script whose type runs at once is reported, since nothing can hold it", async () => {
	const visitor = await arrive({ head: `<script data-yoursay-purpose="analytics">${says("too early")}</script>` });
	await expect.poll(() => visitor.told.join(), soon).toContain("error: [yoursay held-runs-anyway]");
	expect(await visitor.ran()).toEqual(["too early"]);
	expect(visitor.told.join()).toContain('Give it type="text/plain"');
});

/** Silence that lasts as many seconds: mono, 8 bit, 8000 Hz. */
function silence(seconds: number) {
	const size = 8000 * seconds;
	const sound = Buffer.alloc(44 + size, 128);
	sound.write("RIFF", 0);
	sound.writeUInt32LE(36 + size, 4);
	sound.write("WAVEfmt ", 8);
	sound.writeUInt32LE(16, 16);
	for (const [at, value] of [
		[20, 1],
		[22, 1],
		[32, 1],
		[34, 8],
	] as const)
		sound.writeUInt16LE(value, at);
	for (const at of [24, 28]) sound.writeUInt32LE(8000, at);
	sound.write("data", 36);
	sound.writeUInt32LE(size, 40);
	return sound;
}

test("a film that plays stops when it is withdrawn", async () => {
	const visitor = await site.visitor();
	await visitor.context.route("**/f/film.wav", (route) =>
		route.fulfill({ contentType: "audio/wav", body: silence(60) }),
	);
	await visitor.finds({
		"/f/page.html": html({
			body: '<h1>A page</h1><video muted autoplay data-yoursay-purpose="media" data-yoursay-src="/f/film.wav"></video>',
		}),
	});
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.accepts();
	const film = () =>
		visitor.page.evaluate(() => {
			const { paused, networkState, readyState, currentTime } = document.querySelector("video")!;
			return {
				paused,
				isLoading: networkState !== HTMLMediaElement.NETWORK_EMPTY,
				readyState,
				hasBegun: currentTime > 0,
			};
		});
	await expect.poll(film, soon).toMatchObject({ paused: false, isLoading: true, hasBegun: true });
	await visitor.page.evaluate(async () => void (await window.yoursay.rejectAll()));
	await expect.poll(film, soon).toEqual({ paused: true, isLoading: false, readyState: 0, hasBegun: false });
	expect(await visitor.page.locator("video").getAttribute("src")).toBe(null);
});
