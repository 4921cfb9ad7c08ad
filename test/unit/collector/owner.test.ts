import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CollectorError, createCollector, type MarkedRecord } from "../../../src/collector/collector.ts";
import { createSqlStore } from "../../../src/collector/sql-store.ts";
import type { Store } from "../../../src/collector/store.ts";
import { canonical, digest } from "../../../src/core/canonical.ts";
import { isAcknowledged } from "../../../src/records/acknowledgement.ts";
import type { BatchReply, ConsentRecord, KeptRecord } from "../../../types/record.ts";
import { at, NOON, newSecret, sampleRecord, sampleRecords } from "./sample.ts";

const BASE = "https://collect.example/yoursay";
const SHOP = "https://shop.example";
const ownerToken = "owner-token-of-the-example";
const DAY = 24 * 60;

let database: PGlite;
let store: Store;
let minutes = 0;
let errors: CollectorError[] = [];
let collect: (request: Request) => Promise<Response>;

beforeAll(async () => {
	database = await PGlite.create();
	store = await createSqlStore((sql, params) => database.query(sql, params), 1);
}, 60_000);
afterAll(() => database?.close());
beforeEach(async () => {
	minutes = 0;
	errors = [];
	for (const { record } of await store.list({ limit: 1000 })) await store.erase(record.subject);
	await database.exec("delete from yoursay_keys; delete from yoursay_notices");
	collect = handler();
});

const handler = (changes: { store?: Store; ownerToken?: string } = {}) =>
	createCollector({
		store,
		origins: [SHOP],
		ownerToken,
		now: () => NOON + minutes * 60_000,
		onError: (error) => errors.push(error),
		...changes,
	});

const call = (path: string, init: RequestInit = {}) => collect(new Request(`${BASE}${path}`, init));
const asOwner = { authorization: `Bearer ${ownerToken}` };
const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });

async function send(secret: string, records: ConsentRecord[], more: HeadersInit = []): Promise<BatchReply> {
	const headers = new Headers(more);
	headers.set("content-type", "application/json");
	const response = await call("/records", { method: "POST", headers, body: JSON.stringify({ secret, records }) });
	return (await response.json()) as BatchReply;
}
async function own(secret: string): Promise<(KeptRecord & MarkedRecord)[]> {
	return ((await (await call("/records", bearer(secret))).json()) as { records: (KeptRecord & MarkedRecord)[] })
		.records;
}
async function keys(): Promise<(JsonWebKey & { kid: string })[]> {
	return ((await (await call("/keys")).json()) as { keys: (JsonWebKey & { kid: string })[] }).keys;
}

describe("an acknowledgement", () => {
	it("is signed by a key that everybody can have", async () => {
		const secret = newSecret();
		const { acknowledgements } = await send(secret, await sampleRecords(3, secret));
		expect(acknowledgements).toHaveLength(3);
		for (const each of acknowledgements) expect(await isAcknowledged(each, await keys())).toBe(true);
	});

	it.each(["id", "hash", "receivedAt", "kid", "signature"] as const)(
		"is worth nothing with another %s",
		async (name) => {
			const secret = newSecret();
			const [first] = (await send(secret, await sampleRecords(1, secret))).acknowledgements;
			const value = first![name];
			const altered = `${value[0] === "0" ? "1" : "0"}${value.slice(1)}`;
			expect(await isAcknowledged({ ...first!, [name]: altered }, await keys())).toBe(false);
		},
	);

	it("outlives its key: the next one signs, the old one's public half stays, its private half goes", async () => {
		const secret = newSecret();
		const [first, second] = await sampleRecords(2, secret);
		const old = (await send(secret, [first!])).acknowledgements[0]!;
		minutes = 90 * DAY;
		const young = (await send(secret, [second!])).acknowledgements[0]!;
		expect(young.kid).not.toBe(old.kid);
		const published = await keys();
		expect(published.map(({ kid }) => kid)).toEqual([young.kid, old.kid]);
		expect(await isAcknowledged(old, published)).toBe(true);
		expect(await isAcknowledged(young, published)).toBe(true);
		expect((await store.keys()).map(({ privateKey }) => privateKey !== null)).toEqual([true, false]);
	});

	it("stays with a key until it is due, and then of many handlers one makes the next", async () => {
		const before = (await keys())[0]!.kid;
		minutes = 90 * DAY - 1;
		expect((await keys()).map(({ kid }) => kid)).toEqual([before]);
		minutes = 90 * DAY;
		const handlers = Array.from({ length: 10 }, () => handler());
		const sets = await Promise.all(
			handlers.map(async (each) => (await each(new Request(`${BASE}/keys`))).json() as Promise<{ keys: unknown[] }>),
		);
		for (const set of sets) expect(set.keys).toEqual(sets[0]!.keys);
		expect(sets[0]!.keys).toHaveLength(2);
	});

	it("is made with another handler's new key within minutes", async () => {
		const secret = newSecret();
		const records = await sampleRecords(3, secret);
		const first = (await send(secret, [records[0]!])).acknowledgements[0]!;
		await database.exec("update yoursay_keys set created_at = created_at - interval '100 days'");
		await handler()(new Request(`${BASE}/keys`));
		expect((await send(secret, [records[1]!])).acknowledgements[0]!.kid).toBe(first.kid);
		minutes = 5;
		const late = (await send(secret, [records[2]!])).acknowledgements[0]!;
		expect(late.kid).not.toBe(first.kid);
		expect(await isAcknowledged(late, await keys())).toBe(true);
	});
});

