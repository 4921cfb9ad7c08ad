import { describe, expect, test } from "vitest";
import { hashRecord } from "../../src/core/canonical.ts";
import type { ConsentRecord } from "../../types/record.ts";
import { lacks } from "./engine.ts";
import { html, says } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const key = "yoursay_fixture";
const body = '<a href="#" data-yoursay-open="preferences">Choices</a>';

async function arrive(parts = {}) {
	const visitor = await site.visitor();
	const head = '<script type="text/plain" data-yoursay-purpose="analytics" src="/f/counted.js"></script>';
	await visitor.finds({ "/f/page.html": html({ body, head, ...parts }), "/f/counted.js": says("counted") });
	await visitor.goes("/f/page.html");
	await visitor.isReady();
	return visitor;
}

/** Decides by the page's own code; settles once the decision is durable. */
const decides = (visitor: Visitor, act: "acceptAll" | "rejectAll" | "withdraw") =>
	visitor.page.evaluate((name) => window.yoursay[name](), act);

/** Waits until the collector has answered for every record: its answer carries the cookie, and must not come after a crash. */
async function delivered(visitor: Visitor) {
	const waits = async () => (await visitor.databaseKeys(key)).some((each) => /^outbox:/.test(each));
	await expect.poll(waits, soon).toBe(false);
	await visitor.rests();
}

/** What cookie and localStorage hold now, to be put back later. */
const remembers = (visitor: Visitor) =>
	visitor.page.evaluate(() => ({ cookie: document.cookie, entries: Object.entries(localStorage) }));

/** A device as it is after a crash: what had not reached the disk yet is as it was before. */
async function crashes(
	visitor: Visitor,
	before: Awaited<ReturnType<typeof remembers>>,
	lost: ("localStorage" | "cookie" | "IndexedDB")[],
) {
	await visitor.goes("/f/empty.html");
	await visitor.page.evaluate(
		async ([{ cookie, entries }, stores, name]) => {
			if (stores.includes("localStorage")) {
				localStorage.clear();
				for (const [entry, value] of entries) localStorage.setItem(entry, value);
			}
			if (stores.includes("cookie"))
				document.cookie = cookie ? `${cookie};path=/;max-age=9999` : `${name}=;path=/;max-age=0`;
			if (stores.includes("IndexedDB"))
				await new Promise((resolve, reject) => {
					const deleting = indexedDB.deleteDatabase(name);
					deleting.onsuccess = resolve;
					deleting.onerror = deleting.onblocked = reject;
				});
		},
		[before, lost, key] as const,
	);
}

/** Every record names the one before it and carries its own hash. */
async function isWhole(records: ConsentRecord[]) {
	const chain = [...records].sort((a, b) => a.sequence - b.sequence);
	expect(chain.map(({ sequence }) => sequence)).toEqual(chain.map((_, index) => index));
	expect(chain.map(({ previous }) => previous)).toEqual([null, ...chain.slice(0, -1).map(({ hash }) => hash)]);
	for (const record of chain) expect(record.hash).toBe(await hashRecord(record));
}

describe("a withdrawal after an acceptance", () => {
	test.each([
		[["localStorage"]],
		[["cookie"]],
		[["IndexedDB"]],
		[["localStorage", "cookie"]],
		[["localStorage", "IndexedDB"]],
		[["cookie", "IndexedDB"]],
	] as const)("holds where a crash takes %j back to the acceptance", async (lost) => {
		const visitor = await arrive();
		await visitor.finds({ "/f/empty.html": "<!doctype html><title>Elsewhere</title>" });
		await decides(visitor, "acceptAll");
		await delivered(visitor);
		const before = await remembers(visitor);
		// The page reloads, because the held script ran.
		await Promise.all([visitor.page.waitForEvent("load"), decides(visitor, "withdraw").catch(() => {})]);
		await visitor.isReady();
		await crashes(visitor, before, [...lost]);
		visitor.requests.splice(0);

		await visitor.goes("/f/page.html");
		expect((await visitor.isReady()).method).toBe("withdraw");
		expect(await visitor.allows("analytics")).toBe(false);
		await visitor.rests();
		await visitor.reloads();
		await visitor.rests();
		// Not even for the moment in which only the older choice was known.
		expect(visitor.asked(/counted/)).toEqual([]);
		await expect
			.poll(async () => (await site.collected()).filter(({ method }) => method === "withdraw").length, soon)
			.toBeGreaterThan(0);
	});

	test("is asked for again where all three are gone", async () => {
		const visitor = await arrive();
		await visitor.finds({ "/f/empty.html": "<!doctype html><title>Elsewhere</title>" });
		const before = await remembers(visitor);
		await decides(visitor, "rejectAll");
		await delivered(visitor);
		await crashes(visitor, before, ["localStorage", "cookie", "IndexedDB"]);
		await visitor.goes("/f/page.html");
		await visitor.seesFirstLayer();
		expect(await visitor.ran()).toEqual([]);
	});
});

