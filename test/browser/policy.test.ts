import type { BrowserContextOptions } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Policy } from "../../types/policy.ts";
import { lacks } from "./engine.ts";
import { html } from "./fixture.ts";
import { pagesOf } from "./pdf.ts";
import { full, purposes } from "./policy-sample.ts";
import { pageOverflow } from "./room.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const address = "/f/policy.json";

interface Arrival extends BrowserContextOptions {
	body?: string;
	/** What the address gives. */
	served?: unknown;
	before?: string;
}

async function arrive({ body = "<h1>A page</h1>", served = full, before, ...options }: Arrival = {}) {
	const visitor = await site.visitor(options);
	await visitor.finds({
		"/f/page.html": html({
			tag: "",
			config: {
				site: { id: "fixture", name: "Fixture" },
				policy: { document: address, url: "/f/full" },
				purposes,
			},
			body,
			before,
		}),
		...(served !== null && { [address]: typeof served === "string" ? served : JSON.stringify(served) }),
	});
	await visitor.goes("/f/page.html");
	await visitor.isReady();
	await visitor.rests();
	return visitor;
}

const viewOf = ({ page }: Visitor, host = "your-say") => page.locator(`${host} [data-yoursay-view=policy]`);
const row = (visitor: Visitor, title: string) =>
	viewOf(visitor).locator("details", { has: visitor.page.locator("summary", { hasText: title }) });

async function opens(visitor: Visitor) {
	await visitor.page.evaluate(() => void window.yoursay.open("policy"));
	await viewOf(visitor).locator("details").first().waitFor();
	await visitor.settles();
}
async function opensAll(visitor: Visitor, host?: string) {
	for (const each of await viewOf(visitor, host).locator("summary").all()) await each.click();
	await visitor.rests();
}

/** Every text of a document that is shown as it is: no kinds and codes, which are said in words, and no addresses. */
function textsOf(value: unknown, key = ""): string[] {
	if (typeof value === "string")
		return /^(?:kind|source|legalBasis|safeguards|regimes|objectionRegimes|channel|states|region|unit|url|email|lastUpdated|effectiveDate|announced|recipientsUrl|id|country|number)$/.test(
			key,
		)
			? []
			: [value];
	if (Array.isArray(value)) return value.flatMap((each) => textsOf(each, key));
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([name, member]) =>
		/^(?:section|purposes|links)$/.test(name) ? [] : textsOf(member, name),
	);
}

/** Without spaces, and without the addresses that a print has after its links. */
const bare = (text: string) =>
	text.replace(/ \([a-z:/.0-9-]+\)|\s/g, "").replace(/\((?:https:|\/)[a-z:/.0-9-]+\)/g, "");

test("before it is opened nothing of it is built or fetched", async () => {
	const visitor = await arrive();
	await visitor.rejects();
	await visitor.rests();
	expect(visitor.asked(/policy/)).toEqual([]);
	expect(await viewOf(visitor).count()).toBe(0);
	await opens(visitor);
	expect(visitor.asked(/policy\.js(on)?$/).map((path) => path.split("/").pop())).toEqual(["policy.js", "policy.json"]);
	expect(await viewOf(visitor).locator(".text *").count()).toBe(0);
});

