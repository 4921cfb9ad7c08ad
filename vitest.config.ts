import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { version: string };

export default defineConfig({
	define: { __VERSION__: JSON.stringify(version) },
	test: {
		// Unset, `?inline` style sheets would come out empty.
		css: { include: /.+/ },
		projects: [
			{
				extends: true,
				test: {
					name: "unit",
					environment: "node",
					include: ["test/unit/**/*.test.ts"],
					testTimeout: 20_000,
					hookTimeout: 60_000,
				},
			},
			{
				extends: true,
				test: {
					name: "browser",
					environment: "node",
					include: ["test/browser/**/*.test.ts"],
					testTimeout: 60_000,
					hookTimeout: 120_000,
					fileParallelism: false,
				},
			},
		],
	},
});
