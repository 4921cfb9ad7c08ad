import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { beforeAll, expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Cmp } from "./tcf-tool.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const require = createRequire(import.meta.url);

/** What a registered consent tool puts into the head of a page first. */
const stub = `<script>${readFileSync(require.resolve("@iabtechlabtcf/stub"), "utf8")}</script>`;

let cmp = "";

beforeAll(async () => {
	const made = await build({
		configFile: false,
		root: fileURLToPath(new URL("../..", import.meta.url)),
		publicDir: false,
		logLevel: "error",
		build: { write: false, lib: { entry: "test/browser/tcf-tool.ts", formats: ["iife"], name: "tool" } },
	});
	cmp = ([made].flat() as { output: { code: string }[] }[])[0]!.output[0]!.code;
});

const config = (tcf: unknown = true) => ({
	site: { id: "tcf" },
	purposes: [
		"analytics",
		{ id: "marketing", vendors: [{ id: "shown" }, { id: "unlisted" }] },
		{ id: "media", title: "Films", description: "Films" },
	],
	integrations: { tcf },
});

async function arrive(visitor: Visitor, head = stub, tcf?: unknown) {
	await visitor.finds({
		"/f/page.html": html({ config: config(tcf), tag: 'data-endpoint="/yoursay"', before: head }),
	});
	await visitor.goes("/f/page.html");
	await visitor.isReady();
}
const says = (visitor: Visitor, ...given: [purposes: number[], vendors?: number[], isShown?: boolean]) =>
	visitor.page.evaluate((all) => (window as never as { cmp: Cmp }).cmp.says(...all), given);
const withTool = () => `${stub}<script>${cmp}</script>`;
const states = async (visitor: Visitor) => {
	const { purposes, vendors } = await visitor.snapshot();
	return { ...purposes, ...vendors };
};

test("a choice made with a registered tool is followed, recorded as a call by script, and nobody is asked twice", async () => {
	const visitor = await site.visitor();
	await arrive(visitor, withTool());
	await says(visitor, [], [], true);
	await visitor.rests();
	await visitor.seesNoFirstLayer();
	expect(await states(visitor)).toMatchObject({ analytics: "not-asked", marketing: "not-asked" });

	await says(visitor, [1, 8, 9]);
	const followed = { necessary: "not-asked", analytics: "granted", marketing: "refused", media: "refused" };
	await expect.poll(() => states(visitor), soon).toMatchObject({ analytics: "granted" });
	expect(await states(visitor)).toMatchObject({ ...followed, necessary: expect.anything() });
	await visitor.seesNoFirstLayer();
	await expect
		.poll(() => visitor.records(), soon)
		.toMatchObject([{ method: "api", automated: true, purposes: { analytics: "granted" } }]);

	await says(visitor, [1, 2, 3, 4, 7, 8, 9], [7]);
	await expect.poll(() => states(visitor), soon).toMatchObject({ marketing: "granted" });
	await says(visitor, []);
	await expect.poll(() => states(visitor), soon).toMatchObject({ analytics: "withdrawn", marketing: "withdrawn" });
});

test("a returning visitor is not asked again, and what they chose here since counts until the tool is told something else", async () => {
	const visitor = await site.visitor();
	await arrive(visitor, `${withTool()}<script>cmp.says([1, 8, 9]);</script>`);
	await expect.poll(() => states(visitor), soon).toMatchObject({ analytics: "granted" });
	await visitor.page.evaluate(() => window.yoursay.decide({ purposes: { media: true } }));
	await visitor.reloads();
	await visitor.isReady();
	await visitor.rests();
	expect(await states(visitor)).toMatchObject({ analytics: "granted", media: "granted" });
	expect(await visitor.records()).toHaveLength(2);
	await visitor.seesNoFirstLayer();
});

test("a yes to a vendor goes with the yes to its purpose, in the tool and out of it", async () => {
	const visitor = await site.visitor();
	await arrive(visitor, withTool(), { vendors: { shown: 7 } });
	await says(visitor, [1, 2, 3, 4, 7], [7]);
	await expect.poll(() => states(visitor), soon).toMatchObject({ marketing: "granted" });
	await visitor.page.evaluate(() => window.yoursay.decide({ vendors: { unlisted: true } }));
	await says(visitor, []);
	await expect.poll(() => states(visitor), soon).toMatchObject({ marketing: "withdrawn" });
	for (const vendor of ["shown", "unlisted"]) expect(await visitor.allows("marketing", vendor)).toBe(false);
});

test("what was refused here since is not granted by what the tool was told before", async () => {
	const visitor = await site.visitor();
	const head = `${withTool()}<script>cmp.says([1, 8, 9]);</script>`;
	await arrive(visitor, head);
	await expect.poll(() => states(visitor), soon).toMatchObject({ analytics: "granted" });
	await visitor.page.evaluate(() => window.yoursay.rejectAll());
	await visitor.finds({ "/f/page.html": html({ config: { ...config(), revision: 1 }, tag: "", before: head }) });
	await visitor.reloads();
	await visitor.isReady();
	await visitor.rests();
	expect(await states(visitor)).toMatchObject({ analytics: "withdrawn" });
	expect(await visitor.allows("analytics")).toBe(false);
});

test("an empty list of the TCF's purposes grants nothing, and a vendor with an id needs its own yes", async () => {
	const visitor = await site.visitor();
	const tcf = { purposes: { analytics: [], marketing: [1], media: [1] }, vendors: { shown: 7 } };
	await arrive(visitor, `${withTool()}<script>cmp.says([1, 2, 3, 4, 7, 8, 9, 10], [9]);</script>`, tcf);
	await expect.poll(() => states(visitor), soon).toMatchObject({ marketing: "granted" });
	expect(await states(visitor)).toMatchObject({ analytics: "refused", media: "granted", shown: "refused" });
	expect(await visitor.page.evaluate(() => window.yoursay.allows("marketing", "unlisted"))).toBe(true);
});

test.each([
	["there is no such tool", () => ""],
	["the tool says that the law does not apply", () => `${withTool()}<script>cmp.leaves();</script>`],
	["what has its name is no function", () => "<script>window.__tcfapi = {};</script>"],
	[
		"what has its name answers with a refusal",
		() => "<script>window.__tcfapi = (a, b, back) => back(null, false);</script>",
	],
	["the tool's file never comes", () => stub],
])("where %s, the first layer comes", async (_, head) => {
	const visitor = await site.visitor();
	await arrive(visitor, head());
	await visitor.seesFirstLayer();
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	expect(visitor.crashes).toEqual([]);
});

test("where the tool throws, it is reported, and the first layer comes", async () => {
	const visitor = await site.visitor();
	await arrive(visitor, "<script>window.__tcfapi = () => { throw new Error('broken'); };</script>");
	await visitor.seesFirstLayer();
	expect(visitor.crashes).toEqual([]);
	await expect.poll(() => visitor.told.join(), soon).toContain("integration-failed");
});

test("after its disposal nothing is followed any more", async () => {
	const visitor = await site.visitor();
	await arrive(visitor, `${withTool()}<script>cmp.says([1, 8, 9]);</script>`);
	await expect.poll(() => states(visitor), soon).toMatchObject({ analytics: "granted" });
	const before = await visitor.page.evaluate(() => {
		window.yoursay.dispose();
		window.yoursay.dispose();
		return window.yoursay.snapshot().decidedAt;
	});
	await says(visitor, []);
	await visitor.rests();
	expect(await visitor.page.evaluate(() => window.yoursay.snapshot().decidedAt)).toBe(before);
});
