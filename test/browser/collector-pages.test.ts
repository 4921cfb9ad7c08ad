import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { flaws, openCollectorSite, ownerToken } from "./collector-site.ts";
import { saved } from "./downloads.ts";
import { pageOverflow } from "./room.ts";
import { soon } from "./setup.ts";

const mails: string[] = [];
const site = openCollectorSite({
	publicOrigin: "https://collect.example",
	send: async ({ text }) => void mails.push(text),
});

const SCRIPTS = "<img src=x onerror=alert(1)><script>alert(2)</script>";
const hostile = {
	name: `\u202e${SCRIPTS}`,
	message: `${SCRIPTS}\n  =cmd|' /C calc'!A0\n\u202eturned\u2069\n${"x".repeat(4800)}`,
};

async function entersInbox(page: Page, show = "open") {
	await page.goto(`${site.url}/inbox`);
	await page.getByLabel("Owner's token").fill(ownerToken);
	await page.getByLabel("Owner's token").press("Enter");
	await page.getByRole("status").getByText("by due date").waitFor();
	if (show !== "open") await page.getByLabel("Show").selectOption(show);
}
const told = (page: Page) => page.getByRole("status");
const references = (page: Page) => page.locator(".requests .opener").allTextContents();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);
const downloads = (page: Page, name: string) => saved(page, () => page.getByRole("button", { name }).click());

