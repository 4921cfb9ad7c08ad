import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { languages } from "../../../src/cli/locales.ts";
import { checkConfig } from "../../../src/config/check.ts";
import { nearestKey } from "../../../src/core/messages.ts";
import { complete } from "../records/receipt-sample.ts";
import { buildCommand } from "./command.ts";

vi.setConfig({ testTimeout: 60_000 });

let command: Awaited<ReturnType<typeof buildCommand>>;
beforeAll(async () => {
	command = await buildCommand();
});
afterAll(() => command.remove());

/** A configuration with nothing to find. */
const vendor = {
	id: "counter",
	provider: "Counter GmbH",
	country: "DE",
	policyUrl: "https://counter.example/privacy",
	cookies: [{ name: "_c" }],
};
const clean = {
	...complete,
	endpoint: "/yoursay",
	purposes: [
		"necessary",
		{ id: "analytics", data: ["Pages"], retention: "1 year", location: "Ireland", vendors: [vendor] },
	],
};
const [, analytics] = clean.purposes as [string, object];

const pathsOf = async (config: unknown) => (await checkConfig(config, nearestKey)).map(({ path }) => path);

describe("a configuration", () => {
	it("with nothing to find has no findings", async () => {
		expect(await checkConfig(clean, nearestKey)).toEqual([]);
	});

	it("that is refused says each path and what it should be", async () => {
		const found = await checkConfig(
			{ layout: "sidebar", purposes: [{ id: "Analytics" }], site: { name: 5 } },
			nearestKey,
		);
		expect(found.map(({ path }) => path)).toEqual(["site.name", "purposes[0].id", "layout"]);
		expect(found[2]!.remedy).toContain('"bar"|"box"|"dialog"');
	});

	it.each([[[]], [null], ["analytics"], [7]])("that is %j is refused", async (config) => {
		expect((await checkConfig(config, nearestKey)).length).toBeGreaterThan(0);
	});

	it("with a key that nobody knows says which one is nearest", async () => {
		const [found] = await checkConfig({ ...clean, layuot: "bar" }, nearestKey);
		expect(found).toMatchObject({ path: "layuot", remedy: "Did you mean layout?" });
		const [other] = await checkConfig({ ...clean, zzzzzzzz: 1 }, nearestKey);
		expect(other).toMatchObject({ path: "zzzzzzzz", remedy: "Remove it" });
	});

	it.each<[string, object, string]>([
		["without an endpoint", { endpoint: undefined }, "endpoint"],
		["whose endpoint is not encrypted", { endpoint: "http://shop.example/yoursay" }, "endpoint"],
		["whose policy has no date", { policy: { url: "/privacy" } }, "policy.lastUpdated"],
		["that asks nothing", { purposes: ["necessary"] }, "purposes"],
		[
			"with a purpose of its own without a title",
			{ purposes: [{ id: "survey", description: "Asks." }] },
			"purposes[0].title",
		],
		[
			"with a purpose of its own without a description",
			{ purposes: [{ id: "survey", title: "Surveys" }] },
			"purposes[0].description",
		],
		[
			"whose statistics cannot be refused",
			{ purposes: [{ ...analytics, required: true }, "media"] },
			"purposes[0].required",
		],
		[
			"with a vendor that keeps nothing",
			{ purposes: [{ ...analytics, vendors: [{ ...vendor, cookies: [] }] }] },
			"purposes[0].vendors[0].cookies",
		],
		[
			"with a vendor without a policy",
			{ purposes: [{ ...analytics, vendors: [{ ...vendor, policyUrl: undefined }] }] },
			"purposes[0].vendors[0].policyUrl",
		],
	])("%s has a finding at its path", async (_, change, path) => {
		expect(await pathsOf({ ...clean, ...change })).toEqual([path]);
	});

	it.each(["http://localhost:4180/yoursay", "http://127.0.0.1/yoursay", "https://c.example/yoursay", "/yoursay"])(
		"with the endpoint %s is fine",
		async (endpoint) => {
			expect(await pathsOf({ ...clean, endpoint })).toEqual([]);
		},
	);
});

