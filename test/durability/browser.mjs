// node test/durability/browser.mjs [--browser chromium|firefox|webkit] [--times 300] [--parallel 2] [--seed 1]
//   [--only VISIT] [--dist FOLDER] [--json FILE]
// Kills a real browser's process group at random moments 0-5 s after a decision, starts the same profile again, and
// checks that no settled decision is lost or doubled, no denial forgotten, and every chain whole. A failure names the
// visit; the same seed with `--only` repeats that visit. Interrupted, it ends the visits under way and
// sums up. WebKit needs a display (`xvfb-run -a`). Exit code 1 on failure.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { has } from "./browser-processes.mjs";
import { survivalTable } from "./browser-survival.mjs";
import { createRandom, visit } from "./browser-visit.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Kills in one visit at most; each visit has its own fresh profile. */
const longestVisit = 8;

const emptySum = () => ({
	kills: 0,
	visits: 0,
	decisions: 0,
	settled: 0,
	collected: 0,
	clicks: 0,
	unclicked: 0,
	restored: 0,
	unrestored: 0,
	cutShort: 0,
	lostHere: 0,
	marks: {},
	correctionsMs: [],
	/** From the first reading of the choice until `ready`, in each life. */
	waitsMs: [],
	survivals: [],
});

/** Kills `times` times, spread over visits; `parallel` visits at once; no new one after `stop`. Resolves with all that was counted. */
export async function killOften({
	browser,
	times,
	parallel = 1,
	seed = 1,
	only,
	dist = "dist",
	stop,
	tell = () => {},
}) {
	const sum = emptySum();
	const failures = [];
	/** All that the pages of a failed visit told. */
	const logs = {};
	const plan = [];
	for (let left = times; left > 0; left -= plan.at(-1).kills) {
		const own = (seed * 1_000_003 + plan.length * 7919) >>> 0;
		const kills = Math.min(left, 2 + Math.floor(createRandom(own).below(longestVisit - 1)));
		plan.push({ number: plan.length, seed: own, kills });
	}
	const queue = plan.filter(({ number }) => only === undefined || number === only);
	await Promise.all(
		Array.from({ length: parallel }, async () => {
			for (let next = queue.shift(); next && !stop?.aborted; next = queue.shift()) {
				const { number, kills } = next;
				const fail = (failure) => {
					failures.push({ ...failure, visit: number });
					tell(lineOf({ ...failure, visit: number }, browser, seed));
				};
				const told = await visit({ browser, dist: path.resolve(root, dist), kills, seed: next.seed, sum, fail }).catch(
					(error) => fail({ kind: "run", text: error.stack, life: -1, last: "" }),
				);
				sum.visits++;
				if (failures.some((each) => each.visit === number)) logs[number] = told;
			}
		}),
	);
	return { sum, failures, logs };
}

function lineOf({ kind, text, visit: number, life, last, isRestored, isProbed }, browser, seed) {
	const how = isRestored ? "session restored" : isProbed ? "probed first" : "started plainly";
	return `${kind} | ${text} | ${browser} --seed ${seed} --only ${number}, life ${life}, ${how} | before: ${last}`;
}

async function main() {
	const { values } = parseArgs({
		options: {
			browser: { type: "string", default: "chromium" },
			times: { type: "string", default: "300" },
			parallel: { type: "string", default: "1" },
			seed: { type: "string", default: "1" },
			only: { type: "string" },
			dist: { type: "string", default: "dist" },
			json: { type: "string" },
		},
	});
	const { browser } = values;
	if (!["chromium", "firefox", "webkit"].includes(browser) || !has(browser)) {
		console.error(`There is no "${browser}" here. Use chromium, firefox or webkit, and install it.`);
		process.exit(2);
	}
	const stopping = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"])
		process.on(name, () => (stopping.signal.aborted ? process.exit(130) : stopping.abort()));
	const began = Date.now();
	const { sum, failures, logs } = await killOften({
		browser,
		times: Number(values.times),
		parallel: Number(values.parallel),
		seed: Number(values.seed),
		only: values.only === undefined ? undefined : Number(values.only),
		dist: values.dist,
		stop: stopping.signal,
		tell: (line) => console.log(line),
	});
	if (values.json) await writeFile(values.json, JSON.stringify({ browser, ...values, sum, failures, logs }));
	const { survivals, correctionsMs, waitsMs, marks, ...counts } = sum;
	waitsMs.sort((a, b) => a - b);
	const share = (part) => Math.round(waitsMs[Math.floor((waitsMs.length - 1) * part)]);
	const kinds = {};
	for (const { kind } of failures) kinds[kind] = (kinds[kind] ?? 0) + 1;
	console.log(`\n${browser}, ${Math.round((Date.now() - began) / 1000)} s`);
	console.table({ ...counts, ...marks });
	console.log(survivalTable(survivals));
	if (waitsMs.length) console.log(`ready after ms: median ${share(0.5)}, 95 % ${share(0.95)}, longest ${share(1)}`);
	if (correctionsMs.length) console.log(`corrected after ms: ${correctionsMs.map(Math.round).sort((a, b) => a - b)}`);
	console.log(failures.length ? "failures:" : "no failure");
	if (failures.length) console.table(kinds);
	process.exitCode = failures.length ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
