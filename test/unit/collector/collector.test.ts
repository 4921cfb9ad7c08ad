import { beforeEach, describe, expect, it } from "vitest";
import { type CollectorError, createCollector } from "../../../src/collector/collector.ts";
import type { BatchReply, ConsentRecord } from "../../../types/record.ts";
import { memoryStore } from "./memory-store.ts";
import { at, NOON, newSecret, sampleRecord, sampleRecords } from "./sample.ts";

const URL_ = "https://collect.example/yoursay/records";
const SHOP = "https://shop.example";

let store = memoryStore();
let errors: CollectorError[] = [];
let minutes = 0;
let collect = createCollector({ store, origins: [] });

beforeEach(() => {
	store = memoryStore();
	errors = [];
	minutes = 0;
	collect = createCollector({
		store,
		origins: [SHOP],
		now: () => NOON + minutes * 60_000,
		onError: (error) => errors.push(error),
	});
});

const json = { "content-type": "application/json" };

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
	const text = typeof body === "string" ? body : JSON.stringify(body);
	return collect(new Request(URL_, { method: "POST", headers: { ...json, ...headers }, body: text }));
}

async function send(secret: string, records: unknown[]): Promise<BatchReply> {
	const response = await post({ secret, records });
	expect(response.status).toBe(200);
	return (await response.json()) as BatchReply;
}

interface ProblemBody {
	type: string;
	title: string;
	status: number;
	detail: string;
	errors?: { path: string; message: string }[];
}

async function problem(response: Response): Promise<ProblemBody> {
	expect(response.headers.get("content-type")).toBe("application/problem+json");
	const body = (await response.json()) as ProblemBody;
	expect(body).toMatchObject({ type: "about:blank", status: response.status });
	expect(body.title).toBeTruthy();
	expect(body.detail).toBeTruthy();
	return body;
}

describe("a batch", () => {
	it("is kept and acknowledged, record by record", async () => {
		const secret = newSecret();
		const records = await sampleRecords(2, secret);
		expect(await send(secret, records)).toEqual({
			accepted: 2,
			duplicate: 0,
			rejected: [],
			acknowledgements: records.map(({ id, hash }) => expect.objectContaining({ id, hash, receivedAt: at(0) })),
		});
		expect([...store.rows.values()].map(({ record }) => record)).toEqual(records);
	});

	it("that is sent again changes nothing and is acknowledged with the first time", async () => {
		const secret = newSecret();
		const records = await sampleRecords(2, secret);
		const first = await send(secret, records);
		minutes = 5;
		const again = await send(secret, records);
		expect(again).toMatchObject({ accepted: 0, duplicate: 2, rejected: [] });
		const facts = ({ acknowledgements }: BatchReply) => acknowledgements.map(({ signature, ...each }) => each);
		expect(facts(again)).toEqual(facts(first));
		expect(store.rows.size).toBe(2);
	});

	it("leaves no trace of its secret in the store or the reply", async () => {
		const secret = newSecret();
		const reply = await send(secret, await sampleRecords(1, secret));
		expect(JSON.stringify([reply, [...store.rows], await store.keys()])).not.toContain(secret);
	});

	it("of 50 records is taken, of 51 is not", async () => {
		const secret = newSecret();
		const records = await sampleRecords(51, secret);
		expect((await send(secret, records.slice(0, 50))).accepted).toBe(50);
		const body = await problem(await post({ secret, records }));
		expect(body.status).toBe(422);
		expect(body.errors?.map(({ path }) => path)).toEqual(["records"]);
	});
});

describe("the browser's signal", () => {
	const sent = async (...values: string[]) => {
		const secret = newSecret();
		const headers = new Headers(json);
		for (const value of values) headers.append("sec-gpc", value);
		const body = JSON.stringify({ secret, records: await sampleRecords(1, secret) });
		const response = await collect(new Request(URL_, { method: "POST", headers, body }));
		expect(await response.json()).toMatchObject({ accepted: 1, rejected: [] });
		return [...store.rows.values()].at(-1)!.gpc;
	};

	it("is kept with the records of a request that carries it", async () => {
		expect(await sent("1")).toBe(true);
		expect(await sent()).toBe(false);
	});

	it.each(["0", "", "true", "01", "1.0", "11", "-1", "?1", '"1"', "1;q=1", "1 1"])(
		"is as if it were absent where its value is %j",
		async (value) => expect(await sent(value)).toBe(false),
	);

	it("counts once where it stands there several times and one of them is right", async () => {
		expect(await sent("1", "1")).toBe(true);
		expect(await sent("0", "1")).toBe(true);
		expect(await sent("0", "true")).toBe(false);
	});

	it("of a page on another origin needs no word in the preflight: browsers send it themselves", async () => {
		const headers = { origin: SHOP, "access-control-request-method": "POST" };
		const preflight = await collect(new Request(URL_, { method: "OPTIONS", headers }));
		expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization, content-type");
		const secret = newSecret();
		const records = await sampleRecords(1, secret);
		expect((await post({ secret, records }, { origin: SHOP, "sec-gpc": "1" })).status).toBe(200);
		expect([...store.rows.values()].at(-1)!.gpc).toBe(true);
	});
});

