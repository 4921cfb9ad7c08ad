import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { linesIn } from "../../../src/cli/check-lines.ts";
import { findings } from "../../../src/config/findings.ts";
import { complete } from "../records/receipt-sample.ts";
import { sourcesOf } from "../sources.ts";
import { buildCommand } from "./command.ts";

vi.setConfig({ testTimeout: 60_000 });

let command: Awaited<ReturnType<typeof buildCommand>>;
let site: string;
beforeAll(async () => {
	command = await buildCommand();
	site = join(command.folder, "site");
});
afterAll(() => command.remove());

/** Writes files, and checks some of them, by their paths in the site. */
async function check(files: Record<string, unknown>, ...names: string[]) {
	for (const [name, content] of Object.entries(files)) {
		const path = join(site, name);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(
			path,
			typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content, null, "\t"),
		);
	}
	const given = names.length ? names : Object.keys(files);
	const { code, stdout, stderr } = await command.run(["check", "--json", ...given.map((name) => join(site, name))]);
	const found = (stdout ? JSON.parse(stdout) : []) as {
		file: string;
		line?: number;
		column?: number;
		path: string;
		code: string;
		what: string;
	}[];
	const all = found.map((each) => ({ ...each, file: each.file.slice(site.length + 1) }));
	return {
		code,
		stderr,
		found: all,
		brief: all.map((each) => `${each.file}:${each.line ?? ""} ${each.path} ${each.code}`),
	};
}

const quiet = { version: 1, title: "Privacy at Acorn", recipients: [{ name: "Counter", purpose: "Analytics" }] };
const vendor = {
	id: "counter",
	name: "Counter",
	provider: "Counter GmbH",
	country: "DE",
	policyUrl: "/c",
	cookies: [{ name: "_c" }],
};
const config = {
	...complete,
	// Of which no law here wants anything said.
	region: "BR",
	endpoint: "/yoursay",
	policy: { url: "/privacy.html", lastUpdated: "2026-05-09" },
	purposes: [
		"necessary",
		{ id: "analytics", data: ["Pages"], retention: "1 year", location: "Ireland", vendors: [vendor] },
	],
};
const heat = {
	...config,
	purposes: [
		"necessary",
		{ ...(config.purposes[1] as object), vendors: [{ ...vendor, name: "Heat", provider: "Heat Inc", id: "heat" }] },
	],
};

describe("a policy document", () => {
	it("is known by its version, and checked as such", async () => {
		const { code, found, stderr } = await check({ "policy.json": quiet });
		expect([code, found]).toEqual([0, []]);
		expect(stderr).toMatch(/^1 file checked \(in policies .*the policy speaks of none.*\): no findings\.\n$/);
	});

	it("says which laws were looked at", async () => {
		const { stderr } = await check({
			"policy.json": { ...quiet, statements: [{ kind: "no-sale", text: "Under GDPR and the CCPA." }] },
		});
		expect(stderr).toMatch(/checked \(.*GDPR Articles 13 and 14.*1798\.130.*\)/);
	});

	it("names a placeholder with file, line and code", async () => {
		const { code, stderr } = await check({ "policy.json": { ...quiet, lastUpdated: "[PENDING]" } });
		expect(code).toBe(1);
		expect(stderr).toMatch(
			/policy\.json:\d+: lastUpdated: This is still to be filled in: \[PENDING\]\. .* \[placeholder\]\n/,
		);
	});

	it("has two fingerprints: of which one changes with each word, the other only with what matters", async () => {
		const printOf = async (name: string, policy: object) => {
			await check({ [name]: policy });
			const { stdout } = await command.run(["check", "--fingerprint", join(site, name)]);
			return /^\S+ whole=([\w-]{43}) material=([\w-]{43})\n$/.exec(stdout)!.slice(1);
		};
		const [whole, material] = await printOf("a.json", quiet);
		const retitled = await printOf("b.json", { ...quiet, title: "Privacy" });
		expect(retitled[0]).not.toBe(whole);
		expect(retitled[1]).toBe(material);
		const [, other] = await printOf("c.json", { ...quiet, recipients: [{ name: "Heat", purpose: "Analytics" }] });
		expect(other).not.toBe(material);
		await check({ "d.json": { ...quiet, title: [] } });
		expect((await command.run(["check", "--fingerprint", join(site, "d.json")])).stdout).toBe("");
	});

	it("with a version that a configuration has by mistake is a configuration", async () => {
		const { found } = await check({ "config.json": { ...config, version: 1 } });
		expect(found).toMatchObject([{ code: "key-unknown", path: "version" }]);
	});
});

