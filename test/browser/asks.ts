/** The request form, in a visitor's verbs. */
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { RequestKind } from "../../types/request.ts";
import { type Site, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

/** A day as the form writes it. */
export const inWords = (day: string) => new Date(day).toLocaleDateString("en", { dateStyle: "long", timeZone: "UTC" });
/** So many days from today, as an ISO date. */
export const dayIn = (days: number) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10);

/** Somebody who said no to all that a page asks for, before they open its form. Where all ran until then, the page comes anew. */
export async function comesTo(site: Site, path: string, files?: Record<string, string>) {
	const visitor = await site.visitor();
	if (files) await visitor.finds(files);
	await visitor.goes(path);
	await visitor.isReady();
	const { page } = visitor;
	if (/region=US/.test(path)) {
		await page.evaluate(() => {
			document.documentElement.dataset.before = "";
			void window.yoursay.rejectAll();
		});
		await page.locator(":root:not([data-before])").waitFor();
		await visitor.isReady();
	} else await page.evaluate(() => window.yoursay.rejectAll());
	await visitor.seesNoFirstLayer();
	return { visitor, form: formOf(visitor) };
}

export type Form = ReturnType<typeof formOf>;

/** The form as a dialog, or within an element of the page. */
export function formOf({ page }: Pick<Visitor, "page">, within: Locator = page.locator("your-say")) {
	const view = within.locator('[data-yoursay-view="rights"]');
	const press = (action: string) => view.locator(`[data-yoursay-action="${action}"]`).last().click();
	const self = {
		view,
		title: view.locator("h2"),
		radio: (kind: RequestKind) => view.locator(`input[value="${kind}"]`),
		field: (name: string) => view.locator(`[name="${name}"]`),
		errors: view.locator(".err:not(:empty)"),
		summary: view.locator(".note.bad"),
		/** Requests of this device, in the first step. */
		own: view.locator(".mine li button"),
		/** What happened to one, the last below. */
		moves: view.locator(".moves li"),
		press,
		async opens() {
			await page.evaluate(() => window.yoursay.open("rights"));
			await view.locator("select").waitFor();
		},
		lives: (region: string) => self.field("region").selectOption(region),
		/** The kinds on offer, in their order. */
		offered: () =>
			view.locator(".offers input").evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value)),
		/** The same, each with when it is answered. */
		promised: () =>
			view
				.locator(".offers label")
				.evaluateAll((all) =>
					all.map((each) => [each.querySelector("input")!.value, each.querySelector(".promise")!.textContent]),
				),
		chooses: (kind: RequestKind) => self.radio(kind).check(),
		proceeds: () => press("review"),
		/** Until the step with this heading stands. */
		sees: (title: string) => expect.poll(() => self.title.textContent(), soon).toBe(title),
		async fills(name: string, text: string) {
			// Into a field for an address Firefox, as it is driven, writes after what is there.
			await self.field(name).clear();
			await self.field(name).fill(text);
		},
		sends: () => press("send"),
		/** A box or a circle, by its words. */
		ticks: (label: string) => view.getByLabel(label, { exact: true }).check(),
		/** From the first step to the second. */
		async begins(kind: RequestKind) {
			await self.opens();
			await self.chooses(kind);
			await self.proceeds();
			await self.sees("Where can we reach you?");
		},
		/** Looks at what was filled in, and sends it; the reference. */
		async ends() {
			await self.proceeds();
			await self.sees("Check and send");
			await self.sends();
			return self.reference();
		},
		async reference() {
			await self.sees("Your request is sent");
			return (await self.line("Reference").textContent())!;
		},
		/** The whole walk for a right that needs an address alone. */
		async asks(kind: RequestKind, email = "amal@example.com") {
			await self.chooses(kind);
			await self.proceeds();
			await self.sees("Where can we reach you?");
			await self.fills("email", email);
			await self.proceeds();
			await self.sees("Check and send");
			await self.sends();
		},
		/** What a line of the review, or a tile, says. */
		line: (term: string) =>
			view
				.locator("dl > div", { has: page.locator(`dt:text-is("${term}")`) })
				.locator("dd")
				.first(),
	};
	return self;
}
