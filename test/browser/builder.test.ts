/** The demo's builder, as an owner uses it, and what comes of it on a page of theirs. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { pageOverflow } from "./room.ts";
import { openSite, soon } from "./setup.ts";
import { nothing, type Visitor } from "./visitor.ts";

const site = openSite();
const dist = fileURLToPath(new URL(`../../${process.env.READABLE ? "dist-dev" : "dist"}/`, import.meta.url));
const { folder, ask } = JSON.parse(readFileSync(`${dist}manifest.json`, "utf8")) as {
	folder: string;
	ask: Record<string, string>;
};
const brotli = (path: string) =>
	brotliCompressSync(readFileSync(dist + path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const bytes = (...names: string[]) =>
	names.reduce((sum, name) => sum + brotli(name === "yoursay.js" ? name : `${folder}/${name}`), 0);

/** An owner at the builder, once all that it shows is there. */
async function arrive(options: BrowserContextOptions = {}, hash = "") {
	const owner = await site.visitor({ viewport: { width: 1440, height: 900 }, ...options });
	await owner.goes(`/builder/${hash}`);
	await owner.page.locator("#costs tr").first().waitFor();
	return owner;
}

const tag = (page: Page) => page.getByRole("textbox", { name: "Into the head of each page" }).inputValue();
const css = (page: Page) => page.getByRole("textbox", { name: "Into your style sheet" }).inputValue();
const preview = (page: Page, device: "desktop" | "phone") => page.frameLocator(`iframe[data-device="${device}"]`);
const asks = (page: Page, device: "desktop" | "phone") =>
	preview(page, device).locator('your-say [data-yoursay-view="ask"]');
const state = (page: Page) => page.locator("#state");
/** Rows of the table of bytes, by their names. */
const costs = (page: Page) =>
	page
		.locator("#costs tr")
		.evaluateAll((rows) =>
			Object.fromEntries(
				rows.map((row) => [row.children[0]!.textContent, Number(row.children[1]!.textContent!.replace(/[+,]/g, ""))]),
			),
		);

/** A page of the owner's with what they copied. */
async function opens(copied: string, style = "") {
	const visitor = await site.visitor();
	await visitor.finds({
		"/f/own.html": `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,">
			<style>${style}</style>\n${copied}\n</head><body><h1>A page</h1></body></html>`,
	});
	await visitor.goes("/f/own.html");
	return visitor;
}

/** Sets up what no default covers. */
async function setUp({ page }: Visitor) {
	await page.getByLabel("Who decides").fill('Example "Bread" & Ltd');
	await page.getByLabel("Site's id").fill("bakery");
	await page.getByLabel("Ads and marketing").uncheck();
	await page.getByRole("button", { name: "Add a purpose of your own" }).click();
	const own = page.locator("#purposes > li").last();
	await own.getByLabel("Title").fill("Chat </script><script>window.broken = 1</script>");
	await own.getByLabel("Description").fill("Talk to us <!-- here -->");
	await own.getByRole("button", { name: "Add a vendor" }).click();
	const vendor = own.locator(".vendors li");
	await vendor.getByLabel("Name").fill("Talk Example");
	await vendor.getByLabel("Country").fill("IE");
	await vendor.getByLabel("Cookies").fill("talk_* | 1 year | Finds your talk again\ntalk_now");
	await page.getByLabel("Above, in the middle").press("Space");
	await page.getByLabel("Accent", { exact: true }).fill("#0d7a6f");
	await page.getByLabel("Corners, in px").fill("16");
	await page.getByLabel("Language", { exact: true }).selectOption("it");
	await page.getByLabel("Matomo").check();
	await expect.poll(() => tag(page), soon).toMatch(/matomo.*chat/s);
	await expect.poll(() => css(page), soon).toContain("16px");
}

