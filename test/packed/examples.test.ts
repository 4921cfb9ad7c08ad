import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browsers, openBrowsers } from "../browser/engine.ts";
import { soon } from "../browser/setup.ts";
import { createVisitor, type Visitor } from "../browser/visitor.ts";
import { run, type Served, serve } from "./commands.ts";
import { folderOf } from "./installed.ts";

const examples = ["plain", "pages", "preact", "react-ssr", "react-18", "vue"];
const resolutions = { bundler: "preserve", nodenext: "nodenext" };

let browsers: Browsers;
beforeAll(async () => {
	browsers = await openBrowsers();
});
afterAll(() => browsers?.close());

/** What a page complains of on the console. */
function listen(context: BrowserContext) {
	const complaints: string[] = [];
	context.on("console", (message) => {
		const isIcon = message.location().url.endsWith("/favicon.ico");
		if (/error|warning/.test(message.type()) && !isIcon) complaints.push(`${message.type()}: ${message.text()}`);
	});
	return complaints;
}

const counted = ({ page }: Visitor) => page.getByText("This visit is counted.").count();
const opener = ({ page }: Visitor) => page.locator("footer").getByText("Privacy choices");

describe.each(examples)("the example %s", (name) => {
	const folder = folderOf(name);
	let served: Served;

	it.runIf(existsSync(join(folder, "tsconfig.json"))).each(Object.entries(resolutions))(
		"type-checks where modules are resolved by %s, yoursay's own types included",
		async (moduleResolution, module) => {
			const options = ["--moduleResolution", moduleResolution, "--module", module, "--skipLibCheck", "false"];
			const { said } = await run(folder, name === "vue" ? "vue-tsc" : "tsc", ["-p", ".", ...options]);
			expect(said).toBe("");
		},
	);

	it("builds, and is served", async () => {
		const { status, said } = await run(folder, "npm", ["run", "build", "--if-present"]);
		expect(status, said).toBe(0);
		served = await serve(folder);
	});
	afterAll(() => served?.close());

	it("asks first; holds until a yes, not on the next visit, and again after a no", async () => {
		const context = await browsers.contextFor({ baseURL: served.url });
		const complaints = listen(context);
		const visitor = await createVisitor(context);
		await visitor.goes("/");
		await visitor.seesFirstLayer();
		await visitor.rests();
		expect(await counted(visitor)).toBe(0);

		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		await expect.poll(() => counted(visitor), soon).toBe(1);

		const html = await (await visitor.reloads())!.text();
		await expect.poll(() => counted(visitor), soon).toBe(1);
		await visitor.rests();
		expect(await visitor.firstLayer.count()).toBe(0);
		if (name.startsWith("react")) expect(html).toContain("This visit is counted.");

		await opener(visitor).click();
		await visitor.pressesInPanel("reject-all");
		await expect.poll(() => counted(visitor), soon).toBe(0);
		const later = await visitor.opensTab();
		await later.goes("/");
		await later.rests();
		expect(await counted(later)).toBe(0);
		expect(await later.firstLayer.count()).toBe(0);

		expect(complaints).toEqual([]);
		expect(visitor.crashes).toEqual([]);
		expect([...new Set(visitor.requests.map(({ origin }) => origin))]).toEqual([served.url]);
		await context.close();
	});
});
