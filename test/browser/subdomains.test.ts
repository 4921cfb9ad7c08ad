/** One choice for several hosts of a site, by `storage.cookie.domain`, where the browser lets a site have such a cookie. */
import { describe, expect, test } from "vitest";
import { held, html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

/** A page of each host, from the demo's files. */
async function visits(visitor: Visitor, domain: string) {
	await visitor.context.route(/\.uk\//, async (route) => {
		const { pathname } = new URL(route.request().url());
		if (pathname === "/") {
			const config = { purposes: ["analytics"], storage: { cookie: { domain } } };
			return route.fulfill({ contentType: "text/html", body: html({ tag: "", config, body: held("counted") }) });
		}
		const file = await fetch(new URL(pathname, site.url));
		const contentType = file.headers.get("content-type")!;
		// What a page still waits for when it is left is nobody's any more.
		return route.fulfill({ contentType, body: Buffer.from(await file.arrayBuffer()) }).catch(() => {});
	});
}
const ran = ({ page }: Visitor) => page.evaluate(() => (window as unknown as { ran: string[] }).ran);

describe("a site under co.uk", () => {
	test.each(["bakery.co.uk", "www.bakery.co.uk"])(
		"that names its own domain is asked once, wherever: on %s",
		async (host) => {
			const visitor = await site.visitor();
			await visits(visitor, "bakery.co.uk");
			await visitor.page.goto(`https://${host}/`);
			await visitor.accepts();
			await visitor.seesNoFirstLayer();
			for (const other of ["bakery.co.uk", "shop.bakery.co.uk"]) {
				await visitor.page.goto(`https://${other}/`);
				await expect.poll(() => ran(visitor), soon).toEqual(["counted"]);
				expect((await visitor.snapshot()).decided).toBe(true);
			}
			// A no on one host is one everywhere.
			await visitor.page.evaluate(() => window.yoursay.rejectAll());
			await visitor.page.goto("https://www.bakery.co.uk/");
			await visitor.rests();
			expect(await ran(visitor)).toEqual([]);
			expect((await visitor.snapshot()).decided).toBe(true);
			expect(visitor.told).toEqual([]);
		},
	);

	test.each(["co.uk", "butcher.co.uk"])(
		"that names %s, which no browser gives it, keeps the choice for the host alone, and its owner is told",
		async (domain) => {
			const visitor = await site.visitor();
			await visits(visitor, domain);
			await visitor.page.goto("https://shop.bakery.co.uk/");
			await visitor.accepts();
			await visitor.seesNoFirstLayer();
			await expect.poll(() => visitor.told.join(), soon).toContain("storage-domain");
			const jar = (await visitor.context.cookies()).map((cookie) => [cookie.name, cookie.domain]);
			expect(jar).toEqual([["yoursay", "shop.bakery.co.uk"]]);
			await visitor.page.reload();
			await expect.poll(() => ran(visitor), soon).toEqual(["counted"]);
			await visitor.page.evaluate(() => window.yoursay.erase());
			expect(await visitor.context.cookies()).toEqual([]);
			await visitor.seesFirstLayer();
			await visitor.page.goto("https://butcher.co.uk/");
			await visitor.seesFirstLayer();
			expect(await ran(visitor)).toEqual([]);
		},
	);
});