test("the copied tag and lines make the page ask for these purposes, in that language, layout, place and accent, and nothing is told", async () => {
	const owner = await arrive();
	await setUp(owner);
	const copied = await tag(owner.page);
	expect(copied).toContain(`<link rel="modulepreload" href="/${ask.it}">`);
	expect(copied).toContain('data-language="it"');
	// What equals its default is not written.
	expect(copied).not.toMatch(/"theme"|"trigger"|"necessary"|"involves"/);
	expect(await css(owner.page)).toBe(":root {\n\t--yoursay-accent: #0d7a6f;\n\t--yoursay-radius: 16px;\n}");

	const visitor = await opens(copied, await css(owner.page));
	await visitor.seesFirstLayer();
	expect(await visitor.firstLayer.getAttribute("class")).toBe("ask box top-center");
	expect(await visitor.page.locator("your-say").getAttribute("lang")).toBe("it");
	const text = await visitor.firstLayer.locator("p").first().innerText();
	expect(text).toContain('Example "Bread" & Ltd');
	expect(await visitor.firstLayer.locator("b").allInnerTexts()).toEqual([
		"statistiche",
		"Chat </script><script>window.broken = 1</script>",
	]);
	const button = visitor.firstLayer.locator(".choice").first();
	const looks = () =>
		button.evaluate((element) => [getComputedStyle(element).backgroundColor, getComputedStyle(element).borderRadius]);
	await expect.poll(looks, soon).toEqual(["rgb(13, 122, 111)", "16px"]);
	await visitor.rests();
	expect(visitor.asked(/guard\.js|explain\.js/)).toEqual([]);
	expect(await visitor.page.evaluate(() => "broken" in window)).toBe(false);
	expect(visitor.told).toEqual([]);
	expect(visitor.crashes).toEqual([]);
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
	expect(await visitor.allows("chat-script-script-window-broken-1-script", "talk-example")).toBe(true);
	expect((await visitor.keeps()).cookies).toContain("yoursay_bakery");
	await expect.poll(async () => (await site.collected()).map(({ site: id }) => id), soon).toEqual(["bakery"]);
});

test("where the tag can say everything, it does, and the page asks", async () => {
	const { page } = await arrive();
	await page.getByLabel("Extra features").check();
	await page.getByLabel("Ads and marketing").uncheck();
	await page.getByLabel("Bar", { exact: true }).press("Space");
	await page.getByLabel("Above, at the start").press("Space");
	await page.getByLabel("Dark").press("Space");
	await page.getByLabel("Button to come back").selectOption("Never");
	await expect
		.poll(() => tag(page), soon)
		.toMatch(
			/^<script async src="\/yoursay\.js" data-purposes="functional analytics" data-policy="\/privacy\.json" data-endpoint="\/yoursay" data-layout="bar" data-position="top-start" data-theme="dark" data-trigger="false" data-checked="\w+"><\/script>$/,
		);
	const visitor = await opens(await tag(page));
	await visitor.seesFirstLayer();
	expect(await visitor.firstLayer.getAttribute("class")).toBe("ask bar top-start");
	expect(await visitor.page.locator("your-say").getAttribute("data-theme")).toBe("dark");
	await visitor.rests();
	expect(visitor.asked(/guard\.js|trigger\.js/)).toEqual([]);
	expect(visitor.told).toEqual([]);
});

