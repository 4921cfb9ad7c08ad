import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { runInNewContext, Script } from "node:vm";
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { describe, expect, it } from "vitest";
import { documented } from "../../../docs/make/calls.ts";
import { verbs } from "../../../docs/make/command.ts";
import { views } from "../../../docs/make/elements.ts";
import { attributes } from "../../../docs/make/markup.ts";
import { configSchema } from "../../../src/config/schema.ts";
import { fromTag } from "../../../src/config/tag.ts";
import { isChoice } from "../../../src/core/storage.ts";
import { policySchema } from "../../../src/policy/schema.ts";
import { built, root } from "../sources.ts";
import { blocks, blocksOf } from "./fences.ts";
import { doors, missingFor, typeCheck } from "./type-check.ts";

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
const run = promisify(execFile);

/** Nothing is wrong with it, and nothing of it is left out as unknown. */
function isTaken(schema: { parse(value: unknown): unknown }, value: unknown): void {
	expect(schema.parse(value)).toEqual(value);
}

describe("code in the documentation is what the compiler takes", async () => {
	const all = blocksOf("ts", "tsx", "js", "vue", "svelte");
	const said = await typeCheck(all.filter((block) => !missingFor(block)));

	it("there is some, and the compiler had nothing to say of anything else", () => {
		expect(all.length).toBeGreaterThan(8);
		expect(said.elsewhere).toBeUndefined();
	});

	for (const block of all) {
		const missing = missingFor(block);
		it.skipIf(missing)(`at ${block.at}${missing ? ` (waits for ${missing})` : ""}`, () => {
			expect(said[block.at]).toEqual([]);
		});
	}

	it("every import is from a door that there is", () => {
		const named = all.flatMap(({ code }) => [...code.matchAll(/from "(yoursay[^"]*)"/g)].map(([, from]) => from!));
		expect(named.filter((from) => !doors[from])).toEqual([]);
	});
});

describe("JSON in the documentation is taken", () => {
	it.each(blocksOf("json"))("at $at", ({ code }) => {
		const value = JSON.parse(code);
		if ("json.schemas" in value)
			for (const { url } of value["json.schemas"])
				expect(existsSync(built(url.replace("./node_modules/yoursay/", "")))).toBe(true);
		else isTaken(value.version === 1 ? policySchema : configSchema, value);
	});
});

type Element = Tree.Element;
const elementsIn = (node: Tree.ParentNode): Element[] =>
	[...node.childNodes, ...("content" in node ? (node as Tree.Template).content.childNodes : [])].flatMap((child) =>
		"tagName" in child ? [child, ...elementsIn(child)] : [],
	);
const attributesOf = (element: Element) => Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
const camel = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
/** Names of the markup alone, in pages and in tables: `<link … data-yoursay-href="…">`. */
const knownNames = new Set(Object.keys(attributes).map((name) => `data-yoursay-${name}`));

describe("HTML in the documentation is what yoursay reads", () => {
	it.each(blocksOf("html", "vue", "svelte"))("at $at", ({ code, language }) => {
		for (const element of elementsIn(parseFragment(code))) {
			const found = attributesOf(element);
			for (const name of Object.keys(found).filter((each) => each.startsWith("data-yoursay-")))
				expect(knownNames, name).toContain(name);
			if (element.tagName.startsWith("your-say")) {
				const known = views.find(({ tagName }) => tagName === element.tagName);
				expect(known, element.tagName).toBeDefined();
				const taken = ["kind", "consent"].filter((name) => known!.members.some((each) => each.name === name));
				for (const name of Object.keys(found)) expect(taken, name).toContain(name.replace(":", ""));
			}
			if (element.tagName !== "script") continue;
			const text = element.childNodes.map((node) => ("value" in node ? node.value : "")).join("");
			if (/\/yoursay\.js$/.test(found.src ?? "")) {
				const data = Object.entries(found).filter(([name]) => name.startsWith("data-"));
				isTaken(configSchema, fromTag(Object.fromEntries(data.map(([name, value]) => [camel(name.slice(5)), value]))));
			} else if ("data-yoursay-config" in found) isTaken(configSchema, JSON.parse(text));
			else if (language === "html") new Script(text);
		}
	});

	it("names no attribute, and no element, that there is not", () => {
		const named = blocks.length && readFileSync(join(root, "docs/tag.md"), "utf8");
		for (const [name] of `${named}`.matchAll(/data-yoursay-[a-z]+/g)) expect(knownNames).toContain(name);
	});
});

/** A line as a shell parts it; what stands in quotes is one word. */
const wordsOf = (line: string) => [...line.matchAll(/"[^"]*"|\S+/g)].map(([word]) => word.replace(/"/g, ""));

