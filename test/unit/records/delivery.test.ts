import { beforeEach, describe, expect, it } from "vitest";
import { retryAfterMs } from "../../../src/records/attempts.ts";
import { createDelivery } from "../../../src/records/delivery.ts";
import type { Waiting } from "../../../src/records/seal.ts";
import type { Store } from "../../../src/records/store.ts";
import type { Batch, BatchReply } from "../../../types/record.ts";
import { newSecret, sampleRecords } from "../collector/sample.ts";

const NOON = Date.UTC(2026, 10, 21, 12);
const ENDPOINT = "https://collect.example/yoursay";

type Answer = Response | Error | ((batch: Batch) => Response | Promise<Response>);
const accept = ({ records }: Batch, changes: object = {}) =>
	Response.json({
		accepted: records.length,
		duplicate: 0,
		rejected: [],
		acknowledgements: [],
		...changes,
	} satisfies BatchReply);
const status = (code: number, headers?: HeadersInit) => new Response(null, { status: code, headers });

/** A store whose rows can be looked at. */
function openTable() {
	const rows = new Map<string, unknown>();
	const keys = (prefix: string) => [...rows.keys()].filter((key) => key.startsWith(prefix)).sort();
	const store: Store = {
		isDurable: true,
		get: async <T>(key: string) => rows.get(key) as T | undefined,
		list: async <T>(prefix: string, limit?: number) =>
			keys(prefix)
				.slice(0, limit)
				.map((key) => rows.get(key) as T),
		keys: async (prefix) => keys(prefix),
		write: async (entries) => {
			for (const [key, value] of entries) value === undefined ? rows.delete(key) : rows.set(key, value);
		},
		writeAfter: async () => {
			throw new Error("delivery never adds to the chain");
		},
	};
	return { rows, keys, store };
}

let table: ReturnType<typeof openTable>;
let sent: { url: string; init: RequestInit; batch: Batch; waiting: number }[];
let answers: Answer[];
let reports: string[];
let remembered: (number | undefined)[];
let waits: { work: () => unknown; ms: number }[];
let chance: number;

beforeEach(() => {
	table = openTable();
	sent = [];
	answers = [];
	reports = [];
	remembered = [];
	waits = [];
	chance = 0;
});

/** Delivery to a collector that gives these answers in turn and then accepts everything. */
function deliver(...given: Answer[]) {
	answers = given;
	return createDelivery({
		store: table.store,
		endpoint: ENDPOINT,
		report: (code, where) => void reports.push(`${code} ${where ?? ""}`.trim()),
		locked: (work) => work(),
		remember: (notBefore) => void remembered.push(notBefore),
		now: () => NOON,
		random: () => chance,
		wait: (work, ms) => waits.push({ work, ms }),
		fetch: async (url, init) => {
			const batch = JSON.parse(String(init?.body)) as Batch;
			sent.push({ url: String(url), init: init!, batch, waiting: table.keys("outbox:").length });
			const answer = answers.shift();
			if (answer instanceof Error) throw answer;
			return typeof answer === "function" ? answer(batch) : (answer ?? accept(batch));
		},
	});
}

async function queue(count: number, secret = newSecret()) {
	const records = await sampleRecords(count, secret);
	const waiting: Waiting[] = records.map((record) => ({ record, secret }));
	await table.store.write(waiting.map((each) => [`outbox:${each.record.id}`, each]));
	return records;
}
const idsSent = () => sent.map(({ batch }) => batch.records.map(({ id }) => id));

