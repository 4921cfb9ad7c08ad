// What is measured. A suite's function makes one sample of a contestant; the names of its figures are those of `rows.mjs`.
import { openSession, sleep, slow4g } from "./session.mjs";
import { accepts, clicks, opensPanel, readVisit, returns, seesLayer } from "./visitor.mjs";

/** Described cookies in the panel whose growth is measured. */
export const counts = [10, 100, 1000];

const metricsOf = async ({ devtools }) => {
	const { metrics } = await devtools.send("Performance.getMetrics");
	return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
};
const taskMs = async (session) => (await metricsOf(session)).TaskDuration * 1000;

/** Bytes of JavaScript objects after garbage collection. The text of scripts is kept outside this heap. */
async function heapBytes(session) {
	for (let times = 0; times < 2; times++) await session.devtools.send("HeapProfiler.collectGarbage");
	return (await metricsOf(session)).JSHeapUsedSize;
}

/**
 * Body bytes (brotli 11) of the contestant's own files. The same in every run, so taken once. The network is slow, so
 * that what is asked for once the layer stands cannot arrive before.
 */
async function bytes(session, server) {
	const { contestant, page } = session;
	const take = () => {
		const log = server.takeLog();
		const missing = log.find(({ status }) => status === 404);
		if (missing) throw new Error(`${contestant.name}: ${missing.path} is not served`);
		return log.filter(({ path }) => path.startsWith(`/files/${contestant.name}/`));
	};
	const sum = (log) => log.reduce((total, each) => total + each.bytes, 0);
	server.takeLog();
	await session.visit();
	await seesLayer(session);
	const needed = await page.evaluate(() =>
		performance
			.getEntriesByType("resource")
			.filter(({ responseEnd }) => responseEnd <= window.bench.marks.layer.first)
			.map(({ name }) => new URL(name).pathname),
	);
	await sleep(1200);
	const visit = take();
	const first = sum(visit.filter(({ path }) => needed.includes(path)));
	const settled = sum(visit);
	let panel;
	if (contestant.preferences) {
		await opensPanel(session);
		await sleep(800);
		panel = settled + sum(take());
	}
	await session.leave();
	await session.forget();
	await session.visit();
	await seesLayer(session);
	await accepts(session);
	await session.leave();
	await session.emptyCache();
	server.takeLog();
	await returns(session);
	await sleep(1200);
	return { first, settled, panel, returning: sum(take()) };
}

/** Main-thread CPU time in windows of fixed length, without any probe in the page, so that the control's can be subtracted. */
async function cost(session) {
	const { contestant, cpu } = session;
	const visit = async () => {
		// The counters start at zero with each page.
		await session.visit("", "commit");
		await sleep(cpu > 1 ? 2500 : 1300);
		return taskMs(session);
	};
	const first = await visit();
	if (contestant.accept) {
		await sleep(contestant.settleMs ?? 0);
		await clicks(session, contestant.accept);
		await sleep(cpu > 1 ? 1200 : 800);
	}
	await session.leave();
	return { first, returning: await visit() };
}

/** Heap of a visitor who comes back in a new tab: a process keeps what the first visit made V8 prepare. */
async function heap(session) {
	const { contestant, page } = session;
	await session.visit();
	await sleep(1300);
	if (contestant.accept) {
		await sleep(contestant.settleMs ?? 0);
		await clicks(session, contestant.accept);
		await sleep(800);
	}
	await page.close();
	const tab = await session.newTab();
	await tab.visit();
	await sleep(1300);
	return { returning: await heapBytes(tab) };
}

/** All that a visitor can see, by clocks inside the page. */
async function timing(session) {
	await session.visit();
	await seesLayer(session);
	const first = await readVisit(session);
	if (!session.contestant.layer) return first;
	const accept = await accepts(session);
	await session.leave();
	const returnWarm = await returns(session);
	await session.leave();
	await session.emptyCache();
	return { ...first, accept, returnWarm, returnCold: await returns(session) };
}

/** A first visit on a phone's screen: can the layer become the largest paint, does it move the page? */
async function phone(session) {
	await session.visit();
	await seesLayer(session);
	return readVisit(session);
}

/** Opening a panel that describes so many cookies. */
const panel = (count) => async (session) => {
	if (!session.contestant.entries) return undefined;
	await session.visit(count);
	await seesLayer(session);
	await sleep(600);
	const before = await taskMs(session);
	const seen = await opensPanel(session);
	return { seen, task: (await taskMs(session)) - before };
};

/** @typedef {{suite: string, key: string, conditions: import("./session.mjs").Conditions, isOnce?: boolean, sample: (session: any, server: any) => Promise<object | undefined>}} Kind */

/** @type {Kind[]} */
export const kinds = [
	{ suite: "bytes", key: "bytes", conditions: { network: slow4g }, isOnce: true, sample: bytes },
	{ suite: "cost", key: "cost 1x", conditions: { isWatched: false }, sample: cost },
	{ suite: "cost", key: "cost 4x", conditions: { isWatched: false, cpu: 4 }, sample: cost },
	{ suite: "heap", key: "heap", conditions: { isWatched: false }, sample: heap },
	{ suite: "timing", key: "timing 1x", conditions: {}, sample: timing },
	{ suite: "timing", key: "timing 4x", conditions: { cpu: 4 }, sample: timing },
	{ suite: "slow", key: "timing slow", conditions: { cpu: 4, network: slow4g }, sample: timing },
	{ suite: "phone", key: "phone", conditions: { cpu: 4, network: slow4g, isPhone: true }, sample: phone },
	...counts.map((count) => ({ suite: "panel", key: `panel ${count}`, conditions: {}, sample: panel(count) })),
];

/**
 * One sample in a session of its own.
 * @param {Kind} kind
 */
export async function take(kind, browser, server, contestant) {
	const session = await openSession(browser, server, contestant, kind.conditions);
	try {
		return await kind.sample(session, server);
	} finally {
		await session.close();
	}
}
