import { describe, expect, test } from "vitest";
import { lacks } from "./engine.ts";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

interface Seen {
	/** When the page itself stood whole, in ms since its start: what shifts before that is its own. */
	whole: number;
	shifts: { value: number; at: number }[];
	/** Whether the candidate for the largest paint lies in yoursay's shadow root, for each in turn. */
	isOurs: boolean[];
}

/** All files but the loader come once the page stands whole, for a page that is still being read may shift by itself. */
async function arrive(path: string, viewport: { width: number; height: number }, files = {}) {
	const visitor = await site.visitor({ viewport });
	await visitor.context.addInitScript(() => {
		const seen: Seen = { whole: Number.NaN, shifts: [], isOurs: [] };
		Object.assign(window, { seen });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
				seen.shifts.push({ value: entry.value, at: entry.startTime });
		}).observe({ type: "layout-shift", buffered: true });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) {
				const { element } = entry as PerformanceEntry & { element: Element | null };
				// An element of a shadow root is withheld: null.
				seen.isOurs.push(!element || element.localName.startsWith("your-say"));
			}
		}).observe({ type: "largest-contentful-paint", buffered: true });
	});
	await visitor.finds(files);
	const { page } = visitor;
	let letThrough = () => {};
	const whole = new Promise<void>((resolve) => {
		letThrough = resolve;
	});
	await visitor.context.route("**/ys-*/**", (route) => whole.then(() => route.continue()));
	await page.goto(path, { waitUntil: "domcontentloaded" });
	await page.evaluate(async () => {
		for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
		(window as unknown as { seen: Seen }).seen.whole = performance.now();
	});
	letThrough();
	await visitor.seesFirstLayer();
	await visitor.rests();
	return visitor;
}

const seen = ({ page }: Visitor) => page.evaluate(() => (window as unknown as { seen: Seen }).seen);
const sum = ({ whole, shifts }: Seen) => shifts.reduce((total, { value, at }) => total + (at < whole ? 0 : value), 0);
const windows = [
	["phone", { width: 390, height: 844 }],
	["desktop", { width: 1280, height: 800 }],
] as const;

describe.each(["/isokron/", "/kratys/", "/a21e/", "/strict/"])("on %s", (path) => {
	test.skipIf(lacks.paintEntries).each(windows)(
		"nothing shifts while the first layer comes, and it is never the largest paint, on a %s",
		async (_, viewport) => {
			const visitor = await arrive(path, viewport);
			const onThePage = await seen(visitor);
			expect(sum(onThePage)).toBe(0);
			const { isOurs } = onThePage;
			expect(isOurs.length).toBeGreaterThan(0);
			expect(isOurs).not.toContain(true);
		},
	);
});

test.skipIf(lacks.paintEntries).each(windows)(
	"nothing shifts while placeholders come and the first layer goes, on a %s",
	async (_, viewport) => {
		const visitor = await arrive("/isokron/", viewport);
		await visitor.placeholder.waitFor();
		await visitor.placeholder.scrollIntoViewIfNeeded();
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		await visitor.rests();
		expect(sum(await seen(visitor))).toBe(0);
	},
);

const films = (["block", "inline"] as const).flatMap((display) =>
	windows.map(([name, viewport]) => [display, name, viewport] as const),
);
test.skipIf(lacks.paintEntries).each(films)(
	"a placeholder over a film in view, displayed as %s, shifts nothing, nor does the film that takes its place, on a %s",
	async (display, _, viewport) => {
		const film = `<iframe title="A film" style="display: ${display}; inline-size: 100%; aspect-ratio: 16 / 9; block-size: auto" data-yoursay-purpose="media" data-yoursay-src="/f/film.html"></iframe>`;
		const page = html({ body: `<h1>A page</h1>${film}<p id="after">Text after the film</p>` });
		const visitor = await arrive("/f/page.html", viewport, { "/f/page.html": page, "/f/film.html": "" });
		await visitor.placeholder.waitFor();
		await visitor.rests();
		expect(sum(await seen(visitor))).toBe(0);
		const top = () => visitor.page.locator("#after").evaluate((text) => text.getBoundingClientRect().top);
		const before = await top();
		await visitor.accepts();
		await expect.poll(() => visitor.placeholder.count(), soon).toBe(0);
		// Heights may round to a fraction of a pixel.
		expect(await top()).toBeCloseTo(before, 0);
	},
);

test("the first layer keeps no focus of the page beneath it (WCAG 2.4.11)", async () => {
	const visitor = await arrive("/isokron/", { width: 390, height: 844 });
	const padding = () => visitor.page.evaluate(() => document.documentElement.style.scrollPaddingBlockEnd);
	const height = (await visitor.firstLayer.boundingBox())!.height;
	expect(Number.parseFloat(await padding())).toBeGreaterThanOrEqual(Math.floor(height));
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	expect(await padding()).toBe("");
});
