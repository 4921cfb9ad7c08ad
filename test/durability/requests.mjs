// node test/durability/requests.mjs [--browser chromium|firefox] [--times 50] [--parallel 2] [--seed 1] [--only VISIT]
//   [--typed MS] [--dist FOLDER]
// Kills a real browser's process group at random moments after a person sent a rights request to an endpoint that fails,
// starts the same profile again on a page that opens nothing, and checks that the request arrives exactly once and that
// nothing the person wrote is left where pages can read. `--typed` is how long the form was open before (6500 ms): what
// Chromium's localStorage was told in the five seconds before a kill is lost. Exit code 1 on failure.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startBrowser } from "./browser-processes.mjs";
import { createRandom } from "./browser-visit.mjs";
import { modes, openRequestSite } from "./requests-site.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What the person writes. */
const texts = ["Ada Lovelace-Example", "ada.lovelace@person.example", "Everything that was ever kept about me"];

/** Kills `times` times, each after one request of its own profile, and often once more before the end. */
export async function killRequests({
	browser,
	times,
	parallel = 1,
	seed = 1,
	only,
	typedMs = 6500,
	dist = "dist",
	tell = () => {},
}) {
	const sum = { kills: 0, arrived: 0, neverKept: 0, posts: 0, rawFiles: 0, rawVisits: 0 };
	const failures = [];
	const queue = Array.from({ length: times }, (_, number) => number).filter(
		(each) => only === undefined || each === only,
	);
	await Promise.all(
		Array.from({ length: parallel }, async () => {
			for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
				const fail = (text) => {
					failures.push({ text, visit: number });
					tell(`visit ${number}: ${text}`);
				};
				const random = createRandom((seed * 1_000_003 + number * 7919) >>> 0);
				await visit({ browser, dist: path.resolve(root, dist), random, typedMs, number, sum, fail }).catch((error) =>
					fail(error.stack),
				);
			}
		}),
	);
	return { sum, failures };
}

async function visit({ browser, dist, random, typedMs, number, sum, fail }) {
	const request = {
		version: 1,
		id: `019a0000-0000-7000-8000-${String(number).padStart(12, "0")}`,
		site: "kill",
		controller: "Kill Example",
		kind: "access",
		region: "DE",
		language: "en",
		madeAt: new Date().toISOString(),
		policyVersion: null,
		name: texts[0],
		email: texts[1],
		message: texts[2],
	};
	const plan = { hasChoice: random.isChance(0.5), typedMs };
	const site = await openRequestSite({ dist, request, plan });
	const profile = await mkdtemp(path.join(tmpdir(), "yoursay-request-"));
	let running;
	const kill = async () => {
		const dying = running;
		running = undefined;
		await dying?.kill();
	};
	try {
		const mode = random.pick(modes);
		site.fail(mode);
		running = await startBrowser(browser, profile, `${site.url}/write`, false);
		if (!(await site.until(() => site.told.some(({ kind }) => kind === "sends"), 20_000 + typedMs)))
			return fail("the page did not come up");
		await wait(random.isChance(0.3) ? random.below(40) : random.below(1500));
		await kill();
		sum.kills++;
		const isSure = () => site.posts() > 0 || site.told.some(({ kind }) => kind === "sent");
		while (random.isChance(0.4)) {
			site.fail(random.pick(modes));
			const from = site.told.length;
			running = await startBrowser(browser, profile, `${site.url}/page`, false);
			await site.until(() => site.told.slice(from).some(({ kind }) => kind === "here"), 20_000);
			await wait(random.below(1500));
			await kill();
			sum.kills++;
		}
		site.fail("ok");
		const wasSure = isSure();
		const hadArrived = site.collected.size > 0;
		const from = site.told.length;
		running = await startBrowser(browser, profile, `${site.url}/page`, false);
		const look = () => site.told.slice(from).find(({ kind }) => kind === "look");
		if (!(await site.until(look, 40_000))) return fail("the last page did not come up");
		await kill();
		await judge({ site, look: look(), wasSure, hadArrived, mode, plan, profile });
	} finally {
		await kill();
		await site.close();
		await rm(profile, { recursive: true, force: true, maxRetries: 5 });
	}

	async function judge({ site, look, wasSure, hadArrived, mode, plan, profile }) {
		const { rows, local } = look;
		const how = `(${mode}, ${plan.hasChoice ? "with" : "without"} a choice)`;
		const keys = Object.keys(rows).filter((key) => /^(request|kept):/.test(key));
		if (site.collected.size) sum.arrived++;
		else if (!wasSure) sum.neverKept++;
		else fail(`it never arrived ${how}; left: ${keys.join(" ") || "nothing"}; ${JSON.stringify(local)}`);
		for (const flaw of site.flaws) fail(`${flaw} ${how}`);
		if (site.collected.size && !keys.includes(`kept:${request.id}`))
			fail(`its reference is not kept ${how}${hadArrived ? ", it had arrived before" : ""}; ${JSON.stringify(local)}`);
		sum.posts += site.posts();
		const readable = JSON.stringify([look, site.told.filter(({ kind }) => kind === "console")]);
		if (site.collected.size)
			for (const text of texts) if (readable.includes(text)) fail(`“${text}” is still readable ${how}`);
		const files = await filesWith(profile, texts);
		sum.rawFiles += files.length;
		if (files.length) sum.rawVisits++;
	}
}

/** Files whose bytes still hold one of the texts, in one or two bytes a letter. */
async function filesWith(folder, wanted) {
	const names = await readdir(folder, { recursive: true, withFileTypes: true });
	const found = [];
	for (const entry of names.filter((each) => each.isFile())) {
		const file = path.join(entry.parentPath ?? entry.path, entry.name);
		const bytes = await readFile(file).catch(() => Buffer.alloc(0));
		const has = (text) => bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le"));
		if (wanted.some(has)) found.push(path.relative(folder, file));
	}
	return found;
}

async function main() {
	const { values } = parseArgs({
		options: {
			browser: { type: "string", default: "chromium" },
			times: { type: "string", default: "50" },
			parallel: { type: "string", default: "2" },
			seed: { type: "string", default: "1" },
			only: { type: "string" },
			typed: { type: "string", default: "6500" },
			dist: { type: "string", default: "dist" },
		},
	});
	const { sum, failures } = await killRequests({
		browser: values.browser,
		times: Number(values.times),
		parallel: Number(values.parallel),
		seed: Number(values.seed),
		only: values.only === undefined ? undefined : Number(values.only),
		typedMs: Number(values.typed),
		dist: values.dist,
		tell: (line) => console.log(line),
	});
	console.table(sum);
	console.log(failures.length ? `${failures.length} failures` : "no failure");
	process.exitCode = failures.length ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
