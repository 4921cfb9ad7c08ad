/** Policies and collectors that mean ill, and what a walk through the form leaves behind. */
import type { Route } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import type { Policy } from "../../types/policy.ts";
import { comesTo, type Form } from "./asks.ts";
import { html } from "./fixture.ts";
import { pageOverflow } from "./room.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

declare global {
	interface Window {
		pwned?: unknown;
	}
}

const site = openSite();
const markup = '<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>{controller}';
const turned = "\u202eturned\u2066";
const endless = "x".repeat(5000);

const policy: Policy = {
	version: 1,
	controller: { name: `${markup}${turned} Ltd`, contacts: [{ kind: "privacy", email: "privacy@shop.example" }] },
	rights: [
		{ kind: "access", title: `${markup}${turned}`, text: endless },
		{ kind: "erasure", title: endless, text: `${markup}${turned}` },
	],
	recipients: [
		{ name: `${markup}${turned}`, purpose: markup, kind: "processor" },
		{ name: endless.slice(0, 190), purpose: endless, kind: "processor" },
		{ name: "[COMPANY NAME]", purpose: "Not known yet", kind: "processor" },
	],
	changes: { text: markup, noticeDays: 30, objectionDays: 14 },
	responseDays: 30,
};
/** As a server writes it into a page. */
const config = JSON.stringify({
	site: { id: "ill" },
	region: "DE",
	purposes: ["analytics"],
	policy,
	endpoint: "/yoursay",
}).replaceAll("<", "\\u003c");
const files = { "/f/page.html": html({ tag: "", config }) };

/** Nothing ran, and nothing is wider than the form or the page. */
async function holds({ page, crashes }: Visitor, { view }: Form) {
	expect(await page.evaluate(() => window.pwned)).toBe(undefined);
	expect(crashes).toEqual([]);
	expect(await view.locator("img, script").count()).toBe(0);
	expect(await pageOverflow(page)).toBeLessThanOrEqual(0);
	expect(
		await view.evaluate((each) =>
			[each, ...each.querySelectorAll(".main, .head, .foot")].map((part) => part.scrollWidth - part.clientWidth),
		),
	).toEqual([0, 0, 0, 0]);
}

test.each([320, 1280])(
	"a policy with markup, no end and turned letters is shown as text: %s px wide",
	async (width) => {
		const { visitor, form } = await comesTo(site, "/f/page.html", files);
		await visitor.page.setViewportSize({ width, height: 700 });
		await form.opens();
		await holds(visitor, form);
		await form.chooses("object-recipient");
		await form.proceeds();
		await form.sees("Where can we reach you?");
		const boxes = await form.view.locator("#rights-recipients input").all();
		expect(boxes).toHaveLength(2);
		for (const box of boxes) await box.check();
		await form.fills("email", "amal@example.com");
		await form.fills("message", `${markup}\n${turned}\n${endless.slice(0, 4800)}`);
		await holds(visitor, form);
		await form.proceeds();
		await form.sees("Check and send");
		await holds(visitor, form);
		const sentTo = form.line("Sent to");
		expect(await sentTo.textContent()).toContain("<img src=x");
		await form.sends();
		await form.sees("Your request is sent");
		await holds(visitor, form);
		expect(await form.view.innerText()).toContain("<img src=x");
	},
);

test("what a collector says is text, and a status page elsewhere is none", async () => {
	const { visitor, form } = await comesTo(site, "/f/page.html", files);
	const receivedAt = new Date().toISOString();
	const receipt = { reference: "ILL-2345-6789", receivedAt, dueAt: receivedAt, statusUrl: "javascript:window.pwned=3" };
	const reason = `${markup}${turned}${endless}`.slice(0, 2000);
	let answer = (route: Route) => route.fulfill({ status: 422, json: { detail: `${markup}${turned}${endless}` } });
	await visitor.context.route("**/yoursay/requests**", (route) => answer(route));
	await form.begins("access");
	await form.fills("email", "amal@example.com");
	await form.proceeds();
	await form.sees("Check and send");
	await form.sends();
	await form.summary.waitFor();
	expect(await form.summary.innerText()).toContain("<img src=x");
	await holds(visitor, form);

	answer = (route) => route.fulfill({ status: 201, json: { ...receipt, reference: markup } });
	await form.sends();
	await form.sees("Not sent yet");
	expect(await form.view.locator(".ref").count()).toBe(0);
	await holds(visitor, form);

	answer = (route) => route.fulfill({ status: 201, json: receipt });
	await form.view.getByRole("button", { name: "Try now" }).click();
	await form.reference();
	expect(await form.view.locator('a[href*="pwned"]').count()).toBe(0);

	const events = [
		{ state: "received", at: receivedAt },
		{ state: "needs-info", at: receivedAt, reason },
	];
	const status = { ...receipt, kind: "access", site: markup, state: "needs-info", events, canAppeal: false };
	answer = (route) => route.fulfill({ json: status });
	await form.press("close");
	await form.opens();
	await form.own.first().click();
	await form.moves.first().waitFor();
	expect(await form.moves.last().innerText()).toContain("<img src=x");
	await holds(visitor, form);

	answer = (route) => route.fulfill({ json: { ...status, state: markup } });
	await form.press("back");
	await form.own.first().click();
	await form.view.getByText("We can't ask how it is going just now.").waitFor();
	await holds(visitor, form);
});

const personal = ["Zenobia", "zenobia.q@person.example", "Kept in confidence", "Octavia"];
let said: string[];
beforeEach(() => {
	said = [];
});

/** Everything of a browser but the database, and what of it is in that. */
async function leaves({ page, context, requests }: Visitor) {
	const outside = await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }, location.href, history.state]);
	const inside: string = await page.evaluate(async () => {
		const opening = indexedDB.open("yoursay_isokron");
		await new Promise((resolve) => (opening.onsuccess = resolve));
		const all = opening.result.transaction("keyval").objectStore("keyval").getAll();
		await new Promise((resolve) => (all.onsuccess = resolve));
		opening.result.close();
		return JSON.stringify(all.result);
	});
	const everywhere = JSON.stringify([outside, await context.cookies(), said, requests]);
	const found = (text: string) => personal.filter((each) => text.includes(each));
	return { outside: found(everywhere), inside: found(inside) };
}

test("what a person writes is in no address, storage, cookie or console, and in the database only while it waits", async () => {
	const { visitor, form } = await comesTo(site, "/isokron/?play-region=DE");
	visitor.context.on("console", (message) => void said.push(message.text()));
	const nothing = { outside: [], inside: [] };
	await form.begins("access");
	await form.fills("name", personal[0]!);
	await form.fills("email", personal[1]!);
	await form.fills("message", personal[2]!);
	await form.ticks("I am asking for someone else");
	await form.fills("of", personal[3]!);
	expect(await leaves(visitor)).toEqual(nothing);
	await form.proceeds();
	await form.sees("Check and send");
	expect(await leaves(visitor)).toEqual(nothing);
	await visitor.context.setOffline(true);
	await form.sends();
	await form.sees("Not sent yet");
	expect(await leaves(visitor)).toEqual({ outside: [], inside: personal });
	await visitor.context.setOffline(false);
	await expect.poll(() => leaves(visitor), soon).toEqual(nothing);
	await form.press("close");
	await form.opens();
	await form.own.first().click();
	await form.moves.first().waitFor();
	expect(await leaves(visitor)).toEqual(nothing);
	await form.press("withdraw");
	await form.press("withdraw");
	await expect.poll(() => form.moves.count(), soon).toBe(2);
	expect(await leaves(visitor)).toEqual(nothing);
});
