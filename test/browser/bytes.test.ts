import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { expect, test } from "vitest";
import { ceilings } from "../../docs/make/sizes.ts";
import { checkedMark } from "../../src/config/checked.ts";
import { formOf } from "./asks.ts";
import { held, html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

/** Paths of yoursay's own files that a page has asked for until a moment, in ms. */
const askedUntil = (until: number) =>
	performance
		.getEntriesByType("resource")
		.filter(({ name, startTime }) => /\/(yoursay\.js$|ys-[^/]+\/)/.test(name) && startTime < until)
		.map(({ name }) => new URL(name).pathname);

/** Brotli bytes of files as the demo sends them. */
const bytesOf = (paths: string[]) =>
	paths.reduce(
		(sum, path) =>
			sum +
			brotliCompressSync(readFileSync(`${dist}${path}`), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
		0,
	);

// The readable build has no ceiling.
test.skipIf(process.env.READABLE)(
	`a first visit costs at most ${ceilings.firstVisit} bytes until the first layer stands`,
	async () => {
		const visitor = await site.visitor();
		await visitor.context.addInitScript(() => {
			new MutationObserver((_, observer) => {
				if (!document.querySelector("your-say")) return;
				Object.assign(window, { stoodAt: performance.now() });
				observer.disconnect();
			}).observe(document, { childList: true, subtree: true });
		});
		await visitor.page.goto(`${site.url}/a21e/`);
		await visitor.firstLayer.waitFor();
		const stoodAt = await visitor.page.evaluate(() => (window as unknown as { stoodAt: number }).stoodAt);
		const asked = await visitor.page.evaluate(askedUntil, stoodAt);
		expect(asked).toHaveLength(2);
		expect(bytesOf(asked)).toBeLessThanOrEqual(ceilings.firstVisit);
	},
);

test.skipIf(process.env.READABLE)(
	`a returning visitor costs at most ${ceilings.loader} bytes, and no other file`,
	async () => {
		const visitor = await site.visitor();
		await visitor.page.goto(`${site.url}/a21e/`);
		await visitor.rejects();
		await expect.poll(async () => (await site.collected()).length, soon).toBe(1);
		const waiting = () =>
			visitor.page.evaluate(() =>
				Object.entries(localStorage)
					.filter((each) => /~|until/.test(each.join()))
					.map(([name]) => name),
			);
		await expect.poll(waiting, soon).toEqual([]);
		await visitor.page.goto(`${site.url}/a21e/privacy.html`, { waitUntil: "networkidle" });
		const asked = await visitor.page.evaluate(askedUntil, Number.POSITIVE_INFINITY);
		// The page itself preloads the first layer; a returning visitor has it in the cache.
		const own = asked.filter((path) => !path.endsWith("/ask-en.js"));
		expect(own).toEqual(["/yoursay.js"]);
		expect(bytesOf(own)).toBeLessThanOrEqual(ceilings.loader);
	},
);

test.skipIf(process.env.READABLE)(
	`opening every view and answering in each costs at most ${ceilings.everything} bytes`,
	async () => {
		const visitor = await site.visitor();
		const media = { id: "media", vendors: [{ id: "film", cookies: [{ name: "film" }] }] };
		const config = {
			site: { id: "fixture" },
			endpoint: "/yoursay",
			purposes: ["analytics", media],
			policy: "/isokron/policy.json",
		};
		await visitor.finds({
			"/f/page.html": html({
				tag: `data-checked="${checkedMark(config)}"`,
				config,
				body: `${held("counted")}<iframe title="A film" data-yoursay-purpose="media" data-yoursay-vendor="film" data-yoursay-src="/f/frame.html"></iframe>`,
			}),
			"/f/frame.html": "<!doctype html><title>Film</title>",
		});
		await visitor.page.goto(`${site.url}/f/page.html`);
		await visitor.placeholder.waitFor();
		await visitor.accepts();
		await visitor.trigger.click();
		await visitor.panel.waitFor();
		await visitor.panel.getByRole("link").first().click();
		const summary = visitor.page.locator('your-say [data-yoursay-view="policy"]');
		await summary.locator("details").first().click();
		await summary.locator("[data-yoursay-action=close]").click();
		const form = formOf(visitor);
		await form.opens();
		await form.lives("DE");
		await form.asks("access");
		await form.sees("Your request is sent");
		await form.press("close");
		await visitor.page.evaluate(() => window.yoursay.open("receipt"));
		const history = visitor.page.locator('your-say [data-yoursay-view="receipt"]');
		await history.locator("[data-yoursay-action=download]").click();
		await history.getByText(/^Downloaded/).waitFor();
		await history.locator("[data-yoursay-action=close]").click();
		await Promise.all([visitor.page.waitForEvent("load"), visitor.pressesInPanel("reject-all")]);
		await visitor.rests();
		// The measure of equal choice comes only where a site is made, as here.
		const asked = [...new Set(visitor.asked(/^\/(yoursay\.js|ys-.*)$/))].filter((path) => !path.endsWith("/equal.js"));
		const names = asked.map((path) => path.split("/").pop());
		for (const name of [
			"ask-en",
			"desk",
			"rules",
			"preferences",
			"policy",
			"document",
			"embeds",
			"trigger",
			"records",
			"erase",
			"rights",
			"requests",
			"history",
			"receipt",
		])
			expect(names).toContain(`${name}.js`);
		expect(bytesOf(asked), names.join(" ")).toBeLessThanOrEqual(ceilings.everything);
	},
);
