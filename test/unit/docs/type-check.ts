/** Has the compiler read what the documentation shows, under the project's own strictness and against its sources. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../sources.ts";
import type { Block } from "./fences.ts";

const { exports: entries } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
	exports: Record<string, string | { types?: string }>;
};
/** The source of each door, by the name under which it is imported. */
export const doors: Record<string, string> = Object.fromEntries(
	Object.entries(entries).flatMap(([entry, target]) => {
		const types = typeof target === "object" && target.types;
		if (!types) return [];
		const source = types.replace("./dist/types/", "").replace(/\.d\.ts$/, "");
		const file = [`${source}.ts`, `${source}.tsx`, `${source}.d.ts`].find((each) => existsSync(join(root, each)));
		return file ? [[entry.replace(/^\./, "yoursay"), file]] : [];
	}),
);
const isInstalled = (name: string) => {
	try {
		return Boolean(createRequire(join(root, "package.json")).resolve(name));
	} catch {
		return existsSync(join(root, "node_modules", name));
	}
};

/** The modules that it imports from. */
const importsOf = (code: string) =>
	[...code.matchAll(/^\s*import\s+(?:[^"]*?\s+from\s+)?"([^"]+)"/gm)].map(([, from]) => from!);

const jsxOf = ({ language, code }: Block) =>
	language === "tsx" ? (code.includes("yoursay/preact") ? ["preact"] : ["react", "@types/react"]) : [];

/** What a block needs of other packages, and is not installed. */
export function missingFor(block: Block): string | undefined {
	const missing = importsOf(block.code).find((from) => !/^(?:node:|yoursay(?:\/|$))/.test(from) && !isInstalled(from));
	if (missing) return missing;
	return jsxOf(block).find((name) => !isInstalled(name));
}

/** The script of a block in a component of Vue or Svelte, or all of it. */
const scriptOf = ({ language, code }: Block) =>
	/vue|svelte/.test(language) ? (/<script[^>]*>([\s\S]*?)<\/script>/.exec(code)?.[1] ?? "") : code;

const globals = `import type { Consent } from "yoursay";
declare global {
	var yoursay: Consent & { queue: ((api: Consent) => unknown)[]; onError?: (error: Error) => void };
	var dataLayer: unknown[];
}
`;

/** What the compiler says of each block, by its place. */
export async function typeCheck(blocks: Block[]): Promise<Record<string, string[]>> {
	const folder = join(root, "test-results/snippets");
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const places = new Map<string, string>();
	for (const [index, block] of blocks.entries()) {
		const end = block.language === "js" ? "js" : block.language === "tsx" ? "tsx" : "ts";
		const [jsx] = jsxOf(block);
		const text = scriptOf(block);
		writeFileSync(
			join(folder, `block-${index}.${end}`),
			// A window that has no consent yet is one of the page's own.
			`${jsx ? `/** @jsxImportSource ${jsx} */` : ""}${text.replace(/^window\.yoursay = .*$/m, "")}\nexport {};\n`,
		);
		places.set(`block-${index}.${end}`, block.at);
	}
	writeFileSync(join(folder, "globals.d.ts"), globals);
	const paths = Object.fromEntries(Object.entries(doors).map(([door, file]) => [door, [`../../${file}`]]));
	const compilerOptions = {
		...{ module: "esnext", moduleResolution: "bundler", jsx: "react-jsx", allowJs: true, checkJs: true },
		...{ noUnusedLocals: false, rewriteRelativeImportExtensions: false, paths },
	};
	writeFileSync(
		join(folder, "tsconfig.json"),
		JSON.stringify({ extends: "../../tsconfig.json", compilerOptions, include: ["*"] }),
	);
	const compiler = join(root, "node_modules/typescript/bin/tsc");
	const said = await new Promise<string>((resolve) =>
		execFile(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { cwd: folder }, (_, out, wrong) =>
			resolve(out + wrong),
		),
	);
	const found: Record<string, string[]> = Object.fromEntries(blocks.map(({ at }) => [at, []]));
	for (const line of said.split("\n").filter(Boolean)) {
		const file = /(block-\d+\.\w+)/.exec(line)?.[1];
		(found[places.get(file ?? "") ?? "elsewhere"] ??= []).push(line);
	}
	return found;
}
