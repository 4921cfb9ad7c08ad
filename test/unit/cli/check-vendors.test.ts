import { describe, expect, it } from "vitest";
import { checkPage } from "../../../src/cli/check-page.ts";
import { checkIntegrations, checkVendorTags } from "../../../src/cli/check-vendors.ts";
import { elementsOf } from "../../../src/cli/pages.ts";
import { settle } from "../../../src/config/settle.ts";
import type { Config, Integrations } from "../../../types/config.ts";

const script = (code: string) => `<script>${code}</script>`;
const held = (tag: string) => tag.replace("<script", '<script type="text/plain" data-yoursay-purpose="marketing"');
/** As base snippets do it: a queue, and a script element with this address. */
const fetching = (address: string, more = "") =>
	script(`(function(d){var e=d.createElement("script");e.src="${address}";d.head.append(e)})(document);${more}`);

/** How a page loads the tag of a vendor, and how it gives the default. */
const samples: [keyof Integrations, name: string, tags: string[], defaults: string[]][] = [
	[
		"uet",
		"Microsoft Advertising",
		[fetching("//bat.bing.com/bat.js"), '<script async src="https://bat.bing.com/bat.js"></script>'],
		[
			'window.uetq = window.uetq || []; window.uetq.push("consent", "default", { ad_storage: "denied" })',
			"w[u].push('consent','default',{})",
		],
	],
	[
		"clarity",
		"Clarity",
		[fetching("https://www.clarity.ms/tag/abcde"), '<script async src="https://www.clarity.ms/tag/abcde"></script>'],
		['clarity("consentv2", { ad_Storage: "denied", analytics_Storage: "denied" })'],
	],
	[
		"meta",
		"Meta",
		[
			fetching("https://connect.facebook.net/en_US/fbevents.js", "fbq('init', '1')"),
			fetching("https:\\/\\/connect.facebook.net\\/de_DE\\/fbevents.js"),
		],
		["fbq('consent', 'revoke')"],
	],
	[
		"tiktok",
		"TikTok",
		[fetching("https://analytics.tiktok.com/i18n/pixel/events.js", "ttq.load('X'); ttq.page()")],
		["ttq.holdConsent()", 'ttq.push(["holdConsent"])'],
	],
	[
		"matomo",
		"Matomo",
		[
			script("_paq.push(['trackPageView']); (function(){var u='//stats.example/'; e.src=u+'matomo.js'})()"),
			script('_paq.push(["trackPageView"]); var u="https://shop.matomo.cloud/"; load(u)'),
			'<script async src="/stats/matomo.js"></script>',
		],
		["_paq.push(['requireConsent'])", '_paq.push(["requireCookieConsent"])'],
	],
	[
		"posthog",
		"PostHog",
		[script('e.src = host + "/static/array.js"'), '<script src="https://eu-assets.example/static/array.js"></script>'],
		[
			"posthog.init('x', { opt_out_capturing_by_default: true })",
			"posthog.init('x', { cookieless_mode: 'on_reject' })",
		],
	],
	[
		"adobe",
		"Adobe",
		[
			'<script async src="https://cdn1.example/alloy/2.19.1/alloy.min.js"></script>',
			'<script src="alloy.js"></script>',
		],
		['alloy("configure", { defaultConsent: "pending" })', "alloy('configure', { 'defaultConsent': 'out' })"],
	],
];
const options = ["posthog", "adobe"];
/** One whose own settings say what it does before it is told: no page shows these, so an early tag is no finding. */
const elsewhere = ["clarity"];

/** The lines of a page on which something is found, and what. */
function check(page: string[], integrations: Integrations = {}) {
	const found = checkVendorTags(
		elementsOf(`<!doctype html><html><head>\n${page.join("\n")}`),
		settle({ integrations }),
	);
	return found.map(({ code, line }) => `${line! - 1} ${code}`);
}

