import { describe, expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import { BatchSchema, EnvelopeSchema, MAX_RECORD_BYTES, RecordSchema } from "../../../src/records/schema.ts";
import type { Batch, ConsentRecord } from "../../../types/record.ts";
import { newSecret, sampleRecord, sampleRecords } from "../collector/sample.ts";

const record = await sampleRecord(newSecret(), { vendors: { matomo: "granted" } });

/** The places at which the schema refuses a record with these changes; none when it takes it. */
function refusals(changes: object): string[] {
	return RecordSchema.safeParse({ ...record, ...changes }).error?.issues.map(({ path }) => path.join(".")) ?? [];
}

it("describes the same types as the vocabulary", () => {
	expectTypeOf<z.infer<typeof RecordSchema>>().toEqualTypeOf<ConsentRecord>();
	expectTypeOf<z.infer<typeof BatchSchema>>().toEqualTypeOf<Batch>();
	const there: ConsentRecord = {} as z.infer<typeof RecordSchema>;
	const back: z.infer<typeof RecordSchema> = {} as ConsentRecord;
	expect([there, back]).toHaveLength(2);
});

describe("a record", () => {
	it("passes unchanged", () => {
		expect(RecordSchema.parse(record)).toEqual(record);
	});

	it.each<[string, object]>([
		[
			"without a region, a rule table or words",
			{ region: null, rules: null, notice: { ...record.notice, textHash: null } },
		],
		["with the hash of its predecessor", { sequence: 1, previous: record.hash }],
		["of a clock that stands at 1970", { occurredAt: "1970-01-01T00:00:00.000Z" }],
		["with a purpose of 64 characters", { purposes: { ["p".repeat(64)]: "objected" } }],
	])("passes %s", (_, changes) => {
		expect(refusals(changes)).toEqual([]);
	});

	it.each<[string, object, string]>([
		["version 2", { version: 2 }, "version"],
		["a UUIDv4", { id: "8e03978e-40d5-43e8-bc93-6894a57f9324" }, "id"],
		["an id in capitals", { id: record.id.toUpperCase() }, "id"],
		["a negative sequence", { sequence: -1 }, "sequence"],
		["a sequence beyond 32 bits", { sequence: 2 ** 31 }, "sequence"],
		["a fraction of a sequence", { sequence: 0.5 }, "sequence"],
		["a hash of 42 characters", { hash: record.hash.slice(1) }, "hash"],
		["a subject outside base64url", { subject: `+${record.subject.slice(1)}` }, "subject"],
		["a site of 257 characters", { site: "s".repeat(257) }, "site"],
		["a local time", { occurredAt: "2026-11-21T09:00:00.000+01:00" }, "occurredAt"],
		["a time without milliseconds", { occurredAt: "2026-11-21T09:00:00Z" }, "occurredAt"],
		["the 30th of February", { expiresAt: "2026-02-30T09:00:00.000Z" }, "expiresAt"],
		["the year 0, which PostgreSQL does not know", { occurredAt: "0000-01-01T00:00:00.000Z" }, "occurredAt"],
		["the year 1969", { occurredAt: "1969-01-01T00:00:00.000Z" }, "occurredAt"],
		["an unknown method", { method: "scroll" }, "method"],
		["an unknown state", { purposes: { analytics: "maybe" } }, "purposes.analytics"],
		["a purpose with capitals", { purposes: { Analytics: "granted" } }, "purposes.Analytics"],
		["a purpose of 65 characters", { vendors: { ["p".repeat(65)]: "granted" } }, `vendors.${"p".repeat(65)}`],
		["an unknown key", { ip: "192.0.2.1" }, ""],
		["an unknown key further in", { signals: { gpc: true, dnt: true } }, "signals"],
		["NUL, which jsonb cannot hold", { site: "a\0b" }, "site"],
		["half a character, which UTF-8 cannot hold", { controller: "\ud83d" }, "controller"],
		["a key with NUL", { purposes: { "a\0": "granted" } }, "purposes.a\0"],
		["constructor as a purpose", { purposes: { constructor: "granted" } }, "purposes.constructor"],
	])("is refused with %s", (_, changes, path) => {
		expect(refusals(changes)).toEqual([path]);
	});

	it.each([
		["at its root", '{"__proto__":{"version":1}}', "__proto__"],
		["inside an object", '{"signals":{"gpc":true,"__proto__":1}}', "signals.__proto__"],
		["inside a list of states", '{"purposes":{"__proto__":"granted"}}', "purposes.__proto__"],
	])("is refused with __proto__ %s", (_, text, path) => {
		expect(refusals(JSON.parse(text))).toEqual([path]);
	});

	it("is refused above 32 KiB, counted in bytes", () => {
		const vendors = Object.fromEntries(Array.from({ length: 520 }, (_, i) => [`v${i}-${"x".repeat(40)}`, "granted"]));
		expect(JSON.stringify({ ...record, vendors }).length).toBeLessThanOrEqual(MAX_RECORD_BYTES);
		expect(refusals({ vendors })).toEqual([]);
		expect(refusals({ vendors, controller: "é".repeat(1024) })).toEqual([""]);
	});

	it("is refused, and overflows no stack, when it is nested 30,000 deep", () => {
		const deep = JSON.parse(`${'{"a":'.repeat(30_000)}1${"}".repeat(30_000)}`);
		expect(refusals({ notice: deep })).toHaveLength(1);
	});
});

describe("a batch", () => {
	it("holds 1 to 50 records and one secret", async () => {
		const secret = newSecret();
		const records = await sampleRecords(51, secret);
		const taken = (batch: object) => BatchSchema.safeParse(batch).success;
		expect(taken({ secret, records: records.slice(0, 50) })).toBe(true);
		expect(taken({ secret, records })).toBe(false);
		expect(taken({ secret, records: [] })).toBe(false);
		expect(taken({ secret: "short", records: [record] })).toBe(false);
		expect(taken({ secret, records: [record], note: "" })).toBe(false);
		expect(taken({ secret, records: [{}] })).toBe(false);
		expect(EnvelopeSchema.safeParse({ secret, records: [{}] }).success).toBe(true);
	});
});
