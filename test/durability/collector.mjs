// node test/durability/collector.mjs [--times 200] [--store embedded|postgres]
// Kills a collector (and now and then its database) at random moments between write and answer, starts it again, and
// looks: every acknowledged record is there, none twice, every chain whole. Without --store, both. Exit 1 on any loss.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildParts } from "./collector-parts.mjs";

const { values } = parseArgs({ options: { times: { type: "string", default: "200" }, store: { type: "string" } } });
const times = Number(values.times);
if (!(times >= 1) || ![undefined, "embedded", "postgres"].includes(values.store)) {
	console.error("usage: node test/durability/collector.mjs [--times 200] [--store embedded|postgres]");
	process.exit(2);
}

const ownerToken = "durability-owner-token";
const serverFile = fileURLToPath(new URL("collector-server.mjs", import.meta.url));
const senders = 6;
const parts = await buildParts();
const { sampleRecord, newSecret } = await parts.load("sample");
const { isAcknowledged } = await parts.load("acknowledgement");
const random = (low, high) => low + Math.floor(Math.random() * (high - low));

/** A browser: one chain, sent in batches that are repeated until they are answered. */
function createBrowser() {
	const secret = newSecret();
	const sent = new Map();
	const acknowledged = new Map();
	let head;
	let batch = [];
	return {
		secret,
		sent,
		acknowledged,
		isFull: () => sent.size >= 60 && batch.length === 0,
		async send(base) {
			if (batch.length === 0) {
				for (let left = random(1, 9); left > 0; left -= 1) {
					const place = { sequence: head ? head.sequence + 1 : 0, previous: head?.hash ?? null };
					head = await sampleRecord(secret, place);
					batch.push(head);
				}
				for (const record of batch) sent.set(record.id, record);
			}
			const response = await fetch(`${base}/records`, {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify({ secret, records: batch }),
			});
			const reply = await response.json();
			if (response.status === 503) return null;
			if (response.status !== 200 || reply.accepted + reply.duplicate !== batch.length) {
				throw new Error(`an answer that no kill explains: ${response.status} ${JSON.stringify(reply)}`);
			}
			for (const each of reply.acknowledgements) acknowledged.set(each.id, each);
			batch = [];
			return reply;
		},
	};
}

async function startCollector(where) {
	const child = spawn(process.execPath, [serverFile, JSON.stringify({ parts: parts.url, ownerToken, ...where })], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	const gone = new Promise((done) => child.once("exit", done));
	let log = "";
	child.stderr.on("data", (chunk) => (log += chunk));
	const port = await new Promise((done, fail) => {
		child.once("exit", (code) => fail(new Error(`the collector did not start (${code}):\n${log}`)));
		child.stdout.on("data", (chunk) => done(/listening (\d+)/.exec(String(chunk))?.[1]));
	});
	return {
		base: `http://127.0.0.1:${port}/yoursay`,
		async kill() {
			child.kill("SIGKILL");
			await gone;
		},
	};
}

/** What a browser finds of itself; throws at the first thing that is not as it was promised. */
async function inspect(base, browser, keys) {
	const response = await fetch(`${base}/records`, { headers: { authorization: `Bearer ${browser.secret}` } });
	const { records } = await response.json();
	const found = new Map(records.map((entry) => [entry.record.id, entry]));
	if (found.size !== records.length) throw new Error("a record is there twice");
	for (const promise of browser.acknowledged.values()) {
		const entry = found.get(promise.id);
		if (!entry) throw new Error(`acknowledged at ${promise.receivedAt}, and lost`);
		if (entry.record.hash !== promise.hash) throw new Error("another record stands under an acknowledged id");
		if (entry.receivedAt !== promise.receivedAt) throw new Error("the time of receipt has changed");
		if (!(await isAcknowledged(promise, keys))) throw new Error("an acknowledgement that no published key signed");
	}
	for (const { record, marks } of records) {
		if (!browser.sent.has(record.id)) throw new Error("a record that nobody sent");
		if (marks.length > 0) throw new Error(`a chain is not whole: ${marks.join(", ")}`);
	}
	return [...found.keys()].filter((id) => !browser.acknowledged.has(id)).length;
}

async function run(name) {
	const begun = Date.now();
	const folder = await mkdtemp(join(tmpdir(), "yoursay-durability-"));
	const database =
		name === "postgres" ? await (await parts.load("postgres-server")).startPostgres({ fsync: true }) : null;
	const where = database ? { connectionString: database.connectionString } : { folder };
	const mayCrash = database && !process.env.DATABASE_URL;
	const browsers = Array.from({ length: senders }, createBrowser);
	const all = [...browsers];
	const count = { kills: 0, databaseKills: 0, unanswered: 0, keptUnanswered: 0, duplicates: 0 };
	let collector;
	try {
		collector = await startCollector(where);
		for (let round = 0; round < times; round += 1) {
			let isOver = false;
			const { base } = collector;
			const sending = browsers.map(async (_, index) => {
				while (!isOver) {
					if (browsers[index].isFull()) all.push((browsers[index] = createBrowser()));
					try {
						const reply = await browsers[index].send(base);
						count.duplicates += reply?.duplicate ?? 0;
					} catch (error) {
						if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
						count.unanswered += 1;
						return;
					}
				}
			});
			const done = Promise.all(sending);
			done.catch(() => {});
			await pause(random(5, 300));
			const crashing = mayCrash && round % 5 === 4 ? database.crash() : undefined;
			if (crashing) count.databaseKills += 1;
			if (crashing && random(0, 2)) await pause(random(0, 50));
			await collector.kill();
			isOver = true;
			count.kills += 1;
			await done;
			await crashing;
			collector = await startCollector(where);
			const { keys } = await (await fetch(`${collector.base}/keys`)).json();
			for (const browser of browsers) count.keptUnanswered += await inspect(collector.base, browser, keys);
		}
		const total = await inspectAll(collector.base, all);
		const seconds = Math.round((Date.now() - begun) / 1000);
		const kills = `${count.kills} kills of the collector${mayCrash ? `, ${count.databaseKills} of its database` : ""}`;
		console.log(
			`${name}: ${kills}; ${total} records of ${all.length} browsers kept, every acknowledged one among them, none twice, every chain whole.`,
		);
		console.log(
			`${name}: ${count.unanswered} calls were cut off before their answer; ${count.keptUnanswered} records of these were kept already, and ${count.duplicates} came again as duplicates. ${seconds} s.`,
		);
	} finally {
		await collector?.kill();
		await database?.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

/** The owner's export, against all that was ever promised. */
async function inspectAll(base, browsers) {
	const headers = { authorization: `Bearer ${ownerToken}` };
	const text = await (await fetch(`${base}/records.ndjson`, { headers })).text();
	const lines = text.split("\n").filter(Boolean).map(JSON.parse);
	const ids = new Set(lines.map(({ record }) => record.id));
	if (ids.size !== lines.length) throw new Error("the export has a record twice");
	for (const browser of browsers) {
		for (const id of browser.acknowledged.keys()) if (!ids.has(id)) throw new Error("the export lacks a record");
	}
	if (lines.some(({ marks }) => marks.length > 0)) throw new Error("the export has a chain that is not whole");
	return lines.length;
}

try {
	for (const name of values.store ? [values.store] : ["embedded", "postgres"]) await run(name);
} catch (error) {
	console.error(error);
	process.exitCode = 1;
} finally {
	await parts.remove();
}
