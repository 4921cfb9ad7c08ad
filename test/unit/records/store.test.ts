import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hashRecord } from "../../../src/core/canonical.ts";
import { seal } from "../../../src/records/seal.ts";
import { openStore, type Store } from "../../../src/records/store.ts";
import type { ConsentRecord } from "../../../types/record.ts";
import { newDraft, settings } from "./draft.ts";

let store: Store;
let name: string;
let count = 0;
beforeEach(async () => {
	name = `yoursay-store-${count++}`;
	store = await openStore(name);
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

const everything = () => store.list("");
const done = <T>(request: IDBRequest<T>) =>
	new Promise<T>((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});

describe("the store", () => {
	it("lists by prefix, in order of keys, at most as many as asked", async () => {
		await store.write([
			["b:2", "b2"],
			["a:1", "a1"],
			["b:1", "b1"],
			["b:3", "b3"],
			["c", "c"],
		]);
		expect(await store.list("b:")).toEqual(["b1", "b2", "b3"]);
		expect(await store.list("b:", 2)).toEqual(["b1", "b2"]);
	});

	it("deletes what is written as undefined", async () => {
		await store.write([["a", 1]]);
		await store.write([
			["a", undefined],
			["b", 2],
		]);
		expect(await everything()).toEqual([2]);
		expect(await store.get("a")).toBeUndefined();
	});

	it("writes as durably as it is asked to", async () => {
		const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");
		await store.write([["a", 1]], "strict");
		await store.write([["b", 2]]);
		expect(transaction.mock.results.map(({ value }) => value.durability)).toEqual(["strict", "default"]);
	});

	it("lives in memory where the browser refuses a database, and says so", async () => {
		vi.spyOn(indexedDB, "open").mockImplementation(() => {
			throw new DOMException("blocked", "SecurityError");
		});
		const memory = await openStore("refused").catch(() => undefined);
		expect(memory?.isDurable).toBe(false);
		await seal(memory!, newDraft(), settings);
		expect(await memory!.list("record:")).toHaveLength(1);
	});

	it("writes after what was read only while that still stands", async () => {
		expect(await store.writeAfter("head", undefined, [["head", { hash: "a" }]])).toBe(true);
		expect(await store.writeAfter("head", undefined, [["head", { hash: "b" }]])).toBe(false);
		expect(await store.writeAfter("head", { hash: "a" }, [["head", { hash: "c" }]])).toBe(true);
		expect(await everything()).toEqual([{ hash: "c" }]);
	});

	it("says why a write after a reading failed, and leaves nothing of it", async () => {
		const writing = store.writeAfter("head", undefined, [
			["a", 1],
			["b", () => {}],
		]);
		await expect(writing).rejects.toMatchObject({ name: "DataCloneError" });
		expect(await everything()).toEqual([]);
	});
});

describe("a database", () => {
	/** Hands out every connection that is opened from now on. */
	function watchConnections() {
		const open = indexedDB.open.bind(indexedDB);
		const connections: IDBDatabase[] = [];
		vi.spyOn(indexedDB, "open").mockImplementation((...given) => {
			const request = open(...given);
			request.addEventListener("success", () => connections.push(request.result));
			return request;
		});
		return connections;
	}

	it("that the browser closed without a word is opened again", async () => {
		const connections = watchConnections();
		store = await openStore(`${name}-closed`);
		await store.write([["a", 1]]);
		connections[0]!.close();
		await store.write([["b", 2]]);
		expect(await everything()).toEqual([1, 2]);
		expect(connections).toHaveLength(2);
	});

	it("that the browser closed and said so is opened again", async () => {
		const connections = watchConnections();
		store = await openStore(`${name}-said`);
		connections[0]!.close();
		connections[0]!.onclose!(new Event("close"));
		await store.write([["b", 2]]);
		expect(await everything()).toEqual([2]);
	});

	it("that another page wants to delete is let go, and begins anew", async () => {
		await store.write([["a", 1]]);
		await done(indexedDB.deleteDatabase(name));
		await store.write([["b", 2]]);
		expect(await everything()).toEqual([2]);
	});

	it.each([1, 7])("of version %i that lacks the table gets it", async (version) => {
		const made = indexedDB.open(`${name}-bare`, version);
		(await done(made)).close();
		store = await openStore(`${name}-bare`);
		expect(store.isDurable).toBe(true);
		await store.write([["a", 1]]);
		expect(await everything()).toEqual([1]);
	});

	it("of a higher version with other tables beside ours is used as it is", async () => {
		const made = indexedDB.open(`${name}-more`, 9);
		made.onupgradeneeded = () => {
			made.result.createObjectStore("keyval");
			made.result.createObjectStore("else");
		};
		(await done(made)).close();
		store = await openStore(`${name}-more`);
		await store.write([["a", 1]]);
		expect(await everything()).toEqual([1]);
	});

	it("that never opens is an error, not a wait without end", async () => {
		vi.useFakeTimers();
		vi.spyOn(indexedDB, "open").mockReturnValue({} as IDBOpenDBRequest);
		const opening = openStore("silent");
		const outcome = expect(opening).rejects.toThrow("IndexedDB does not answer");
		await vi.advanceTimersByTimeAsync(5000);
		await outcome;
	});

	it("that version 0.1 left goes on: its chain continues, and what waited still waits", async () => {
		const rows = JSON.parse(readFileSync(new URL("database-0.1.json", import.meta.url), "utf8")) as [string, unknown][];
		await store.write(rows);
		const before = await store.list<ConsentRecord>("record:");
		await seal(store, newDraft(), settings, "1.1795262871863.1810901271863.0.save!analytics:granted:c08ek1");
		const chain = await store.list<ConsentRecord>("record:");
		const last = chain.find(({ sequence }) => sequence === before.length)!;
		expect(last.previous).toBe(before.find(({ sequence }) => sequence === before.length - 1)!.hash);
		expect(last.subject).toBe(before[0]!.subject);
		expect(await store.keys("outbox:")).toHaveLength(2);
		for (const record of chain) expect(record.hash).toBe(await hashRecord(record));
	});
});