describe("a policy text", () => {
	const lines = [
		"Privacy Policy",
		"Last updated: [LAST UPDATED DATE]",
		"1. Sharing",
		"See Section 7. We serve the EU.",
		"2. Contact",
		"privacy@acorn.example",
	];
	it("names placeholders with line and column, and sections that there are not", async () => {
		const { found, stderr } = await check({ "policy.txt": lines.join("\n") });
		expect(found).toContainEqual(expect.objectContaining({ line: 2, column: 15, code: "placeholder" }));
		expect(found).toContainEqual(expect.objectContaining({ line: 4, code: "section-unknown" }));
		expect(stderr).toContain("policy.txt:2:15: This is still");
		expect(found.filter(({ code }) => code === "essential-missing").length).toBeGreaterThan(5);
	});

	it.each([
		[
			"policy.md",
			'# Privacy\n\n## 1. Data\n\nSee [there](#1-data), [here](#nowhere) and [mark](#mark).\n\n<a id="mark"></a>',
			5,
		],
		[
			"policy.html",
			"<title>Privacy</title>\n<h1>Privacy</h1>\n<h2 id=data>1. Data</h2>\n<p><a href=#data>there</a>\n<a href=#nowhere>here</a>",
			5,
		],
	])("%s with a link that leads nowhere says so, with its line", async (name, text, line) => {
		expect((await check({ [name]: text })).brief).toEqual([`${name}:${line}  anchor-dead`]);
	});

	it("in HTML is none where the page only lost its tag", async () => {
		expect(
			(await check({ "index.html": "<title>Acorn</title><h1>Acorns</h1><p>Our <a href=/privacy>privacy policy</a>" }))
				.brief,
		).toEqual(["index.html:  tag-missing"]);
	});
});

describe("a configuration and its policy", () => {
	it("given together are compared, and each finding is of its own file", async () => {
		const recipients = [{ name: "Counter", kind: "processor", purpose: "Analytics" }];
		const { brief } = await check({ "shop.json": heat, "elsewhere/policy.json": { ...quiet, recipients } });
		expect(brief.map((each) => each.replace(/:\d+/, ""))).toEqual([
			"shop.json purposes[1].vendors[0] vendor-unnamed",
			"elsewhere/policy.json recipients[0] recipient-unnamed",
		]);
	});

	it.each([
		["in its folder", "policy.json"],
		["from the root, in a folder above", "/shop/policy.json"],
		["with a query", "policy.json?v=2"],
	])("are found by address %s", async (_, address) => {
		const { brief } = await check(
			{
				"shop/config.json": { ...heat, policy: { ...config.policy, document: address } },
				"shop/policy.json": { ...quiet, lastUpdated: "[PENDING]" },
			},
			"shop/config.json",
		);
		expect(brief.map((each) => each.replace(/:\d+/, ""))).toEqual([
			"shop/policy.json lastUpdated placeholder",
			"shop/config.json purposes[1].vendors[0] vendor-unnamed",
		]);
	});

	it("by an address where nothing is say so, and what to do", async () => {
		const policy = { ...config.policy, document: "/nowhere.json" };
		const { found, brief } = await check({ "lone/config.json": { ...config, policy } });
		expect(brief).toEqual([expect.stringMatching(/policy\.document document-missing$/)]);
		expect(found[0]).toMatchObject({ remedy: "Give it as another FILE" });
		expect((await check({ "lone/config.json": { ...config, policy }, "other/document.json": quiet })).brief).toEqual(
			[],
		);
	});

	it("at an address of another site is not fetched", async () => {
		const policy = { ...config.policy, document: "https://acorn.example/policy.json" };
		expect((await check({ "lone/config.json": { ...config, policy } })).found).toMatchObject([
			{ code: "document-missing" },
		]);
	});

	it("that is no JSON says so", async () => {
		const policy = { ...config.policy, document: "broken.json" };
		const { code, found } = await check(
			{ "bad/config.json": { ...config, policy }, "bad/broken.json": "{" },
			"bad/config.json",
		);
		expect([code, found.map((each) => each.code)]).toEqual([1, ["document-unreadable"]]);
	});

	it("in one file is checked at its place in that", async () => {
		const { brief } = await check({
			"whole.json": {
				...heat,
				policy: { ...quiet, url: "/privacy", lastUpdated: "2026-05-09", children: { text: "[TBD]" } },
			},
		});
		expect(brief.map((each) => each.replace(/:\d+/, ""))).toEqual([
			"whole.json policy.children.text placeholder",
			"whole.json purposes[1].vendors[0] vendor-unnamed",
		]);
		expect(brief[0]).toMatch(/:\d+ /);
	});

	it("in a page is checked with the lines of the page", async () => {
		const json = JSON.stringify(
			{ ...config, policy: { ...quiet, url: "/privacy", lastUpdated: "2026-05-09", children: { text: "[TBD]" } } },
			null,
			1,
		);
		const html = `<!doctype html>\n<script type="application/json" data-yoursay-config>${json}</script>\n<script src="/yoursay.js"></script>`;
		const line = html.split("\n").findIndex((each) => each.includes("[TBD]")) + 1;
		expect((await check({ "page.html": html })).brief).toEqual([`page.html:${line} policy.children.text placeholder`]);
	});

	it("of several in one call belong together by folder", async () => {
		const files = { "a/config.json": heat, "a/policy.json": quiet, "b/config.json": config, "b/policy.json": quiet };
		expect((await check(files)).brief).toEqual([
			expect.stringMatching(/^a\/config\.json:\d+ purposes\[1\]\.vendors\[0\] vendor-unnamed$/),
		]);
	});
});

