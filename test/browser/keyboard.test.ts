import { expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const config = {
	site: { id: "fixture" },
	purposes: [{ id: "analytics", vendors: [{ id: "one", name: "One" }] }, { id: "media" }],
};
const body =
	'<h1>A page</h1><button id="opener" data-yoursay-open="preferences">Choices</button><a href="#end">A link</a>';

async function arrive(parts = {}) {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": html({ tag: "", config, body, ...parts }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.rests();
	return visitor;
}

/** What has the focus, looking into shadow roots: an action, a switch's purpose, or the element's name and id. */
const focus = (visitor: Visitor) =>
	visitor.page.evaluate(() => {
		let active = document.activeElement as HTMLElement | null;
		while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement as HTMLElement;
		const { yoursayAction, yoursayPurpose, yoursayVendor } = active?.dataset ?? {};
		return (
			yoursayAction ??
			yoursayPurpose ??
			yoursayVendor ??
			`${active?.localName}${active?.id ? `#${active.id}` : ""}${active?.className ? `.${active.className}` : ""}`
		);
	});

/** Presses Tab until this has the focus; fails after a lap. */
async function tabsTo(visitor: Visitor, target: string) {
	for (let times = 0; times < 30; times++) {
		if ((await focus(visitor)) === target) return;
		await visitor.page.keyboard.press("Tab");
	}
	throw new Error(`Tab never reaches ${target}`);
}

test("Tab reaches the first layer before anything of the page: refuse, accept, preferences, then the page", async () => {
	const visitor = await arrive();
	const seen = [];
	for (let times = 0; times < 4; times++) {
		await visitor.page.keyboard.press("Tab");
		seen.push(await focus(visitor));
	}
	expect(seen).toEqual(["reject-all", "accept-all", "preferences", "button#opener"]);
});

test.each([
	["Enter", "reject-all", "refused"],
	["Space", "reject-all", "refused"],
	["Enter", "accept-all", "granted"],
	["Space", "accept-all", "granted"],
])("%s on %s answers, and counts as a person's own answer", async (key, action, state) => {
	const visitor = await arrive();
	await tabsTo(visitor, action);
	await visitor.page.keyboard.press(key);
	await visitor.seesNoFirstLayer();
	expect(await visitor.snapshot()).toMatchObject({ method: action, purposes: { analytics: state, media: state } });
	await expect.poll(async () => (await visitor.records()).map(({ automated }) => automated), soon).toEqual([false]);
});

test("the first layer takes no focus when it appears", async () => {
	const visitor = await arrive();
	expect(await focus(visitor)).toBe("body");
});

test("the panel takes the focus to its heading and keeps Tab inside", async () => {
	const visitor = await arrive();
	await tabsTo(visitor, "button#opener");
	await visitor.page.keyboard.press("Enter");
	await visitor.panel.waitFor();
	await expect.poll(() => focus(visitor), soon).toContain("h2#preferences-title");
	const seen = new Set<string>();
	for (let times = 0; times < 20; times++) {
		await visitor.page.keyboard.press("Tab");
		seen.add(await focus(visitor));
	}
	for (const inside of ["close", "analytics", "media", "reject-all", "accept-all", "save"])
		expect(seen).toContain(inside);
	expect(seen).not.toContain("button#opener");
	expect(seen).not.toContain("a");
});

test("Shift and Tab stay inside the panel as well", async () => {
	const visitor = await arrive();
	await visitor.page.locator("#opener").focus();
	await visitor.page.keyboard.press("Enter");
	await visitor.panel.waitFor();
	for (let times = 0; times < 12; times++) {
		await visitor.page.keyboard.press("Shift+Tab");
		expect(await focus(visitor)).not.toMatch(/^(button#opener|a)$/);
	}
});

test("in the panel Space turns switches, Enter opens details, saving stores, and the focus goes back to the opener", async () => {
	const visitor = await arrive();
	await tabsTo(visitor, "button#opener");
	await visitor.page.keyboard.press("Enter");
	await visitor.panel.waitFor();
	// In the order of the panel: in Firefox, as it is driven, no lap leads back to its beginning.
	const details = visitor.panel.locator("[aria-expanded]");
	await tabsTo(visitor, "details");
	await visitor.page.keyboard.press("Enter");
	expect(await details.getAttribute("aria-expanded")).toBe("true");
	await tabsTo(visitor, "one");
	await visitor.page.keyboard.press("Space");
	expect(await visitor.panel.locator("[data-yoursay-purpose=analytics]").isChecked()).toBe(true);
	await tabsTo(visitor, "media");
	await visitor.page.keyboard.press("Space");
	expect(await visitor.panel.locator("[data-yoursay-purpose=media]").isChecked()).toBe(true);

	await tabsTo(visitor, "save");
	await visitor.page.keyboard.press("Enter");
	await visitor.panel.waitFor({ state: "detached" });
	await expect.poll(() => focus(visitor), soon).toBe("button#opener");
	expect(await visitor.snapshot()).toMatchObject({
		decided: true,
		method: "save",
		purposes: { analytics: "granted", media: "granted" },
	});
	await visitor.seesNoFirstLayer();
});

test("Escape closes the panel and gives the focus back to the opener", async () => {
	const visitor = await arrive();
	await tabsTo(visitor, "button#opener");
	await visitor.page.keyboard.press("Enter");
	await visitor.panel.waitFor();
	await visitor.page.keyboard.press("Escape");
	await visitor.panel.waitFor({ state: "detached" });
	await expect.poll(() => focus(visitor), soon).toBe("button#opener");
});

test("a panel opened from the first layer gives the focus back there", async () => {
	const visitor = await arrive();
	await tabsTo(visitor, "preferences");
	await visitor.page.keyboard.press("Enter");
	await visitor.panel.waitFor();
	await visitor.page.keyboard.press("Escape");
	await visitor.panel.waitFor({ state: "detached" });
	await expect.poll(() => focus(visitor), soon).toBe("preferences");
});

test("the floating button stands where a page has no opener, opens the panel and gets the focus back", async () => {
	const visitor = await arrive({ body: "<h1>A page</h1>" });
	expect(await visitor.trigger.isVisible()).toBe(false);
	await visitor.rejects();
	await visitor.trigger.waitFor();
	await visitor.trigger.focus();
	await visitor.page.keyboard.press("Enter");
	await visitor.panel.waitFor();
	await visitor.page.keyboard.press("Escape");
	await visitor.panel.waitFor({ state: "detached" });
	await expect.poll(() => focus(visitor), soon).toBe("preferences");
});

test("a saved answer is told to screen readers, in a region that stood empty before", async () => {
	const visitor = await arrive({ body: "<h1>A page</h1>" });
	const region = visitor.page.locator("your-say .told[role=status]");
	await region.waitFor({ state: "attached" });
	expect(await region.textContent()).toBe("");
	await visitor.rejects();
	await expect.poll(() => region.textContent(), soon).toContain("Saved");
});

test("the focus goes back from the first layer to where it came from in the page", async () => {
	const visitor = await arrive();
	await visitor.page.locator("#opener").focus();
	for (const action of ["preferences", "accept-all", "reject-all"]) {
		await visitor.page.keyboard.press("Shift+Tab");
		expect(await focus(visitor)).toBe(action);
	}
	await visitor.page.keyboard.press("Enter");
	await visitor.seesNoFirstLayer();
	await expect.poll(() => focus(visitor), soon).toBe("button#opener");
	expect(await visitor.snapshot()).toMatchObject({ method: "reject-all" });
});

test("the focus that came from nowhere goes from the first layer to the floating button", async () => {
	const visitor = await arrive({ body: '<h1>A page</h1><a href="#end">A link</a>' });
	await visitor.trigger.waitFor({ state: "attached" });
	await tabsTo(visitor, "reject-all");
	await visitor.page.keyboard.press("Enter");
	await visitor.seesNoFirstLayer();
	await expect.poll(() => visitor.trigger.evaluate((button) => button.matches(":focus")), soon).toBe(true);
	expect(await focus(visitor)).toBe("preferences");
});

test("the focus that came from nowhere is the page's own again where there is no floating button", async () => {
	const visitor = await arrive();
	await tabsTo(visitor, "reject-all");
	await visitor.page.keyboard.press("Enter");
	await visitor.seesNoFirstLayer();
	expect(await focus(visitor)).toBe("body");
});