describe("of a document with every key", () => {
	test("every text is in the opened view, and stands there once", async () => {
		const visitor = await arrive();
		await opens(visitor);
		await opensAll(visitor);
		const shown = (await viewOf(visitor).evaluate((view) => view.textContent))!;
		const texts = textsOf({ ...full, title: undefined, versions: undefined });
		const count = (all: string, text: string) => all.split(text).length - 1;
		const given = texts.join("\n");
		expect(texts.length).toBeGreaterThan(60);
		expect(texts.filter((text) => count(shown, text) < count(given, text))).toEqual([]);
		// Short words stand in ours as well.
		expect(texts.filter((text) => text.length > 14 && count(shown, text) > count(given, text))).toEqual([]);
		for (const { summary } of full.versions!) expect(shown).toContain(summary);
	});

	test("every kind and code is said in words, and every day as a date", async () => {
		const visitor = await arrive();
		await opens(visitor);
		await opensAll(visitor);
		const shown = (await viewOf(visitor).evaluate((view) => view.textContent))!;
		for (const words of [
			"How Sample Ltd uses your data",
			"Updated May 9, 2026. In force since June 1, 2026.",
			"From you",
			"Collected automatically",
			"From others",
			"We need it to give you the service",
			"Companies that work for us",
			"Services you connect yourself",
			"Law, safety and rights",
			"Others, by kind",
			"Standard contractual clauses",
			"Adequacy decision",
			"GDPR",
			"CCPA",
			"California",
			"WY",
			"At least 30 days before a change that matters, we tell you.",
			"You have 14 days to object",
			"Data protection officer",
			"European Union",
			"United Kingdom",
			"In force since January 2, 2025.",
			"In force from January 1, 2099.",
			"Announced December 1, 2098.",
			"Counter GmbH, Germany: _c (13 months), _s (Until you close the browser), queue",
		])
			expect(shown).toContain(words);
		expect(await viewOf(visitor).locator(".fact").allTextContents()).toEqual([
			"Sold to othersNo",
			"Shared for adsNo",
			"Answer to a requestWithin 30 days",
			"Where it is keptUnited States and other countries",
			"We train AI with itNo",
			"Age limitFrom 16",
		]);
	});

	test("every address is a link, and those of the web open in a new tab without a way back", async () => {
		const visitor = await arrive();
		await opens(visitor);
		await opensAll(visitor);
		const links = await viewOf(visitor)
			.locator("a")
			.evaluateAll((all) =>
				all.map((each) => [each.getAttribute("href")!, each.getAttribute("target"), each.getAttribute("rel")]),
			);
		const addresses = [...JSON.stringify(full).matchAll(/"(?:url|recipientsUrl|email)":"([^"]+)"/g)].map(([, found]) =>
			found!.includes("@") ? `mailto:${found}` : found!,
		);
		expect(new Set(links.map(([href]) => href))).toEqual(new Set(addresses));
		for (const [href, target, rel] of links) {
			expect(target).toBe(/^(mailto|tel):/.test(href!) ? null : "_blank");
			expect(rel).toContain("noopener");
		}
	});
});

test("what is essential and absent is said to be", async () => {
	const visitor = await arrive({
		served: {
			version: 1,
			effectiveDate: "[PENDING]",
			controller: {
				contacts: [{ kind: "mail" }, { kind: "privacy", email: "[CONTACT EMAIL]" }],
				representatives: [{ region: "eu" }],
			},
		},
	});
	await opens(visitor);
	await row(visitor, "Contact").locator("summary").click();
	expect(await viewOf(visitor).locator(".head p").textContent()).toBe(
		"Last update: not yet published. Start date: not yet published.",
	);
	expect(await row(visitor, "Contact").locator(".entry").allTextContents()).toEqual([
		"By postNot yet published",
		"PrivacyNot yet published",
		"RepresentativeNot yet publishedEuropean Union",
	]);
	expect(await viewOf(visitor).locator("h2").textContent()).toBe("How Fixture uses your data");
	expect(await viewOf(visitor).locator(".fact").count()).toBe(0);
});

test("sections open by keyboard, several at once, and are headings", async () => {
	const visitor = await arrive();
	await opens(visitor);
	const { page } = visitor;
	await row(visitor, "What we collect").locator("summary").focus();
	await page.keyboard.press("Enter");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Space");
	await expect.poll(() => viewOf(visitor).locator("details[open] .text:not(:empty)").count(), soon).toBe(2);
	expect(await viewOf(visitor).getByRole("heading", { level: 3, name: "What we collect" }).count()).toBe(1);
	await page.keyboard.press("Escape");
	await viewOf(visitor).waitFor({ state: "detached" });
});

