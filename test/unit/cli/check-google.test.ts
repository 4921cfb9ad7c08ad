import { describe, expect, it } from "vitest";
import { checkGoogleTags } from "../../../src/cli/check-google.ts";
import { elementsOf } from "../../../src/cli/pages.ts";
import { settle } from "../../../src/config/settle.ts";
import type { Config } from "../../../types/config.ts";

const loader = '<script async src="https://www.googletagmanager.com/gtag/js?id=G-EXAMPLE"></script>';
const command =
	"<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)};gtag('js', new Date());gtag('config', 'G-EXAMPLE')</script>";
const manager =
	"<script>(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':new Date().getTime()})})(window,document,'script','dataLayer','GTM-EXAMPLE')</script>";
const snippet =
	"<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)};gtag('consent', 'default', { ad_storage: 'denied' })</script>";
const sync = '<script src="/yoursay.js"></script>';
const late = sync.replace("src", "async src");
const deferred = sync.replace("src", "defer src");
const held = (script: string) =>
	script.replace("<script", '<script type="text/plain" data-yoursay-purpose="analytics"');

const google: Config = { integrations: { google: true } };

/** Lines of the page on which something is found, and what. */
function check(lines: string[], config: Config = google) {
	const elements = elementsOf(`<!doctype html><html><head>\n${lines.join("\n")}</head></html>`);
	const tag = elements.find(({ attributes: { src } }) => src === "/yoursay.js")!;
	return checkGoogleTags({ tag, elements }, settle(config));
}
const lines = (page: string[], config?: Config) =>
	check(page, config).map(({ path, line }) => (path === "<script>" ? line! - 1 : path));

describe("a tag of Google that hears what is denied in time has no finding", () => {
	it.each<[string, string[]]>([
		["behind the tag of yoursay.js", [sync, loader, command]],
		["as tag manager behind it", [sync, manager]],
		["held back before it", [held(loader), held(command), sync]],
		["held back beside a late tag", [late, held(loader), held(command)]],
		["inside a template", [`<template>${loader}${command}</template>`, late]],
		["behind the inline snippet, with a late tag", [late, snippet, loader, command]],
		["behind the inline snippet, with a deferred tag behind it", [snippet, manager, deferred]],
		["in one script with the snippet", [late, snippet.replace("</script>", ";gtag('config','G-EXAMPLE')</script>")]],
		["behind a snippet whose function has another name", [late, snippet.replaceAll("gtag(", "g("), manager]],
		["deferred, behind a deferred tag", [deferred, loader.replace("async", "defer")]],
		["deferred, before a tag that is not", [loader.replace("async", "defer"), sync]],
		["deferred, before a snippet that is not", [late, loader.replace("async", "defer"), snippet]],
		["without a tag of Google at all", [late, '<script src="https://cdn.example/gtag/js"></script>']],
		["in a script that only speaks of it", [late, "<script>const help = 'gtag is loaded later'</script>"]],
	])("%s", (_, page) => {
		expect(check(page)).toEqual([]);
	});
});

describe("a tag of Google that may run too early is one finding, at the first of them", () => {
	it.each<[string, string[], number]>([
		["with an async tag", [late, loader, command], 2],
		["with a deferred tag", [deferred, manager], 2],
		["with a module for a tag", [sync.replace("src", 'type="module" src'), command], 2],
		["before a tag that would be in time", [loader, command, sync], 1],
		["between snippet and tag, in the wrong order", [manager, snippet, late], 1],
		[
			"before the snippet in the same script",
			[late, command.replace("</script>", ";gtag('consent','default',{})</script>")],
			2,
		],
		[
			"with the snippet as a module, which comes late",
			[late, snippet.replace("<script", '<script type="module"'), manager],
			3,
		],
		["with the snippet held back", [late, held(snippet), manager], 3],
		["with the snippet inside a template", [late, `<template>${snippet}</template>`, manager], 3],
		[
			"with the snippet as text of a script with an address",
			[late, snippet.replace("<script", '<script src="/own.js"'), manager],
			3,
		],
		["async behind a deferred tag", [deferred, loader], 2],
		["deferred before a deferred tag", [loader.replace("async", "defer"), deferred], 1],
		[
			"behind a late tag with a held loader, so that the queue begins without the defaults",
			[late, held(loader), command],
			3,
		],
		["by a protocol-relative address", [late, loader.replace("https:", "")], 2],
		[
			"in a script with the type of JavaScript",
			[late, command.replace("<script", '<script type="text/javascript"')],
			2,
		],
	])("%s", (_, page, line) => {
		expect(lines(page)).toEqual([line]);
	});

	it("says to put the snippet before it where the tag is late, else to put it behind the tag", () => {
		expect(check([late, loader])[0]!.remedy).toMatch(
			/inline snippet .* "Google" of docs\/vendors\.md .*; or hold it back/,
		);
		expect(check([loader, sync])[0]!.remedy).toMatch(/^Put it behind the tag of yoursay.js; or hold it back/);
	});
});

it("under a configuration that is fetched, nothing but the page's own snippet comes in time", () => {
	const found = (page: string[]) => {
		const elements = elementsOf(`<!doctype html><head>${page.join("\n")}</head>`);
		return checkGoogleTags({ tag: elements.find(({ attributes: { src } }) => src === "/yoursay.js")!, elements });
	};
	const fetched = sync.replace("src", 'data-config="/yoursay.json" src');
	expect(found([fetched, loader, command])).toMatchObject([{ remedy: expect.stringContaining("inline snippet") }]);
	expect(found([snippet, fetched, loader, command])).toEqual([]);
	expect(found([fetched, held(loader), held(command)])).toEqual([]);
});

describe("without integrations.google", () => {
	it("a tag of Google that is not held back runs whatever the visitor allows", () => {
		expect(check([sync, loader, command], {})).toEqual([
			{
				code: "google-unheld",
				path: "<script>",
				line: 3,
				what: "Google's tag runs whatever the visitor allows, and hears of no choice",
				remedy: expect.stringContaining("integrations.google"),
			},
		]);
		expect(lines([sync, manager], { integrations: { google: false } })).toEqual([2]);
	});

	it.each<[string, string[]]>([
		["one that is held back", [sync, held(loader), command]],
		["one whose defaults the page sets by hand", [sync, snippet, loader, command]],
		[
			"one that is marked but runs, which is found already",
			[sync, loader.replace("<script", '<script data-yoursay-purpose="analytics"')],
		],
	])("%s is no finding", (_, page) => {
		expect(check(page, {})).toEqual([]);
	});
});
