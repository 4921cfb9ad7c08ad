/** What comes and goes leaves a page as it was: the second time and the tenth leave the same behind. */
import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Browsers, openBrowsers } from "../browser/engine.ts";
import { createVisitor, type Visitor } from "../browser/visitor.ts";
import { type Served, serve } from "./commands.ts";
import { folderOf, serveLeaks } from "./installed.ts";

declare global {
	interface Window {
		/** What is begun and not ended, by kind. */
		counted(): Record<string, number>;
		/** One coming and going. */
		round(name: string): Promise<void>;
		make(): Window["yoursay"];
	}
}

const pages = folderOf("pages");
const counting = await readFile(new URL("leaks/counting.js", import.meta.url), "utf8");
let browsers: Browsers;
let modules: Served;
let site: Served;

beforeAll(async () => {
	browsers = await openBrowsers();
	[modules, site] = [await serveLeaks(), await serve(pages)];
});
afterAll(async () => {
	modules?.close();
	site?.close();
	await browsers?.close();
});

let visitor: Visitor;
afterEach(() => visitor?.context.close());

async function arrives(baseURL: string) {
	const context = await browsers.contextFor({ baseURL });
	await context.addInitScript(counting);
	visitor = await createVisitor(context);
	await visitor.goes("/");
	return visitor;
}

/** What is outstanding once that no longer changes, and all that waited a while has had its turn. */
async function counted(): Promise<Record<string, number>> {
	const look = () => visitor.page.evaluate(() => window.counted());
	const patience = Date.now() + 15_000;
	for (let before = ""; Date.now() < patience; await visitor.page.waitForTimeout(300)) {
		const now = JSON.stringify(await look());
		if (now === before && !now.includes("setTimeout")) break;
		before = now;
	}
	return look();
}

/** Numbers after the second round and after the tenth. */
async function afterRounds(round: () => Promise<unknown>) {
	const counts = [];
	for (let at = 1; at <= 10; at++) {
		await round();
		if (at === 2 || at === 10) counts.push(await counted());
	}
	return counts as [Record<string, number>, Record<string, number>];
}

it.each([
	["consents that are made, asked with, opened and disposed of", "create"],
	["consents that are disposed of before they are ready", "hasty"],
	["a module that is loaded again under elements that stay", "reload"],
	["Preact's components", "preact"],
	["React's, in strict mode, and the elements", "react"],
])("nothing is left of %s", async (_, name) => {
	await arrives(modules.url);
	const [second, tenth] = await afterRounds(() => visitor.page.evaluate((each) => window.round(each), name));
	expect(tenth).toEqual(second);
	expect(visitor.crashes).toEqual([]);
});

it("nothing is left of pages that are swapped, each with a placeholder", async () => {
	await arrives(site.url);
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	const [second, tenth] = await afterRounds(async () => {
		await visitor.page.getByText("Film", { exact: true }).first().click();
		await visitor.placeholder.waitFor();
		await visitor.page.getByText("Start", { exact: true }).first().click();
		await visitor.placeholder.waitFor({ state: "detached" });
	});
	expect(tenth).toEqual(second);
});
