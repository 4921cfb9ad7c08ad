/** All dialogs share one shadow root, and so their style sheets. */
import { expect, test } from "vitest";
import type { View } from "../../types/consent.ts";
import { pageOf, policy } from "./everywhere.ts";
import { openSite } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const views = ["preferences", "policy", "rights", "receipt"] as const satisfies View[];

async function arrive() {
	const visitor = await site.visitor({ viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
	await visitor.finds({ "/f/page.html": pageOf("en"), "/f/policy.json": JSON.stringify(policy) });
	await visitor.goes("/f/page.html");
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
	return visitor;
}
/** Opens a view and all that unfolds in it, lets one look, and closes it. */
async function looksAt(visitor: Visitor, name: (typeof views)[number]) {
	const { page } = visitor;
	const view = page.locator(`your-say [data-yoursay-view="${name}"]`);
	await page.evaluate((wanted) => void window.yoursay.open(wanted), name);
	const last = { preferences: ".row", policy: "details", rights: "input[value=erasure]", receipt: ".id bdi" }[name];
	await view.locator(last).last().waitFor();
	const shut = view.locator(
		"[aria-expanded=false], .plain details:not([open]) summary, .secs details:not([open]) summary",
	);
	while (await shut.count()) await shut.first().click();
	if (name === "rights") {
		await view.locator("input[value=erasure]").check();
		await view.locator("[data-yoursay-action=review]").click();
		await view.locator("[name=email]").fill("amal@example.com");
		await view.locator("[data-yoursay-action=review]").click();
		await view.locator(".sum").waitFor();
	}
	await visitor.rests();
	await page.mouse.move(0, 0);
	const looks = await view.evaluate((element) =>
		[...element.querySelectorAll("*")].map((each) => {
			const style = getComputedStyle(each);
			const names =
				"display font-family font-size font-weight line-height color background-color border-top-width grid-column-start rotate position margin-top padding-left";
			// Of texts it depends on what they say.
			const width = each.matches("input, svg") && style.width;
			return [
				each.localName,
				each.className,
				width,
				...names.split(" ").map((one) => style.getPropertyValue(one)),
			].join(" ");
		}),
	);
	await view.locator("[data-yoursay-action=close]").first().click();
	if (name === "rights") await view.locator(".foot .choice").last().click();
	await view.waitFor({ state: "detached" });
	return looks;
}

test("a view looks the same whether others stood before it or none", { timeout: 180_000 }, async () => {
	const visitor = await arrive();
	for (const name of views) await looksAt(visitor, name);
	for (const name of views) {
		const alone = await looksAt(await arrive(), name);
		const after = await looksAt(visitor, name);
		expect(alone.length).toBeGreaterThan(20);
		expect([name, after]).toEqual([name, alone]);
	}
});