test("the device leads to the preferences, each right and the foot to the form", async () => {
	const visitor = await arrive();
	await opens(visitor);
	const form = visitor.page.locator('your-say [data-yoursay-view="rights"]');
	const device = row(visitor, "On your device");
	await device.locator("summary").click();
	await device.locator("[data-yoursay-action=preferences]").click();
	await visitor.panel.waitFor();
	await visitor.pressesInPanel("close");
	expect(
		await device
			.locator("button")
			.first()
			.evaluate((each) => each.matches(":focus")),
	).toBe(true);
	const rights = row(visitor, "Your rights");
	await rights.locator("summary").click();
	for (const button of [
		rights.getByRole("button").first(),
		viewOf(visitor).getByRole("button", { name: "Use your rights" }),
	]) {
		await button.click();
		await form.locator("h2").waitFor();
		await form.locator("[data-yoursay-action=close]").first().click();
		await form.waitFor({ state: "detached" });
		expect(await button.evaluate((each) => each.matches(":focus"))).toBe(true);
	}
});

test("a search leaves the sections with all the words, open and marked, and Escape brings the others back", async () => {
	const visitor = await arrive();
	await opens(visitor);
	const { page } = visitor;
	const field = viewOf(visitor).getByRole("searchbox", { name: "Find in this summary" });
	const status = viewOf(visitor).getByRole("status");
	const all = await viewOf(visitor).locator("details").count();
	await row(visitor, "Children").locator("summary").click();
	await field.fill("UNITED supabase");
	await expect.poll(() => status.textContent(), soon).toBe("Found in 1 section");
	expect(await viewOf(visitor).locator("details:visible summary").allTextContents()).toEqual(["Who else gets it"]);
	expect(await row(visitor, "Who else gets it").evaluate((view: HTMLDetailsElement) => view.open)).toBe(true);
	const marks = await page.evaluate(() => [...CSS.highlights.get("yoursay-found")!].map(String));
	expect(marks.sort()).toEqual(["Supabase", "United", "United"]);
	await field.fill("(nowhere");
	await expect.poll(() => status.textContent(), soon).toBe("Not found in this summary");
	await page.keyboard.press("Escape");
	await expect.poll(() => viewOf(visitor).locator("details:visible").count(), soon).toBe(all);
	expect(await field.inputValue()).toBe("");
	expect(await status.textContent()).toBe("");
	expect(await viewOf(visitor).locator("details[open] summary").allTextContents()).toEqual(["Children"]);
	await page.keyboard.press("Escape");
	await viewOf(visitor).waitFor({ state: "detached" });
	expect(await page.evaluate(() => CSS.highlights.size)).toBe(0);
});

test.skipIf(lacks.print)(
	"a print shows the summary alone and whole, with the addresses of its links, and closes the sections again",
	async () => {
		const visitor = await arrive({ body: `<h1>A page</h1>${"<p>Words of the page.</p>".repeat(200)}` });
		await opens(visitor);
		const pages = pagesOf(await visitor.page.pdf({ format: "A4" }));
		const text = pages.join("\n").replace(/\s+/g, " ");
		const words = bare(text);
		expect(pages.length).toBeGreaterThan(2);
		expect(pages.length).toBeLessThan(8);
		expect(text).not.toContain("Words of the page");
		expect(text).not.toContain("Find in this");
		for (const each of textsOf({ ...full, title: undefined })) expect(words).toContain(bare(each));
		expect(text).toContain("terms of use (https://sample.example/terms)");
		await expect.poll(() => viewOf(visitor).locator("details[open]").count(), soon).toBe(0);
		await viewOf(visitor).locator("[data-yoursay-action=close]").click();
		const after = pagesOf(await visitor.page.pdf({ format: "A4" })).join("\n");
		expect(after).toContain("Words of the page.");
	},
);