describe("a record", () => {
	it("leaves the outbox only after it was accepted", async () => {
		await queue(1);
		await deliver().flush();
		expect(sent[0]!.waiting).toBe(1);
		expect([...table.rows]).toEqual([]);
	});

	it("that the collector signed for keeps its signature; one for another record, or none, changes nothing", async () => {
		const [record, other, bare] = await queue(3);
		const receivedAt = "2026-11-21T09:00:00.000Z";
		const sign = (id: string, hash: string) => ({
			id,
			hash,
			receivedAt,
			kid: "k".repeat(43),
			signature: "s".repeat(86),
		});
		const signed = sign(record!.id, record!.hash);
		const odd = { ...sign(bare!.id, bare!.hash), signature: "short" };
		const acknowledgements = [
			{ ...signed, more: "than a receipt can hold" },
			sign(other!.id, bare!.hash),
			null,
			odd,
			sign("else", other!.hash),
		] as never;
		await deliver((batch) => accept(batch, { acknowledgements })).flush();
		expect([...table.rows]).toEqual([[`signed:${record!.id}`, signed]]);
	});

	it.each([undefined, null, "all", {}])("leaves the outbox where the collector signs nothing: %j", async (none) => {
		await queue(1);
		await deliver((batch) => accept(batch, { acknowledgements: none as never })).flush();
		expect([...table.rows]).toEqual([]);
	});

	it("that the collector has already leaves the outbox", async () => {
		await queue(2);
		await deliver((batch) => accept(batch, { accepted: 0, duplicate: 2 })).flush();
		expect([...table.rows]).toEqual([]);
	});

	it("is posted as JSON to the endpoint's records, with its secret, without a referrer, past the page's end", async () => {
		const records = await queue(1);
		await deliver().flush();
		expect(sent[0]).toMatchObject({
			url: `${ENDPOINT}/records`,
			init: {
				method: "POST",
				keepalive: true,
				referrerPolicy: "no-referrer",
				headers: { "content-type": "application/json" },
			},
			batch: { records },
		});
		expect(sent[0]!.batch.secret).toMatch(/^[\w-]{43}$/);
	});

	it("is sent by nobody where nothing waits", async () => {
		await deliver().flush();
		expect(sent).toEqual([]);
		expect(remembered).toEqual([undefined]);
	});
});

describe("a batch", () => {
	it("holds at most 50 records, oldest first, and the next follows at once", async () => {
		const records = await queue(120);
		await deliver().flush();
		expect(sent.map(({ batch }) => batch.records.length)).toEqual([50, 50, 20]);
		expect(idsSent().flat()).toEqual(records.map(({ id }) => id).sort());
		expect([...table.rows]).toEqual([]);
	});

	it("stays under 60 KiB of UTF-8", async () => {
		const secret = newSecret();
		const records = await sampleRecords(30, secret);
		await table.store.write(
			records.map((record) => [`outbox:${record.id}`, { record: { ...record, controller: "x".repeat(4000) }, secret }]),
		);
		await deliver().flush();
		expect(sent.length).toBeGreaterThan(1);
		for (const { init } of sent) expect(Buffer.byteLength(String(init.body))).toBeLessThan(60 * 1024);
		expect(idsSent().flat()).toHaveLength(30);
	});

	it("stays under 60 KiB of UTF-8 in any script", async () => {
		const secret = newSecret();
		const records = await sampleRecords(30, secret);
		await table.store.write(
			records.map((record) => [
				`outbox:${record.id}`,
				{ record: { ...record, controller: "私".repeat(1000) }, secret },
			]),
		);
		await deliver().flush();
		for (const { init } of sent) expect(Buffer.byteLength(String(init.body))).toBeLessThan(60 * 1024);
		expect(idsSent().flat()).toHaveLength(30);
	});

	it("holds records of one secret only", async () => {
		const [first, second] = [newSecret(), newSecret()];
		await queue(3, first);
		await queue(3, second);
		await deliver().flush();
		for (const { batch } of sent) expect([first, second]).toContain(batch.secret);
		expect(idsSent().flat()).toHaveLength(6);
		for (const { batch } of sent) expect(new Set(batch.records.map(({ subject }) => subject)).size).toBe(1);
	});
});

