// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRecords } from "../../../src/records/records.ts";
import { idOf } from "../../../src/records/seal.ts";
import { openStore } from "../../../src/records/store.ts";
import type { Records } from "../../../types/parts.ts";
import { newDraft, settings } from "./draft.ts";

let count = 0;
let key: string;
let reports: string[];
let records: Records;
beforeEach(() => {
	localStorage.clear();
	key = `yoursay_records-${count++}`;
	reports = [];
	// One holder at a time for each name, as a browser has it.
	const held = new Map<string, Promise<unknown>>();
	const request = (name: string, work: () => Promise<unknown>) => {
		const turn = (held.get(name) ?? Promise.resolve()).then(work);
		held.set(
			name,
			turn.catch(() => {}),
		);
		return turn;
	};
	Object.defineProperty(navigator, "locks", { value: { request }, configurable: true });
	records = openRecords(key, (code, where) => void reports.push(`${code} ${where}`));
});
afterEach(() => {
	records.dispose();
	Reflect.deleteProperty(navigator, "locks");
});

/** A draft as a page leaves it that ends before sealing. */
function leave(draft = newDraft()) {
	localStorage.setItem(`${key}~${draft.id}`, `1.the.choice\n${JSON.stringify(draft)}`);
	return draft;
}
const keysOf = async () => (await openStore(key)).keys("");

describe("erasing", () => {
	it("leaves nothing but what still waits for the collector", async () => {
		const draft = leave();
		await records.seal([draft], settings);
		const store = await openStore(key);
		await store.write([["refused:1", { code: "expired" }]]);
		expect([...new Set((await store.keys("")).map((each) => each.split(":")[0]))]).toEqual([
			"choice",
			"config",
			"head",
			"notice",
			"outbox",
			"record",
			"refused",
			"secret",
		]);
		localStorage.setItem(key, "1.the.choice");
		localStorage.setItem(`${key}-aside`, "odd");
		await records.erase(settings);
		expect(await store.keys("")).toEqual([`outbox:${idOf(draft)}`]);
		expect(Object.keys(localStorage)).toEqual([]);
		expect(reports).toEqual([]);
	});

	it("seals first what earlier pages left, so that it still reaches the collector", async () => {
		const drafts = [leave(), leave()];
		await records.erase(settings);
		expect(await keysOf()).toEqual(drafts.map((draft) => `outbox:${idOf(draft)}`).sort());
		expect(Object.keys(localStorage)).toEqual([]);
	});

	it("waits for a record that is being sealed, so that no secret outlives it", async () => {
		const draft = newDraft();
		const sealing = records.seal([draft], settings);
		await Promise.all([records.erase(settings), sealing]);
		expect(await keysOf()).toEqual([`outbox:${idOf(draft)}`]);
	});

	it("begins a new chain under a new secret", async () => {
		await records.seal([newDraft()], settings);
		const [before] = await records.all();
		await records.erase(settings);
		await records.seal([newDraft()], settings);
		const [after, ...more] = await records.all();
		expect(more).toEqual([]);
		expect(after).toMatchObject({ sequence: 0, previous: null });
		expect(after!.subject).not.toBe(before!.subject);
	});
});
