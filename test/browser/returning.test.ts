import { describe, expect, test } from "vitest";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

/** Decides on a site and waits until the record is delivered, so that nothing is left for the next visit. */
async function returns(to: string, decide: (visitor: Visitor) => Promise<void>) {
	const visitor = await site.visitor();
	await visitor.goes(to);
	await visitor.seesFirstLayer();
	await visitor.rests();
	await decide(visitor);
	await visitor.seesNoFirstLayer();
	const name = `yoursay_${to.split("/")[1]}`;
	await expect
		.poll(async () => (await visitor.databaseKeys(name)).map((key) => key.split(":")[0]).sort(), soon)
		.toEqual(expect.arrayContaining(["head", "record", "secret"]));
	await expect
		.poll(async () => (await visitor.databaseKeys(name)).some((key) => key.startsWith("outbox:")), soon)
		.toBe(false);
	await visitor.rests();
	visitor.requests.splice(0);
	return visitor;
}

/** yoursay's own files that came over the network; what the cache had costs nothing. */
const fetched = (visitor: Visitor) =>
	visitor.page.evaluate(() =>
		(performance.getEntriesByType("resource") as PerformanceResourceTiming[])
			.filter(({ name, transferSize }) => /\/(yoursay\.js$|ys-[^/]+\/)/.test(name) && transferSize > 0)
			.map(({ name }) => name.split("/").pop()),
	);

describe.each([
	["a21e", "a refusal", (visitor: Visitor) => visitor.rejects()],
	["a21e", "an acceptance", (visitor: Visitor) => visitor.accepts()],
] as const)("on %s after %s", (name, _, decide) => {
	test("a returning visitor is not asked and fetches only yoursay.js", async () => {
		const visitor = await returns(`/${name}/`, decide);
		const before = await visitor.snapshot();
		await visitor.goes(`/${name}/`);
		expect(await visitor.isReady()).toEqual(before);
		await visitor.rests();

		expect(await visitor.firstLayer.count()).toBe(0);
		expect(await fetched(visitor)).toEqual(["yoursay.js"]);
		expect(visitor.asked(/^\/ys-/).filter((path) => !path.endsWith("/ask-en.js"))).toEqual([]);
		expect(visitor.asked(/^\/yoursay\/records/)).toEqual([]);
	});
});

test("a grant holds over a reload: what was held runs with the page", async () => {
	const visitor = await returns("/isokron/", (each) => each.accepts());
	await visitor.reloads();
	await expect.poll(() => visitor.asked(/^\/ingest\//).length, soon).toBeGreaterThan(0);
	await expect.poll(() => visitor.asked(/^\/embed\/video\.html/).length, soon).toBe(1);
	expect(await visitor.snapshot()).toMatchObject({ purposes: { analytics: "granted", media: "granted" } });
});

test("a refusal holds over a reload and on every page of the site", async () => {
	const visitor = await returns("/isokron/", (each) => each.rejects());
	for (const path of ["/isokron/", "/isokron/privacy.html"]) {
		await visitor.goes(path);
		await visitor.isReady();
		await visitor.rests();
		expect(await visitor.firstLayer.count()).toBe(0);
		expect(await visitor.snapshot()).toMatchObject({
			decided: true,
			purposes: { analytics: "refused", media: "refused" },
		});
	}
	expect(visitor.asked(/^\/(vendor|ingest|embed)\//)).toEqual([]);
});

test("a choice that the cookie alone kept holds, and so does one that only localStorage kept", async () => {
	const visitor = await returns("/a21e/", (each) => each.rejects());
	await visitor.page.evaluate(() => localStorage.clear());
	await visitor.reloads();
	expect(await visitor.isReady()).toMatchObject({ decided: true, purposes: { analytics: "refused" } });

	const other = await returns("/a21e/", (each) => each.rejects());
	await other.context.clearCookies();
	await other.reloads();
	expect(await other.isReady()).toMatchObject({ decided: true, purposes: { analytics: "refused" } });
});

test("a grant for a purpose that has changed since lapses, and the visitor is asked about it alone", async () => {
	const visitor = await returns("/isokron/", (each) => each.accepts());
	await visitor.context.route("**/isokron/", async (route) => {
		const response = await route.fetch();
		await route.fulfill({ response, body: (await response.text()).replace("Pages visited", "Pages visited and read") });
	});
	await visitor.reloads();
	await visitor.seesFirstLayer();
	expect(await visitor.snapshot()).toMatchObject({
		decided: false,
		purposes: { analytics: "not-asked", media: "granted" },
	});
	expect(await visitor.firstLayer.locator("h2").textContent()).toBe("One thing is new");
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
	expect(await visitor.snapshot()).toMatchObject({
		decided: true,
		purposes: { analytics: "granted", media: "granted" },
	});
});

test("“Reject all” where one thing is new rejects everything, also what was granted before", async () => {
	const visitor = await returns("/isokron/", (each) => each.accepts());
	await visitor.context.route("**/isokron/", async (route) => {
		const response = await route.fetch();
		await route.fulfill({ response, body: (await response.text()).replace("Pages visited", "Pages visited and read") });
	});
	await visitor.reloads();
	await visitor.seesFirstLayer();
	expect(await visitor.firstLayer.locator("h2").textContent()).toBe("One thing is new");
	expect(await visitor.allows("media")).toBe(true);
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	expect(await visitor.snapshot()).toMatchObject({
		decided: true,
		method: "reject-all",
		purposes: { analytics: "refused", media: "withdrawn" },
	});
	expect([await visitor.allows("analytics"), await visitor.allows("media")]).toEqual([false, false]);
});
