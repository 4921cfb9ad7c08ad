import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { built, root } from "./sources.ts";

interface Manifest {
	name: string;
	/** Without a default: types alone. */
	exports: Record<string, string | { types: string; default?: string }>;
	files: string[];
	sideEffects: boolean;
}
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
const entries = Object.entries(manifest.exports);
const modules = entries.flatMap(([entry, target]) => (typeof target === "object" && target.default ? [entry] : []));
const run = promisify(execFile);

/** Imports an entry by the package's own name, in a Node of its own, and gives what it prints. */
async function importEntry(entry: string, then: string, says = /^$/): Promise<unknown> {
	const specifier = join(manifest.name, entry);
	const code = `
		const before = new Set(Reflect.ownKeys(globalThis));
		const part = await import(${JSON.stringify(specifier)});
		// zod keeps its registry on the global object; that is zod's.
		const left = Reflect.ownKeys(globalThis).filter((name) => !before.has(name)).map(String).filter((name) => !name.startsWith('__zod'));
		console.log(JSON.stringify(${then}));`;
	const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "--eval", code], {
		cwd: root,
		timeout: 20_000,
	});
	expect(stderr).toMatch(says);
	return JSON.parse(stdout);
}

describe.each(entries)("the entry %s", (entry, target) => {
	const paths = typeof target === "string" ? [target] : Object.values(target);

	it("is there after a build, and is published", () => {
		for (const path of paths) {
			expect(readFileSync(built(path)).length, path).toBeGreaterThan(0);
			if (entry !== "./package.json")
				expect(
					manifest.files.some((each) => path.startsWith(`./${each}/`)),
					path,
				).toBe(true);
		}
	});

	if (modules.includes(entry))
		it("imports in Node without a document, leaves no trace, and lets the process end", async () => {
			expect(await importEntry(entry, "{ names: Object.keys(part).length > 0, left }")).toEqual({
				names: true,
				left: [],
			});
		});
});

it("there is more than one entry for modules, each with its types, and one of types alone", () => {
	expect(modules.length).toBeGreaterThan(1);
	const others = entries.filter(([entry, target]) => typeof target === "object" && !modules.includes(entry));
	expect(others.map(([entry]) => entry)).toEqual(["./elements/vue"]);
});

describe("the package", () => {
	it("gives createConsent, createGate, readConsent, checkedMark and PrivacyError", async () => {
		expect(await importEntry(".", "Object.entries(part).map(([name, value]) => [name, typeof value]).sort()")).toEqual([
			["PrivacyError", "function"],
			["checkedMark", "function"],
			["createConsent", "function"],
			["createGate", "function"],
			["readConsent", "function"],
		]);
	});

	it("gives createCollector and its stores", async () => {
		expect(await importEntry("./collector", "typeof part.createCollector")).toBe("function");
		for (const entry of modules.filter((each) => each.startsWith("./collector/")))
			expect(await importEntry(entry, "Object.values(part).some((each) => typeof each === 'function')")).toBe(true);
	});

	it("tells onError of a wrong configuration, says on the console which path is wrong, and allows nothing", async () => {
		const code =
			"await new Promise((resolve) => { const consent = part.createConsent({ regime: 'none', onError: (error) => resolve({ is: error instanceof part.PrivacyError, code: error.code, allows: consent.allows('necessary') }) }); })";
		expect(await importEntry(".", code, /regime: /)).toEqual({ is: true, code: "config-invalid", allows: false });
	});

	it("gives a server the mark of a configuration that was checked", async () => {
		expect(await importEntry(".", "part.checkedMark({ layout: 'bar' })")).toMatch(/^[a-z0-9]+$/);
	});

	it("gives the rules for clients that answer for visitors", () => {
		const require = createRequire(import.meta.url);
		expect(require(`${manifest.name}/rules/autoconsent.json`)).toMatchObject({ name: "yoursay" });
		expect(Object.keys(require(`${manifest.name}/rules/consent-o-matic.json`))).toEqual(["yoursay"]);
	});

	it("may be dropped where nothing of it is used", () => {
		expect(manifest.sideEffects).toBe(false);
	});
});

it("the script tag's file is a classic script", () => {
	expect(() => new Script(readFileSync(built("dist/yoursay.js"), "utf8"))).not.toThrow();
});

it("types name no file outside the package", () => {
	for (const [entry, target] of entries)
		if (typeof target !== "string")
			for (const [, path] of readFileSync(built(target.types), "utf8").matchAll(/from "(\.[^"]+)"/g))
				expect(
					built(
						join(
							"dist/types",
							join(
								target.types.replace(/^\.\/dist\/types\//, ""),
								"..",
								path!.replace(/\.tsx?$/, ".d.ts").replace(/\.js$/, ".d.ts"),
							),
						),
					),
					entry,
				).toBeTruthy();
});
