import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCollector } from "../../../src/collector/collector.ts";
import { memoryStore } from "./memory-store.ts";
import { newSecret } from "./sample.ts";

vi.mock("../../../src/collector/page/pages.ts", () => ({
	pages: Object.fromEntries(
		["inbox.html", "status.html", "confirm.html", "inbox.js", "page.css"].map((name) => [
			name,
			{
				type: `text/${name.split(".")[1]}; charset=utf-8`,
				body: `<!doctype html>${name} {{path}} {{path}}/page/ {{timeZone}}`,
			},
		]),
	),
}));

let collect: (request: Request) => Promise<Response>;
beforeEach(() => {
	collect = createCollector({
		store: memoryStore(),
		origins: ["https://shop.example"],
		path: "/privacy/collect/",
		timeZone: "America/Los_Angeles",
		onError: () => {},
	});
});
afterEach(() => vi.restoreAllMocks());
const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
	collect(new Request(`https://collect.example/privacy/collect${path}`, { method, headers }));
const browser = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

describe("a page", () => {
	it.each([
		["/inbox", "inbox.html"],
		["/requests/SHOP-0000-0000", "status.html"],
		["/requests/SHOP-0000-0000/confirm", "confirm.html"],
	])("at %s is %s, with the path it is served at, and may do nothing but call the collector", async (path, name) => {
		const response = await get(path, browser);
		expect([response.status, await response.text()]).toEqual([
			200,
			`<!doctype html>${name} /privacy/collect /privacy/collect/page/ ${name === "confirm.html" ? "UTC" : "America/Los_Angeles"}`,
		]);
		expect(Object.fromEntries(response.headers)).toEqual({
			"cache-control": "no-store",
			"content-security-policy":
				"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
			"content-type": "text/html; charset=utf-8",
			"cross-origin-opener-policy": "same-origin",
			"referrer-policy": "no-referrer",
			"x-content-type-options": "nosniff",
			...(path === "/requests/SHOP-0000-0000" && { vary: "Origin" }),
		});
	});

	it("is the same whether there is such a request or not: it holds no data", async () => {
		const [one, other] = [await get("/requests/SHOP-0000-0000", browser), await get("/requests/nonsense", browser)];
		expect(await one.text()).toBe(await other.text());
	});

	it("of a status is not for whoever has a secret, or asks for anything else", async () => {
		const authorization = `Bearer ${newSecret()}`;
		for (const headers of [
			{ ...browser, authorization },
			{ accept: "application/json" },
			{ accept: "text/htmlx" },
			{},
		]) {
			const response = await get("/requests/SHOP-0000-0000", headers as Record<string, string>);
			expect(response.headers.get("content-type")).toBe("application/problem+json");
		}
	});

	it("has its scripts and styles under /page, and nothing else there", async () => {
		const script = await get("/page/inbox.js");
		expect([script.status, script.headers.get("content-type")]).toEqual([200, "text/js; charset=utf-8"]);
		expect((await get("/page/page.css")).status).toBe(200);
		for (const name of ["inbox.html", "none.js", "constructor.js", "__proto__.js", "..%2Fx.js", "INBOX.JS", ""]) {
			expect((await get(`/page/${name}`)).status, name).toBe(404);
		}
	});

	it("is readable by no other origin", async () => {
		for (const path of ["/inbox", "/page/inbox.js", "/requests/SHOP-0000-0000/confirm"]) {
			const { headers } = await get(path, { ...browser, origin: "https://shop.example" });
			expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
		}
	});

	it("takes nothing but a GET", async () => {
		for (const method of ["POST", "PUT", "DELETE"]) expect((await get("/inbox", {}, method)).status).toBe(405);
	});
});