describe("check", () => {
	it("exits clean where nothing is found, says what was checked, and claims nothing", async () => {
		const { code, stdout, stderr } = await command.run(["check", await command.file("clean.json", clean)]);
		expect([code, stdout]).toEqual([0, ""]);
		expect(stderr).toMatch(/^Of the words in .*\n1 file checked \(shape, keys, .*\): no findings\.\n$/);
		expect(stderr).not.toMatch(/complian|GDPR|lawful|legal/i);
	});

	it("says one finding a line: file, line, path, what, remedy, code; and the same as JSON", async () => {
		const file = await command.file("shop.json", { ...clean, layuot: "bar", endpoint: undefined });
		const { code, stdout, stderr } = await command.run(["check", file, "--json"]);
		expect(code).toBe(1);
		const found = JSON.parse(stdout) as { file: string; path: string; code: string; line?: number }[];
		expect(found.map(({ file: from, path, code, line }) => [from, path, code, line])).toEqual([
			[file, "layuot", "key-unknown", 1],
			[file, "endpoint", "endpoint-missing", undefined],
		]);
		const lines = stderr.trim().split("\n");
		expect(lines).toHaveLength(4);
		expect(lines[0]).toBe(
			`${file}:1: layuot: This key is not known and has no effect. Did you mean layout? [key-unknown]`,
		);
		expect(lines[3]).toMatch(/2 findings\.$/);
	});

	it("names what a receipt by ISO/IEC TS 27560 would lack, once, at its place in the file", async () => {
		const bare = { endpoint: "/yoursay", purposes: ["necessary", { id: "analytics", vendors: [{ id: "counter" }] }] };
		const { stdout } = await command.run(["check", await command.file("bare.json", bare), "--json"]);
		expect(JSON.parse(stdout).map(({ path }: { path: string }) => path)).toEqual([
			"purposes[1].vendors[0].cookies",
			"purposes[1].vendors[0].policyUrl",
			"site.controller.name",
			"site.controller.address",
			"site.controller.contact",
			"policy.url",
			"purposes[1].data",
			"purposes[1].location",
			"purposes[1].retention",
			"purposes[1].vendors[0].provider",
			"purposes[1].vendors[0].country",
		]);
	});

	it("looks at several files, and at standard input", async () => {
		const files = [
			await command.file("a.json", clean),
			await command.file("b.json", { ...clean, endpoint: undefined }),
		];
		const { code, stderr } = await command.run(["check", ...files, "-"], { stdin: JSON.stringify(clean) });
		expect(code).toBe(1);
		expect(stderr).toMatch(/3 files checked .*: 1 finding\./);
		expect(stderr).toContain("b.json: endpoint:");
	});

	it("says of the words in use who has read them, or that nobody has", async () => {
		const inGerman = await command.file("german.json", { ...clean, languages: { default: "de" } });
		expect((await command.run(["check", inGerman])).stderr).toContain(
			"Nobody but who wrote them has read the words in German",
		);
		expect((await command.run(["check", await command.file("any.json", clean)])).stderr).toMatch(
			/words in \d\d languages, those in \d\d have been read by nobody/,
		);
		const { code, stdout } = await command.run(["check", "--languages"]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^de \(German\): read by nobody but who wrote it\. Legal words: .*2016\/679/m);
		expect(stdout.trim().split("\n")).toHaveLength(languages.length);
	});

	it("finds a language by default that has no words", async () => {
		const file = await command.file("klingon.json", { ...clean, languages: { default: "tlh" } });
		const { stdout } = await command.run(["check", file, "--json"]);
		expect(JSON.parse(stdout)).toEqual([
			expect.objectContaining({ code: "language-unknown", path: "languages.default" }),
		]);
	});

	it.each([
		[
			"any part of a word",
			{ en: { preferences: { "vendors.one": "{count} firm" }, kinds: { "access.title": "Show me" } } },
		],
		["words of the form and of the history", { en: { details: { name: "Name" }, receipt: { title: "Chosen" } } }],
	])("takes own texts for %s", async (_, texts) => {
		const file = await command.file("parts.json", { ...clean, languages: { texts } });
		const { stdout } = await command.run(["check", file, "--json"]);
		expect(JSON.parse(stdout)).toEqual([]);
	});

	it.each<[string, object, string, RegExp]>([
		["of an unknown language", { xx: { ask: { title: "?" } } }, "languages.texts.xx", /no such language/],
		["of an unknown group", { en: { first: { title: "?" } } }, "languages.texts.en.first.title", /no such word/],
		["that nobody knows", { en: { ask: { heading: "?" } } }, "languages.texts.en.ask.heading", /no such word/],
		["that loses a placeholder", { en: { ask: { body: "May we?" } } }, "languages.texts.en.ask.body", /\{purposes\}/],
		[
			"that has forms",
			{ en: { preferences: { vendors: "vendors" } } },
			"languages.texts.en.preferences.vendors",
			/parts/,
		],
	])("finds a word %s", async (_, texts, path, what) => {
		const file = await command.file("texts.json", { ...clean, languages: { texts } });
		const { stdout } = await command.run(["check", file, "--json"]);
		expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ path, what: expect.stringMatching(what) })]);
	});
});

