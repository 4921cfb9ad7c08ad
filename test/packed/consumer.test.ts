import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../unit/sources.ts";
import { run } from "./commands.ts";
import { folderOf } from "./installed.ts";

const { exports } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
	exports: Record<string, string | { default?: string }>;
};
const nameOf = (entry: string) => entry.replace(".", "yoursay");
const modules = Object.entries(exports).flatMap(([entry, target]) =>
	typeof target === "string" || !target.default ? [] : [nameOf(entry)],
);
const data = Object.keys(exports).flatMap((entry) => (entry.endsWith(".json") ? [nameOf(entry)] : []));

/** Doors of what a consumer may not have: whoever uses them has it. */
const ofPeers = /\/(?:preact|react|collector\/embedded)$/;
const consumers = {
	"with nothing but yoursay": {
		folder: join(folderOf("bare"), "consumer"),
		names: modules.filter((name) => !ofPeers.test(name)),
	},
	"with preact and react": {
		// Beside them in the workspace.
		folder: join(folderOf("preact"), "../consumer"),
		names: modules.filter((name) => !/embedded/.test(name)),
	},
};

const source = (names: string[]) => `
${names.map((name, at) => `import * as module${at} from ${JSON.stringify(name)};`).join("\n")}
${data.map((name, at) => `import data${at} from ${JSON.stringify(name)} with { type: "json" };`).join("\n")}
const all: object[] = [${names.map((_, at) => `module${at}`)}, ${data.map((_, at) => `data${at}`)}];
console.log(all.every((each) => Object.keys(each).length > 0), all.length);
`;

describe.each(Object.entries(consumers))("a consumer %s", (_, { folder, names }) => {
	beforeAll(async () => {
		await mkdir(folder, { recursive: true });
		await writeFile(join(folder, "package.json"), '{ "type": "module" }');
		await writeFile(join(folder, "all.ts"), source(names));
		await writeFile(join(folder, "all.js"), source(names).replace(": object[]", ""));
	});

	it.each(Object.entries({ bundler: "esnext", nodenext: "nodenext" }))(
		"finds the types of every entry where modules are resolved by %s",
		async (moduleResolution, module) => {
			expect(names.length).toBeGreaterThan(60);
			const { said } = await run(folder, "tsc", [
				...["--ignoreConfig", "--noEmit", "--strict", "--target", "es2022", "--types", "", "--resolveJsonModule"],
				...["--module", module, "--moduleResolution", moduleResolution, "--skipLibCheck", "false", "all.ts"],
			]);
			expect(said).toBe("");
		},
	);

	it("imports every entry in Node", async () => {
		const { said } = await run(folder, process.execPath, ["--disable-warning=ExperimentalWarning", "all.js"]);
		expect(said).toBe(`true ${names.length + data.length}\n`);
	});
});
