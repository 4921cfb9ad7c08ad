import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { tags } from "./build.mjs";
import { engine, hasFirefox } from "./test/browser/engine.ts";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { version: string };

const inBrowsers = { environment: "node", testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false };
/** What Firefox runs beside Chromium, some minutes of it; with `ENGINE=firefox` it runs the whole suite instead. */
const mattersMost = ["main-job", "gate-order", "storage", "strict", "in-page"];

export default defineConfig({
	define: { __VERSION__: JSON.stringify(version), __LANGUAGES__: JSON.stringify(tags) },
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
					...inBrowsers,
					name: "browser",
					include: ["test/browser/**/*.test.ts"],
					exclude: ["test/browser/webkit*.test.ts"],
				},
			},
			...(hasFirefox && engine !== "firefox"
				? [
						{
							extends: true as const,
							test: {
								...inBrowsers,
								name: "firefox",
								env: { ENGINE: "firefox" },
								include: mattersMost.map((name) => `test/browser/${name}.test.ts`),
							},
						},
					]
				: []),
			{
				extends: true,
				test: { ...inBrowsers, name: "webkit", include: ["test/browser/webkit*.test.ts"] },
			},
			{
				extends: true,
				test: {
					...inBrowsers,
					name: "packed",
					include: ["test/packed/**/*.test.ts"],
					globalSetup: "test/packed/install.ts",
					testTimeout: 180_000,
				},
			},
		],
	},
});
