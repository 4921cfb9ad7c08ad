import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { settle } from "../../src/config/settle.ts";
import * as arabic from "../../src/locales/ar.ts";
import * as german from "../../src/locales/de.ts";
import * as french from "../../src/locales/fr.ts";
import { noticesOf } from "../../src/policy/notice.ts";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();
const config = {
	site: { id: "fixture", controller: { name: "Example Ltd" } },
	endpoint: "/yoursay",
	purposes: ["analytics", "marketing", { id: "media", vendors: [{ id: "films" }] }],
	region: "DE",
};
const opener = '<button data-yoursay-open="preferences">Choices</button>';

async function arrive({ lang = "en", locale = "en-US", over = {}, body = opener, tag = "" } = {}) {
	const visitor = await site.visitor({ locale });
	await visitor.finds({ "/f/page.html": html({ lang, tag, config: { ...config, ...over }, body }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	const title = () => visitor.firstLayer.locator("h2").textContent();
	const other = visitor.firstLayer.locator("[data-yoursay-action=language]");
	const list = visitor.panel.locator("select");
	return { visitor, title, other, list };
}

test("a page in German asks in German, in one file, and the record names the language and the words", async () => {
	const { visitor, title, other } = await arrive({ lang: "de-AT", locale: "de-DE" });
	expect(await title()).toBe(german.ask.title);
	expect(await other.count()).toBe(0);
	expect(visitor.asked(/ask-/).map((path) => path.split("/").pop())).toEqual(["ask-de.js"]);
	const before = (await site.collected()).length;
	await visitor.rejects();
	await expect.poll(async () => (await site.collected()).length, soon).toBe(before + 1);
	const { notice } = (await site.collected()).at(-1)!;
	expect(notice.language).toBe("de");
	const shown = noticesOf(settle(config), german, "de").filter(({ view }) => view === "ask");
	const receipt = await visitor.page.evaluate(() => window.yoursay.receipt());
	expect(shown).toContainEqual(receipt!.notices[notice.textHash!]);
});

test.each([
	["ka", "fr-CA", french.ask.title],
	["", "de", german.ask.title],
	["ka", "ka", "Your data, your say"],
	["en_GB", "fr", "Your data, your say"],
])("a page in %j asks a browser in %s in the language that both leave", async (lang, locale, said) => {
	const { title } = await arrive({ lang, locale });
	expect(await title()).toBe(said);
});

test.each([
	["on the tag", { tag: 'data-language="de"' }],
	["in the configuration", { over: { languages: { default: "de" } } }],
])("the owner's language %s goes before the page's", async (_, given) => {
	const { visitor, title } = await arrive({ ...given, locale: "de" });
	expect(await title()).toBe(german.ask.title);
	expect((await visitor.snapshot()).language).toBe("de");
});

test("whose browser is in another language finds it on the first layer, and the way back; right-to-left follows", async () => {
	const { visitor, title, other } = await arrive({ locale: "ar" });
	const directionOf = () => visitor.firstLayer.evaluate((layer) => getComputedStyle(layer).direction);
	expect([await other.textContent(), await other.getAttribute("lang"), await directionOf()]).toEqual([
		"العربية",
		"ar",
		"ltr",
	]);
	await other.click();
	await expect.poll(title, soon).toBe(arabic.ask.title);
	expect([await other.textContent(), await directionOf()]).toEqual(["English", "rtl"]);
	await expect.poll(() => other.evaluate((button) => button.matches(":focus")), soon).toBe(true);
	expect(await visitor.keeps()).toMatchObject({ cookies: [], localStorage: [], databases: [] });
	await other.click();
	await expect.poll(title, soon).toBe("Your data, your say");
	expect(await directionOf()).toBe("ltr");
	await other.click();
	await expect.poll(title, soon).toBe(arabic.ask.title);
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	await expect.poll(async () => (await site.collected()).at(-1)?.notice.language, soon).toBe("ar");
	expect((await visitor.snapshot()).language).toBe("ar");
});

test("the panel names each language in its own words, and comes up in the one chosen with what was moved", async () => {
	const { visitor, list } = await arrive();
	await visitor.opensPreferences();
	await visitor.toggles("media");
	await list.focus();
	const names = await list.locator("option").allTextContents();
	expect(names).toEqual(expect.arrayContaining(["Deutsch", "Français", "العربية", "日本語", "简体中文"]));
	expect(await list.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]!.lang)).toBe("en");
	await list.selectOption("de");
	await expect.poll(() => visitor.panel.locator("h2").textContent(), soon).toBe(german.words.preferences.title);
	await expect.poll(() => list.evaluate((select) => select.matches(":focus")), soon).toBe(true);
	const on = visitor.panel.locator("[role=switch]:checked");
	expect(await on.evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.yoursayPurpose))).toEqual([
		"media",
	]);
	// The first layer behind it follows.
	expect(await visitor.firstLayer.locator("h2").textContent()).toBe(german.ask.title);
	await visitor.pressesInPanel("save");
	await visitor.seesNoFirstLayer();
	expect((await visitor.snapshot()).purposes).toMatchObject({ media: "granted", analytics: "refused" });
	await expect.poll(async () => (await visitor.records()).at(-1)?.notice.language, soon).toBe("de");
});

