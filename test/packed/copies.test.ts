/** Two copies of yoursay on one page are one to its visitor: the tag and a module, or two of a module. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Consent } from "../../types/consent.ts";
import { type Browsers, openBrowsers } from "../browser/engine.ts";
import { soon } from "../browser/setup.ts";
import { createVisitor, type Visitor } from "../browser/visitor.ts";
import type { Served } from "./commands.ts";
import { serveLeaks } from "./installed.ts";

declare global {
	interface Window {
		copies: Consent[];
	}
}

let browsers: Browsers;
let site: Served;
let visitor: Visitor;

beforeAll(async () => {
	browsers = await openBrowsers();
	site = await serveLeaks();
});
afterEach(() => visitor?.context.close());
afterAll(async () => {
	site?.close();
	await browsers?.close();
});

async function arrives(hasTag: boolean) {
	visitor = await createVisitor(await browsers.contextFor({ baseURL: site.url }));
	const { page } = visitor;
	await visitor.goes("/");
	await page.waitForFunction(() => window.make);
	await page.evaluate(async (withTag) => {
		if (withTag)
			await new Promise((resolve) => {
				const tag = document.createElement("script");
				Object.assign(tag, { src: "/yoursay.js", onload: resolve });
				tag.dataset.purposes = "analytics media";
				document.head.append(tag);
			});
		window.copies = [withTag ? window.yoursay : window.make(), window.make()];
		for (const copy of window.copies) {
			await copy.ready;
			copy.open("ask");
		}
	}, hasTag);
	await visitor.firstLayer.first().waitFor();
	await visitor.rests();
	return page;
}
const allowing = () =>
	visitor.page.evaluate(() => window.copies.map((copy) => [copy.allows("analytics"), copy.snapshot().decided]));

describe.each([
	["the tag and a module", true],
	["two of a module", false],
])("%s", (_, hasTag) => {
	it("show one first layer, and what is answered there is the answer for both at once", async () => {
		await arrives(hasTag);
		expect(await visitor.firstLayer.count()).toBe(1);
		await visitor.accepts();
		await expect.poll(() => visitor.firstLayer.count(), soon).toBe(0);
		expect(await allowing()).toEqual([
			[true, true],
			[true, true],
		]);
	});

	it.each([0, 1])("heed a choice that is made with one of them in code (%i)", async (at) => {
		const page = await arrives(hasTag);
		const now = await page.evaluate(async (which) => {
			await window.copies[which]!.decide({ purposes: { analytics: true, media: false } });
			return window.copies.map((copy) => [copy.allows("analytics"), copy.allows("media")]);
		}, at);
		expect(now).toEqual([
			[true, false],
			[true, false],
		]);
		await expect.poll(() => visitor.firstLayer.count(), soon).toBe(0);
	});

	it.each([0, 1])("stay whole where one is disposed of (%i)", async (at) => {
		const page = await arrives(hasTag);
		await page.evaluate((which) => {
			window.copies[which]!.dispose();
			window.copies[1 - which]!.open("preferences");
		}, at);
		await visitor.panel.waitFor();
		await visitor.pressesInPanel("accept-all");
		await expect.poll(() => page.evaluate((which) => window.copies[1 - which]!.allows("media"), at), soon).toBe(true);
		expect(visitor.crashes).toEqual([]);
	});
});
