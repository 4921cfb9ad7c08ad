import { describe, expect, test } from "vitest";
import { openSite, soon } from "./setup.ts";
import { nothing, type Stored, type Visitor } from "./visitor.ts";

const site = openSite();

const vendors = /^\/(vendor|ingest|embed)\//;
const ownFiles = /^\/(yoursay|ys-[^/]+\/[\w-]+)\.js$/;
const pageFiles =
	/^\/(site\.css|policy\.css|icon\.svg|[a-z0-9]+\/(|privacy\.html|(yoursay|policy)\.json|icon\.svg|(look|strict)\.css|watch\.js))$/;
const pages = [
	"/isokron/",
	"/isokron/privacy.html",
	"/kratys/",
	"/kratys/privacy.html",
	"/a21e/",
	"/a21e/privacy.html",
	"/strict/",
];
const sites = [
	{ name: "isokron", hasFilm: true, optional: ["analytics", "media"] },
	{ name: "kratys", hasFilm: true, optional: ["analytics", "marketing", "media"] },
	{ name: "a21e", hasFilm: false, optional: ["analytics"] },
];

const ofPosthog = ({ cookies, localStorage, sessionStorage, databases }: Stored) =>
	[...cookies, ...localStorage, ...sessionStorage, ...databases].filter((name) =>
		/ph_|posthog|mplss|dmn_chk|__support/i.test(name),
	);
/** The collector's copy of the visitor's newest record, once it is there. */
const isCollected = async (visitor: Visitor) => {
	await expect.poll(async () => (await visitor.records()).length, soon).toBeGreaterThan(0);
	const { id } = (await visitor.records()).at(-1)!;
	const find = async () => (await site.collected()).find((record) => record.id === id);
	await expect.poll(find, soon).toBeDefined();
	return (await find())!;
};

describe.each(pages)("before a decision on %s", (path) => {
	test("the first layer stands, nothing is stored, and only the page's and yoursay's own files are asked for", async () => {
		const visitor = await site.visitor();
		await visitor.goes(path);
		await visitor.seesFirstLayer();
		await visitor.rests();

		expect(await visitor.keeps()).toEqual(nothing);
		expect(visitor.requests.filter(({ origin }) => origin !== site.url)).toEqual([]);
		const foreign = visitor.asked(/./).filter((asked) => !ownFiles.test(asked) && !pageFiles.test(asked));
		expect(foreign).toEqual([]);
		expect(visitor.crashes).toEqual([]);
		// The strict page holds an injected script, and says so.
		expect(visitor.told.filter((message) => !/held-nonce/.test(message))).toEqual([]);
	});
});

describe.each(sites)("on $name", ({ name, hasFilm, optional }) => {
	const arrive = async () => {
		const visitor = await site.visitor();
		await visitor.goes(`/${name}/`);
		await visitor.seesFirstLayer();
		return visitor;
	};

	test("after a refusal no vendor is asked, and the choice and its record exist here and at the collector", async () => {
		const visitor = await arrive();
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		const record = await isCollected(visitor);
		await visitor.rests();

		expect(record).toMatchObject({ site: name, method: "reject-all", automated: false, regime: "opt-in" });
		expect(Object.values(record.purposes)).toEqual(optional.map(() => "refused"));
		expect(await visitor.snapshot()).toMatchObject({ decided: true, method: "reject-all" });
		const { cookies, localStorage } = await visitor.keeps();
		expect(cookies).toEqual([`yoursay_${name}`]);
		expect(localStorage.sort()).toEqual([`yoursay_${name}`, `yoursay_${name}-outbox`, `yoursay_${name}-place`]);
		expect(visitor.asked(vendors)).toEqual([]);
	});

	test("after an acceptance the vendors run within two frames of the click, and the record arrives", async () => {
		const visitor = await arrive();
		await visitor.rests();
		await visitor.page.evaluate(() => {
			addEventListener(
				"click",
				() =>
					requestAnimationFrame(() =>
						requestAnimationFrame(() => {
							const types = [...document.querySelectorAll<HTMLScriptElement>("script[data-yoursay-vendor]")].map(
								({ type }) => type,
							);
							const film = document.querySelector<HTMLIFrameElement>("iframe[data-yoursay-vendor]");
							// Not the frame's own time, which is that of its beginning.
							Object.assign(window, { twoFramesLater: { now: performance.now(), types, film: film?.src } });
						}),
					),
				{ capture: true, once: true },
			);
		});
		await visitor.accepts();
		const later = await visitor.page.waitForFunction(
			() => (window as unknown as { twoFramesLater?: { now: number; types: string[]; film?: string } }).twoFramesLater,
		);
		const { now, types, film } = (await later.jsonValue())!;
		expect(types[0]).toBe("");
		if (hasFilm) expect(film).toBe(`${site.demo.otherUrl}/embed/video.html`);
		const startedAt = await visitor.page.waitForFunction(
			() => performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/vendor/posthog.js"))?.startTime,
		);
		expect(await startedAt.jsonValue()).toBeLessThanOrEqual(now);

		await expect.poll(() => visitor.asked(/^\/ingest\//).length, soon).toBeGreaterThan(0);
		await expect.poll(() => visitor.asked(/^\/embed\/video\.html/).length, soon).toBe(hasFilm ? 1 : 0);
		expect(await isCollected(visitor)).toMatchObject({ site: name, method: "accept-all", automated: false });
		expect(visitor.crashes).toEqual([]);
	});

	test("after a withdrawal in the panel nothing of the vendor is stored, five seconds and a reload later still not", async () => {
		const visitor = await arrive();
		await visitor.accepts();
		await expect.poll(() => visitor.asked(/^\/ingest\//).length, soon).toBeGreaterThan(0);
		await expect.poll(async () => ofPosthog(await visitor.keeps()).length, soon).toBeGreaterThan(0);

		await visitor.opensPreferences();
		const isReloaded = visitor.page.waitForEvent("load");
		await visitor.pressesInPanel("reject-all");
		await isReloaded;
		const asked = visitor.asked(vendors).length;
		await visitor.isReady();
		expect(ofPosthog(await visitor.keeps())).toEqual([]);
		const purposes = Object.fromEntries(optional.map((id) => [id, "withdrawn"]));
		expect(await visitor.snapshot()).toMatchObject({ decided: true, method: "reject-all", purposes });
		expect(await isCollected(visitor)).toMatchObject({ method: "reject-all", purposes, automated: false });

		await visitor.page.waitForTimeout(5000);
		expect(ofPosthog(await visitor.keeps())).toEqual([]);
		await visitor.reloads();
		await visitor.isReady();
		await visitor.rests();
		expect(ofPosthog(await visitor.keeps())).toEqual([]);
		expect(visitor.asked(vendors).length).toBe(asked);
		expect(await visitor.firstLayer.count()).toBe(0);
	});
});