describe("the owner's page", () => {
	test("a wrong token opens nothing, and the right one stays in memory alone", async () => {
		const page = await site.page();
		await page.goto(`${site.url}/inbox`);
		await page.getByLabel("Owner's token").fill("not-the-token-of-the-owner");
		await page.getByRole("button", { name: "Open" }).click();
		await page.getByText("This token is not the collector's").waitFor();
		expect(await focused(page)).toBe("token");
		expect(await page.getByLabel("Owner's token").getAttribute("aria-invalid")).toBe("true");
		await page.getByLabel("Owner's token").fill(ownerToken);
		await page.keyboard.press("Enter");
		await told(page).getByText("0 requests, by due date").waitFor();
		expect(await focused(page)).toBe("list-title");
		const kept = await page.evaluate(() => [
			JSON.stringify({ ...localStorage, ...sessionStorage }),
			document.cookie,
			location.href,
			document.documentElement.outerHTML,
			(document.getElementById("token") as HTMLInputElement).value,
		]);
		expect(kept.join()).not.toContain(ownerToken);
		await page.reload();
		expect(await page.getByLabel("Owner's token").inputValue()).toBe("");
		expect(await page.locator("#desk").isHidden()).toBe(true);
	});

	test("requests stand by due date, late ones say so in words, and each filter narrows them", async () => {
		const soonDue = await site.sends({ kind: "erasure", region: "DE" }, 20);
		const late = await site.sends({ kind: "access", region: "US-CA" }, 60);
		const other = await site.sends({ kind: "access", site: "other.example", region: "DE" });
		const closed = await site.sends({ kind: "access", region: "DE" }, 90);
		await site.moves(closed.reference, { state: "fulfilled" });
		const page = await site.page();
		await entersInbox(page);
		expect(await references(page)).toEqual([late.reference, soonDue.reference, other.reference]);
		const row = page.getByRole("row").filter({ hasText: late.reference });
		expect(await row.getByText(/^Late by \d+ days?$/).count()).toBe(1);
		expect(await page.getByText(/^\d+ days left$/).count()).toBe(2);
		await page.getByLabel("Show").selectOption("late");
		await expect.poll(() => references(page), soon).toEqual([late.reference]);
		await page.getByLabel("Show").selectOption("all");
		await expect.poll(() => references(page), soon).toHaveLength(4);
		await page.getByLabel("Kind").selectOption("Deletion");
		await expect.poll(() => references(page), soon).toEqual([soonDue.reference]);
		await page.getByLabel("Kind").selectOption("");
		await page.getByRole("textbox", { name: "Site" }).fill("other.example");
		await page.keyboard.press("Enter");
		await expect.poll(() => references(page), soon).toEqual([other.reference]);
		await page.getByRole("textbox", { name: "Site" }).fill("");
		await page.getByLabel("Due before").fill(soonDue.dueAt.slice(0, 10));
		await expect.poll(() => references(page), soon).toEqual([closed.reference, late.reference]);
		await told(page).getByText("2 requests, by due date").waitFor();
	});

	test("a list of more than fifty goes on where it ended, and the focus with it", async () => {
		const sent = [];
		for (let index = 0; index < 53; index += 1) sent.push(await site.sends({}, 53 - index));
		const page = await site.page();
		await entersInbox(page);
		expect(await references(page)).toHaveLength(50);
		await page.getByRole("button", { name: "Show more" }).click();
		await told(page).getByText("3 more requests").waitFor();
		expect(await references(page)).toEqual(sent.map(({ reference }) => reference));
		expect(await focused(page)).toBe(sent[50]!.reference);
		expect(await page.getByRole("button", { name: "Show more" }).isHidden()).toBe(true);
	});

	test("what a hostile person sends is text, and breaks no layout at 320 px", async () => {
		const { reference } = await site.sends(hostile);
		const page = await site.page({ viewport: { width: 320, height: 640 } });
		await entersInbox(page);
		expect(await pageOverflow(page)).toBeLessThanOrEqual(0);
		await page.getByRole("button", { name: reference }).click();
		expect(await focused(page)).toBe("request-title");
		const shown = page.locator("#request .said");
		expect(await shown.textContent()).toBe(hostile.message.replace("\u202e", "U+202E").replace("\u2069", "U+2069"));
		expect(await shown.evaluate((element) => getComputedStyle(element).whiteSpace)).toContain("pre-wrap");
		expect(await page.locator("#request :is(img, script)").count()).toBe(0);
		expect(await pageOverflow(page)).toBeLessThanOrEqual(0);
		expect(site.troubles).toEqual([]);
	});

	test("a request moves on with reason and date, mistakes are told beside their fields", async () => {
		const { reference } = await site.sends({ region: "US-CA" });
		const page = await site.page();
		await entersInbox(page);
		await page.getByRole("button", { name: reference }).click();
		await page.getByRole("button", { name: "Save state" }).click();
		expect(await focused(page)).toBe("change-state");
		await page.getByLabel("New state").selectOption("Extended");
		await page.getByRole("button", { name: "Save state" }).click();
		expect(await focused(page)).toBe("change-reason");
		expect(await page.getByLabel("Reason").getAttribute("aria-invalid")).toBe("true");
		const described = (await page.getByLabel("New date").getAttribute("aria-describedby"))!.split(" ");
		expect(await page.locator(`#${described[1]}`).textContent()).toBe("Choose the new date");
		await page.getByLabel("Reason").fill("We must ask two processors.");
		const { dueAt, extendableTo } = await site.kept(reference);
		await page.getByLabel("New date").fill("2099-01-01");
		await page.getByRole("button", { name: "Save state" }).click();
		await page.locator("#change-dueAt-error", { hasText: "at most" }).waitFor();
		expect((await site.kept(reference)).state).toBe("received");
		await page.getByLabel("New date").fill(extendableTo!.slice(0, 10));
		await page.getByRole("button", { name: "Save state" }).click();
		await told(page).getByText("The new state is saved.").waitFor();
		const kept = await site.kept(reference);
		expect(kept).toMatchObject({ state: "extended", dueAt: extendableTo, revision: 2 });
		expect(kept.dueAt > dueAt).toBe(true);
		expect(kept.events.at(-1)!.reason).toBe("We must ask two processors.");
		// Once is all the law allows.
		expect(await page.getByLabel("New state").getByRole("option", { name: "Extended" }).count()).toBe(0);
		await page.getByLabel("New state").selectOption("Denied");
		await page.getByLabel("Reason").fill("There is nothing about you.");
		await page.getByRole("button", { name: "Save state" }).click();
		await page.locator("#request .tag", { hasText: "Denied" }).waitFor();
		expect(await page.getByLabel("New state").getByRole("option").allTextContents()).toEqual([
			"Choose a state",
			"Appealed",
		]);
	});

	test("a change on an older reading is not lost: it is read again, and what was typed still stands", async () => {
		const { reference } = await site.sends();
		const page = await site.page();
		await entersInbox(page);
		await page.getByRole("button", { name: reference }).click();
		await page.getByLabel("New state").selectOption("Denied");
		await page.getByLabel("Reason").fill("Sent twice.");
		await site.moves(reference, { state: "acknowledged" });
		await page.getByRole("button", { name: "Save state" }).click();
		await told(page).getByText("It was changed meanwhile").waitFor();
		expect(await page.locator("#request .tag").textContent()).toBe("Acknowledged");
		expect(await page.getByLabel("Reason").inputValue()).toBe("Sent twice.");
		expect((await site.kept(reference)).state).toBe("acknowledged");
		await page.getByRole("button", { name: "Save state" }).click();
		await told(page).getByText("The new state is saved.").waitFor();
		expect((await site.kept(reference)).state).toBe("denied");
	});

	test("a note is kept, the address is copied, and Back returns to where one was, by keyboard alone", async () => {
		const { reference } = await site.sends();
		const page = await site.page();
		await entersInbox(page);
		await page.getByRole("button", { name: reference }).focus();
		await page.keyboard.press("Enter");
		await page.getByRole("button", { name: "Copy email" }).focus();
		await page.keyboard.press("Enter");
		await told(page).getByText("The email address is copied.").waitFor();
		await page.getByRole("textbox", { name: "Note" }).focus();
		await page.keyboard.press("ControlOrMeta+V");
		await expect
			.poll(() => page.getByRole("textbox", { name: "Note" }).inputValue(), soon)
			.toBe("erika@visitor.example");
		await page.keyboard.press("ControlOrMeta+A");
		await page.keyboard.type("Asked Sales.");
		await page.keyboard.press("Tab");
		await page.keyboard.press("Enter");
		await told(page).getByText("The note is saved.").waitFor();
		expect((await site.kept(reference)).notes.map(({ text }) => text)).toEqual(["Asked Sales."]);
		await page.getByText("Asked Sales.").waitFor();
		await page.getByRole("button", { name: "All requests" }).focus();
		await page.keyboard.press("Enter");
		await expect.poll(() => focused(page), soon).toBe(reference);
	});

	test("the list is downloaded in three forms, as it is filtered", async () => {
		const one = await site.sends({ kind: "erasure", message: "=1+1" });
		const two = await site.sends({ kind: "access" });
		const page = await site.page();
		await entersInbox(page);
		await page.getByLabel("Kind").selectOption("Deletion");
		await expect.poll(() => references(page), soon).toEqual([one.reference]);
		const csv = await downloads(page, "CSV");
		expect(csv.name).toMatch(/^requests-\d{4}-\d\d-\d\d\.csv$/);
		expect(csv.text).toContain(one.reference);
		expect(csv.text).toContain("'=1+1");
		const id = (await site.kept(one.reference)).request!.id;
		for (const { name, text } of [await downloads(page, "Data Rights Protocol"), await downloads(page, "OpenDSR")]) {
			expect(name).toMatch(/^requests-.*\.json$/);
			expect(JSON.parse(text).requests).toHaveLength(1);
			expect(text).toContain(id);
		}
		expect(csv.text).not.toContain(two.reference);
	});

	test("the report has every number in a table", async () => {
		const shop = "sums.example";
		await site.chooses({ site: shop, method: "accept-all", purposes: { analytics: "granted" }, region: "FR" }, 2);
		await site.chooses({ site: shop, purposes: { analytics: "refused" } });
		await site.chooses({ site: shop, purposes: { analytics: "refused" } });
		await site.sends({ site: shop, kind: "erasure" });
		const page = await site.page();
		await entersInbox(page);
		await page.getByRole("button", { name: "Report" }).click();
		await told(page).getByText("choices").waitFor();
		await page.getByRole("textbox", { name: "Site" }).fill(shop);
		await page.keyboard.press("Enter");
		await told(page).getByText("3 choices").waitFor();
		const rowOf = (plot: string, row: string) =>
			page.locator(".plot", { has: page.getByRole("heading", { name: plot }) }).getByRole("row", { name: row });
		expect(await rowOf("Purposes by state", "analytics").getByRole("cell").allTextContents()).toEqual([
			"133%",
			"267%",
			"00%",
			"00%",
			"00%",
		]);
		expect(await rowOf("How they chose", "Rejected all").getByRole("cell").allTextContents()).toEqual(["2", "67%"]);
		expect(await rowOf("Where they were", "France").getByRole("cell").allTextContents()).toEqual(["1", "33%"]);
		expect(await rowOf("Requests by kind", "Deletion").getByRole("cell").allTextContents()).toEqual(["1", "100%"]);
		expect(await page.getByRole("img", { name: "Choices per day" }).locator("rect").count()).toBe(3);
		await page.getByText("Show as a table").click();
		const days = page.locator("details").getByRole("cell");
		expect(await days.allTextContents()).toEqual(["1", "0", "2"]);
		await page.getByRole("textbox", { name: "Site" }).fill("nobody.example");
		await page.keyboard.press("Enter");
		await told(page).getByText("0 choices").waitFor();
		expect(site.troubles).toEqual([]);
	});
});

