// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { collect } from "../../../src/records/collected.ts";
import { openRecords } from "../../../src/records/records.ts";
import { openStore } from "../../../src/records/store.ts";
import type { KeptRecord } from "../../../types/record.ts";
import { newSecret, sampleRecord } from "../collector/sample.ts";
import { settings } from "./draft.ts";

const ENDPOINT = "https://collect.example/yoursay";
const secret = newSecret();
const asked = vi.fn<typeof fetch>();
beforeEach(() => void asked.mockReset());
afterEach(() => vi.unstubAllGlobals());

const record = await sampleRecord(secret);
const entry: KeptRecord = {
	record,
	receivedAt: "2026-11-21T12:00:00.000Z",
	marks: ["gap", "clock"],
	gpc: true,
	acknowledgement: {
		id: record.id,
		hash: record.hash,
		receivedAt: "2026-11-21T12:00:00.000Z",
		kid: "k".repeat(43),
		signature: "s".repeat(86),
	},
};
const answer = (body: unknown, init?: ResponseInit) => asked.mockResolvedValue(Response.json(body, init));
const read = () => collect(ENDPOINT, secret, asked);

describe("what a collector holds of a browser", () => {
	it("is asked for with the browser's secret, in no address, and is whole", async () => {
		answer({ records: [entry], more: 1 });
		expect(await read()).toEqual([entry]);
		const [url, init] = asked.mock.calls[0]!;
		expect(url).toBe(`${ENDPOINT}/records`);
		expect(init).toMatchObject({
			headers: { authorization: `Bearer ${secret}` },
			referrerPolicy: "no-referrer",
			redirect: "error",
		});
	});

	it("may be nothing", async () => {
		answer({ records: [] });
		expect(await read()).toEqual([]);
	});

	it("holds nothing beside", async () => {
		answer({ records: [{ ...entry, html: "<b>" }] });
		expect(await read()).toEqual([entry]);
	});

	it.each<[string, unknown]>([
		["no list", { records: "all" }],
		["null", null],
		["an entry that is null", { records: [null] }],
		["an entry without a record", { records: [{ ...entry, record: undefined }] }],
		["a record that is a text", { records: [{ ...entry, record: "x" }] }],
		["a record of no time", { records: [{ ...entry, record: { ...record, occurredAt: "then" } }] }],
		["a record that never ends", { records: [{ ...entry, record: { ...record, expiresAt: {} } }] }],
		["a record with no place in the chain", { records: [{ ...entry, record: { ...record, sequence: "first" } }] }],
		["a record without purposes", { records: [{ ...entry, record: { ...record, purposes: null } }] }],
		["a purpose that is a list", { records: [{ ...entry, record: { ...record, purposes: { analytics: [] } } }] }],
		["a name without end", { records: [{ ...entry, record: { ...record, controller: "x".repeat(1001) } }] }],
		["an unknown mark", { records: [{ ...entry, marks: ["odd"] }] }],
		["marks that are none", { records: [{ ...entry, marks: null }] }],
		["a signal that is a word", { records: [{ ...entry, gpc: "yes" }] }],
		["an acknowledgement that is none", { records: [{ ...entry, acknowledgement: null }] }],
		["receipt at no time", { records: [{ ...entry, receivedAt: "then" }] }],
	])("is an error where the answer has %s", async (_, body) => {
		answer(body);
		await expect(read()).rejects.toThrow("status 200");
	});

	it("is an error where the collector cannot be reached, or will not say", async () => {
		asked.mockRejectedValue(new TypeError("Failed to fetch"));
		await expect(read()).rejects.toThrow("TypeError");
		answer({ records: [] }, { status: 401 });
		await expect(read()).rejects.toThrow("status 401");
		asked.mockResolvedValue(new Response(new Uint8Array(33 * 1024 * 1024)));
		await expect(read()).rejects.toThrow("status 200");
	});

	it("is null without an endpoint, or without a secret", async () => {
		vi.stubGlobal("fetch", asked);
		answer({ records: [entry] });
		const key = "yoursay_collected";
		const records = openRecords(key, () => {});
		expect(await records.collected({ ...settings, endpoint: ENDPOINT })).toBeNull();
		await (await openStore(key)).write([["secret", secret]]);
		expect(await records.collected(settings)).toBeNull();
		expect(asked).not.toHaveBeenCalled();
		expect(await records.collected({ ...settings, endpoint: ENDPOINT })).toEqual([entry]);
		records.dispose();
	});
});
