import { expect, it } from "vitest";
import { createTurns } from "../../../src/collector/turns.ts";
import { at } from "./sample.ts";

it("batches that wait for a disk that hangs are refused once there are too many, and no other is lost", async () => {
	let release = () => {};
	const hanging = new Promise<void>((done) => (release = done));
	let committed = 0;
	const { insert } = createTurns(async (batches) => {
		await hanging;
		committed += batches.length;
		return batches.map(() => []);
	});
	const tries = Array.from({ length: 2000 }, () => insert({ records: [], receivedAt: at(0) }));
	const settled = Promise.allSettled(tries);
	await expect(tries.at(-1)).rejects.toThrow("too many batches wait");
	release();
	const kept = (await settled).filter(({ status }) => status === "fulfilled").length;
	expect(kept).toBe(committed);
	expect(kept).toBeGreaterThanOrEqual(512);
	expect(kept).toBeLessThan(700);
	await expect(insert({ records: [], receivedAt: at(1) })).resolves.toEqual([]);
});
