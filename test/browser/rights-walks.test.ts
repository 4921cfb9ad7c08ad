/** Each right by its own walk: from the press to what its owner has of it. */
import { describe, expect, test } from "vitest";
import { comesTo, dayIn, formOf, inWords } from "./asks.ts";
import { html } from "./fixture.ts";
import { ownerOf } from "./owner.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();
const owner = ownerOf(site);

/** The day so many working days after today. */
function workdayIn(days: number) {
	for (let after = 1, left = days; ; after++) {
		const day = dayIn(after);
		if (new Date(day).getUTCDay() % 6) left--;
		if (!left) return day;
	}
}

describe("in one press", () => {
	test("a Californian opts out: what ran is gone with the page, and the next one shows what became of it", async () => {
		const visitor = await site.visitor();
		await visitor.goes("/kratys/?play-region=US-CA");
		await visitor.isReady();
		const cookies = async () => (await visitor.context.cookies()).map(({ name }) => name);
		await expect.poll(cookies, soon).toContain("al_id");
		const form = formOf(visitor);
		await form.opens();
		await form.chooses("opt-out-sale");
		expect(await form.view.locator(".foot button").last().textContent()).toBe("Opt out");
		const [reload] = await Promise.all([visitor.page.waitForEvent("load"), form.press("opt-out")]);
		expect(reload).toBe(visitor.page);
		const reference = await form.reference();
		expect(await form.line("Answer by").textContent()).toBe(inWords(workdayIn(15)));
		expect(await cookies()).not.toContain("al_id");
		const [record] = await visitor.records();
		expect(record).toMatchObject({ method: "withdraw", purposes: { marketing: "refused" } });
		const { request } = await owner.finds(reference);
		expect(request).toMatchObject({ kind: "opt-out-sale", purposes: ["marketing"], subject: record!.subject });
		expect(Object.keys(request!)).not.toContain("email");
		await visitor.reloads();
		await visitor.isReady();
		await visitor.rests();
		expect(await form.view.count()).toBe(0);
	});

	test("an opt-out takes nothing along that was typed for another right", async () => {
		const { form } = await comesTo(site, "/kratys/?play-region=US-CA");
		await form.begins("access");
		await form.fills("name", "Amal Haddad");
		await form.fills("email", "amal@example.com");
		await form.ticks("I am asking for someone else");
		await form.fills("of", "Noor Haddad");
		await form.press("back");
		await form.chooses("opt-out-sale");
		await form.press("opt-out");
		const { request } = await owner.finds(await form.reference());
		expect(JSON.stringify(request)).not.toMatch(/amal|noor/i);
		expect(request!.purposes).toEqual(["marketing"]);
	});

	test("uses of sensitive data are limited, on the device and at the collector, with the page left as it is", async () => {
		const health = { id: "health", title: "Health", description: "Hints.", involves: ["sensitive"] };
		const config = { site: { id: "clinic" }, region: "US-CA", purposes: ["analytics", health], endpoint: "/yoursay" };
		const visitor = await site.visitor();
		await visitor.finds({ "/f/page.html": html({ tag: "", config }) });
		await visitor.goes("/f/page.html");
		await visitor.isReady();
		await visitor.page.evaluate(() => window.yoursay.acceptAll());
		const form = formOf(visitor);
		await form.opens();
		expect((await form.offered()).slice(0, 2)).toEqual(["limit-sensitive", "access"]);
		await form.chooses("limit-sensitive");
		await form.press("opt-out");
		const { request } = await owner.finds(await form.reference());
		expect(request).toMatchObject({ kind: "limit-sensitive", purposes: ["health"] });
		expect((await visitor.snapshot()).purposes).toMatchObject({ health: "withdrawn", analytics: "granted" });
	});

	test("a yes to everything is taken back, and nobody is asked for anything", async () => {
		const visitor = await site.visitor();
		await visitor.goes("/isokron/?play-region=DE");
		await visitor.seesFirstLayer();
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		const form = formOf(visitor);
		await form.opens();
		await form.chooses("withdraw-consent");
		const before = (await owner.inbox()).length;
		await form.press("withdraw");
		await expect.poll(async () => (await visitor.records()).at(-1)?.method, soon).toBe("withdraw");
		await expect
			.poll(async () => (await visitor.snapshot()).purposes, soon)
			.toMatchObject({ analytics: "withdrawn", media: "withdrawn" });
		expect(await owner.inbox()).toHaveLength(before);
	});
});

