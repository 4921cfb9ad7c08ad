/** Whether there is room for everything. */
import type { Locator, Page } from "playwright-core";
import { engine } from "./engine.ts";

/** Pixels by which the page runs over sideways; a scrollbar takes of its room in some engines. */
export const pageOverflow = (page: Page) =>
	page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Pixels by which anything of the page or the view runs over sideways; but for what is written in one line. */
export const overflow = (page: Page, view: Locator) =>
	Promise.all([
		pageOverflow(page),
		view.evaluate((element) =>
			Math.max(
				...[element, ...element.querySelectorAll("*:not(input)")].map((each) =>
					getComputedStyle(each).overflowX === "visible" ? 0 : each.scrollWidth - each.clientWidth,
				),
			),
		),
	]);

/** Buttons of the view that cannot be brought wholly into the window, or whose label runs over them. */
export async function clipped(page: Page, view: Locator) {
	const found = [];
	const { width, height } = page.viewportSize()!;
	for (const button of await view.getByRole("button").all()) {
		await button.scrollIntoViewIfNeeded();
		const box = (await button.boundingBox())!;
		const isInside = box.x >= 0 && box.y >= -0.5 && box.x + box.width <= width && box.y + box.height <= height + 0.5;
		const isReached = await button.evaluate((element) => {
			const { left, top, width, height } = element.getBoundingClientRect();
			const hit = (element.getRootNode() as ShadowRoot).elementFromPoint(left + width / 2, top + height / 2);
			return (
				element.contains(hit) &&
				element.scrollWidth <= element.clientWidth + 1 &&
				element.scrollHeight <= element.clientHeight + 1
			);
		});
		if (!isInside || !isReached) found.push([await button.innerText(), box]);
	}
	return found;
}

const restyle = (page: Page, styles: string) =>
	page.evaluate((css) => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(css);
		for (const { shadowRoot } of document.querySelectorAll("*")) shadowRoot?.adoptedStyleSheets.push(sheet);
	}, styles);

const laidOut = "* { content-visibility: visible !important; }";
/** Has all of ours laid out: Firefox leaves what is far away, even where it is measured. */
export const layOut = (page: Page) => restyle(page, laidOut);

/** Sets all text of ours as wide as WCAG 1.4.12 has it. */
export const spaceOut = (page: Page) =>
	restyle(
		page,
		`${laidOut} * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`,
	);

/** Texts of the view that run out of what holds them, or over the edge of the view. */
export const runOver = (view: Locator) =>
	view.evaluate((element) => {
		const edge = element.getBoundingClientRect();
		return [...element.querySelectorAll<HTMLElement>("*")].flatMap((each) => {
			const { left, right, width } = each.getBoundingClientRect();
			if (getComputedStyle(each).clipPath !== "none") return [];
			const isOut = width > 0 && (left < edge.left - 1 || right > edge.right + 1);
			const isCut =
				each.matches("button, a, label, dd, dt, p, li, b, legend") &&
				each.scrollWidth > each.clientWidth + 1 &&
				each.clientWidth > 0;
			return isOut || isCut ? [`${each.localName}.${each.className}: ${each.textContent?.slice(0, 30)}`] : [];
		});
	});

/** Texts of the view that lie upon one another. */
export const overlaps = (view: Locator) =>
	view.evaluate((element) => {
		const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
		const lines: { text: string; place: Element | null; left: number; right: number; top: number; bottom: number }[] =
			[];
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const holder = node.parentElement!;
			// What is for screen readers alone stands anywhere.
			const isSeen = (each: Element | null): boolean =>
				!each || each === element || (getComputedStyle(each).clipPath === "none" && isSeen(each.parentElement));
			if (!node.nodeValue!.trim() || !holder.checkVisibility() || !isSeen(holder)) continue;
			const range = new Range();
			range.selectNodeContents(node);
			// What scrolls lies under what does not.
			const place = holder.closest(".head, .main, .foot, .words, .acts");
			for (const { left, right, top, bottom } of range.getClientRects()) {
				// Letters are lower than their line.
				const spare = (bottom - top) / 4;
				lines.push({
					text: node.nodeValue!.slice(0, 30),
					place,
					left,
					right,
					top: top + spare,
					bottom: bottom - spare,
				});
			}
		}
		return lines.flatMap((one, index) =>
			lines
				.slice(index + 1)
				.filter(
					(other) =>
						one.place === other.place &&
						one.left < other.right - 1 &&
						other.left < one.right - 1 &&
						one.top < other.bottom &&
						other.top < one.bottom,
				)
				.map((other) => `${one.text} | ${other.text}`),
		);
	});

const controls = "a[href], button, input, select, textarea, summary, [tabindex='0']";

/**
 * Controls of the view that are not wholly in the window, or lie under something, when they have the focus. Firefox leaves
 * where it is what is seen in part, which WCAG 2.4.11 allows: there a part is enough.
 */
export const unseen = (view: Locator) =>
	view.evaluate(
		(element, [selector, isPartEnough]) => {
			const root = element.getRootNode() as ShadowRoot;
			return [...element.querySelectorAll<HTMLElement>(selector)].flatMap((each) => {
				if (!each.checkVisibility()) return [];
				each.focus();
				const { left, right, top, bottom, width } = each.getBoundingClientRect();
				// One that is written in scrolls to where one writes.
				const isInside =
					each.localName === "textarea" ||
					isPartEnough ||
					(left >= -0.5 && right <= innerWidth + 0.5 && top >= -0.5 && bottom <= innerHeight + 0.5);
				const hit = root.elementFromPoint(left + width / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
				return isInside && each.contains(hit) ? [] : [`${each.outerHTML.slice(0, 90)} ${top} ${bottom}`];
			});
		},
		[controls, engine === "firefox"] as const,
	);

/** Neighbours in the order of Tab of which the later stands neither below nor further along the line. */
export const outOfOrder = (view: Locator) =>
	view.evaluate((element, selector) => {
		const isLeftwards = getComputedStyle(element).direction === "rtl";
		// What does not scroll stands beside whatever has come up to it.
		for (const each of [element, ...element.querySelectorAll("*")]) each.scrollTop = 0;
		const found = [...element.querySelectorAll<HTMLElement>(selector)].filter((each) => each.checkVisibility());
		const placeOf = (each: Element) => each.closest(".head, .main, .foot, .words, .acts");
		return found.flatMap((each, index) => {
			const before = found[index - 1];
			if (each.tabIndex > 0) return [`tabindex: ${each.outerHTML.slice(0, 90)}`];
			if (!before || placeOf(before) !== placeOf(each)) return [];
			const [one, next] = [before.getBoundingClientRect(), each.getBoundingClientRect()];
			const isBelow = next.top >= one.bottom - 4;
			const isFurther = isLeftwards ? next.right <= one.left + 4 : next.left >= one.right - 4;
			return isBelow || isFurther ? [] : [`${before.outerHTML.slice(0, 60)} | ${each.outerHTML.slice(0, 60)}`];
		});
	}, controls);

/** Whatever answers, leads on or takes a text, and is lower than 44 px. */
export const low = (view: Locator) =>
	view.evaluate((element) =>
		[...element.querySelectorAll<HTMLElement>(".choice, .quiet, .icon, .x, .again, .known, .here, .input, .find input")]
			.filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 43.99)
			.map((each) => each.outerHTML.slice(0, 90)),
	);
