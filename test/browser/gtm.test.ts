import { expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

const config = (more = {}) => ({
	site: { id: "gtm" },
	integrations: { gtm: true },
	revision: 3,
	onWithdraw: "none",
	...more,
});

/** What the page's container adds to the list when it starts. */
const heldTag = `<script type="text/plain" data-yoursay-purpose="analytics">
window.dataLayer = window.dataLayer || [];
dataLayer.push({ event: "gtm.js" });
</script>`;
const started = { event: "gtm.js" };

const say = (isGranted = false) => (isGranted ? "granted" : "denied");
const event = (action: string, given: { functional?: boolean; analytics?: boolean; marketing?: boolean } = {}) => ({
	consent_action: action,
	consent_version: 3,
	functional: say(given.functional),
	analytics: say(given.analytics),
	marketing: say(given.marketing),
	event: "consent_update",
});
const all = { functional: true, analytics: true, marketing: true };

const heard = ({ page }: Pick<Visitor, "page">) =>
	page.evaluate(() => (window as unknown as { dataLayer?: object[] }).dataLayer ?? null);

async function visits(head = "", given: object = config(), before = "") {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": html({ config: given, tag: "", head, before }) });
	await visitor.goes("/f/page.html");
	return visitor;
}

test("one event says that all is denied, and one after each change says all that holds, before anything held runs", async () => {
	const visitor = await visits(heldTag);
	await visitor.seesFirstLayer();
	const told: object[] = [event("default")];
	const hears = async (...more: object[]) => {
		told.push(...more);
		await expect.poll(() => heard(visitor), soon).toEqual(told);
	};
	await hears();
	const [first] = (await heard(visitor))!;
	expect(Object.keys(first!).at(-1)).toBe("event");
	await visitor.accepts();
	await hears(event("accept", all), started);
	await visitor.page.evaluate(() => window.yoursay.withdraw());
	await hears(event("withdraw"));
	await visitor.page.evaluate(() => window.yoursay.open("preferences"));
	await visitor.toggles("marketing");
	await visitor.pressesInPanel("save");
	await hears(event("save", { marketing: true }));
	await visitor.page.evaluate(() => window.yoursay.decide({ purposes: { analytics: true } }));
	await hears(event("api", { analytics: true, marketing: true }));
	// The same once more is a choice of its own.
	await visitor.page.evaluate(() => window.yoursay.decide({ purposes: { analytics: true } }));
	await hears(event("api", { analytics: true, marketing: true }));
	await visitor.reloads();
	await visitor.isReady();
	const returning = [event("default"), event("api", { analytics: true, marketing: true }), started];
	await expect.poll(() => heard(visitor), soon).toEqual(returning);
	// Disposed of twice, it tells nothing more.
	await visitor.page.evaluate(() => {
		window.yoursay.dispose();
		window.yoursay.dispose();
		return window.yoursay.rejectAll();
	});
	expect(await heard(visitor)).toEqual(returning);
	expect(visitor.crashes).toEqual([]);
});

test("a refusal, and closing the question, are told as reject, now and on the next page", async () => {
	const visitor = await visits();
	await visitor.rejects();
	const refused = [event("default"), event("reject")];
	await expect.poll(() => heard(visitor), soon).toEqual(refused);
	await visitor.reloads();
	await visitor.isReady();
	await expect.poll(() => heard(visitor), soon).toEqual(refused);
	const other = await visits();
	await other.seesFirstLayer();
	await other.page.evaluate(() => window.yoursay.close());
	await expect.poll(() => heard(other), soon).toEqual(refused);
});

test("a Californian is told of as the rule has it, and with the signal without marketing", async () => {
	for (const hasSignal of [false, true]) {
		const visitor = await site.visitor();
		if (hasSignal)
			await visitor.context.addInitScript(() =>
				Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true }),
			);
		await visitor.finds({ "/f/page.html": html({ config: config({ region: "US-CA" }), tag: "" }) });
		await visitor.goes("/f/page.html");
		await visitor.isReady();
		const given = { ...all, marketing: !hasSignal };
		await expect.poll(() => heard(visitor), soon).toEqual([event("default"), event("default", given)]);
	}
});

test("a purpose that is named like a key with a meaning of its own does not take its place", async () => {
	const ids = ["event", "gtm", "ecommerce", "consent_action", "eventcallback", "news"];
	const purposes = ids.map((id) => ({ id, title: id, description: id }));
	const visitor = await visits("", config({ purposes, integrations: { gtm: { event: "privacy" } } }));
	await visitor.accepts();
	const last = async () => (await heard(visitor))!.at(-1);
	await expect.poll(last, soon).toEqual({
		consent_action: "accept",
		consent_version: 3,
		consent_event: "granted",
		consent_gtm: "granted",
		consent_ecommerce: "granted",
		consent_consent_action: "granted",
		consent_eventcallback: "granted",
		news: "granted",
		event: "privacy",
	});
});

test("a list of the page is kept, a new one is found, and something else of that name is not harmed", async () => {
	const visitor = await visits("", config(), '<script>dataLayer = [{ page: "home" }];</script>');
	await visitor.seesFirstLayer();
	await expect.poll(() => heard(visitor), soon).toEqual([{ page: "home" }, event("default")]);
	await visitor.page.evaluate(() => Object.assign(window, { dataLayer: [] }));
	await visitor.accepts();
	await expect.poll(() => heard(visitor), soon).toEqual([event("accept", all)]);
	for (const odd of ['"mine"', "{ push: 7 }", "Object.freeze([])"]) {
		const page = html({ config: config(), tag: "", before: `<script>dataLayer = ${odd};</script>` });
		await visitor.finds({ "/f/odd.html": page });
		visitor.told.length = 0;
		await visitor.goes("/f/odd.html");
		await visitor.isReady();
		expect(await visitor.allows("analytics")).toBe(true);
		await expect.poll(() => visitor.told.join(), soon).toContain("integration-failed");
	}
	expect(visitor.crashes).toEqual([]);
});
