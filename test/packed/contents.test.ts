import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { describe, expect, inject, it } from "vitest";
import { root } from "../unit/sources.ts";
import { run } from "./commands.ts";
import { folderOf } from "./installed.ts";

const packed = inject("packed");
const tarball = inject("tarball");
const installed = join(folderOf("bare"), "node_modules/yoursay");
const paths = packed.files.map(({ path }) => path);

const entries = Object.entries(
	(JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { exports: Record<string, string | object> })
		.exports,
);
const withoutTypes = entries.flatMap(([entry, target]) => (typeof target === "string" ? [entry] : []));

describe("the tarball", () => {
	it("holds what is built, the rules, and what is to be read; nothing else", () => {
		const may =
			/^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/(?:yoursay\.js|(?:manifest|custom-elements|config\.schema|policy\.schema)\.json|ys-[\w.-]+\/[\w-]+\.js|esm\/.+\.js(?:\.map)?|types\/(?:src|types)\/.+\.d\.ts)|rules\/[\w-]+\.json|docs\/\w+\.md)$/;
		expect(paths.filter((path) => !may.test(path))).toEqual([]);
		for (const path of [
			"README.md",
			"CHANGELOG.md",
			"LICENSE",
			"dist/yoursay.js",
			"rules/autoconsent.json",
			"docs/npm.md",
		])
			expect(paths).toContain(path);
	});

	it("has maps that bring their sources along, so that none leads to a file that is not there", () => {
		const maps = paths.filter((path) => path.endsWith(".map"));
		expect(maps.length).toBeGreaterThan(0);
		for (const path of maps) {
			const map = JSON.parse(readFileSync(join(installed, path), "utf8")) as {
				sources: string[];
				sourcesContent?: (string | null)[];
			};
			expect(map.sourcesContent?.filter((each) => typeof each === "string").length ?? 0, path).toBe(map.sources.length);
		}
	});

	it("names no place of the machine that packed it", () => {
		const telling = paths.filter((path) => readFileSync(join(installed, path), "utf8").includes(root));
		expect(telling).toEqual([]);
	});

	it("takes at most 2.6 MB to download", () => {
		console.info(
			`${packed.files.length} files, ${packed.size} bytes packed, ${packed.unpackedSize} bytes as they lie there`,
		);
		expect(packed.size).toBeLessThanOrEqual(2_600_000);
	});

	it("satisfies publint", async () => {
		const { buffer } = readFileSync(tarball);
		const { messages, pkg } = await publint({ pack: { tarball: buffer as ArrayBuffer }, strict: true });
		expect(messages.map((each) => formatMessage(each, pkg))).toEqual([]);
	});

	it("gives every entry for modules the types that it has", async () => {
		const attw = createRequire(import.meta.url).resolve("@arethetypeswrong/cli/package.json");
		const options = ["--profile", "esm-only", "--format", "ascii", "--no-definitely-typed", "--no-color", "--no-emoji"];
		const { status, said } = await run(root, process.execPath, [
			join(attw, "../dist/index.js"),
			tarball,
			...options,
			"--exclude-entrypoints",
			...withoutTypes.map((entry) => entry.replace("./", "")),
		]);
		expect(status, said).toBe(0);
	});
});