test("on a phone tables are cards: name and place on one line, the headings left to assistive technology", async () => {
	const visitor = await arrive({ viewport: { width: 390, height: 844 } });
	await opens(visitor);
	await row(visitor, "Who else gets it").locator("summary").click();
	const cells = row(visitor, "Who else gets it").locator("tr", { hasText: "Supabase" }).locator("th, td");
	await cells.first().waitFor();
	const tops = await cells.evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().top)));
	expect(tops[0]).toBe(tops[2]);
	expect(tops[1]).toBeGreaterThan(tops[0]!);
	// As cards they are no table to some browsers, unless they say so.
	const roles = row(visitor, "Who else gets it").locator("table, thead, tbody, tr, th, td");
	expect(await roles.evaluateAll((all) => all.filter((each) => !each.role).length)).toBe(0);
	expect(await viewOf(visitor).getByRole("columnheader", { name: "What for" }).count()).toBeGreaterThan(0);
	expect(await viewOf(visitor).getByRole("rowheader", { name: "Supabase" }).count()).toBe(1);
	expect(await pageOverflow(visitor.page)).toBe(0);
});

test("at 400 % zoom nothing scrolls sideways, with wide letters too", async () => {
	const visitor = await arrive({ viewport: { width: 320, height: 256 } });
	await opens(visitor);
	await visitor.page.locator("your-say").evaluate((host) => {
		host.setAttribute("style", "letter-spacing: .12em; word-spacing: .16em; line-height: 1.5");
	});
	await opensAll(visitor);
	const wide = await viewOf(visitor).evaluate((view) =>
		[view, ...view.querySelectorAll("*")]
			.filter(
				(each) =>
					each.checkVisibility({ contentVisibilityAuto: true }) &&
					!each.closest("thead") &&
					each.getBoundingClientRect().right > 320.5,
			)
			.map((each) => `${each.localName}.${each.className}`),
	);
	expect(wide).toEqual([]);
	expect(await viewOf(visitor).evaluate((view) => view.scrollWidth <= view.clientWidth)).toBe(true);
});

test("<your-say-policy> stands in the page without close or foot, and its contents open sections", async () => {
	const visitor = await arrive({ body: "<h1>Privacy</h1><your-say-policy></your-say-policy>" });
	const view = viewOf(visitor, "your-say-policy");
	await view.locator("details").first().waitFor();
	expect(await view.evaluate((each) => each.localName)).toBe("section");
	expect(await view.locator("[data-yoursay-action=close], .foot").count()).toBe(0);
	expect(await view.getByRole("link", { name: "Full policy" }).first().getAttribute("href")).toBe(
		"https://sample.example/privacy",
	);
	const contents = view.getByRole("navigation", { name: "On this page" });
	await contents.getByRole("link", { name: "Who else gets it" }).click();
	await view.getByRole("rowheader", { name: "Supabase" }).waitFor();
	expect(await view.locator("details[open] summary").evaluate((each) => each.matches(":focus"))).toBe(true);
	expect(new URL(visitor.page.url()).hash).toBe("");
	await visitor.page.setViewportSize({ width: 700, height: 800 });
	expect(await contents.isVisible()).toBe(false);
});

test.skipIf(lacks.print)("<your-say-policy> is printed whole, with its page", async () => {
	const visitor = await arrive({ body: "<h1>Privacy</h1><your-say-policy></your-say-policy>" });
	await viewOf(visitor, "your-say-policy").locator("details").first().waitFor();
	const text = pagesOf(await visitor.page.pdf())
		.join("\n")
		.replace(/\s+/g, " ");
	expect(text).toContain("Privacy How Sample Ltd uses your data");
	const words = bare(text);
	for (const each of textsOf({ ...full, title: undefined })) expect(words).toContain(bare(each));
});