describe("what cannot be checked is misuse, and told without a trace", () => {
	it.each<[string, string, string | Buffer, RegExp]>([
		["ten megabytes of JSON", "big.json", `["${"x".repeat(10_000_000)}"]`, /too long/],
		["ten megabytes of text", "big.txt", "word ".repeat(2_000_000), /too long/],
		["a long text", "long.txt", "word ".repeat(300_000), /at most 1000000 are read/],
		["bytes that are no UTF-8", "odd.json", Buffer.from([0x7b, 0xff, 0xfe]), /no text in UTF-8/],
		["NUL characters", "odd.txt", Buffer.from("PK\0\0"), /NUL characters/],
		["a deep nesting of lists", "deep.json", "[".repeat(100_000) + "]".repeat(100_000), /nested deeper than 200/],
		[
			"a deep nesting of objects",
			"deeper.json",
			`${'{"policy":'.repeat(50_000)}1${"}".repeat(50_000)}`,
			/nested deeper than 200/,
		],
		["a nesting that never ends", "open.json", "[".repeat(1_000_000), /is not JSON/],
	])("%s", async (_, name, content, says) => {
		const { code, stderr, found } = await check({ [name]: content });
		expect([code, found]).toEqual([2, []]);
		expect(stderr).toMatch(says);
		expect(stderr).not.toContain("    at ");
		expect(stderr.length).toBeLessThan(1000);
	});

	it.each(["__proto__", "constructor"])(
		"but the key %s is a finding, in a policy and in a configuration",
		async (key) => {
			const inside = `{"${key}": {"polluted": true}}`;
			expect((await check({ "hostile.json": `{"version": 1, "controller": ${inside}}` })).brief).toEqual([
				`hostile.json:1 controller.${key} policy-shape`,
			]);
			const { found } = await check({ "hostile.json": `{"site": ${inside}}` });
			expect(found[0]).toMatchObject({ code: "refused", path: `site.${key}`, line: 1 });
		},
	);

	it("and what a file says cannot speak to the terminal", async () => {
		const { stderr } = await check({ "loud.json": { version: 1, title: "[TODO \u001b[2J]" } });
		expect(stderr).not.toMatch(/(?![\n\t])\p{Cc}/u);
	});
});

