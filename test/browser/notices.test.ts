import { beforeAll, expect, test } from "vitest";
import { settle } from "../../src/config/settle.ts";
import { merge } from "../../src/config/tag.ts";
import { canonical, digest } from "../../src/core/canonical.ts";
import { ask, words } from "../../src/locales/en.ts";
import { noticesOf } from "../../src/policy/notice.ts";
import { verifyReceipt } from "../../src/records/verify.ts";
import type { Config } from "../../types/config.ts";
import type { Shown } from "../../types/consent.ts";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

const vendors = Array.from({ length: 25 }, (_, at) => ({
	id: `vendor-${at}`,
	provider: `Vendor ${at} Ltd`,
	country: "FR",
	cookies: [{ name: `v${at}` }],
	storage: [`s${at}`, `t${at}`],
}));
const films = {
	id: "films",
	name: "Films",
	provider: "Films Ltd",
	country: "IE",
	policyUrl: "https://films.example/privacy",
	cookies: [{ name: "film", duration: "1 year", description: "Counts films." }],
};
const own = {
	ask: { title: "Shall we?", body: "{controller} asks for {purposes}.", rejectAll: "Refuse everything" },
	preferences: { intro: "Choose.", title: "Choices" },
	status: { optOutShort: "We heard your browser." },
	embed: { once: "Now", always: "From now on", video: "{by} sees you." },
	again: { title: "Once more", body: "That was on {date}.", newTitle: "News" },
	choice: { save: "Keep these" },
	common: { howWeUse: "Our policy", alwaysOn: "Needed" },
};

/** By name: layout, policy, words, titles, bases and vendors, each in some other way. */
const configs: Record<string, Config> = {
	plain: { layout: "box", purposes: ["necessary", "analytics", "marketing", { id: "media", vendors: [films] }] },
	"a bar with a policy": {
		layout: "bar",
		policy: "/privacy",
		site: { id: "fixture", name: "The Shop" },
		purposes: ["functional", { id: "analytics", vendors }, { id: "media", vendors: [films, { id: "maps" }] }],
	},
	"a dialog with its own words": {
		layout: "dialog",
		policy: { url: "/privacy", lastUpdated: "2026-11-01" },
		languages: { texts: { en: own } },
		site: { id: "fixture", controller: { name: "Example Shop Ltd" } },
		purposes: [
			{ id: "necessary", title: "Needed things", description: "Keeps you signed in.", vendors: [{ id: "login" }] },
			{ id: "surveys", title: "Surveys", description: "Asks questions.", involves: ["sensitive"] },
			{ id: "fraud", title: "Against fraud", legalBasis: "legitimate-interests" },
			{ id: "media", vendors: [{ ...films, name: undefined }] },
		],
	},
	"an opt-out": {
		regime: "opt-out",
		purposes: ["analytics", "marketing", { id: "media", vendors: [films] }],
	},
};
const tag = 'data-endpoint="/yoursay"';
const body = `<h1>A page</h1><p><a href="#" data-yoursay-open="preferences">Preferences</a></p>
	<iframe title="A film about &lt;ducks&gt;" width="600" height="400" data-yoursay-purpose="media" data-yoursay-vendor="films" data-yoursay-src="/f/film.html"></iframe>`;

let expected: Record<string, Map<string, Shown>>;
beforeAll(async () => {
	const { host } = new URL(site.url);
	const each = Object.entries(configs).map(async ([name, config]) => {
		const settings = settle(merge({ endpoint: "/yoursay" }, config) as Config);
		const all = noticesOf(settings, { ask, words }, "en", host);
		return [
			name,
			new Map(await Promise.all(all.map(async (shown) => [await digest(canonical(shown)), shown] as const))),
		];
	});
	expected = Object.fromEntries(await Promise.all(each));
});

async function arrive(
	name: string,
	more: { body?: string; gpc?: boolean; config?: Config; at?: string; locale?: string } = {},
) {
	const visitor = await site.visitor({ locale: more.locale });
	if (more.at) await visitor.page.clock.setSystemTime(more.at);
	if (more.gpc)
		await visitor.context.addInitScript(() =>
			Object.defineProperty(navigator, "globalPrivacyControl", { value: true }),
		);
	await shows(visitor, more.config ?? configs[name]!, more.body);
	// Where the signal is an answer, nobody is asked.
	if (!more.gpc) await visitor.seesFirstLayer();
	return visitor;
}

/** Once something is decided, no first layer stands before the rest of the page. */
async function decides(visitor: Visitor) {
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
}

async function shows(visitor: Visitor, config: Config, more = body) {
	await visitor.context.unroute("**/f/**").catch(() => {});
	await visitor.finds({ "/f/page.html": html({ tag, config, body: more }), "/f/film.html": "<h1>A film</h1>" });
	await visitor.goes("/f/page.html");
}

/** What the last record says was shown is among what this configuration can show, and is of that view. */
async function expectKnown(visitor: Visitor, name: string, view: string, count = 1) {
	await expect.poll(async () => (await visitor.records()).length, soon).toBe(count);
	const record = (await visitor.records()).at(-1)!;
	expect(record.interface.view).toBe(view);
	const known = expected[name]!.get(record.notice.textHash!);
	if (!known) expect(await shownIn(visitor, record.notice.textHash!)).toEqual([...expected[name]!.values()]);
	expect(known).toMatchObject({ view, layout: record.interface.layout, language: record.notice.language });
	return known!;
}

