// node test/bench/collector.mjs [--rounds 60] [--records 100000] [--json]
// Records a second, ours against the same database's raw batch insert in the same run: same rows, same batch size, same
// tables and indexes, same connections. Many short rounds take turns, so that whatever else the machine does falls on
// all alike; ratios are medians over rounds. Also bytes a record, memory and time to start.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { buildParts } from "../durability/collector-parts.mjs";

const { values } = parseArgs({
	options: {
		rounds: { type: "string", default: "60" },
		records: { type: "string", default: "100000" },
		json: { type: "boolean", default: false },
	},
});
const rounds = Number(values.rounds);
const batchSize = 50;
const batchesPerRound = 16;
const concurrency = 8;
/** Calls with one record each, as most visitors make them. */
const singlesPerRound = 200;
const singlesTogether = 32;
const sizedRecords = Number(values.records);
const self = fileURLToPath(import.meta.url);

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const newUuid = () => {
	const time = Date.now().toString(16).padStart(12, "0");
	return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
};

/** A record as a site with four purposes and a few vendors makes them. */
async function realistic(parts, secret, sequence, previous) {
	const now = Date.now();
	return parts.sampleRecord(secret, {
		id: newUuid(),
		sequence,
		previous,
		site: "www.shop.example",
		occurredAt: new Date(now).toISOString(),
		expiresAt: new Date(now + 180 * 86_400_000).toISOString(),
		region: "DE-BY",
		notice: {
			language: "de-DE",
			textHash: await parts.digest("words"),
			policyVersion: "2026-10-01",
			configHash: await parts.digest("settings"),
		},
		purposes: { functional: "granted", analytics: "granted", marketing: "refused", media: "granted" },
		vendors: { vimeo: "refused" },
	});
}

/** A batch of one browser, as one call brings it. */
async function makeBatch(parts) {
	const secret = parts.newSecret();
	const records = [];
	for (let sequence = 0; sequence < batchSize; sequence += 1) {
		records.push(await realistic(parts, secret, sequence, records.at(-1)?.hash ?? null));
	}
	return { secret, records };
}

/** Runs work over all items, some at a time. @returns seconds that went by, and seconds this process computed */
async function timed(items, work, together = concurrency) {
	const queue = [...items];
	const begun = performance.now();
	const computed = process.cpuUsage();
	await Promise.all(
		Array.from({ length: together }, async () => {
			for (let item = queue.pop(); item; item = queue.pop()) await work(item);
		}),
	);
	const { user, system } = process.cpuUsage(computed);
	return { seconds: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6 };
}

/** What any insert of these records into these columns has to do: nothing checked, nothing kept twice, no answer. */
const RAW = `insert into yoursay_records
		(subject, id, received_at, occurred_at, expires_at, sequence, gpc, hash, previous, site, record)
	select decode(r.subject, 'base64'), r.id, r.received_at, r.occurred_at, r.expires_at, r.sequence, r.gpc,
		decode(r.hash, 'base64'), decode(r.previous, 'base64'), r.site, r.record
	from jsonb_to_recordset($1::text::jsonb) as r(subject text, id uuid, received_at timestamptz,
		occurred_at timestamptz, expires_at timestamptz, sequence int, gpc boolean, hash text, previous text, site text, record jsonb)`;

