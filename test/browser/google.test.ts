import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

/** The snippet as the documentation prints it. */
const [, snippet = ""] =
	/## Google\n[\s\S]*?```html\n(<script>[\s\S]*?<\/script>)/.exec(
		readFileSync(fileURLToPath(new URL("../../docs/vendors.md", import.meta.url)), "utf8"),
	) ?? [];

/** What a page does that carries Google's tag, without a request to Google. */
const tagged = `<script>
window.dataLayer = window.dataLayer || [];
function gtag() { dataLayer.push(arguments); }
gtag("js", "now");
gtag("config", "G-EXAMPLE");
</script>`;
const heldTag = tagged.replace("<script>", '<script type="text/plain" data-yoursay-purpose="analytics">');

const states = (given: { ads?: boolean; analytics?: boolean; functional?: boolean }) => {
	const say = (isGranted = false) => (isGranted ? "granted" : "denied");
	return {
		ad_storage: say(given.ads),
		ad_user_data: say(given.ads),
		ad_personalization: say(given.ads),
		analytics_storage: say(given.analytics),
		functionality_storage: say(given.functional),
		personalization_storage: say(given.functional),
		security_storage: "granted",
	};
};
const all = { ads: true, analytics: true, functional: true };
const defaults = ["consent", "default", { ...states({}), wait_for_update: 500 }];
const redaction = ["set", "ads_data_redaction", true];
const update = (given: Parameters<typeof states>[0]) => ["consent", "update", states(given)];
const tagCalls = [
	["js", "now"],
	["config", "G-EXAMPLE"],
];

const heard = (visitor: Visitor) =>
	visitor.page.evaluate(() =>
		[...((window as unknown as { dataLayer?: ArrayLike<unknown>[] }).dataLayer ?? [])].map((call) => [
			...Array.from(call),
		]),
	);

interface Way {
	tag: string;
	before?: string;
	/** Google's tag, held or not, after ours. */
	after: string;
	/** What is heard before anybody answered. */
	first: unknown[];
	/** What follows a yes to everything. */
	accepted: unknown[];
	/** What a visitor hears who comes back after that. */
	returning: unknown[];
}
const config = (more = {}) => ({ site: { id: "google" }, integrations: { google: true }, ...more });

const ways: [string, Way][] = [
	[
		"sync",
		{
			tag: "",
			after: tagged,
			first: [defaults, redaction, ...tagCalls],
			accepted: [update(all)],
			returning: [defaults, redaction, update(all), ...tagCalls],
		},
	],
	[
		"deferred, with Google's tag held",
		{
			tag: "defer",
			after: heldTag,
			first: [defaults, redaction],
			accepted: [update(all), ...tagCalls],
			returning: [defaults, redaction, update(all), ...tagCalls],
		},
	],
	[
		"async, with the snippet",
		{
			tag: "async",
			before: snippet,
			after: tagged,
			first: [defaults, redaction, ...tagCalls],
			accepted: [update(all)],
			returning: [defaults, redaction, ...tagCalls, update(all)],
		},
	],
];

test.each(ways)(
	"loaded %s, the calls are these, in this order, on a first and on a returning visit",
	async (_, way) => {
		const visitor = await site.visitor();
		const page = html({ config: config(), tag: way.tag, before: way.before, head: way.after });
		await visitor.finds({ "/f/page.html": page });
		await visitor.goes("/f/page.html");
		await visitor.seesFirstLayer();
		expect(await heard(visitor)).toEqual(way.first);
		await visitor.accepts();
		await expect.poll(() => heard(visitor), soon).toEqual([...way.first, ...way.accepted]);
		await visitor.reloads();
		await visitor.isReady();
		await expect.poll(() => heard(visitor), soon).toEqual(way.returning);
		await visitor.rests();
		expect(await heard(visitor)).toEqual(way.returning);
	},
);

test("a withdrawal is told before the page is left", async () => {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": html({ config: config({ onWithdraw: "none" }), tag: "" }) });
	await visitor.goes("/f/page.html");
	await visitor.accepts();
	await visitor.page.evaluate(() => window.yoursay.withdraw());
	expect(await heard(visitor)).toEqual([defaults, redaction, update(all), update({})]);
});

test("each of Google's types follows the purpose that the owner names, and none that is not there", async () => {
	const visitor = await site.visitor();
	const google = { types: { analytics_storage: "counting", ad_storage: "nowhere" }, urlPassthrough: true };
	const purposes = ["counting", "marketing"].map((id) => ({ id, title: id, description: id }));
	await visitor.finds({ "/f/page.html": html({ config: config({ integrations: { google }, purposes }), tag: "" }) });
	await visitor.goes("/f/page.html");
	await visitor.accepts();
	await expect
		.poll(() => heard(visitor), soon)
		.toEqual([
			defaults,
			redaction,
			["set", "url_passthrough", true],
			["consent", "update", { ...states({ ads: true, analytics: true }), ad_storage: "denied" }],
		]);
});

test("a Californian is told of as the rule has it, and with the signal without ads", async () => {
	for (const hasSignal of [false, true]) {
		const visitor = await site.visitor();
		if (hasSignal)
			await visitor.context.addInitScript(() =>
				Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true }),
			);
		await visitor.finds({ "/f/page.html": html({ config: config({ region: "US-CA" }), tag: "", head: tagged }) });
		await visitor.goes("/f/page.html");
		await visitor.isReady();
		const expected = [defaults, redaction, ...tagCalls, update({ ...all, ads: !hasSignal })];
		await expect.poll(() => heard(visitor), soon).toEqual(expected);
	}
});

test("where Google is not configured, nothing is told and no dataLayer is made", async () => {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": html() });
	await visitor.goes("/f/page.html");
	await visitor.accepts();
	expect(await visitor.page.evaluate(() => "dataLayer" in window)).toBe(false);
});

test("a configuration that is refused leaves Google with everything denied", async () => {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": html({ config: config({ layout: "sphere" }), tag: "", head: tagged }) });
	await visitor.goes("/f/page.html");
	await expect.poll(() => visitor.told.join(), soon).toContain("layout");
	const nothing = ["consent", "update", { ...states({}), security_storage: "denied" }];
	await expect.poll(() => heard(visitor), soon).toEqual([defaults, redaction, ...tagCalls, nothing]);
});

test("a page whose dataLayer is something else is not harmed, and is asked all the same", async () => {
	const visitor = await site.visitor();
	const odd = "<script>window.dataLayer = { push: 7 };</script>";
	await visitor.finds({ "/f/page.html": html({ config: config(), tag: "", before: odd }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await expect.poll(() => visitor.told.join(), soon).toContain("listener-threw");
	expect(visitor.crashes).toEqual([]);
});
