/** The request form by keyboard alone, and as assistive technology is told of it. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { formOf } from "./asks.ts";
import { lacks } from "./engine.ts";
import { flaws } from "./flaws.ts";
import { opensForm } from "./rights-steps.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
/** The demo's pages have flaws of their own. */
const own = async (visitor: Visitor) => (await flaws(visitor)).filter((each) => each.includes(": your-say"));
const isLong = { timeout: 180_000 };

test.each(["light", "dark"] as const)(
	"axe finds nothing wrong with an opt-out, nor with what is said once it is done, in %s colours",
	isLong,
	async (colorScheme) => {
		const visitor = await site.visitor({ colorScheme });
		const form = await optsOut(visitor, () => own(visitor));
		expect(await own(visitor)).toEqual([]);
		expect(await form.line("Reference").textContent()).toMatch(/^KRATYS-/);
	},
);

/** A Californian opts out; `look` comes before the press. */
async function optsOut(visitor: Visitor, look: () => Promise<unknown[]>) {
	const form = formOf(visitor);
	await visitor.goes("/kratys/?play-region=US-CA");
	await visitor.isReady();
	await form.opens();
	expect(await form.view.locator(".foot .choice").textContent()).toBe("Continue");
	await form.chooses("opt-out-sale");
	expect(await form.view.locator(".foot .choice").textContent()).toBe("Opt out");
	expect(await look()).toEqual([]);
	await form.press("opt-out");
	await form.sees("Your request is sent");
	return form;
}

async function inPage(visitor: Visitor) {
	await visitor.goes("/kratys/privacy.html?play-region=DE");
	await visitor.seesFirstLayer();
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	const form = formOf(visitor, visitor.page.locator("your-say-rights"));
	await form.field("region").waitFor();
	return form;
}

const hasFocus = (at: Locator) => at.evaluate((each) => each.matches(":focus"));

/** Presses Tab until this has the focus; fails after a lap. */
async function tabsTo(target: Locator) {
	for (let times = 0; times < 60; times++) {
		if (await hasFocus(target)) return;
		await target.page().keyboard.press("Tab");
	}
	throw new Error(`Tab never reaches ${target}`);
}

test("a request is made by keyboard alone: each step's title takes the focus, and in the end the opener has it back", async () => {
	const visitor = await site.visitor();
	const { keyboard } = visitor.page;
	await visitor.goes("/isokron/?play-region=DE");
	await visitor.seesFirstLayer();
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	const opener = visitor.page.locator("a[data-yoursay-open=rights]").first();
	const form = formOf(visitor);
	const next = form.view.locator(".foot .choice");
	const step = async (title: string) => {
		await form.sees(title);
		expect(await hasFocus(form.title)).toBe(true);
	};

	await opener.focus();
	await keyboard.press("Enter");
	await step("What would you like to do?");
	await tabsTo(form.field("region"));
	await keyboard.type("Fran");
	expect(await form.field("region").inputValue()).toBe("FR");
	await keyboard.press("Tab");
	await keyboard.press("Space");
	await keyboard.press("ArrowDown");
	expect(await form.radio("rectification").isChecked()).toBe(true);
	await tabsTo(next);
	await keyboard.press("Enter");

	await step("Where can we reach you?");
	await tabsTo(form.field("email"));
	await keyboard.type("amal@example.com");
	await tabsTo(form.view.getByLabel("I am asking for someone else"));
	await keyboard.press("Space");
	await keyboard.press("Tab");
	await keyboard.press("ArrowDown");
	expect(await form.view.getByLabel("I am a parent or guardian").isChecked()).toBe(true);
	await keyboard.press("Tab");
	await keyboard.type("Noor Haddad");
	await tabsTo(next);
	await keyboard.press("Enter");
	await expect.poll(() => hasFocus(form.summary), soon).toBe(true);
	await keyboard.press("Tab");
	await keyboard.press("Enter");
	expect(await hasFocus(form.field("message"))).toBe(true);
	await keyboard.type("The name.");
	await tabsTo(next);
	await keyboard.press("Space");

	await step("Check and send");
	await tabsTo(form.view.getByRole("button", { name: "Change Email" }));
	await tabsTo(next);
	await keyboard.press("Enter");
	await step("Your request is sent");
	await tabsTo(next);
	await keyboard.press("Enter");
	await form.view.waitFor({ state: "detached" });
	expect(await hasFocus(opener)).toBe(true);
});

