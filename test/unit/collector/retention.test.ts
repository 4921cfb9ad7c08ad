import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { erase, expire } from "../../../src/collector/collector.ts";
import { createSqlStore } from "../../../src/collector/sql-store.ts";
import type { Store } from "../../../src/collector/store.ts";
import { at, NOON, newSecret, sampleRecord, sampleRecords } from "./sample.ts";

const DAY = 24 * 60;
let database: PGlite;
let store: Store;
beforeAll(async () => {
	database = await PGlite.create();
	store = await createSqlStore((sql, params) => database.query(sql, params), 1);
}, 60_000);
afterAll(() => database?.close());

async function logged<T>(work: (onLog: (line: string) => void) => Promise<T>): Promise<[T, string[]]> {
	const lines: string[] = [];
	return [await work((line) => lines.push(line)), lines];
}
const count = async () => (await store.list({ limit: 1000 })).length;

describe("expire", () => {
	it("deletes a year after the last record expired, and logs counts alone", async () => {
		const [old, mixed] = [newSecret(), newSecret()];
		await store.insert(
			await Promise.all([
				sampleRecord(old, { expiresAt: at(0) }),
				sampleRecord(old, { expiresAt: at(1), sequence: 1 }),
				sampleRecord(mixed, { expiresAt: at(0) }),
				sampleRecord(mixed, { expiresAt: at(2), sequence: 1 }),
			]),
			at(0),
		);
		const run = (minutes: number) =>
			logged((onLog) => expire(store, { onLog, now: () => NOON + (365 * DAY + minutes) * 60_000 }));
		expect(await run(1)).toEqual([
			{ subjects: 0, records: 0 },
			["[yoursay] expired: 0 subject(s), 0 record(s) deleted"],
		]);
		expect(await run(2)).toEqual([
			{ subjects: 1, records: 2 },
			["[yoursay] expired: 1 subject(s), 2 record(s) deleted"],
		]);
		expect(await count()).toBe(2);
		expect((await run(3))[0]).toEqual({ subjects: 1, records: 2 });
	});

	it("takes another time to keep, and goes on until nothing is left", async () => {
		for (let batch = 0; batch < 3; batch += 1) {
			await store.insert(await Promise.all(Array.from({ length: 500 }, () => sampleRecord(newSecret()))), at(0));
		}
		const now = () => NOON + 190 * DAY * 60_000;
		const [total] = await logged((onLog) => expire(store, { onLog, now, retentionDays: 9 }));
		expect(total).toEqual({ subjects: 1500, records: 1500 });
		expect(await count()).toBe(0);
	});

	it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s days", async (retentionDays) => {
		await expect(expire(store, { retentionDays })).rejects.toMatchObject({ code: "option-invalid" });
	});

	it("logs what it had done when the store failed", async () => {
		let left = 1;
		const failing = {
			...store,
			expire: async () => {
				if ((left -= 1) < 0) throw new Error("gone");
				return { subjects: 2, records: 5 };
			},
		};
		const lines: string[] = [];
		await expect(expire(failing, { onLog: (line) => lines.push(line) })).rejects.toThrow("gone");
		expect(lines).toEqual(["[yoursay] expired: 2 subject(s), 5 record(s) deleted"]);
	});
});

describe("erase", () => {
	it("deletes a subject now, and logs counts alone", async () => {
		const records = await sampleRecords(3);
		await store.insert(records, at(0));
		const subject = records[0]!.subject;
		expect(await logged((onLog) => erase(store, subject, { onLog }))).toEqual([
			3,
			["[yoursay] erased: 1 subject(s), 3 record(s) deleted"],
		]);
		expect((await logged((onLog) => erase(store, subject, { onLog })))[0]).toBe(0);
		expect(await count()).toBe(0);
	});

	it("refuses what is no subject without quoting it", async () => {
		const typo = `${"x".repeat(42)}`;
		const failure = erase(store, typo);
		await expect(failure).rejects.toMatchObject({ code: "option-invalid", where: "subject" });
		await expect(failure).rejects.not.toThrow(typo);
	});
});
