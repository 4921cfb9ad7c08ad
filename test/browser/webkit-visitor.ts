/** A visitor in WebKit, in verbs: what `visitor.ts` is to the other engines, as far as WebDriver goes. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Key, type WebDriver, type WebElement } from "selenium-webdriver";
import { expect } from "vitest";
import type { Snapshot } from "../../types/consent.ts";
import type { ConsentRecord } from "../../types/record.ts";
import { axeOptions } from "./flaws.ts";
import { soon } from "./setup.ts";
import type { Stored } from "./visitor.ts";

export type WebkitVisitor = ReturnType<typeof createWebkitVisitor>;

const require = createRequire(import.meta.url);
const axe = readFileSync(createRequire(require.resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"), "utf8");

export function createWebkitVisitor(driver: WebDriver, url: string) {
	/** Runs a function in the page and waits for what it promises; it sees its arguments only. */
	async function run<Args extends unknown[], Result>(task: (...args: Args) => Result | Promise<Result>, ...args: Args) {
		const code = `const [done, ...args] = [...arguments].reverse();
			Promise.resolve((${task})(...args.reverse())).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
		const answer: { value: Result; error?: string } = await driver.executeAsyncScript(code, ...args);
		if (answer.error) throw new Error(answer.error);
		return answer.value;
	}
	/** The first visible match within one of yoursay's elements. */
	const find = (selector: string, host = "your-say") =>
		driver.executeScript<WebElement | null>(
			`const found = document.querySelector(arguments[1])?.shadowRoot?.querySelectorAll(arguments[0]) ?? [];
			return [...found].find((each) => each.checkVisibility()) ?? null;`,
			selector,
			host,
		);
	async function sees(selector: string, host?: string) {
		await expect.poll(async () => (await find(selector, host)) !== null, { ...soon, message: selector }).toBe(true);
		return (await find(selector, host))!;
	}
	/** Clicks it in the middle of the window, once it stands still. */
	async function click(element: WebElement) {
		await driver.executeAsyncScript(
			`const [element, done] = arguments;
			element.scrollIntoView({ block: "center", behavior: "instant" });
			const look = (before) => requestAnimationFrame(() => {
				const { x, y } = element.getBoundingClientRect();
				if (before === x + " " + y) done();
				else look(x + " " + y);
			});
			look();`,
			element,
		);
		await element.click();
	}
	const self = {
		run,
		sees,
		goes: (path: string) => driver.get(new URL(path, url).href),
		reloads: () => driver.navigate().refresh(),
		seesNo: (selector: string, host?: string) =>
			expect.poll(async () => (await find(selector, host)) === null, { ...soon, message: selector }).toBe(true),
		clicks: async (selector: string, host?: string) => click(await sees(selector, host)),
		text: async (selector: string, host?: string) => (await sees(selector, host)).getText(),
		fills: async (selector: string, text: string, host?: string) => (await sees(selector, host)).sendKeys(text),
		press: (...keys: string[]) =>
			driver
				.actions({ async: true })
				.sendKeys(...keys)
				.perform(),
		/** Clicks what opens a view, in the page itself. */
		opens: async (view: string) => {
			await click(await driver.findElement({ css: `footer [data-yoursay-open=${view}]` }));
			return sees(`[data-yoursay-view=${view}]`);
		},

		seesFirstLayer: () => sees('[data-yoursay-view="ask"]'),
		seesNoFirstLayer: () => self.seesNo('[data-yoursay-view="ask"]'),
		accepts: () => self.clicks('[data-yoursay-view="ask"] [data-yoursay-action=accept-all]'),
		rejects: () => self.clicks('[data-yoursay-view="ask"] [data-yoursay-action=reject-all]'),

		/** What has the focus, looking into shadow roots: an action, a switch's purpose, what it opens, or its name. */
		focus: () =>
			run(() => {
				let active = document.activeElement as HTMLElement | null;
				while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement as HTMLElement;
				const { yoursayAction, yoursayPurpose, yoursayOpen } = active?.dataset ?? {};
				return yoursayAction ?? yoursayPurpose ?? yoursayOpen ?? active?.localName;
			}),
		/** Presses Tab until this has the focus; fails after a lap. */
		async tabsTo(target: string) {
			for (let times = 0; times < 40; times++) {
				if ((await self.focus()) === target) return;
				await self.press(Key.TAB);
			}
			throw new Error(`Tab never reaches ${target}`);
		},

		isReady: (): Promise<Snapshot> => run(() => window.yoursay.ready),
		snapshot: (): Promise<Snapshot> => run(() => window.yoursay.snapshot()),
		records: (): Promise<ConsentRecord[]> => run(() => window.yoursay.records()),
		ran: (): Promise<string[]> => run(() => window.ran ?? []),
		/** Paths that this page asked for. */
		asked: async (pattern: RegExp) => {
			const names = await run(() => performance.getEntriesByType("resource").map(({ name }) => name));
			return names.map((name) => new URL(name).pathname).filter((path) => pattern.test(path));
		},
		async keeps(): Promise<Stored> {
			const cookies = (await driver.manage().getCookies()).map(({ name }) => name);
			const rest = await run(async () => ({
				localStorage: Object.keys(localStorage),
				sessionStorage: Object.keys(sessionStorage),
				databases: (await indexedDB.databases()).map(({ name }) => name ?? ""),
			}));
			return { cookies, ...rest };
		},
		/** Everything axe knows to be wrong with yoursay's own views, as rule and target. */
		async flaws(): Promise<string[]> {
			await driver.executeScript(axe);
			return run(async (options) => {
				const roots = [document, ...[...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
				await Promise.allSettled(roots.flatMap((root) => root.getAnimations().map((each) => each.finished)));
				const { axe } = window as unknown as { axe: { run(context: string, options: object): Promise<Found> } };
				interface Found {
					violations: { id: string; nodes: { target: unknown[] }[] }[];
				}
				const { violations } = await axe.run("your-say", { ...options, iframes: false });
				return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
			}, axeOptions);
		},
	};
	return self;
}
