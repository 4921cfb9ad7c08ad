import { mkdtemp, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Builds the collector as the package does, and what its tests need, in a folder where its packages are found. */
export async function buildParts() {
	const folder = await mkdtemp(resolve(root, "node_modules/.yoursay-parts-"));
	await build({
		configFile: false,
		root,
		logLevel: "error",
		build: {
			ssr: true,
			outDir: folder,
			emptyOutDir: false,
			rolldownOptions: {
				input: {
					collector: resolve(root, "src/collector/collector.ts"),
					embedded: resolve(root, "src/collector/embedded.ts"),
					postgres: resolve(root, "src/collector/postgres.ts"),
					rows: resolve(root, "src/collector/sql-rows.ts"),
					canonical: resolve(root, "src/core/canonical.ts"),
					acknowledgement: resolve(root, "src/records/acknowledgement.ts"),
					"postgres-server": resolve(root, "test/unit/collector/postgres-server.ts"),
					sample: resolve(root, "test/unit/collector/sample.ts"),
				},
				output: { entryFileNames: "[name].js" },
			},
		},
	});
	const url = `${pathToFileURL(folder)}/`;
	return {
		url,
		load: (name) => import(new URL(`${name}.js`, url)),
		remove: () => rm(folder, { recursive: true, force: true }),
	};
}
