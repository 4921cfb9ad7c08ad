// Whether a contestant does its job, so that like is compared with like.
import { openSession, sleep } from "./session.mjs";
import { accepts, clicks, isAnalyticsOn, isAsked, opensPanel, ran, returns, seesLayer } from "./visitor.mjs";

/**
 * What a contestant does wrong: nothing may run before or after a refusal, the panel must open and switch, all must run
 * once accepted, and nobody is asked twice.
 * @returns {Promise<string[]>}
 */
export async function flawsOf(browser, server, contestant) {
	const session = await openSession(browser, server, contestant);
	const flaws = [];
	const hold = async (when) => {
		const names = await ran(session);
		if (names.length) flaws.push(`${names} ran ${when}`);
	};
	const visitAnew = async () => {
		await session.leave();
		await session.forget();
		await session.visit();
		await seesLayer(session);
	};
	try {
		await visitAnew();
		await hold("before an answer");
		if (contestant.preferences) {
			await opensPanel(session);
			const before = await isAnalyticsOn(session);
			await clicks(session, contestant.toggle);
			await sleep(400);
			if (before === (await isAnalyticsOn(session))) flaws.push("the switch for analytics does nothing");
		}
		await visitAnew();
		await clicks(session, contestant.reject);
		await sleep(700);
		await hold("after a refusal");
		await session.visit();
		await sleep(900);
		await hold("on return after a refusal");
		if (await isAsked(session)) flaws.push("asks again after a refusal");
		await visitAnew();
		await accepts(session);
		await session.leave();
		await returns(session);
		await sleep(600);
		if (await isAsked(session)) flaws.push("asks again after acceptance");
		flaws.push(...session.errors.map((message) => `throws: ${message}`));
	} catch (error) {
		flaws.push(error.message.split("\n")[0]);
	} finally {
		await session.close();
	}
	return flaws;
}
