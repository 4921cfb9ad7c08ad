import type { BrowserContextOptions } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { PolicyReference } from "../../types/config.ts";
import type { Policy, PolicyVersion, Recipient } from "../../types/policy.ts";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

/** So many days from today, as an ISO date. */
const day = (days: number) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10);
const long = (date: string) =>
	new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));

const mail: Recipient = { name: "Postbote", purpose: "Sends our emails", location: "Germany", kind: "processor" };
const host: Recipient = { name: "Hostwerk", purpose: "Keeps our backups", location: "Austria", kind: "processor" };
const content = {
	controller: {
		name: "Example Ltd",
		contacts: [
			{ kind: "general" as const, email: "hello@shop.example" },
			{ kind: "privacy" as const, email: "privacy@shop.example" },
		],
	},
	recipients: [mail],
	retention: [{ category: "Request logs", period: { text: "12 months", amount: 12, unit: "months" as const } }],
	changes: { noticeDays: 30, objectionDays: 14 },
};
const later = { ...content, recipients: [mail, host] };
const policyOf = (version: Partial<PolicyVersion> = {}, more: Partial<Policy> = {}): Policy => ({
	version: 1,
	effectiveDate: day(-400),
	...content,
	versions: [{ effectiveDate: day(20), announced: day(-1), content: later, ...version }],
	...more,
});

const pageOf = (policy: string | PolicyReference, more = {}) =>
	html({
		tag: "",
		config: {
			site: { id: "news", name: "Example Shop" },
			purposes: ["analytics"],
			regime: "opt-in",
			region: "DE",
			policy,
			...more,
		},
	});
const notice = (visitor: Visitor) => visitor.page.locator('your-say [data-yoursay-view="change"]');
const press = (visitor: Visitor, action: string) =>
	notice(visitor).locator(`[data-yoursay-action="${action}"]`).click();

/** Somebody who chose before on this site, and comes back to a page with this policy. */
async function returning(policy: string | PolicyReference, options?: BrowserContextOptions, more = {}) {
	const visitor = await site.visitor(options);
	await visitor.finds({ "/f/page.html": pageOf({ url: "/policy" }, more) });
	await visitor.goes("/f/page.html");
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	await visitor.rests();
	await comesBack(visitor, policy, more);
	return visitor;
}
async function comesBack(visitor: Visitor, policy: string | PolicyReference, more = {}) {
	await visitor.finds({ "/f/page.html": pageOf(policy, more) });
	await visitor.goes("/f/page.html");
	await visitor.rests();
}
/** A page on which the notice had its time, and did not come. */
async function isTold(visitor: Visitor) {
	await visitor.isReady();
	await visitor.rests();
	await expect
		.poll(
			() => visitor.page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => /desk/.test(name))),
			soon,
		)
		.toBe(true);
	await visitor.rests();
	await visitor.page.waitForTimeout(200);
	return (await notice(visitor).count()) > 0;
}