test.each([
	["missing", null],
	["no JSON", "<!doctype html><title>Sign in</title>"],
	["no policy", { version: 2 }],
	["one with a script for a link", { version: 1, url: "javascript:alert(1)" }],
	[
		"one with a hidden script for a link",
		{
			version: 1,
			sections: [{ body: [{ kind: "paragraph", text: "x", links: [{ text: "x", url: " javascript:alert(1)" }] }] }],
		},
	],
])("where the document is %s, a sentence and the full text stand in its place", async (_, served) => {
	const visitor = await arrive({ served });
	await visitor.page.evaluate(() => void window.yoursay.open("policy"));
	await viewOf(visitor).getByRole("link", { name: "Full policy" }).first().waitFor();
	expect(await viewOf(visitor).locator(".head p").textContent()).toBe("This summary did not load.");
	expect(
		await viewOf(visitor)
			.getByRole("link")
			.evaluateAll((all) => all.map((each) => each.getAttribute("href"))),
	).toEqual(["/f/full"]);
	expect(await viewOf(visitor).locator("details, [href^=javascript]").count()).toBe(0);
	expect(visitor.crashes).toEqual([]);
	await expect.poll(() => visitor.told.join(), soon).toMatch(/policy-(unreachable|invalid)/);
});

test("after a document that did not come, Try again shows the summary, with the focus on its title", async () => {
	const visitor = await arrive({ served: "<!doctype html>" });
	await visitor.page.evaluate(() => void window.yoursay.open("policy"));
	const again = viewOf(visitor).getByRole("button", { name: "Try again" });
	await again.waitFor();
	await visitor.finds({ [address]: JSON.stringify(full) });
	await again.click();
	await viewOf(visitor).locator("details").first().waitFor();
	expect(await again.count()).toBe(0);
	expect(await viewOf(visitor).locator(".foot").count()).toBe(1);
	expect(await viewOf(visitor).locator(".head p").textContent()).toMatch(/^Updated May 9, 2026\. In force/);
	expect(
		await viewOf(visitor)
			.locator("h2")
			.evaluate((each) => each.matches(":focus")),
	).toBe(true);
});

test("what a section cannot show is reported, and takes nothing else with it", async () => {
	const broken = { id: "x", title: "Broken", vendors: [{ id: "v", country: "no code" }] };
	const visitor = await arrive({ served: { ...full, purposes: [broken] } });
	await opens(visitor);
	await opensAll(visitor);
	await expect.poll(() => visitor.told.join(), soon).toMatch(/desk-failed/);
	expect(await row(visitor, "Contact").locator(".entry").count()).toBeGreaterThan(3);
	expect(visitor.crashes).toEqual([]);
});

test("closed sections say the first of what is in them, whole and in a line, and opened ones no more", async () => {
	const visitor = await arrive();
	await opens(visitor);
	const hint = (title: string) => row(visitor, title).locator("summary bdi").allTextContents();
	expect(await hint("Who else gets it")).toEqual(["Supabase, Cloudflare, Clerk, OpenAI, Bank and 3 more"]);
	expect(await hint("Contact")).toEqual(["dpo@sample.example"]);
	expect(await hint("Children")).toEqual([""]);
	await row(visitor, "Contact").locator("summary").click();
	expect(await hint("Contact")).toEqual([]);
});

test("the words of the document itself stand under a heading of their own, without numbers", async () => {
	const visitor = await arrive();
	await opens(visitor);
	const titles = await viewOf(visitor).locator(".secs h3").allTextContents();
	expect(titles.slice(titles.indexOf("From the full policy") + 1)).toEqual(["Scope", "Information", "Privacy Policy"]);
});

test("states that all rights of a document share stand once, and contacts of one kind under one heading", async () => {
	const states = ["US-CA", "US-UT"];
	const visitor = await arrive({
		served: {
			version: 1,
			controller: {
				contacts: [
					{ kind: "privacy", email: "privacy@sample.example" },
					{ kind: "privacy", url: "https://sample.example/ca" },
				],
			},
			usRights: [
				{ kind: "know", text: "Know.", states },
				{ kind: "appeal", text: "Appeal.", states },
			],
		},
	});
	await opens(visitor);
	await opensAll(visitor);
	expect(await row(visitor, "If you live in").locator(".text").textContent()).toBe(
		"California, UtahKnow.Ask for thisAppeal.Ask for this",
	);
	expect(await row(visitor, "Contact").locator(".entry").allTextContents()).toEqual([
		"Privacyprivacy@sample.examplesample.example/ca",
	]);
});