test("a refusal that only IndexedDB kept is put back, and the first layer goes", async () => {
	const visitor = await arrive();
	await visitor.finds({ "/f/empty.html": "<!doctype html><title>Elsewhere</title>" });
	const before = await remembers(visitor);
	await decides(visitor, "rejectAll");
	await delivered(visitor);
	await crashes(visitor, before, ["localStorage", "cookie"]);
	await visitor.goes("/f/page.html");
	await expect.poll(async () => (await visitor.snapshot()).method, soon).toBe("reject-all");
	await visitor.seesNoFirstLayer();
	await expect.poll(async () => (await visitor.keeps()).cookies, soon).toContain(key);
	expect((await visitor.keeps()).localStorage).toContain(key);
});

test("a record that waited in IndexedDB is sent, though localStorage forgot that it waits", async () => {
	const visitor = await arrive();
	await visitor.finds({ "/f/empty.html": "<!doctype html><title>Elsewhere</title>" });
	const before = await remembers(visitor);
	site.demo.failing("503");
	await decides(visitor, "rejectAll");
	const [record] = await visitor.records();
	await crashes(visitor, before, ["localStorage"]);
	site.demo.failing("off");
	await visitor.goes("/f/page.html");
	await expect.poll(async () => (await site.collected()).map(({ id }) => id), soon).toContain(record!.id);
});

test("without its database a browser begins a new chain under a new secret, and asks nobody again", async () => {
	const visitor = await arrive();
	await visitor.finds({ "/f/empty.html": "<!doctype html><title>Elsewhere</title>" });
	await decides(visitor, "rejectAll");
	const [first] = await visitor.records();
	await crashes(visitor, await remembers(visitor), ["IndexedDB"]);
	await visitor.goes("/f/page.html");
	expect((await visitor.isReady()).decided).toBe(true);
	await decides(visitor, "acceptAll");
	const records = await visitor.records();
	await isWhole(records);
	expect(records).toHaveLength(1);
	expect(records[0]!.subject).not.toBe(first!.subject);
});

describe.each([
	["where there are locks", ""],
	["where there are none", "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })"],
])("100 decisions at once in two tabs, %s,", (_, script) => {
	test("become one whole chain, and both tabs agree", async () => {
		const one = await arrive();
		if (script) await one.context.addInitScript(script);
		await one.reloads();
		await one.isReady();
		const two = await one.opensTab();
		await two.goes("/f/page.html");
		await two.isReady();
		const decideAll = (tab: Visitor) =>
			tab.page.evaluate(() =>
				Promise.all(
					Array.from({ length: 50 }, (_, index) => window.yoursay.decide({ purposes: { marketing: index % 2 === 0 } })),
				),
			);
		await Promise.all([decideAll(one), decideAll(two)]);
		const records = await one.records();
		expect(records).toHaveLength(100);
		await isWhole(records);
		expect(new Set(records.map(({ subject }) => subject)).size).toBe(1);
		const times = async () => [(await one.snapshot()).decidedAt, (await two.snapshot()).decidedAt];
		await expect.poll(async () => new Set(await times()).size, soon).toBe(1);
		const collected = async () => (await site.collected()).filter(({ subject }) => subject === records[0]!.subject);
		await expect.poll(async () => (await collected()).length, { timeout: 20_000 }).toBe(100);
	});
});