describe.each(samples)("a tag of %s", (key, name, tags, defaults) => {
	const early = (line: number) => (elsewhere.includes(key) ? [] : [`${line} vendor-early`]);

	it("that is neither held back nor told anything runs whatever the visitor allows", () => {
		for (const tag of tags) {
			expect(check([tag])).toEqual(["1 vendor-unheld"]);
			expect(check([tag], { [key]: false, gtm: true })).toEqual(["1 vendor-unheld"]);
		}
		const [found] = checkVendorTags(elementsOf(tags[0]!), settle({}));
		expect(found).toMatchObject({
			path: "<script>",
			what: `The tag of ${name} runs whatever the visitor allows, and hears of no choice`,
			remedy: expect.stringContaining(`or set integrations.${key} and have it wait`),
		});
	});

	it("that is told, but not in time, is early", () => {
		for (const tag of tags) {
			expect(check([tag], { [key]: true })).toEqual(early(1));
			expect(check(['<script src="/yoursay.js"></script>', tag, tag], { [key]: {} })).toEqual(early(2));
		}
		if (elsewhere.includes(key)) return;
		const [found] = checkVendorTags(elementsOf(tags[0]!));
		expect(found).toMatchObject({
			code: "vendor-early",
			what: `The tag of ${name} can run before it has heard what is denied: the file that says so comes later`,
			remedy: expect.stringContaining("docs/vendors.md"),
		});
	});

	it("that is held back, inside a template, or behind its default is no finding", () => {
		for (const tag of tags)
			for (const configured of [{}, { [key]: true }]) {
				expect(check([held(tag)], configured)).toEqual([]);
				expect(check([`<template>${tag}</template>`], configured)).toEqual([]);
				for (const code of defaults) expect(check([script(code), tag], configured), code).toEqual([]);
			}
	});

	it("whose default is held back, a module, or that of a script with an address, is not told", () => {
		for (const code of defaults) {
			const snippet = script(code);
			for (const late of [
				held(snippet),
				snippet.replace("<script", '<script type="module"'),
				snippet.replace("<script", '<script src="/own.js"'),
			])
				expect(check([late, tags[0]!], { [key]: true })).toEqual(early(2));
		}
	});

	it("before its default is early, unless that is an option of its start", () => {
		const found = options.includes(key) ? [] : early(1);
		for (const code of defaults) expect(check([tags[0]!, script(code)], { [key]: true })).toEqual(found);
	});

	it("is not that of another vendor, whose default says nothing to it", () => {
		for (const [other, , , others] of samples)
			if (other !== key)
				for (const code of others) expect(check([script(code), tags[0]!], { [key]: true })).toEqual(early(2));
	});
});

describe("within one script", () => {
	const meta = (code: string) => check([fetching("//connect.facebook.net/en_US/fbevents.js", code)], { meta: true });

	it("a default before the start is in time, and one behind it is not", () => {
		expect(meta("fbq('consent','revoke');fbq('init','1')")).toEqual([]);
		expect(meta("fbq('init','1');fbq('consent','revoke')")).toEqual(["1 vendor-early"]);
	});

	it("a default is in time where nothing starts there", () => {
		expect(meta("fbq('consent','revoke')")).toEqual([]);
		expect(check([fetching("//bat.bing.com/bat.js", "uetq.push('consent','default',{})")], { uet: true })).toEqual([]);
	});
});

it("a default behind a deferred tag is in time, behind an async one it is not", () => {
	const tag = '<script async src="https://bat.bing.com/bat.js"></script>';
	const snippet = script("uetq.push('consent','default',{})");
	expect(check([tag.replace("async", "defer"), snippet], { uet: true })).toEqual([]);
	expect(check([tag, snippet], { uet: true })).toEqual(["1 vendor-early"]);
});

it("Google's default is none of Microsoft's, nor the other way round", () => {
	const bat = fetching("//bat.bing.com/bat.js");
	expect(check([script('gtag("consent", "default", {})'), bat], { uet: true })).toEqual(["2 vendor-early"]);
	const page = (code: string) => {
		const elements = elementsOf(
			`${script(code)}<script src="https://www.googletagmanager.com/gtag/js"></script><script src="/yoursay.js"></script>`,
		);
		return checkPage({ tag: elements.at(-1)!, elements }, settle({ integrations: { google: true } }));
	};
	expect(page('uetq.push("consent", "default", {})').map(({ code }) => code)).toEqual(["google-early"]);
	expect(page('gtag("consent", "default", {})')).toEqual([]);
});

it.each([
	["a script of the page's own", '<script src="/assets/matomo.json"></script><script src="/my-alloy.js"></script>'],
	["a script that only speaks of a vendor", script("const help = 'We use Clarity, Meta and fbevents'")],
	[
		"a tag that is marked but runs, which is found already",
		'<script data-yoursay-purpose="x" src="/matomo.js"></script>',
	],
	["data", '<script type="application/json">{"src":"https://www.clarity.ms/tag/x"}</script>'],
])("%s is no tag of a vendor", (_, page) => {
	expect(check([page])).toEqual([]);
});