describe("the public keys", () => {
	it("are a JWK Set without a private member, for every page, kept for five minutes", async () => {
		const response = await call("/keys", { headers: { origin: "https://anyone.example" } });
		expect(response.status).toBe(200);
		expect(response.headers.get("content-type")).toBe("application/jwk-set+json");
		expect(response.headers.get("access-control-allow-origin")).toBe("*");
		expect(response.headers.get("cache-control")).toBe("public, max-age=300");
		const { keys } = (await response.json()) as { keys: object[] };
		expect(keys.map((key) => Object.keys(key).sort())).toEqual([["alg", "crv", "kid", "kty", "use", "x", "y"]]);
	});
});

describe("a visitor's own records", () => {
	it("are given to whoever has the secret, the oldest first, with marks and a signature", async () => {
		const secret = newSecret();
		const first = await sampleRecord(secret);
		const second = await sampleRecord(secret, { sequence: 2, previous: first.hash });
		await send(secret, [first]);
		minutes = 1;
		await send(secret, [second]);
		const records = await own(secret);
		expect(records.map(({ record, receivedAt, marks }) => ({ record, receivedAt, marks }))).toEqual([
			{ record: first, receivedAt: at(0), marks: [] },
			{ record: second, receivedAt: at(1), marks: ["gap"] },
		]);
		for (const { record, acknowledgement } of records) {
			expect(acknowledgement).toMatchObject({ id: record.id, hash: record.hash });
			expect(await isAcknowledged(acknowledgement, await keys())).toBe(true);
		}
	});

	it("say where the browser's signal came with them, and mark the record that does not know of it", async () => {
		const secret = newSecret();
		const silent = await sampleRecord(secret);
		const knowing = await sampleRecord(secret, { sequence: 1, previous: silent.hash, signals: { gpc: true } });
		expect(await send(secret, [silent, knowing], { "sec-gpc": "1" })).toMatchObject({ accepted: 2, rejected: [] });
		expect((await own(secret)).map(({ gpc, marks }) => [gpc, marks])).toEqual([
			[true, ["signal"]],
			[true, []],
		]);
		minutes = 1;
		expect((await exported()).lines.map(({ gpc, marks }) => [gpc, marks])).toEqual([
			[true, ["signal"]],
			[true, []],
		]);
		const report = await (await call("/report", { headers: asOwner })).json();
		expect(report).toMatchObject({ gpc: [{ value: "true", records: 2 }], marks: { signal: 1 } });
	});

	it("are none for another's secret, nor for the subject itself", async () => {
		const secret = newSecret();
		await send(secret, await sampleRecords(2, secret));
		expect(await own(newSecret())).toEqual([]);
		expect(await own(await digest(secret))).toEqual([]);
	});

	it.each([500, 501, 1100])("come whole, however many: %i", async (many) => {
		const secret = newSecret();
		const records = await sampleRecords(many, secret);
		for (let start = 0; start < many; start += 50) await send(secret, records.slice(start, start + 50));
		expect((await own(secret)).map(({ record }) => record)).toEqual(records);
	});

	it("may be asked for from an origin on the list", async () => {
		const response = await call("/records", { headers: { origin: SHOP, ...bearer(newSecret()).headers } });
		expect(response.status).toBe(200);
		expect(response.headers.get("access-control-allow-origin")).toBe(SHOP);
		expect(response.headers.get("cache-control")).toBe("no-store");
	});
});