describe("with what it needs to be granted", () => {
	test("a complaint in the UK says what happened, and by when its arrival is confirmed", async () => {
		const { visitor, form } = await comesTo(site, "/isokron/?play-region=GB");
		await form.begins("complaint");
		await form.proceeds();
		expect(await form.summary.locator("a").allTextContents()).toEqual([
			"Give an email address we can answer to",
			"Write what we should do",
		]);
		await form.fills("email", "amal@example.com");
		await form.fills("message", "My request was never answered.");
		await form.fills("happenedAt", dayIn(-40));
		await form.fills("outcome", "An answer.");
		await form.proceeds();
		await form.sees("Check and send");
		expect(await form.line("Confirmed by").textContent()).toBe(inWords(dayIn(30)));
		await form.sends();
		const found = await owner.finds(await form.reference());
		expect(await form.line("Confirmed by").textContent()).toBe(inWords(dayIn(30)));
		expect(found.acknowledgeAt!.slice(0, 10)).toBe(dayIn(30));
		expect(found.request).toMatchObject({ happenedAt: dayIn(-40), outcome: "An answer.", region: "GB" });
		expect(await form.view.getByRole("link", { name: /Information Commissioner/ }).count()).toBe(1);
		expect(visitor.crashes).toEqual([]);
	});

	test("an account is disconnected by its name alone", async () => {
		const { form } = await comesTo(site, "/kratys/?play-region=DE");
		await form.begins("disconnect-account");
		await form.fills("email", "amal@example.com");
		await form.proceeds();
		expect(await form.summary.locator("a").allTextContents()).toEqual(["Write which account it is"]);
		await form.fills("account", "GitHub, amal-h");
		const { request } = await owner.finds(await form.ends());
		expect(request).toMatchObject({ kind: "disconnect-account", account: "GitHub, amal-h" });
	});

	test("a Californian asks for what was kept between two days", async () => {
		const { form } = await comesTo(site, "/isokron/?play-region=US-CA");
		await form.begins("access");
		await form.fills("email", "amal@example.com");
		await form.fills("since", "2026-03-01");
		await form.fills("until", "2026-02-01");
		await form.proceeds();
		expect(await form.summary.locator("a").allTextContents()).toEqual(["The end is before the beginning"]);
		await form.fills("until", "2026-04-30");
		await form.proceeds();
		await form.sees("Check and send");
		expect(await form.line("Which time").textContent()).toBe("March 1, 2026 to April 30, 2026");
		await form.sends();
		const { request } = await owner.finds(await form.reference());
		expect(request).toMatchObject({ since: "2026-03-01", until: "2026-04-30", region: "US-CA" });
	});

	test.each([
		["I act for them", "agent"],
		["I am a parent or guardian", "parent"],
	])("somebody else asks: %s", async (label, kind) => {
		const { form } = await comesTo(site, "/isokron/?play-region=DE");
		await form.begins("access");
		await form.fills("email", "amal@example.com");
		await form.ticks("I am asking for someone else");
		await form.ticks(label);
		await form.proceeds();
		expect(await form.summary.locator("a").allTextContents()).toEqual(["Write whose data it is"]);
		await form.fills("of", "Noor Haddad");
		await form.proceeds();
		await form.sees("Check and send");
		expect(await form.line("For someone else").textContent()).toContain("Noor Haddad");
		await form.sends();
		const { request } = await owner.finds(await form.reference());
		expect(request!.agent).toEqual({ kind, of: "Noor Haddad" });
	});

	test.each([true, false])("this browser's random ID goes along where it was ticked: %s", async (isTicked) => {
		const { visitor, form } = await comesTo(site, "/isokron/?play-region=DE");
		await form.begins("erasure");
		await form.fills("email", "amal@example.com");
		await form.proceeds();
		await form.sees("Check and send");
		const label = "Add this browser's random ID, so that data without a name can be found too";
		if (isTicked) await form.ticks(label);
		await form.sends();
		const { request } = await owner.finds(await form.reference());
		expect(request!.subject).toBe(isTicked ? (await visitor.records())[0]!.subject : undefined);
	});
});

describe("email that advertises", () => {
	test("a yes counts once it was confirmed by the link in the email", async () => {
		const { visitor, form } = await comesTo(site, "/isokron/?play-region=DE");
		await form.begins("marketing-email");
		await form.fills("email", "yes@example.com");
		await form.proceeds();
		expect(await form.summary.locator("a").allTextContents()).toEqual(["Choose yes or no"]);
		await form.ticks("Yes");
		const reference = await form.ends();
		expect(await owner.finds(reference)).toMatchObject({ isConfirmed: false, request: { decision: "granted" } });
		await expect(owner.moves(reference, { state: "fulfilled" })).rejects.toThrow(/422/);
		const sent = () => site.demo.mail().find(({ to }) => to === "yes@example.com");
		await expect.poll(sent, soon).toBeDefined();
		const link = /\S+\/confirm#\S+/.exec(sent()!.text)![0];
		const mailbox = await site.visitor();
		await mailbox.goes(link);
		await mailbox.page.getByRole("button", { name: "Confirm my address" }).click();
		await expect.poll(async () => (await owner.finds(reference)).isConfirmed, soon).toBe(true);
		await form.press("close");
		await form.opens();
		await form.view.getByRole("button", { name: "Marketing email" }).click();
		await form.view.locator(".moves").waitFor();
		expect(await form.view.getByText("Confirm your address").count()).toBe(0);
		expect((await owner.moves(reference, { state: "fulfilled" })).state).toBe("fulfilled");
		expect(visitor.page.url()).not.toContain("example.com");
	});

	test("a no counts as it is", async () => {
		const { form } = await comesTo(site, "/isokron/?play-region=US-TX");
		await form.begins("marketing-email");
		await form.fills("email", "no@example.com");
		await form.ticks("No");
		const reference = await form.ends();
		expect((await owner.finds(reference)).request).toMatchObject({ decision: "withdrawn" });
		expect((await owner.moves(reference, { state: "fulfilled" })).state).toBe("fulfilled");
	});
});
