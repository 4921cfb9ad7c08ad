/** The three demo sites show every fact of their policies, and nothing that is still to be filled in. */
import { describe, expect, test } from "vitest";
import { hasPlaceholder } from "../../src/policy/import/placeholders.ts";
import { facts as a21e } from "../unit/policy/facts-a21e.ts";
import { facts as isokron } from "../unit/policy/facts-isokron.ts";
import { facts as kratys } from "../unit/policy/facts-kratys.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const summary = ({ page }: Visitor) => page.locator('your-say [data-yoursay-view="policy"]');

/** Opens the summary by the footer's link, and every section in it. */
async function opensAll(visitor: Visitor) {
	await visitor.page.getByRole("link", { name: "How we use your data" }).last().click();
	const rows = summary(visitor).locator("details");
	await rows.first().waitFor();
	await expect.poll(() => summary(visitor).getByText("Contact").count(), soon).toBeGreaterThan(0);
	await visitor.rests();
	for (const row of await rows.all()) await row.locator("summary").click();
	await expect
		.poll(() => rows.evaluateAll((all) => all.every((row) => row.querySelector(".text")!.childNodes.length)), soon)
		.toBe(true);
	await visitor.rests();
	// What is off screen is not laid out, and has no inner text.
	const pieces = summary(visitor).locator("h2,h3,h4,p,li,th,td,dt,dd,span");
	return (await pieces.allTextContents()).join("\n");
}
const plain = (text: string) => text.replace(/\s+/g, " ");

describe.each(Object.entries({ isokron, kratys, a21e }))("on %s", (name, facts) => {
	test(`each of its ${facts.length} facts is in the summary, and nothing is in brackets`, async () => {
		const visitor = await site.visitor();
		await visitor.goes(`/${name}/`);
		await visitor.seesFirstLayer();
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		const text = plain(await opensAll(visitor));
		const missing = facts.flatMap(({ section, fact, words }) =>
			words.filter((each) => !text.includes(plain(each))).map((each) => `${section}: ${fact}: ${each}`),
		);
		expect(missing).toEqual([]);
		expect(facts.flatMap(({ words }) => words).length).toBeGreaterThan(20);
		expect(text).not.toMatch(/\[[^\]]*\p{Lu}{3}/u);
		expect(hasPlaceholder(text)).toBe(false);
		expect(visitor.told).toEqual([]);
	});
});

test("what IsoKron and Kratys have still to fill in reads as not yet published", async () => {
	const visitor = await site.visitor();
	const counts: Record<string, number> = {};
	for (const name of ["isokron", "kratys", "a21e"]) {
		await visitor.goes(`/${name}/`);
		await visitor.seesFirstLayer();
		await visitor.rejects();
		await opensAll(visitor);
		counts[name] = await summary(visitor)
			.getByText(/not yet published/i)
			.count();
	}
	// IsoKron: start, postal address, two representatives, the legal basis of seven uses. Kratys: dates in one line, contact. a21e's text names no start.
	expect(counts).toEqual({ isokron: 11, kratys: 2, a21e: 1 });
});

test.each(["isokron", "kratys", "a21e"].flatMap((name) => [`/${name}/`, `/${name}/privacy.html`]))(
	"no placeholder is visible on %s, nor in what opens there",
	async (path) => {
		const visitor = await site.visitor();
		await visitor.goes(path);
		await visitor.seesFirstLayer();
		await visitor.firstLayer.locator("[data-yoursay-action=preferences]").click();
		await visitor.panel.waitFor();
		for (const more of await visitor.panel.locator(".more").all()) await more.click();
		const seen = await visitor.page.evaluate(
			() => document.body.innerText + document.querySelector("your-say")!.shadowRoot!.textContent,
		);
		expect(seen.length).toBeGreaterThan(1000);
		expect(hasPlaceholder(seen)).toBe(false);
	},
);
