import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "../../docs/make/files.ts";

export { built, root } from "../../docs/make/files.ts";

export interface Source {
	/** From the repository's root: `src/core/gate.ts`. */
	path: string;
	/** Without comments. */
	code: string;
	/** What it imports at run time: paths of ours, names of packages. */
	imports: string[];
	/** Of those, what is there before its own first line runs. */
	statics: string[];
}

const pattern = {
	static: /^\s*(?:import|export)\s+(?!type\b)(?:[^'"();]*?\bfrom\s+)?["']([^"']+)["']/gm,
	// `import("x").Name` in a type is none.
	dynamic: /\bimport\(\s*["']([^"']+)["']\s*\)(?!\.[A-Z])/g,
};

function withoutComments(text: string): string {
	// Strings and templates first, so that the `//` of an address opens no comment.
	return text.replace(
		/("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|(?<![:\\/])\/\/[^\n]*/g,
		(_, literal?: string) => literal ?? "",
	);
}

function read(path: string): Source {
	const code = withoutComments(readFileSync(join(root, path), "utf8"));
	const resolve = (name: string) =>
		name.startsWith(".") ? relative(root, join(root, dirname(path), name.replace(/\?.*$/, ""))) : name;
	const found = (of: RegExp) => [...code.matchAll(of)].map(([, name]) => resolve(name!));
	const statics = found(pattern.static);
	return { path, code, statics, imports: [...statics, ...found(pattern.dynamic)] };
}

/** Every TypeScript file below a folder. */
export function sourcesOf(folder: string): Map<string, Source> {
	const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
	const paths = files.filter((file) => /\.tsx?$/.test(file)).map((file) => join(folder, file));
	return new Map(paths.sort().map((path) => [path, read(path)]));
}

/** What is loaded with a file before anything is asked for: itself and all that it imports statically, transitively. */
export function reachedFrom(start: string, sources: Map<string, Source>): Set<string> {
	const reached = new Set<string>();
	const visit = (path: string) => {
		if (reached.has(path)) return;
		reached.add(path);
		for (const next of sources.get(path)?.statics ?? []) visit(next);
	};
	visit(start);
	return reached;
}
