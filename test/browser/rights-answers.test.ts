/** Answers that a collector may give to a request, and presses that come twice. */
import { describe, expect, test } from "vitest";
import { comesTo, type Form } from "./asks.ts";
import { saved } from "./downloads.ts";
import { ownerOf } from "./owner.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const owner = ownerOf(site);

/** Somebody whose request is filled in and looked at. */
async function hasWritten() {
	const { visitor, form } = await comesTo(site, "/isokron/?play-region=DE");
	await fillIn(form);
	return { visitor, form };
}
async function fillIn(form: Form) {
	await form.begins("access");
	await form.fills("email", "amal@example.com");
	await form.fills("message", "All of it.");
	await form.proceeds();
	await form.sees("Check and send");
}
const answers = ({ context }: Visitor, status: number, headers = {}, json: object = {}) =>
	context.route("**/yoursay/requests", (route) => route.fulfill({ status, headers, json }));

test("a collector that refuses says why, and all that was typed is still there to be mended and sent", async () => {
	const { visitor, form } = await hasWritten();
	await answers(visitor, 422, {}, { title: "Not a request", detail: "This site is not known here." });
	await form.sends();
	await form.summary.waitFor();
	expect(await form.summary.innerText()).toMatch(
		/^This could not be sent\s+IsoKron could not take this request: This site is not known here\.$/,
	);
	await form.sees("Check and send");
	expect(await form.line("Anything we should know?").textContent()).toBe("All of it.");
	await form.press("back");
	expect(await form.field("message").inputValue()).toBe("All of it.");
	await form.fills("message", "Less of it.");
	await visitor.context.unroute("**/yoursay/requests");
	const { request } = await owner.finds(await form.ends());
	expect(request).toMatchObject({ message: "Less of it.", email: "amal@example.com" });
	await form.press("close");
	await form.opens();
	await expect.poll(() => form.own.count(), soon).toBe(1);
});

test.each([
	[503, {}, "Nobody could be reached."],
	[429, { "retry-after": "120" }, "Too many requests at once. Try again at"],
])("after a %s it waits on the device, whole, and is sent when tried again", async (status, headers, why) => {
	const { visitor, form } = await hasWritten();
	await answers(visitor, status, headers);
	await form.sends();
	await form.sees("Not sent yet");
	expect(await form.view.locator(".head p").textContent()).toContain(why);
	await visitor.context.unroute("**/yoursay/requests");
	await form.view.getByRole("button", { name: "Try now" }).click();
	const { request } = await owner.finds(await form.reference());
	expect(request).toMatchObject({ message: "All of it.", email: "amal@example.com" });
});

describe("how often it is sent", () => {
	test("however often Send is pressed, it is one request", async () => {
		const { visitor, form } = await hasWritten();
		const before = (await owner.inbox()).length;
		let release = () => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		await visitor.context.route("**/yoursay/requests", (route) => held.then(() => route.continue()));
		const send = form.view.locator("[data-yoursay-action=send]");
		await send.evaluate((button: HTMLElement) => {
			for (let press = 0; press < 5; press++) button.click();
		});
		await send.evaluate((button: HTMLElement) => button.click());
		release();
		await form.reference();
		const waiting = async () => (await visitor.databaseKeys("yoursay_isokron")).filter((key) => /^request:/.test(key));
		await expect.poll(waiting, soon).toEqual([]);
		expect(await owner.inbox()).toHaveLength(before + 1);
	});

	test("the same form filled in twice is two requests, each with its own reference", async () => {
		const { form } = await hasWritten();
		await form.sends();
		const first = await form.reference();
		await form.press("close");
		await fillIn(form);
		await form.sends();
		const second = await form.reference();
		expect(second).not.toBe(first);
		await form.press("close");
		await form.opens();
		await expect
			.poll(() => form.own.allInnerTexts(), soon)
			.toEqual([expect.stringContaining(second), expect.stringContaining(first)]);
	});
});

test("one that waited since an earlier page is told of without what is written on this one", async () => {
	const { visitor, form } = await hasWritten();
	await answers(visitor, 503);
	await form.sends();
	await form.sees("Not sent yet");
	await visitor.reloads();
	await visitor.isReady();
	await form.begins("erasure");
	await form.fills("email", "other@example.com");
	await form.press("back");
	await form.own.first().click();
	await visitor.context.unroute("**/yoursay/requests");
	await form.view.getByRole("button", { name: "Try now" }).click();
	const reference = await form.reference();
	const next = await form.view.locator(".next").innerText();
	expect(next).toContain("You get an answer by");
	expect(next).not.toMatch(/other@example|without checking/);
	const copy = await saved(visitor.page, () => form.press("download"));
	expect(copy.text).toContain(`Reference: ${reference}`);
	expect(copy.text).not.toContain("Delete my data");
});

test("refused after it waited, it is the request's own failure and nothing that was chosen meanwhile", async () => {
	const { visitor, form } = await hasWritten();
	await answers(visitor, 503);
	await form.sends();
	await form.sees("Not sent yet");
	await form.press("close");
	await answers(visitor, 422, {}, { detail: "This site is not known here." });
	await form.opens();
	await form.chooses("erasure");
	await form.own.first().click();
	await form.view.getByRole("button", { name: "Try now" }).click();
	await form.sees("How it is going");
	await form.summary.waitFor();
	expect(await form.summary.innerText()).toContain("This site is not known here.");
	expect(await form.view.locator(".head p").textContent()).toContain("See my data");
});
