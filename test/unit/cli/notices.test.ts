import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { ask, words } from "../../../src/locales/en.ts";
import { noticesOf } from "../../../src/policy/notice.ts";
import { buildCommand } from "./command.ts";

vi.setConfig({ testTimeout: 60_000 });

let command: Awaited<ReturnType<typeof buildCommand>>;
beforeAll(async () => {
	command = await buildCommand();
});
afterAll(() => command.remove());

const config = { site: { id: "shop", name: "Shop" }, purposes: ["analytics", "marketing"], layout: "bar" as const };
const linesOf = (stdout: string) =>
	stdout
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));

describe("notices", () => {
	it("prints every notice of every language, then the configuration with its defaults", async () => {
		const { code, stdout, stderr } = await command.run(["notices", await command.file("shop.json", config)]);
		expect([code, stderr]).toEqual([0, ""]);
		const lines = linesOf(stdout);
		expect(lines.filter(({ shown }) => shown?.language === "en").map(({ shown }) => shown)).toEqual(
			noticesOf(settle(config), { ask, words }, "en"),
		);
		expect(lines.at(-1).config).toEqual(JSON.parse(JSON.stringify(settle(config))));
	});

	it("says the same of a page with the same configuration on its tag and beside it", async () => {
		const page = await command.file(
			"page.html",
			`<!doctype html><title>Shop</title>
			<script type="application/json" data-yoursay-config>{"site": {"name": "Shop"}}</script>
			<script src="/assets/yoursay.js?v=1" data-site-id="shop" data-purposes="analytics marketing" data-layout="bar"></script>`,
		);
		const [fromPage, fromFile] = await Promise.all([
			command.run(["notices", page]),
			command.run(["notices", await command.file("shop.json", config)]),
		]);
		expect(fromPage.stdout).toBe(fromFile.stdout);
	});

	it("takes the languages that are named", async () => {
		const file = await command.file("shop.json", config);
		const { stdout } = await command.run(["notices", file, "--language", "en"]);
		expect(new Set(linesOf(stdout).flatMap(({ shown }) => shown?.language ?? []))).toEqual(new Set(["en"]));
		const { code, stderr } = await command.run(["notices", file, "--language", "xx"]);
		expect(code).toBe(2);
		expect(stderr).toContain('There are no words in "xx"');
	});

	it("needs the page's host where the configuration names nobody, and puts it into the words", async () => {
		const file = await command.file("nameless.json", {});
		const without = await command.run(["notices", file]);
		expect([without.code, without.stdout]).toEqual([2, ""]);
		expect(without.stderr).toContain("--host");
		const { stdout } = await command.run(["notices", file, "--host", "shop.example", "--language", "en"]);
		expect(linesOf(stdout)[0].shown.words[1]).toMatch(/^shop\.example would like/);
	});

	it.each<[string, string, RegExp]>([
		["refused.json", '{"layout": "sidebar"}', /layout: .*"bar"\|"box"\|"dialog"/],
		["tagless.html", "<!doctype html><p>Nothing", /has no tag of yoursay\.js/],
		["twice.html", '<script src="yoursay.js"></script><script src="yoursay.js"></script>', /more than one tag/],
		["fetched.html", '<script src="yoursay.js" data-config="/yoursay.json"></script>', /fetches its configuration/],
		["broken.html", '<script src="yoursay.js"></script><script data-yoursay-config>{</script>', /line 1 is not JSON/],
	])("refuses %s, and says why", async (name, content, says) => {
		const { code, stdout, stderr } = await command.run(["notices", await command.file(name, content)]);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toMatch(says);
	});

	it("warns of a key that has no effect, and goes on", async () => {
		const { code, stderr } = await command.run([
			"notices",
			await command.file("odd.json", { ...config, layuot: "box" }),
		]);
		expect(code).toBe(0);
		expect(stderr).toContain("layuot: this key is not known");
	});
});
