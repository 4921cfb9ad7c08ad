/** Where the focus goes and what hides it, where the first layer stands, and what is said aloud. */
import type { BrowserContextOptions, Locator } from "playwright-core";
import { describe, expect, test } from "vitest";
import * as arabic from "../../src/locales/ar.ts";
import * as german from "../../src/locales/de.ts";
import type { Layout, Position } from "../../types/config.ts";
import type { View } from "../../types/consent.ts";
import { formOf } from "./asks.ts";
import { pageOf, policy } from "./everywhere.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

interface Arrival extends BrowserContextOptions {
	config?: object;
	body?: string;
}
async function arrive(lang: string, { config, body = "", ...options }: Arrival = {}) {
	const visitor = await site.visitor({ viewport: desktop, ...options });
	await visitor.finds({ "/f/page.html": pageOf(lang, config, body), "/f/policy.json": JSON.stringify(policy) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.rests();
	await visitor.settles();
	return visitor;
}
const viewOf = ({ page }: Visitor, name: string) => page.locator(`your-say [data-yoursay-view="${name}"]`);
const hasFocus = (at: Locator) => at.evaluate((each) => each.matches(":focus"));

const views = ["preferences", "policy", "rights", "receipt"] as const satisfies View[];

describe("the focus goes back from each view", () => {
	const closes = async (visitor: Visitor, name: string, opens: () => Promise<unknown>) => {
		const view = viewOf(visitor, name);
		await opens();
		await view.waitFor();
		await expect.poll(() => hasFocus(view.locator("h2")), soon).toBe(true);
		await visitor.page.keyboard.press("Escape");
		await view.waitFor({ state: "detached" });
	};
	const byCode = (visitor: Visitor, name: View) => () =>
		visitor.page.evaluate((wanted) => void window.yoursay.open(wanted), name);

	test("to the button that opened it", async () => {
		const body = views.map((name) => `<button id="${name}" data-yoursay-open="${name}">Open</button>`).join("");
		const visitor = await arrive("en", { body });
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		for (const name of views) {
			const opener = visitor.page.locator(`#${name}`);
			await closes(visitor, name, async () => {
				await opener.focus();
				await visitor.page.keyboard.press("Enter");
			});
			expect([name, await hasFocus(opener)]).toEqual([name, true]);
		}
	});

	test("to the floating button where nothing opened it, and to the page where there is none either", async () => {
		for (const trigger of [true, false]) {
			const visitor = await arrive("en", { config: { trigger } });
			await visitor.rejects();
			await visitor.seesNoFirstLayer();
			if (trigger) await visitor.trigger.waitFor();
			for (const name of views) {
				await visitor.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
				await closes(visitor, name, byCode(visitor, name));
				const at = await visitor.page.evaluate(() => {
					const { activeElement } = document;
					return activeElement?.shadowRoot?.activeElement?.className.trim() ?? activeElement?.localName;
				});
				expect([name, at]).toEqual([name, trigger ? "again" : "body"]);
			}
		}
	});
});

/** A page with links at its beginning, its middle and its end, and one fixed in each corner. */
const crowd = () => {
	const row = (name: string) =>
		`<p style="display: flex; justify-content: space-between; margin: 0">${["a", "b", "c"].map((each) => `<a href="#x" id="${name}-${each}">Link</a>`).join("")}</p>`;
	const gap = '<div style="block-size: 120vh"></div>';
	const corner = (place: string) => `<a href="#x" id="fixed-${place}" style="position: fixed; ${place}">Link</a>`;
	const corners = [
		"top: 40px; left: 40px",
		"top: 40px; right: 40px",
		"bottom: 40px; left: 40px",
		"bottom: 40px; right: 40px",
	];
	return row("first") + gap + row("middle") + gap + row("last") + corners.map(corner).join("");
};
/** Links of the page that lie wholly under the first layer once they have the focus. */
const covered = ({ page }: Visitor) =>
	page.evaluate(async () => {
		const layer = document.querySelector("your-say")!.shadowRoot!.querySelector(".ask")!;
		const found = [];
		for (const link of document.querySelectorAll("a")) {
			link.focus();
			await new Promise((resolve) => setTimeout(resolve, 300));
			const [at, over] = [link.getBoundingClientRect(), layer.getBoundingClientRect()];
			const isUnder = at.left >= over.left && at.right <= over.right && at.top >= over.top && at.bottom <= over.bottom;
			const isInside = over.left >= 0 && over.top >= 0 && over.right <= innerWidth && over.bottom <= innerHeight;
			if (isUnder || !isInside || at.bottom < 0 || at.top > innerHeight) found.push(link.id);
		}
		return found;
	});

const places: [Layout, Position, typeof desktop][] = [
	...(["start", "end", "center", "top-start", "top-end", "top-center"] as const).map(
		(position): [Layout, Position, typeof desktop] => ["box", position, desktop],
	),
	["bar", "start", desktop],
	["bar", "top-start", desktop],
	["box", "top-end", phone],
	["bar", "start", phone],
];

describe.each(places)("the %s at %s", (layout, position, viewport) => {
	const config = { layout, position, region: "DE" };
	const { width, height } = viewport;

	test(`in a window of ${width} px never wholly hides what has the focus (WCAG 2.4.11), at the ends of the page neither`, async () => {
		expect(await covered(await arrive("en", { config, viewport, body: crowd() }))).toEqual([]);
	});

	test.each(["de", "ar"])(`in a window of ${width} px stands where it is said to, in a page in %s`, async (lang) => {
		const visitor = await arrive(lang, { config, viewport });
		const box = (await visitor.firstLayer.boundingBox())!;
		const [right, bottom] = [width - box.x - box.width, height - box.y - box.height];
		const isNarrow = viewport === phone;
		const gap = isNarrow || layout === "bar" ? 0 : 20;
		const isTop = position.startsWith("top") && !isNarrow;
		expect(Math.round(isTop ? box.y : bottom)).toBe(gap);
		const isFirst = position.endsWith("start") === (lang === "de");
		if (isNarrow || layout === "bar") expect([box.x, right]).toEqual([0, 0]);
		else if (position.endsWith("center")) expect(Math.abs(box.x - right)).toBeLessThan(1);
		else expect(Math.round(isFirst ? box.x : right)).toBe(gap);
	});
});

test.each([
	["ar", "ltr", "rtl", "-1 1", "90deg"],
	["en", "rtl", "ltr", "none", "-90deg"],
])(
	"what points somewhere follows the language: in %s, whatever the page's own direction is",
	async (lang, dir, own, scale, rotate) => {
		const visitor = await arrive(lang, { config: { region: "DE" } });
		await visitor.page.evaluate((to) => {
			document.documentElement.dir = to;
		}, dir);
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		await visitor.trigger.waitFor();
		expect(await visitor.trigger.locator("svg").evaluate((each) => getComputedStyle(each).scale)).toBe(scale);
		const form = formOf(visitor);
		await form.opens();
		expect(await form.view.locator(".here svg").evaluate((each) => getComputedStyle(each).rotate)).toBe(rotate);
		expect(await form.view.evaluate((each) => getComputedStyle(each).direction)).toBe(own);
	},
);

test("what is said aloud is in the widget's language: the question, another language, what was found, a mistake, an answer", async () => {
	const visitor = await arrive("ar", { locale: "de", config: { region: "DE" } });
	const { page, firstLayer } = visitor;
	/** Texts of live regions, each with the language that it is read in. */
	const said = () =>
		page.locator("your-say").evaluate((host: HTMLElement) =>
			[...host.shadowRoot!.querySelectorAll("[role=status], [aria-live=polite]")].flatMap((region) => {
				const text = region.textContent;
				return text ? [`${region.closest<HTMLElement>("[lang]")?.lang ?? host.lang} ${text}`] : [];
			}),
		);
	const hears = (language: string, text: string) =>
		expect
			.poll(async () => (await said()).some((each) => each.startsWith(`${language} `) && each.includes(text)), soon)
			.toBe(true);

	await hears("ar", arabic.ask.title);
	await firstLayer.locator("[data-yoursay-action=language]").click();
	await hears("de", german.ask.title);
	expect(await page.locator("your-say .live").count()).toBe(1);

	await page.evaluate(() => void window.yoursay.open("policy"));
	const summary = viewOf(visitor, "policy");
	await summary.locator("details").last().waitFor();
	await summary.locator("input").fill("zzz");
	await hears("de", german.words.policy.noneFound);
	await page.keyboard.press("Escape");
	await page.keyboard.press("Escape");
	await summary.waitFor({ state: "detached" });

	const form = formOf(visitor);
	await form.opens();
	await form.proceeds();
	await form.summary.waitFor();
	expect(await hasFocus(form.summary)).toBe(true);
	await hears("de", german.rightsWords.problem.noRight as string);
	await form.press("close");
	await form.view.waitFor({ state: "detached" });

	await visitor.rejects();
	await hears("de", german.words.status.savedHere);
});
