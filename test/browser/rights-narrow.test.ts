/** The request form where there is little room, or where colours, motion and direction are others. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { long, opensForm, walk } from "./rights-steps.ts";
import { overflow, spaceOut } from "./room.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();
const isLong = { timeout: 180_000 };

/** Goes through the view by Tab: what has the focus but is out of sight or covered, and how many had it. */
async function unseen(view: Locator) {
	const page = view.page();
	const found: string[] = [];
	let count = 0;
	await view.locator("h2").focus();
	for (; count < 60; count++) {
		await page.keyboard.press("Tab");
		const at = await view.evaluate((element) => {
			const root = element.getRootNode() as ShadowRoot;
			const focused = root.activeElement as HTMLElement | null;
			if (!focused || focused.matches("h2, [data-yoursay-action=close].icon")) return;
			const { left, top, width, height } = focused.getBoundingClientRect();
			const [x, y] = [left + width / 2, top + height / 2];
			return { name: focused.outerHTML.slice(0, 80), isSeen: focused.contains(root.elementFromPoint(x, y)) };
		});
		if (!at) {
			if (count) break;
			continue;
		}
		if (!at.isSeen) found.push(at.name);
	}
	return { found, count };
}

test.each([
	["320 by 568", { width: 320, height: 568 }],
	["320 by 256, as at 400 % zoom", { width: 320, height: 256 }],
])("in a window of %s no step scrolls sideways, and what has the focus is in sight", isLong, async (_, viewport) => {
	const visitor = await site.visitor({ viewport });
	const form = await opensForm(visitor);
	await walk(site, visitor, form, async (step) => {
		expect([step, ...(await overflow(visitor.page, form.view))]).toEqual([step, 0, 0]);
		const { found, count } = await unseen(form.view);
		expect([step, found]).toEqual([step, []]);
		expect(count).toBeGreaterThan(1);
	});
});

/** Texts of the view that run out of what holds them, or over the edge of the view. */
const runOver = (view: Locator) =>
	view.evaluate((element) => {
		const edge = element.getBoundingClientRect();
		return [...element.querySelectorAll<HTMLElement>("*")].flatMap((each) => {
			const { left, right, width } = each.getBoundingClientRect();
			const isOut = width > 0 && (left < edge.left - 1 || right > edge.right + 1);
			const isCut =
				each.matches("button, a, label, dd, dt, p, li, b, legend") &&
				each.scrollWidth > each.clientWidth + 1 &&
				each.clientWidth > 0;
			return isOut || isCut ? [`${each.localName}.${each.className}: ${each.textContent?.slice(0, 30)}`] : [];
		});
	});

test("with wide text spacing (WCAG 1.4.12) and long words no step cuts a text", isLong, async () => {
	const visitor = await site.visitor({ viewport: { width: 320, height: 568 } });
	const form = await opensForm(visitor);
	await spaceOut(visitor.page);
	await walk(site, visitor, form, async (step) => {
		expect([step, ...(await overflow(visitor.page, form.view))]).toEqual([step, 0, 0]);
		expect([step, await runOver(form.view)]).toEqual([step, []]);
	});
});

test("with text of twice the size no step cuts a text on a phone", isLong, async () => {
	const visitor = await site.visitor({ viewport: { width: 390, height: 844 } });
	const form = await opensForm(visitor);
	await visitor.page.evaluate(() => {
		document.documentElement.style.fontSize = "200%";
	});
	expect(await form.view.evaluate((view) => getComputedStyle(view).fontSize)).toBe("32px");
	await walk(site, visitor, form, async (step) => {
		expect([step, (await overflow(visitor.page, form.view))[1]]).toEqual([step, 0]);
		expect([step, await runOver(form.view)]).toEqual([step, []]);
	});
});

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
	"on a page that reads from the right the form is mirrored, and names and addresses stand by themselves",
	isLong,
	async () => {
		const visitor = await site.visitor({ viewport: { width: 390, height: 844 } });
		const form = await opensForm(visitor, "/isokron/?play-region=DE", "rtl");
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
				expect(new Set(await isolated("IsoKron"))).toEqual(new Set(["isolate"]));
			}
			if (step === "review") {
				expect(await isolated(long.email)).toEqual(["isolate"]);
				expect(await isolated(long.name)).toEqual(["isolate", "isolate"]);
				expect(await isolated("privacy@isokron.ai")).toEqual(["isolate"]);
			}
			if (step === "sent") {
				const reference = form.line("Reference");
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
