/** What becomes of a request, as whoever sent it sees it. */
import { describe, expect, test } from "vitest";
import { comesTo, dayIn, type Form, inWords } from "./asks.ts";
import { ownerOf } from "./owner.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();
const owner = ownerOf(site);

/** Somebody who has sent a request for their data. */
async function hasAsked(region: string) {
	const { visitor, form } = await comesTo(site, `/isokron/?play-region=${region}`);
	await form.opens();
	await form.asks("access");
	return { visitor, form, reference: await form.reference() };
}
/** Opens the request from the list, as a later page shows it. */
async function looks(form: Form) {
	await form.press("close");
	await form.view.waitFor({ state: "detached" });
	await form.opens();
	await form.own.first().click();
	await form.sees("How it is going");
	await form.moves.first().waitFor();
}
const last = async (form: Form) => (await form.moves.allInnerTexts()).at(-1)!.split("\n").filter(Boolean);

test("it stands in the list with its reference, and each move of its owner is shown with the day and the reason", async () => {
	const { form, reference } = await hasAsked("DE");
	await form.press("close");
	await form.opens();
	expect(await form.own.allInnerTexts()).toEqual([
		expect.stringMatching(new RegExp(`^See my data\\s+Received · ${reference}$`)),
	]);
	const today = inWords(dayIn(0));
	const extended = dayIn(60);
	const walk = [
		[{ state: "acknowledged" }, ["Being looked at", today]],
		[{ state: "needs-info", reason: "Which account?" }, ["They have a question for you", today, "Which account?"]],
		[{ state: "in-progress" }, ["Being worked on", today]],
		[
			{ state: "extended", reason: "Many systems.", dueAt: extended },
			[`Needs longer: new date ${inWords(extended)}`, today, "Many systems."],
		],
		[{ state: "fulfilled" }, ["Done", today]],
	] as const;
	for (const [change, shown] of walk) {
		await owner.moves(reference, change);
		await looks(form);
		expect(await last(form)).toEqual(shown);
		const due = change.state === "fulfilled" ? 0 : 1;
		expect(await form.view.locator("dt", { hasText: "Answer by" }).count()).toBe(due);
		if (change.state === "extended") expect(await form.line("Answer by").textContent()).toBe(inWords(extended));
	}
	expect(await form.moves.count()).toBe(6);
	expect(await form.view.getByRole("button", { name: "Take it back" }).count()).toBe(0);
	await form.view.getByRole("button", { name: "Remove from this list" }).click();
	await form.sees("What would you like to do?");
	expect(await form.own.count()).toBe(0);
	expect((await owner.finds(reference)).state).toBe("fulfilled");
});

test("turned down in Virginia, it can be appealed by its reference; in Germany the authority is named", async () => {
	const there = await hasAsked("US-VA");
	await owner.moves(there.reference, { state: "denied", reason: "We know nobody of this name." });
	await looks(there.form);
	expect((await last(there.form)).at(-1)).toBe("We know nobody of this name.");
	await there.form.view.getByRole("button", { name: "Ask them to look again" }).click();
	await there.form.sees("Where can we reach you?");
	await there.form.fills("message", "You do.");
	const { request } = await owner.finds(await there.form.ends());
	expect(request).toMatchObject({ kind: "appeal", appeals: there.reference, region: "US-VA", message: "You do." });

	const here = await hasAsked("DE");
	await owner.moves(here.reference, { state: "partly", reason: "Not the backups." });
	await looks(here.form);
	expect(await here.form.view.getByRole("button", { name: "Ask them to look again" }).count()).toBe(0);
	expect(await here.form.view.getByText("you can complain to your data protection authority").count()).toBe(1);
});

test("after its day an open request is late, in words", async () => {
	const { visitor, form, reference } = await hasAsked("DE");
	const { dueAt } = await owner.finds(reference);
	const due = dueAt.slice(0, 10);
	const note = form.view.getByText(`The answer is late. It was due on ${inWords(due)}.`);
	await looks(form);
	expect(await note.count()).toBe(0);
	const after = new Date(Date.parse(due) + 2 * 864e5).toISOString().slice(0, 10);
	await visitor.goes(`/isokron/?play-region=DE&play-date=${after}`);
	await form.opens();
	await form.own.first().click();
	await note.waitFor();
});

test("taking it back is asked once: kept, it goes on; taken, its owner hears of it", async () => {
	const { form, reference } = await hasAsked("DE");
	await looks(form);
	await form.press("withdraw");
	await form.view.getByText("Take this request back?").waitFor();
	await form.view.getByRole("button", { name: "Keep it" }).click();
	expect((await owner.finds(reference)).state).toBe("received");
	await form.press("withdraw");
	await form.view.getByText("Take this request back?").waitFor();
	await form.press("withdraw");
	await expect.poll(() => last(form), soon).toEqual(["You took it back", inWords(dayIn(0))]);
	expect((await owner.finds(reference)).state).toBe("withdrawn");
});

describe("while nobody can be reached", () => {
	/** Everything but the form's own files is cut off: they were fetched before. */
	async function waits() {
		const { visitor, form } = await comesTo(site, "/isokron/?play-region=DE");
		const before = (await owner.inbox()).length;
		await form.begins("access");
		await form.fills("email", "amal@example.com");
		await form.proceeds();
		await form.sees("Check and send");
		await visitor.context.setOffline(true);
		await form.sends();
		await form.sees("Not sent yet");
		expect(await owner.inbox()).toHaveLength(before);
		return { visitor, form, sent: async () => (await owner.inbox()).length - before };
	}

	test("it waits, and leaves by itself once the browser is online again", async () => {
		const { visitor, form, sent } = await waits();
		await form.press("close");
		await visitor.context.setOffline(false);
		await expect.poll(sent, soon).toBe(1);
		const left = async () => (await visitor.databaseKeys("yoursay_isokron")).join(" ");
		await expect.poll(left, soon).toMatch(/kept:/);
		await form.opens();
		await expect.poll(() => form.own.allInnerTexts(), soon).toEqual([expect.stringContaining("Received · ISOKRO-")]);
	});

	test("it can be tried at once, and taken back before anybody has it", async () => {
		const { visitor, form, sent } = await waits();
		await form.view.getByRole("button", { name: "Try now" }).click();
		await form.sees("Not sent yet");
		await form.press("close");
		await form.opens();
		await form.own.first().click();
		await form.view.getByText("It is kept on this device").waitFor();
		await form.press("withdraw");
		await form.view.getByText("Take this request back?").waitFor();
		await form.press("withdraw");
		await form.sees("What would you like to do?");
		await expect.poll(() => form.own.count(), soon).toBe(0);
		await visitor.context.setOffline(false);
		await visitor.reloads();
		await visitor.isReady();
		await visitor.rests();
		expect(await sent()).toBe(0);
		expect((await visitor.databaseKeys("yoursay_isokron")).filter((key) => /^(request|kept):/.test(key))).toEqual([]);
	});

	test("tried now with the line back, it is sent", async () => {
		const { visitor, form, sent } = await waits();
		// So that only the press sends it.
		await visitor.page.evaluate(() => addEventListener("online", (event) => event.stopImmediatePropagation(), true));
		await visitor.context.setOffline(false);
		await form.view.getByRole("button", { name: "Try now" }).click();
		await form.reference();
		expect(await sent()).toBe(1);
	});
});
