/** The main job in WebKit, on the demo's sites. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Key, type WebDriver } from "selenium-webdriver";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Demo, startDemo } from "../../demo/server.mjs";
import { verifyReceipt } from "../../src/records/verify.ts";
import { soon } from "./setup.ts";
import { nothing } from "./visitor.ts";
import { hasWebkit, openWebkit, type Webkit } from "./webkit.ts";
import { createWebkitVisitor, type WebkitVisitor } from "./webkit-visitor.ts";

if (!hasWebkit)
	console.warn("WebKit is not on this machine (webkit2gtk-driver and xvfb, of Debian), so its run is left out.");

const vendors = /^\/(vendor|ingest|embed)\//;

let demo: Demo;
let data: string;
beforeAll(async () => {
	if (!hasWebkit) return;
	data = await mkdtemp(join(tmpdir(), "yoursay-webkit-data-"));
	demo = await startDemo({ port: 0, dist: process.env.READABLE ? "dist-dev" : "dist", data });
});
afterAll(async () => {
	await demo?.close();
	if (data) await rm(data, { recursive: true, force: true });
});

/** Opens a browser of its own, in these colours, for each test of a group. */
function openSite(colours: "light" | "dark") {
	let webkit: Webkit;
	let driver: WebDriver | undefined;
	// It has no preference for colours but that of the desktop.
	beforeAll(async () => {
		webkit = await openWebkit({ GTK_THEME: colours === "dark" ? "Adwaita:dark" : "Adwaita" });
	});
	afterEach(async () => {
		await driver?.quit();
		driver = undefined;
	});
	afterAll(() => webkit?.close());
	return {
		async visits(path: string) {
			driver = await webkit.session();
			const visitor = createWebkitVisitor(driver, demo.url);
			await visitor.goes(path);
			return visitor;
		},
		/** Names of what was downloaded. */
		downloads: async () => (await readdir(webkit.home)).filter((name) => /\.json$/.test(name)),
		reads: (name: string) => readFile(join(webkit.home, name), "utf8"),
	};
}

const collected = async () => (await demo.store.list({ limit: 1000 })).map(({ record }) => record);
/** The collector's copy of the visitor's newest record, once it is there. */
async function isCollected(visitor: WebkitVisitor) {
	await expect.poll(async () => (await visitor.records()).length, soon).toBeGreaterThan(0);
	const { id } = (await visitor.records()).at(-1)!;
	const find = async () => (await collected()).find((record) => record.id === id);
	await expect.poll(find, soon).toBeDefined();
	return (await find())!;
}