test("on plain http a decision is hashed, chained and delivered all the same", async () => {
	const plain = "http://plain.example";
	const visitor = await site.visitor({ baseURL: plain });
	await visitor.context.route(`${plain}/**`, async (route) => {
		const request = route.request();
		const url = request.url().replace(plain, site.url);
		const { host } = new URL(url);
		const headers = { ...request.headers(), host, origin: site.url };
		const response = await route.fetch({ url, headers }).catch(() => null);
		await (response ? route.fulfill({ response }) : route.abort()).catch(() => {}); // the test is over
	});
	await visitor.finds({ "/f/page.html": html({ body }) });
	await visitor.goes("/f/page.html");
	await visitor.isReady();
	expect(await visitor.page.evaluate(() => [isSecureContext, "locks" in navigator])).toEqual([false, false]);
	await decides(visitor, "acceptAll");
	await decides(visitor, "rejectAll");
	const records = await visitor.records();
	expect(records).toHaveLength(2);
	await isWhole(records);
	if (lacks.requestBodies) return;
	const collected = async () => (await site.collected()).filter(({ subject }) => subject === records[0]!.subject);
	await expect.poll(async () => (await collected()).length, soon).toBe(2);
	expect(visitor.told).toEqual([]);
});

/** Has the collector take its time over the record of a choice; what comes back waits for its answer, the last that it gives. */
async function keepsWaiting(visitor: Visitor, act: "acceptAll" | "rejectAll") {
	let isThere = false;
	const answer = visitor.page.waitForResponse(/\/yoursay\/records$/).then(() => {
		isThere = true;
	});
	site.demo.failing("slow");
	await decides(visitor, act);
	await expect.poll(() => visitor.asked(/\/yoursay\/records$/), soon).toHaveLength(1);
	return async () => {
		expect(isThere).toBe(false);
		site.demo.failing("503");
		await answer;
		expect((await site.collected()).at(-1)!.method).toBe(act === "acceptAll" ? "accept-all" : "reject-all");
	};
}

test("an answer of the collector that comes after a newer choice does not bring the older cookie back", async () => {
	// Without a held script, so that the page is not loaded anew.
	const visitor = await arrive({ head: "" });
	const comes = await keepsWaiting(visitor, "acceptAll");
	await decides(visitor, "rejectAll");
	await comes();
	// The acceptance is delivered, the refusal waits.
	const waiting = async () => (await visitor.databaseKeys(key)).filter((each) => /^outbox:/.test(each));
	await expect.poll(waiting, soon).toHaveLength(1);
	const cookie = await visitor.page.evaluate(() => document.cookie);
	expect(cookie).toContain("reject-all");
	expect(cookie).not.toContain("accept-all");
});

test("a visitor who has everything forgotten while a record travels stays forgotten", async () => {
	const visitor = await arrive();
	const comes = await keepsWaiting(visitor, "rejectAll");
	await visitor.page.evaluate(() => window.yoursay.erase());
	expect((await visitor.snapshot()).decided).toBe(false);
	await comes();
	await visitor.rests();
	await expect.poll(async () => (await visitor.keeps()).cookies, soon).toEqual([]);
	const left = async () => (await visitor.databaseKeys(key)).filter((each) => /^(signed|refused|record):/.test(each));
	await expect.poll(left, soon).toEqual([]);
});

test("with a database that never opens the choice holds, the owner is told, and the next page seals the record", async () => {
	const visitor = await arrive();
	await visitor.page.evaluate(() => {
		IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
	});
	await decides(visitor, "rejectAll");
	expect((await visitor.snapshot()).method).toBe("reject-all");
	await expect.poll(() => visitor.told.join(), soon).toContain("record-unsealed");
	await visitor.reloads();
	await visitor.isReady();
	await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
	expect(visitor.crashes).toEqual([]);
});

test("a database of ours that lacks its table is mended", async () => {
	const visitor = await site.visitor();
	await visitor.finds({
		"/f/page.html": html({ body }),
		"/f/empty.html": "<!doctype html><title>Elsewhere</title>",
	});
	await visitor.goes("/f/empty.html");
	await visitor.page.evaluate(
		(name) =>
			new Promise((resolve) => {
				const opening = indexedDB.open(name, 3);
				opening.onsuccess = () => resolve(opening.result.close());
			}),
		key,
	);
	await visitor.goes("/f/page.html");
	await visitor.isReady();
	await decides(visitor, "rejectAll");
	expect(await visitor.records()).toHaveLength(1);
	expect(visitor.told).toEqual([]);
	expect(visitor.crashes).toEqual([]);
});
