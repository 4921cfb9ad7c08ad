import { describe, expect, test } from "vitest";
import { hasFirefox, launchFirefox, openSite, soon } from "./setup.ts";

if (!hasFirefox) console.warn("Firefox is not on this machine (set FIREFOX_PATH), so its smoke run is left out.");

describe.skipIf(!hasFirefox)("in Firefox, on isokron", () => {
	const site = openSite(launchFirefox);

	const arrive = async () => {
		const visitor = await site.visitor();
		await visitor.goes("/isokron/");
		await visitor.seesFirstLayer();
		return visitor;
	};
	const vendors = /^\/(vendor|ingest|embed)\//;

	test("before a decision nothing is stored and no vendor asked", async () => {
		const visitor = await arrive();
		await visitor.placeholder.waitFor();
		expect(visitor.asked(vendors)).toEqual([]);
		expect(await visitor.keeps()).toEqual({ cookies: [], localStorage: [], sessionStorage: [], databases: [] });
	});

	test("a refusal holds over a reload, and its record arrives", async () => {
		const visitor = await arrive();
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		await expect
			.poll(async () => (await site.collected()).map(({ method, automated }) => [method, automated]), soon)
			.toEqual([["reject-all", false]]);
		await visitor.reloads();
		expect(await visitor.isReady()).toMatchObject({
			decided: true,
			purposes: { analytics: "refused", media: "refused" },
		});
		expect(visitor.asked(vendors)).toEqual([]);
	});

	test("an acceptance runs the vendors, now and after a reload, and its record arrives", async () => {
		const visitor = await arrive();
		const before = (await site.collected()).length;
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		await expect.poll(() => visitor.asked(/^\/ingest\//).length, soon).toBeGreaterThan(0);
		await expect.poll(() => visitor.asked(/^\/embed\/video\.html/).length, soon).toBe(1);
		await expect
			.poll(
				async () => (await site.collected()).slice(before).map(({ method, automated }) => [method, automated]),
				soon,
			)
			.toEqual([["accept-all", false]]);
		await visitor.reloads();
		await expect.poll(() => visitor.asked(/^\/embed\/video\.html/).length, soon).toBe(2);
		await expect.poll(() => visitor.asked(/^\/vendor\/posthog\.js/).length, soon).toBe(2);
	});
});