describe("a record is rejected alone, and the rest of its batch kept,", () => {
	async function rejected(bad: (secret: string, good: ConsentRecord) => Promise<unknown> | unknown) {
		const secret = newSecret();
		const good = await sampleRecord(secret);
		const value = (await bad(secret, good)) as ConsentRecord;
		const reply = await send(secret, [value, good]);
		expect(reply.acknowledgements).toMatchObject([{ id: good.id, hash: good.hash, receivedAt: at(0) }]);
		expect(reply).toMatchObject({ accepted: 1, duplicate: 0, rejected: [{ id: value.id }] });
		expect(store.rows.size).toBe(1);
		return reply.rejected[0]!;
	}

	it("when it belongs to another secret", async () => {
		expect((await rejected(() => sampleRecord(newSecret()))).code).toBe("subject");
	});

	it("when a field was changed after sealing", async () => {
		const { code } = await rejected(async (secret) => ({ ...(await sampleRecord(secret)), method: "accept-all" }));
		expect(code).toBe("hash");
	});

	it("when it does not fit the schema, with the paths", async () => {
		const { code, message } = await rejected(async (secret) => ({
			...(await sampleRecord(secret)),
			purposes: { analytics: "maybe" },
			ip: "192.0.2.1",
		}));
		expect(code).toBe("invalid");
		expect(message).toContain("purposes.analytics: ");
		expect(message).toContain("ip");
		expect(message).not.toContain("192.0.2.1");
		expect(message).not.toContain("maybe");
	});

	it("when its id is a UUID of another kind", async () => {
		const { code } = await rejected((secret) => sampleRecord(secret, { id: "8E03978E-40D5-43E8-BC93-6894A57F9324" }));
		expect(code).toBe("invalid");
	});

	it("when what it follows is no hash that anyone could have written", async () => {
		const previous = `${"A".repeat(42)}B`;
		const { code, message } = await rejected((secret) => sampleRecord(secret, { sequence: 1, previous }));
		expect(code).toBe("invalid");
		expect(message).toContain("previous");
	});

	it("when another record has its id", async () => {
		const secret = newSecret();
		const first = await sampleRecord(secret);
		const second = await sampleRecord(secret, { id: first.id, method: "accept-all" });
		await send(secret, [first]);
		const reply = await send(secret, [second, await sampleRecord(secret)]);
		expect(reply).toMatchObject({ accepted: 1, duplicate: 0, rejected: [{ id: first.id, code: "conflict" }] });
		expect(reply.acknowledgements).toHaveLength(1);
		expect(store.rows.get(first.id)?.record).toEqual(first);
	});
});