const shown = { view: "ask", layout: "box", language: "de", words: ["Ihre Daten", "Alle annehmen"] };
const put = async (body: object, hash?: string, headers: Record<string, string> = asOwner) =>
	call(`/notices/${hash ?? (await digest(canonical(body)))}`, {
		method: "PUT",
		headers: { "content-type": "application/json", ...headers },
		body: JSON.stringify(body),
	});

describe("words and settings", () => {
	it("are kept under their hash once, whatever the order of their keys", async () => {
		expect((await put(shown)).status).toBe(201);
		expect((await put(Object.fromEntries(Object.entries(shown).reverse()))).status).toBe(204);
	});

	it("of another hash are refused", async () => {
		const response = await put({ ...shown, layout: "bar" }, await digest(canonical(shown)));
		expect(response.status).toBe(422);
		expect(await store.notices([await digest(canonical(shown))])).toEqual(new Map());
	});

	it("may be as large as a thousand vendors, and hold any character", async () => {
		const large = { words: ["\u{1f600}\0\ud800", "x".repeat(250_000)] };
		expect((await put(large)).status).toBe(201);
		const [kept] = (await store.notices([await digest(canonical(large))])).values();
		expect(JSON.parse(kept!)).toEqual(large);
	});
});

async function exported(query = "", signal?: AbortSignal) {
	const response = await call(`/records.ndjson${query}`, { headers: asOwner, signal });
	const text = await response.text();
	return {
		response,
		lines: text
			.split("\n")
			.slice(0, -1)
			.map((line) => JSON.parse(line)),
	};
}

describe("the export", () => {
	it("joins each record with its words and settings, or null", async () => {
		const settings = { purposes: [], key: "yoursay" };
		const [textHash, configHash] = [await digest(canonical(shown)), await digest(canonical(settings))];
		await put(shown);
		await put(settings);
		const secret = newSecret();
		const notice = { language: "de", policyVersion: null };
		const first = await sampleRecord(secret, { notice: { ...notice, textHash, configHash } });
		const second = await sampleRecord(secret, {
			sequence: 1,
			previous: first.hash,
			notice: { ...notice, textHash: await digest("lost"), configHash: null },
		});
		await send(secret, [first, second]);
		minutes = 1;
		const { response, lines } = await exported();
		expect(response.headers.get("content-type")).toBe("application/x-ndjson");
		expect(lines).toEqual([
			{ record: first, receivedAt: at(0), gpc: false, marks: [], notice: shown, config: settings },
			{ record: second, receivedAt: at(0), gpc: false, marks: [], notice: null, config: null },
		]);
	});

	it("has every record once, over many pages", async () => {
		const secret = newSecret();
		const records = await sampleRecords(450, secret);
		for (let start = 0; start < 450; start += 50) await send(secret, records.slice(start, start + 50));
		minutes = 1;
		expect((await exported()).lines.map(({ record }) => record.id)).toEqual(records.map(({ id }) => id));
	});

	it("takes a query, and ends at the moment it began", async () => {
		for (const [minute, site] of ["a.example", "b.example", "a.example", "a.example"].entries()) {
			minutes = minute;
			const secret = newSecret();
			await send(secret, [await sampleRecord(secret, { site })]);
		}
		const times = async (query: string) => (await exported(query)).lines.map(({ receivedAt }) => receivedAt);
		expect(await times(`?since=${at(1)}&site=a.example`)).toEqual([at(2)]);
		expect(await times("?until=2026-11-21T12:01Z")).toEqual([at(0)]);
		expect(await times("?since=2026-11-22")).toEqual([]);
	});

	it("reads no further once its reader is gone", async () => {
		const secret = newSecret();
		const records = await sampleRecords(450, secret);
		for (let start = 0; start < 450; start += 50) await send(secret, records.slice(start, start + 50));
		minutes = 1;
		let pages = 0;
		const counting = {
			...store,
			read: (options: Parameters<Store["read"]>[0]) => store.read(options).finally(() => (pages += 1)),
		};
		collect = handler({ store: counting });
		const response = await call("/records.ndjson", { headers: asOwner });
		const reader = response.body!.getReader();
		await reader.read();
		await reader.cancel();
		expect(pages).toBe(1);
		const whole = await call("/records.ndjson", { headers: asOwner });
		await whole.text();
		expect(pages).toBe(4);
	});

	it("is 503 where the store fails at once, and breaks off where it fails later", async () => {
		const secret = newSecret();
		const records = await sampleRecords(250, secret);
		for (let start = 0; start < 250; start += 50) await send(secret, records.slice(start, start + 50));
		minutes = 1;
		let left = 1;
		const failing = {
			...store,
			read: async (options: Parameters<Store["read"]>[0]) => {
				if ((left -= 1) < 0) throw new Error(`gone with ${secret}`.replace(secret, "nothing"));
				return store.read(options);
			},
		};
		collect = handler({ store: failing });
		const broken = await call("/records.ndjson", { headers: asOwner });
		expect(broken.status).toBe(200);
		await expect(broken.text()).rejects.toThrow();
		expect((await call("/records.ndjson", { headers: asOwner })).status).toBe(503);
		expect(errors.map(({ code, where }) => [code, where])).toEqual([
			["store-failed", "records.ndjson"],
			["store-failed", "records.ndjson"],
		]);
	});
});

