/** Ways to the form other than its own link, and what it does on sites that have less than it likes. */
import { describe, expect, test } from "vitest";
import { comesTo, formOf } from "./asks.ts";
import { saved } from "./downloads.ts";
import { html } from "./fixture.ts";
import { ownerOf } from "./owner.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const owner = ownerOf(site);
const notice = ({ page }: Visitor) => page.locator('your-say [data-yoursay-view="change"]');

describe("from the notice of a change", () => {
	test("a German objects to the company that is new, which is chosen already", async () => {
		const { visitor, form } = await comesTo(site, "/isokron/?play-region=DE");
		await visitor.goes("/isokron/?play-region=DE&play-site=announces");
		await notice(visitor).getByRole("button", { name: "Object" }).click();
		await form.sees("Where can we reach you?");
		expect(
			await form.view
				.locator("input:checked")
				.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value)),
		).toEqual(["Postwing"]);
		await form.fills("email", "amal@example.com");
		const { request } = await owner.finds(await form.ends());
		expect(request).toMatchObject({ kind: "object-recipient", recipients: ["Postwing"], region: "DE" });
	});

	test("nobody in Texas is told to object, nor can they in the form", async () => {
		const { visitor, form } = await comesTo(site, "/isokron/?play-region=US-TX");
		await visitor.goes("/isokron/?play-region=US-TX&play-site=announces");
		await notice(visitor).waitFor();
		expect(await notice(visitor).getByRole("button", { name: "Object" }).count()).toBe(0);
		expect(await notice(visitor).textContent()).not.toContain("object");
		await form.opens();
		expect(await form.offered()).not.toContain("object-recipient");
	});
});

test("a right's button in the policy summary opens the form at that right", async () => {
	const { visitor, form } = await comesTo(site, "/isokron/?play-region=DE");
	await visitor.page.getByRole("link", { name: "How we use your data" }).last().click();
	const summary = visitor.page.locator('your-say [data-yoursay-view="policy"]');
	await summary.locator("summary", { hasText: "Your rights" }).first().click();
	await summary
		.locator(".entry", { hasText: "Delete your data" })
		.getByRole("button", { name: "Ask for this" })
		.click();
	await form.sees("Where can we reach you?");
	await form.press("back");
	expect(await form.radio("erasure").isChecked()).toBe(true);
});

test("as a part of Kratys's privacy page it stands between her words, sends, and begins anew", async () => {
	const { visitor } = await comesTo(site, "/kratys/privacy.html?play-region=DE");
	const form = formOf(visitor, visitor.page.locator("your-say-rights"));
	await form.chooses("portability");
	await form.proceeds();
	await form.fills("email", "amal@example.com");
	expect((await owner.finds(await form.ends())).request).toMatchObject({ kind: "portability", site: "kratys" });
	await form.press("close");
	await form.sees("What would you like to do?");
	expect(await form.view.getByRole("button", { name: "Take my data with me" }).count()).toBe(1);
});

describe("on a site that takes requests by email", () => {
	const shop = { id: "shop", name: "Example Shop", controller: { name: "Shop Ltd", contact: "privacy@shop.example" } };
	const pageOf = (config: object) => ({
		"/f/page.html": html({ tag: "", config: { site: shop, region: "DE", purposes: ["analytics"], ...config } }),
	});
	const fillIn = async (files: Record<string, string>) => {
		const { visitor, form } = await comesTo(site, "/f/page.html", files);
		await form.begins("rectification");
		await form.fills("name", "Amal & Ödön");
		await form.fills("email", "amal@example.com");
		await form.fills("message", "One?\nTwo & 100 %.");
		await form.proceeds();
		await form.sees("Check and send");
		return { visitor, form };
	};
	const lines = [
		"Request: Correct my data",
		"Where you live: Germany",
		"Your name: Amal & Ödön",
		"Email: amal@example.com",
		"What is wrong, and what is right?: One?\nTwo & 100 %.",
	];

	test("the mail program opens with all of it, and leaving then asks nothing", async () => {
		const { visitor, form } = await fillIn(pageOf({}));
		const link = form.view.getByRole("link", { name: "Write to privacy@shop.example" });
		const mail = new URL((await link.getAttribute("href"))!);
		expect(mail.pathname).toBe("privacy@shop.example");
		// Not by URLSearchParams, which read a plus sign as a space: mail programs do not.
		const [, subject, body] = /^\?subject=([^&]*)&body=([^&]*)$/.exec(mail.search)!.map(decodeURIComponent);
		expect(subject).toBe("Request: Correct my data");
		expect(body!.replaceAll("\r\n", "\n")).toBe(lines.join("\n"));
		await link.evaluate((each) => each.addEventListener("click", (event) => event.preventDefault()));
		await link.click();
		await form.view.locator('[data-yoursay-action="close"]').first().click();
		await form.view.waitFor({ state: "detached" });
		expect(visitor.asked(/requests(?!\.js)/)).toEqual([]);
	});

	test("an address is taken for no more than an address", async () => {
		const contact = "a?cc=b&body=c@shop.example";
		const { form } = await fillIn(pageOf({ site: { id: "shop", controller: { contact } } }));
		const href = await form.view.getByRole("link", { name: `Write to ${contact}` }).getAttribute("href");
		expect(href).toMatch(/^mailto:a%3Fcc%3Db%26body%3Dc@shop\.example\?subject=/);
	});

	test("a copy has all of it as well, also where no address is known", async () => {
		const { visitor, form } = await fillIn(pageOf({ site: { id: "shop", name: "Example Shop" } }));
		expect(await form.view.locator('a[href^="mailto:"]').count()).toBe(0);
		expect(await form.view.locator(".head p").textContent()).toContain("has not published where to send a request");
		const { text } = await saved(visitor.page, () => form.press("download"));
		expect(text).toBe([...lines, "Sent to: Example Shop"].join("\n"));
	});
});

test.each([
	["is not there", undefined],
	["is no JSON", "<h1>It works!</h1>"],
	["is no policy", '{"version":1,"rights":"all"}'],
])("where the policy document %s, the law's list stands all the same", async (_, document) => {
	const config = {
		site: { id: "shop" },
		region: "DE",
		purposes: ["analytics"],
		policy: { document: "/f/p.json" },
		endpoint: "/yoursay",
	};
	const { form } = await comesTo(site, "/f/page.html", {
		"/f/page.html": html({ tag: "", config }),
		...(document && { "/f/p.json": document }),
	});
	await form.opens();
	expect((await form.offered()).join(" ")).toBe(
		"access rectification erasure portability restriction objection no-automated-decision withdraw-consent",
	);
	await expect.poll(() => form.view.locator(".head p").textContent(), soon).toContain("It is free.");
});
