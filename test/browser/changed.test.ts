/** Someone who allowed things comes back to a site whose purposes have changed. */
import { describe, expect, test } from "vitest";
import { held, html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

const matomo = { id: "matomo", name: "Matomo", provider: "InnoCraft", country: "NZ" };
const analytics = { id: "analytics", data: ["Pages visited", "Browser"], retention: "13 months", vendors: [matomo] };
const media = { id: "media", vendors: [{ id: "film", name: "Filmhouse" }] };

/** The page as it stands with these purposes. */
const page = (...purposes: unknown[]) => ({
	"/f/page.html": html({
		tag: "",
		config: { site: { id: "fixture", name: "Acorn" }, endpoint: "/yoursay", purposes },
		head: held("counted") + held("filmed", "media"),
	}),
});

/** Someone who allowed analytics and media as they were, and comes back. */
async function returns(before: unknown[], after: unknown[]) {
	const visitor = await site.visitor();
	await visitor.finds(page(...before));
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
	await visitor.finds(page(...after));
	await visitor.reloads();
	return visitor;
}

const words = ({ firstLayer }: Visitor) => firstLayer.locator(".words").innerText();
const released = (visitor: Visitor) => expect.poll(visitor.ran, soon);

describe("where another company gets the data", () => {
	const countwell = { id: "countwell", name: "Countwell", country: "IE" };

	test("only that purpose is asked for again, and the first layer names who is new and who is gone", async () => {
		const visitor = await returns([analytics, media], [{ ...analytics, vendors: [countwell] }, media]);
		await visitor.seesFirstLayer();
		const text = await words(visitor);
		expect(text).toContain("One thing is new");
		expect(text).toContain("statistics");
		expect(text).toMatch(/New\s+Countwell now gets data: Statistics\s+Ireland/);
		expect(text).toMatch(/Removed\s+Matomo/);
		expect(text).not.toContain("videos and maps");
		expect((await visitor.snapshot()).purposes).toMatchObject({ analytics: "not-asked", media: "granted" });
		await released(visitor).toEqual(["filmed"]);

		await visitor.accepts();
		await released(visitor).toEqual(["filmed", "counted"]);
		await expect.poll(async () => (await visitor.records()).length, soon).toBe(2);
		const [first, second] = await visitor.records();
		expect(second).toMatchObject({ purposes: { analytics: "granted", media: "granted" } });
		expect(second!.notice.configHash).not.toBe(first!.notice.configHash);
		await visitor.reloads();
		await visitor.rests();
		expect(await visitor.firstLayer.count()).toBe(0);
	});

	test("a refusal leaves it off, and the rest as it was", async () => {
		const visitor = await returns([analytics, media], [{ ...analytics, vendors: [matomo, countwell] }, media]);
		await visitor.seesFirstLayer();
		expect(await words(visitor)).not.toContain("Removed");
		await visitor.firstLayer.locator("[data-yoursay-action=preferences]").click();
		await visitor.panel.waitFor();
		await visitor.pressesInPanel("save");
		await visitor.seesNoFirstLayer();
		expect((await visitor.snapshot()).purposes).toMatchObject({ analytics: "refused", media: "granted" });
	});
});

test.each([
	[
		"in another country",
		{ vendors: [{ ...matomo, country: "US" }] },
		/Changed\s+Matomo[\s\S]*United States[\s\S]*New Zealand/,
	],
	["for longer", { retention: "25 months" }, /Changed[\s\S]*25 months[\s\S]*13 months/],
	["with more data", { data: ["Pages visited", "Browser", "Home address"] }, /New\s+Data: Home address/],
])("what is kept %s is asked for again, with what it was and is", async (_, change, expected) => {
	const visitor = await returns([analytics, media], [{ ...analytics, ...change }, media]);
	await visitor.seesFirstLayer();
	expect(await words(visitor)).toMatch(expected);
	expect(visitor.crashes).toEqual([]);
});

test.each([
	["a corrected typo", { ...analytics, data: ["Pages vistied", "Browser"] }, analytics],
	["another order, case and full stop", { ...analytics, data: ["browser.", "Pages Visited"] }, analytics],
	["a company that gets nothing any more", { ...analytics, vendors: [matomo, { id: "old" }] }, analytics],
	["less data", { ...analytics, data: ["Pages visited", "Browser", "Home address"] }, analytics],
])("%s asks nobody, and what was held runs on that very page", async (_, before, after) => {
	const visitor = await returns([before, media], [after, media]);
	await released(visitor).toEqual(expect.arrayContaining(["counted", "filmed"]));
	await visitor.rests();
	expect(await visitor.firstLayer.count()).toBe(0);
	expect(await visitor.records()).toHaveLength(1);
	expect((await visitor.snapshot()).method).toBe("accept-all");
	// From then on it is as if nothing had been.
	const asked = visitor.asked(/again\.js/).length;
	expect(asked).toBe(1);
	await visitor.reloads();
	await released(visitor).toEqual(expect.arrayContaining(["counted", "filmed"]));
	await visitor.rests();
	expect(visitor.asked(/again\.js/)).toHaveLength(asked);
});

test("words that are no part of what was allowed ask nobody, and cost no file", async () => {
	const visitor = await returns(
		[analytics, media],
		[{ ...analytics, title: "Numbers", description: "Counts visits." }, media],
	);
	await released(visitor).toEqual(expect.arrayContaining(["counted", "filmed"]));
	await visitor.rests();
	expect(await visitor.firstLayer.count()).toBe(0);
	expect(visitor.asked(/again\.js/)).toEqual([]);
});

test("where nobody knows any more what it was, it is asked for without saying what changed", async () => {
	const visitor = await returns([analytics, media], [analytics, media]);
	await visitor.page.evaluate(
		() =>
			new Promise((resolve) =>
				Object.assign(indexedDB.deleteDatabase("yoursay_fixture"), { onblocked: resolve, onsuccess: resolve }),
			),
	);
	await visitor.finds(page({ ...analytics, retention: "25 months" }, media));
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	expect(await words(visitor)).toContain("One thing is new");
	expect(await visitor.firstLayer.locator("li").count()).toBe(0);
	expect(visitor.crashes).toEqual([]);
});

test("a second typo asks nobody either, and slips do not add up to another word", async () => {
	const data = (...words: string[]) => ({ ...analytics, data: words });
	const visitor = await returns([data("Pages visited"), media], [data("Pages vistied"), media]);
	await released(visitor).toEqual(expect.arrayContaining(["counted"]));
	for (const word of ["Paegs vistied", "Pages visited", "Pages vsiited"]) {
		await visitor.finds(page(data(word), media));
		await visitor.reloads();
		const isSlip = word !== "Paegs vistied";
		if (isSlip) await released(visitor).toEqual(expect.arrayContaining(["counted"]));
		// Two slips away from what was allowed.
		else await visitor.seesFirstLayer();
	}
});

test("a vendor's own grant outlives a typo, although its purpose was refused", async () => {
	const visitor = await site.visitor();
	const embed = (data: string) => ({
		"/f/page.html": html({
			tag: "",
			config: {
				site: { id: "fixture" },
				purposes: ["analytics", { id: "media", data: [data], vendors: [{ id: "film" }, { id: "map" }] }],
			},
			body: '<iframe title="A film" data-yoursay-purpose="media" data-yoursay-vendor="film" data-yoursay-src="/f/film.html"></iframe>',
		}),
		"/f/film.html": "<!doctype html><title>Film</title>",
	});
	await visitor.finds(embed("Fimls seen"));
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.rejects();
	await visitor.placeholder.locator("[data-yoursay-action=always]").click();
	await expect.poll(() => visitor.allows("media", "film"), soon).toBe(true);
	await expect.poll(async () => (await visitor.records()).length, soon).toBe(2);
	await visitor.finds(embed("Films seen"));
	await visitor.reloads();
	await expect.poll(() => visitor.allows("media", "film"), soon).toBe(true);
	expect(await visitor.allows("media", "map")).toBe(false);
	await visitor.rests();
	expect(await visitor.placeholder.count()).toBe(0);
});

test("a grant against the browser's signal outlives a typo", async () => {
	const ads = (data: string) => ({ id: "marketing", data: [data], vendors: [{ id: "lane" }] });
	const visitor = await site.visitor();
	const at = (data: string) => ({
		"/f/page.html": html({
			tag: "",
			config: { site: { id: "fixture" }, region: "US-CA", purposes: [ads(data)] },
			head: held("sold", "marketing"),
			body: '<button type="button" data-yoursay-open="preferences">Choices</button>',
		}),
	});
	await visitor.context.addInitScript(() =>
		Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true }),
	);
	await visitor.finds(at("Pages visited"));
	await visitor.goes("/f/page.html");
	await visitor.opensPreferences();
	await visitor.toggles("marketing");
	await visitor.pressesInPanel("save");
	await visitor.panel.locator("section.foot [data-yoursay-action=save]").click();
	await expect.poll(() => visitor.allows("marketing"), soon).toBe(true);
	await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
	await visitor.finds(at("Pages vistied"));
	await visitor.reloads();
	await expect.poll(() => visitor.allows("marketing"), soon).toBe(true);
	expect(await visitor.records()).toHaveLength(1);
});

