import { expect, test } from "vitest";
import { goEverywhere, pageOf } from "./everywhere.ts";
import { flaws } from "./flaws.ts";
import { openSite } from "./setup.ts";

const site = openSite();
const desktop = { width: 1280, height: 800 };
const phone = { width: 320, height: 640 };

// German has the longest words, Arabic reads from the right; each theme, direction and width meets each other one.
test.each([
	["German", "light", "a desktop", "de", desktop],
	["German", "dark", "320 px", "de", phone],
	["Arabic", "dark", "a desktop", "ar", desktop],
	["Arabic", "light", "320 px", "ar", phone],
] as const)(
	"axe finds nothing wrong with any view in %s, in %s colours, on %s",
	{ timeout: 900_000 },
	async (_, colorScheme, __, lang, viewport) => {
		const found: Record<string, string[]> = {};
		await goEverywhere(site, lang, { colorScheme, viewport }, async (step, view) => {
			const all = await flaws({ page: view.page() });
			if (all[0]) found[step] = all;
		});
		expect(found).toEqual({});
	},
);

test("axe does look into the shadow root: a control broken on purpose is found", async () => {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": pageOf("en") });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.settles();
	await visitor.firstLayer.locator("[data-yoursay-action=accept-all]").evaluate((button) => {
		button.replaceChildren();
		button.setAttribute("style", "min-block-size: 8px; block-size: 8px; inline-size: 8px; padding: 0");
	});
	const found = await flaws(visitor);
	expect(found.filter((each) => each.startsWith("button-name: your-say"))).toHaveLength(1);
});
