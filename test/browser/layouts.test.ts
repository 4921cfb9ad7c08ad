import { describe, expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import { nothing } from "./visitor.ts";

const site = openSite();
const layouts = ["bar", "box", "dialog"] as const;
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const themes = ["light", "dark"] as const;
const tag = 'data-site-id="fixture" data-purposes="analytics"';

async function arrive(
	layout: string,
	{ size = "desktop" as keyof typeof sizes, theme = "light" as (typeof themes)[number] } = {},
) {
	const visitor = await site.visitor({ viewport: sizes[size], colorScheme: theme });
	await visitor.finds({
		"/f/page.html": html({
			tag: `${tag} data-layout="${layout}"`,
			body: '<h1>A page</h1><button data-yoursay-open="preferences">Choices</button><p id="outside">Text</p>',
		}),
	});
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.settles();
	return visitor;
}

const combinations = layouts.flatMap((layout) =>
	(Object.keys(sizes) as (keyof typeof sizes)[]).flatMap((size) =>
		themes.map((theme) => [layout, size, theme] as const),
	),
);

describe.each(combinations)("the %s on a %s in %s colours", (layout, size, theme) => {
	test("stands within the window, and accepting and refusing look the same in every property and are of one size", async () => {
		const visitor = await arrive(layout, { size, theme });
		const box = (await visitor.firstLayer.boundingBox())!;
		const { width, height } = sizes[size];
		expect(box.x).toBeGreaterThanOrEqual(0);
		expect(box.y).toBeGreaterThanOrEqual(0);
		expect(box.x + box.width).toBeLessThanOrEqual(width);
		expect(box.y + box.height).toBeLessThanOrEqual(height);

		const look = (action: string) =>
			visitor.firstLayer.locator(`[data-yoursay-action=${action}]`).evaluate((button) => {
				const stylesOf = (element: Element, pseudo?: string) =>
					Object.fromEntries(
						[...getComputedStyle(element, pseudo)].map((name) => [
							name,
							getComputedStyle(element, pseudo).getPropertyValue(name),
						]),
					);
				const { width, height } = button.getBoundingClientRect();
				return {
					// Two columns of equal fractions may differ by what rounding leaves.
					box: [Math.round(width), Math.round(height)],
					own: stylesOf(button),
					before: stylesOf(button, "::before"),
					after: stylesOf(button, "::after"),
					label: {
						...stylesOf(button.firstElementChild!),
						"inline-size": "",
						width: "",
						"perspective-origin": "",
						"transform-origin": "",
					},
					count: button.childElementCount,
				};
			});
		const accept = await look("accept-all");
		expect(Object.keys(accept.own).length).toBeGreaterThan(200);
		expect(accept).toEqual(await look("reject-all"));
		expect(accept.box[1]).toBeGreaterThanOrEqual(44);
	});

	test("both answers lie in one row, before the way to the details", async () => {
		const visitor = await arrive(layout, { size, theme });
		const at = async (action: string) =>
			(await visitor.firstLayer.locator(`[data-yoursay-action=${action}]`).boundingBox())!;
		expect((await at("accept-all")).y).toBe((await at("reject-all")).y);
		const order = await visitor.firstLayer
			.locator("button")
			.evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.yoursayAction));
		expect(order).toEqual(["reject-all", "accept-all", "preferences"]);
	});
});

test("bar, box and dialog answer alike", async () => {
	for (const layout of layouts) {
		const visitor = await arrive(layout);
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		expect(await visitor.snapshot()).toMatchObject({ decided: true, method: "reject-all" });
		await expect
			.poll(async () => (await visitor.records()).map((record) => record.interface), soon)
			.toEqual([expect.objectContaining({ view: "ask", layout })]);
	}
});

test("bar and box leave the page at hand; the dialog does not", async () => {
	for (const layout of layouts) {
		const visitor = await arrive(layout);
		const isAtHand = await visitor.page.evaluate(() => {
			const { x, y } = document.querySelector("#outside")!.getBoundingClientRect();
			return document.elementFromPoint(x + 1, y + 1)?.id === "outside";
		});
		expect(isAtHand).toBe(layout !== "dialog");
	}
});

test.each(layouts)("Escape is no answer to the %s, however often it is pressed", async (layout) => {
	const visitor = await arrive(layout);
	for (let times = 0; times < 4; times++) await visitor.page.keyboard.press("Escape");
	await visitor.rests();
	expect(await visitor.firstLayer.isVisible()).toBe(true);
	expect(await visitor.snapshot()).toMatchObject({ decided: false });
	expect(await visitor.keeps()).toEqual(nothing);
});

test.each(["bar", "box"])(
	"the panel over the %s closes without saving, by Escape, by its X and by a press outside",
	async (layout) => {
		const visitor = await arrive(layout);
		const closes: (() => Promise<unknown>)[] = [
			() => visitor.page.keyboard.press("Escape"),
			() => visitor.pressesInPanel("close"),
			() => visitor.page.mouse.click(4, 4),
		];
		for (const close of closes) {
			await visitor.opensPreferences();
			await visitor.toggles("analytics");
			await close();
			await visitor.panel.waitFor({ state: "detached" });
			expect(await visitor.snapshot()).toMatchObject({ decided: false });
			expect(await visitor.firstLayer.isVisible()).toBe(true);
		}
		expect(await visitor.keeps()).toEqual(nothing);
		await visitor.opensPreferences();
		expect(await visitor.panel.locator("[data-yoursay-purpose=analytics]").isChecked()).toBe(false);
	},
);

test("the panel opens over the dialog and leads back to it", async () => {
	const visitor = await arrive("dialog");
	await visitor.firstLayer.locator("[data-yoursay-action=preferences]").click();
	await visitor.panel.waitFor();
	await visitor.page.keyboard.press("Escape");
	await visitor.panel.waitFor({ state: "detached" });
	expect(await visitor.firstLayer.isVisible()).toBe(true);
	await visitor.firstLayer.locator("[data-yoursay-action=preferences]").click();
	await visitor.toggles("analytics");
	await visitor.pressesInPanel("save");
	await visitor.seesNoFirstLayer();
	expect(await visitor.snapshot()).toMatchObject({ decided: true, method: "save", purposes: { analytics: "granted" } });
});

test("a press inside the panel, and a drag that ends outside it, close nothing", async () => {
	const visitor = await arrive("box");
	await visitor.opensPreferences();
	await visitor.panel.locator("h2").click();
	const { x, y } = (await visitor.panel.locator("h2").boundingBox())!;
	await visitor.page.mouse.move(x + 5, y + 5);
	await visitor.page.mouse.down();
	await visitor.page.mouse.move(4, 4);
	await visitor.page.mouse.up();
	await visitor.rests();
	expect(await visitor.panel.isVisible()).toBe(true);
});
