import { expect, test } from "vitest";
import { killRequests } from "../durability/requests.mjs";
import { engine } from "./engine.ts";

/** A short run of the proof in `test/durability/requests.mjs`. */
test("a request in a browser that is killed arrives exactly once, and nothing the person wrote can be read afterwards", {
	timeout: 240_000,
}, async () => {
	const dist = process.env.READABLE ? "dist-dev" : "dist";
	const { sum, failures } = await killRequests({ browser: engine, times: 5, seed: 2, parallel: 2, dist });
	expect(failures).toEqual([]);
	expect(sum.kills).toBeGreaterThanOrEqual(5);
	expect(sum.arrived + sum.neverKept).toBe(5);
	expect(sum.arrived).toBeGreaterThan(0);
});
