import { expect, test } from "vitest";
import { canonical, digest } from "../../src/core/canonical.ts";
import type { Shown } from "../../types/consent.ts";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const count = 200;
const tabs = 5;

const shown = (number: number): Shown => ({
	view: "preferences",
	layout: "page",
	language: "en",
	words: [`decision ${number}`],
});

/** Decides one after the other; each number whose promise settled is handed out at once. */
const decides = (tab: Visitor, numbers: number[]) =>
	tab.page.evaluate(
		async ([all, template]) => {
			const { settled } = window as unknown as { settled(number: number): Promise<void> };
			for (const number of all) {
				await window.yoursay.decide(
					{ purposes: { analytics: number % 2 === 0 } },
					{ method: "save", shown: { ...template, words: [`decision ${number}`] } },
				);
				await settled(number);
			}
		},
		[numbers, shown(0)] as const,
	);

test(`${count} decisions in ${tabs} tabs, some of which close midway, while the endpoint fails at random: each settled one arrives, none twice`, async () => {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": html({ body: '<a href="#" data-yoursay-open="preferences">Choices</a>' }) });
	const settled = new Set<number>();
	await visitor.context.exposeFunction("settled", (number: number) => void settled.add(number));
	site.demo.failing("random");

	const isClosedMidway = (at: number) => at % 2 === 1;
	const each = count / tabs;
	await Promise.all(
		Array.from({ length: tabs }, async (_, at) => {
			const tab = await visitor.opensTab();
			await tab.goes("/f/page.html");
			await tab.isReady();
			const numbers = Array.from({ length: each }, (_, index) => at * each + index);
			const work = decides(tab, numbers).catch((error: Error) => {
				if (!isClosedMidway(at)) throw error;
			});
			if (isClosedMidway(at)) {
				await expect.poll(() => numbers.filter((number) => settled.has(number)).length, soon).toBeGreaterThan(5);
				await tab.page.close();
			}
			await work;
		}),
	);
	expect(settled.size).toBeGreaterThanOrEqual(each * 3 + 10);

	site.demo.failing("off");
	for (const page of visitor.context.pages()) await page.close();
	const last = await visitor.opensTab();
	await last.goes("/f/page.html");
	await last.isReady();
	const waiting = async () =>
		(await last.databaseKeys("yoursay_fixture")).filter((key) => key.startsWith("outbox:")).length;
	await expect
		.poll(
			async () => {
				// What waits out a long pause is sent at once when the network comes back.
				await last.context.setOffline(true);
				await last.context.setOffline(false);
				return waiting();
			},
			{ timeout: 20_000, interval: 500 },
		)
		.toBe(0);

	const own = (await last.records()).map(({ id }) => id).sort();
	const collected = (await site.collected()).filter((record) => record.site === "fixture");
	expect(collected.map(({ id }) => id).sort()).toEqual(own);
	expect(new Set(own).size).toBe(own.length);
	const hashes = collected.map(({ notice }) => notice.textHash);
	expect(new Set(hashes).size).toBe(hashes.length);
	const lost = [];
	for (const number of settled) if (!hashes.includes(await digest(canonical(shown(number))))) lost.push(number);
	expect(lost).toEqual([]);
	const sequence = collected.map((record) => record.sequence).sort((a, b) => a - b);
	expect(sequence).toEqual(sequence.map((_, index) => index));
});