describe("trouble that may pass", () => {
	const lie = (changes: object) => (batch: Batch) => accept(batch, changes);
	const timeout = new DOMException("too long", "TimeoutError");
	it.each<[string, Answer]>([
		["401", status(401)],
		["403", status(403)],
		["404", status(404)],
		["408", status(408)],
		["429", status(429)],
		["500", status(500)],
		["503", status(503)],
		["304", status(304)],
		["a network that is down", new TypeError("Failed to fetch")],
		["a timeout", timeout],
		["200 and no JSON", new Response("<h1>It works</h1>")],
		["200 and nothing", new Response("")],
		["200 and null", Response.json(null)],
		["200 and a list", Response.json([])],
		["200 and too few accounted for", lie({ accepted: 1 })],
		["200 and too many accounted for", lie({ accepted: 2, duplicate: 2 })],
		["200 and counts that are no numbers", lie({ accepted: "all" })],
		["200 and a negative count", lie({ accepted: -1, duplicate: 3 })],
		["200 and rejected that is no list", lie({ rejected: "none" })],
		[
			"200 and a rejection of a record it was not sent",
			lie({ accepted: 1, rejected: [{ id: "other", code: "x", message: "" }] }),
		],
		[
			"200 and one record rejected twice",
			(batch) =>
				accept(batch, {
					accepted: 0,
					rejected: [0, 0].map(() => ({ id: batch.records[0]!.id, code: "x", message: "" })),
				}),
		],
		["200 and a rejection that is null", lie({ accepted: 1, rejected: [null] })],
	])("keeps everything: %s", async (_, answer) => {
		await queue(2);
		const before = [...table.rows];
		await deliver(answer).flush();
		expect(sent).toHaveLength(1);
		expect([...table.rows]).toEqual(before);
		expect(remembered.at(-1)).not.toBeUndefined();
	});

	it("is followed by another attempt, which delivers", async () => {
		await queue(2);
		await deliver(status(503)).flush();
		expect(waits).toHaveLength(1);
		await waits[0]!.work();
		expect([...table.rows]).toEqual([]);
	});

	it.each([
		[0, 0.5],
		[0.999999, 1],
	])("doubles the pause, with jitter from half to all of it (chance %d)", async (luck, share) => {
		chance = luck;
		await queue(1);
		const delivery = deliver(...Array.from({ length: 14 }, () => status(500)));
		for (let attempt = 0; attempt < 14; attempt++) await delivery.flush();
		const pauses = waits.map(({ ms }) => ms);
		const full = Array.from({ length: 14 }, (_, failure) => Math.min(1000 * 2 ** failure, 300_000));
		for (const [index, pause] of pauses.entries()) expect(pause / full[index]!).toBeCloseTo(share, 3);
	});

	it("begins with the short pause again after a success", async () => {
		await queue(1);
		const delivery = deliver(status(500), status(500), status(500));
		for (let attempt = 0; attempt < 4; attempt++) await delivery.flush();
		await queue(1);
		answers = [status(500)];
		await delivery.flush();
		expect(waits.at(-1)!.ms).toBe(500);
	});

	it("is remembered across pages until the pause is over", async () => {
		await queue(1);
		await deliver(status(500)).flush();
		expect(remembered.at(-1)).toBe(NOON + 500);
	});

	it("is told to the owner at once for a 4xx, else the third time", async () => {
		await queue(1);
		await deliver(status(404)).flush();
		expect(reports).toEqual([`records-undelivered ${ENDPOINT}, status 404`]);
		reports = [];
		const delivery = deliver(status(500), status(500), status(500), status(500));
		for (let attempt = 0; attempt < 4; attempt++) await delivery.flush();
		expect(reports).toEqual([`records-undelivered ${ENDPOINT}, status 500`]);
	});

	it.each([
		["120", 120_000],
		[new Date(NOON + 90_000).toUTCString(), 90_000],
		["0", 500],
		["soon", 500],
	])("waits as long as Retry-After says: %s", async (header, ms) => {
		await queue(1);
		await deliver(status(429, { "retry-after": header })).flush();
		expect(waits[0]!.ms).toBe(ms);
		expect(remembered.at(-1)).toBe(NOON + ms);
	});
});

