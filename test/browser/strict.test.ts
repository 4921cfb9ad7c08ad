import { expect, test } from "vitest";
import { openSite, soon } from "./setup.ts";

const site = openSite();

const allowed = ["inline-nonce", "external-nonce", "module-nonce", "template-nonce"];
const violations = (page: import("playwright-core").Page) =>
	page.evaluate(() => (window as unknown as { violations: string[] }).violations);

async function arrive() {
	const visitor = await site.visitor();
	await visitor.goes("/strict/");
	await visitor.seesFirstLayer();
	return visitor;
}

test("under the strictest policy nothing held runs before an answer, nor after a refusal", async () => {
	const visitor = await arrive();
	await visitor.rests();
	expect(await visitor.ran()).toEqual([]);
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	await visitor.rests();
	expect(await visitor.ran()).toEqual([]);
});

test("accepting under the strictest policy violates nothing and runs each held script with a nonce once", async () => {
	const visitor = await arrive();
	await visitor.accepts();
	await expect.poll(async () => (await visitor.ran()).sort(), soon).toEqual([...allowed].sort());
	await visitor.opensPreferences();
	await visitor.pressesInPanel("close");
	await visitor.rests();
	expect((await visitor.ran()).sort()).toEqual([...allowed].sort());
	expect(await violations(visitor.page)).toEqual([]);
	expect(visitor.crashes).toEqual([]);
});

test("inline, external and template scripts with a nonce run in document order", async () => {
	const visitor = await arrive();
	await visitor.accepts();
	await expect.poll(async () => (await visitor.ran()).length, soon).toBe(4);
	expect((await visitor.ran()).filter((name) => name !== "module-nonce")).toEqual([
		"inline-nonce",
		"external-nonce",
		"template-nonce",
	]);
});

test("a returning visitor's scripts run in document order while the page is parsed", async () => {
	const visitor = await arrive();
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
	await visitor.reloads();
	await expect.poll(async () => (await visitor.ran()).length, soon).toBe(4);
	expect((await visitor.ran()).filter((name) => name !== "module-nonce")).toEqual([
		"inline-nonce",
		"external-nonce",
		"template-nonce",
	]);
	expect(await violations(visitor.page)).toEqual([]);
});

test("a held script without the nonce never runs, be it called necessary or inside a template, and is reported", async () => {
	const visitor = await arrive();
	await visitor.accepts();
	await expect.poll(async () => (await visitor.ran()).length, soon).toBe(4);
	await visitor.rests();
	expect((await visitor.ran()).filter((name) => name.includes("no-nonce"))).toEqual([]);
	expect(visitor.asked(/injected\.js$/)).toEqual([]);
	const reports = visitor.told.filter((message) => /^error: \[yoursay held-nonce\]/.test(message));
	expect(reports.map((message) => /\((.*?)\|/.exec(message)?.[1]).sort()).toEqual([
		"analytics",
		"analytics",
		"necessary",
	]);
});

test("a template held back for its nonce leaves nothing of itself in the page", async () => {
	const visitor = await arrive();
	await visitor.accepts();
	await visitor.page.getByText("This sentence came out of a template.").waitFor();
	await visitor.rests();
	expect(await visitor.page.getByText("This one too").count()).toBe(0);
});
