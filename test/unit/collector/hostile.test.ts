import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createCollector } from "../../../src/collector/collector.ts";
import { canonical, digest } from "../../../src/core/canonical.ts";
import type { BatchReply, ConsentRecord } from "../../../types/record.ts";
import { memoryStore } from "./memory-store.ts";
import { at, NOON, newSecret, sampleRecord } from "./sample.ts";

const BASE = "https://collect.example/yoursay";
const SHOP = "https://shop.example";
const ADDRESS = "198.51.100.77";
const ownerToken = "owner-token-of-the-example";

/** What there is to attack with: a secret, records of it, and another browser's. */
interface Arms {
	secret: string;
	good: ConsentRecord;
	theirs: ConsentRecord;
	theirSecret: string;
}

/** What is sent: the body as JSON unless it is a text or bytes. */
interface Attack {
	method?: string;
	path?: string;
	headers?: Record<string, string>;
	body?: unknown;
}

const batch =
	(change: (arms: Arms) => unknown) =>
	async (arms: Arms): Promise<Attack> => ({ body: { secret: arms.secret, records: await change(arms) } });
const altered = (changes: object) => batch(({ good }) => [{ ...good, ...changes }]);
const sealed = (changes: object) =>
	batch(async ({ secret }) => [await sampleRecord(secret, changes as Partial<ConsentRecord>)]);
const headers =
	(more: Record<string, string>) =>
	({ good, secret }: Arms): Attack => ({
		headers: more,
		body: { secret, records: [good] },
	});
const owner =
	(attack: Attack, token = ownerToken) =>
	(): Attack => ({
		...attack,
		headers: { authorization: `Bearer ${token}`, ...attack.headers },
	});
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