async function compare(parts, query, store) {
	const collect = parts.createCollector({ store, origins: [] });
	const seconds = { raw: [], store: [], handler: [], single: [] };
	const cpu = { raw: [], store: [], handler: [], single: [] };
	const countOf = (name) => (name === "single" ? singlesPerRound : batchSize * batchesPerRound);
	const rate = (name) => Math.round(countOf(name) / median(seconds[name]));
	const cpuMicros = (name) => Math.round((median(cpu[name]) / countOf(name)) * 1e6);
	const post = async (body) => {
		const headers = { "content-type": "application/json" };
		const request = new Request("http://localhost/yoursay/records", { method: "POST", headers, body });
		const reply = await (await collect(request)).json();
		if (reply.acknowledgements.length !== reply.accepted || reply.accepted === 0)
			throw new Error("a batch was not kept whole");
	};
	for (let round = -5; round < rounds; round += 1) {
		const batches = () => Promise.all(Array.from({ length: batchesPerRound }, () => makeBatch(parts)));
		const ways = {
			raw: async () => {
				const rowsOf = (records) => records.map((record) => parts.toRow(record, new Date().toISOString(), false));
				return timed(await batches(), ({ records }) => query(RAW, [JSON.stringify(rowsOf(records))]));
			},
			store: async () => timed(await batches(), ({ records }) => store.insert(records, new Date().toISOString())),
			handler: async () => {
				const bodies = (await batches()).map((batch) => JSON.stringify(batch));
				return timed(bodies, post);
			},
			single: async () => {
				const bodies = await Promise.all(
					Array.from({ length: singlesPerRound }, async () => {
						const secret = parts.newSecret();
						return JSON.stringify({ secret, records: [await realistic(parts, secret, 0, null)] });
					}),
				);
				return timed(bodies, post, singlesTogether);
			},
		};
		const order = Object.keys(ways);
		for (let turn = 0; turn < order.length; turn += 1) {
			const name = order[(turn + round + 6) % order.length];
			const took = await ways[name]();
			// The first rounds warm up.
			if (round < 0) continue;
			seconds[name].push(took.seconds);
			cpu[name].push(took.cpu);
		}
	}
	const ratios = (name) => median(seconds[name].map((each, round) => seconds.raw[round] / each));
	return {
		raw: rate("raw"),
		store: rate("store"),
		handler: rate("handler"),
		single: rate("single"),
		handlerCpu: cpuMicros("handler"),
		singleCpu: cpuMicros("single"),
		storeRatio: ratios("store"),
		handlerRatio: ratios("handler"),
	};
}

/** Bytes on the server for each of many records: most browsers have one or two. */
async function measureBytes(parts, query, store) {
	for (let done = 0; done < sizedRecords; ) {
		const batches = await Promise.all(
			Array.from({ length: 500 }, async () => {
				const secret = parts.newSecret();
				const first = await realistic(parts, secret, 0, null);
				return Math.random() < 0.5 ? [first] : [first, await realistic(parts, secret, 1, first.hash)];
			}),
		);
		const records = batches.flat();
		for (let start = 0; start < records.length; start += 500) {
			await store.insert(records.slice(start, start + 500), new Date().toISOString());
		}
		done += records.length;
	}
	await query("vacuum (analyze) yoursay_records", []);
	const { rows } = await query(
		`select count(*)::int as records, (select sum(pg_table_size(inhrelid))::float8 from pg_inherits
			where inhparent = 'yoursay_records'::regclass) as heap, (select sum(pg_indexes_size(inhrelid))::float8 from pg_inherits
			where inhparent = 'yoursay_records'::regclass) as indexes from yoursay_records`,
		[],
	);
	const [{ records, heap, indexes }] = rows;
	const json = JSON.stringify(await realistic(parts, parts.newSecret(), 0, null)).length;
	return { records, heap: heap / records, indexes: indexes / records, json };
}

/** In a process of its own: how long until a store takes records, and what the process then weighs. */
async function startUp(url, where) {
	const { stdout } = await promisify(execFile)(process.execPath, [self, "--rounds", "0"], {
		env: { ...process.env, YOURSAY_BENCH_START: JSON.stringify({ url, ...where }) },
	});
	return JSON.parse(stdout);
}

async function measureStart({ url, folder, connectionString }) {
	const begun = performance.now();
	const { createCollector } = await import(new URL("collector.js", url));
	let store;
	let pool;
	if (folder) store = await (await import(new URL("embedded.js", url))).openEmbedded(folder);
	else {
		const { default: pg } = await import("pg");
		pool = new pg.Pool({ connectionString, max: concurrency });
		store = await (await import(new URL("postgres.js", url))).openPostgres((sql, params) => pool.query(sql, params));
	}
	createCollector({ store, origins: [] });
	const ms = performance.now() - begun;
	console.log(JSON.stringify({ ms, rss: process.memoryUsage().rss }));
	await store.close();
	await pool?.end();
}

