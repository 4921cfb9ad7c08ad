// One visitor's profile from its first page to the last audit, with a kill between any two starts.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { failures } from "./browser-endpoint.mjs";
import { createMemory } from "./browser-memory.mjs";
import { abilities, startBrowser } from "./browser-processes.mjs";
import { openSite, purposes } from "./browser-site.mjs";

/** How long a page may take to come up on a loaded machine. */
const startPatienceMs = 20_000;
/** How long a wrong state may last before it counts as final. */
const correctionPatienceMs = 4000;
/** By now every browser has written the choice everywhere, so that the next decision leaves an older one behind. */
const lingerMs = 5500;
/** Kills come up to this long after a decision. */
const longestDelayMs = 5000;

/** A deterministic source of chances (mulberry32). */
export function createRandom(seed) {
	let state = seed >>> 0;
	const random = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return {
		below: (limit) => random() * limit,
		isChance: (share) => random() < share,
		pick: (list) => list[Math.floor(random() * list.length)],
	};
}

const split = (text) => text.split(/: (.*)/);

/** Lives through `kills` kills; everything found goes into `sum`, each failure to `fail`. Resolves with all that its pages told. */
export async function visit({ browser, dist, kills, seed, sum, fail }) {
	const random = createRandom(seed);
	const site = await openSite({ dist, onWithdraw: random.pick(["none", "reload"]) });
	const profile = await mkdtemp(path.join(tmpdir(), "yoursay-kill-"));
	const memory = createMemory(site.told);
	/** Of the last life: what it ended with. */
	let last = { sayings: [] };
	let running;
	try {
		for (let life = 0; life <= kills && (await live(life)); life++);
		return site.told;
	} finally {
		await running?.kill();
		await site.close();
		await rm(profile, { recursive: true, force: true, maxRetries: 5 });
	}

	/** From a start to a kill; false where nothing more can be learnt from this profile. */
	async function live(life) {
		const isLast = life === kills;
		const isRestored = life > 0 && abilities[browser].restores && random.isChance(0.15);
		const isProbed = life > 0 && !isRestored && random.isChance(0.6);
		const isCutShort = life > 0 && !isLast && random.isChance(0.08);
		const isInside = random.isChance(0.25);
		const delayMs = isInside ? random.below(80) : random.below(longestDelayMs);
		site.endpoint.fail(isLast ? "off" : random.pick(failures));
		const from = site.told.length;
		const since = () => site.told.slice(from);
		const say = (kind, text) => fail({ kind, text, life, isRestored, isProbed, last: last.sayings.join(", ") });

		running = await startBrowser(browser, profile, `${site.url}/${isProbed ? "probe" : "page"}`, isRestored);
		const arrive = (patienceMs) => site.until(() => since().some(({ kind }) => kind === "ready"), patienceMs);
		let isThere;
		if (isRestored && !(isThere = await arrive(5000))) {
			// Killed before it had saved its session.
			sum.unrestored++;
			await running.kill();
			running = await startBrowser(browser, profile, `${site.url}/page`, false);
		}
		if (!isThere && !(await arrive(startPatienceMs))) {
			say("no-start", "the page did not come up");
			return false;
		}
		if (isRestored && isThere) sum.restored++;
		if (isCutShort) {
			sum.cutShort++;
			await wait(random.below(300));
			checkRuns(since(), say);
			await end();
			sum.kills++;
			return true;
		}
		const isWhole = await check(since, say);
		measureWait(since());
		if (life > 0) measure(since());
		if (!isWhole) return false;
		if (isLast) await audit(say);
		else await decideAndDie({ isInside, delayMs, sayings: [] });
		await end();
		last.killedAt = Date.now();
		if (!isLast) sum.kills++;
		return true;
	}

	async function end() {
		const dying = running;
		running = undefined;
		await dying.kill();
	}

	/** Nothing that every possible newest decision denies may run, not even for a moment. */
	function checkRuns(told, say) {
		for (const { kind, load, purpose, atMs } of told) {
			if (kind !== "ran" || !memory.isDenied(purpose)) continue;
			const corrected = told.find(
				(each) =>
					each.kind === "state" && each.load === load && each.atMs > atMs && each.purposes[purpose] !== "granted",
			);
			say(
				"denied-ran",
				`${purpose} ran ${Math.round(atMs)} ms after the page began, ${corrected ? `corrected ${Math.round(corrected.atMs - atMs)} ms later` : "not corrected yet"}`,
			);
			if (corrected) sum.correctionsMs.push(corrected.atMs - atMs);
		}
	}

	/** Looks until all is right or patience ends. */
	async function check(since, say) {
		let seen;
		let found;
		let wrong;
		const end = Date.now() + correctionPatienceMs;
		do {
			// A correction may load the page anew; then the new page is asked.
			const load = site.newest();
			seen = await site.order(load, { name: "look" });
			if (!seen && site.newest() !== load) continue;
			if (!seen?.snapshot) {
				say("no-answer", `the page did not answer: ${seen?.error ?? "silence"}`);
				return false;
			}
			wrong = memory.judge(seen);
			found = memory.audit(seen.records, site.endpoint.records());
			if (wrong.length || found.wrong.length) await wait(50);
		} while (!found || ((wrong.length || found.wrong.length) && Date.now() < end));
		await wait(30); // late runs are told late
		checkRuns(since(), say);
		for (const text of wrong) say(...split(text));
		report(found, say);
		memory.adopt(seen);
		return true;
	}

	function report({ wrong, lostHere, marks }, say) {
		for (const text of wrong) say(...split(text));
		if (lostHere) sum.lostHere++;
		for (const name of Object.keys(marks)) sum.marks[name] = Math.max(sum.marks[name] ?? 0, marks[name]);
	}

	/** How long the page held back what was allowed, until it knew that nothing newer denies it. */
	function measureWait(told) {
		const ready = told.find(({ kind }) => kind === "ready");
		const began = told.find(
			({ kind, load, purposes }) => kind === "state" && load === ready?.load && "media" in purposes,
		);
		if (began) sum.waitsMs.push(ready.atMs - began.atMs);
	}

	/** Counts which store still had the newest decision after the last kill. */
	function measure(told) {
		if (!last.decidedAt) return;
		const time = String(Date.parse(last.decidedAt));
		const delayMs = last.killedAt - memory.settledAt.get(last.decidedAt);
		const kept = told.find(({ kind }) => kind === "kept");
		const holds = (text) => (!text ? "none" : text.slice(2, 15) >= time ? "new" : "old");
		const cookie = kept.cookie.split("; ").find((pair) => pair.startsWith("yoursay_kill="));
		const row = {
			delayMs,
			cookie: holds(cookie?.slice("yoursay_kill=".length)),
			local: holds(kept.local.yoursay_kill),
			drafts: Object.keys(kept.local).filter((name) => name.startsWith("yoursay_kill~")).length,
		};
		if ("database" in kept) row.database = holds(kept.database?.choice);
		sum.survivals.push(row);
	}

	async function audit(say) {
		let left;
		for (const end = Date.now() + 15_000; Date.now() < end; await wait(200)) {
			left = await site.order(site.newest(), { name: "flush" });
			if (Array.isArray(left) && left.length === 0) break;
		}
		if (!Array.isArray(left) || left.length) say("undelivered", `still waiting: ${left?.error ?? left}`);
		const seen = await site.order(site.newest(), { name: "look" });
		const collected = site.endpoint.records();
		report(memory.audit(seen.records, collected), say);
		const ids = new Set(collected.map(({ id }) => id));
		for (const { id } of seen.records) if (!ids.has(id)) say("undelivered", `${id} never reached the collector`);
		for (const flaw of site.endpoint.flaws) say("bad-batch", flaw);
		sum.decisions += memory.count();
		sum.settled += memory.settledCount();
		sum.collected += collected.length;
	}

	/** One to three decisions, the last of them the one that the kill follows. */
	async function decideAndDie({ isInside, delayMs, sayings }) {
		const rounds = random.pick([1, 1, 2, 3]);
		for (let round = 1; round <= rounds; round++) {
			const isFinal = round === rounds;
			const { settling } = await decideOnce(site.newest(), sayings);
			const began = Date.now();
			if (!isFinal || !isInside) await settling;
			if (Date.now() - began > 2000) sayings.push(`(after ${Date.now() - began} ms)`);
			await wait(isFinal ? delayMs : random.isChance(0.25) ? lingerMs : random.below(400));
		}
		sayings.push(isInside ? `killed ${delayMs.toFixed()} ms after the order` : `killed ${delayMs.toFixed()} ms after`);
		const decidedAt = memory.newestTime();
		last = { sayings, decidedAt };
	}

	/** Has one decision made; `settling` resolves when it settled, or when nothing was heard of it for long. */
	async function decideOnce(load, sayings) {
		const before = Date.parse(memory.newestTime() ?? 0);
		const alive = running;
		const isNoted = (number) => site.told.some((each) => each.kind === "settled" && each.number === number);
		/** Withdrawing what ran loads the page anew, and the new page may have to tell. */
		const settling = async (number) => {
			const isGone = () => site.told.some((each) => each.kind === "ready" && each.load > load);
			await site.until(() => isNoted(number) || isGone(), 10_000);
			if (isNoted(number) || running !== alive) return;
			site.order(site.newest(), { name: "watch", number, after: before }, 0);
			await site.until(() => isNoted(number), 3000);
		};
		if (abilities[browser].clicks && random.isChance(0.3)) {
			const action = random.pick(["accept-all", "reject-all"]);
			const at = await site.order(load, { name: "find", action });
			if (at?.x) {
				const number = memory.make(action === "accept-all" ? "acceptAll" : "rejectAll");
				sayings.push(`click ${action}`);
				site.order(load, { name: "watch", number, after: before }, 0);
				await running.click(at);
				sum.clicks++;
				return { settling: settling(number) };
			}
			sum.unclicked++;
		}
		const isBurst = random.isChance(0.15);
		const calls = Array.from({ length: isBurst ? 2 : 1 }, () => {
			const name = random.pick(["acceptAll", "acceptAll", "rejectAll", "withdraw", "decide", "decide"]);
			const some = purposes.filter(() => random.isChance(0.7)).map((id) => [id, random.isChance(0.5)]);
			const given = name === "decide" ? [{ purposes: Object.fromEntries(some) }] : [];
			sayings.push(`${name}(${given.map((each) => JSON.stringify(each))})`);
			return { number: memory.make(name, given[0] ? [given[0].purposes] : []), name, given };
		});
		site.order(load, { name: "decide", calls }, 0);
		return { settling: settling(calls.at(-1).number) };
	}
}
