import type { BrowserContextOptions } from "playwright-core";
import { describe, expect, test } from "vitest";
import { html } from "./fixture.ts";
import { flaws } from "./flaws.ts";
import { openSite } from "./setup.ts";

const site = openSite();

const settings: [name: string, options: BrowserContextOptions][] = [
	["in light colours", { colorScheme: "light" }],
	["in dark colours", { colorScheme: "dark" }],
	["at 320 px", { colorScheme: "light", viewport: { width: 320, height: 640 } }],
	["at 320 px in dark colours", { colorScheme: "dark", viewport: { width: 320, height: 640 } }],
];
const config = {
	site: { id: "fixture", controller: { name: "Example Ltd" } },
	policy: { url: "/policy" },
	purposes: [
		"necessary",
		{
			id: "analytics",
			vendors: [
				{
					id: "one",
					name: "One",
					provider: "One Ltd",
					country: "IE",
					policyUrl: "https://one.example/",
					cookies: [{ name: "_one", duration: "1 year", description: "A number" }],
					storage: ["one"],
				},
				{ id: "two", name: "Two" },
			],
		},
		{
			id: "media",
			vendors: [
				{ id: "films", name: "Films", provider: "Films Ltd", country: "US", policyUrl: "https://films.example/" },
			],
		},
	],
};
const film =
	'<iframe title="A film" width="560" height="315" style="max-width:100%" data-yoursay-purpose="media" data-yoursay-vendor="films" data-yoursay-src="https://films.example/1"></iframe>';

async function arrive(options: BrowserContextOptions, { layout = "box", body = "" } = {}) {
	const visitor = await site.visitor(options);
	const page = html({
		tag: "",
		config: { ...config, layout },
		before: '<meta name="color-scheme" content="light dark">',
		body: `<main><h1>A page</h1>${body}</main>`,
	});
	await visitor.finds({ "/f/page.html": page });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.rests();
	return visitor;
}

const opener = '<button data-yoursay-open="preferences">Choices</button>';

describe.each(settings)("%s", (_, options) => {
	test.each(["bar", "box", "dialog"])("axe finds nothing wrong with the first layer as a %s", async (layout) => {
		expect(await flaws(await arrive(options, { layout }))).toEqual([]);
	});

	test("axe finds nothing wrong with the panel, closed up and expanded", async () => {
		const visitor = await arrive(options, { body: opener });
		await visitor.opensPreferences();
		expect(await flaws(visitor)).toEqual([]);
		const closed = visitor.panel.locator("[aria-expanded=false]");
		while (await closed.count()) await closed.first().click();
		await visitor.toggles("media");
		expect(await flaws(visitor)).toEqual([]);
	});

	test("axe finds nothing wrong with the placeholder", async () => {
		const visitor = await arrive(options, { body: film });
		await visitor.placeholder.waitFor();
		expect(await flaws(visitor)).toEqual([]);
	});

	test("axe finds nothing wrong with the floating button and the message beside it", async () => {
		const visitor = await arrive(options);
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		await visitor.trigger.waitFor();
		await visitor.page.locator("your-say .told", { hasText: "Saved" }).waitFor();
		expect(await flaws(visitor)).toEqual([]);
	});

	test("axe finds nothing wrong with the preferences in a page", async () => {
		const visitor = await arrive(options, { body: "<your-say-preferences></your-say-preferences>" });
		await visitor.page.locator("your-say-preferences [data-yoursay-view]").waitFor();
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		expect(await flaws(visitor)).toEqual([]);
	});
});

test("axe does look into the shadow root: a control broken on purpose is found", async () => {
	const visitor = await arrive({});
	await visitor.firstLayer.locator("[data-yoursay-action=accept-all]").evaluate((button) => {
		button.replaceChildren();
		button.setAttribute("style", "min-block-size: 8px; block-size: 8px; inline-size: 8px; padding: 0");
	});
	const found = await flaws(visitor);
	expect(found.filter((each) => each.startsWith("button-name: your-say"))).toHaveLength(1);
});
