/** The request form, step by step, as one walks through it. */
import { formOf } from "./asks.ts";
import type { Site } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

/** Words and names longer than what a line holds. */
export const long = {
	name: "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft",
	email: "an-address-of-somebody.who.has.many.names@a-long-subdomain.of.visitor.example",
};

/** Whoever has answered the first layer of a demo site, and opens the form by its link. */
export async function opensForm(visitor: Visitor, path = "/isokron/?play-region=DE") {
	await visitor.goes(path);
	await visitor.seesFirstLayer();
	await visitor.page.evaluate(() => {
		// The widget must break its long words by itself.
		document.body.style.overflowWrap = "normal";
	});
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	const form = formOf(visitor);
	await form.opens();
	return form;
}

/** Goes through every step with `form`, whatever its language, and lets one `look` at each. */
export async function walk(
	site: Site,
	visitor: Visitor,
	form: ReturnType<typeof formOf>,
	look: (step: string) => Promise<unknown>,
) {
	const { view } = form;
	const see = async (step: string) => {
		await visitor.settles();
		await look(step);
	};
	const first = (within: string) => view.locator(`${within} .choice`).first();
	/** Two answers to one question. */
	const isAsked = () => view.locator(".foot .choice + .choice").waitFor();
	await see("choose");
	await form.lives("");
	await form.proceeds();
	await form.summary.waitFor();
	await see("choose, with mistakes");
	await form.lives("DE");
	await view.locator("summary").click();
	await see("choose, with the authorities open");
	await form.chooses("rectification");
	await form.proceeds();
	await form.field("email").waitFor();
	await view.locator("[aria-controls=rights-agent-part]").check();
	await form.fills("name", long.name);
	await form.fills("email", "amal@example");
	await form.proceeds();
	await form.summary.waitFor();
	await see("details, with mistakes");
	await form.fills("email", long.email);
	await form.fills("of", long.name);
	await form.fills("message", "My key is ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8, look there.");
	await form.proceeds();
	await view.locator(".secrets").waitFor();
	await see("a secret");
	await form.press("close");
	await isAsked();
	await see("the question whether to leave");
	await first(".foot").click();
	await first(".secrets").click();
	await view.locator(".sum").waitFor();
	await see("review");
	site.demo.failing("503");
	await form.sends();
	await view.locator("[data-yoursay-action=send].quiet").waitFor();
	await see("waiting");
	await form.press("close");
	await view.waitFor({ state: "detached" });
	await form.opens();
	const own = view.locator(".known");
	await own.waitFor();
	await see("choose, with a request of one's own");
	await own.click();
	await view.locator("[data-yoursay-action=withdraw]").waitFor();
	await see("progress of what waits");
	site.demo.failing("off");
	await form.sends();
	await view.locator(".ref").waitFor();
	await see("sent");
	await form.press("close");
	await view.waitFor({ state: "detached" });
	await form.opens();
	await own.click();
	await view.locator(".moves").waitFor();
	await see("progress");
	await form.press("withdraw");
	await isAsked();
	await see("the question whether to take it back");
}