async function main() {
	const built = await buildParts();
	const parts = Object.assign(
		{},
		...(await Promise.all(["collector", "embedded", "postgres", "rows", "canonical", "sample"].map(built.load))),
	);
	const folder = await mkdtemp(join(tmpdir(), "yoursay-bench-"));
	const { startPostgres } = await built.load("postgres-server");
	const server = await startPostgres({ fsync: true });
	try {
		const embedded = { folder: join(folder, "store") };
		const made = await startUp(built.url, embedded);
		const embeddedStart = await startUp(built.url, embedded);
		// The store's own database, so that raw and ours write to the same tables through the same connection.
		const { PGlite } = await import("@electric-sql/pglite");
		let query;
		const create = PGlite.create;
		PGlite.create = async (options) => {
			const database = await create.call(PGlite, options);
			query = (sql, params) => database.query(sql, params);
			return database;
		};
		const store = await parts.openEmbedded(embedded.folder);
		PGlite.create = create;
		const onEmbedded = await compare(parts, query, store);
		const embeddedRss = process.memoryUsage().rss;
		await store.close();

		const { default: pg } = await import("pg");
		const pool = new pg.Pool({ connectionString: server.connectionString, max: concurrency });
		const ask = (sql, params) => pool.query(sql, params);
		const onServer = await parts.openPostgres(ask);
		const bytes = await measureBytes(parts, ask, onServer);
		const onPostgres = await compare(parts, ask, onServer);
		await pool.end();
		const postgresStart = await startUp(built.url, { connectionString: server.connectionString });
		const results = {
			embedded: { ...onEmbedded, firstStart: made, start: embeddedStart, rssAfter: embeddedRss },
			postgres: { ...onPostgres, start: postgresStart },
			bytes,
		};
		if (values.json) console.log(JSON.stringify(results, null, "\t"));
		else print(results);
	} finally {
		await server.stop();
		await rm(folder, { recursive: true, force: true });
		await built.remove();
	}
}

function print({ embedded, postgres, bytes }) {
	const number = (value) => Math.round(value).toLocaleString("en");
	const megabytes = (value) => `${Math.round(value / 2 ** 20)} MB`;
	const row = (name, one, other) => `| ${name} | ${one} | ${other} |`;
	const both = (name, of) => row(name, of(embedded), of(postgres));
	const lines = [
		`Batches of ${batchSize} records, ${concurrency} at a time, medians of ${rounds} interleaved rounds of ${batchSize * batchesPerRound} records; fsync on.`,
		"",
		row("records a second", "embedded (PGlite)", "PostgreSQL server"),
		row("---", "---", "---"),
		both("raw insert of the same rows", (each) => number(each.raw)),
		both("`store.insert`", (each) => `${number(each.store)} (${each.storeRatio.toFixed(2)})`),
		both(
			"the handler, from request to signed reply",
			(each) => `${number(each.handler)} (${each.handlerRatio.toFixed(2)})`,
		),
		both(`the same, one record a call, ${singlesTogether} at a time`, (each) => number(each.single)),
		both("the handler's own processor time, 50 records a call", (each) => `${number(each.handlerCpu)} µs a record`),
		both("the same, one record a call", (each) => `${number(each.singleCpu)} µs a record`),
		both("time to start", (each) => `${number(each.start.ms)} ms`),
		row("time to start, first time", `${number(embedded.firstStart.ms)} ms`, "the same"),
		both("memory once started (RSS)", (each) => megabytes(each.start.rss)),
		"",
		`${number(bytes.records)} records on the server: ${number(bytes.heap)} bytes of table and ${number(bytes.indexes)} bytes of indexes for each; as JSON a record has ${number(bytes.json)}.`,
	];
	console.log(lines.join("\n"));
}

const start = process.env.YOURSAY_BENCH_START;
if (start) await measureStart(JSON.parse(start));
else await main();
