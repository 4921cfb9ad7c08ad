import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockFolder } from "../../../src/collector/lock.ts";
import { processStart } from "../../../src/collector/process-start.ts";

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "yoursay-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const own = { pid: process.pid, started: processStart(process.pid), host: hostname() };
const leave = (number: number, holder: unknown) => writeFile(join(folder, `lock-${number}`), JSON.stringify(holder));

it("a lock holds the process and its start, and goes when it is given back", async () => {
	const unlock = await lockFolder(folder);
	expect(await readdir(folder)).toEqual(["lock-1"]);
	expect(JSON.parse(await readFile(join(folder, "lock-1"), "utf8"))).toEqual(own);
	await unlock();
	expect(await readdir(folder)).toEqual([]);
});

it("a held folder is refused, naming folder, process and remedy", async () => {
	await lockFolder(folder);
	await expect(lockFolder(folder)).rejects.toThrow(
		`[yoursay folder-in-use] ${folder}: process ${process.pid} is using this folder; stop it`,
	);
	expect(await readdir(folder)).toEqual(["lock-1"]);
});

it.each([
	["of a dead process", { ...own, pid: 2 ** 22 + 1 }],
	["of a dead process whose id was given to another", { ...own, started: "some other boot/1" }],
	["that names no process", {}],
	["that is empty", null],
])("a lock %s is taken over", async (_, holder) => {
	await leave(3, holder);
	await lockFolder(folder);
	expect(await readdir(folder)).toEqual(["lock-4"]);
});

it("a lock from another host is never taken over, since its process cannot be asked", async () => {
	await leave(1, { ...own, pid: 2 ** 22 + 1, host: "elsewhere" });
	await expect(lockFolder(folder)).rejects.toThrow(`on elsewhere; if that host no longer runs it, delete ${folder}`);
});

it("of many that find a dead lock at once, one gets it", async () => {
	for (let round = 1; round <= 20; round += 1) {
		await leave(round, { ...own, pid: 2 ** 22 + 1 });
		const results = await Promise.allSettled(Array.from({ length: 25 }, () => lockFolder(folder)));
		const winners = results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
		expect(winners).toHaveLength(1);
		await winners[0]!();
		expect(await readdir(folder)).toEqual([]);
	}
});
