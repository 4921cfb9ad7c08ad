// What a visitor does. Clicks are real mouse events through the browser, timed from the event's own time stamp.
import { sleep } from "./session.mjs";
import { held } from "./task.mjs";

/** @typedef {Awaited<ReturnType<typeof import("./session.mjs").openSession>>} Session */

const names = held.map(({ name }) => name);
const haveAllRun = (given) => window.bench && given.every((name) => window.bench.ranAt(name) !== undefined);

/** Waits until the first layer stands and its buttons work. @param {Session} session */
export async function seesLayer({ page, contestant, cpu }) {
	if (!contestant.layer) return sleep(600);
	await page.waitForFunction(() => window.bench?.marks.layer.full, null, { polling: 100, timeout: 60_000 });
	await sleep(400 + (contestant.settleMs ?? 0) * cpu);
}

/** What the visit has been like so far. @param {Session} session */
export const readVisit = ({ page }) => page.evaluate(() => window.bench.visit());

/**
 * A click in the middle of an element. The pointer arrives 120 ms before it presses, as a hand would.
 * @param {Session} session
 * @param {string} selector
 */
export async function clicks({ page, contestant }, selector) {
	// Without the probe the element is looked for in the same way.
	const at = await page.evaluate((wanted) => {
		if (window.bench) return window.bench.middleOf(wanted);
		const step = (node, part) => (node?.shadowRoot ?? node)?.querySelector(part.trim());
		const element = wanted.split(">>>").reduce(step, document);
		if (!element) return undefined;
		const { left, top, width, height } = element.getBoundingClientRect();
		return { x: left + width / 2, y: top + height / 2, width };
	}, selector);
	if (!at?.width) throw new Error(`${contestant.name}: nothing to click at ${selector}`);
	await page.mouse.move(at.x - 3, at.y - 2);
	await page.mouse.move(at.x, at.y);
	await sleep(120);
	await page.mouse.down();
	await page.mouse.up();
}

/** Milliseconds from the click until the first held script has run. @param {Session} session */
export async function accepts(session) {
	const { page, contestant } = session;
	await clicks(session, contestant.accept);
	await page.waitForFunction(haveAllRun, names, { polling: 50, timeout: 15_000 });
	await sleep(400);
	return page.evaluate((name) => window.bench.ranAt(name) - window.bench.clicks[0], names[0]);
}

/** Milliseconds from the start of the navigation until the first held script has run. @param {Session} session */
export async function returns(session) {
	const { page } = session;
	await session.visit("", "commit");
	await page.waitForFunction(haveAllRun, names, { polling: 100, timeout: 45_000 });
	await sleep(300);
	return page.evaluate((name) => window.bench.ranAt(name), names[0]);
}

/** Milliseconds from the click until the panel is seen. @param {Session} session */
export async function opensPanel(session) {
	const { page, contestant } = session;
	await page.evaluate((panel) => window.bench.watch("panel", panel), contestant.panel);
	await clicks(session, contestant.preferences);
	await page.waitForFunction(() => window.bench.marks.panel.full, null, { polling: 50, timeout: 60_000 });
	await sleep(400);
	return page.evaluate(() => window.bench.marks.panel.first - window.bench.clicks.at(-1));
}

/** Whether the panel says that analytics is on. @param {Session} session */
export const isAnalyticsOn = ({ page, contestant }) =>
	page.evaluate(`((it) => ${contestant.isOn})(window.bench.find(${JSON.stringify(contestant.toggle)}))`);

/** Names of the held scripts that have run. @param {Session} session */
export const ran = ({ page }) =>
	page.evaluate((given) => given.filter((name) => window.bench.ranAt(name) !== undefined), names);

/** Whether the layer can be seen now. @param {Session} session */
export const isAsked = ({ page, contestant }) =>
	page.evaluate((layer) => window.bench.seen(window.bench.find(layer)).share > 0.05, contestant.layer);
