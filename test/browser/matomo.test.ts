import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

/** The snippet as the documentation prints it. */
const [, snippet = ""] =
	/## Matomo\n[\s\S]*?```html\n(<script>[\s\S]*?<\/script>)/.exec(
		readFileSync(fileURLToPath(new URL("../../docs/vendors.md", import.meta.url)), "utf8"),
	) ?? [];

/** What a page does that carries Matomo's tag, without Matomo's file. */
const tagged = `<script>
var _paq = window._paq = window._paq || [];
_paq.push(["trackPageView"]);
_paq.push(["setSiteId", "1"]);
</script>`;
const heldTag = tagged.replace("<script>", '<script type="text/plain" data-yoursay-purpose="analytics">');
const tagCalls = [["trackPageView"], ["setSiteId", "1"]];

/** As Matomo's file does it: empties each call as it hears it, and puts an object in the place of the list. */
const takesOver = `{
	const calls = (window.heard = []);
	const hear = (call) => calls.push(call.splice(0));
	window._paq.forEach(hear);
	window._paq = { push: hear };
}`;

const needs = ["requireConsent"];
const yes = ["setConsentGiven"];
const takesBack = ["forgetConsentGiven"];

const heard = (visitor: Visitor) =>
	visitor.page.evaluate(() => {
		const { _paq, heard } = window as unknown as Record<"_paq" | "heard", unknown[] | undefined>;
		return heard ?? _paq;
	});
const config = (more = {}) => ({ site: { id: "matomo" }, integrations: { matomo: true }, onWithdraw: "none", ...more });
const withdraws = (visitor: Visitor) => visitor.page.evaluate(() => window.yoursay.withdraw());

async function finds(page: string) {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": page });
	await visitor.goes("/f/page.html");
	return visitor;
}

test("with the tag held, consent is required before anything, given after a yes, and a yes that nobody has read is taken out again", async () => {
	const visitor = await finds(html({ config: config(), tag: "", head: heldTag }));
	await visitor.seesFirstLayer();
	expect(await heard(visitor)).toEqual([needs]);
	await visitor.accepts();
	await expect.poll(() => heard(visitor), soon).toEqual([needs, yes, ...tagCalls]);
	await visitor.reloads();
	await visitor.isReady();
	await expect.poll(() => heard(visitor), soon).toEqual([needs, yes, ...tagCalls]);
	await withdraws(visitor);
	expect(await heard(visitor)).toEqual([needs, ...tagCalls]);
	await visitor.reloads();
	await visitor.isReady();
	await visitor.rests();
	expect(await heard(visitor)).toEqual([needs]);
});

test("with the tag unheld, the snippet's requirement is not repeated, a refusal says nothing, and a yes can follow it", async () => {
	const visitor = await finds(html({ config: config(), tag: "async", before: snippet + tagged }));
	await visitor.seesFirstLayer();
	await visitor.rests();
	const first = [needs, ...tagCalls];
	expect(await heard(visitor)).toEqual(first);
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	expect(await heard(visitor)).toEqual(first);
	await visitor.reloads();
	await visitor.isReady();
	await visitor.rests();
	expect(await heard(visitor)).toEqual(first);
	await visitor.page.evaluate(() => window.yoursay.acceptAll());
	expect(await heard(visitor)).toEqual([...first, yes]);
});

test("once Matomo has loaded it hears each change, as often as it changes, and the yes that it heard is taken back", async () => {
	const visitor = await finds(html({ config: config(), tag: "", before: snippet + tagged }));
	await visitor.seesFirstLayer();
	await visitor.page.evaluate(takesOver);
	const first = [needs, ...tagCalls];
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	expect(await heard(visitor)).toEqual(first);
	await visitor.page.evaluate(async () => {
		await window.yoursay.acceptAll();
		await window.yoursay.acceptAll();
		await window.yoursay.withdraw();
		await window.yoursay.rejectAll();
		await window.yoursay.acceptAll();
	});
	expect(await heard(visitor)).toEqual([...first, yes, takesBack, yes]);
});

test("a yes that Matomo read out of its list is taken back in words", async () => {
	const visitor = await finds(html({ config: config(), tag: "", before: snippet + tagged }));
	await visitor.accepts();
	await expect.poll(() => heard(visitor), soon).toEqual([needs, ...tagCalls, yes]);
	await visitor.page.evaluate(takesOver);
	await withdraws(visitor);
	expect(await heard(visitor)).toEqual([needs, ...tagCalls, yes, takesBack]);
});

test("where Matomo has loaded before yoursay, nothing is required any more, but a yes and its end are told", async () => {
	const loaded = `${tagged}<script>${takesOver}</script>`;
	const visitor = await finds(html({ config: config(), tag: "", before: loaded }));
	await visitor.accepts();
	await expect.poll(() => heard(visitor), soon).toEqual([...tagCalls, yes]);
	await withdraws(visitor);
	expect(await heard(visitor)).toEqual([...tagCalls, yes, takesBack]);
});

test("cookies alone have words of their own, and follow the purpose that the owner names", async () => {
	const purposes = ["counting", "marketing"].map((id) => ({ id, title: id, description: id }));
	const matomo = { mode: "cookies", purpose: "counting" };
	const visitor = await finds(html({ config: config({ integrations: { matomo }, purposes }), tag: "" }));
	await visitor.seesFirstLayer();
	await visitor.page.evaluate(takesOver);
	await visitor.page.evaluate(async () => {
		await window.yoursay.decide({ purposes: { marketing: true } });
		await window.yoursay.decide({ purposes: { counting: true } });
		await window.yoursay.withdraw();
	});
	expect(await heard(visitor)).toEqual([
		["requireCookieConsent"],
		["setCookieConsentGiven"],
		["forgetCookieConsentGiven"],
	]);
});

test("in California consent is given at the start", async () => {
	const visitor = await finds(html({ config: config({ region: "US-CA" }), tag: "", before: snippet + tagged }));
	await visitor.isReady();
	await expect.poll(() => heard(visitor), soon).toEqual([needs, ...tagCalls, yes]);
});

test("after it was disposed of, twice, nothing more is told", async () => {
	const visitor = await finds(html({ config: config(), tag: "" }));
	await visitor.seesFirstLayer();
	await visitor.page.evaluate(async () => {
		const { acceptAll, dispose } = window.yoursay;
		dispose();
		dispose();
		await acceptAll();
	});
	expect(await heard(visitor)).toEqual([needs]);
});

test("a page whose _paq is something else is not harmed, is asked, and its owner is told", async () => {
	for (const odd of ['"a word"', "Object.freeze([])"]) {
		const visitor = await finds(html({ config: config(), tag: "", before: `<script>window._paq = ${odd};</script>` }));
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		expect(visitor.crashes).toEqual([]);
		await expect.poll(() => visitor.told.join(), soon).toContain("integration-failed");
	}
});