describe("a change that is announced", () => {
	test("is told to whoever chose before: when, what, and that nothing need be done", async () => {
		const visitor = await returning(
			policyOf({
				summary: "We keep backups with one more company.",
				content: {
					...later,
					retention: [{ category: "Request logs", period: { text: "13 months", amount: 13, unit: "months" } }],
				},
			}),
		);
		const view = notice(visitor);
		await view.waitFor();
		expect(await view.getByRole("heading").textContent()).toBe(`Our privacy policy changes on ${long(day(20))}`);
		expect(await view.locator(".body").allTextContents()).toEqual([
			"You don't have to do anything. Your choices stay as they are.",
			"We keep backups with one more company.",
		]);
		expect(await view.locator("li").allInnerTexts()).toEqual([
			expect.stringMatching(/^New\s+Hostwerk now gets data: Keeps our backups\s+Austria$/),
			expect.stringMatching(/^Changed\s+Request logs: kept 13 months\s+Before: 12 months$/),
		]);
		expect(await view.getByText(`You can object until ${long(day(13))}.`).count()).toBe(1);
		await expect
			.poll(() => visitor.page.locator("your-say [role=status]").allTextContents(), soon)
			.toContainEqual(expect.stringContaining("You don't have to do anything"));
		expect(await visitor.page.evaluate(() => document.activeElement === document.body)).toBe(true);
		expect((await visitor.snapshot()).purposes.analytics).toBe("refused");
	});

	test("is told on each page until it is closed, and then no more", async () => {
		const visitor = await returning(policyOf());
		expect(await isTold(visitor)).toBe(true);
		await visitor.reloads();
		expect(await isTold(visitor)).toBe(true);
		expect((await visitor.keeps()).localStorage).not.toContain("yoursay_news-told");
		await press(visitor, "close");
		await notice(visitor).waitFor({ state: "detached" });
		await visitor.reloads();
		expect(await isTold(visitor)).toBe(false);
		expect(await visitor.page.evaluate(() => localStorage.getItem("yoursay_news-told"))).toMatch(/^20[\d-]{8} \w+$/);
	});

	test("is told again after one more recipient, but not after a corrected typo", async () => {
		const visitor = await returning(policyOf());
		await press(visitor, "close");
		await comesBack(
			visitor,
			policyOf({ content: { ...content, recipients: [mail, { ...host, purpose: "Keeps our bakcups" }] } }),
		);
		expect(await isTold(visitor)).toBe(false);
		const third = { name: "Wolke", purpose: "Keeps pictures", kind: "processor" as const };
		await comesBack(visitor, policyOf({ content: { ...later, recipients: [mail, host, third] } }));
		expect(await isTold(visitor)).toBe(true);
		expect(await notice(visitor).locator("li").count()).toBe(2);
	});

	test.each<[string, Policy]>([
		["before its announcement", policyOf({ announced: day(2) })],
		["before the notice period", policyOf({ announced: undefined, effectiveDate: day(32) })],
		[
			"that is a corrected typo",
			policyOf({ content: { ...content, recipients: [{ ...mail, purpose: "Sends our emials" }] } }),
		],
		["that took effect long ago", policyOf({ effectiveDate: day(-31), announced: day(-60) })],
	])("is not told %s", async (_, policy) => {
		expect(await isTold(await returning(policy))).toBe(false);
	});

	test("is told as past after its day, and what holds is new", async () => {
		const visitor = await returning(policyOf({ effectiveDate: day(-3), announced: day(-30) }));
		await notice(visitor).waitFor();
		expect(await notice(visitor).getByRole("heading").textContent()).toBe(
			`Our privacy policy changed on ${long(day(-3))}`,
		);
		expect(await notice(visitor).locator("li").allInnerTexts()).toEqual([expect.stringContaining("Hostwerk")]);
		expect(await notice(visitor).locator("[data-yoursay-action=object]").count()).toBe(0);
	});

	test("is not told to whoever has not chosen yet, nor once they choose on this page", async () => {
		const visitor = await site.visitor();
		await visitor.finds({ "/f/page.html": pageOf(policyOf()) });
		await visitor.goes("/f/page.html");
		await visitor.seesFirstLayer();
		expect(await isTold(visitor)).toBe(false);
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		expect(await isTold(visitor)).toBe(false);
		await visitor.reloads();
		expect(await isTold(visitor)).toBe(true);
	});

	test("of a fetched document is told, and one that cannot be had tells nothing and is reported", async () => {
		const versions = [{ effectiveDate: day(20), announced: day(-1) }];
		const visitor = await site.visitor();
		await visitor.finds({ "/f/page.html": pageOf({ url: "/policy" }), "/f/policy.json": JSON.stringify(policyOf()) });
		await visitor.goes("/f/page.html");
		await visitor.rejects();
		await visitor.rests();
		await comesBack(visitor, { document: "/f/policy.json", versions });
		expect(await isTold(visitor)).toBe(true);
		await visitor.finds({ "/f/none.json": "<h1>Not found" });
		await comesBack(visitor, { document: "/f/none.json", versions });
		expect(await isTold(visitor)).toBe(false);
		expect(visitor.told.join()).toContain("policy-unreachable");
		expect(visitor.crashes).toEqual([]);
	});

	test("shows three changes and counts the rest", async () => {
		const names = ["Ampel", "Birne", "Clown", "Dachs", "Esel"];
		const recipients = [mail, ...names.map((name) => ({ name, purpose: `Does ${name}` }))];
		const visitor = await returning(policyOf({ content: { ...content, recipients } }));
		expect(await notice(visitor).locator("li").count()).toBe(3);
		expect(await notice(visitor).getByText("and 2 more changes").count()).toBe(1);
	});
});