describe("the status page", () => {
	test("shows how it stands to whoever has the link, and takes the secret out of the address", async () => {
		const { reference, secret } = await site.sends({ kind: "erasure", region: "US-VA" }, 5);
		await site.moves(reference, { state: "in-progress" });
		await site.moves(reference, { state: "denied", reason: "The law wants us to keep <b>invoices</b>." });
		const page = await site.page();
		const asked: string[] = [];
		page.on("request", (request) => asked.push(request.url()));
		await page.goto(`${site.url}/requests/${reference}#${secret}`);
		await page.getByRole("heading", { name: "How it is going" }).waitFor();
		expect(page.url()).toBe(`${site.url}/requests/${reference}`);
		expect(asked.join()).not.toContain(secret);
		expect(await page.locator(".timeline strong").allTextContents()).toEqual([
			"Turned down",
			"Being worked on",
			"Received",
		]);
		await page.getByText("The law wants us to keep <b>invoices</b>.").waitFor();
		await page.getByText("Delete my data, sent to shop.example.").waitFor();
		await page.getByText("You can ask them to look again.").waitFor();
		const copy = await downloads(page, "Download a copy");
		expect(copy.name).toBe(`request-${reference}.txt`);
		expect(copy.text).toContain(`Reference: ${reference}`);
		expect(copy.text).not.toContain(secret);
		expect(await page.getByRole("button", { name: "Take it back" }).count()).toBe(0);
	});

	test("a late answer is called late", async () => {
		const { reference, secret } = await site.sends({ region: "DE" }, 70);
		const page = await site.page();
		await page.goto(`${site.url}/requests/${reference}#${secret}`);
		await page.getByText("The answer is late. It was due on").waitFor();
	});

	test("a request is taken back after one question with two equal buttons", async () => {
		const { reference, secret } = await site.sends();
		const page = await site.page();
		await page.goto(`${site.url}/requests/${reference}#${secret}`);
		await page.getByRole("button", { name: "Take it back" }).click();
		const dialog = page.getByRole("dialog", { name: "Take back this request?" });
		const looks = await dialog.getByRole("button").evaluateAll((buttons) =>
			buttons.map((button) => {
				const { inlineSize, blockSize, color, backgroundColor } = getComputedStyle(button);
				return { inlineSize, blockSize, color, backgroundColor };
			}),
		);
		expect(looks).toHaveLength(2);
		expect(looks[0]).toEqual(looks[1]);
		await dialog.getByRole("button", { name: "Keep it" }).click();
		expect((await site.kept(reference)).state).toBe("received");
		await page.getByRole("button", { name: "Take it back" }).click();
		await dialog.getByRole("button", { name: "Take it back" }).click();
		await told(page).getByText("You took this request back.").waitFor();
		expect((await site.kept(reference)).state).toBe("withdrawn");
		expect(await focused(page)).toBe("title");
	});

	test("a link without its end, a wrong one and one to nothing say the same", async () => {
		const { reference, secret } = await site.sends();
		const other = secret.startsWith("A") ? `B${secret.slice(1)}` : `A${secret.slice(1)}`;
		const page = await site.page();
		for (const link of [reference, `${reference}#${other}`, `${reference}#x`, `SHOP-0000-0000#${secret}`]) {
			await page.goto("about:blank");
			await page.goto(`${site.url}/requests/${link}`);
			await page.getByText("There is no request behind this link.").waitFor();
		}
		await page.goto(`${site.url}/requests/${reference}#${secret}`);
		await page.getByRole("heading", { name: "How it is going" }).waitFor();
		await page.evaluate((hash) => {
			location.hash = hash;
		}, other);
		await page.getByText("There is no request behind this link.").waitFor();
	});

	test("offline and too many are told in plain words, and tried again", async () => {
		const { reference, secret } = await site.sends();
		const page = await site.page();
		site.answers((request) => {
			if (!request.headers.has("authorization")) return undefined;
			return Response.json({ status: 429 }, { status: 429, headers: { "retry-after": "30" } });
		});
		await page.goto(`${site.url}/requests/${reference}#${secret}`);
		await page.getByText(/^Too many requests at once. Try again at \d\d:\d\d:\d\d/).waitFor();
		site.answers(undefined);
		await page.context().setOffline(true);
		await page.getByRole("button", { name: "Try again" }).click();
		await page.getByText("You seem to be offline.").waitFor();
		await page.context().setOffline(false);
		await page.getByRole("button", { name: "Try again" }).click();
		await page.getByRole("heading", { name: "How it is going" }).waitFor();
	});
});

