import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { engine } from "./engine.ts";
import { held, html, plainTag } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();
const body = '<a href="/elsewhere" data-yoursay-open="preferences">Choices</a>';

async function arrive(tag?: string) {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": html({ tag, head: held("analytics"), body }) });
	return visitor;
}

/** Lets the first so many requests for a chunk fail; later ones pass. */
async function arriveWithout(chunk: string, failures: number, tag?: string) {
	const visitor = await arrive(tag);
	let left = failures;
	await visitor.context.route(
		(url) => new RegExp(`/ys-[^/]+/${chunk}\\.js$`).test(url.pathname),
		(route) => (left-- > 0 ? route.abort() : route.continue()),
	);
	await visitor.goes("/f/page.html");
	return visitor;
}

describe.each(["503", "hang-up", "nonsense"] as const)("while the endpoint answers with %s", (mode) => {
	test("the choice holds, the record waits on the device, and it arrives once the endpoint is well", async () => {
		const visitor = await arrive();
		site.demo.failing(mode);
		await visitor.goes("/f/page.html");
		await visitor.seesFirstLayer();
		const before = (await site.collected()).length;
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		await expect.poll(() => visitor.asked(/^\/yoursay\/records/).length, soon).toBeGreaterThan(0);
		const [id] = (await visitor.records()).map((record) => record.id);
		expect(await visitor.databaseKeys("yoursay_fixture")).toContain(`outbox:${id}`);

		await visitor.reloads();
		expect(await visitor.isReady()).toMatchObject({ decided: true, purposes: { analytics: "refused" } });
		expect((await site.collected()).length).toBe(before);
		site.demo.failing("off");
		await expect
			.poll(async () => (await site.collected()).slice(before).map((record) => record.id), soon)
			.toEqual([id]);
		await expect.poll(() => visitor.databaseKeys("yoursay_fixture"), soon).not.toContain(`outbox:${id}`);
		expect(visitor.crashes).toEqual([]);
	});
});

test("the pause that Retry-After asks for is kept", async () => {
	const visitor = await arrive();
	site.demo.failing("503");
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	const pressedAt = Date.now();
	await visitor.rejects();
	const notBefore = () =>
		visitor.page.evaluate(() => Number(localStorage.getItem("yoursay_fixture-outbox")?.replace("until.", "")));
	await expect.poll(notBefore, soon).toBeGreaterThanOrEqual(pressedAt + 2000);
});

test("a record made offline arrives when the network is back", async () => {
	const visitor = await arrive();
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.rests();
	const before = (await site.collected()).length;
	// The first decision loads what seals its record; the second finds it at hand.
	await visitor.rejects();
	await expect.poll(async () => (await site.collected()).length, soon).toBe(before + 1);
	await visitor.context.setOffline(true);
	await visitor.page.evaluate(() => window.yoursay.acceptAll());
	expect((await site.collected()).length).toBe(before + 1);
	await visitor.context.setOffline(false);
	await expect
		.poll(async () => (await site.collected()).slice(before).map(({ method }) => method), soon)
		.toEqual(["reject-all", "accept-all"]);
});

test.each(["ask-en", "desk", "trigger", "words-en", "records"])(
	"a %s file that fails to load once is fetched again, and all works",
	async (chunk) => {
		const visitor = await arriveWithout(chunk, 1);
		await visitor.seesFirstLayer();
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		await expect.poll(visitor.ran, soon).toEqual(["analytics"]);
		const isCollected = async () => {
			const [record] = await visitor.records();
			return (await site.collected()).some(({ id }) => id === record?.id);
		};
		await expect.poll(isCollected, { timeout: 20_000 }).toBe(true);
	},
);

test.skipIf(engine === "firefox")(
	"where the tag has integrity, a second try is made under the address that has a hash",
	async () => {
		const { integrity } = JSON.parse(await readFile(new URL("../../dist/manifest.json", import.meta.url), "utf8"));
		const tag = `${plainTag} integrity="${integrity["yoursay.js"]}"`;
		const visitor = await arriveWithout("desk", 1, tag);
		await visitor.seesFirstLayer();
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		const tries = visitor.asked(/desk\.js/);
		expect(tries.length).toBe(2);
		expect(tries.filter((address) => address.includes("?"))).toEqual([]);
	},
);

test("a panel whose file fails once opens at the first press all the same", async () => {
	const visitor = await arriveWithout("preferences", 1);
	await visitor.seesFirstLayer();
	await visitor.opensPreferences();
});

describe("a file that never loads leaves everything held and is reported", () => {
	test("the first layer's", async () => {
		const visitor = await arriveWithout("ask-en", Number.POSITIVE_INFINITY);
		await expect.poll(() => visitor.told.join(), soon).toMatch(/error: .*chunk-failed.*ask-en\.js/);
		await visitor.rests();
		expect(await visitor.firstLayer.count()).toBe(0);
		expect(await visitor.ran()).toEqual([]);
		expect(visitor.crashes).toEqual([]);
		expect(await visitor.keeps()).toEqual({ cookies: [], localStorage: [], sessionStorage: [], databases: [] });
	});

	test("that in which decisions are made", async () => {
		const visitor = await arriveWithout("desk", Number.POSITIVE_INFINITY);
		await visitor.seesFirstLayer();
		await visitor.accepts();
		await expect.poll(() => visitor.told.join(), soon).toMatch(/error: .*chunk-failed.*desk\.js/);
		await visitor.rests();
		expect(await visitor.ran()).toEqual([]);
		expect(await visitor.snapshot()).toMatchObject({ decided: false, purposes: { analytics: "not-asked" } });
		expect(visitor.crashes).toEqual([]);
	});

	test("the panel's, and the visitor is told", async () => {
		const visitor = await arriveWithout("preferences", Number.POSITIVE_INFINITY);
		await visitor.seesFirstLayer();
		await visitor.page.locator("[data-yoursay-open=preferences]").click();
		await visitor.page.locator("your-say [role=status]", { hasText: "This did not load" }).waitFor();
		await expect.poll(() => visitor.told.join(), soon).toMatch(/error: .*chunk-failed.*preferences\.js/);
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		expect(await visitor.ran()).toEqual([]);
		expect(visitor.crashes).toEqual([]);
	});

	test("that of the records: the choice holds and the next page completes its record", async () => {
		const visitor = await arriveWithout("records", 2);
		await visitor.seesFirstLayer();
		const before = (await site.collected()).length;
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		await expect.poll(() => visitor.told.join(), soon).toMatch(/error: .*chunk-failed.*records\.js/);
		await visitor.reloads();
		expect(await visitor.isReady()).toMatchObject({ decided: true, purposes: { analytics: "refused" } });
		await expect
			.poll(async () => (await site.collected()).slice(before).map(({ method }) => method), soon)
			.toEqual(["reject-all"]);
		expect(visitor.crashes).toEqual([]);
	});
});
