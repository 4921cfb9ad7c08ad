/** Asking for something: from the first card to the answer. */
import { expect, test } from "vitest";
import { formOf } from "./asks.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

/** Whoever has answered the first layer on a demo site, living in a region. */
async function arrives(path: string, options?: Parameters<typeof site.visitor>[0]) {
	const visitor = await site.visitor(options);
	await visitor.goes(path);
	await visitor.seesFirstLayer();
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	return visitor;
}
async function openForm(visitor: Visitor) {
	const form = formOf(visitor);
	await form.opens();
	return form;
}

/** What the collector has, as its owner sees it. */
async function inbox() {
	const headers = { authorization: `Bearer ${site.demo.ownerToken}` };
	const response = await fetch(`${site.url}/yoursay/requests?limit=100`, { headers });
	const { requests } = (await response.json()) as { requests: import("../../types/request.ts").InboxRequest[] };
	return requests;
}

test("a request is chosen, filled in, looked at and sent, and leaves a reference", async () => {
	const visitor = await arrives("/isokron/?play-region=DE");
	const form = await openForm(visitor);
	await form.sees("What would you like to do?");
	await form.chooses("erasure");
	await form.proceeds();
	await form.sees("Where can we reach you?");
	await form.fills("name", "Amal Haddad");
	await form.fills("email", "amal@example.com");
	await form.fills("message", "All of it.\nAlso the backups.");
	await form.proceeds();
	await form.sees("Check and send");
	expect(await form.line("Request").textContent()).toBe("Delete my data");
	expect(await form.line("Where you live").textContent()).toBe("Germany");
	expect(await form.line("Sent to").textContent()).toBe("IsoKron, privacy@isokron.ai");
	await form.sends();
	await form.sees("Your request is sent");
	expect(await form.line("Reference").textContent()).toMatch(/^ISOKRO-[0-9A-Z]{4}-[0-9A-Z]{4}$/);

	const [request] = await inbox();
	expect(request).toMatchObject({ site: "isokron", kind: "erasure", region: "DE", state: "received", law: "gdpr" });
	expect(request!.request).toMatchObject({
		name: "Amal Haddad",
		email: "amal@example.com",
		message: "All of it.\nAlso the backups.",
		responseDays: 30,
	});
	expect(await form.line("Reference").textContent()).toBe(request!.reference);
});

test("what can be asked for changes with where one lives", async () => {
	const visitor = await arrives("/isokron/?play-region=DE");
	const form = await openForm(visitor);
	const inGermany = await form.offered();
	expect(inGermany).toContain("restriction");
	await form.chooses("restriction");
	await form.lives("US-CA");
	const inCalifornia = await form.offered();
	expect(inCalifornia[0]).toBe("opt-out-sale");
	expect(inCalifornia).not.toContain("restriction");
	expect(await form.view.locator("input:checked").count()).toBe(0);
});

test("without a right or a place nobody goes on, and is told what to choose", async () => {
	const visitor = await arrives("/isokron/?play-region=DE");
	const form = await openForm(visitor);
	await form.lives("");
	await form.proceeds();
	await expect
		.poll(() => form.summary.locator("a").allTextContents(), soon)
		.toEqual(["Choose where you live", "Choose what you would like to do"]);
	expect(await visitor.page.evaluate(() => document.activeElement!.shadowRoot!.activeElement!.className)).toBe(
		"note bad",
	);
	await form.summary.locator("a").first().click();
	expect(await form.field("region").evaluate((each) => each === (each.getRootNode() as ShadowRoot).activeElement)).toBe(
		true,
	);
});

test("a mistake is shown once its field was left, not while one writes", async () => {
	const visitor = await arrives("/isokron/?play-region=DE");
	const form = await openForm(visitor);
	await form.chooses("access");
	await form.proceeds();
	await form.field("email").pressSequentially("amal@example");
	expect(await form.errors.count()).toBe(0);
	await form.field("email").press("Tab");
	await expect
		.poll(() => form.errors.allTextContents(), soon)
		.toEqual(["The end of this address seems to be missing. Example: name@example.com"]);
	expect(await form.field("email").getAttribute("aria-invalid")).toBe("true");
	const describedBy = await form.field("email").getAttribute("aria-describedby");
	expect(describedBy).toContain("rights-email-err");
	await form.fills("email", "amal@example.com");
	await form.field("email").press("Tab");
	await expect.poll(() => form.errors.count(), soon).toBe(0);
});

test("back keeps everything, and each line of the review leads to where it can be changed", async () => {
	const visitor = await arrives("/isokron/?play-region=DE");
	const form = await openForm(visitor);
	await form.chooses("rectification");
	await form.proceeds();
	await form.fills("email", "amal@example.com");
	await form.fills("message", "The name.");
	await form.proceeds();
	await form.sees("Check and send");
	await form.view.getByRole("button", { name: "Change Email" }).click();
	await form.sees("Where can we reach you?");
	expect(await form.field("email").inputValue()).toBe("amal@example.com");
	expect(await form.field("message").inputValue()).toBe("The name.");
	await form.press("back");
	await form.sees("What would you like to do?");
	expect(await form.radio("rectification").isChecked()).toBe(true);
});

test("a secret in the words is named before anything is sent, and can be taken out", async () => {
	const visitor = await arrives("/isokron/?play-region=DE");
	const form = await openForm(visitor);
	await form.chooses("access");
	await form.proceeds();
	await form.fills("email", "amal@example.com");
	await form.fills("message", "My key is ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8, look there.");
	await form.proceeds();
	await form.view.getByText("One thing here looks like a secret").waitFor();
	await form.view.getByRole("button", { name: "Take out" }).click();
	await form.sees("Check and send");
	expect(await form.line("Anything we should know?").textContent()).toBe("My key is [taken out], look there.");
});

test("closing a form with text asks once, with two equal answers; Escape and a press outside lose nothing", async () => {
	const visitor = await arrives("/isokron/?play-region=DE");
	const form = await openForm(visitor);
	await form.chooses("access");
	await form.proceeds();
	await form.fills("message", "Half a");
	await visitor.page.mouse.click(5, 5);
	expect(await form.field("message").inputValue()).toBe("Half a");
	await visitor.page.keyboard.press("Escape");
	await form.sees("Leave without sending?");
	const buttons = form.view.locator(".foot button");
	const boxes = await buttons.evaluateAll((all) =>
		all.map((each) => [each.className, each.clientWidth, each.clientHeight]),
	);
	expect(boxes[0]).toEqual(boxes[1]);
	await form.view.getByRole("button", { name: "Stay" }).click();
	await form.sees("Where can we reach you?");
	expect(await form.field("message").inputValue()).toBe("Half a");
	await form.press("close");
	await form.sees("Leave without sending?");
	await form.view.getByRole("button", { name: "Leave" }).click();
	await form.view.waitFor({ state: "detached" });
	await form.opens();
	await form.chooses("access");
	await form.proceeds();
	expect(await form.field("message").inputValue()).toBe("");
});

test("nothing that was typed is kept on the device before it is sent", async () => {
	const visitor = await arrives("/isokron/?play-region=DE");
	const form = await openForm(visitor);
	await form.chooses("access");
	await form.proceeds();
	await form.fills("email", "amal@example.com");
	await form.fills("message", "Nobody else's business");
	await form.proceeds();
	await form.sees("Check and send");
	const stored = await visitor.page.evaluate(() =>
		JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
	);
	expect(stored).not.toMatch(/amal|business/);
	expect((await visitor.databaseKeys("yoursay_isokron")).filter((key) => /^request:/.test(key))).toEqual([]);
});