describe("a batch is refused whole, and nothing of it kept,", () => {
	it("when a record has no id to name it by", async () => {
		const secret = newSecret();
		const good = await sampleRecord(secret);
		const body = await problem(await post({ secret, records: [good, { ...good, id: "mine" }, 7] }));
		expect(body.status).toBe(422);
		expect(body.errors?.map(({ path }) => path)).toEqual(["records.1.id", "records.2"]);
		expect(store.rows.size).toBe(0);
	});

	it("when secret and records are not what they should be, without quoting them", async () => {
		const secret = `${newSecret()}=`;
		const body = await problem(await post({ secret, records: [], [newSecret()]: 1, note: "n" }));
		expect(body.status).toBe(422);
		expect(body.errors?.map(({ path }) => path)).toEqual(expect.arrayContaining(["secret", "records"]));
		expect(JSON.stringify(body)).not.toMatch(/[\w-]{43}/);
		expect(JSON.stringify(body)).toContain("note");
	});

	it.each(["null", "[]", '"text"', "7"])("when it is %s", async (text) => {
		expect((await problem(await post(text))).status).toBe(422);
	});

	it.each(["", "{", "{'a':1}", `{"secret":"${"s".repeat(43)}",}`])("when it is not JSON: %s", async (text) => {
		const body = await problem(await post(text));
		expect(body.status).toBe(400);
		expect(body.detail).not.toContain("sss");
	});

	it("when it is not UTF-8", async () => {
		const body = new Uint8Array([0x22, 0xff, 0x22]);
		expect((await problem(await collect(new Request(URL_, { method: "POST", headers: json, body })))).status).toBe(400);
	});

	it.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])(
		"when its type is %s",
		async (type) => {
			expect((await problem(await post("{}", { "content-type": type }))).status).toBe(415);
		},
	);

	it("when it is compressed", async () => {
		expect((await problem(await post("{}", { "content-encoding": "gzip" }))).status).toBe(415);
	});

	it("when it is larger than 60 KiB", async () => {
		expect((await problem(await post(" ".repeat(60 * 1024 + 1)))).status).toBe(413);
		expect((await problem(await post(" ".repeat(60 * 1024)))).status).toBe(400);
	});

	it("when it says so itself, before it is read", async () => {
		expect((await problem(await post("{}", { "content-length": "61441" }))).status).toBe(413);
	});

	it("when it goes on for ever behind a small content-length, after 60 KiB", async () => {
		let pulled = 0;
		const endless = new ReadableStream<Uint8Array>({
			pull: (controller) => {
				pulled += 1;
				controller.enqueue(new Uint8Array(1024).fill(0x20));
			},
		});
		const headers = { ...json, "content-length": "2" };
		const request = new Request(URL_, { method: "POST", headers, body: endless, duplex: "half" } as RequestInit);
		expect((await problem(await collect(request))).status).toBe(413);
		expect(pulled).toBeLessThan(64);
	});

	it("when it breaks off", async () => {
		const broken = new ReadableStream({ pull: (controller) => controller.error(new TypeError("socket closed")) });
		const request = new Request(URL_, { method: "POST", headers: json, body: broken, duplex: "half" } as RequestInit);
		expect((await problem(await collect(request))).status).toBe(400);
		expect(errors).toEqual([]);
	});
});

describe("a failing store", () => {
	it("is answered with 503 and a time to come back, and the same batch is taken later", async () => {
		const secret = newSecret();
		const records = await sampleRecords(3, secret);
		store.failing = new Error("connect ECONNREFUSED");
		const response = await post({ secret, records }, { origin: SHOP });
		expect(response.headers.get("retry-after")).toBe("10");
		expect(response.headers.get("access-control-allow-origin")).toBe(SHOP);
		expect((await problem(response)).status).toBe(503);
		expect(errors.map(({ code }) => code)).toEqual(["store-failed"]);
		expect(errors[0]?.message).toContain("ECONNREFUSED");
		store.failing = null;
		expect((await send(secret, records)).accepted).toBe(3);
	});

	it("puts no visitor's data into what the owner is told", async () => {
		const secret = newSecret();
		const [record] = await sampleRecords(1, secret);
		const detail = `Failing row contains (${record?.subject})`;
		store.failing = Object.assign(new Error(`invalid input: "${record?.subject}"`), { code: "22P02", detail });
		await post({ secret, records: [record] });
		expect(errors[0]?.message).toContain("22P02");
		expect(`${errors[0]?.message}${errors[0]?.stack}${JSON.stringify(errors[0])}`).not.toContain(record?.subject);
		expect(errors[0]?.cause).toBeUndefined();
	});

	it("is answered even where the owner's onError throws", async () => {
		const throwing = () => {
			throw new Error("mine");
		};
		store.failing = new Error("gone");
		collect = createCollector({ store, origins: [], onError: throwing });
		const secret = newSecret();
		expect((await post({ secret, records: await sampleRecords(1, secret) })).status).toBe(503);
	});
});