describe("a configuration whose purposes are those of the policy document in it", () => {
	const policy = { version: 1, url: "/privacy", lastUpdated: "2026-05-09", title: "Privacy" };
	it("is checked at their places there", async () => {
		const { purposes: _, ...rest } = clean;
		const bare = { ...rest, region: "BR", policy: { ...policy, purposes: [{ id: "survey", exempt: "statistics" }] } };
		const { stdout } = await command.run(["check", await command.file("whole.json", bare), "--json"]);
		expect(JSON.parse(stdout).map(({ path }: { path: string }) => path)).toEqual([
			"policy.purposes[0].title",
			"policy.purposes[0].description",
			"policy.purposes[0].data",
			"policy.purposes[0].location",
			"policy.purposes[0].retention",
			"policy.purposes[0].exempt",
		]);
	});

	it("and all necessary, asks nothing", async () => {
		expect(await pathsOf({ ...clean, purposes: undefined, policy: { ...policy, purposes: ["necessary"] } })).toEqual([
			"purposes",
		]);
		expect(await pathsOf({ ...clean, purposes: undefined })).toEqual([]);
	});
});

describe("rules by region", () => {
	const check = async (change: object) => {
		const file = await command.file("rules.json", { ...clean, ...change });
		const { code, stdout } = await command.run(["check", file, "--json"]);
		return { code, found: JSON.parse(stdout) as { path: string; what: string }[] };
	};

	it("that ask less than the table are findings, at the place where they stand", async () => {
		const { code, found } = await check({ rules: { "US-CA": { signal: "hint" } }, regime: "opt-out", minimumAge: 13 });
		expect([code, found.map(({ path }) => path)]).toEqual([1, ["rules.US-CA", "regime", "minimumAge"]]);
		expect(found[0]!.what).toContain('signal "hint" instead of "refuse" (US-CA)');
	});

	it("say what a claimed exemption comes to, at its purpose", async () => {
		const { found } = await check({ purposes: ["necessary", { ...analytics, exempt: "statistics" }] });
		expect(found.map(({ path }) => path)).toEqual(["purposes[1].exempt", "purposes[1].vendors"]);
	});

	it("that ask more, and a signal that counts for more, are none", async () => {
		const change = { rules: { "*": { signal: "refuse" } }, regime: "opt-in", minimumAge: 18, doNotTrack: true };
		expect(await check(change)).toEqual({ code: 0, found: [] });
	});

	it("find a type of Google's without its purpose", async () => {
		const { found } = await check({ integrations: { google: { types: { ad_storage: "ads" } } } });
		expect(found.map(({ path }) => path)).toEqual(["integrations.google.types.ad_storage"]);
	});
});