describe("Retry-After", () => {
	it.each([
		[null, undefined],
		["", undefined],
		["soon", undefined],
		["7", 7000],
		["999999999", 86_400_000],
		[new Date(NOON - 60_000).toUTCString(), 0],
		[new Date(NOON + 7000).toUTCString(), 7000],
		[new Date(NOON + 30 * 86_400_000).toUTCString(), 86_400_000],
	])("%s is %s ms", (header, ms) => expect(retryAfterMs(header, NOON)).toBe(ms));
});

describe("a final refusal", () => {
	it.each([400, 413, 422])(
		"with %d of a batch is tried record by record, and each is kept for inspection",
		async (code) => {
			const records = await queue(3);
			await deliver(...Array.from({ length: 4 }, () => status(code))).flush();
			expect(sent.map(({ batch }) => batch.records.length)).toEqual([3, 1, 1, 1]);
			expect(table.keys("outbox:")).toEqual([]);
			expect(table.keys("refused:")).toEqual(records.map(({ id }) => `refused:${id}`).sort());
			expect(reports).toEqual(
				records
					.map(({ id }) => id)
					.sort()
					.map((id) => `records-refused ${id}: ${code}`),
			);
		},
	);

	it("of one record lets the others through", async () => {
		const records = await queue(3);
		await deliver(status(422), (batch) => accept(batch), status(422)).flush();
		expect(table.keys("")).toEqual([`refused:${records.map(({ id }) => id).sort()[1]}`]);
	});

	it("that names a record keeps it for inspection and lets the others leave", async () => {
		const records = await queue(3);
		const reason = { id: records[1]!.id, code: "hash", message: "The hash is wrong." };
		await deliver((batch) => accept(batch, { accepted: 2, rejected: [reason] })).flush();
		expect([...table.rows.keys()]).toEqual([`refused:${reason.id}`]);
		expect(table.rows.get(`refused:${reason.id}`)).toMatchObject({ record: records[1], reason });
		expect(reports).toEqual([`records-refused ${reason.id}: hash`]);
	});
});

describe("the outbox", () => {
	it("tells the owner above 500 records and drops none", async () => {
		await queue(501);
		await deliver(status(500)).flush();
		expect(reports).toEqual(["outbox-full"]);
		expect(table.keys("outbox:")).toHaveLength(501);
		reports = [];
		await deliver().flush();
		expect(table.keys("outbox:")).toEqual([]);
	});

	it("of 500 is not worth a word", async () => {
		await queue(500);
		await deliver().flush();
		expect(reports).toEqual([]);
	});

	it("is remembered as waiting when another tab queues at the very end", async () => {
		await queue(1);
		const { list } = table.store;
		let lists = 0;
		table.store.list = async <T>(prefix: string, limit?: number) => {
			const found = await list<T>(prefix, limit);
			// A look finds nothing; then the other tab writes and remembers, before this one does.
			if (++lists === 3) {
				await queue(1);
				remembered.push(0);
			}
			return found;
		};
		await deliver().flush();
		expect(remembered).toEqual([0, 0, undefined, 0, undefined]);
		expect(sent.map(({ batch }) => batch.records.length)).toEqual([1, 1]);
	});

	it("that cannot be read is reported and never thrown", async () => {
		table.store.list = async () => {
			throw new Error("closed");
		};
		await deliver().flush();
		expect(reports).toEqual([`records-undelivered ${ENDPOINT}`]);
	});
});

describe("resuming", () => {
	it("sends at once where no pause is left, else when it is over", async () => {
		await queue(1);
		const delivery = deliver();
		delivery.resume(NOON + 5000);
		expect(sent).toEqual([]);
		expect(waits.map(({ ms }) => ms)).toEqual([5000]);
		await waits[0]!.work();
		expect(sent).toHaveLength(1);
		await queue(1);
		delivery.resume(NOON - 1);
		await new Promise((resolve) => setTimeout(resolve));
		expect(sent).toHaveLength(2);
	});
});

describe("dispose", () => {
	it("ends sending and keeps what waits", async () => {
		await queue(1);
		const delivery = deliver();
		delivery.dispose();
		delivery.dispose();
		await delivery.flush();
		expect(sent).toEqual([]);
		expect(table.keys("outbox:")).toHaveLength(1);
	});
});
