/** What the tests of the collector's pages stand on: a browser, and a collector on a database of its own. */

import { AxeBuilder } from "@axe-core/playwright";
import { PGlite } from "@electric-sql/pglite";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { serve } from "srvx/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { type CollectorOptions, createCollector } from "../../src/collector/collector.ts";
import { createSqlStore } from "../../src/collector/sql-store.ts";
import type { Store } from "../../src/collector/store.ts";
import type { ConsentRecord } from "../../types/record.ts";
import type { InboxRequest, RequestChange, RequestReceipt, RightsRequest } from "../../types/request.ts";
import { sampleRequest } from "../unit/collector/request-sample.ts";
import { newSecret, sampleRecord } from "../unit/collector/sample.ts";
import { type Browsers, openBrowsers } from "./engine.ts";

export const ownerToken = "owner-token-of-the-example";
const DAY_MS = 86_400_000;

/** What the page's own policy already forbids, and whatever could turn a text into something else. */
const STRICTEST =
	"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

export function openCollectorSite(options: Partial<CollectorOptions> = {}) {
	const contexts: BrowserContext[] = [];
	let browsers: Browsers;
	let database: PGlite;
	let store: Store;
	let server: ReturnType<typeof serve>;
	let url: string;
	let daysAgo = 0;
	let answerInstead: ((request: Request) => Response | undefined) | undefined;
	const troubles: string[] = [];

	beforeAll(async () => {
		[browsers, database] = await Promise.all([openBrowsers(), PGlite.create()]);
		store = await createSqlStore((sql, params) => database.query(sql, params), 1);
		const now = () => Date.now() - daysAgo * DAY_MS;
		const collect = createCollector({ store, origins: [], ownerToken, now, requestsPerMinute: 60_000, ...options });
		const fetch = async (request: Request) => {
			const response = answerInstead?.(request) ?? (await collect(request));
			response.headers.append("content-security-policy", STRICTEST);
			return response;
		};
		server = serve({ fetch, port: 0, hostname: "127.0.0.1", manual: true, silent: true });
		await server.serve();
		url = `${server.url!.replace(/\/$/, "")}/yoursay`;
	}, 60_000);
	beforeEach(async () => {
		troubles.length = 0;
		daysAgo = 0;
		answerInstead = undefined;
		await database.exec("delete from yoursay_requests");
	});
	afterEach(async () => {
		await Promise.all(contexts.splice(0).map((context) => context.close()));
	});
	afterAll(async () => {
		await browsers?.close();
		await server?.close(true);
		await database?.close();
	});

	const headers = { "content-type": "application/json" };
	return {
		get url() {
			return url;
		},
		/** What pages reported: errors, refused things. */
		troubles,
		/** Answers some calls in the collector's place. */
		answers(instead: typeof answerInstead) {
			answerInstead = instead;
		},
		async page(pageOptions: BrowserContextOptions = {}): Promise<Page> {
			const context = await browsers.contextFor({ locale: "en-GB", timezoneId: "UTC", ...pageOptions });
			contexts.push(context);
			const page = await context.newPage();
			page.on("pageerror", (error) => troubles.push(error.message));
			page.on("dialog", (dialog) => {
				troubles.push(`dialog ${dialog.message()}`);
				void dialog.dismiss();
			});
			page.on("console", (message) => {
				// Of every call that is refused; and Firefox looks for an icon by itself.
				if (message.type() === "error" && !/^Failed to load resource|\/favicon\.ico /.test(message.text()))
					troubles.push(message.text());
			});
			return page;
		},
		/** Somebody sends a request, so many days ago. */
		async sends(changes: Partial<RightsRequest> = {}, ago = 0) {
			const { body, secret } = await sampleRequest(changes);
			daysAgo = ago;
			const response = await fetch(`${url}/requests`, { method: "POST", headers, body: JSON.stringify(body) });
			daysAgo = 0;
			expect(response.status, await response.clone().text()).toBe(201);
			const receipt = (await response.json()) as RequestReceipt;
			return { ...receipt, secret };
		},
		/** The owner moves it on, elsewhere. */
		async moves(reference: string, change: Omit<RequestChange, "revision">) {
			const { revision } = await this.kept(reference);
			const response = await fetch(`${url}/requests/${reference}`, {
				method: "PATCH",
				headers: { ...headers, authorization: `Bearer ${ownerToken}` },
				body: JSON.stringify({ revision, ...change }),
			});
			expect(response.status, await response.clone().text()).toBe(200);
		},
		async kept(reference: string): Promise<InboxRequest> {
			const response = await fetch(`${url}/requests`, { headers: { authorization: `Bearer ${ownerToken}` } });
			const { requests } = (await response.json()) as { requests: InboxRequest[] };
			return requests.find((each) => each.reference === reference)!;
		},
		/** A choice is received, so many days ago. */
		async chooses(changes: Partial<ConsentRecord> = {}, ago = 0) {
			const receivedAt = new Date(Date.now() - ago * DAY_MS).toISOString();
			await store.insert([await sampleRecord(newSecret(), changes)], receivedAt);
		},
	};
}

/** Everything axe knows to be wrong with a page, as rule and target. */
export async function flaws(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page })
		.options({
			runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
			rules: { "target-size": { enabled: true } },
		})
		.analyze();
	return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