describe.skipIf(!hasWebkit)("in WebKit", () => {
	const site = openSite("light");
	const arrive = async (path: string) => {
		const visitor = await site.visits(path);
		await visitor.seesFirstLayer();
		return visitor;
	};

	test.each(["/isokron/", "/kratys/", "/a21e/"])(
		"before a decision on %s nothing is stored and no vendor asked",
		async (path) => {
			const visitor = await arrive(path);
			await visitor.isReady();
			expect(await visitor.asked(vendors)).toEqual([]);
			expect(await visitor.keeps()).toEqual(nothing);
		},
	);

	test("a refusal holds over a reload, and its record arrives", async () => {
		const visitor = await arrive("/isokron/");
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		expect(await isCollected(visitor)).toMatchObject({ method: "reject-all", automated: false });
		await visitor.reloads();
		expect(await visitor.isReady()).toMatchObject({
			decided: true,
			purposes: { analytics: "refused", media: "refused" },
		});
		await visitor.seesNoFirstLayer();
		expect(await visitor.asked(vendors)).toEqual([]);
	});

	test("an acceptance runs the vendors, now and after a reload, and its record arrives", async () => {
		const visitor = await arrive("/isokron/");
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		for (const _ of ["now", "after a reload"]) {
			await expect.poll(() => visitor.asked(/^\/vendor\/posthog\.js/), soon).toHaveLength(1);
			await expect.poll(() => visitor.asked(/^\/embed\/video\.html/), soon).toHaveLength(1);
			await expect.poll(async () => (await visitor.asked(/^\/ingest\//)).length, soon).toBeGreaterThan(0);
			expect(await isCollected(visitor)).toMatchObject({ method: "accept-all", automated: false });
			await visitor.reloads();
		}
	});

	test("the keyboard alone opens the preferences, turns a switch and saves", async () => {
		const visitor = await arrive("/isokron/");
		await visitor.tabsTo("preferences");
		await visitor.press(Key.ENTER);
		await visitor.sees('[data-yoursay-view="preferences"]');
		await expect.poll(visitor.focus, soon).toBe("h2");
		await visitor.tabsTo("analytics");
		await visitor.press(Key.SPACE);
		await visitor.tabsTo("save");
		await visitor.press(Key.ENTER);
		await visitor.seesNo("[data-yoursay-view]");
		expect(await visitor.snapshot()).toMatchObject({
			method: "save",
			purposes: { analytics: "granted", media: "refused" },
		});
		expect(await isCollected(visitor)).toMatchObject({ method: "save", automated: false });
	});

	test("after a withdrawal in the panel nothing of the vendor runs or is stored", async () => {
		const visitor = await arrive("/isokron/");
		await visitor.accepts();
		const ofVendor = async () => {
			const { cookies, localStorage } = await visitor.keeps();
			return [...cookies, ...localStorage].filter((name) => /ph_/.test(name));
		};
		await expect.poll(async () => (await ofVendor()).length, soon).toBeGreaterThan(0);
		await visitor.opens("preferences");
		await visitor.clicks('[data-yoursay-view="preferences"] [data-yoursay-action=reject-all]');
		await expect.poll(async () => (await visitor.asked(vendors)).length, soon).toBe(0);
		await visitor.isReady();
		expect(await ofVendor()).toEqual([]);
		expect(await isCollected(visitor)).toMatchObject({
			method: "reject-all",
			purposes: { analytics: "withdrawn", media: "withdrawn" },
			automated: false,
		});
	});

	test("the policy summary opens, is searched, and closes with the focus back on its link", async () => {
		const visitor = await arrive("/isokron/");
		await visitor.rejects();
		await visitor.opens("policy");
		await visitor.fills("input[type=search]", "supabase");
		await expect
			.poll(() => visitor.text("[data-yoursay-view=policy] [role=status]"), soon)
			.toMatch(/^Found in \d+ section/);
		expect(await visitor.text("details[open]")).toContain("Supabase");
		await visitor.press(Key.ESCAPE);
		await expect.poll(visitor.focus, soon).toBe("input");
		await visitor.press(Key.ESCAPE);
		await visitor.seesNo("[data-yoursay-view=policy]");
		await expect.poll(visitor.focus, soon).toBe("policy");
	});

	test("a request is chosen, filled in, looked at and sent, and shows its reference", async () => {
		const visitor = await arrive("/isokron/?play-region=DE");
		await visitor.rejects();
		await visitor.opens("rights");
		await sendsRequest(visitor);
	});

	test("a form in the page does the same", async () => {
		const visitor = await arrive("/kratys/privacy.html?play-region=DE");
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		await sendsRequest(visitor, "your-say-rights");
	});

	test("a receipt is downloaded, and holds", async () => {
		const visitor = await arrive("/isokron/");
		await visitor.accepts();
		await isCollected(visitor);
		await visitor.opens("receipt");
		await visitor.clicks("[data-yoursay-view=receipt] [data-yoursay-action=download]");
		await expect.poll(site.downloads, soon).toHaveLength(1);
		const [name] = await site.downloads();
		expect(name).toMatch(/^yoursay-receipt-isokron-\d{4}-\d\d-\d\d\.json$/);
		const receipt = JSON.parse(await site.reads(name!));
		expect(receipt.records).toEqual(await visitor.records());
		const { keys } = await (await fetch(`${demo.url}/yoursay/keys`)).json();
		expect(await verifyReceipt(receipt, keys)).toEqual({ verdict: "authentic", flaws: [] });
	});

	test("under the strictest policy an acceptance violates nothing and runs what has the nonce", async () => {
		const visitor = await arrive("/strict/");
		expect(await visitor.ran()).toEqual([]);
		await visitor.accepts();
		const nonced = ["external-nonce", "inline-nonce", "module-nonce", "template-nonce"];
		await expect.poll(async () => (await visitor.ran()).sort(), soon).toEqual(nonced);
		await visitor.opens("preferences");
		await visitor.clicks('[data-yoursay-view="preferences"] [data-yoursay-action=close]');
		await visitor.seesNo('[data-yoursay-view="preferences"]');
		expect((await visitor.ran()).sort()).toEqual(nonced);
		expect(await visitor.run(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
	});

	test("in Arabic, chosen in the panel, it stands from right to left, and nothing runs over", async () => {
		const visitor = await arrive("/isokron/");
		await visitor.rejects();
		await visitor.opens("preferences");
		await visitor.run(() => {
			const list = document.querySelector("your-say")!.shadowRoot!.querySelector("select")!;
			list.dispatchEvent(new Event("focus"));
			list.value = "ar";
			list.dispatchEvent(new Event("change"));
		});
		const look = () =>
			visitor.run(() => {
				const panel = document
					.querySelector("your-say")!
					.shadowRoot!.querySelector('[data-yoursay-view="preferences"]')!;
				const close = panel.querySelector("[data-yoursay-action=close]")!.getBoundingClientRect();
				return {
					direction: getComputedStyle(panel).direction,
					over: panel.scrollWidth - panel.clientWidth,
					isTitleFirst: panel.querySelector("h2")!.getBoundingClientRect().right > close.right,
				};
			});
		await expect.poll(look, soon).toEqual({ direction: "rtl", over: 0, isTitleFirst: true });
	});
});

async function sendsRequest(visitor: WebkitVisitor, host?: string) {
	const sees = (title: string) =>
		expect.poll(() => visitor.text("[data-yoursay-view=rights] h2", host), soon).toBe(title);
	await visitor.clicks('input[value="erasure"]', host);
	await visitor.clicks("[data-yoursay-action=review]", host);
	await sees("Where can we reach you?");
	await visitor.fills('[name="email"]', "amal@visitor.example", host);
	await visitor.clicks("[data-yoursay-action=review]", host);
	await sees("Check and send");
	await visitor.clicks("[data-yoursay-action=send]", host);
	await sees("Your request is sent");
	expect(await visitor.text("[data-yoursay-view=rights]", host)).toMatch(/[A-Z]{6}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
}

describe.skipIf(!hasWebkit).each(["light", "dark"] as const)("in WebKit, in %s colours", (colours) => {
	const site = openSite(colours);

	test("axe finds nothing wrong with the first layer, the panel, the policy and the form", async () => {
		const visitor = await site.visits("/isokron/");
		await visitor.seesFirstLayer();
		expect(await visitor.run(() => matchMedia("(prefers-color-scheme: dark)").matches)).toBe(colours === "dark");
		expect(await visitor.flaws()).toEqual([]);
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		for (const view of ["preferences", "policy", "rights"]) {
			await visitor.opens(view);
			expect(await visitor.flaws()).toEqual([]);
			await visitor.press(Key.ESCAPE);
			await visitor.seesNo(`[data-yoursay-view=${view}]`);
		}
	});
});
