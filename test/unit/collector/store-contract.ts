import { describe, expect, it } from "vitest";
import type { Filter, MarkedRecord, Place, Store, StoredRecord } from "../../../src/collector/store.ts";
import { digest, hashRecord } from "../../../src/core/canonical.ts";
import type { ConsentRecord, Mark } from "../../../types/record.ts";
import { at, newSecret, sampleRecord, sampleRecords } from "./sample.ts";

const EVERYTHING = { limit: 1000 };

/** What every store keeps to. `fresh` gives one without records. */
export function storeContract(name: string, fresh: () => Promise<Store>): void {
	describe(`the store on ${name}`, () => {
		it("gives a record back exactly as it was received, with its time", async () => {
			const store = await fresh();
			const record = await sampleRecord(newSecret(), { controller: "Größe & 株式会社 €\u{1f600}\\\"'$1", site: "" });
			expect(await store.insert([record], at(1))).toEqual([{ id: record.id, outcome: "accepted", receivedAt: at(1) }]);
			expect(await store.list(EVERYTHING)).toEqual([{ record, receivedAt: at(1), gpc: false }]);
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
			expect(await store.list(EVERYTHING)).toEqual([{ record, receivedAt: at(1), gpc: false }]);
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

		it("keeps for each record what came with it first, whoever brings it again", async () => {
			const store = await fresh();
			const [with_, without] = await sampleRecords(2);
			await store.insert([with_!], at(1), true);
			await store.insert([without!], at(1), false);
			await Promise.all([
				store.insert([with_!, without!], at(2), false),
				store.insert([with_!, without!], at(2), true),
			]);
			const kept = new Map((await store.list(EVERYTHING)).map(({ record, gpc }) => [record.id, gpc]));
			expect([kept.get(with_!.id), kept.get(without!.id)]).toEqual([true, false]);
		});

		it("keeps apart, of batches that are written together, which came with the signal", async () => {
			const store = await fresh();
			const batches = await Promise.all(Array.from({ length: 40 }, () => sampleRecords(2)));
			await Promise.all(batches.map((batch, n) => store.insert(batch, at(1), n % 3 === 0)));
			const kept = new Map((await store.list(EVERYTHING)).map(({ record, gpc }) => [record.id, gpc]));
			expect(batches.map((batch) => batch.map(({ id }) => kept.get(id)))).toEqual(
				batches.map((_, n) => [n % 3 === 0, n % 3 === 0]),
			);
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
				after = page.at(-1);
			}
			const minutes = pages.map(({ receivedAt }) => receivedAt);
			expect(minutes).toEqual([3, 3, 3, 2, 2, 2, 1, 1, 1].map(at));
			expect(pages.map(({ record }) => record.id).sort()).toEqual(records.map(({ id }) => id).sort());
		});

		it("refuses a page of more than 1000", async () => {
			const store = await fresh();
			await expect(store.list({ limit: 1001 })).rejects.toThrow(RangeError);
		});

		it("gives every field of a record back, whatever it holds", async () => {
			const store = await fresh();
			const secret = newSecret();
			const first = await sampleRecord(secret, { occurredAt: "1970-01-01T00:00:00.000Z" });
			const second = await sampleRecord(secret, {
				sequence: 2 ** 31 - 1,
				previous: first.hash,
				region: null,
				expiresAt: "9999-12-31T23:59:59.999Z",
				notice: { language: "", textHash: null, policyVersion: null, configHash: null },
				purposes: { a: "granted", b: "refused", c: "withdrawn", d: "objected", e: "not-asked" },
				vendors: { constructor_: "granted" },
			});
			await store.insert([first, second], at(1));
			const found = (await store.list(EVERYTHING)).map(({ record }) => record);
			expect(new Set(found)).toEqual(new Set([first, second]));
			for (const record of found) expect(await hashRecord(record)).toBe(record.hash);
		});

		it("lets nobody's id stand in the way of another's", async () => {
			const store = await fresh();
			const mine = await sampleRecord(newSecret());
			const theirs = await sampleRecord(newSecret(), { id: mine.id });
			await store.insert([mine], at(1));
			expect((await store.insert([theirs], at(2)))[0]?.outcome).toBe("accepted");
			expect(await store.read({ subject: mine.subject, limit: 9 })).toEqual([
				{ record: mine, receivedAt: at(1), gpc: false, marks: [] },
			]);
		});

		describe("marks", () => {
			/** A chain from places: sequence, the index of the record it follows or null, and minutes of its own clock. */
			async function chain(places: [sequence: number, follows: number | null | string, minutes?: number][]) {
				const store = await fresh();
				const secret = newSecret();
				const records: ConsentRecord[] = [];
				for (const [sequence, follows, minutes = 0] of places) {
					const previous = typeof follows === "number" ? records[follows]!.hash : follows;
					records.push(await sampleRecord(secret, { sequence, previous, occurredAt: at(minutes) }));
				}
				for (const [index, record] of records.entries()) await store.insert([record], at(index));
				await store.insert(await sampleRecords(2), at(0));
				const read = await store.read({ subject: records[0]!.subject, limit: 100 });
				expect(read.map(({ record }) => record)).toEqual(records);
				return read.map(({ marks }) => marks);
			}

			it("are none where the chain is whole", async () => {
				expect(
					await chain([
						[0, null],
						[1, 0, 1],
						[2, 1, 2],
					]),
				).toEqual([[], [], []]);
			});

			it("name a fork on each of the records that follow the same one", async () => {
				expect(
					await chain([
						[0, null],
						[1, 0],
						[1, 0],
						[2, 1],
					]),
				).toEqual([[], ["fork"], ["fork"], []]);
			});

			it("name a gap where the record before is missing, is not the one before, or is not named", async () => {
				expect(
					await chain([
						[0, null],
						[2, "A".repeat(43)],
						[3, 0],
					]),
				).toEqual([[], ["gap"], ["gap"]]);
				expect(await chain([[5, null]])).toEqual([["gap"]]);
			});

			it("name a restart where the chain begins anew", async () => {
				expect(
					await chain([
						[0, null],
						[1, 0],
						[0, null],
						[1, 2],
					]),
				).toEqual([[], [], ["restart"], []]);
			});

			it("name a clock that is over five minutes ahead, or went back", async () => {
				expect(
					await chain([
						[0, null, 5],
						[1, 0, 7],
						[2, 1, 6],
						[3, 2, 6],
					]),
				).toEqual([[], ["clock"], ["clock"], []]);
			});

			it("name a signal of the request that the record does not know of, and no other way round", async () => {
				const store = await fresh();
				const secret = newSecret();
				const [silent, knowing, deaf, none] = await Promise.all(
					[false, true, false, true].map((gpc) => sampleRecord(secret, { signals: { gpc } })),
				);
				await store.insert([silent!], at(1), true);
				await store.insert([knowing!], at(2), true);
				await store.insert([deaf!], at(3), false);
				await store.insert([none!], at(4));
				const read = await store.read({ subject: silent!.subject, limit: 9 });
				expect(read.map(({ gpc, marks }) => [gpc, marks.includes("signal")])).toEqual([
					[true, true],
					[true, false],
					[false, false],
					[false, false],
				]);
				const { marks, gpc } = await store.report({});
				expect([marks.signal, gpc]).toEqual([
					1,
					[
						{ value: "false", records: 2 },
						{ value: "true", records: 2 },
					],
				]);
			});

			it("go away when the missing record arrives", async () => {
				const store = await fresh();
				const secret = newSecret();
				const first = await sampleRecord(secret);
				const second = await sampleRecord(secret, { sequence: 1, previous: first.hash });
				await store.insert([second], at(1));
				const marks = async () =>
					(await store.read({ subject: first.subject, limit: 9 })).map(({ record, marks }) => [record.sequence, marks]);
				expect(await marks()).toEqual([[1, ["gap"]]]);
				await store.insert([first], at(2));
				expect(await marks()).toEqual([
					[1, []],
					[0, []],
				]);
			});
		});

		it("are the same in a report, in pages of any size, in whichever order records came", async () => {
			const store = await fresh();
			const secret = newSecret();
			const made: ConsentRecord[] = [];
			for (let n = 0; n < 60; n += 1) {
				// Roots, chains, forks, gaps, missing ones and clocks, by a rule that mixes them.
				const before = n % 7 === 0 ? undefined : made[n % 5 === 0 ? Math.floor(n / 3) : n - 1];
				const previous = n % 11 === 3 ? "A".repeat(43) : (before?.hash ?? null);
				const sequence = n % 4 === 1 ? n : (before?.sequence ?? -1) + 1;
				const signals = { gpc: n % 3 === 0 };
				made.push(await sampleRecord(secret, { sequence, previous, signals, occurredAt: at((n * 13) % 60) }));
			}
			const inDisorder = made.map((_, n) => made[(n * 23) % made.length]!);
			for (let n = 0; n < 60; n += 6) await store.insert(inDisorder.slice(n, n + 6), at(n), n % 4 === 0);
			await store.insert([await sampleRecord(newSecret())], at(0));
			const expected = (await store.report({})).marks;
			expect(Object.values(expected).every((count) => count > 2)).toBe(true);
			for (const [subject, limit] of [
				[made[0]!.subject, 1000],
				[made[0]!.subject, 7],
				[undefined, 7],
			] as const) {
				const pages: MarkedRecord[] = [];
				for (let after: MarkedRecord | undefined; ; after = pages.at(-1)) {
					const page = await store.read({ subject, after, limit });
					pages.push(...page);
					if (page.length < limit) break;
				}
				const count = (mark: Mark) => pages.filter(({ marks }) => marks.includes(mark)).length;
				const marks = Object.keys(expected) as Mark[];
				expect(Object.fromEntries(marks.map((mark) => [mark, count(mark)]))).toEqual(expected);
			}
		});

		it("reads all records page by page, the oldest received first, with marks of what lies on other pages", async () => {
			const store = await fresh();
			const secret = newSecret();
			const records: ConsentRecord[] = [];
			for (let sequence = 0; sequence < 5; sequence += 1) {
				const previous = records.at(-1)?.hash ?? null;
				records.push(await sampleRecord(secret, { sequence, previous }));
			}
			await store.insert(records, at(1));
			const pages: MarkedRecord[] = [];
			for (let after: MarkedRecord | undefined; ; after = pages.at(-1)) {
				const page = await store.read({ after, limit: 2 });
				if (page.length === 0) break;
				pages.push(...page);
			}
			expect(pages).toEqual(records.map((record) => ({ record, receivedAt: at(1), gpc: false, marks: [] })));
		});

		it("reads what a filter names: from, to but not at, and of one site", async () => {
			const store = await fresh();
			const [a, b, c] = await Promise.all(
				["a.example", "b.example", "a.example"].map((site) => sampleRecord(newSecret(), { site })),
			);
			for (const [minute, record] of [a!, b!, c!].entries()) await store.insert([record], at(minute));
			const sites = async (filter: Filter) =>
				(await store.read({ ...filter, limit: 9 })).map(({ record }) => [record.site, record.id]);
			expect(await sites({ since: at(1) })).toHaveLength(2);
			expect(await sites({ since: at(0), until: at(1) })).toEqual([["a.example", a!.id]]);
			expect(await sites({ site: "a.example", since: at(1) })).toEqual([["a.example", c!.id]]);
		});

		it("reports counts, each of them right, and nothing that names a browser", async () => {
			const store = await fresh();
			const secret = newSecret();
			const first = await sampleRecord(secret, { method: "accept-all", region: null, purposes: { ads: "granted" } });
			const second = await sampleRecord(secret, {
				sequence: 2,
				previous: first.hash,
				automated: true,
				site: "b.example",
			});
			await store.insert([first], at(0));
			await store.insert([second], at(24 * 60));
			await store.insert(await Promise.all([sampleRecord(newSecret())]), at(24 * 60));
			const all = await store.report({});
			expect(all).toEqual({
				records: 3,
				subjects: 2,
				sites: [
					{ value: "shop.example", records: 2 },
					{ value: "b.example", records: 1 },
				],
				days: [
					{ value: "2026-11-21", records: 1 },
					{ value: "2026-11-22", records: 2 },
				],
				methods: [
					{ value: "reject-all", records: 2 },
					{ value: "accept-all", records: 1 },
				],
				languages: [{ value: "de", records: 3 }],
				regimes: [{ value: "opt-in", records: 3 }],
				regions: [
					{ value: "DE", records: 2 },
					{ value: null, records: 1 },
				],
				automated: [
					{ value: "false", records: 2 },
					{ value: "true", records: 1 },
				],
				gpc: [{ value: "false", records: 3 }],
				purposes: [
					{ purpose: "analytics", state: "refused", records: 2 },
					{ purpose: "necessary", state: "granted", records: 2 },
					{ purpose: "ads", state: "granted", records: 1 },
				],
				marks: { fork: 0, gap: 1, restart: 0, clock: 0, signal: 0 },
				requests: { requests: 0, kinds: [], states: [], late: 0, closedLate: 0, medianDays: null },
				cut: [],
			});
			expect(await store.report({ site: "b.example", since: at(1), until: at(24 * 60 + 1) })).toMatchObject({
				records: 1,
				subjects: 1,
				marks: { gap: 1 },
			});
			expect(await store.report({ until: at(0) })).toMatchObject({ records: 0, subjects: 0, sites: [], purposes: [] });
		});

		it("reports the 500 most frequent of too many values, and says so", async () => {
			const store = await fresh();
			const made = await Promise.all(
				Array.from({ length: 502 }, (_, n) => sampleRecord(newSecret(), { site: `s${n}` })),
			);
			await store.insert([...made, await sampleRecord(newSecret(), { site: "s7" })], at(0));
			const { sites, cut, records } = await store.report({});
			expect([records, sites.length, sites[0], cut]).toEqual([503, 500, { value: "s7", records: 2 }, ["sites"]]);
		});

		it("keeps words under their hash, once", async () => {
			const store = await fresh();
			const [one, two] = [await digest("one"), await digest("two")];
			expect(await store.addNotice(one, '{"words":["\\u0000\\ud800"]}', at(0))).toBe(true);
			expect(await store.addNotice(one, "{}", at(1))).toBe(false);
			expect(await store.notices([one, two])).toEqual(new Map([[one, '{"words":["\\u0000\\ud800"]}']]));
			expect(await store.notices([])).toEqual(new Map());
		});

		it("lets one of several new keys stand, and forgets the private half of the one before", async () => {
			const store = await fresh();
			const before = await store.keys();
			const replaced = before[0]?.kid ?? null;
			const key = (kid: string) => ({ kid, publicKey: { x: kid }, privateKey: { d: kid }, createdAt: at(0) });
			await Promise.all(["a", "b", "c"].map((kid) => store.addKey(key(kid), replaced)));
			const [first, ...rest] = await store.keys();
			expect(["a", "b", "c"]).toContain(first!.kid);
			expect(rest.map(({ kid }) => kid)).toEqual(before.map(({ kid }) => kid));
			await Promise.all(["d", "e"].map((kid) => store.addKey(key(kid), first!.kid)));
			await store.addKey(key("f"), first!.kid);
			const keys = await store.keys();
			expect(keys).toHaveLength(before.length + 2);
			expect(["d", "e"]).toContain(keys[0]!.kid);
			expect(keys[1]!.kid).toBe(first!.kid);
			expect(keys.map(({ privateKey }) => privateKey)).toEqual([{ d: keys[0]!.kid }, ...keys.slice(1).map(() => null)]);
			expect(keys.map(({ publicKey }) => publicKey)).toEqual(keys.map(({ kid }) => ({ x: kid })));
		});

		it("erases a subject whole, and no other", async () => {
			const store = await fresh();
			const [gone, stays] = [await sampleRecords(3), await sampleRecords(2)];
			await store.insert([...gone, ...stays], at(1));
			expect(await store.erase(gone[0]!.subject)).toBe(3);
			expect(await store.erase(gone[0]!.subject)).toBe(0);
			expect((await store.list(EVERYTHING)).map(({ record }) => record.id).sort()).toEqual(
				stays.map(({ id }) => id).sort(),
			);
			expect((await store.insert(gone, at(2)))[0]).toMatchObject({ outcome: "accepted", receivedAt: at(2) });
		});

		it("keeps what was received lately, whatever a browser says about its end", async () => {
			const store = await fresh();
			const secret = newSecret();
			await store.insert([await sampleRecord(secret, { expiresAt: "2020-01-01T00:00:00.000Z" })], at(0));
			expect(await store.expire(at(0))).toEqual({ subjects: 0, records: 0 });
			expect(await store.expire(at(1))).toEqual({ subjects: 1, records: 1 });
		});

		it("expires subjects whose last record has expired, whole, and touches no other", async () => {
			const store = await fresh();
			const [old, mixed, fresh_] = [newSecret(), newSecret(), newSecret()];
			const record = (secret: string, sequence: number, days: number) =>
				sampleRecord(secret, { sequence, expiresAt: at(days * 24 * 60) });
			await store.insert(
				await Promise.all([
					...[1, 2, 3].map((days) => record(old, days, days)),
					...[1, 2, 40].map((days) => record(mixed, days, days)),
					record(fresh_, 0, 40),
				]),
				at(0),
			);
			expect(await store.expire(at(3 * 24 * 60))).toEqual({ subjects: 0, records: 0 });
			expect(await store.expire(at(3 * 24 * 60 + 1))).toEqual({ subjects: 1, records: 3 });
			expect(await store.expire(at(3 * 24 * 60 + 1))).toEqual({ subjects: 0, records: 0 });
			expect(await store.list(EVERYTHING)).toHaveLength(4);
		});

		it("expires in bounded steps", async () => {
			const store = await fresh();
			for (let batch = 0; batch < 3; batch += 1) {
				await store.insert(await Promise.all(Array.from({ length: 500 }, () => sampleRecord(newSecret()))), at(0));
			}
			const later = at(60 * 24 * 999);
			expect(await store.expire(later)).toEqual({ subjects: 1000, records: 1000 });
			expect(await store.expire(later)).toEqual({ subjects: 500, records: 500 });
			expect(await store.expire(later)).toEqual({ subjects: 0, records: 0 });
		});

		it("takes an empty batch for nothing", async () => {
			expect(await (await fresh()).insert([], at(1))).toEqual([]);
		});
	});
}