test("a right to object leads to the form, and cells that say nothing read as not yet published", async () => {
	const visitor = await arrive({
		served: { ...full, rights: [{ kind: "objection", title: "Object" }], purposes: ["marketing"] },
	});
	await opens(visitor);
	await opensAll(visitor);
	expect(await row(visitor, "Your rights").locator("a, button").allTextContents()).toEqual(["Ask for this"]);
	expect(await row(visitor, "Why we use it").locator("tr", { hasText: "Answer questions" }).textContent()).toBe(
		"Answer questionsNot yet published",
	);
	expect(await row(visitor, "On your device").locator("h4").allTextContents()).toEqual(["Ads and marketing"]);
});

test("rows of a table may be longer than its first", async () => {
	const rows = [["r1"], ["r2", "second cell"]];
	const visitor = await arrive({
		served: { version: 1, sections: [{ title: "Ragged", body: [{ kind: "table", rows }] }] },
	});
	await opens(visitor);
	await row(visitor, "Ragged").locator("summary").click();
	await row(visitor, "Ragged").getByText("second cell").waitFor();
});

test("opening and closing it leaves the first layer as it was", async () => {
	const visitor = await arrive({ before: "" });
	await visitor.finds({
		"/f/bar.html": html({
			tag: "",
			config: { site: { id: "bar" }, policy: full, purposes, layout: "bar" },
		}),
	});
	await visitor.goes("/f/bar.html");
	await visitor.seesFirstLayer();
	await visitor.settles();
	const box = () =>
		visitor.firstLayer.evaluate((each) =>
			JSON.stringify([each.getBoundingClientRect(), getComputedStyle(each).backgroundColor]),
		);
	const before = await box();
	await opens(visitor);
	await viewOf(visitor).locator("[data-yoursay-action=close]").click();
	await viewOf(visitor).waitFor({ state: "detached" });
	expect(await box()).toBe(before);
});

test.skipIf(lacks.print)("a print in dark colours is black on white", async () => {
	const visitor = await arrive({ colorScheme: "dark" });
	await opens(visitor);
	await visitor.page.emulateMedia({ media: "print" });
	const colours = await viewOf(visitor)
		.locator(".head p, .fact dt, summary h3")
		.evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).color))]);
	expect(colours).toEqual(["rgb(0, 0, 0)"]);
});

test("a document that is long on its way shows three still bars, and one that is not shows none", async () => {
	const visitor = await arrive({ served: null });
	let answer = () => {};
	await visitor.context.route(`**${address}`, async (route) => {
		await new Promise<void>((resolve) => {
			answer = resolve;
		});
		await route.fulfill({ contentType: "application/json", body: JSON.stringify(full) });
	});
	await visitor.page.evaluate(() => void window.yoursay.open("policy"));
	await viewOf(visitor).waitFor();
	expect(await viewOf(visitor).getAttribute("aria-busy")).toBe("true");
	expect(await viewOf(visitor).locator(".blank").count()).toBe(3);
	answer();
	await viewOf(visitor).locator("details").first().waitFor();
	expect(await viewOf(visitor).getAttribute("aria-busy")).toBeNull();
	expect(await viewOf(visitor).locator(".blank").count()).toBe(0);
	expect(await viewOf(visitor).locator("h2").textContent()).toBe("How Sample Ltd uses your data");
	expect(
		await viewOf(visitor)
			.locator("h2")
			.evaluate((each) => each.matches(":focus")),
	).toBe(true);
});

