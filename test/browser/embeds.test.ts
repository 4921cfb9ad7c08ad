import { describe, expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

const films = (visitor: Visitor) => visitor.asked(/^\/embed\/video\.html/).length;

async function arrive(path = "/isokron/") {
	const visitor = await site.visitor();
	await visitor.goes(path);
	await visitor.seesFirstLayer();
	await visitor.placeholder.waitFor();
	return visitor;
}

const press = (visitor: Visitor, action: "once" | "always") =>
	visitor.placeholder.locator(`[data-yoursay-action=${action}]`).click();

describe.each(["/isokron/", "/kratys/"])("over the film on %s", (path) => {
	test("the placeholder names film, vendor, provider and country, and links to the vendor's policy", async () => {
		const visitor = await arrive(path);
		const text = await visitor.placeholder.innerText();
		for (const part of ["Framehouse", "Framehouse Ltd", "Ireland", "Just this once", "Always"])
			expect(text).toContain(part);
		const title = await visitor.page.locator("iframe[data-yoursay-vendor]").getAttribute("title");
		expect(text).toContain(title!);
		const policy = visitor.placeholder.getByRole("link", { name: "Their policy" });
		expect(await policy.getAttribute("href")).toBe(`${site.demo.otherUrl}/embed/privacy.html`);
		expect(films(visitor)).toBe(0);
	});

	test("the placeholder has the box that the film would have", async () => {
		const visitor = await arrive(path);
		const [box, sibling] = await visitor.page.evaluate(() => {
			const held = document.querySelector("your-say-held")!;
			const { width, height } = held.getBoundingClientRect();
			const film = document.querySelector<HTMLElement>("iframe[data-yoursay-vendor]")!;
			held.remove();
			film.style.display = "";
			const real = film.getBoundingClientRect();
			return [
				{ width, height },
				{ width: real.width, height: real.height },
			];
		});
		expect(box!.width).toBeCloseTo(sibling!.width, 0);
		expect(box!.height).toBeCloseTo(sibling!.height, 0);
	});
});

test.each(["iframe", "video", "embed", "object"])(
	"a held %s leaves its placeholder as large as it says it is",
	async (name) => {
		const visitor = await site.visitor();
		const body = `<${name} width="400" height="300" style="border: 0" data-yoursay-purpose="media" data-yoursay-src="/f/film"></${name}>`;
		await visitor.finds({ "/f/page.html": html({ body }) });
		await visitor.goes("/f/page.html");
		await visitor.placeholder.waitFor();
		const box = visitor.page.locator("your-say-held");
		expect(await box.evaluate(({ offsetWidth, offsetHeight }: HTMLElement) => [offsetWidth, offsetHeight])).toEqual([
			400, 300,
		]);
	},
);

test("“Just this once” loads that film alone, and nothing is stored, recorded or decided", async () => {
	const visitor = await site.visitor();
	const embed = (title: string) =>
		`<iframe title="${title}" data-yoursay-purpose="media" data-yoursay-vendor="films" data-yoursay-src="/f/${title}.html"></iframe>`;
	await visitor.finds({
		"/f/page.html": html({
			tag: 'data-site-id="fixture" data-endpoint="/yoursay"',
			config: { purposes: ["analytics", { id: "media", vendors: [{ id: "films", name: "Films" }] }] },
			body: embed("one") + embed("two"),
		}),
		"/f/one.html": "one",
		"/f/two.html": "two",
	});
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await expect.poll(() => visitor.placeholder.count(), soon).toBe(2);
	await visitor.placeholder.first().locator("[data-yoursay-action=once]").click();
	await expect.poll(() => visitor.asked(/^\/f\/(one|two)/), soon).toEqual(["/f/one.html"]);
	await expect.poll(() => visitor.placeholder.count(), soon).toBe(1);
	await visitor.rests();

	const { cookies, localStorage, sessionStorage, databases } = await visitor.keeps();
	expect([...cookies, ...localStorage, ...sessionStorage, ...databases]).toEqual([]);
	expect(visitor.asked(/^\/yoursay\/records/)).toEqual([]);
	expect(await visitor.snapshot()).toMatchObject({ decided: false, method: null });
	expect(await visitor.firstLayer.isVisible()).toBe(true);

	await visitor.reloads();
	await expect.poll(() => visitor.placeholder.count(), soon).toBe(2);
});

test("“Just this once” moves the focus to the film", async () => {
	const visitor = await arrive();
	await press(visitor, "once");
	await expect.poll(() => visitor.page.evaluate(() => document.activeElement?.localName), soon).toBe("iframe");
});

test("“Always” grants that vendor alone; the rest stays unasked and the first layer stays", async () => {
	const visitor = await arrive();
	await press(visitor, "always");
	await expect.poll(() => films(visitor), soon).toBe(1);
	await expect
		.poll(async () => (await site.collected()).filter(({ method }) => method === "always").length, soon)
		.toBe(1);
	const record = (await site.collected()).find(({ method }) => method === "always")!;
	expect(record).toMatchObject({
		automated: false,
		purposes: { analytics: "not-asked", media: "not-asked" },
		vendors: { framehouse: "granted" },
		interface: { view: "placeholder" },
	});
	await visitor.rests();
	expect(await visitor.snapshot()).toMatchObject({ decided: false, vendors: { framehouse: "granted" } });
	expect(await visitor.allows("media", "framehouse")).toBe(true);
	expect(await visitor.allows("media")).toBe(false);
	expect(await visitor.allows("analytics", "posthog")).toBe(false);
	expect(await visitor.firstLayer.isVisible()).toBe(true);
	expect(visitor.asked(/^\/(vendor|ingest)\//)).toEqual([]);
});

test("after “Always” the film loads with the page, until everything is refused", async () => {
	const visitor = await arrive();
	await press(visitor, "always");
	await expect.poll(() => films(visitor), soon).toBe(1);
	await visitor.goes("/isokron/privacy.html");
	await visitor.goes("/isokron/");
	await expect.poll(() => films(visitor), soon).toBe(2);
	await visitor.seesFirstLayer();
	await visitor.rejects();
	await visitor.placeholder.waitFor();
	expect(await visitor.snapshot()).toMatchObject({ decided: true, vendors: { framehouse: "withdrawn" } });
	expect(await visitor.page.locator("iframe[data-yoursay-vendor]").getAttribute("src")).toBe(null);
});

test("after “Always” by a new visitor, the next page asks the plain question", async () => {
	const visitor = await arrive();
	const title = () => visitor.firstLayer.locator("h2").textContent();
	expect(await title()).toBe("Your data, your say");
	await press(visitor, "always");
	await expect.poll(() => films(visitor), soon).toBe(1);
	for (const path of ["/isokron/privacy.html", "/isokron/"]) {
		await visitor.goes(path);
		await visitor.seesFirstLayer();
		expect(await title()).toBe("Your data, your say");
	}
});

test("a vendor that the configuration does not name offers no “Always”", async () => {
	const visitor = await site.visitor();
	await visitor.finds({
		"/f/page.html": html({
			body: '<iframe title="x" data-yoursay-purpose="media" data-yoursay-src="https://films.example/1"></iframe>',
		}),
	});
	await visitor.goes("/f/page.html");
	await visitor.placeholder.waitFor();
	expect(await visitor.placeholder.locator("[data-yoursay-action=once]").count()).toBe(1);
	expect(await visitor.placeholder.locator("[data-yoursay-action=always]").count()).toBe(0);
	expect(await visitor.placeholder.innerText()).toContain("films.example");
});