/** [what, the call, the status, what the problem says]. */
const refusedWhole: [string, (arms: Arms) => Attack | Promise<Attack>, number, RegExp][] = [
	["no body", () => ({}), 400, /not JSON/],
	["half a JSON", () => ({ body: '{"secret":' }), 400, /not JSON/],
	["bytes that are no UTF-8", () => ({ body: new Uint8Array([0x7b, 0xc3, 0x28, 0x7d]) }), 400, /UTF-8/],
	["UTF-16", () => ({ body: new Uint8Array([0xff, 0xfe, 0x7b, 0x00]) }), 400, /UTF-8/],
	[
		"a form",
		() => ({ headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=b" }),
		415,
		/application\/json/,
	],
	[
		"plain text, which needs no preflight",
		() => ({ headers: { "content-type": "text/plain" }, body: "{}" }),
		415,
		/application\/json/,
	],
	["no content type", () => ({ headers: { "content-type": "" }, body: "{}" }), 415, /application\/json/],
	[
		"JSON of another kind",
		() => ({ headers: { "content-type": "application/problem+json" }, body: "{}" }),
		415,
		/application\/json/,
	],
	["a compressed body", () => ({ headers: { "content-encoding": "gzip" }, body: "{}" }), 415, /content encoding/],
	["a body of 61,441 bytes", () => ({ body: " ".repeat(61_441) }), 413, /61440 bytes/],
	[
		"a content length that is too large",
		() => ({ headers: { "content-length": "999999" }, body: "{}" }),
		413,
		/61440 bytes/,
	],
	["null", () => ({ body: null }), 422, /not a batch/],
	["a list", () => ({ body: [] }), 422, /not a batch/],
	["a number", () => ({ body: 7 }), 422, /not a batch/],
	["a text", () => ({ body: '"secret"' }), 422, /not a batch/],
	["nothing in an object", () => ({ body: {} }), 422, /not a batch/],
	["a nesting of 20,000", () => ({ body: nested(10_000) }), 422, /not a batch/],
	["no secret", ({ good }) => ({ body: { records: [good] } }), 422, /not a batch/],
	[
		"a secret that is too short",
		({ good, secret }) => ({ body: { secret: secret.slice(1), records: [good] } }),
		422,
		/not a batch/,
	],
	[
		"a secret that is a list",
		({ good, secret }) => ({ body: { secret: [secret], records: [good] } }),
		422,
		/not a batch/,
	],
	[
		"a secret with a padding",
		({ good, secret }) => ({ body: { secret: `${secret}=`, records: [good] } }),
		422,
		/not a batch/,
	],
	["no records", ({ secret }) => ({ body: { secret } }), 422, /not a batch/],
	["an empty list of records", batch(() => []), 422, /not a batch/],
	["51 records", batch(({ good }) => Array(51).fill({ id: good.id })), 422, /not a batch/],
	["records that are an object", batch(({ good }) => ({ 0: good, length: 1 })), 422, /not a batch/],
	[
		"an unknown key beside them",
		({ good, secret }) => ({ body: { secret, records: [good], admin: true } }),
		422,
		/not a batch/,
	],
	[
		"a __proto__ beside them",
		({ good, secret }) => ({ body: `{"secret":"${secret}","records":[${JSON.stringify(good)}],"__proto__":{}}` }),
		422,
		/not a batch/,
	],
	["a record without an id", altered({ id: undefined }), 422, /not a batch/],
	["a record whose id is SQL", altered({ id: "'; drop table yoursay_records; --" }), 422, /not a batch/],
	["a record that is null", batch(({ good }) => [good, null]), 422, /not a batch/],
	["a foreign origin", headers({ origin: "https://evil.example" }), 403, /origin/],
	["the null origin of a sandboxed frame", headers({ origin: "null" }), 403, /origin/],
	["an allowed origin over plain http", headers({ origin: "http://shop.example" }), 403, /origin/],
	["an allowed origin on another port", headers({ origin: `${SHOP}:444` }), 403, /origin/],
	[
		"an allowed origin as somebody's subdomain",
		headers({ origin: "https://shop.example.evil.example" }),
		403,
		/origin/,
	],
	["an allowed origin in upper case", headers({ origin: "https://SHOP.example" }), 403, /origin/],
	[
		"a preflight of a foreign origin",
		() => ({ method: "OPTIONS", headers: { origin: "https://evil.example" } }),
		403,
		/origin/,
	],
	[
		"another's records from a foreign origin",
		({ theirSecret }) => ({
			method: "GET",
			headers: { origin: "https://evil.example", authorization: `Bearer ${theirSecret}` },
		}),
		403,
		/origin/,
	],
	["own records without a secret", () => ({ method: "GET" }), 401, /secret/],
	[
		"own records with a secret in the query",
		({ theirSecret }) => ({ method: "GET", path: `/records?secret=${theirSecret}` }),
		401,
		/secret/,
	],
	[
		"own records with another scheme",
		({ theirSecret }) => ({ method: "GET", headers: { authorization: `Basic ${theirSecret}` } }),
		401,
		/secret/,
	],
	[
		"own records with half a secret",
		({ theirSecret }) => ({ method: "GET", headers: { authorization: `Bearer ${theirSecret.slice(9)}` } }),
		401,
		/secret/,
	],
	[
		"own records with the owner's token",
		() => ({ method: "GET", headers: { authorization: `Bearer ${ownerToken}` } }),
		401,
		/secret/,
	],
	["DELETE on records", () => ({ method: "DELETE" }), 405, /OPTIONS, GET, POST/],
	["PUT on records", () => ({ method: "PUT" }), 405, /OPTIONS, GET, POST/],
	["a method of no name", () => ({ method: "CONSTRUCTOR" }), 405, /OPTIONS, GET, POST/],
	["POST on keys", () => ({ method: "POST", path: "/keys" }), 405, /OPTIONS, GET/],
	["the path of an object's own member", () => ({ path: "/__proto__" }), 404, /no such call/],
	["a path with a slash too many", () => ({ path: "/records/" }), 404, /no such call/],
	["a path with an escaped letter", () => ({ path: "/record%73" }), 404, /no such call/],
	["a path that climbs", () => ({ path: "/../../etc/passwd" }), 404, /no such call/],
	["the report without a token", () => ({ method: "GET", path: "/report" }), 401, /owner's token/],
	[
		"the report with a visitor's secret",
		({ theirSecret }) => ({ method: "GET", path: "/report", headers: { authorization: `Bearer ${theirSecret}` } }),
		401,
		/owner's token/,
	],
	[
		"the report with a token in the query",
		() => ({ method: "GET", path: `/report?token=${ownerToken}` }),
		401,
		/owner's token/,
	],
	["the report with a bad query", owner({ method: "GET", path: "/report?since=1" }), 400, /query/],
	["POST on the report", owner({ method: "POST", path: "/report" }), 405, /OPTIONS, GET/],
	["the export without a token", () => ({ method: "GET", path: "/records.ndjson" }), 401, /owner's token/],
	[
		"the export with a token that ends early",
		owner({ method: "GET", path: "/records.ndjson" }, ownerToken.slice(0, -1)),
		401,
		/owner's token/,
	],
	[
		"words without a token",
		() => ({ method: "PUT", path: `/notices/${"A".repeat(43)}`, body: {} }),
		401,
		/owner's token/,
	],
	["words under a hash that is none", owner({ method: "PUT", path: "/notices/abc", body: {} }), 404, /no such call/],
	[
		"words under another's hash",
		owner({ method: "PUT", path: `/notices/${"A".repeat(43)}`, body: { words: [] } }),
		422,
		/hash/,
	],
	[
		"words that are a list",
		owner({ method: "PUT", path: `/notices/${"A".repeat(43)}`, body: [] }),
		422,
		/no JSON object/,
	],
	[
		"words nested too deep",
		owner({ method: "PUT", path: `/notices/${"A".repeat(43)}`, body: nested(17) }),
		422,
		/nested/,
	],
	[
		"words nested 40,000 deep",
		owner({ method: "PUT", path: `/notices/${"A".repeat(43)}`, body: nested(40_000) }),
		422,
		/nested/,
	],
	[
		"words that are too large",
		owner({ method: "PUT", path: `/notices/${"A".repeat(43)}`, body: " ".repeat(262_145) }),
		413,
		/262144 bytes/,
	],
	[
		"words as plain text",
		owner({ method: "PUT", path: `/notices/${"A".repeat(43)}`, body: "{}", headers: { "content-type": "text/plain" } }),
		415,
		/application\/json/,
	],
	["DELETE on words", owner({ method: "DELETE", path: `/notices/${"A".repeat(43)}` }), 405, /OPTIONS, PUT/],
];

/** Batches that are answered with 200, their bad record rejected: [what, the call, the code]. */
const refusedAlone: [string, (arms: Arms) => Promise<Attack>, string][] = [
	["another's record, replayed under an own secret", batch(({ theirs }) => [theirs]), "subject"],
	[
		"another's record with an own subject",
		batch(async ({ theirs, secret }) => [{ ...theirs, subject: await digest(secret) }]),
		"hash",
	],
	["a refusal turned into a grant", altered({ purposes: { necessary: "granted", analytics: "granted" } }), "hash"],
	[
		"an automated answer passed off as a person's",
		async ({ secret }) => ({
			body: { secret, records: [{ ...(await sampleRecord(secret, { automated: true })), automated: false }] },
		}),
		"hash",
	],
	["a hash of nothing", altered({ hash: "A".repeat(43) }), "hash"],
	["no hash", altered({ hash: undefined }), "invalid"],
	[
		"a record under another's id after its own",
		async ({ secret, good }) => ({
			body: { secret, records: [good, await sampleRecord(secret, { id: good.id, method: "accept-all" })] },
		}),
		"conflict",
	],
	["a UUID of version 4", sealed({ id: "8e03978e-40d5-43e8-bc93-6894a57f9324" }), "invalid"],
	["version 2", sealed({ version: 2 as never }), "invalid"],
	["an IP address smuggled in", sealed({ ip: ADDRESS } as never), "invalid"],
	["a __proto__ smuggled in", sealed({ purposes: JSON.parse('{"__proto__":"granted"}') }), "invalid"],
	["a state that there is not", sealed({ purposes: { analytics: "yes" as never } }), "invalid"],
	["a time of another zone", sealed({ occurredAt: "2026-11-21T12:00:00.000+01:00" }), "invalid"],
	["a time that is none", sealed({ expiresAt: "2026-02-30T12:00:00.000Z" }), "invalid"],
	["a sequence below nought", sealed({ sequence: -1 }), "invalid"],
	["a sequence beyond what is counted", sealed({ sequence: 2 ** 31 }), "invalid"],
	[
		"a record of 33 KiB",
		sealed({
			purposes: Object.fromEntries(
				Array.from({ length: 900 }, (_, n) => [`p${n}-${"x".repeat(20)}`, "granted"]),
			) as never,
		}),
		"invalid",
	],
	["a null character", sealed({ controller: "a\0b" }), "invalid"],
];

let arms: Arms;
let collect: (request: Request) => Promise<Response>;
let store = memoryStore();
const logged: string[] = [];
const told: string[] = [];
const sentSecrets: string[] = [];

beforeAll(() => {
	for (const level of ["log", "info", "warn", "error", "debug"] as const) {
		vi.spyOn(console, level).mockImplementation((...parts) => void logged.push(parts.map(String).join(" ")));
	}
});
afterAll(() => void vi.restoreAllMocks());
beforeEach(async () => {
	store = memoryStore();
	const [secret, theirSecret] = [newSecret(), newSecret()];
	arms = { secret, theirSecret, good: await sampleRecord(secret), theirs: await sampleRecord(theirSecret) };
	await store.insert([arms.theirs], at(0));
	sentSecrets.push(secret, theirSecret, arms.good.subject, arms.good.id, arms.good.hash, arms.theirs.subject);
	collect = createCollector({
		store,
		origins: [SHOP],
		ownerToken,
		addressOf: () => ADDRESS,
		now: () => NOON,
		onError: (error) => told.push(`${error.message}\n${error.stack}\n${JSON.stringify(error)}`),
	});
});

function attackWith({ method = "POST", path = "/records", headers = {}, body }: Attack): Promise<Response> {
	const text = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
	const request = new Request(`${BASE}${path}`, {
		method,
		headers: { "content-type": "application/json", ...headers },
		...(method !== "GET" && method !== "OPTIONS" && body !== undefined && { body: text as BodyInit }),
	});
	return collect(request);
}

it("there are more than 60 attacks in these tables", () => {
	expect(refusedWhole.length + refusedAlone.length).toBeGreaterThan(80);
});

describe("nothing is kept of", () => {
	it.each(refusedWhole)("%s", async (_, attack, status, detail) => {
		const response = await attackWith(await attack(arms));
		const text = await response.text();
		expect(response.headers.get("content-type")).toBe("application/problem+json");
		expect(JSON.parse(text)).toMatchObject({ type: "about:blank", status, detail: expect.stringMatching(detail) });
		expect(response.status).toBe(status);
		expect(response.headers.get("cache-control")).toBe("no-store");
		expect(response.headers.get("referrer-policy")).toBe("no-referrer");
		expect(response.headers.get("x-content-type-options")).toBe("nosniff");
		expect(response.headers.get("set-cookie")).toBeNull();
		if (status === 403 || status === 404) expect(response.headers.get("access-control-allow-origin")).toBeNull();
		for (const quoted of [...sentSecrets, ADDRESS, ownerToken]) expect(text).not.toContain(quoted);
		expect([...store.rows.values()].map(({ record }) => record)).toEqual([arms.theirs]);
	});
});

describe("a batch is answered, and its record rejected, for", () => {
	it.each(refusedAlone)("%s", async (_, attack, code) => {
		const response = await attackWith(await attack(arms));
		expect(response.status).toBe(200);
		const text = await response.text();
		const reply = JSON.parse(text) as BatchReply;
		expect(reply.rejected.map((each) => each.code)).toEqual([code]);
		expect(reply.acknowledgements).toHaveLength(reply.accepted);
		for (const quoted of [arms.secret, arms.theirSecret, ADDRESS, ownerToken]) expect(text).not.toContain(quoted);
		expect(store.rows.get(arms.theirs.id)?.record).toEqual(arms.theirs);
		expect(store.rows.size).toBe(1 + reply.accepted);
	});
});

it("a failing store is told of without anything a visitor sent", async () => {
	const failure = `duplicate key (${arms.good.subject}) from ${ADDRESS}`;
	store.failing = Object.assign(new Error(failure), { code: "23505", detail: arms.good.id });
	const response = await attackWith({ body: { secret: arms.secret, records: [arms.good] } });
	expect(response.status).toBe(503);
	expect(await response.text()).not.toContain(arms.good.subject);
	expect(told.join()).toContain("SQLSTATE 23505");
});

it("words that are true are taken, so the tests above refuse for the reason they name", async () => {
	let kept = "";
	store.addNotice = async (_, body) => {
		kept = body;
		return true;
	};
	const body = { words: ["a"] };
	const attack = owner({ method: "PUT", path: `/notices/${await digest(canonical(body))}`, body })();
	expect((await attackWith(attack)).status).toBe(201);
	expect(kept).toBe('{"words":["a"]}');
});

it("during all of it nothing was logged or told that names anyone", () => {
	const everything = [...logged, ...told].join("\n");
	expect(sentSecrets.length).toBeGreaterThan(400);
	expect(told.length).toBeGreaterThan(0);
	for (const name of [...sentSecrets, ADDRESS, ownerToken]) expect(everything).not.toContain(name);
	expect(everything).not.toMatch(/[\w-]{43}|[0-9a-f]{8}-[0-9a-f]{4}-7|\d+\.\d+\.\d+\.\d+/);
});