test.each([null, {}, "x", [null], [7]])(
	"a policy whose versions are %j keeps nobody from answering",
	async (versions) => {
		const visitor = await site.visitor();
		const config = { purposes: ["analytics"], policy: { version: 1, versions } };
		await visitor.finds({ "/f/page.html": html({ tag: "", config }) });
		await visitor.goes("/f/page.html");
		await visitor.seesFirstLayer();
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		expect((await visitor.snapshot()).method).toBe("reject-all");
		expect(visitor.crashes).toEqual([]);
	},
);

test("with a database that never answers, what changed is asked for all the same", async () => {
	const visitor = await returns([analytics, media], [{ ...analytics, retention: "25 months" }, media]);
	await visitor.context.addInitScript(() => {
		IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
	});
	await visitor.reloads();
	await visitor.seesFirstLayer();
	expect(await words(visitor)).toContain("Since you allowed it");
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
});

describe("on the demonstration's sites", () => {
	test.each(["isokron", "a21e"])("another company that counts visits is asked for alone (%s)", async (name) => {
		const visitor = await site.visitor();
		await visitor.goes(`/${name}/`);
		await visitor.seesFirstLayer();
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
		await visitor.goes(`/${name}/?play-site=vendor`);
		await visitor.seesFirstLayer();
		expect(await words(visitor)).toMatch(/Countwell[\s\S]*PostHog/);
	});

	test("a corrected typo asks nobody", async () => {
		const visitor = await site.visitor();
		await visitor.goes("/isokron/?play-site=typo");
		await visitor.seesFirstLayer();
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
		await visitor.goes("/isokron/");
		await expect.poll(() => visitor.allows("analytics"), soon).toBe(true);
		await visitor.rests();
		expect(await visitor.firstLayer.count()).toBe(0);
		expect(await visitor.records()).toHaveLength(1);
	});
});
