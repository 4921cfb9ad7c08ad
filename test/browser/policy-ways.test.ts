/** The ways to the policy's summary, and from it to the preferences and back. */
import { describe, expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import { nothing, type Visitor } from "./visitor.ts";

const site = openSite();
const document = {
	version: 1,
	title: "Privacy",
	controller: { name: "Acorn" },
	uses: [{ purpose: "To send orders." }],
};
const files = {
	"/f/p.json": JSON.stringify(document),
	"/f/text.html": "<!doctype html><title>Text</title><h1>The whole text</h1>",
};
const summary = ({ page }: Visitor) => page.locator('your-say [data-yoursay-view="policy"]');

async function arrives(policy: unknown, body = "<h1>A page</h1>") {
	const visitor = await site.visitor();
	const config = { site: { id: "fixture" }, purposes: ["analytics", "media"], policy };
	await visitor.finds({ ...files, "/f/page.html": html({ tag: "", config, body }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.rests();
	return visitor;
}
const path = ({ page }: Visitor) => new URL(page.url()).pathname;

describe.each([
	["a document's address", "/f/p.json?v=1"],
	["a reference to a document and its text", { url: "/f/text.html", document: "/f/p.json" }],
	["a document in the configuration", document],
])("where the configuration has %s", (_, policy) => {
	test("the first layer's link opens the summary, which answers nothing", async () => {
		const visitor = await arrives(policy);
		await visitor.firstLayer.getByRole("link").click();
		await summary(visitor).getByRole("heading", { name: "How Acorn uses your data" }).waitFor();
		expect(path(visitor)).toBe("/f/page.html");
		expect((await visitor.snapshot()).decided).toBe(false);
		await visitor.page.keyboard.press("Escape");
		await summary(visitor).waitFor({ state: "detached" });
		expect(await visitor.firstLayer.isVisible()).toBe(true);
	});

	test("the panel's link opens it over the panel, whose moved switches are still moved afterwards", async () => {
		const visitor = await arrives(policy);
		await visitor.firstLayer.locator("[data-yoursay-action=preferences]").click();
		await visitor.toggles("media");
		await visitor.panel.getByRole("link").first().click();
		await summary(visitor).waitFor();
		await summary(visitor).locator("[data-yoursay-action=close]").click();
		await summary(visitor).waitFor({ state: "detached" });
		const media = visitor.panel.locator("[data-yoursay-purpose=media]");
		expect(await media.isChecked()).toBe(true);
		await visitor.pressesInPanel("save");
		expect((await visitor.snapshot()).purposes).toMatchObject({ analytics: "refused", media: "granted" });
	});

	test("the way to the preferences leads back to the panel that stands already", async () => {
		const visitor = await arrives(policy);
		await visitor.firstLayer.locator("[data-yoursay-action=preferences]").click();
		await visitor.toggles("media");
		await visitor.panel.getByRole("link").first().click();
		await summary(visitor).getByText("On your device").click();
		await summary(visitor).locator("[data-yoursay-action=preferences]").click();
		await summary(visitor).waitFor({ state: "detached" });
		expect(await visitor.panel.count()).toBe(1);
		expect(await visitor.panel.locator("[data-yoursay-purpose=media]").isChecked()).toBe(true);
	});
});

test("the page's own link opens it, and without a document follows its address", async () => {
	const link = '<a href="/f/text.html" data-yoursay-open="policy">Privacy</a>';
	const visitor = await arrives("/f/p.json", link);
	await visitor.page.getByRole("link", { name: "Privacy" }).click();
	await summary(visitor).waitFor();
	expect(path(visitor)).toBe("/f/page.html");

	const other = await arrives("/f/text.html", link);
	await other.page.getByRole("link", { name: "Privacy" }).click();
	await expect.poll(() => path(other), soon).toBe("/f/text.html");
});

test("where there is only a text, the first layer's and the panel's links lead to it", async () => {
	const visitor = await arrives("/f/text.html");
	expect(await visitor.firstLayer.getByRole("link").getAttribute("href")).toBe("/f/text.html");
	await visitor.firstLayer.locator("[data-yoursay-action=preferences]").click();
	await visitor.panel.getByRole("link").first().click();
	await expect.poll(() => path(visitor), soon).toBe("/f/text.html");
});

test("where there is no policy, nothing leads to one, and asking for it is told", async () => {
	const visitor = await arrives(undefined);
	expect(await visitor.firstLayer.getByRole("link").count()).toBe(0);
	await visitor.page.evaluate(() => window.yoursay.open("policy"));
	await expect.poll(() => visitor.told.join(), soon).toContain("“policy”");
	expect(await summary(visitor).count()).toBe(0);

	const other = await arrives(undefined, '<a href="/f/text.html" data-yoursay-open="policy">Privacy</a>');
	await other.page.getByRole("link", { name: "Privacy" }).click();
	await expect.poll(() => path(other), soon).toBe("/f/text.html");
});

describe("a change that is announced", () => {
	const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	const announced = {
		...document,
		versions: [{ effectiveDate: day(20), announced: day(-1), summary: "More will change." }],
	};
	const notice = ({ page }: Visitor) => page.locator('your-say [data-yoursay-view="change"]');

	test("is told to whoever's browser sends a signal that is followed, too", async () => {
		const visitor = await site.visitor();
		await visitor.context.addInitScript(() =>
			Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true }),
		);
		const config = {
			site: { id: "fixture" },
			region: "US-CA",
			purposes: ["analytics", "marketing"],
			policy: announced,
		};
		const body = '<button type="button" data-yoursay-open="preferences">Choices</button>';
		await visitor.finds({ "/f/page.html": html({ tag: "", config, body }) });
		await visitor.goes("/f/page.html");
		// Whoever decides while the signal's status stands has seen it, and it makes room on the next page.
		await visitor.page.locator('your-say [data-yoursay-view="signal"]').waitFor();
		await visitor.opensPreferences();
		await visitor.pressesInPanel("reject-all");
		await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
		await visitor.reloads();
		await notice(visitor).waitFor();
	});

	test("stands in the summary as a part of it, whatever messages have stood on the page", async () => {
		const visitor = await site.visitor();
		const config = { site: { id: "fixture" }, purposes: ["analytics"], trigger: true, policy: announced };
		await visitor.finds({ "/f/page.html": html({ tag: "", config }) });
		await visitor.goes("/f/page.html");
		await visitor.seesFirstLayer();
		await visitor.rejects();
		const status = visitor.page.locator("your-say [role=status].told");
		await expect.poll(() => status.innerText(), soon).toContain("Saved");
		await visitor.page.evaluate(() => window.yoursay.open("policy"));
		const note = summary(visitor).getByText("More will change.").locator("..");
		await note.waitFor();
		expect(await note.evaluate((each) => getComputedStyle(each).position)).toBe("static");
		expect(await note.evaluate((each) => getComputedStyle(each).boxShadow)).toBe("none");
	});

	test("is told to nobody who never chose, also where nothing is a choice", async () => {
		const visitor = await site.visitor();
		const config = { site: { id: "fixture" }, purposes: ["necessary"], policy: announced };
		await visitor.finds({ "/f/page.html": html({ tag: "", config }) });
		await visitor.goes("/f/page.html");
		await visitor.isReady();
		await visitor.rests();
		expect(await notice(visitor).count()).toBe(0);
		expect(await visitor.keeps()).toEqual(nothing);
	});
});

test("close() takes away what stands on top, one after the other", async () => {
	const visitor = await arrives("/f/p.json");
	const call = (code: "open" | "close", view?: "policy" | "preferences") =>
		visitor.page.evaluate(([name, of]) => window.yoursay[name as "open"](of as "policy"), [code, view] as const);
	await call("open", "preferences");
	await call("open", "policy");
	await summary(visitor).waitFor();
	await call("close");
	await summary(visitor).waitFor({ state: "detached" });
	expect(await visitor.panel.isVisible()).toBe(true);
	await call("close");
	await visitor.panel.waitFor({ state: "detached" });
	expect((await visitor.snapshot()).decided).toBe(false);
});

test("nothing of the summary is fetched before it is opened, neither its file nor its document", async () => {
	const visitor = await arrives("/f/p.json", '<a href="/f/text.html" data-yoursay-open="policy">Privacy</a>');
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
	await visitor.rests();
	expect(visitor.asked(/policy|document|p\.json|versions|change/)).toEqual([]);
	await visitor.page.getByRole("link", { name: "Privacy" }).click();
	await summary(visitor).waitFor();
	expect(visitor.asked(/policy\.js|p\.json/)).toHaveLength(2);
});

test("taken out of the page and put back, the panel stands once", async () => {
	const visitor = await arrives(undefined, "<h1>A page</h1><your-say-preferences></your-say-preferences>");
	const inPage = visitor.page.locator("your-say-preferences [data-yoursay-view=preferences]");
	await inPage.waitFor();
	await visitor.page.evaluate(async () => {
		const element = globalThis.document.querySelector("your-say-preferences")!;
		element.remove();
		await new Promise((resolve) => setTimeout(resolve, 50));
		globalThis.document.body.append(element);
	});
	await inPage.waitFor();
	await visitor.rests();
	expect(await inPage.count()).toBe(1);
});