/** The words themselves, so that a failure shows where they differ. */
const shownIn = (visitor: Visitor, hash: string): Promise<unknown> =>
	visitor.page.evaluate(async (wanted) => {
		for (const { name } of await indexedDB.databases()) {
			const opened = await new Promise<IDBDatabase>((resolve) => {
				const opening = indexedDB.open(name!);
				opening.onsuccess = () => resolve(opening.result);
			});
			const getting = opened.transaction("keyval").objectStore("keyval").get(`notice:${wanted}`);
			await new Promise((resolve) => (getting.onsuccess = resolve));
			opened.close();
			if (getting.result) return getting.result;
		}
	}, hash);

const names = Object.keys(configs);

test.each(names)("%s: the first layer's words are known beforehand", async (name) => {
	for (const answer of ["accepts", "rejects"] as const) {
		const visitor = await arrive(name);
		await visitor[answer]();
		await expectKnown(visitor, name, "ask");
		await visitor.context.close();
	}
});

test("so are they for whoever is offered them in the browser's own language as well", async () => {
	const visitor = await arrive(names[0]!, { locale: "de-DE" });
	await visitor.firstLayer.getByRole("button", { name: "Deutsch" }).waitFor();
	await visitor.rejects();
	await expectKnown(visitor, names[0]!, "ask");
});

test.each(names)("%s: the panel's words are known, whatever is unfolded, searched and switched", async (name) => {
	const visitor = await arrive(name);
	await decides(visitor);
	await visitor.opensPreferences();
	for (const more of await visitor.panel.locator("button.more").all()) await more.click();
	for (const search of await visitor.panel.locator("input[type=search]").all()) await search.fill("vendor-1");
	await visitor.panel.locator("[data-yoursay-vendor]").first().click();
	await visitor.toggles("media");
	await visitor.pressesInPanel("save");
	await expectKnown(visitor, name, "preferences", 2);
	for (const [at, action] of (["accept-all", "reject-all"] as const).entries()) {
		await visitor.opensPreferences();
		await visitor.pressesInPanel(action);
		await visitor.panel.waitFor({ state: "detached" });
		await expect.poll(async () => (await visitor.records()).length, soon).toBe(at + 3);
		await expectKnown(visitor, name, "preferences", at + 3);
		if (action === "accept-all") await visitor.reloads();
	}
});

test.each(names)("%s: the panel's words in a page, and with a browser's signal, are known", async (name) => {
	const visitor = await arrive(name, { gpc: true, body: "<your-say-preferences></your-say-preferences>" });
	const inPage = visitor.page.locator("your-say-preferences [data-yoursay-view=preferences]");
	await inPage.locator("[data-yoursay-action=save]").click();
	const { layout, words: shown } = await expectKnown(visitor, name, "preferences", 1);
	expect(layout).toBe("page");
	expect(shown).toContain(configs[name]!.languages?.texts?.en?.status?.optOutShort ?? words.status.optOutShort);
});

test.each(names.filter((name) => name !== "an opt-out"))("%s: the placeholder's words are known", async (name) => {
	for (const tagName of ["iframe", "object"]) {
		const visitor = await arrive(name, { body: body.replaceAll("iframe", tagName) });
		await decides(visitor);
		await visitor.placeholder.locator("[data-yoursay-action=always]").click();
		const { words: shown } = await expectKnown(visitor, name, "placeholder", 2);
		expect(shown.join()).not.toContain("ducks");
		await visitor.context.close();
	}
});

test.each(names.filter((name) => name !== "an opt-out"))(
	"%s: what is told where something is new, and when it is time to choose again, is known",
	async (name) => {
		const whole = configs[name]!;
		const optional = settle(whole).purposes.filter(({ required }) => !required);
		const before = { ...whole, purposes: whole.purposes!.slice(0, -1) };
		const visitor = await arrive(name, { config: before });
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		await shows(visitor, whole);
		await visitor.seesFirstLayer();
		await visitor.accepts();
		const { words: told } = await expectKnown(visitor, name, "ask", 2);
		expect(told[1]).not.toContain("{purposes}");
		expect(optional.length).toBeGreaterThan(1);
		await visitor.page.clock.setSystemTime(Date.now() + 800 * 86_400_000);
		await visitor.reloads();
		await visitor.seesFirstLayer();
		expect(await visitor.firstLayer.locator("time").textContent()).toMatch(/\d{4}/);
		await visitor.rejects();
		const { words: again } = await expectKnown(visitor, name, "ask", 3);
		expect(again[1]).toContain("{date}");
	},
);

test("a receipt that the widget makes is authentic with the keys of its collector, and holds words that are known", async () => {
	const visitor = await arrive("plain");
	await decides(visitor);
	await visitor.opensPreferences();
	await visitor.toggles("media");
	await visitor.pressesInPanel("save");
	const { keys } = (await (await fetch(`${site.url}/yoursay/keys`)).json()) as { keys: JsonWebKey[] };
	const receive = () => visitor.page.evaluate(() => window.yoursay.receipt());
	await expect.poll(async () => (await receive())?.acknowledgements.length, soon).toBe(2);
	const receipt = (await receive())!;
	expect(await verifyReceipt(receipt, keys)).toEqual({ verdict: "authentic", flaws: [] });
	expect(await verifyReceipt(receipt)).toEqual({ verdict: "consistent", flaws: [] });
	for (const hash of Object.keys(receipt.notices)) expect(expected.plain!.has(hash), hash).toBe(true);
	expect(receipt.missing).toContain("site.controller.address");
});
