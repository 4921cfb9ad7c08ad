/** What every file of this suite stands on: one browser, one demo with its own collector, a fresh context per visitor. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, firefox, type LaunchOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type Demo, startDemo } from "../../demo/server.mjs";
import type { ConsentRecord } from "../../types/record.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

const chromiumArguments = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];
const firefoxPath = process.env.FIREFOX_PATH ?? "/usr/bin/firefox-esr";

export const hasFirefox = existsSync(firefoxPath);

/** For `expect.poll`: how long a test waits for what must come true. */
export const soon = { timeout: 10_000, interval: 20 };

export const launchChromium = () =>
	chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: chromiumArguments });
// Stock Firefox is driven over WebDriver BiDi, which the types do not name.
export const launchFirefox = (firefoxUserPrefs: LaunchOptions["firefoxUserPrefs"] = {}) =>
	firefox.launch({ channel: "moz-firefox", executablePath: firefoxPath, firefoxUserPrefs } as LaunchOptions);

export interface Site {
	readonly demo: Demo;
	readonly url: string;
	/** A new person with an empty browser profile. */
	visitor(options?: BrowserContextOptions): Promise<Visitor>;
	/** All that the collector holds, oldest received first. */
	collected(): Promise<ConsentRecord[]>;
}

/** Starts and stops everything around the tests of one file. */
export function openSite(launch: () => Promise<Browser> = launchChromium): Site {
	let demo: Demo;
	let browser: Browser;
	let data: string;
	const visitors = new Set<Visitor>();

	beforeAll(async () => {
		data = await mkdtemp(join(tmpdir(), "yoursay-browser-"));
		[demo, browser] = await Promise.all([
			startDemo({ port: 0, dist: process.env.READABLE ? "dist-dev" : "dist", data }),
			launch(),
		]);
	});
	afterEach(async () => {
		demo.failing("off");
		await Promise.all([...visitors].map((visitor) => visitor.context.close()));
		visitors.clear();
	});
	afterAll(async () => {
		await browser?.close();
		await demo?.close();
		await rm(data, { recursive: true, force: true });
	});

	return {
		get demo() {
			return demo;
		},
		get url() {
			return demo.url;
		},
		async visitor(options) {
			const context = await browser.newContext({ baseURL: demo.url, ...options });
			const visitor = await createVisitor(context);
			visitors.add(visitor);
			return visitor;
		},
		async collected() {
			const stored = await demo.store.list({ limit: 1000 });
			return stored.map(({ record }) => record).reverse();
		},
	};
}
