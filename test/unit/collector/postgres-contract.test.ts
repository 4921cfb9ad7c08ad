import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { openPostgres, type Query } from "../../../src/collector/postgres.ts";
import { type Server, startPostgres } from "./postgres-server.ts";
import { requestContract } from "./request-contract.ts";
import { at, sampleRecords } from "./sample.ts";
import { storeContract } from "./store-contract.ts";

vi.setConfig({ testTimeout: 30_000 });

let server: Server;
let admin: Pool;
let count = 0;
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
	server = await startPostgres();
	admin = new Pool({ connectionString: server.connectionString, max: 1 });
}, 60_000);
afterEach(async () => {
	for (const step of undo.splice(0).reverse()) await step();
});
afterAll(async () => {
	await admin?.end();
	await server?.stop();
});

/** A schema of its own for each test: the server may be somebody's, with tables of the same name. */
async function freshPool(): Promise<Pool> {
	const schema = `yoursay_test_${process.pid}_${(count += 1)}`;
	await admin.query(`create schema ${schema}`);
	undo.push(() => admin.query(`drop schema ${schema} cascade`));
	const pool = new Pool({ connectionString: server.connectionString, options: `-c search_path=${schema}`, max: 16 });
	undo.push(() => pool.end());
	return pool;
}

const open = (pool: Pool) => openPostgres((sql, params) => pool.query(sql, params));

storeContract("a PostgreSQL server", async () => open(await freshPool()));
requestContract("a PostgreSQL server", async () => open(await freshPool()));

it("makes its tables once when several processes start together", async () => {
	const pool = await freshPool();
	await Promise.all(Array.from({ length: 12 }, () => open(pool)));
	const { rows } = await pool.query("select number from yoursay_migrations");
	expect(rows).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
});

it("leaves the records alone when it opens again", async () => {
	const pool = await freshPool();
	const records = await sampleRecords(2);
	await (await open(pool)).insert(records, at(1));
	expect(await (await open(pool)).list({ limit: 10 })).toHaveLength(2);
});

it("lets batches that share records in opposite order wait for each other without a deadlock", async () => {
	const pool = await freshPool();
	const store = await open(pool);
	const [low, high] = (await sampleRecords(2)).sort((a, b) => (a.id < b.id ? -1 : 1));
	const client = await pool.connect();
	try {
		const slow = await openPostgres((sql, params) => client.query(sql, params));
		await client.query("begin");
		const blocker = (await client.query("select pg_backend_pid() as pid")).rows[0].pid as number;
		await slow.insert([low!], at(1));
		const fast = store.insert([high!, low!], at(2));
		await vi.waitFor(async () => {
			const { rows } = await pool.query("select from pg_stat_activity where $1 = any(pg_blocking_pids(pid))", [
				blocker,
			]);
			expect(rows).toHaveLength(1);
		});
		await slow.insert([high!], at(1));
		await client.query("commit");
		expect((await fast).map(({ outcome, receivedAt }) => [outcome, receivedAt])).toEqual([
			["duplicate", at(1)],
			["duplicate", at(1)],
		]);
	} finally {
		client.release();
	}
});

it.each([
	"update yoursay_records set site = ''",
	"delete from yoursay_records",
	"truncate yoursay_records",
	"truncate yoursay_records_0",
])("lets no one change or delete a stored record: %s", async (statement) => {
	const pool = await freshPool();
	await (await open(pool)).insert(await sampleRecords(1), at(1));
	await expect(pool.query(statement)).rejects.toThrow("append-only");
});

it("an erasure waits for a record of its subject that is being inserted, and takes it along", async () => {
	const pool = await freshPool();
	const store = await open(pool);
	const [first, second] = await sampleRecords(2);
	await store.insert([first!], at(1));
	const client = await pool.connect();
	try {
		const slow = await openPostgres((sql, params) => client.query(sql, params));
		await client.query("begin");
		await slow.insert([second!], at(1));
		const erased = store.erase(first!.subject);
		expect(await store.expire(at(60 * 24 * 999))).toEqual({ subjects: 0, records: 0 });
		await client.query("commit");
		expect(await erased).toBe(2);
		expect(await store.list({ limit: 9 })).toEqual([]);
	} finally {
		client.release();
	}
});

it("has as many partitions as it was asked for, once", async () => {
	const pool = await freshPool();
	const query: Query = (sql, params) => pool.query(sql, params);
	await openPostgres(query, { partitions: 3 });
	await openPostgres(query, { partitions: 5 });
	const { rows } = await pool.query("select from pg_inherits where inhparent = 'yoursay_records'::regclass");
	expect(rows).toHaveLength(3);
	await expect(openPostgres(query, { partitions: 0 })).rejects.toMatchObject({ code: "option-invalid" });
});

it("reads a page of each list, a visitor's records, what has expired and what is to be mailed, from an index", async () => {
	const pool = await freshPool();
	await openPostgres((sql, params) => pool.query(sql, params), { partitions: 2 });
	const client = await pool.connect();
	try {
		const plan = async (sql: string) => {
			const { rows } = await client.query(`explain ${sql}`);
			return rows.map((row: { "QUERY PLAN": string }) => row["QUERY PLAN"]).join("\n");
		};
		await client.query("set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off");
		const place = "received_at, subject, sequence, id";
		const page = await plan(
			`select 1 from yoursay_records where (${place}) < (now(), '', 1, gen_random_uuid())
			order by ${place.replaceAll(",", " desc,")} desc limit 9`,
		);
		expect(page).toMatch(/Incremental Sort/);
		expect(page).toMatch(/Index Scan Backward using yoursay_records_\d_received_at_idx/);
		const own = await plan(`select 1 from yoursay_records where subject = yoursay_bytes('${"A".repeat(43)}')`);
		expect(own).toMatch(/Index.*yoursay_records_\d_pkey/);
		// One partition, not each of them.
		expect(own.match(/Index/g)).toHaveLength(2);
		expect(await plan("select 1 from yoursay_records where expires_at < now()")).toMatch(/_expires_at_idx/);
		const due = "(due_at, id) > (now(), gen_random_uuid())";
		const inbox = (where: string) => `select 1 from yoursay_requests where ${where} order by due_at, id limit 9`;
		expect(await plan(inbox(due))).toMatch(/Index.* yoursay_requests_due/);
		expect(await plan(inbox(`closed_at is null and ${due}`))).toMatch(/Index.* yoursay_requests_(open|due)/);
		expect(await plan("select 1 from yoursay_requests where mail_at <= now()")).toMatch(/yoursay_requests_mail/);
	} finally {
		client.release();
	}
});
