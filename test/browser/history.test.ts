/** The visitor's own history: read, taken along, checked, withdrawn and forgotten. */
import type { BrowserContextOptions } from "playwright-core";
import { describe, expect, test } from "vitest";
import { verifyReceipt } from "../../src/records/verify.ts";
import { saved } from "./downloads.ts";
import { lacks } from "./engine.ts";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const config = {
	site: { id: "fixture", controller: { name: "Acorn" } },
	endpoint: "/yoursay",
	region: "DE",
	purposes: ["necessary", { id: "analytics", vendors: [{ id: "one", name: "One" }] }, "media"],
};
const body = '<h1>A page</h1><button id="opener" data-yoursay-open="receipt">My choices</button>';

const view = ({ page }: Visitor) => page.locator('your-say [data-yoursay-view="receipt"]');
const action = (visitor: Visitor, name: string) => view(visitor).locator(`[data-yoursay-action="${name}"]`);
const named = (visitor: Visitor, name: string) => view(visitor).getByRole("button", { name, exact: true });
const status = (visitor: Visitor) => view(visitor).locator(".said[role=status]");

async function arrive(options: BrowserContextOptions = {}, more = {}) {
	const visitor = await site.visitor(options);
	await visitor.finds({ "/f/page.html": html({ tag: "", config: { ...config, ...more }, body }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	return visitor;
}
const kept = (visitor: Visitor, count: number) =>
	expect.poll(async () => (await visitor.records()).length, soon).toBe(count);
const delivered = (visitor: Visitor) =>
	expect
		.poll(async () => (await visitor.databaseKeys("yoursay_fixture")).filter((key) => /^outbox/.test(key)), soon)
		.toEqual([]);
async function opens(visitor: Visitor) {
	await visitor.page.locator("#opener").click();
	await view(visitor).waitFor();
}
/** Someone who accepted, then kept statistics alone. */
async function chooses(options?: BrowserContextOptions, more?: object) {
	const visitor = await arrive(options, more);
	await visitor.accepts();
	await kept(visitor, 1);
	await visitor.page.evaluate(() => window.yoursay.open("preferences"));
	await visitor.toggles("media");
	await visitor.pressesInPanel("save");
	await kept(visitor, 2);
	return visitor;
}
const focus = ({ page }: Visitor) =>
	page.evaluate(() => {
		let active = document.activeElement as HTMLElement | null;
		while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement as HTMLElement;
		return active?.dataset.yoursayAction ?? (active?.id || active?.textContent);
	});

test("the latest choice stands with its time, its term, the rules, and each purpose's state in a word", async () => {
	const visitor = await chooses();
	await opens(visitor);
	const rows = view(visitor).locator(".stand > div");
	const said = await rows.evaluateAll((all) =>
		all.map(({ children }) => [...children].map((each) => each.textContent)),
	);
	expect(said).toEqual([
		["Necessary", "Always on"],
		["Statistics", "Allowed"],
		["Videos and maps", "Withdrawn"],
	]);
	const card = await view(visitor).locator(".latest").innerText();
	expect(card).toMatch(/^Today at \d/);
	expect(card).toMatch(/We ask again on .*20\d\d/);
	expect(card).toContain("Rules that applied: Germany. Nothing extra starts without your yes.");
	const past = view(visitor).locator(".past li b");
	await expect.poll(() => past.allInnerTexts(), soon).toEqual(["You accepted everything"]);
});

test("a vendor whose answer differs has a row of its own", async () => {
	const visitor = await arrive();
	await visitor.rejects();
	await kept(visitor, 1);
	await visitor.page.evaluate(() => window.yoursay.decide({ vendors: { one: true } }));
	await opens(visitor);
	await expect.poll(() => view(visitor).locator(".stand .of").allInnerTexts(), soon).toEqual(["One\nAllowed"]);
	await expect.poll(() => view(visitor).locator(".latest").innerText(), soon).toContain("The site set this for you");
});

test("where it is kept is told as it is: waiting while nobody takes it, then delivered", async () => {
	const visitor = await arrive();
	site.demo.failing("503");
	await visitor.rejects();
	await kept(visitor, 1);
	await opens(visitor);
	const line = view(visitor).locator(".id");
	await expect.poll(() => line.innerText(), soon).toContain("It is sent to Acorn when you are online.");
	site.demo.failing("off");
	await expect.poll(() => line.innerText(), { timeout: 20_000 }).toContain("delivered to Acorn");
});

test("without a collector it is saved here, and nobody is asked when it is checked", async () => {
	const visitor = await chooses({}, { endpoint: undefined });
	await opens(visitor);
	await expect.poll(() => view(visitor).locator(".id").innerText(), soon).toMatch(/Saved on this device\.$/);
	await named(visitor, "Check now").click();
	const outcome = view(visitor).locator(".outcome");
	await expect.poll(() => outcome.innerText(), soon).toContain("sends records to nobody");
	expect(await outcome.innerText()).toContain("Consistent:");
	expect(visitor.asked(/^\/yoursay\//)).toEqual([]);
});

test("opening it fetches nothing but its own files; what makes and checks a receipt comes when it is asked for", async () => {
	const visitor = await chooses();
	await delivered(visitor);
	await visitor.rests();
	const before = visitor.requests.length;
	await opens(visitor);
	await visitor.rests();
	const paths = visitor.requests.slice(before).map(({ pathname }) => pathname);
	expect(paths.length).toBeGreaterThan(0);
	expect(paths.filter((path) => !/^\/ys-[^/]+\/(history|sentences|words-history-en)\.js$/.test(path))).toEqual([]);
});

describe("taking it along", () => {
	const takes = (visitor: Visitor, name: string) => saved(visitor.page, () => named(visitor, name).click());

	test("to verify is a receipt that holds, under the site's name and the day", async () => {
		const visitor = await chooses();
		await delivered(visitor);
		await opens(visitor);
		const { name, text } = await takes(visitor, "Download receipt");
		expect(name).toMatch(/^yoursay-receipt-fixture-\d{4}-\d\d-\d\d\.json$/);
		const receipt = JSON.parse(text);
		expect(receipt.records).toEqual(await visitor.records());
		const { keys } = await (await fetch(`${site.url}/yoursay/keys`)).json();
		expect(await verifyReceipt(receipt, keys)).toEqual({ verdict: "authentic", flaws: [] });
		expect(await view(visitor).locator(".id code").innerText()).toBe(receipt.id);
		await expect.poll(() => status(visitor).innerText(), soon).toBe(`Downloaded: ${name}`);
	});

	test("to read says the same in words, with the texts shown, verbatim", async () => {
		const visitor = await chooses();
		await delivered(visitor);
		await opens(visitor);
		const { name, text } = await takes(visitor, "To read");
		expect(name).toMatch(/\.txt$/);
		const records = await visitor.records();
		for (const { id, hash } of records) expect(text).toContain(`Record ${id}, hash ${hash}`);
		const receipt = await visitor.page.evaluate(() => window.yoursay.receipt());
		const shown = Object.values(receipt!.notices).flatMap(({ words }) => words);
		expect(shown.length).toBeGreaterThan(10);
		for (const words of shown) expect(text).toContain(`> ${words}\n`);
		expect(text).toContain("You took back your yes to videos and maps");
		expect(text).toContain("- Videos and maps: Withdrawn");
		expect(text).toMatch(/npx yoursay verify yoursay-receipt-fixture-.*\.json --keys http:.*\/yoursay\/keys/);
	});

	test.skipIf(lacks.print)("on paper it is in black, alone, under the site's name, without buttons", async () => {
		const visitor = await chooses();
		await opens(visitor);
		await visitor.page.emulateMedia({ media: "print" });
		const shown = (selector: string) => visitor.page.locator(selector).first().isVisible();
		expect(await shown("#opener")).toBe(false);
		expect(await view(visitor).isVisible()).toBe(true);
		expect(await action(visitor, "download").isVisible()).toBe(false);
		expect(await view(visitor).getByText("Your choices on Acorn").isVisible()).toBe(true);
		const colour = await view(visitor)
			.locator(".stand dt")
			.first()
			.evaluate((each) => getComputedStyle(each).color);
		expect(colour).toBe("rgb(0, 0, 0)");
	});

	test("a receipt that cannot be made says so, leaves the choice alone, and can be tried again", async () => {
		const visitor = await chooses();
		await opens(visitor);
		let isBroken = true;
		await visitor.context.route("**/receipt.js*", (route) => (isBroken ? route.abort() : route.continue()));
		await action(visitor, "download").click();
		await expect.poll(() => status(visitor).innerText(), soon).toContain("The receipt could not be made");
		expect((await visitor.snapshot()).purposes.analytics).toBe("granted");
		isBroken = false;
		expect((await takes(visitor, "Try again")).name).toMatch(/\.json$/);
	});
});

describe("checking it", () => {
	const checks = async (visitor: Visitor) => {
		await named(visitor, "Check now").click();
		await view(visitor).locator(".outcome p").first().waitFor();
		return view(visitor).locator(".outcome[role=status]").innerText();
	};

	test("the owner's name stands by itself, whichever way it reads", async () => {
		const visitor = await chooses();
		await delivered(visitor);
		await opens(visitor);
		await checks(visitor);
		const names = await view(visitor).locator(".proof .body bdi").allTextContents();
		expect(new Set(names)).toEqual(new Set(["Acorn"]));
		expect(await view(visitor).locator(".outcome bdi").count()).toBeGreaterThan(1);
	});

	test("the collector's copy, the same and signed, makes it authentic", async () => {
		const visitor = await chooses();
		await delivered(visitor);
		await opens(visitor);
		const outcome = await checks(visitor);
		expect(outcome).toContain("Authentic:");
		expect(outcome).toContain("2 records are held by Acorn, the same as here, and signed.");
		expect(outcome).toContain("not who sat there");
	});

	test("a copy that differs, or lacks a record, is told with what and which", async () => {
		const visitor = await chooses();
		await delivered(visitor);
		await visitor.context.route("**/yoursay/records", async (route) => {
			if (route.request().method() !== "GET") return route.continue();
			const answer = await (await route.fetch()).json();
			answer.records[0].record.purposes.analytics = "refused";
			answer.records.pop();
			await route.fulfill({ json: answer });
		});
		await opens(visitor);
		const outcome = await checks(visitor);
		expect(outcome).toMatch(/another version of the record of .*: purposes\.analytics\./);
		expect(outcome).toMatch(/1 record is missing at Acorn: /);
	});

	test("offline it says that nobody could be asked, and claims no more than that it agrees with itself", async () => {
		const visitor = await chooses();
		await delivered(visitor);
		await opens(visitor);
		await checks(visitor);
		await visitor.context.setOffline(true);
		const outcome = await checks(visitor);
		expect(outcome).toContain("You are offline, so Acorn could not be asked.");
		expect(outcome).toContain("Consistent:");
		expect(outcome).not.toContain("held by");
	});
});

test("withdrawing everything is done at once, by a person, and said", async () => {
	const visitor = await chooses();
	await opens(visitor);
	await action(visitor, "withdraw").click();
	await kept(visitor, 3);
	expect((await visitor.records()).at(-1)).toMatchObject({ method: "withdraw", automated: false });
	expect(await visitor.allows("analytics")).toBe(false);
	await expect.poll(() => status(visitor).innerText(), soon).toBe("Withdrawn. Everything extra is off.");
	expect(await action(visitor, "withdraw").isVisible()).toBe(false);
	await expect.poll(() => view(visitor).locator(".past li").count(), soon).toBe(2);
	await expect.poll(() => focus(visitor), soon).toBe("receipt-title");
});

test("forgetting asks once, in place, with two equal buttons; after it nothing is here any more", async () => {
	const visitor = await chooses();
	await delivered(visitor);
	await opens(visitor);
	await named(visitor, "Forget this on the device").click();
	const [keep, forget] = [named(visitor, "Keep it"), named(visitor, "Forget it")];
	const looks = (each: typeof keep) =>
		each.evaluate((button) => {
			const { backgroundColor, color, fontWeight, border } = getComputedStyle(button);
			const { width, height } = button.getBoundingClientRect();
			return { backgroundColor, color, fontWeight, border, width: Math.round(width), height: Math.round(height) };
		});
	expect(await looks(keep)).toEqual(await looks(forget));
	await keep.click();
	expect(await visitor.records()).toHaveLength(2);
	expect(await focus(visitor)).toBe("erase");
	await action(visitor, "erase").click();
	await action(visitor, "erase").click();
	await expect.poll(() => status(visitor).innerText(), soon).toBe("Forgotten on this device.");
	expect(await visitor.records()).toEqual([]);
	expect((await visitor.snapshot()).decided).toBe(false);
	await view(visitor).getByRole("heading", { name: "No choices yet" }).waitFor();
});

test("without a choice there is a title, a sentence and one button, which opens the preferences", async () => {
	const visitor = await arrive();
	await opens(visitor);
	await view(visitor).getByRole("heading", { name: "No choices yet" }).waitFor();
	expect(await view(visitor).locator("button:visible").count()).toBe(2); // the other one closes
	await action(visitor, "preferences").click();
	await visitor.panel.waitFor();
	await visitor.pressesInPanel("reject-all");
	await expect.poll(() => view(visitor).locator(".latest").innerText(), soon).toContain("Refused");
});

test("a thousand records do not freeze the page, and all come", async () => {
	const visitor = await chooses();
	await delivered(visitor);
	await visitor.page.evaluate(
		() =>
			new Promise<void>((resolve, reject) => {
				const opening = indexedDB.open("yoursay_fixture");
				opening.onerror = () => reject(opening.error);
				opening.onsuccess = () => {
					const work = opening.result.transaction("keyval", "readwrite");
					const all = work.objectStore("keyval");
					const reading = all.getAll(IDBKeyRange.bound("record:", "record:\uffff"));
					reading.onsuccess = () => {
						const [first] = reading.result;
						for (let at = 0; at < 1000; at++) {
							const id = `01000000-0000-7000-8000-${String(at).padStart(12, "0")}`;
							all.put({ ...first, id, sequence: at - 1000 }, `record:${id}`);
						}
					};
					work.oncomplete = () => {
						opening.result.close();
						resolve();
					};
				};
			}),
	);
	await visitor.page.evaluate(() => {
		Object.assign(window, { long: 0 });
		new PerformanceObserver((list) => {
			for (const { duration } of list.getEntries())
				Object.assign(window, { long: Math.max((window as unknown as { long: number }).long, duration) });
		}).observe({ type: "longtask" });
	});
	await opens(visitor);
	await expect.poll(() => view(visitor).locator(".past li").count(), { timeout: 20_000 }).toBe(1001);
	const longest = await visitor.page.evaluate(() => (window as unknown as { long: number }).long);
	expect(longest).toBeLessThan(500);
});

test("the keyboard reaches everything, Escape closes, and the focus goes back to the opener", async () => {
	const visitor = await chooses();
	await visitor.page.locator("#opener").focus();
	await visitor.page.keyboard.press("Enter");
	await view(visitor).waitFor();
	await expect.poll(() => focus(visitor), soon).toBe("receipt-title");
	const seen = new Set<string | null | undefined>();
	for (let times = 0; times < 14; times++) {
		await visitor.page.keyboard.press("Tab");
		seen.add(await focus(visitor));
	}
	for (const each of ["close", "read", "verify", "print", "check", "erase", "preferences", "withdraw", "download"])
		expect(seen).toContain(each);
	expect(seen).not.toContain("opener");
	await visitor.page.keyboard.press("Escape");
	await view(visitor).waitFor({ state: "detached" });
	await expect.poll(() => focus(visitor), soon).toBe("opener");
});
