import { appendFile, cp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { createCollector } from "../../../src/collector/collector.ts";
import {
	type CollectorError,
	type EmbeddedOptions,
	openEmbedded,
	type Store,
} from "../../../src/collector/embedded.ts";
import type { ConsentRecord } from "../../../types/record.ts";
import { type Folders, folders } from "./folder.ts";
import { type Holders, holders } from "./holder.ts";
import { at, NOON, newSecret, sampleRecords } from "./sample.ts";

vi.setConfig({ testTimeout: 30_000 });

let templates: Folders;
let others: Holders;
let errors: CollectorError[] = [];
const opened: Store[] = [];

beforeAll(async () => {
	[templates, others] = await Promise.all([folders(), holders()]);
}, 60_000);
afterEach(async () => {
	errors = [];
	for (const store of opened.splice(0)) await store.close();
});
afterAll(async () => {
	await others?.remove();
	await templates?.remove();
});

async function open(folder: string, options: EmbeddedOptions = {}): Promise<Store> {
	const store = await openEmbedded(folder, { onError: (error) => errors.push(error), ...options });
	opened.push(store);
	return store;
}

const journalOf = (folder: string) => join(folder, "journal");
const size = async (file: string) => (await stat(file)).size;
const ids = (records: ConsentRecord[]) => records.map(({ id }) => id).sort();
const stored = async (store: Store) => ids((await store.list({ limit: 1000 })).map(({ record }) => record));

/** A folder whose machine lost its power: the journal reached the disk, of the database only what stood there before. */
async function afterPowerFailure(batches: ConsentRecord[][]): Promise<string> {
	const [running, lost] = [await templates.fresh(), await templates.fresh()];
	const store = await open(running);
	for (const [index, records] of batches.entries()) await store.insert(records, at(index), index === 1);
	await cp(journalOf(running), journalOf(lost));
	await store.close();
	return lost;
}

it("a second process is refused while the first runs, and takes the folder over once that was killed", async () => {
	const folder = await templates.fresh();
	const holder = await others.start(folder);
	await expect(openEmbedded(folder)).rejects.toMatchObject({
		code: "folder-in-use",
		where: folder,
		message: expect.stringContaining(`process ${holder.pid} is using this folder`),
	});
	await holder.kill();
	expect(await stored(await open(folder))).toEqual([]);
});

it("the same process is refused too, until it has closed", async () => {
	const folder = await templates.fresh();
	const store = await open(folder);
	await expect(openEmbedded(folder)).rejects.toMatchObject({ code: "folder-in-use" });
	await store.close();
	await open(folder);
});

it("a process killed right after its answer loses no record", async () => {
	const folder = await templates.fresh();
	const records = await sampleRecords(50);
	const holder = await others.start(folder, { records, receivedAt: at(3) });
	await holder.kill();
	expect(await size(journalOf(folder))).toBeGreaterThan(0);
	const store = await open(folder);
	expect(await stored(store)).toEqual(ids(records));
	expect(await size(journalOf(folder))).toBe(0);
	expect((await store.insert(records, at(9))).every(({ receivedAt }) => receivedAt === at(3))).toBe(true);
});

it("batches of which only the journal reached the disk are back, with their times", async () => {
	const batches = [await sampleRecords(3), await sampleRecords(2)];
	const store = await open(await afterPowerFailure(batches));
	expect(await stored(store)).toEqual(ids(batches.flat()));
	const times = (await store.list({ limit: 9 })).map(({ receivedAt }) => receivedAt);
	expect(times).toEqual([1, 1, 0, 0, 0].map(at));
	expect(errors).toEqual([]);
});

it("batches that come back from the journal bring the browser's signal back, and the mark", async () => {
	const batches = [await sampleRecords(1), await sampleRecords(1), await sampleRecords(1)];
	const store = await open(await afterPowerFailure(batches));
	const found = await store.read({ limit: 9 });
	expect(found.map(({ record, gpc, marks }) => [record.id, gpc, marks])).toEqual([
		[batches[0]![0]!.id, false, []],
		[batches[1]![0]!.id, true, ["signal"]],
		[batches[2]![0]!.id, false, []],
	]);
});

it("a journal makes good a database folder that is gone", async () => {
	const records = await sampleRecords(2);
	const folder = await afterPowerFailure([records]);
	await rm(join(folder, "database"), { recursive: true });
	expect(await stored(await open(folder))).toEqual(ids(records));
});

it("a last line that was torn is ignored and reported", async () => {
	const [whole, torn] = [await sampleRecords(2), await sampleRecords(2)];
	const folder = await afterPowerFailure([whole, torn]);
	await truncate(journalOf(folder), (await size(journalOf(folder))) - 10);
	const store = await open(folder);
	expect(await stored(store)).toEqual(ids(whole));
	expect(errors.map(({ code }) => code)).toEqual(["journal-torn"]);
	await store.insert(torn, at(5));
	expect(await stored(store)).toEqual(ids([...whole, ...torn]));
});

it("a damaged line in the middle is kept aside, and those around it are inserted", async () => {
	const batches = [await sampleRecords(1), await sampleRecords(1), await sampleRecords(1)];
	const folder = await afterPowerFailure(batches);
	const lines = (await readFile(journalOf(folder), "utf8")).split("\n");
	lines[1] = lines[1]!.replace("refused", "granted");
	await writeFile(journalOf(folder), lines.join("\n"));
	const store = await open(folder);
	expect(await stored(store)).toEqual(ids([...batches[0]!, ...batches[2]!]));
	expect(await readFile(join(folder, "journal-damaged"), "utf8")).toBe(`${lines[1]}\n`);
	expect(errors.map(({ code, where }) => [code, where])).toEqual([
		["journal-damaged", join(folder, "journal-damaged")],
	]);
	expect(await size(journalOf(folder))).toBe(0);
});

it("what is kept aside is added to what was kept before", async () => {
	const folder = await templates.fresh();
	for (const line of ["first", "second"]) {
		await appendFile(journalOf(folder), `${line}\n`);
		await (await open(folder)).close();
	}
	expect(await readFile(join(folder, "journal-damaged"), "utf8")).toBe("first\nsecond\n");
});

it("the journal is emptied above its bound, and the batches stand in the database alone", async () => {
	const [running, copy] = [await templates.fresh(), await templates.fresh()];
	const store = await open(running, { journalBytes: 10_000 });
	const records = await sampleRecords(30);
	let largest = 0;
	for (const record of records) {
		await store.insert([record], at(1));
		largest = Math.max(largest, await size(journalOf(running)));
	}
	expect(largest).toBeGreaterThan(8_000);
	expect(largest).toBeLessThan(12_000);
	await store.close();
	await rm(copy, { recursive: true });
	await cp(running, copy, { recursive: true });
	expect(await size(journalOf(copy))).toBe(0);
	expect(await stored(await open(copy))).toEqual(ids(records));
});

it("a batch that the database refuses is not left in the journal to be tried at every start", async () => {
	const folder = await templates.fresh();
	const store = await open(folder);
	const [good, bad] = await sampleRecords(2);
	await store.insert([good!], at(1));
	const before = await size(journalOf(folder));
	await expect(store.insert([{ ...bad!, site: "\0" }], at(2))).rejects.toThrow();
	expect(await size(journalOf(folder))).toBe(before);
	expect(await stored(store)).toEqual([good!.id]);
});

it("closing is final, twice is once, and leaves neither lock nor journal", async () => {
	const folder = await templates.fresh();
	const store = await open(folder);
	const records = await sampleRecords(1);
	const last = store.insert(records, at(1));
	await Promise.all([store.close(), store.close()]);
	expect((await last)[0]?.outcome).toBe("accepted");
	await expect(store.insert(await sampleRecords(1), at(2))).rejects.toThrow();
	expect(await size(journalOf(folder))).toBe(0);
	expect((await readdir(folder)).sort()).toEqual(["database", "journal"]);
});

it("a folder that cannot be used is named, with the remedy, and is not left locked", async () => {
	const folder = await templates.fresh();
	await rm(join(folder, "database"), { recursive: true });
	await writeFile(join(folder, "database"), "not a folder");
	await expect(openEmbedded(folder)).rejects.toMatchObject({
		code: "folder-unusable",
		where: folder,
		message: expect.stringContaining("nothing in it was removed"),
	});
	expect((await readdir(folder)).sort()).toEqual(["database", "journal"]);
});

it("batches that come together share a write, and one that the database refuses spoils no other", async () => {
	const folder = await templates.fresh();
	const store = await open(folder);
	const good = await Promise.all(Array.from({ length: 20 }, () => sampleRecords(2)));
	const [bad] = await sampleRecords(1);
	const before = await size(journalOf(folder));
	const results = await Promise.allSettled(
		[...good.slice(0, 10), [{ ...bad!, site: "\0" }], ...good.slice(10)].map((batch) => store.insert(batch, at(1))),
	);
	expect(results.map(({ status }) => status)).toEqual([
		...Array(10).fill("fulfilled"),
		"rejected",
		...Array(10).fill("fulfilled"),
	]);
	expect(await stored(store)).toEqual(ids(good.flat()));
	const journal = await readFile(journalOf(folder), "utf8");
	expect(journal.length).toBeGreaterThan(before);
	expect(journal).not.toContain(bad!.hash);
	for (const record of good.flat()) expect(journal).toContain(record.hash);
});

it("a subject that is erased is in no file any more but what the database has yet to write over, and stays gone", async () => {
	const folder = await templates.fresh();
	const store = await open(folder);
	const [gone, others] = [await sampleRecords(3), await sampleRecords(2)];
	await store.insert(gone, at(0));
	await store.insert(others, at(0));
	expect(await readFile(journalOf(folder), "utf8")).toContain(gone[0]!.subject);
	expect(await store.erase(gone[0]!.subject)).toBe(3);
	expect(await readFile(journalOf(folder), "utf8")).not.toContain(gone[0]!.subject);
	await store.close();
	expect(await stored(await open(folder))).toEqual(ids(others));
});

it("a subject that is erased leaves what was kept aside, too, and the other lines stay as they are", async () => {
	const folder = await templates.fresh();
	const [subject, other] = [(await sampleRecords(1))[0]!.subject, (await sampleRecords(1))[0]!.subject];
	const aside = join(folder, "journal-damaged");
	const noise = Buffer.from([0xff, 0xfe, 0x0a]);
	await writeFile(
		aside,
		Buffer.concat([Buffer.from(`a ${subject}\nb ${other}\n`), noise, Buffer.from(`c ${subject}\n`)]),
	);
	await (await open(folder)).erase(subject);
	expect(await readFile(aside)).toEqual(Buffer.concat([Buffer.from(`b ${other}\n`), noise]));
	expect((await readdir(folder)).filter((name) => name.includes("new"))).toEqual([]);
});

it("expired subjects leave the journal too", async () => {
	const folder = await templates.fresh();
	const store = await open(folder);
	const [gone] = [await sampleRecords(2)];
	await store.insert(gone, at(0));
	expect(await store.expire(at(60 * 24 * 200))).toEqual({ subjects: 1, records: 2 });
	expect(await readFile(journalOf(folder), "utf8")).not.toContain(gone[0]!.subject);
});

it("a process killed right after an erasure does not bring the records back", async () => {
	const folder = await templates.fresh();
	const records = await sampleRecords(2);
	const holder = await others.start(folder, { records, receivedAt: at(3) }, records[0]!.subject);
	await holder.kill();
	expect(await stored(await open(folder))).toEqual([]);
});

it("a posted batch is in the folder when it is answered", async () => {
	const folder = await templates.fresh();
	const collect = createCollector({ store: await open(folder), origins: [], now: () => NOON });
	const secret = newSecret();
	const post = async (records: ConsentRecord[]) => {
		const body = JSON.stringify({ secret, records });
		const headers = { "content-type": "application/json" };
		const response = await collect(new Request("http://localhost/yoursay/records", { method: "POST", headers, body }));
		expect(await response.json()).toMatchObject({ accepted: 2, acknowledgements: [{ receivedAt: at(0) }, {}] });
	};
	await post(await sampleRecords(2, secret));
	const records = await sampleRecords(2, secret);
	await post(records);
	const journal = await readFile(journalOf(folder), "utf8");
	expect(journal).toContain(records[1]!.hash);
	expect(journal).not.toContain(secret);
});