test.each([
	["IsoKron", /"document": "\/isokron\/policy\.json"/],
	["Kratys", /"google": true/],
	["a21e", /"collected": \[/],
])(
	"beginning with %s takes its configuration over, which the widget takes, and Back brings back what was",
	async (name, says) => {
		const { page } = await arrive();
		await page.getByLabel("Site's name").fill("Before");
		await expect.poll(() => tag(page), soon).toContain("Before");
		await page.getByRole("button", { name, exact: true }).click();
		await expect.poll(() => tag(page), soon).toMatch(says);
		expect(await state(page).innerText()).toBe("Valid");
		expect(await page.getByLabel("Who decides").inputValue()).toBe(name);
		await asks(page, "desktop").getByText("media", { exact: false }).or(asks(page, "desktop")).first().waitFor();
		const visitor = await opens(await tag(page));
		await visitor.seesFirstLayer();
		expect(await visitor.firstLayer.innerText()).toContain(name);
		expect(visitor.told).toEqual([]);
		await page.goBack();
		await expect.poll(() => page.getByLabel("Site's name").inputValue(), soon).toBe("Before");
		await expect.poll(() => tag(page), soon).toContain("Before");
	},
);

test("a wrong value is explained with its path and remedy, leads to its field, and leaves nothing to copy", async () => {
	const owner = await arrive({ permissions: ["clipboard-read", "clipboard-write"] });
	const { page } = owner;
	await page.getByLabel("Collector").fill("ftp://collector.example");
	await page.getByLabel("Typeface").fill("Georgia; color: red");
	await expect.poll(() => state(page).innerText(), soon).toBe("Not valid yet. 2 things to mend");
	const flaws = page.locator("#flaws li");
	expect(await flaws.allInnerTexts()).toEqual([
		"endpoint: use an http, https, mailto, tel or relative address. Show the field",
		"look.font: use names of typefaces with commas between, such as Georgia, serif. Show the field",
	]);
	expect(await page.getByRole("textbox", { name: "Into the head of each page" }).isVisible()).toBe(false);
	const buttons = page.locator("[data-copies]");
	for (const button of await buttons.all()) expect(await button.textContent()).toBe("Not valid yet");
	await page.evaluate(() => navigator.clipboard.writeText("untouched"));
	await buttons.first().click({ force: true });
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("untouched");
	await page.getByRole("button", { name: "Show the field" }).first().click();
	const field = page.getByLabel("Collector");
	expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
	expect(await field.getAttribute("aria-invalid")).toBe("true");
	await field.fill("https://collector.example");
	await page.getByLabel("Typeface").fill("Georgia, serif");
	await expect.poll(() => state(page).innerText(), soon).toBe("Valid");
	expect(await field.getAttribute("aria-invalid")).toBe(null);
	expect(await tag(page)).toContain('data-endpoint="https://collector.example"');
	expect(await css(page)).toContain("--yoursay-font: Georgia, serif;");
});

test.each(["Georgia /*", '"Georgia', "Georgia\\", "x } body { display: none", "a, b; --yoursay-z: 1"])(
	"a typeface that would end its line, %s, is refused",
	async (font) => {
		const { page } = await arrive();
		await page.getByLabel("Typeface").fill(font);
		await expect.poll(() => state(page).innerText(), soon).toContain("One thing");
		await page.getByLabel("Typeface").fill("serif");
		await expect.poll(() => state(page).innerText(), soon).toBe("Valid");
	},
);

test("the wrong value of a vendor within a closed purpose is found where it stands", async () => {
	const { page } = await arrive();
	await page.getByRole("button", { name: "IsoKron" }).click();
	await expect.poll(() => tag(page), soon).toContain("isokron");
	const purpose = page.locator("#purposes > li").filter({ has: page.getByLabel("Statistics", { exact: true }) });
	await purpose.locator("> details > summary").click();
	await purpose.locator(".vendors summary").click();
	await purpose.getByLabel("Country").fill("United States");
	await expect
		.poll(() => page.locator("#flaws li").allInnerTexts(), soon)
		.toEqual([expect.stringMatching(/^purposes\[1\]\.vendors\[0\]\.country: use an ISO 3166-1 code/)]);
	await purpose.locator("> details > summary").click();
	await page.getByRole("button", { name: "Show the field" }).click();
	expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe("United States");
});

describe("the bytes that it shows", () => {
	test("are those of the built files, in the chosen language", async () => {
		const { page } = await arrive();
		expect(await costs(page)).toMatchObject({
			"First visit, until the question stands": bytes("yoursay.js", "ask-en.js"),
			"Every later page, once answered": bytes("yoursay.js"),
			"By itself, once it stands": bytes("desk.js", "rules.js"),
			"Preferences, when opened": bytes("preferences.js", "words-en.js", "shared.js", "sentences.js"),
		});
		await page.getByLabel("Language", { exact: true }).selectOption("de");
		await page.getByLabel("Meta's pixel").check();
		await page.getByLabel("Google Consent Mode").check();
		await expect.poll(() => tag(page), soon).toContain("google");
		const told = ["herald.js", "to-met.js"];
		await expect
			.poll(() => costs(page), soon)
			.toMatchObject({
				"First visit, until the question stands": bytes("yoursay.js", "ask-de.js", ...told),
				"Every later page, once answered": bytes("yoursay.js", ...told),
				"Of both, for the integrations": bytes(...told),
			});
		expect(await page.locator("#brief-costs").innerText()).toBe(
			`First visit ${bytes("yoursay.js", "ask-de.js", ...told).toLocaleString("en-GB")} bytes · later ${bytes("yoursay.js", ...told).toLocaleString("en-GB")} bytes`,
		);
		expect(await page.locator('[data-bytes-of="meta"]').innerText()).toBe(`${bytes("to-met.js")} bytes`);
	});

	test.each([
		["", []],
		["JP", ["rules.js"]],
		["IT", ["rules.js", "adorn.js", "words-en.js", "shared.js", "sentences.js"]],
	])(
		"of a first visit are those of the files that a page of region %s fetches until the question stands",
		async (region, more) => {
			const { page } = await arrive();
			await page.getByLabel("Region").selectOption(region);
			await expect.poll(() => tag(page), soon).toContain(region && `data-region="${region}"`);
			expect(await tag(page)).toMatch(more[0] ? /modulepreload" href="[^"]+rules\.js"/ : /^<script/);
			const shown = () => costs(page).then((rows) => rows["First visit, until the question stands"]);
			await expect.poll(shown, soon).toBe(bytes("yoursay.js", "ask-en.js", ...more));
		},
	);

	test("of a view are those of the files that opening it fetches", async () => {
		const { page } = await arrive();
		await page.getByRole("button", { name: "IsoKron" }).click();
		await page.getByLabel("Button to come back").selectOption("Never");
		await expect.poll(() => tag(page), soon).toContain('"trigger": false');
		const rows = await costs(page);
		const copied = await tag(page);
		for (const [view, row] of [
			["preferences", "Preferences, when opened"],
			["policy", "Summary of the policy, when opened"],
			["rights", "Request form, when opened"],
			["receipt", "A visitor's own choices, when opened"],
		] as const) {
			const visitor = await opens(copied);
			await visitor.seesFirstLayer();
			await visitor.rests();
			const before = new Set(visitor.asked(/^\/ys-/));
			await visitor.page.evaluate((name) => window.yoursay.open(name), view);
			await visitor.page.locator(`your-say [data-yoursay-view="${view}"]`).waitFor();
			// The look at equal choices is for owners, on their own machines.
			const after = () =>
				visitor.asked(/^\/ys-/).filter((path) => !before.has(path) && !/\/equal\.js|authorities/.test(path));
			const names = () => [...new Set(after().map((path) => path.split("/").pop()!))];
			await expect.poll(() => bytes(...names()), { ...soon, message: view }).toBe(rows[row]);
			await visitor.rests();
			expect(bytes(...names()), names().join()).toBe(rows[row]);
		}
	});
});

describe("the previews", () => {
	test("show the real widget on a desktop and a phone, and each view when it is asked for", async () => {
		const { page } = await arrive();
		for (const device of ["desktop", "phone"] as const) {
			await asks(page, device).waitFor();
			expect(await asks(page, device).locator("b").allInnerTexts()).toEqual(["statistics", "ads and marketing"]);
		}
		for (const [name, view] of [
			["Preferences", "preferences"],
			["Summary", "policy"],
			["Your rights", "rights"],
		]) {
			await page.getByRole("button", { name, exact: true }).click();
			await preview(page, "phone").locator(`your-say [data-yoursay-view="${view}"]`).waitFor();
			await preview(page, "desktop").locator(`your-say [data-yoursay-view="${view}"]`).waitFor();
		}
	});

	test("follow language, direction and theme", async () => {
		const { page } = await arrive();
		await page.getByLabel("Language", { exact: true }).selectOption("ar");
		await page.getByLabel("Dark").press("Space");
		const root = preview(page, "desktop").locator(':root[dir="rtl"][lang="ar"][data-theme="dark"]');
		await root.waitFor();
		await preview(page, "desktop").locator('your-say[lang="ar"][data-theme="dark"]').waitFor({ state: "attached" });
	});

	test("begin undecided after an answer, send nothing, and leave other choices alone", async () => {
		const owner = await arrive();
		const { page } = owner;
		const before = await site.collected();
		await page.evaluate(() => localStorage.setItem("yoursay", "other"));
		await page.locator("iframe").first().scrollIntoViewIfNeeded();
		await expect
			.poll(() => page.locator("iframe").evaluateAll((all) => all.some((each) => (each as HTMLElement).inert)), soon)
			.toBe(false);
		// By the keyboard: of a frame that is made smaller Playwright finds no point to press in Firefox.
		await asks(page, "desktop").locator("[data-yoursay-action=accept-all]").press("Enter");
		await asks(page, "desktop").waitFor({ state: "detached" });
		await asks(page, "phone").waitFor();
		await page.getByLabel("Who decides").fill("Example Ltd");
		await asks(page, "desktop").getByText("Example Ltd").waitFor();
		expect(owner.asked(/^\/yoursay\//)).toEqual([]);
		expect(await site.collected()).toEqual(before);
		expect(await page.evaluate(() => localStorage.getItem("yoursay"))).toBe("other");
		expect(owner.crashes).toEqual([]);
	});

	test("let whoever types go on typing, also where the first layer is a dialog that takes the focus", async () => {
		const { page } = await arrive();
		await page.getByLabel("Dialog").press("Space");
		await asks(page, "desktop").and(preview(page, "desktop").locator("dialog[open]")).waitFor();
		const field = page.getByLabel("Who decides");
		await field.focus();
		for (const letter of "Example Ltd of Nowhere") {
			await page.keyboard.type(letter);
			await page.waitForTimeout(120);
			if (letter === " ") await asks(page, "phone").waitFor();
		}
		expect(await field.inputValue()).toBe("Example Ltd of Nowhere");
		await asks(page, "desktop").getByText("Example Ltd of Nowhere").waitFor();
		expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
	});

	test("say so where nobody is asked", async () => {
		const { page } = await arrive();
		expect(await page.locator("#unasked").isVisible()).toBe(false);
		for (const name of ["Statistics", "Ads and marketing"]) await page.getByLabel(name).uncheck();
		await page.locator("#unasked").waitFor();
	});
});

test("the accent's samples say what the widget makes of it, on light and on dark", async () => {
	const { page } = await arrive();
	expect(await page.locator("#contrast").isVisible()).toBe(false);
	await page.getByLabel("Accent", { exact: true }).fill("#ffd400");
	await expect
		.poll(() => page.locator(".sample li").allInnerTexts(), soon)
		.toEqual([
			"Black label, 14.6 to 1",
			"Switches and focus, 4.9 to 1",
			"Buttons get a ring",
			"Black label, 14.6 to 1",
			"Switches and focus, 11.8 to 1",
			"No ring needed",
		]);
});

test("an address brings all of it back to somebody else, and a made-up one begins anew", async () => {
	const owner = await arrive();
	await setUp(owner);
	const copied = await tag(owner.page);
	const { hash } = new URL(owner.page.url());
	const other = await arrive({}, hash);
	expect(await tag(other.page)).toBe(copied);
	expect(await css(other.page)).toContain("#0d7a6f");
	const lost = await arrive({}, "#nonsense");
	expect(await tag(lost.page)).toContain('data-purposes="analytics marketing"');
	expect([...owner.crashes, ...other.crashes, ...lost.crashes]).toEqual([]);
});

test("a switch that goes off and on again keeps what was said of the purpose", async () => {
	const { page } = await arrive();
	await page.getByRole("button", { name: "IsoKron" }).click();
	await expect.poll(() => tag(page), soon).toContain("posthog");
	const before = await tag(page);
	await page.getByLabel("Statistics").uncheck();
	await expect.poll(() => tag(page), soon).not.toContain("posthog");
	await page.getByLabel("Statistics").check();
	await expect.poll(() => tag(page), soon).toBe(before);
});

test("the tag is copied by the keyboard alone, and that is said; without a clipboard it is selected", async () => {
	const { page } = await arrive({ permissions: ["clipboard-read", "clipboard-write"] });
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	const copy = page.getByRole("button", { name: "Copy", exact: true }).first();
	for (let presses = 0; presses < 5; presses++) {
		await page.keyboard.press("Tab");
		if (await copy.evaluate((element) => element === document.activeElement)) break;
	}
	await page.keyboard.press("Enter");
	await expect.poll(() => page.locator("#said").innerText(), soon).toBe("The tag is copied.");
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await tag(page));
	await page.evaluate(() => {
		navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
	});
	await page.keyboard.press("Enter");
	await expect.poll(() => page.locator("#said").innerText(), soon).toContain("selected");
	expect(await page.evaluate(() => getSelection()!.toString())).toBe(await tag(page));
});

test("every language that is built, and every integration there is, can be chosen", async () => {
	const { page } = await arrive();
	const values = (selector: string) =>
		page.locator(selector).evaluateAll((all) => all.map((each) => each.getAttribute("value")!));
	const languages = await values("#languages-default option");
	expect(languages.filter(Boolean).sort()).toEqual(Object.keys(ask).sort());
	const schema = JSON.parse(readFileSync(`${dist}config.schema.json`, "utf8"));
	const names = await page
		.locator("#integrations input")
		.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).name.replace("integrations.", "")));
	expect(names.sort()).toEqual(Object.keys(schema.properties.integrations.properties).sort());
});