test("Escape asks before it leaves, Escape again stays where one wrote, and Leave gives the opener the focus back", async () => {
	const visitor = await site.visitor();
	const { keyboard } = visitor.page;
	const form = await opensForm(visitor);
	await form.press("close");
	const opener = visitor.page.locator("a[data-yoursay-open=rights]").first();
	await opener.focus();
	await keyboard.press("Enter");
	await form.chooses("access");
	await form.proceeds();
	await form.sees("Where can we reach you?");
	await tabsTo(form.field("message"));
	await keyboard.type("Half a");
	for (const answer of ["Escape", "Stay", "Escape"]) {
		await keyboard.press("Escape");
		await form.sees("Leave without sending?");
		expect(await hasFocus(form.title)).toBe(true);
		if (answer !== "Escape") await tabsTo(form.view.getByRole("button", { name: "Stay" }));
		await keyboard.press(answer === "Escape" ? "Escape" : "Enter");
		await form.sees("Where can we reach you?");
		await expect.poll(() => hasFocus(form.field("message")), soon).toBe(true);
		expect(await form.field("message").inputValue()).toBe("Half a");
	}
	await keyboard.press("Escape");
	await form.sees("Leave without sending?");
	await tabsTo(form.view.getByRole("button", { name: "Leave" }));
	await keyboard.press("Enter");
	await form.view.waitFor({ state: "detached" });
	expect(await hasFocus(opener)).toBe(true);
});

test("in a page the steps take the focus to their titles, but not before anything was pressed", async () => {
	const visitor = await site.visitor();
	const form = await inPage(visitor);
	expect(await hasFocus(form.title)).toBe(false);
	await form.radio("erasure").focus();
	await visitor.page.keyboard.press("Space");
	await tabsTo(form.view.locator(".foot .choice"));
	await visitor.page.keyboard.press("Enter");
	await form.sees("Where can we reach you?");
	expect(await hasFocus(form.title)).toBe(true);
});

test("the focus stays in the form when its foot changes under it", async () => {
	const visitor = await site.visitor();
	const form = await opensForm(visitor);
	await form.asks("erasure");
	await form.sees("Your request is sent");
	await form.press("close");
	await form.opens();
	site.demo.failing("503");
	await form.view.locator(".known").click();
	const again = form.view.getByRole("button", { name: "Try again" });
	await tabsTo(again);
	site.demo.failing("off");
	await visitor.page.keyboard.press("Enter");
	await form.view.locator(".moves").waitFor();
	expect(await hasFocus(form.title)).toBe(true);
	await tabsTo(form.view.locator("[data-yoursay-action=withdraw]"));
	await visitor.page.keyboard.press("Enter");
	expect(await hasFocus(form.view.getByRole("button", { name: "Keep it" }))).toBe(true);
	await tabsTo(form.view.locator("[data-yoursay-action=withdraw]"));
	await visitor.page.keyboard.press("Enter");
	await form.view.getByText("You took it back").waitFor();
	expect(await hasFocus(form.title)).toBe(true);
});

/** The form's controls and groups as the browser tells them to assistive technology: role, name, description and what is set. */
async function controls(visitor: Visitor) {
	const session = await visitor.context.newCDPSession(visitor.page);
	const { nodes } = await session.send("Accessibility.getFullAXTree");
	return nodes.flatMap(({ ignored, role, name, description, properties = [] }) => {
		if (ignored || !/^(radio|radiogroup|checkbox|textbox|combobox|Date|group|dialog|button)$/.test(`${role?.value}`))
			return [];
		const set = properties.flatMap(({ name, value }) =>
			/^(required|invalid|expanded|checked|modal)$/.test(name) && `${value.value}` !== "false"
				? [`${name}=${value.value}`]
				: [],
		);
		const says = description?.value ? `: ${description.value}` : "";
		return [[role?.value, `"${name?.value}"${says}`, ...set].join(" ")];
	});
}