test("where the other words do not load nothing changes, and the visitor is told", async () => {
	const { visitor, title, list } = await arrive();
	await visitor.context.route(/words-de\.js/, (route) => route.abort());
	await visitor.opensPreferences();
	await list.focus();
	await list.selectOption("de");
	await visitor.page.locator("your-say .told", { hasText: "did not load" }).waitFor();
	expect([await title(), await list.inputValue()]).toEqual(["Your data, your say", "en"]);
	expect((await visitor.snapshot()).language).toBe("en");
	expect(visitor.told.join()).toMatch(/chunk-failed.*words-de/);
});

test("in the page too; a form keeps its words and what is typed into it", async () => {
	const { visitor, list } = await arrive({
		body: "<your-say-preferences></your-say-preferences><your-say-rights></your-say-rights>",
	});
	const panel = visitor.page.locator("your-say-preferences");
	const form = visitor.page.locator("your-say-rights");
	await form.locator(".offers input").first().waitFor();
	await panel.locator("select").focus();
	await panel.locator("select").selectOption("fr");
	await expect.poll(() => panel.locator("h2").textContent(), soon).toBe(french.words.preferences.title);
	expect(await form.locator("h2").textContent()).toBe("What would you like to do?");
	expect(await list.count()).toBe(0);
});

test("the owner's own texts stand over ours in their language: any word, any part of one, and own purposes", async () => {
	const texts = {
		de: {
			ask: { title: "Kurz gefragt" },
			inSentence: { chat: "den Chat" },
			purposes: { "chat.title": "Chat", "chat.body": "Fragen an uns." },
			preferences: { "vendors.one": "{count} Firma" },
		},
	};
	const over = { languages: { texts }, purposes: ["analytics", { id: "chat", vendors: [{ id: "talk" }] }] };
	const { visitor, title } = await arrive({ lang: "de", locale: "de", over });
	expect(await title()).toBe("Kurz gefragt");
	expect(await visitor.firstLayer.locator("b").last().textContent()).toBe("den Chat");
	await visitor.opensPreferences();
	const row = visitor.panel.locator("[part=purpose]", { hasText: "Chat" });
	expect(await row.locator(".body").textContent()).toBe("Fragen an uns.");
	expect(await row.locator(".more").textContent()).toBe("1 Firma");
});

test("in every language both answers stand alike on a narrow phone, and nothing is cut", async () => {
	const visitor = await site.visitor({ viewport: { width: 320, height: 568 } });
	const languages = readdirSync(new URL("../../src/locales", import.meta.url)).flatMap(
		(file) => /(.+)\.ts$/.exec(file)?.[1] ?? [],
	);
	expect(languages.length).toBeGreaterThan(50);
	await visitor.finds(
		Object.fromEntries(languages.map((lang) => [`/f/${lang}.html`, html({ lang, tag: "", config, body: opener })])),
	);
	for (const lang of languages) {
		await visitor.goes(`/f/${lang}.html`);
		await visitor.seesFirstLayer();
		const seen = await visitor.firstLayer.evaluate((layer) => {
			const [no, yes] = ["reject-all", "accept-all"].map(
				(action) => layer.querySelector(`[data-yoursay-action=${action}]`)!,
			);
			const { width, height } = no!.getBoundingClientRect();
			const other = yes!.getBoundingClientRect();
			const isCut = (element: Element) => element.scrollWidth > element.clientWidth + 1;
			return {
				lang: (layer.getRootNode() as ShadowRoot).host.getAttribute("lang"),
				alike: Math.abs(width - other.width) < 0.5 && Math.abs(height - other.height) < 0.5,
				cut: [...layer.querySelectorAll("button, h2, p")].filter(isCut).map(({ textContent }) => textContent),
				inView: layer.getBoundingClientRect().top >= 0,
			};
		});
		expect.soft(seen, lang).toEqual({ lang, alike: true, cut: [], inView: true });
	}
}, 240_000);
