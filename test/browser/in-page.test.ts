import { expect, test } from "vitest";
import { held, html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

async function arrive(body: string) {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": html({ head: held("analytics"), body: `<h1>A page</h1>${body}` }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	return visitor;
}

const inPage = ({ page }: Visitor) => page.locator("your-say-preferences [data-yoursay-view=preferences]");
const toggle = (visitor: Visitor, purpose: string) => inPage(visitor).locator(`[data-yoursay-purpose=${purpose}]`);

test("<your-say-preferences> stands in the page, without a close button, and saves", async () => {
	const visitor = await arrive("<your-say-preferences></your-say-preferences>");
	await inPage(visitor).waitFor();
	expect(await inPage(visitor).evaluate((view) => view.localName)).toBe("section");
	expect(await inPage(visitor).locator("[data-yoursay-action=close]").count()).toBe(0);
	await toggle(visitor, "analytics").click();
	await inPage(visitor).locator("[data-yoursay-action=save]").click();
	await visitor.seesNoFirstLayer();
	expect(await visitor.snapshot()).toMatchObject({
		method: "save",
		purposes: { analytics: "granted", marketing: "refused" },
	});
	await expect.poll(visitor.ran, soon).toEqual(["analytics"]);
	await expect
		.poll(async () => (await visitor.records()).map((record) => record.interface), soon)
		.toEqual([expect.objectContaining({ view: "preferences", layout: "page" })]);
	expect(await inPage(visitor).isVisible()).toBe(true);
});

test("its switches follow what is decided on the first layer", async () => {
	const visitor = await arrive("<your-say-preferences></your-say-preferences>");
	await inPage(visitor).waitFor();
	expect(await toggle(visitor, "analytics").isChecked()).toBe(false);
	await visitor.accepts();
	await expect.poll(() => toggle(visitor, "analytics").isChecked(), soon).toBe(true);
	expect(await toggle(visitor, "marketing").isChecked()).toBe(true);
});

test("its switches follow what is decided in another tab", async () => {
	const visitor = await arrive("<your-say-preferences></your-say-preferences>");
	await inPage(visitor).waitFor();
	const other = await visitor.opensTab();
	await other.goes("/f/page.html");
	await other.seesFirstLayer();
	await other.accepts();
	await expect.poll(() => toggle(visitor, "analytics").isChecked(), soon).toBe(true);
});

test("inserted later it works as well, and taken out and put back it stands again, once", async () => {
	const visitor = await arrive("");
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	await visitor.page.evaluate(() => document.body.append(document.createElement("your-say-preferences")));
	await inPage(visitor).waitFor();
	await visitor.page.evaluate(() => {
		const element = document.querySelector("your-say-preferences")!;
		element.remove();
		document.body.append(element);
	});
	await visitor.rests();
	expect(await inPage(visitor).count()).toBe(1);
	await toggle(visitor, "analytics").click();
	await inPage(visitor).locator("[data-yoursay-action=save]").click();
	await expect.poll(visitor.ran, soon).toEqual(["analytics"]);
});

test("written by innerHTML for a returning visitor it stands as well", async () => {
	const visitor = await arrive('<a href="#" data-yoursay-open="preferences">Choices</a>');
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	await visitor.reloads();
	await visitor.isReady();
	await visitor.page.evaluate(() => {
		const place = document.createElement("main");
		document.body.append(place);
		place.innerHTML = "<section><your-say-preferences></your-say-preferences></section>";
	});
	await inPage(visitor).waitFor();
});

test("before its file is there it takes no space", async () => {
	const visitor = await site.visitor();
	await visitor.context.route(
		(url) => /preferences\.js$/.test(url.pathname),
		(route) => route.abort(),
	);
	await visitor.finds({
		"/f/page.html": html({ body: "<your-say-preferences></your-say-preferences><h1>A page</h1>" }),
	});
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	expect(
		await visitor.page.locator("your-say-preferences").evaluate((element) => element.getBoundingClientRect().height),
	).toBe(0);
});

test("a link to the form opens it in place, and a link to no view is told", async () => {
	const visitor = await arrive(
		'<a id="rights" href="#rights" data-yoursay-open="rights">Your rights</a><a id="none" href="#none" data-yoursay-open="nothing">Nothing</a>',
	);
	await visitor.page.locator("#rights").click();
	await visitor.page.locator('your-say [data-yoursay-view="rights"] select').waitFor();
	expect(new URL(visitor.page.url()).hash).toBe("");
	await visitor.page.locator('your-say [data-yoursay-view="rights"] [data-yoursay-action=close]').first().click();
	await visitor.page.locator("#none").click();
	await expect.poll(() => visitor.told.join(), soon).toContain("view-unknown");
});

test("<your-say-rights> fetches the form when it appears, on a page with nothing else of ours", async () => {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": html({ body: "<your-say-rights></your-say-rights>" }) });
	await visitor.goes("/f/page.html");
	const form = visitor.page.locator('your-say-rights [data-yoursay-view="rights"]');
	await form.locator("select").waitFor();
	expect(await form.locator("[data-yoursay-action=close]").count()).toBe(0);
});
