/** A visitor's browser, in verbs: what they do, what they see, and what is left on their device. */
import type { BrowserContext, ConsoleMessage, Locator, Page } from "playwright-core";
import type { Consent, Snapshot } from "../../types/consent.ts";
import type { ConsentRecord } from "../../types/record.ts";

declare global {
	interface Window {
		/** What fixture scripts leave behind, in the order in which they ran. */
		ran: string[];
		yoursay: Consent;
	}
}

/** Everything a page can keep in a browser. */
export interface Stored {
	cookies: string[];
	localStorage: string[];
	sessionStorage: string[];
	databases: string[];
}

export type Visitor = Awaited<ReturnType<typeof createVisitor>>;

const types: Record<string, string> = {
	html: "text/html",
	js: "text/javascript",
	json: "application/json",
	svg: "image/svg+xml",
	css: "text/css",
};

export async function createVisitor(context: BrowserContext) {
	const requests: URL[] = [];
	const told: string[] = [];
	const crashes: string[] = [];
	context.on("request", (request) => requests.push(new URL(request.url())));
	context.on("console", (message: ConsoleMessage) => {
		if (message.text().includes("yoursay")) told.push(`${message.type()}: ${message.text()}`);
	});
	context.on("weberror", (error) => crashes.push(error.error().message));
	// Shorter than a test's own limit, so that a failure names the step that never came.
	context.setDefaultTimeout(10_000);
	const page = await context.newPage();
	return tab(page);

	function tab(page: Page) {
		const inRoot = (selector: string) => page.locator(`your-say ${selector}`);
		const firstLayer = inRoot('[data-yoursay-view="ask"]');
		const panel = inRoot('[data-yoursay-view="preferences"]');
		const press = (within: Locator, action: string) => within.locator(`[data-yoursay-action="${action}"]`).click();

		const self = {
			page,
			context,
			/** Every address this browser asked for. */
			requests,
			/** What yoursay said on the console, as `warning: …` or `error: …`. */
			told,
			/** Errors that reached the page itself. */
			crashes,
			firstLayer,
			panel,
			placeholder: page.locator('your-say-held [data-yoursay-view="placeholder"]'),
			trigger: inRoot(".again"),

			goes: (path: string) => page.goto(path),
			reloads: () => page.reload(),
			/** The same person in one more tab. */
			opensTab: async () => tab(await context.newPage()),

			/** Answers these paths of the demo's origin with these texts. */
			async finds(files: Record<string, string>) {
				await context.route(
					(url) => url.pathname in files,
					(route) => {
						const { pathname } = new URL(route.request().url());
						const contentType = types[pathname.split(".").pop()!] ?? "text/html";
						return route.fulfill({ contentType, body: files[pathname]! });
					},
				);
			},

			seesFirstLayer: () => firstLayer.waitFor(),
			seesNoFirstLayer: () => firstLayer.waitFor({ state: "detached" }),
			accepts: () => press(firstLayer, "accept-all"),
			rejects: () => press(firstLayer, "reject-all"),
			async opensPreferences() {
				await page.locator("[data-yoursay-open=preferences]").first().click();
				await panel.waitFor();
			},
			/** Presses a button of the open panel. */
			pressesInPanel: (action: "accept-all" | "reject-all" | "save" | "close") => press(panel, action),
			toggles: (purpose: string) => panel.locator(`[data-yoursay-purpose="${purpose}"]`).click(),

			/** Waits until nothing is under way: configuration read, requests answered, two frames painted. */
			async rests() {
				await page.waitForLoadState("networkidle");
				await page.evaluate(
					() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
				);
			},
			/** Waits until no transition or animation runs, in shadow roots too. */
			settles: () =>
				page.evaluate(async () => {
					const roots = [
						document,
						...[...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []),
					];
					// One that was cut short rejects; it runs no more either.
					await Promise.allSettled(roots.flatMap((root) => root.getAnimations().map((each) => each.finished)));
				}),
			isReady: (): Promise<Snapshot> => page.evaluate(() => window.yoursay.ready),
			snapshot: (): Promise<Snapshot> => page.evaluate(() => window.yoursay.snapshot()),
			allows: (purpose: string, vendor?: string): Promise<boolean> =>
				page.evaluate(([id, of]) => window.yoursay.allows(id!, of), [purpose, vendor]),
			records: (): Promise<ConsentRecord[]> => page.evaluate(() => window.yoursay.records()),
			ran: (): Promise<string[]> => page.evaluate(() => window.ran ?? []),

			/** Paths of this origin's collector, vendor and embed that were asked for. */
			asked: (pattern: RegExp) => requests.map(({ pathname }) => pathname).filter((path) => pattern.test(path)),

			async keeps(): Promise<Stored> {
				const cookies = (await context.cookies()).map(({ name }) => name);
				const rest = await page.evaluate(async () => ({
					localStorage: Object.keys(localStorage),
					sessionStorage: Object.keys(sessionStorage),
					databases: (await indexedDB.databases()).map(({ name }) => name ?? ""),
				}));
				return { cookies, ...rest };
			},
			/** Keys of yoursay's database for a site, such as `record:…` and `outbox:…`. */
			databaseKeys: (name: string): Promise<string[]> =>
				page.evaluate(
					(database) =>
						new Promise<string[]>((resolve, reject) => {
							const opening = indexedDB.open(database);
							// Where there is no database yet, looking must not make one.
							opening.onupgradeneeded = () => {
								opening.transaction!.abort();
								resolve([]);
							};
							opening.onerror = () => reject(opening.error);
							opening.onsuccess = () => {
								const keys = opening.result.transaction("keyval").objectStore("keyval").getAllKeys();
								keys.onsuccess = () => {
									opening.result.close();
									resolve(keys.result.map(String));
								};
							};
						}),
					name,
				),
		};
		return self;
	}
}

export const nothing: Stored = { cookies: [], localStorage: [], sessionStorage: [], databases: [] };
