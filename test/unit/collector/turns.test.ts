import { expect, it } from "vitest";
import { createSharedTurns, createTurns } from "../../../src/collector/turns.ts";
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

const inTurn = () => createTurns(async (batches) => batches.map(() => [])).inTurn;

it("changes that come together share what comes after them, and one that fails spoils no other", async () => {
	const steps: string[] = [];
	const change = createSharedTurns(inTurn(), async () => void steps.push("after"));
	const answers = await Promise.allSettled(
		["one", "bad", "two"].map((name) =>
			change(async () => {
				steps.push(name);
				if (name === "bad") throw new Error("refused");
				return name;
			}).then((answer) => {
				steps.push(`answered ${answer}`);
				return answer;
			}),
		),
	);
	expect(answers.map((each) => (each.status === "fulfilled" ? each.value : each.reason.message))).toEqual([
		"one",
		"refused",
		"two",
	]);
	expect(steps).toEqual(["one", "bad", "two", "after", "answered one", "answered two"]);
});

it("no change is answered for where what comes after it fails, and the next ones go on", async () => {
	let isFailing = true;
	const change = createSharedTurns(inTurn(), async () => {
		if (isFailing) throw new Error("disk full");
	});
	const tries = await Promise.allSettled([change(async () => 1), change(async () => 2)]);
	expect(tries.map((each) => each.status === "rejected" && each.reason.message)).toEqual(["disk full", "disk full"]);
	isFailing = false;
	expect(await change(async () => 3)).toBe(3);
});

it("changes that wait for a disk that hangs are refused once there are too many", async () => {
	let release = () => {};
	const hanging = new Promise<void>((done) => (release = done));
	const change = createSharedTurns(inTurn(), () => hanging);
	const tries = Array.from({ length: 1000 }, () => change(async () => 1));
	const settled = Promise.allSettled(tries);
	await expect(tries.at(-1)).rejects.toThrow("too many changes wait");
	release();
	expect((await settled).filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(512);
});
