/** What every file of this suite stands on: one browser, one demo with its own collector, a fresh context per visitor. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type Demo, startDemo } from "../../demo/server.mjs";
import type { ConsentRecord } from "../../types/record.ts";
import { type Browsers, openBrowsers } from "./engine.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

/** For `expect.poll`: how long a test waits for what must come true. */
export const soon = { timeout: 10_000, interval: 20 };

export interface Site {
	readonly demo: Demo;
	readonly url: string;
	/** A new person with an empty browser profile. */
	visitor(options?: BrowserContextOptions): Promise<Visitor>;
	/** All that the collector holds, oldest received first. */
	collected(): Promise<ConsentRecord[]>;
}

/** Starts and stops everything around the tests of one file. */
export function openSite(launch?: () => Promise<Browser>): Site {
	let demo: Demo;
	let browsers: Browsers;
	let data: string;
	const visitors = new Set<Visitor>();

	beforeAll(async () => {
		data = await mkdtemp(join(tmpdir(), "yoursay-browser-"));
		[demo, browsers] = await Promise.all([
			startDemo({ port: 0, dist: process.env.READABLE ? "dist-dev" : "dist", data }),
			openBrowsers(launch),
		]);
	});
	afterEach(async () => {
		demo.failing("off");
		await Promise.all([...visitors].map((visitor) => visitor.context.close()));
		visitors.clear();
	});
	afterAll(async () => {
		await browsers?.close();
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
			const context = await browsers.contextFor({ baseURL: demo.url, ...options });
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