describe("an origin", () => {
	const preflight = (origin?: string) =>
		collect(new Request(URL_, { method: "OPTIONS", headers: origin === undefined ? {} : { origin } }));

	it("on the list is let through, and may read Retry-After", async () => {
		const secret = newSecret();
		const response = await post({ secret, records: await sampleRecords(1, secret) }, { origin: SHOP });
		expect(response.status).toBe(200);
		expect(response.headers.get("access-control-allow-origin")).toBe(SHOP);
		expect(response.headers.get("access-control-expose-headers")).toBe("Retry-After");
		expect(response.headers.get("vary")).toBe("Origin");
	});

	it("on the list may read errors too", async () => {
		expect((await post("{", { origin: SHOP })).headers.get("access-control-allow-origin")).toBe(SHOP);
	});

	it("on the list gets its preflight answered", async () => {
		const response = await preflight(SHOP);
		expect(response.status).toBe(204);
		expect(response.headers.get("access-control-allow-origin")).toBe(SHOP);
		expect(response.headers.get("access-control-allow-methods")).toContain("POST");
		expect(response.headers.get("access-control-allow-headers")).toBe("authorization, content-type");
		expect(response.headers.get("access-control-expose-headers")).toBe("Retry-After");
		expect(response.headers.get("vary")).toBe("Origin");
	});

	it.each(["https://evil.example", "null", "http://shop.example", `${SHOP}:8443`, `${SHOP}.evil.example`])(
		"that is not on the list is refused: %s",
		async (origin) => {
			const secret = newSecret();
			const response = await post({ secret, records: await sampleRecords(1, secret) }, { origin });
			expect((await problem(response)).status).toBe(403);
			expect(response.headers.get("access-control-allow-origin")).toBeNull();
			expect((await preflight(origin)).status).toBe(403);
			expect(store.rows.size).toBe(0);
		},
	);

	it("that is the collector's own, or absent, needs no entry", async () => {
		expect((await post("{", { origin: "https://collect.example" })).status).toBe(400);
		expect((await post("{")).status).toBe(400);
		expect((await preflight()).status).toBe(204);
	});

	it.each(["https://shop.example/", "shop.example", "*", "null", "https://shop.example:443"])(
		"written as %s is refused when the collector is made",
		(origin) => {
			expect(() => createCollector({ store, origins: [origin] })).toThrow(/option-invalid\] origins.*write /);
		},
	);
});

describe("every answer", () => {
	it("is kept by no cache, sends no referrer and is not sniffed", async () => {
		const secret = newSecret();
		const answers = [
			await post({ secret, records: await sampleRecords(1, secret) }),
			await post("{"),
			await post("{}", { origin: "https://evil.example" }),
			await collect(new Request(URL_)),
			await collect(new Request("https://collect.example/")),
			await collect(new Request(URL_, { method: "OPTIONS" })),
		];
		expect(answers.map(({ status }) => status)).toEqual([200, 400, 403, 401, 404, 204]);
		for (const { headers } of answers) {
			expect(headers.get("cache-control")).toBe("no-store");
			expect(headers.get("referrer-policy")).toBe("no-referrer");
			expect(headers.get("x-content-type-options")).toBe("nosniff");
		}
	});

	it.each(["PATCH", "PUT", "DELETE", "HEAD"])("to %s names the methods there are", async (method) => {
		const response = await collect(new Request(URL_, { method }));
		expect(response.status).toBe(405);
		expect(response.headers.get("allow")).toBe("OPTIONS, GET, POST");
	});

	it.each(["/", "/yoursay", "/yoursay/", "/yoursay/records/", "/records", "/yoursay/__proto__", "/x/yoursay/records"])(
		"at %s is 404",
		async (path) => {
			const response = await collect(new Request(`https://collect.example${path}`, { method: "POST" }));
			expect((await problem(response)).status).toBe(404);
		},
	);

	it.each([
		["/", "/records"],
		["/a/b/", "/a/b/records"],
		["", "/records"],
	])("moves with path %s", async (path, call) => {
		collect = createCollector({ store, origins: [], path });
		expect((await collect(new Request(`https://collect.example${call}`, { method: "POST" }))).status).toBe(415);
	});

	it.each([
		["path", { path: "yoursay?" }],
		["ownerToken", { ownerToken: "short" }],
		["ownerToken", { ownerToken: "with a space, and long" }],
		["keyDays", { keyDays: 0 }],
		["keyDays", { keyDays: Number.NaN }],
		["callsPerMinute", { callsPerMinute: 0 }],
		["cookieDomain", { cookieDomain: "shop.example; Secure" }],
	])("cannot be had with a %s that is none", (where, options) => {
		expect(() => createCollector({ store, origins: [], ...options })).toThrow(`option-invalid] ${where}`);
	});
});
