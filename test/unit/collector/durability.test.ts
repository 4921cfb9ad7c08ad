import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);

it.each([
	["embedded", "5 kills of the collector"],
	["postgres", process.env.DATABASE_URL ? "5 kills of the collector" : "5 kills of the collector, 1 of its database"],
])(
	"a collector on the %s store that is killed between write and answer loses and doubles nothing",
	async (store, kills) => {
		const script = resolve("test/durability/collector.mjs");
		const { stdout, stderr } = await run(process.execPath, [script, "--times", "5", "--store", store]);
		expect(stderr).toBe("");
		expect(stdout).toMatch(`${store}: ${kills}; `);
		expect(stdout).toMatch(/every acknowledged one among them, none twice, every chain whole\.\n/);
		// Else nothing was killed while it worked.
		expect(Number(/(\d+) calls were cut off/.exec(stdout)?.[1])).toBeGreaterThan(0);
	},
	300_000,
);