it("a page that fetches a configuration which is given as well asks for no more", async () => {
	const page = '<!doctype html><script src="/yoursay.js" data-config="/shop.json"></script>';
	const { code, brief } = await check({ "fetching/page.html": page, "shop.json": config });
	expect([code, brief]).toEqual([0, []]);
	expect((await check({}, "fetching/page.html")).brief).toEqual(["fetching/page.html:1 data-config config-elsewhere"]);
});

it("two hundred thousand placeholders are as many findings", async () => {
	const items = Array.from({ length: 9000 }, () => "[TBD]");
	const collected = Array.from({ length: 23 }, () => ({ category: "Data", items }));
	expect((await check({ "open.json": { ...quiet, collected } })).found).toHaveLength(207_000);
});

const seeds = process.env.YOURSAY_SEEDS;
const why = "set YOURSAY_SEEDS to the folder of the three texts that this test is about";
describe.skipIf(!seeds)(`three policies as they were written${seeds ? "" : ` (skipped: ${why})`}`, () => {
	it("have each placeholder named with its line", async () => {
		for (const name of await readdir(seeds!)) {
			const text = await readFile(join(seeds!, name), "utf8");
			const lines = text.split("\n").flatMap((line, at) => (/\[[A-Z]{3}[^\]]*\]/.test(line) ? [at + 1] : []));
			const { found } = await check({ [name]: text });
			expect(found.flatMap(({ code, line }) => (code === "placeholder" ? [line] : []))).toEqual(lines);
		}
	});
});

describe("codes", () => {
	it("are listed with why they matter and what mends them", async () => {
		const { code, stdout } = await command.run(["check", "--codes"]);
		expect(code).toBe(0);
		expect(
			stdout
				.trim()
				.split("\n")
				.map((line) => line.split(":")[0]),
		).toEqual(Object.keys(findings));
		expect(stdout).toMatch(/^placeholder: Visitors read .*\. Fill it in, or remove it\.$/m);
	});

	it("are each found somewhere, and kebab-case", async () => {
		const code = [...sourcesOf("src").values()].filter(({ path }) => /\/check[^/]*\.ts$/.test(path));
		const texts = await Promise.all(code.map(({ path }) => readFile(path, "utf8")));
		for (const each of Object.keys(findings)) {
			expect(each).toMatch(/^[a-z]+(-[a-z]+)*$/);
			expect(
				texts.some((text) => text.includes(`"${each}"`)),
				each,
			).toBe(true);
		}
	});
});

describe("the lines of members of a JSON text", () => {
	it("are those of their keys, and of the items of lists", () => {
		const json = '{\n"a": [\n1, {\n"b\\"}": "x\\n]",\n"c": [[],\n-2e3]}],\n"d": {"e": null,\n"f": true}}';
		const wanted = new Set(["a", "a[0]", "a[1]", "a[1].c", "a[1].c[0]", "a[1].c[1]", "d", "d.e", "d.f", "x"]);
		expect(Object.fromEntries(linesIn(json, wanted))).toEqual({
			a: 2,
			"a[0]": 3,
			"a[1]": 3,
			"a[1].c": 5,
			"a[1].c[0]": 5,
			"a[1].c[1]": 6,
			d: 7,
			"d.e": 7,
			"d.f": 8,
		});
	});

	it("are found in any document as it is printed", () => {
		const json = JSON.stringify(config, null, 2);
		const lines = json.split("\n");
		const line = linesIn(json, new Set(["purposes[1].vendors[0].cookies[0].name"]))
			.values()
			.next().value!;
		expect(lines[line - 1]).toContain('"_c"');
	});
});

describe("schema", () => {
	it.each(["config", "policy"])("of %s is JSON on standard output", async (kind) => {
		const { code, stdout, stderr } = await command.run(["schema", kind]);
		expect([code, stderr]).toEqual([0, ""]);
		expect(JSON.parse(stdout)).toMatchObject({
			$schema: "https://json-schema.org/draft/2020-12/schema",
			type: "object",
		});
	});

	it.each([[[]], [["records"]], [["config", "policy"]]])("of %j is misuse", async (args) => {
		const { code, stdout, stderr } = await command.run(["schema", ...args]);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toMatch(/config or policy|config and policy/);
	});
});
