// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openRecords } from "../../../src/records/records.ts";
import { idOf } from "../../../src/records/seal.ts";
import { openStore } from "../../../src/records/store.ts";
import type { Records } from "../../../types/store.ts";
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

	it("forgets what was kept of requests, and leaves those that wait", async () => {
		const store = await openStore(key);
		await store.write([
			["kept:1", { id: "1" }],
			["request:2", { request: { id: "2" } }],
		]);
		localStorage.setItem(`${key}-requests`, "0");
		await records.erase(settings);
		expect(await keysOf()).toEqual(["request:2"]);
		expect(localStorage.getItem(`${key}-requests`)).toBe("0");
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

describe("what tells the next page whether something waits", () => {
	const flag = () => localStorage.getItem(`${key}-outbox`);
	const choice = "1.1795262871863.1810901271863.0.save!analytics:granted:c08ek1";
	const collector = { ...settings, endpoint: "https://collector.example" };
	const answer = (make: () => Promise<Response>) => vi.stubGlobal("fetch", vi.fn(make));
	const accepted = () =>
		answer(async () => Response.json({ accepted: 1, duplicate: 0, rejected: [], acknowledgements: [] }));
	afterEach(() => vi.unstubAllGlobals());

	it("is the time of the choice, once all is sent", async () => {
		accepted();
		localStorage.setItem(key, choice);
		await records.seal([leave()], collector);
		await vi.waitFor(() => expect(flag()).toBe("1795262871863"));
	});

	it("is the same without an endpoint, once all is sealed", async () => {
		localStorage.setItem(key, choice);
		await records.seal([leave()], settings);
		expect(flag()).toBe("1795262871863");
	});

	it("is the same once a page without an endpoint has looked and found nothing", async () => {
		localStorage.setItem(key, choice);
		await records.resume(settings);
		expect(flag()).toBe("1795262871863");
	});

	it("says that something waits while another draft is unsealed", async () => {
		localStorage.setItem(key, choice);
		const [draft] = [leave(), leave()];
		await records.seal([draft], settings);
		expect(flag()).toBe("until.0");
	});

	it("says that something waits while a rights request does", async () => {
		accepted();
		localStorage.setItem(key, choice);
		localStorage.setItem(`${key}-requests`, "0");
		await records.seal([leave()], collector);
		await vi.waitFor(async () => expect((await keysOf()).filter((each) => each.startsWith("outbox"))).toEqual([]));
		expect(flag()).toBe("until.0");
		localStorage.removeItem(`${key}-requests`);
		await records.resume(collector);
		await vi.waitFor(() => expect(flag()).toBe("1795262871863"));
	});

	it("is a time to wait for, while the collector fails", async () => {
		answer(() => Promise.reject(new TypeError("offline")));
		localStorage.setItem(key, choice);
		await records.seal([leave()], collector);
		await vi.waitFor(() => expect(flag()).toMatch(/^until\.\d{13}$/));
	});

	it("is nothing after everything was forgotten and sent", async () => {
		accepted();
		await records.seal([leave()], collector);
		await records.erase(collector);
		await vi.waitFor(() => expect(flag()).toBeNull());
	});

	it("is made good by resuming, where localStorage lost it with records still waiting", async () => {
		answer(() => Promise.reject(new TypeError("offline")));
		localStorage.setItem(key, choice);
		await records.seal([leave()], collector);
		records.dispose();
		localStorage.clear();
		localStorage.setItem(key, choice);
		accepted();
		records = openRecords(key, () => {});
		await records.resume(collector);
		await vi.waitFor(() => expect(flag()).toBe("1795262871863"));
		expect((await keysOf()).filter((each) => each.startsWith("outbox:"))).toEqual([]);
	});
});

describe("a choice for which localStorage had no room", () => {
	it("reaches IndexedDB all the same, where it was handed over with its draft", async () => {
		const text = "1.1795262871863.1810901271863.0.reject-all!analytics:refused:c08ek1";
		await records.seal([newDraft()], settings, text);
		expect(await (await openStore(key)).get("choice")).toBe(text);
	});
});

describe("a cookie that an older answer of the collector left", () => {
	it("is made anew by the next page", async () => {
		const choice = (method: string, at: number) => `1.${at}.1810901271863.0.${method}!analytics:granted:c08ek1`;
		localStorage.setItem(key, choice("save", 1795262871864));
		document.cookie = `${key}=${choice("accept-all", 1795262871863)};path=/`;
		await records.resume(settings);
		expect(document.cookie).toContain(choice("save", 1795262871864));
	});
});

describe("a database that does not answer", () => {
	it("is asked again by the next decision; until then the draft stays", async () => {
		vi.useFakeTimers({ toFake: ["setTimeout"] });
		const blocked = vi.spyOn(indexedDB, "open").mockReturnValue({} as IDBOpenDBRequest);
		const first = leave();
		const sealing = expect(records.seal([first], settings)).rejects.toThrow("does not answer");
		await vi.advanceTimersByTimeAsync(5000);
		await sealing;
		vi.useRealTimers();
		blocked.mockRestore();
		expect(localStorage.getItem(`${key}~${first.id}`)).not.toBeNull();
		expect(reports).toEqual([expect.stringContaining("record-unsealed")]);
		await records.resume(settings);
		expect(await records.all()).toHaveLength(1);
		expect(localStorage.getItem(`${key}~${first.id}`)).toBeNull();
	});
});

describe("the evidence for a receipt", () => {
	it("is every record, the words and settings behind them, and what was signed; never the secret", async () => {
		await records.seal([leave(), leave()], settings);
		const [first] = await records.all();
		await (await openStore(key)).write([[`signed:${first!.id}`, { id: first!.id }]]);
		const evidence = await records.evidence();
		expect(evidence.records).toEqual(await records.all());
		expect(evidence.acknowledgements).toEqual([{ id: first!.id }]);
		expect(Object.keys(evidence.notices)).toEqual([first!.notice.textHash]);
		expect(Object.keys(evidence.configs)).toEqual([first!.notice.configHash]);
		expect(evidence.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
		expect(JSON.stringify(evidence)).not.toContain(await (await openStore(key)).get<string>("secret"));
	});
});
