import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, test } from "vitest";
import { pageOverflow } from "./room.ts";
import { openSite } from "./setup.ts";
import { nothing, type Visitor } from "./visitor.ts";

const site = openSite();

const californian =
	"?play-region=US-CA&play-zone=America/Los_Angeles&play-languages=en-US,es&play-signal=gpc&play-date=2027-05-14";
const pages = ["/isokron/", "/kratys/", "/a21e/", "/strict/", "/isokron/privacy.html"];

/** What a script of the page is told about its visitor. */
const told = ({ page }: Visitor) =>
	page.evaluate(() => {
		const { language, languages, doNotTrack, globalPrivacyControl } = navigator as Navigator & {
			doNotTrack: string | null;
			globalPrivacyControl?: boolean;
		};
		const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
		return { language, languages: [...languages], doNotTrack, globalPrivacyControl, timeZone };
	});
/** Today, at their place. */
const today = ({ page }: Visitor, zone = "America/Los_Angeles") =>
	page.evaluate((timeZone) => {
		const day = (date: Date | number) =>
			new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(date);
		return [day(new Date()), day(Date.now()), day(Date.parse(Date()))];
	}, zone);
const said = ({ page }: Visitor) =>
	page.evaluate(() => document.querySelector<HTMLScriptElement>('script[src="/yoursay.js"]')!.dataset.region);
const answer = async (path: string) => {
	const response = await fetch(site.url + path, { redirect: "manual" });
	const { status, headers } = response;
	return { status, type: headers.get("content-type"), place: headers.get("location"), text: await response.text() };
};

describe.each(pages)("for a played Californian on %s", (path) => {
	test("scripts are told of that zone, these languages, that signal and date, and yoursay's tag of the region", async () => {
		const visitor = await site.visitor();
		await visitor.goes(path + californian);
		expect(await told(visitor)).toEqual({
			language: "en-US",
			languages: ["en-US", "es"],
			doNotTrack: null,
			globalPrivacyControl: true,
			timeZone: "America/Los_Angeles",
		});
		expect(await today(visitor)).toEqual(["2027-05-14", "2027-05-14", "2027-05-14"]);
		expect(await said(visitor)).toBe("US-CA");
		expect((await visitor.isReady()).signals).toMatchObject({ gpc: true });
		expect(visitor.crashes).toEqual([]);
	});
});

