import { appendFile, mkdtemp, open as openFile, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Journal, openJournal } from "../../../src/collector/journal.ts";
import { at, sampleRecords } from "./sample.ts";

let folder: string;
let file: string;
const opened: Journal[] = [];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "yoursay-journal-"));
	file = join(folder, "journal");
});
afterEach(async () => {
	for (const journal of opened.splice(0)) await journal.close();
	await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<Journal> {
	const journal = await openJournal(file);
	opened.push(journal);
	return journal;
}

async function append(journal: Journal, one: Parameters<Journal["append"]>[0][number]): Promise<() => Promise<void>> {
	const { synced, undo } = await journal.append([one]);
	await synced;
	return undo;
}

const entry = async (minute: number) => ({ receivedAt: at(minute), records: await sampleRecords(2) });

it("a new journal is empty", async () => {
	const journal = await open();
	expect(await journal.leftover()).toEqual({ entries: [], damaged: [], tornBytes: 0 });
	expect(journal.size()).toBe(0);
});

it("batches are found again, in order, by the next to open it", async () => {
	const entries = [await entry(1), await entry(2)];
	const journal = await open();
	for (const one of entries) await append(journal, one);
	const next = await open();
	expect((await next.leftover()).entries).toEqual(entries);
	expect(next.size()).toBe(journal.size());
});

it("a batch is found again with the signal that came with it, or without", async () => {
	const entries = [{ ...(await entry(1)), gpc: true }, { ...(await entry(2)), gpc: false }, await entry(3)];
	const journal = await open();
	await journal.append(entries).then(({ synced }) => synced);
	expect((await (await open()).leftover()).entries).toEqual(entries);
});

it("a batch that is taken out leaves the one before it", async () => {
	const [first, second] = [await entry(1), await entry(2)];
	const journal = await open();
	await append(journal, first);
	const undo = await append(journal, second);
	await undo();
	await append(journal, second);
	expect((await journal.leftover()).entries).toEqual([first, second]);
});

it("a last line without its end is told from damage, at every length", async () => {
	const [first, second] = [await entry(1), await entry(2)];
	const journal = await open();
	await append(journal, first);
	const start = journal.size();
	await append(journal, second);
	const whole = await readFile(file);
	for (let length = start + 1; length < whole.length; length += 97) {
		await writeFile(file, whole.subarray(0, length));
		expect(await journal.leftover()).toEqual({ entries: [first], damaged: [], tornBytes: length - start });
	}
});

it("a line in which one bit fell over is damaged, and the lines around it are not", async () => {
	const entries = [await entry(1), await entry(2), await entry(3)];
	const journal = await open();
	await append(journal, entries[0]!);
	const start = journal.size();
	await append(journal, entries[1]!);
	const end = journal.size();
	await append(journal, entries[2]!);
	const bytes = await readFile(file);
	for (const position of [start, start + 43, start + 44, start + 300, end - 2]) {
		const flipped = Buffer.from(bytes);
		flipped[position]! ^= 1;
		await writeFile(file, flipped);
		const { entries: found, damaged, tornBytes } = await journal.leftover();
		expect(found).toEqual([entries[0], entries[2]]);
		expect(damaged).toEqual([flipped.subarray(start, end - 1)]);
		expect(tornBytes).toBe(0);
	}
});

it("bytes that are no text are damage too, kept as they are", async () => {
	const journal = await open();
	const noise = Buffer.from([0xff, 0x00, 0x20, 0xfe]);
	await appendFile(file, Buffer.concat([noise, Buffer.from("\n\n")]));
	expect((await journal.leftover()).damaged).toEqual([noise, Buffer.alloc(0)]);
});

it("a failed write leaves the file as it was, and the next one succeeds", async () => {
	const [first, second] = [await entry(1), await entry(2)];
	const journal = await open();
	await append(journal, first);
	const before = await readFile(file);
	const full = vi.spyOn(Object.getPrototypeOf(await probe()), "datasync").mockRejectedValueOnce(new Error("ENOSPC"));
	await expect(append(journal, second)).rejects.toThrow("ENOSPC");
	full.mockRestore();
	expect(await readFile(file)).toEqual(before);
	await append(journal, second);
	expect((await journal.leftover()).entries).toEqual([first, second]);
});

/** A file handle, for its prototype: Node does not export the class. */
async function probe() {
	const { open } = await import("node:fs/promises");
	const handle = await open(file, "r");
	await handle.close();
	return handle;
}

it("a batch that follows a failed emptying is whole at the next start", async () => {
	const journal = await open();
	await append(journal, await entry(1));
	const probe = await openFile(file);
	const datasync = vi.spyOn(Object.getPrototypeOf(probe), "datasync").mockRejectedValueOnce(new Error("EIO"));
	await probe.close();
	await expect(journal.truncate()).rejects.toThrow("EIO");
	datasync.mockRestore();
	const later = await entry(2);
	await append(journal, later);
	expect(await (await open()).leftover()).toEqual({ entries: [later], damaged: [], tornBytes: 0 });
});
