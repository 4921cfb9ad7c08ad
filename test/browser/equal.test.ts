import { expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();
const opener = '<button data-yoursay-open="preferences">Choices</button>';

/** A page on whose first layer `meddle` is let loose as soon as it stands. */
async function arrive({ meddle = "", before = "", over = {}, lang = "en" } = {}) {
	const visitor = await site.visitor();
	const script = `<script>
		const watch = new MutationObserver(() => {
			const root = document.querySelector("your-say")?.shadowRoot;
			if (!root?.querySelector("[data-yoursay-view=ask]")) return;
			watch.disconnect();
			const of = (action) => root.querySelector("[data-yoursay-view=ask] [data-yoursay-action=" + action + "]");
			${meddle}
		});
		watch.observe(document, { childList: true, subtree: true });
	</script>`;
	await visitor.finds({
		"/f/page.html": html({
			lang,
			tag: "",
			config: { site: { id: "fixture" }, purposes: ["analytics"], ...over },
			before: before + (meddle && script),
			body: opener,
		}),
	});
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await expect.poll(() => visitor.asked(/\/equal\.js$/).length, soon).toBe(1);
	return visitor;
}

test.each<[string, string, RegExp]>([
	[
		"size and weight",
		'of("accept-all").style.fontWeight = 900; of("accept-all").style.scale = 1.2;',
		/size: \d+ x \d+ px \/ .*font-weight: 600 \/ 900;.*scale: none \/ 1\.2/,
	],
	[
		"colour and contrast",
		'of("reject-all").style.background = "#eee"; of("reject-all").style.color = "#ccc";',
		/background-color: .*contrast: 1\.4:1 \/ 17\.2:1/,
	],
	[
		"the label alone",
		'of("accept-all").firstChild.style.textTransform = "uppercase";',
		/label's text-transform: none \/ uppercase/,
	],
	["steps", 'of("reject-all").hidden = true;', /steps: 2 \/ 1/],
])("what makes one answer louder by %s is told where a site is made", async (_, meddle, says) => {
	const visitor = await arrive({ meddle });
	await expect.poll(() => visitor.told.join("\n"), soon).toMatch(/^warning: .*choice-unequal/m);
	expect(visitor.told.join("\n")).toMatch(says);
});

test("own words that make one answer longer are told", async () => {
	const ask = { acceptAll: "Yes, I would like all of it, thanks" };
	const visitor = await arrive({ over: { languages: { texts: { en: { ask } } } } });
	await expect.poll(() => visitor.told.join("\n"), soon).toMatch(/choice-unequal.*letters: 10 \/ 35/s);
});

test("an accent that needs its ring is told once, with its ratio; nothing else is", async () => {
	const visitor = await arrive({ before: "<style>:root { --yoursay-accent: #ffd400 }</style>" });
	await expect.poll(() => visitor.told.join("\n"), soon).toMatch(/accent-faint.*1\.4:1, light/s);
	await visitor.opensPreferences();
	await visitor.page.waitForTimeout(800);
	expect(visitor.told).toHaveLength(1);
});

test.each(["bar", "box", "dialog"])("ours are alike, as a %s and in the panel: nothing is told", async (layout) => {
	const visitor = await arrive({ over: { layout } });
	await visitor.page.evaluate(() => window.yoursay.open("preferences"));
	await visitor.panel.waitFor();
	await visitor.page.waitForTimeout(800);
	expect(visitor.told).toEqual([]);
});

test.each(["de", "it", "fr", "ru", "ja"])(
	"ours are alike in a bar in %s, whose labels differ in length",
	async (lang) => {
		const visitor = await arrive({ over: { layout: "bar" }, lang });
		await visitor.page.waitForTimeout(300);
		expect(visitor.told).toEqual([]);
	},
);