function checkCommand(line: string): void {
	const words = wordsOf(line);
	while (/^[A-Z_]+=/.test(words[0]!)) words.shift();
	const [program, ...rest] = words;
	if (program === "npm") {
		if (rest[0] === "run") expect(scripts, rest[1]).toHaveProperty(rest[1]!);
		else expect(["install", "test"]).toContain(rest[0]);
	} else if (program === "npx") {
		const [name, verb, ...args] = rest;
		expect(name).toBe("yoursay");
		expect(Object.keys(verbs)).toContain(verb);
		const end = args.indexOf(">");
		const given = end < 0 ? args : args.slice(0, end);
		expect(() => parseArgs({ args: given, options: verbs[verb!]!.options, allowPositionals: true })).not.toThrow();
	} else if (program === "node") expect(existsSync(join(root, rest[0]!))).toBe(true);
	else if (program === "curl") {
		const path = new URL(rest.at(-1)!).pathname.replace("/yoursay", "");
		expect(documented.filter(({ method }) => method === "GET").map((each) => each.path)).toContain(path);
	} else expect.unreachable(`${program} is not known here`);
}

describe("commands in the documentation are there", () => {
	it.each(blocksOf("sh"))("at $at", ({ code }) => {
		const lines = code.replace(/\\\n\s*/g, " ").split("\n");
		for (const line of lines.map((each) => each.replace(/(^|\s)#.*/, "").trim()).filter(Boolean)) checkCommand(line);
	});
});

it("the example of a stored choice follows the grammar", () => {
	const [, ...examples] = blocksOf("text")
		.find(({ code }) => code.startsWith("1.<decided"))!
		.code.trim()
		.split("\n");
	expect(examples.map(isChoice)).toEqual([true]);
});

it("the import map that the guide makes names each file with its hash", async () => {
	const { code } = blocks.find((block) => block.at.startsWith("docs/csp.md") && block.language === "js")!;
	const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", code], { cwd: root });
	const map = JSON.parse(stdout.replace(/<[^>]*>/g, "")) as { integrity: Record<string, string> };
	const { folder, integrity } = JSON.parse(readFileSync(built("dist/manifest.json"), "utf8")) as {
		folder: string;
		integrity: Record<string, string>;
	};
	const file = `${folder}/preferences.js`;
	expect(map.integrity[`/${file}`]).toBe(integrity[file]);
	expect(Object.keys(map.integrity)).toHaveLength(Object.keys(integrity).length - 1);
});

describe("what a visitor refused in another tool", () => {
	const { code } = blocks.find((block) => block.at.startsWith("docs/leaving.md") && block.language === "html")!;
	const text = code.replace(/<\/?script>/g, "");

	it.each([
		["is carried over where it was everything", '{"categories":["necessary"]}', null, 1],
		["is asked for where it was a part", '{"categories":["necessary","analytics"]}', null, 0],
		["is asked for where nobody can read it", "{", null, 0],
		["stays as it is where they have chosen here", '{"categories":[]}', "save", 0],
	])("%s", async (_, stored, method, times) => {
		const calls: unknown[] = [];
		const window: { yoursay?: { queue: ((api: unknown) => unknown)[] } } = {};
		const document = { cookie: `a=b; cc_cookie=${encodeURIComponent(stored)}; c=d` };
		const context = { window, document, JSON, decodeURIComponent };
		Object.defineProperty(context, "yoursay", { get: () => window.yoursay });
		runInNewContext(text, context);
		await window.yoursay!.queue[0]!({ ready: { method }, rejectAll: (given: unknown) => calls.push(given) });
		expect(calls).toEqual(Array(times).fill({ method: "import" }));
	});
});
