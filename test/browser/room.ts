/** Whether there is room for everything. */
import type { Locator, Page } from "playwright-core";

/** Pixels by which anything of the page or the view runs over sideways; but for what is written in one line. */
export const overflow = (page: Page, view: Locator) =>
	Promise.all([
		page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
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

/** Sets the widget's text as wide as WCAG 1.4.12 has it. */
export const spaceOut = (page: Page) =>
	page.evaluate(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(
			"* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }",
		);
		document.querySelector("your-say")!.shadowRoot!.adoptedStyleSheets.push(sheet);
	});