describe("a page", () => {
	const config = `<script type="application/json" data-yoursay-config>${JSON.stringify(clean)}</script>`;
	const page = (body: string, tag = '<script src="/yoursay.js"></script>') =>
		`<!doctype html><html><head>\n${config}\n${tag}\n</head><body>\n${body}\n</body></html>`;
	const check = async (html: string) => {
		const { code, stdout } = await command.run(["check", await command.file("page.html", html), "--json"]);
		return { code, found: JSON.parse(stdout) as { path: string; code: string; line?: number; what: string }[] };
	};

	it("whose tag, configuration and marks are right has no findings", async () => {
		const body = `<script type="text/plain" data-yoursay-purpose="analytics" data-yoursay-vendor="counter" src="/c.js"></script>
			<iframe title="A film" data-yoursay-purpose="analytics" data-yoursay-src="/film"></iframe>
			<template data-yoursay-purpose="analytics"><p>Hello</p></template>`;
		expect(await check(page(body))).toEqual({ code: 0, found: [] });
	});

	it("without the tag is a finding", async () => {
		const { code, found } = await check("<!doctype html><script src='/other.js'></script>");
		expect([code, found]).toMatchObject([1, [{ path: "", what: expect.stringContaining("no tag") }]]);
	});

	it("with what the tag itself says wrongly is a finding", async () => {
		const { found } = await check(page("", '<script src="/yoursay.js" data-theme="pink"></script>'));
		expect(found.map(({ path }) => path)).toEqual(["theme"]);
	});

	it("that fetches its configuration says that this was not looked at", async () => {
		const { code, found } = await check(page("", '<script src="/yoursay.js" data-config="/yoursay.json"></script>'));
		expect([code, found]).toMatchObject([1, [{ path: "data-config", what: expect.stringContaining("/yoursay.json") }]]);
	});

	it.each(["async", "defer"])(
		"with %s on its tag has a finding at Google's own tag, which would come first",
		async (way) => {
			const html = page("", `<script ${way} src="/yoursay.js"></script><script>gtag('config', 'G-EXAMPLE')</script>`);
			const { code, found } = await check(html.replace('"endpoint"', '"integrations":{"google":true},"endpoint"'));
			expect(code).toBe(1);
			expect(found).toMatchObject([
				{ path: "<script>", line: 3, code: "google-early", what: expect.stringContaining("before it has heard") },
			]);
		},
	);

	it.each<[string, string, RegExp]>([
		["a script that runs anyway", '<script data-yoursay-purpose="analytics" src="/c.js"></script>', /runs whatever/],
		[
			"a frame that loads anyway",
			'<iframe title="F" data-yoursay-purpose="analytics" src="/f"></iframe>',
			/loads whatever/,
		],
		["a style sheet that loads anyway", '<link data-yoursay-purpose="analytics" href="/f.css">', /loads whatever/],
		[
			"a frame without a title",
			'<iframe data-yoursay-purpose="analytics" data-yoursay-src="/f"></iframe>',
			/cannot say/,
		],
		["an element that is not held", '<div data-yoursay-purpose="analytics"></div>', /not held back/],
		["a purpose that nobody named", '<img data-yoursay-purpose="analitics" data-yoursay-src="/i">', /called analitics/],
		["no purpose at all", '<img data-yoursay-purpose="" data-yoursay-src="/i">', /No purpose is named/],
		[
			"a vendor that nobody named",
			'<img data-yoursay-purpose="analytics" data-yoursay-vendor="heat" data-yoursay-src="/i">',
			/No vendor "heat"/,
		],
		[
			"the same inside a template",
			'<template data-yoursay-purpose="analytics"><script data-yoursay-purpose="analytics">1</script></template>',
			/runs whatever/,
		],
	])("with %s is a finding, with its line", async (_, body, what) => {
		const { code, found } = await check(page(body));
		expect(code).toBe(1);
		expect(found).toEqual([
			expect.objectContaining({ path: expect.stringMatching(/^<\w+>$/), line: 5, what: expect.stringMatching(what) }),
		]);
	});
});
