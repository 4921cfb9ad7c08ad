// The benchmark itself: checks every contestant, takes the samples, prints the tables.
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadContestants, versionsOf } from "./contestants.mjs";
import { fullTables, readmeTable } from "./report.mjs";
import { startServer } from "./server.mjs";
import { launch } from "./session.mjs";
import { rotated } from "./statistics.mjs";
import { counts, kinds, take } from "./suites.mjs";
import { flawsOf } from "./verify.mjs";

const help = `npm run bench -- [options]
  --only a,b      these contestants (control, the page without a widget, is always one)
  --suites a,b    of ${[...new Set(kinds.map(({ suite }) => suite))].join(", ")}
  --runs N        rounds, 5 unless told
  --verify        only check that every contestant does its job
  --json FILE     every sample as JSON
  --from FILE     print the tables of such a file and measure nothing; several, separated by commas, are joined
  --readme        print the table for docs/sizes.md
YOURSAY_DIST names a built folder to measure instead of building one.`;

const { values: options } = parseArgs({
	options: {
		only: { type: "string" },
		suites: { type: "string" },
		runs: { type: "string", default: "5" },
		verify: { type: "boolean" },
		json: { type: "string" },
		from: { type: "string" },
		readme: { type: "boolean" },
		help: { type: "boolean" },
	},
});
const rounds = Number(options.runs);
const suites = options.suites?.split(",") ?? kinds.map(({ suite }) => suite);
const chosen = kinds.filter(({ suite }) => suites.includes(suite));
const tell = (line) => process.stderr.write(`${line}\n`);

/** True where every contestant does its job; tells what is wrong with the others. */
async function verify(browser, server, contestants, results) {
	for (const contestant of contestants.filter(({ layer }) => layer)) {
		const flaws = await flawsOf(browser, server, contestant);
		results[contestant.name].flaws = flaws;
		tell(`${flaws.length ? "flaw" : "ok  "} ${contestant.name}${flaws.map((each) => `\n     ${each}`).join("")}`);
	}
	return Object.values(results).every(({ flaws }) => !flaws.length);
}

/** A sample, tried twice; a second failure is noted with the contestant. */
async function sample(kind, browser, server, contestant, result, isLast = false) {
	try {
		return await take(kind, browser, server, contestant);
	} catch (error) {
		const flaw = `${kind.key}: ${error.message.split("\n")[0]}`;
		tell(`     ${contestant.name}, ${flaw}${isLast ? "" : " (once more)"}`);
		if (isLast) return void result.flaws.push(flaw);
		return sample(kind, browser, server, contestant, result, true);
	}
}

async function measure(server, contestants, results) {
	const started = Date.now();
	for (let round = 0; round < rounds; round++) {
		for (const kind of chosen.filter(({ isOnce }) => !round || !isOnce)) {
			// A browser that has served many sessions is slower than a new one.
			const browser = await launch();
			for (const contestant of rotated(contestants, round)) {
				if (kind.isOnce && !contestant.layer) continue;
				const result = results[contestant.name];
				const figures = await sample(kind, browser, server, contestant, result);
				if (figures) (result.samples[kind.key] ??= []).push({ round, ...figures });
				server.takeLog();
			}
			await browser.close();
		}
		tell(`round ${round + 1} of ${rounds}, ${Math.round((Date.now() - started) / 1000)} s`);
	}
}

/** Results of several runs; where one contestant is in more than one, those of the first count. */
async function readResults(files) {
	const all = await Promise.all(files.split(",").map(async (file) => JSON.parse(await readFile(file, "utf8"))));
	return { ...all[0], contestants: Object.assign({}, ...all.reverse().map(({ contestants }) => contestants)) };
}

async function run() {
	const contestants = await loadContestants(options.only?.split(","));
	for (const contestant of contestants) await contestant.build?.();
	const server = await startServer(contestants, suites.includes("panel") ? counts : []);
	const browser = await launch();
	const results = Object.fromEntries(
		contestants.map((each) => [
			each.name,
			{ versions: versionsOf(each), isPeer: !!each.isPeer, entries: each.entries, flaws: [], samples: {} },
		]),
	);
	const meta = {
		date: new Date().toISOString().slice(0, 10),
		rounds,
		machine: `${os.cpus().length} × ${os.cpus()[0]?.model}, ${os.type()} ${os.arch()}`,
		browser: browser.version(),
	};
	try {
		const isSound = await verify(browser, server, contestants, results);
		if (!isSound) process.exitCode = 1;
		if (!options.verify) await measure(server, contestants, results);
	} finally {
		await browser.close();
		await server.close();
	}
	return { meta, contestants: results };
}

const unknown = suites.find((each) => !kinds.some(({ suite }) => suite === each));
if (options.help || unknown || !(rounds >= 1)) {
	console.log(unknown ? `No suite is called "${unknown}".\n\n${help}` : help);
	process.exit(options.help ? 0 : 2);
}
const results = options.from ? await readResults(options.from) : await run();
if (options.json) {
	const file = resolve(options.json);
	if (!existsSync(dirname(file))) await mkdir(dirname(file), { recursive: true });
	await writeFile(file, JSON.stringify(results));
}
if (!options.verify) console.log(options.readme ? readmeTable(results) : fullTables(results));