test.each([false, true])(
	"closed while its document is on its way, it stays closed; its bars stood already: %s",
	async (hadBars) => {
		const visitor = await arrive({ served: null });
		let answer = () => {};
		let isAnswerable = false;
		await visitor.context.route(`**${address}`, async (route) => {
			await new Promise<void>((resolve) => {
				answer = resolve;
				isAnswerable = true;
			});
			await route.fulfill({ contentType: "application/json", body: JSON.stringify(full) });
		});
		const asked = visitor.page.waitForRequest(`**${address}`);
		await visitor.page.evaluate(() => void window.yoursay.open("policy"));
		await asked;
		if (hadBars) {
			await viewOf(visitor).waitFor();
			await visitor.page.keyboard.press("Escape");
			await viewOf(visitor).waitFor({ state: "detached" });
		} else await visitor.page.evaluate(() => window.yoursay.close());
		await expect.poll(() => isAnswerable, soon).toBe(true);
		answer();
		await visitor.rests();
		expect(await viewOf(visitor).count()).toBe(0);
		expect(visitor.crashes).toEqual([]);
	},
);

test("scripts in texts are text, under the strictest policy for content too", async () => {
	const evil = '<img src=x onerror="window.ran.push(1)"><script>window.ran.push(2)</script>';
	const visitor = await arrive({
		before: `<meta http-equiv="Content-Security-Policy" content="style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'">`,
		served: {
			version: 1,
			controller: { name: evil, contacts: [{ kind: "general", address: evil }] },
			collected: [{ category: evil, items: [evil] }],
			recipients: [{ name: evil, purpose: evil, location: "x".repeat(500) }],
			sections: [
				{
					title: evil,
					body: [
						{ kind: "table", head: [evil], rows: [[evil, evil], []] },
						{ kind: "list", items: [{ text: evil, level: 3 }] },
					],
				},
			],
			statements: [{ kind: "constructor", text: evil }],
		},
	});
	await opens(visitor);
	await opensAll(visitor);
	await viewOf(visitor).locator("input").fill("onerror=");
	await expect.poll(() => viewOf(visitor).getByRole("status").textContent(), soon).toBe("Found in 5 sections");
	expect(await visitor.ran()).toEqual([]);
	expect(await viewOf(visitor).locator("img, script").count()).toBe(0);
	expect(visitor.crashes).toEqual([]);
});

const many = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`).join(" ");
test.each([
	[
		"600 sections",
		Array.from({ length: 600 }, (_, at) => ({ title: `Title ${at}`, body: [{ kind: "paragraph", text: many(50) }] })),
	],
	[
		"one section of 600 paragraphs",
		[{ title: "Title 0", body: Array.from({ length: 600 }, () => ({ kind: "paragraph", text: many(50) })) }],
	],
	[
		"one table of 3000 rows",
		[{ title: "Title 0", body: [{ kind: "table", rows: Array.from({ length: 3000 }, () => [many(4), many(6)]) }] }],
	],
] as [string, Policy["sections"]][])(
	"30,000 words in %s open piece by piece, and are all there in the end",
	async (_, sections) => {
		const visitor = await arrive({ served: { version: 1, sections } });
		await opens(visitor);
		await row(visitor, "Title 0").first().locator("summary").click();
		const length = () =>
			row(visitor, "Title 0")
				.first()
				.locator(".text")
				.evaluate((text) => text.textContent!.split(/word0\b/).length - 1);
		const wanted = JSON.stringify(sections![0]).split(/word0\b/).length - 1;
		await expect.poll(length, soon).toBe(wanted);
		await expect.poll(() => viewOf(visitor).locator("details").count(), soon).toBe(sections!.length + 2);
	},
);

test("what a section says is not built in one task", async () => {
	const rows = Array.from({ length: 3000 }, () => [many(4), many(6)]);
	const visitor = await arrive({
		served: { version: 1, sections: [{ title: "Title 0", body: [{ kind: "table", rows }] }] },
	});
	await opens(visitor);
	const built = await row(visitor, "Title 0").evaluate(async (view) => {
		view.querySelector("summary")!.click();
		// All that promises alone can do: still the same task.
		for (let turn = 0; turn < 5000; turn++) await null;
		return view.querySelectorAll("tr").length;
	});
	expect(built).toBeGreaterThan(0);
	expect(built).toBeLessThan(3000);
	await expect.poll(() => row(visitor, "Title 0").locator("tr").count(), soon).toBe(3000);
});