describe("the notice", () => {
	test("offers an objection, which opens the form at it with the new recipient ticked", async () => {
		const visitor = await returning(policyOf());
		const object = notice(visitor).locator("[data-yoursay-action=object]");
		const all = notice(visitor).locator("[data-yoursay-action=policy]");
		const [one, other] = await Promise.all([object.boundingBox(), all.boundingBox()]);
		expect([one!.width, one!.height, one!.y]).toEqual([other!.width, other!.height, other!.y]);
		const looks = (of: typeof all) =>
			of.evaluate((each) => {
				const { color, backgroundColor, borderColor, fontWeight, fontSize, textDecorationLine } =
					getComputedStyle(each);
				return { color, backgroundColor, borderColor, fontWeight, fontSize, textDecorationLine };
			});
		expect(await looks(object)).toEqual(await looks(all));
		await object.click();
		const form = visitor.page.locator('your-say [data-yoursay-view="rights"]');
		await form.getByText("Object to a new vendor").waitFor();
		expect(await form.getByRole("checkbox", { name: "Hostwerk" }).isChecked()).toBe(true);
		await notice(visitor).waitFor({ state: "detached" });
	});

	test("offers none where nobody can object, and to nobody else where some can", async () => {
		for (const changes of [
			{ noticeDays: 30 },
			{ noticeDays: 30, objectionDays: 14, objectionRegimes: ["ccpa" as const] },
		]) {
			const visitor = await returning(policyOf({}, { changes }));
			await notice(visitor).waitFor();
			expect(await notice(visitor).locator("[data-yoursay-action]").count()).toBe(2);
			expect(await notice(visitor).getByText("You can object").count()).toBe(0);
		}
	});

	test("opens the policy with all changes, and is told no more", async () => {
		const visitor = await returning(policyOf());
		await press(visitor, "policy");
		await visitor.page.locator('your-say [data-yoursay-view="policy"]').waitFor();
		await notice(visitor).waitFor({ state: "detached" });
		await visitor.reloads();
		expect(await isTold(visitor)).toBe(false);
	});

	test("closes by Escape inside it alone, and gives the focus back", async () => {
		const visitor = await returning(policyOf());
		await notice(visitor).waitFor();
		await visitor.page.keyboard.press("Escape");
		expect(await notice(visitor).count()).toBe(1);
		await notice(visitor).locator("[data-yoursay-action=close]").focus();
		await visitor.page.keyboard.press("Escape");
		await notice(visitor).waitFor({ state: "detached" });
		const focused = () =>
			visitor.page.evaluate(() => document.querySelector("your-say")?.shadowRoot?.activeElement?.className.trim());
		await expect.poll(focused, soon).toBe("again");
		await visitor.reloads();
		expect(await isTold(visitor)).toBe(false);
	});

	test("lies in no one's way: focused things are kept clear of it while it stands", async () => {
		const visitor = await returning(policyOf());
		await notice(visitor).waitFor();
		const padding = () => visitor.page.evaluate(() => document.documentElement.style.scrollPaddingBlockEnd);
		await expect.poll(padding, soon).toMatch(/^[1-9]\d*px$/);
		await press(visitor, "close");
		await notice(visitor).waitFor({ state: "detached" });
		expect(await padding()).toBe("");
	});

	test("goes behind a question or a status that comes while it stands", async () => {
		const visitor = await returning(policyOf());
		await notice(visitor).waitFor();
		for (const [name, where] of [
			["ask", "append"],
			["state", "append"],
			["ask", "prepend"],
		] as const) {
			await visitor.page.evaluate(
				([name, where]) => {
					const other = document.createElement("section");
					other.className = name;
					document.querySelector("your-say")!.shadowRoot![where](other);
				},
				[name, where] as const,
			);
			expect(await notice(visitor).isVisible(), `${name} ${where}`).toBe(false);
			await visitor.page.evaluate(
				(name) => document.querySelector("your-say")!.shadowRoot!.querySelector(`.${name}`)!.remove(),
				name,
			);
			expect(await notice(visitor).isVisible()).toBe(true);
		}
	});

	test("closed in one tab it goes from the others", async () => {
		const visitor = await returning(policyOf());
		await notice(visitor).waitFor();
		const other = await visitor.context.newPage();
		await other.goto(visitor.page.url());
		await other.locator('your-say [data-yoursay-action="close"]').click();
		await notice(visitor).waitFor({ state: "detached" });
		await other.close();
	});

	test("stands and goes where the browser keeps nothing more, once on each page", async () => {
		const visitor = await returning(policyOf());
		await visitor.context.addInitScript(() => {
			Storage.prototype.setItem = () => {
				throw new DOMException("full", "QuotaExceededError");
			};
		});
		for (const _ of [1, 2]) {
			await visitor.reloads();
			await press(visitor, "close");
			await notice(visitor).waitFor({ state: "detached" });
		}
		expect(visitor.crashes).toEqual([]);
	});

	test.each([
		["a phone", { width: 390, height: 844 }],
		["a low window", { width: 1280, height: 500 }],
		["a page at 400 %", { width: 320, height: 256 }],
	])("fits %s, its buttons in view and 44 px high", async (_, viewport) => {
		const long = { name: "Donaudampfschifffahrtsgesellschaftskapitän".repeat(2), purpose: "Long ".repeat(40) };
		const visitor = await returning(
			policyOf({ summary: "Words. ".repeat(40), content: { ...later, recipients: [mail, host, long] } }),
			{ viewport },
		);
		await notice(visitor).waitFor();
		await visitor.settles();
		const buttons = notice(visitor).locator("[data-yoursay-action]");
		expect(await buttons.count()).toBe(3);
		for (const button of await buttons.all()) {
			// On a very low screen all of it scrolls.
			if (viewport.height < 300) await button.scrollIntoViewIfNeeded();
			const box = (await button.boundingBox())!;
			expect(box.height).toBeGreaterThanOrEqual(44);
			expect(box.y).toBeGreaterThanOrEqual(0);
			expect(box.y + box.height).toBeLessThanOrEqual(viewport.height);
			expect(box.x + box.width).toBeLessThanOrEqual(viewport.width);
		}
		expect(
			await notice(visitor).evaluate((view) =>
				[...view.querySelectorAll("*"), view].every(
					(each) => each.scrollWidth <= each.clientWidth || getComputedStyle(each).display === "inline",
				),
			),
		).toBe(true);
		const scrolls = await notice(visitor)
			.locator(".says")
			.evaluate((each) => each.scrollHeight > each.clientHeight);
		expect(scrolls).toBe(viewport.height === 500);
		expect(await notice(visitor).locator(".says").getAttribute("tabindex")).toBe(scrolls ? "0" : null);
	});
});
