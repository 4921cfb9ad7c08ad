import { describe, expect, test } from "vitest";
import { html } from "./fixture.ts";
import { clipped, overflow, spaceOut } from "./room.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();
const layouts = ["bar", "box", "dialog"];
const sizes = [
	["320 by 568", { width: 320, height: 568 }],
	["320 by 256, as at 400 % zoom", { width: 320, height: 256 }],
] as const;
const config = {
	site: { id: "fixture" },
	policy: { url: "/policy" },
	purposes: [
		"analytics",
		"marketing",
		{
			id: "media",
			vendors: [
				{
					id: "films",
					name: "Films",
					cookies: [{ name: "a-rather-long-cookie-name_*", duration: "1 year", description: "A number" }],
				},
			],
		},
	],
};

async function arrive(layout: string, options = {}, text = "") {
	const visitor = await site.visitor(options);
	await visitor.finds({
		"/f/page.html": html({
			tag: "",
			config: {
				...config,
				layout,
				languages: text ? { texts: { en: { ask: { acceptAll: text, rejectAll: text } } } } : {},
			},
			body: '<h1>A page</h1><button data-yoursay-open="preferences">Choices</button>',
		}),
	});
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.rests();
	return visitor;
}

describe.each(sizes)("in a window of %s", (_, viewport) => {
	test.each(layouts)("the %s scrolls no way sideways and clips no button", async (layout) => {
		const { page, firstLayer } = await arrive(layout, { viewport });
		expect(await overflow(page, firstLayer)).toEqual([0, 0]);
		expect(await firstLayer.getByRole("button").count()).toBe(3);
		expect(await clipped(page, firstLayer)).toEqual([]);
	});

	test("the panel scrolls no way sideways and clips no button, expanded too", async () => {
		const visitor = await arrive("bar", { viewport });
		await visitor.firstLayer.locator("[data-yoursay-action=preferences]").click();
		await visitor.panel.waitFor();
		await visitor.rests();
		await visitor.panel.locator("[aria-expanded=false]").click();
		await visitor.settles();
		expect(await overflow(visitor.page, visitor.panel)).toEqual([0, 0]);
		expect(await visitor.panel.getByRole("button").count()).toBe(7);
		expect(await clipped(visitor.page, visitor.panel)).toEqual([]);
	});

	test.each(layouts)("labels of a long-winded language wrap inside the buttons of the %s", async (layout) => {
		const { page, firstLayer } = await arrive(layout, { viewport }, "Datenschutzeinstellungen allesamt annehmen");
		expect(await overflow(page, firstLayer)).toEqual([0, 0]);
		expect(await clipped(page, firstLayer)).toEqual([]);
	});
});

test.each(layouts)("with wide text spacing (WCAG 1.4.12) the %s clips nothing", async (layout) => {
	const { page, firstLayer } = await arrive(layout, { viewport: { width: 320, height: 568 } });
	await spaceOut(page);
	expect(await overflow(page, firstLayer)).toEqual([0, 0]);
	expect(await clipped(page, firstLayer)).toEqual([]);
});

test.each(layouts)(
	"in forced colours the answers of the %s keep an edge, and are told apart from nothing",
	async (layout) => {
		const visitor = await arrive(layout, { forcedColors: "active" });
		const edge = (action: string) =>
			visitor.firstLayer.locator(`[data-yoursay-action=${action}]`).evaluate((button) => {
				const { borderTopColor, borderTopWidth, backgroundColor, color } = getComputedStyle(button);
				return { borderTopColor, borderTopWidth, backgroundColor, color };
			});
		const accept = await edge("accept-all");
		expect(accept).toEqual(await edge("reject-all"));
		expect(Number.parseFloat(accept.borderTopWidth)).toBeGreaterThan(0);
		expect(accept.borderTopColor).not.toBe(accept.backgroundColor);
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
	},
);

test("in forced colours a switch shows whether it is on", async () => {
	const visitor = await arrive("box", { forcedColors: "active" });
	await visitor.opensPreferences();
	const look = () =>
		visitor.panel
			.locator("[data-yoursay-purpose=analytics]")
			.evaluate((input) => getComputedStyle(input).backgroundColor);
	const off = await look();
	await visitor.toggles("analytics");
	await expect.poll(look, soon).not.toBe(off);
});

test.each(layouts)("with reduced motion nothing of the %s moves, and it goes at once", async (layout) => {
	const visitor = await arrive(layout, { reducedMotion: "reduce" });
	expect(await visitor.firstLayer.evaluate((layer) => getComputedStyle(layer).animationName)).toBe("none");
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	await visitor.opensPreferences();
	expect(await visitor.panel.evaluate((panel) => getComputedStyle(panel).animationName)).toBe("none");
});