test("nothing is stored by making settings, and nothing but this origin is asked", async () => {
	const owner = await arrive();
	await setUp(owner);
	await asks(owner.page, "desktop").getByText("Bread").waitFor();
	await asks(owner.page, "phone").getByText("Bread").waitFor();
	expect(await owner.keeps()).toEqual(nothing);
	expect(owner.requests.filter(({ origin }) => origin !== site.url)).toEqual([]);
});

test.each([
	["in light colours", { colorScheme: "light" }],
	["in dark colours", { colorScheme: "dark" }],
	["at 320 px", { colorScheme: "light", viewport: { width: 320, height: 640 } }],
	["at 320 px in dark colours", { colorScheme: "dark", viewport: { width: 320, height: 640 } }],
] as const)(
	"axe finds nothing wrong %s, filled in and with a flaw told, and nothing runs over sideways",
	async (_, options) => {
		const owner = await arrive(options);
		const { page } = owner;
		await setUp(owner);
		const look = async () => {
			const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
			expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`))).toEqual(
				[],
			);
			expect(await pageOverflow(page)).toBe(0);
		};
		await look();
		await page.getByLabel("Site's id").fill("Not so");
		await page.locator("#flaws li").first().waitFor();
		await look();
	},
);

test("the start page leads to it", async () => {
	const { page } = await site.visitor();
	await page.goto("/");
	await page.getByRole("link", { name: "Set up your own" }).click();
	await page.waitForURL("**/builder/");
});