test.skipIf(lacks.devtools)(
	"every control has its label as its name, and its hint and its mistake as its description",
	async () => {
		const visitor = await site.visitor();
		const form = await opensForm(visitor);
		await form.lives("");
		await form.proceeds();
		await form.summary.waitFor();
		const first = await controls(visitor);
		expect(first).toContain('dialog "What would you like to do?" modal=true');
		expect(first).toContain(
			'combobox "Where you live": This decides which rules and dates apply. Choose where you live invalid=true',
		);
		expect(first).toContain(
			'radiogroup "What would you like to do?": Choose what you would like to do invalid=true required=true',
		);
		expect(first).toContainEqual(
			expect.stringMatching(/^radio "See my data": Get a copy of the data IsoKron has about you\. Answer by /),
		);
		expect(first).toContain('group "2 things need your attention"');

		await form.lives("DE");
		await form.chooses("erasure");
		await form.proceeds();
		await form.sees("Where can we reach you?");
		await form.fills("email", "amal@example");
		await form.view.getByLabel("I am asking for someone else").check();
		await form.proceeds();
		await form.summary.waitFor();
		expect(new Set((await controls(visitor)).filter((each) => !/^button/.test(each)))).toEqual(
			new Set([
				'dialog "Where can we reach you?" modal=true',
				'group "2 things need your attention"',
				'textbox "Your name (optional)"',
				'textbox "Email": If you have an account, use the same address. The end of this address seems to be missing. Example: name@example.com invalid=true required=true',
				'textbox "Anything we should know? (optional)": You don\'t have to give a reason.',
				'checkbox "I am asking for someone else" checked=true expanded=true',
				'radiogroup "What are you to this person?" required=true',
				'radio "I act for them" checked=true',
				'radio "I am a parent or guardian"',
				'textbox "Whose data is it?": Write whose data it is invalid=true required=true',
			]),
		);
		const filledIn = (name: string) => form.field(name).getAttribute("autocomplete");
		expect([await filledIn("name"), await filledIn("email"), await filledIn("of")]).toEqual(["name", "email", "off"]);
	},
);

test("mistakes stand in the order of their fields, and each line leads to its own", async () => {
	const visitor = await site.visitor();
	const form = await opensForm(visitor);
	await form.chooses("rectification");
	await form.proceeds();
	await form.view.getByLabel("I am asking for someone else").check();
	await form.fills("email", "amal@example");
	await form.proceeds();
	const lines = form.summary.locator("a");
	await expect.poll(() => lines.count(), soon).toBe(3);
	for (const [index, name] of ["email", "message", "of"].entries()) {
		await lines.nth(index).click();
		expect(await hasFocus(form.field(name))).toBe(true);
	}
});

/** What is read out without being asked for: texts that come into a region which stood before, alerts, and what takes the focus. */
async function listens({ view }: ReturnType<typeof formOf>) {
	const said: string[] = [];
	await view.page().exposeFunction("isSaid", (text: string) => void said.push(text));
	await view.evaluate((element) => {
		const say = (text: string | null) => (window as unknown as { isSaid(text: string | null): void }).isSaid(text);
		let focused: EventTarget | null = null;
		element.addEventListener("focusin", ({ target }) => {
			// Again on the same element is nothing new to a reader.
			if (target !== focused) say((target as HTMLElement).textContent);
			focused = target;
		});
		new MutationObserver((changes) => {
			for (const { target, addedNodes } of changes)
				for (const added of addedNodes) {
					const alert =
						added instanceof Element
							? added.parentElement && (added.matches("[role=alert]") ? added : added.querySelector("[role=alert]"))
							: null;
					if (alert || (target as Element).closest("[aria-live=polite]")) say((alert ?? added).textContent);
				}
		}).observe(element, { childList: true, subtree: true });
	});
	return said;
}

test("mistakes, sending, a refusal, and every new step are read out", async () => {
	const visitor = await site.visitor();
	const form = await opensForm(visitor);
	const said = await listens(form);
	await form.chooses("access");
	await form.proceeds();
	await expect.poll(() => said, soon).toContain("Where can we reach you?");
	await form.field("email").pressSequentially("amal");
	await form.field("email").press("Tab");
	await expect
		.poll(() => said, soon)
		.toContain("An email address has one @ in it and no spaces. Example: name@example.com");
	await form.fills("email", "amal@example.com");
	await form.proceeds();
	await expect.poll(() => said, soon).toContain("Check and send");
	await visitor.context.route("**/yoursay/requests", (route) =>
		route.fulfill({ status: 422, json: { message: "No such site." } }),
	);
	await form.sends();
	await expect.poll(() => said, soon).toContain("Sending");
	await expect.poll(() => said.some((each) => /could not take this request/.test(each)), soon).toBe(true);
	await visitor.page.keyboard.press("Escape");
	await expect.poll(() => said, soon).toContain("Leave without sending?");
	// The title has the focus, and another takes its place.
	await visitor.page.keyboard.press("Escape");
	await expect
		.poll(() => said.lastIndexOf("Check and send"), soon)
		.toBeGreaterThan(said.indexOf("Leave without sending?"));
});

test("a request that is sent later is not said to be granted without a check", async () => {
	const visitor = await site.visitor();
	const form = await opensForm(visitor);
	site.demo.failing("503");
	await form.asks("erasure");
	await form.sees("Not sent yet");
	await form.press("close");
	await form.opens();
	await form.view.locator(".known").click();
	await form.sees("How it is going");
	site.demo.failing("off");
	await form.press("send");
	await form.sees("Your request is sent");
	expect(await form.view.locator(".next").textContent()).not.toContain("without checking");
});
