import { describe, expect, it } from "vitest";
import type { Place, Store, StoredRecord } from "../../../src/collector/store.ts";
import { at, newSecret, sampleRecord, sampleRecords } from "./sample.ts";

const EVERYTHING = { limit: 1000 };

/** What every store keeps to. `fresh` opens an empty one. */
export function storeContract(name: string, fresh: () => Promise<Store>): void {
	describe(`the store on ${name}`, () => {
		it("gives a record back exactly as it was received, with its time", async () => {
			const store = await fresh();
			const record = await sampleRecord(newSecret(), { controller: "Größe & 株式会社 €\u{1f600}\\\"'$1", site: "" });
			expect(await store.insert([record], at(1))).toEqual([{ id: record.id, outcome: "accepted", receivedAt: at(1) }]);
			expect(await store.list(EVERYTHING)).toEqual([{ record, receivedAt: at(1) }]);
		});

		it("answers a repeat with the time of the first receipt and keeps one row", async () => {
			const store = await fresh();
			const records = await sampleRecords(3);
			await store.insert(records.slice(0, 2), at(1));
			const outcomes = await store.insert(records, at(2));
			expect(outcomes.map(({ outcome }) => outcome)).toEqual(["duplicate", "duplicate", "accepted"]);
			expect(outcomes.map(({ receivedAt }) => receivedAt)).toEqual([at(1), at(1), at(2)]);
			expect(await store.list(EVERYTHING)).toHaveLength(3);
		});

		it("calls another record under a known id a conflict and keeps the first", async () => {
			const store = await fresh();
			const secret = newSecret();
			const record = await sampleRecord(secret);
			const other = await sampleRecord(secret, { id: record.id, method: "accept-all" });
			await store.insert([record], at(1));
			expect(await store.insert([other], at(2))).toEqual([{ id: record.id, outcome: "conflict", receivedAt: at(1) }]);
			expect(await store.list(EVERYTHING)).toEqual([{ record, receivedAt: at(1) }]);
		});

		it("lets the first of one id within a batch stand", async () => {
			const store = await fresh();
			const secret = newSecret();
			const record = await sampleRecord(secret);
			const other = await sampleRecord(secret, { id: record.id, method: "accept-all" });
			const outcomes = await store.insert([record, record, other], at(1));
			expect(outcomes.map(({ outcome }) => outcome)).toEqual(["accepted", "duplicate", "conflict"]);
			expect((await store.list(EVERYTHING)).map((stored) => stored.record.hash)).toEqual([record.hash]);
		});

		it("stores each record of 200 concurrent overlapping batches once", async () => {
			const store = await fresh();
			const records = await sampleRecords(60);
			const batches = Array.from({ length: 200 }, (_, index) => {
				const start = (index * 7) % 51;
				const batch = records.slice(start, start + 10);
				return index % 2 ? batch : batch.reverse();
			});
			const outcomes = (await Promise.all(batches.map((batch) => store.insert(batch, at(1))))).flat();
			const accepted = outcomes.filter(({ outcome }) => outcome === "accepted").map(({ id }) => id);
			const ids = records.map(({ id }) => id).sort();
			expect(outcomes).toHaveLength(2000);
			expect(outcomes.some(({ outcome }) => outcome === "conflict")).toBe(false);
			expect(accepted.sort()).toEqual(ids);
			expect((await store.list(EVERYTHING)).map(({ record }) => record.id).sort()).toEqual(ids);
		});

		it("keeps nothing of a batch that the database refuses", async () => {
			const store = await fresh();
			const [good, bad] = (await sampleRecords(2)) as [never, never];
			await expect(store.insert([good, { ...(bad as object), sequence: 2 ** 40 } as never], at(1))).rejects.toThrow();
			expect(await store.list(EVERYTHING)).toEqual([]);
			expect((await store.insert([good], at(2)))[0]?.outcome).toBe("accepted");
		});

		it("lists the newest received first, page by page, none twice", async () => {
			const store = await fresh();
			const records = await sampleRecords(9);
			for (const minute of [1, 2, 3]) await store.insert(records.slice(minute * 3 - 3, minute * 3), at(minute));
			const pages: StoredRecord[] = [];
			for (let after: Place | undefined; ; ) {
				const page = await store.list({ after, limit: 2 });
				if (page.length === 0) break;
				pages.push(...page);
				const last = page.at(-1)!;
				after = { receivedAt: last.receivedAt, id: last.record.id };
			}
			const minutes = pages.map(({ receivedAt }) => receivedAt);
			expect(minutes).toEqual([3, 3, 3, 2, 2, 2, 1, 1, 1].map(at));
			expect(pages.map(({ record }) => record.id).sort()).toEqual(records.map(({ id }) => id).sort());
		});

		it("refuses a page of more than 1000", async () => {
			const store = await fresh();
			await expect(store.list({ limit: 1001 })).rejects.toThrow(RangeError);
		});

		it("takes an empty batch for nothing", async () => {
			expect(await (await fresh()).insert([], at(1))).toEqual([]);
		});
	});
}
