import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { openPostgres } from "../../../src/collector/postgres.ts";
import { type Server, startPostgres } from "./postgres-server.ts";
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

it("makes its tables once when several processes start together", async () => {
	const pool = await freshPool();
	await Promise.all(Array.from({ length: 12 }, () => open(pool)));
	const { rows } = await pool.query("select number from yoursay_migrations");
	expect(rows).toEqual([{ number: 1 }]);
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

it("lets no one change a stored record", async () => {
	const pool = await freshPool();
	await (await open(pool)).insert(await sampleRecords(1), at(1));
	await expect(pool.query("update yoursay_records set subject = ''")).rejects.toThrow("append-only");
});

it("reads a page of the list, and a visitor's records, from an index", async () => {
	const pool = await freshPool();
	await open(pool);
	const plan = async (sql: string) => {
		const { rows } = await pool.query(`explain ${sql}`);
		return rows.map((row: { "QUERY PLAN": string }) => row["QUERY PLAN"]).join("\n");
	};
	await pool.query("set enable_seqscan = off; set enable_sort = off");
	const page = "select 1 from yoursay_records where (received_at, id) < (now(), gen_random_uuid())";
	expect(await plan(`${page} order by received_at desc, id desc limit 9`)).toMatch(/Index.*yoursay_records_received/);
	expect(await plan("select 1 from yoursay_records where subject = '' order by sequence")).toMatch(/Index.*_subject/);
});
