/** The request form where there is little room, or where colours, motion and direction are others. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { comesTo } from "./asks.ts";
import { pageOf, policy } from "./everywhere.ts";
import { long, opensForm, walk } from "./rights-steps.ts";
import { overflow } from "./room.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();
const isLong = { timeout: 180_000 };

test("everything one presses is at least 24 px, and every button 44 px high", isLong, async () => {
	const visitor = await site.visitor({ viewport: { width: 390, height: 844 } });
	const form = await opensForm(visitor);
	await walk(site, visitor, form, async (step) => {
		const small = await form.view.evaluate((view) =>
			[...view.querySelectorAll<HTMLElement>("button, a, input, select, textarea, summary")].flatMap((each) => {
				const target = each.matches("[type=radio], [type=checkbox]") ? each.closest("label")! : each;
				const { width, height } = target.getBoundingClientRect();
				const least = each.matches(".choice, .quiet, .icon, .here, .known, .input") ? 44 : 24;
				return width > 0 && (width < 23.99 || height < least - 0.01)
					? [`${each.outerHTML.slice(0, 60)} ${width} ${height}`]
					: [];
			}),
		);
		expect([step, small]).toEqual([step, []]);
	});
});

test("a press that brings a mistake to light is not lost, where that moves what is pressed", async () => {
	const visitor = await site.visitor({ viewport: { width: 320, height: 256 } });
	const form = await opensForm(visitor);
	await form.begins("access");
	await form.fills("email", "amal@example");
	await form.view.locator("[data-yoursay-action=review]").hover();
	await visitor.page.mouse.down();
	await visitor.rests();
	await visitor.page.mouse.up();
	await form.summary.waitFor();
});

test("in forced colours the chosen card has an outline that the others lack", async () => {
	const visitor = await site.visitor({ forcedColors: "active" });
	const form = await opensForm(visitor);
	await form.chooses("erasure");
	const outline = (kind: "erasure" | "access") =>
		form.radio(kind).evaluate((radio) => getComputedStyle(radio.closest("label")!).outlineStyle);
	expect([await outline("erasure"), await outline("access")]).toEqual(["solid", "none"]);
});

test("with reduced motion nothing of the form moves", async () => {
	const visitor = await site.visitor({ reducedMotion: "reduce" });
	const form = await opensForm(visitor);
	expect(
		await form.view.evaluate(
			(view) =>
				[view, ...view.querySelectorAll("*")].filter((each) => {
					const { animationName, transitionDuration } = getComputedStyle(each);
					return animationName !== "none" || transitionDuration !== "0s";
				}).length,
		),
	).toBe(0);
});

test(
	"in a language that reads from the right the form is mirrored, and names and addresses stand by themselves",
	isLong,
	async () => {
		const { visitor, form } = await comesTo(site, "/f/page.html", {
			"/f/page.html": pageOf("ar", { region: "DE" }),
			"/f/policy.json": JSON.stringify(policy),
		});
		await visitor.page.setViewportSize({ width: 390, height: 844 });
		await form.opens();
		const x = async (at: Locator) => (await at.boundingBox())!.x;
		const isolated = (text: string) =>
			form.view.evaluate((view, words) => {
				const texts = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
				const holders: string[] = [];
				while (texts.nextNode()) {
					const { nodeValue, parentElement } = texts.currentNode;
					if (nodeValue!.includes(words)) holders.push(getComputedStyle(parentElement!).unicodeBidi);
				}
				return holders;
			}, text);
		await walk(site, visitor, form, async (step) => {
			expect([step, ...(await overflow(visitor.page, form.view))]).toEqual([step, 0, 0]);
			if (step === "choose") {
				expect(await x(form.radio("access"))).toBeGreaterThan(await x(form.view.locator(".opt b").nth(1)));
				expect(await x(form.view.locator("[data-yoursay-action=close].icon"))).toBeLessThan(await x(form.title));
				expect(await x(form.view.locator(".foot .quiet"))).toBeGreaterThan(await x(form.view.locator(".foot .choice")));
				expect(new Set(await isolated("Sample Ltd"))).toEqual(new Set(["isolate"]));
			}
			if (step === "review") {
				expect(await isolated(long.email)).toEqual(["isolate"]);
				expect(await isolated(long.name)).toEqual(["isolate", "isolate"]);
				expect(await isolated("@sample.example")).toEqual(["isolate"]);
			}
			if (step === "sent") {
				const reference = form.view.locator(".ref");
				expect(await reference.evaluate((each) => getComputedStyle(each).direction)).toBe("ltr");
				expect(await isolated((await reference.textContent())!)).toEqual(["isolate"]);
			}
		});
	},
);

test("what a mistake would push aside is pressed all the same", async () => {
	const visitor = await site.visitor({ viewport: { width: 390, height: 844 } });
	const form = await opensForm(visitor);
	await form.chooses("access");
	await form.proceeds();
	const agent = form.view.getByLabel("I am asking for someone else");
	await agent.check();
	await form.fills("email", "amal@example");
	// Not scrolled, so that nothing holds what stands below in its place.
	await form.view.locator(".main").evaluate((main) => main.scrollTo(0, 0));
	await agent.click();
	await expect.poll(() => form.errors.count(), soon).toBe(1);
	expect(await agent.isChecked()).toBe(false);
});