test("the played visitor is there before the page's first script", async () => {
	const visitor = await site.visitor();
	await visitor.goes(`/strict/${californian}`);
	const first = await visitor.page.locator("script").first().textContent();
	expect(first).toContain('"signal":"gpc"');
	expect(await visitor.page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
});

test("the played clock runs on, and dates that a script names stay as named", async () => {
	const visitor = await site.visitor();
	await visitor.goes(`/isokron/${californian}`);
	const { passed, named, isDate, kept } = await visitor.page.evaluate(async () => {
		const start = Date.now();
		await new Promise((resolve) => setTimeout(resolve, 50));
		const later = new Date();
		class Later extends Date {}
		return {
			passed: later.getTime() - start,
			named: new Date(0).toISOString() + new Date(2020, 0, 1).getFullYear() + Date.UTC(2020, 0, 1),
			isDate: new Date() instanceof Date && new Later() instanceof Later && new Date().constructor === Date,
			kept: structuredClone(new Date(5)).getTime(),
		};
	});
	expect(passed).toBeGreaterThanOrEqual(49);
	expect(passed).toBeLessThan(10_000);
	expect(named).toBe("1970-01-01T00:00:00.000Z20201577836800000");
	expect(isDate).toBe(true);
	expect(kept).toBe(5);
});

test("half an hour before midnight, summer time that began in between makes it no other day", async () => {
	const visitor = await site.visitor();
	await visitor.page.clock.install({ time: "2026-11-22T07:30:00Z" });
	await visitor.goes("/isokron/?play-zone=America/Los_Angeles&play-date=2027-06-10");
	expect(await today(visitor)).toContain("2027-06-10");
	expect(await visitor.page.evaluate(() => new Date().toISOString())).toMatch(/^2027-06-11T06:[3-5]/);
});

test("where the browser has Temporal, it tells of the same zone and day", async () => {
	const visitor = await site.visitor();
	await visitor.goes(`/isokron/${californian}`);
	const found = await visitor.page.evaluate(() => {
		// Not in the types yet, nor in every browser.
		const { Temporal } = globalThis as unknown as {
			Temporal?: { Now: Record<"timeZoneId" | "plainDateISO" | "zonedDateTimeISO" | "instant", () => unknown> };
		};
		if (!Temporal) return null;
		const { Now } = Temporal;
		return [Now.timeZoneId(), String(Now.plainDateISO()), String(Now.zonedDateTimeISO()), String(Now.instant())];
	});
	if (!found) return;
	expect(found[0]).toBe("America/Los_Angeles");
	expect(found[1]).toBe("2027-05-14");
	expect(found[2]).toMatch(/^2027-05-14T.*\[America\/Los_Angeles\]$/);
	expect(found[3]).toMatch(/^2027-05-1[45]T/);
});

test.each([
	["dnt", { doNotTrack: "1", globalPrivacyControl: false }],
	["none", { doNotTrack: null, globalPrivacyControl: false }],
])("the signal %s is told as the browsers that have it tell it", async (signal, expected) => {
	const visitor = await site.visitor();
	await visitor.goes(`/isokron/?play-signal=${signal}`);
	expect(await told(visitor)).toMatchObject(expected);
	expect(await said(visitor)).toBeUndefined();
});

test.each(["play-region=US-CA&play-known=guess", "play-region=unknown"])(
	"a region that the site is not told of is not on yoursay's tag (%s)",
	async (query) => {
		const visitor = await site.visitor();
		await visitor.goes(`/a21e/?${query}&play-zone=America/Denver`);
		expect(await said(visitor)).toBeUndefined();
		expect(await told(visitor)).toMatchObject({ timeZone: "America/Denver" });
	},
);

test("without parameters a page is as it always was", async () => {
	const [plain, other] = await Promise.all([answer("/isokron/"), answer("/isokron/?utm_source=letter")]);
	expect(plain.text).toBe(other.text);
	expect(plain.text).not.toContain("data-region");
	expect(plain.text).not.toContain("playVisitor");
});

test.each([
	["play-region=de", "play-region", "ISO 3166"],
	["play-region=ZZ", "play-region", "ISO 3166"],
	["play-region=US-CA%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "play-region", "ISO 3166"],
	["play-region=", "play-region", "ISO 3166"],
	["play-known=guess", "play-known", "needs play-region"],
	["play-region=DE&play-known=perhaps", "play-known", "server or guess"],
	["play-zone=Mars/Olympus", "play-zone", "IANA"],
	["play-zone=%2B01:00", "play-zone", "IANA"],
	["play-languages=german", "play-languages", "BCP 47"],
	["play-languages=de,,en", "play-languages", "BCP 47"],
	["play-languages=%3C/script%3E", "play-languages", "BCP 47"],
	["play-signal=loud", "play-signal", "none, gpc or dnt"],
	["play-date=2027-02-30", "play-date", "YYYY-MM-DD"],
	["play-date=2027-5-1", "play-date", "YYYY-MM-DD"],
	["play-date=1999-12-31", "play-date", "from 2020-01-01 to 2099-12-31"],
	["play-date=2027-01-01&play-date=2027-01-02", "play-date", "twice"],
	["play-regoin=DE", "play-", "Known are play-region, play-known"],
])("%s is a 400 that names the parameter and what it may be, and repeats nothing", async (query, name, means) => {
	for (const path of ["/isokron/", "/"]) {
		const { status, type, text } = await answer(`${path}?${query}`);
		expect(status).toBe(400);
		expect(type).toBe("text/plain; charset=utf-8");
		expect(text).toContain(name);
		expect(text).toContain(means);
		expect(text).not.toMatch(/[<>"]|alert|regoin|Mars|1999-12-31|german|loud|perhaps/);
	}
});

test("the visitor comes along to the site's other pages, by a missing slash too", async () => {
	const visitor = await site.visitor();
	await visitor.goes(`/isokron/${californian}`);
	await visitor.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Privacy" }).click();
	await visitor.page.waitForURL(`**/isokron/privacy.html${californian}`);
	expect(await told(visitor)).toMatchObject({ timeZone: "America/Los_Angeles", globalPrivacyControl: true });
	await visitor.page.getByRole("link", { name: "All demonstration sites" }).click();
	await visitor.page.waitForURL(`${site.url}/${californian}`);
	expect(await visitor.page.locator("#played").textContent()).toBe(
		"Playing: California · en-US, es · Global Privacy Control · 14 May 2027",
	);
	expect(await answer(`/isokron${californian}`)).toMatchObject({ status: 301, place: `/isokron/${californian}` });
});

test("a link in the widget's shadow root takes the visitor along, one within the page loads nothing anew", async () => {
	const visitor = await site.visitor();
	await visitor.goes(`/isokron/${californian}`);
	await visitor.page.evaluate(() => Object.assign(window, { stayed: true }));
	await visitor.page.getByRole("link", { name: "Your keys" }).click();
	await visitor.page.waitForURL(`**/isokron/${californian}#keys`);
	expect(await visitor.page.evaluate(() => (window as unknown as { stayed?: boolean }).stayed)).toBe(true);

	await visitor.page.evaluate(() => {
		const link = Object.assign(document.createElement("a"), {
			href: "/isokron/privacy.html",
			textContent: "The policy",
		});
		const host = document.body.appendChild(document.createElement("div"));
		host.attachShadow({ mode: "open" }).append(link);
	});
	await visitor.page.getByText("The policy", { exact: true }).click();
	await visitor.page.waitForURL(`**/isokron/privacy.html${californian}`);
});

test.each(["/", ...pages])("playing stores nothing on %s", async (path) => {
	const visitor = await site.visitor();
	// Where uses are on until a no, vendors would store something.
	await visitor.goes(`${path}${californian.replace("US-CA", "DE")}`);
	await visitor.rests();
	expect(await visitor.keeps()).toEqual(nothing);
});

describe("on the start page", () => {
	const arrive = async (query = "") => {
		const visitor = await site.visitor();
		await visitor.goes(`/${query}`);
		await visitor.page.locator("#zone").filter({ hasText: "clock" }).waitFor();
		return visitor;
	};
	const links = ({ page }: Visitor) =>
		page
			.locator("a[data-plays]")
			.evaluateAll((all) => [...new Set(all.map((link) => (link as HTMLAnchorElement).search))]);

	test("the form makes a visitor up, the links to the sites carry them, and a line says who it is", async () => {
		const visitor = await arrive();
		const { page } = visitor;
		expect(await links(visitor)).toEqual([""]);
		await page.getByLabel("Region").selectOption({ label: "Germany" });
		await page.getByText("It guesses").click();
		await page.getByText("Do Not Track").click();
		await page.getByText("Another day").click();
		await page.getByLabel("Which day").fill("2028-02-29");
		expect(await page.locator("#played").textContent()).toBe(
			"Playing: Germany, to be guessed · de-DE, de, en · Do Not Track · 29 February 2028",
		);
		const query =
			"?play-region=DE&play-known=guess&play-zone=Europe/Berlin&play-languages=de-DE,de,en&play-date=2028-02-29&play-signal=dnt";
		expect(await links(visitor)).toEqual([query]);

		await page.getByRole("link", { name: "a21e", exact: true }).click();
		await page.waitForURL(`**/a21e/${query}`);
		expect(await told(visitor)).toMatchObject({ language: "de-DE", timeZone: "Europe/Berlin", doNotTrack: "1" });
		expect(await today(visitor, "Europe/Berlin")).toContain("2028-02-29");
	});

	test("every region of the form is one that the server takes", async () => {
		const { page } = await arrive();
		const values = await page
			.locator("#region option")
			.evaluateAll((all) => all.map((each) => each.getAttribute("value")!));
		expect(values.length).toBeGreaterThanOrEqual(25);
		for (const value of values) {
			await page.getByLabel("Region").selectOption(value);
			const [query] = await links({ page } as Visitor);
			expect(query).toContain(value && `play-region=${value}&play-zone=`);
			expect(await answer(`/isokron/${query}`)).toMatchObject({ status: 200 });
		}
	});

	test("an address restores its visitor, and “Be yourself again” leaves nobody", async () => {
		const visitor = await arrive(californian);
		const { page } = visitor;
		expect(await page.getByLabel("Region").inputValue()).toBe("US-CA");
		expect(await page.getByLabel("Languages").inputValue()).toBe("en-US, es");
		expect(await page.getByLabel("Global Privacy Control").isChecked()).toBe(true);
		expect(await page.getByLabel("Which day").inputValue()).toBe("2027-05-14");
		await page.getByRole("button", { name: "Be yourself again" }).click();
		expect(await page.locator("#played").textContent()).toBe("You visit as yourself.");
		expect(await links(visitor)).toEqual([""]);
		expect(page.url()).toBe(`${site.url}/`);
	});

	test("languages that are none are told to be so, and the links keep the last visitor that could be", async () => {
		const visitor = await arrive("?play-languages=fr&play-signal=none");
		const field = visitor.page.getByLabel("Languages");
		await field.fill("french");
		expect(await field.getAttribute("aria-invalid")).toBe("true");
		expect(await visitor.page.locator("#languages-flaw").textContent()).toContain("such as de-DE, en");
		expect(await links(visitor)).toEqual(["?play-languages=fr&play-signal=none"]);
		await field.fill("pt-br, pt");
		expect(await field.getAttribute("aria-invalid")).toBe("false");
		expect(await links(visitor)).toEqual(["?play-languages=pt-BR,pt&play-signal=none"]);
	});

	test.each([
		["in light colours", { colorScheme: "light" }],
		["in dark colours, on a phone", { colorScheme: "dark", viewport: { width: 320, height: 640 } }],
	] as const)("axe finds nothing wrong with the form %s, filled in and with its flaws told", async (_, options) => {
		const { page } = await site.visitor(options);
		await page.goto(`/${californian}`);
		await page.getByLabel("Languages").fill("english");
		await page.getByLabel("Which day").fill("");
		await page.locator("#date-flaw").filter({ hasText: "2099" }).waitFor();
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`))).toEqual([]);
		expect(await pageOverflow(page)).toBe(0);
	});

	test("the form works while the demo's own data cannot be had", async () => {
		const visitor = await site.visitor();
		await visitor.context.route("**/demo/*", (route) => route.abort());
		await visitor.goes("/");
		await visitor.page.getByLabel("Region").selectOption({ label: "Japan" });
		expect(await visitor.page.locator("#played").textContent()).toContain("Japan");
	});
});

test("Kratys lists each call of the dataLayer as it comes, and asks nobody outside", async () => {
	const visitor = await site.visitor();
	await visitor.goes("/kratys/");
	const heard = visitor.page.locator("#heard li code");
	await heard.filter({ hasText: "config G-EXAMPLE" }).waitFor();
	await visitor.page.evaluate(() => {
		const { dataLayer } = window as unknown as { dataLayer: unknown[] };
		dataLayer.push({ event: "later" }, { event: "last" });
	});
	expect((await heard.allTextContents()).slice(-2)).toEqual(["event", "event"]);
	const calls = await visitor.page.evaluate(() => (window as unknown as { dataLayer: unknown[] }).dataLayer.length);
	expect(await heard.count()).toBe(calls);
	await visitor.accepts();
	await visitor.rests();
	const outside = visitor.requests.filter(({ origin }) => ![site.url, site.demo.otherUrl].includes(origin));
	expect(outside).toEqual([]);
});
