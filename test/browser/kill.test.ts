import { expect, test } from "vitest";
import { killOften } from "../durability/browser.mjs";
import { engine } from "./engine.ts";

/** A short run of the proof in `test/durability/browser.mjs`, which kills some hundred times and in every engine. */
test("a browser killed within seconds of a decision loses, doubles and forgets none", {
	timeout: 120_000,
}, async () => {
	const dist = process.env.READABLE ? "dist-dev" : "dist";
	const { sum, failures } = await killOften({ browser: engine, times: 4, seed: 3, parallel: 2, dist });
	expect(failures.map(({ kind, text, visit, life }) => `${kind}: ${text} (visit ${visit}, life ${life})`)).toEqual([]);
	expect(sum.kills).toBe(4);
	expect(sum.settled).toBeGreaterThan(0);
	expect(sum.collected).toBeGreaterThanOrEqual(sum.settled);
});
