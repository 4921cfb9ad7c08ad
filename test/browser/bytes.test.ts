import { expect, test } from "vitest";
import { openSite } from "./setup.ts";

const site = openSite();

/** What yoursay's own files cost on the wire (the demo sends brotli at its best), until a moment in ms or for good. */
const bytesUntil = (until: number) =>
	(performance.getEntriesByType("resource") as PerformanceResourceTiming[])
		.filter(({ name, startTime }) => /\/(yoursay\.js$|ys-[^/]+\/)/.test(name) && startTime < until)
		.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);

// The readable build has no ceiling.
test.runIf(process.env.DIST)("a first visit costs at most 7500 bytes until the first layer stands", async () => {
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
	const bytes = await visitor.page.evaluate(bytesUntil, stoodAt);
	expect(bytes).toBeGreaterThan(4000);
	expect(bytes).toBeLessThanOrEqual(7500);
});

test.runIf(process.env.DIST)(
	"a returning visitor costs at most 4500 bytes beside the preload the page asks for",
	async () => {
		const visitor = await site.visitor();
		await visitor.page.goto(`${site.url}/a21e/`);
		await visitor.rejects();
		await visitor.context.route(/ask-en/, (route) => route.abort());
		await visitor.page.goto(`${site.url}/a21e/privacy.html`, { waitUntil: "networkidle" });
		expect(await visitor.firstLayer.count()).toBe(0);
		const bytes = await visitor.page.evaluate(bytesUntil, Number.POSITIVE_INFINITY);
		expect(bytes).toBeGreaterThan(3000);
		expect(bytes).toBeLessThanOrEqual(4500);
	},
);