describe("the report", () => {
	it("holds counts, and nothing that names anyone", async () => {
		const secret = newSecret();
		const records = await sampleRecords(2, secret);
		await send(secret, records);
		const response = await call("/report?since=2026-11-21&site=shop.example", { headers: asOwner });
		const text = await response.text();
		expect(JSON.parse(text)).toMatchObject({
			createdAt: at(0),
			since: "2026-11-21T00:00:00.000Z",
			site: "shop.example",
			records: 2,
			subjects: 1,
			methods: [{ value: "reject-all", records: 2 }],
			marks: { fork: 0, gap: 1, restart: 1, clock: 0, signal: 0 },
		});
		for (const { id, hash, subject } of records) {
			for (const name of [id, hash, subject]) expect(text).not.toContain(name);
		}
	});

	it.each([
		["since=yesterday", ["since"]],
		["since=2026-02-31", ["since"]],
		["until=2026-11-21T25:00Z", ["until"]],
		["since=2026-11-22&until=2026-11-21", ["until"]],
		["site=a&site=b", ["site"]],
		[`site=${"s".repeat(257)}`, ["site"]],
		["form=2026-11-21", ["form"]],
		[`since=&${"x".repeat(40)}=1`, ["(a parameter)", "since"]],
	])("and the export refuse ?%s", async (query, paths) => {
		for (const path of ["/report", "/records.ndjson"]) {
			const response = await call(`${path}?${query}`, { headers: asOwner });
			expect(response.status).toBe(400);
			const { errors: found } = (await response.json()) as { errors: { path: string }[] };
			expect(found.map(({ path }) => path).sort()).toEqual(paths);
		}
	});
});

const ownersCalls = [
	["GET", "/report"],
	["GET", "/records.ndjson"],
	["PUT", `/notices/${"A".repeat(43)}`],
] as const;

describe.each(ownersCalls)("%s %s", (method, path) => {
	it("is 401 without the owner's token, and with one that is nearly it", async () => {
		for (const authorization of [
			undefined,
			"Bearer",
			`Bearer ${ownerToken}x`,
			`Bearer ${ownerToken.slice(1)}`,
			`Basic ${ownerToken}`,
		]) {
			const response = await call(path, { method, headers: authorization ? { authorization } : {} });
			expect(response.status).toBe(401);
			expect(response.headers.get("www-authenticate")).toMatch(/^Bearer realm="yoursay"/);
		}
	});

	it("is 403 where the collector has no such token, and says so", async () => {
		collect = handler({ ownerToken: undefined });
		const response = await call(path, { method, headers: { authorization: "Bearer undefined" } });
		expect(response.status).toBe(403);
		expect(((await response.json()) as { detail: string }).detail).toContain("ownerToken");
	});

	it("sends no CORS header to anyone, not even on a preflight", async () => {
		const requests: RequestInit[] = [
			{ method, headers: { origin: SHOP, ...asOwner } },
			{ method: "OPTIONS", headers: { origin: SHOP, "access-control-request-method": method } },
			{ method, headers: { origin: SHOP } },
		];
		for (const request of requests) {
			const { headers } = await call(path, request);
			expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
			expect(headers.get("cache-control")).toBe("no-store");
		}
	});
});