describe("the confirmation page", () => {
	const linkOf = async () => {
		await expect.poll(() => mails.length, soon).toBe(1);
		return /https:\/\/collect\.example\/yoursay(\S+\/confirm#\S+)/.exec(mails.splice(0)[0]!)![1]!;
	};

	test("confirms an address by a press, and by nothing before it", async () => {
		mails.length = 0;
		const { reference } = await site.sends();
		const link = await linkOf();
		const page = await site.page();
		const posted: string[] = [];
		page.on("request", (request) => void (request.method() === "POST" && posted.push(request.url())));
		await page.goto(site.url + link);
		await page.getByText(reference).waitFor();
		await page.waitForLoadState("networkidle");
		expect(page.url()).not.toContain("#");
		expect(posted).toEqual([]);
		expect((await site.kept(reference)).isConfirmed).toBe(false);
		await page.getByRole("button", { name: "Confirm my address" }).click();
		await page.getByRole("heading", { name: "Your address is confirmed" }).waitFor();
		expect((await site.kept(reference)).isConfirmed).toBe(true);
		expect(await focused(page)).toBe("title");
	});

	test("a wrong token confirms nothing and says what to do", async () => {
		mails.length = 0;
		const { reference } = await site.sends();
		await linkOf();
		const page = await site.page();
		for (const token of ["", "#short", `#${"A".repeat(43)}`]) {
			await page.goto("about:blank");
			await page.goto(`${site.url}/requests/${reference}/confirm${token}`);
			if (token) await page.getByRole("button", { name: "Confirm my address" }).click();
			await page.getByRole("heading", { name: "This link does not work" }).waitFor();
		}
		expect((await site.kept(reference)).isConfirmed).toBe(false);
	});
});

describe.each([
	["in light colours", "light", 1280],
	["in dark colours at 320 px", "dark", 320],
] as const)("%s", (_, colorScheme, width) => {
	test("axe finds nothing wrong with any page, and none is wider than the screen", async () => {
		const { reference, secret } = await site.sends(hostile, 60);
		await site.moves(reference, { state: "in-progress", note: "A note" });
		await site.chooses();
		const page = await site.page({ colorScheme, viewport: { width, height: 640 } });
		const isFine = async (where: string) => {
			expect(await flaws(page), where).toEqual([]);
			expect(await pageOverflow(page), where).toBeLessThanOrEqual(0);
		};
		await page.goto(`${site.url}/inbox`);
		await page.getByRole("button", { name: "Open" }).click();
		await isFine("the door");
		await entersInbox(page);
		await isFine("the list");
		await page.getByRole("button", { name: reference }).click();
		await page.getByLabel("New state").selectOption("Denied");
		await page.getByRole("button", { name: "Save state" }).click();
		await isFine("one request");
		const small = await page
			.locator("button, select, input, textarea")
			.evaluateAll((controls) =>
				controls
					.filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 44)
					.map((control) => control.outerHTML),
			);
		expect(small).toEqual([]);
		await page.getByRole("button", { name: "Report" }).click();
		await told(page).getByText("choice").waitFor();
		await page.getByText("Show as a table").click();
		await isFine("the report");
		await page.goto(`${site.url}/requests/${reference}#${secret}`);
		await page.getByRole("heading", { name: "How it is going" }).waitFor();
		await isFine("the status");
		await page.getByRole("button", { name: "Take it back" }).click();
		await isFine("the question");
		await page.goto(`${site.url}/requests/${reference}/confirm#x`);
		await isFine("the confirmation");
		await page.getByRole("button", { name: "Confirm my address" }).click();
		await page.getByRole("heading", { name: "This link does not work" }).waitFor();
		await isFine("a wrong confirmation");
		expect(site.troubles).toEqual([]);
	}, 120_000);
});
