// Builds what a contestant is not published as.
import { rm } from "node:fs/promises";
import { builtFor } from "./contestants.mjs";

/**
 * One classic script for each entry; a second and later entry is a module. Styles go beside them as `<name>.css`.
 * @param {string} name
 * @param {Record<string, string>} entries Output file to source file.
 * @param {string} [jsx] Where JSX comes from.
 */
export async function bundle(name, entries, jsx = "react") {
	const { build } = await import("vite");
	await rm(builtFor(name), { recursive: true, force: true });
	for (const [at, [file, entry]] of Object.entries(entries).entries()) {
		await build({
			configFile: false,
			publicDir: false,
			logLevel: "warn",
			define: { "process.env.NODE_ENV": '"production"' },
			oxc: { jsx: { runtime: "automatic", importSource: jsx } },
			build: {
				outDir: builtFor(name),
				emptyOutDir: false,
				target: "es2022",
				minify: true,
				cssCodeSplit: false,
				lib: {
					entry,
					formats: [at ? "es" : "iife"],
					name: "bundled",
					fileName: () => file,
					cssFileName: name,
				},
				rolldownOptions: { output: { minify: true } },
			},
		});
	}
}