it("a page's tags are looked at with the page, also under a configuration that is fetched", () => {
	const codes = (attributes: string, config?: Config) => {
		const elements = elementsOf(
			`<script ${attributes} src="/yoursay.js"></script><script src="https://bat.bing.com/bat.js"></script>`,
		);
		const tag = elements.find((each) => each.attributes.src === "/yoursay.js")!;
		return checkPage({ tag, elements }, config && settle(config)).map(({ code }) => code);
	};
	expect(codes("", {})).toEqual(["vendor-unheld"]);
	expect(codes("", { integrations: { uet: true } })).toEqual(["vendor-early"]);
	expect(codes('data-config="/yoursay.json"')).toEqual(["vendor-early"]);
	expect(codes("")).toEqual([]);
});

describe("a purpose that there is not", () => {
	const find = (config: Config) => checkIntegrations(settle(config));
	const paths = (integrations: Integrations, purposes: Config["purposes"] = ["analytics"]) =>
		find({ purposes, integrations }).map(({ path }) => path);

	it("of one of Google's types is never granted", () => {
		expect(
			find({
				purposes: ["analytics"],
				integrations: {
					google: { types: { ad_storage: "ads", analytics_storage: "analytics", security_storage: "necessary" } },
				},
			}),
		).toEqual([
			{
				code: "integration-purpose-unknown",
				path: "integrations.google.types.ad_storage",
				what: 'There is no purpose "ads", so Google hears that this is denied, whatever the visitor allows',
				remedy: "The purposes are necessary, analytics",
			},
		]);
	});

	it("is found wherever an integration names it", () => {
		expect(
			paths({
				adobe: { purpose: "a" },
				clarity: { types: { ad_Storage: "b", analytics_Storage: "analytics" } },
				matomo: { purpose: "c" },
				meta: { purpose: "d" },
				posthog: { purpose: "e" },
				tiktok: { purpose: "f" },
				uet: { purpose: "g" },
				tcf: { purposes: { h: [1], analytics: [1] } },
			}),
		).toEqual([
			"integrations.adobe.purpose",
			"integrations.clarity.types.ad_Storage",
			"integrations.matomo.purpose",
			"integrations.meta.purpose",
			"integrations.posthog.purpose",
			"integrations.tiktok.purpose",
			"integrations.uet.purpose",
			"integrations.tcf.purposes.h",
		]);
	});

	it("is found where an integration that is on goes by it by default", () => {
		const all = {
			adobe: true,
			clarity: true,
			google: true,
			matomo: true,
			meta: {},
			posthog: true,
			tiktok: true,
			uet: true,
		};
		expect(paths(all, ["ads"])).toEqual(Object.keys(all).map((key) => `integrations.${key}`));
		expect(paths(all, ["analytics", "marketing"])).toEqual([]);
		expect(find({ purposes: ["ads"], integrations: { matomo: true } })).toEqual([
			{
				code: "integration-purpose-unknown",
				path: "integrations.matomo",
				what: 'Matomo goes by "analytics", which there is not, and hears that all is denied, whatever the visitor allows',
				remedy: "The purposes are necessary, ads",
			},
		]);
	});

	it("is no finding where the integration is off, another is named, or one of several types has its own", () => {
		expect(paths({ matomo: false, uet: false, tcf: true, gpp: true, gtm: true }, ["ads"])).toEqual([]);
		expect(paths({ matomo: { purpose: "ads" }, google: { types: { ad_storage: "ads" } } }, ["ads"])).toEqual([]);
		expect(paths({ google: true, clarity: true })).toEqual([]);
		expect(paths({})).toEqual([]);
	});

	it("may be a vendor for the TCF", () => {
		const purposes: Config["purposes"] = [{ id: "marketing", vendors: [{ id: "adcorp" }] }];
		expect(find({ purposes, integrations: { tcf: { vendors: { adcorp: 12, adcrop: 13 } } } })).toEqual([
			{
				code: "integration-purpose-unknown",
				path: "integrations.tcf.vendors.adcrop",
				what: 'No purpose has a vendor "adcrop", so this has no effect',
				remedy: "The vendors are adcorp",
			},
		]);
		expect(find({ integrations: { tcf: { vendors: { adcorp: 12 } } } })).toMatchObject([
			{ remedy: "Name a vendor that there is" },
		]);
	});
});
