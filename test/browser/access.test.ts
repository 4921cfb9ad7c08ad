/** Every view where there is little room, where text is larger or wider, and where colours, contrast and motion are others. */
import type { BrowserContextOptions, Locator } from "playwright-core";
import { describe, expect, test } from "vitest";
import { goEverywhere, pageOf } from "./everywhere.ts";
import { layOut, low, outOfOrder, overflow, overlaps, runOver, spaceOut, unseen } from "./room.ts";
import { openSite } from "./setup.ts";

const site = openSite();
const isLong = { timeout: 900_000 };

/** Goes everywhere; what the checks find wrong, by view. */
async function findings(
	lang: string,
	options: BrowserContextOptions,
	checks: Record<string, (view: Locator) => Promise<unknown>>,
) {
	const found: Record<string, unknown> = {};
	let count = 0;
	await goEverywhere(site, lang, options, async (step, view) => {
		count++;
		for (const [name, check] of Object.entries(checks)) {
			const wrong = await check(view);
			if (Array.isArray(wrong) ? wrong.some(Boolean) : wrong) found[`${step}: ${name}`] = wrong;
		}
	});
	expect(count).toBeGreaterThan(30);
	return found;
}
const sideways = (view: Locator) => overflow(view.page(), view);

describe.each([
	["German", "de"],
	["Arabic", "ar"],
])("in %s", (_, lang) => {
	test(
		"at 320 by 256 px, as at 400 % zoom, no view scrolls sideways, and what has the focus is in sight and in its order",
		isLong,
		async () => {
			const viewport = { width: 320, height: 256 };
			expect(await findings(lang, { viewport }, { sideways, unseen, outOfOrder, low })).toEqual({});
		},
	);

	test(
		"wide text spacing (WCAG 1.4.12) cuts no text of any view at 320 px, and lays none over another",
		isLong,
		async () => {
			const spaced = async (view: Locator) => {
				await spaceOut(view.page());
				return sideways(view);
			};
			const viewport = { width: 320, height: 568 };
			expect(await findings(lang, { viewport, reducedMotion: "reduce" }, { spaced, runOver, overlaps })).toEqual({});
		},
	);
});

test("text of twice the size is cut in no view on a phone", isLong, async () => {
	const larger = async (view: Locator) => {
		await view.page().evaluate(() => {
			document.documentElement.style.fontSize = "200%";
		});
		await layOut(view.page());
		const size = await view.evaluate((element) => getComputedStyle(element).fontSize);
		return Number.parseFloat(size) < 28 || (await sideways(view))[1];
	};
	const viewport = { width: 390, height: 844 };
	expect(await findings("de", { viewport, reducedMotion: "reduce" }, { larger, runOver, overlaps })).toEqual({});
});

/** Buttons that forced colours leave without an edge. */
const edgeless = (view: Locator) =>
	view.evaluate((element) =>
		[
			...element.querySelectorAll(
				".choice, .quiet, .icon, .x, .again, .opt, .input, .switch:not(:checked), .tongue, [type=search]",
			),
		]
			.filter((each) => each.checkVisibility())
			.filter((each) => {
				const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(each);
				return borderTopStyle === "none" || borderTopWidth === "0px" || borderTopColor === backgroundColor;
			})
			.map((each) => each.outerHTML.slice(0, 90)),
	);
/** Controls that show no outline in another colour when the keyboard brings the focus to them. */
const unmarked = async (view: Locator) => {
	// So that what takes the focus now has it by the keyboard; Firefox must be told.
	await view.page().keyboard.press("Shift");
	return view.evaluate((element) => {
		const probe = document.createElement("i");
		probe.style.cssText = "color: Highlight";
		element.append(probe);
		const highlight = getComputedStyle(probe).color;
		probe.remove();
		return [...element.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary")]
			.filter((each) => {
				if (!each.checkVisibility()) return false;
				each.focus({ focusVisible: true } as FocusOptions);
				const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each);
				return outlineStyle === "none" || outlineWidth === "0px" || outlineColor !== highlight;
			})
			.map((each) => each.outerHTML.slice(0, 90));
	});
};
const moving = (view: Locator) =>
	view.evaluate((element) =>
		[element, ...element.querySelectorAll("*")].flatMap((each) =>
			["", "::before", "::after"].flatMap((part) => {
				const { animationName, transitionDuration, transitionProperty } = getComputedStyle(each, part);
				const isStill = animationName === "none" && (/^0s/.test(transitionDuration) || transitionProperty === "none");
				return isStill ? [] : [`${each.localName}.${each.className}${part}`];
			}),
		),
	);

test(
	"in forced colours every button has an edge and the focus a mark; with reduced motion nothing moves; and all is in its order",
	isLong,
	async () => {
		const options = {
			forcedColors: "active",
			reducedMotion: "reduce",
			viewport: { width: 1280, height: 800 },
		} as const;
		expect(await findings("ar", options, { edgeless, unmarked, moving, outOfOrder })).toEqual({});
	},
);

test.each(["light", "dark"] as const)(
	"who wants more contrast has dim texts as the others, and lines that show, in %s colours",
	async (colorScheme) => {
		const looks = async (contrast: "more" | "no-preference") => {
			const visitor = await site.visitor({ contrast, colorScheme });
			await visitor.finds({ "/f/page.html": pageOf("en") });
			await visitor.goes("/f/page.html");
			await visitor.seesFirstLayer();
			await visitor.rests();
			await visitor.page.evaluate(() => void window.yoursay.open("preferences"));
			await visitor.panel.waitFor();
			const of = (selector: string, property: "color" | "borderTopColor") =>
				visitor.page
					.locator(`your-say ${selector}`)
					.first()
					.evaluate((element, name) => getComputedStyle(element)[name], property);
			return {
				dim: [await of(".ask .body", "color"), await of(".view .body", "color"), await of(".always", "color")],
				text: await of(".view .title", "color"),
				lines: [await of(".quiet", "borderTopColor"), await of(".card", "borderTopColor")],
				edge: await of(".tongue", "borderTopColor"),
			};
		};
		const { dim, text, lines, edge } = await looks("more");
		expect([new Set(dim), new Set(lines)]).toEqual([new Set([text]), new Set([edge])]);
		const usual = await looks("no-preference");
		expect(usual.dim).not.toContain(usual.text);
		expect(usual.lines).not.toContain(usual.edge);
	},
);
