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
export async function opensForm(visitor: Visitor, path = "/isokron/?play-region=DE", dir = "ltr") {
	await visitor.goes(path);
	await visitor.seesFirstLayer();
	await visitor.page.evaluate((to) => {
		document.documentElement.dir = to;
		// The widget must break its long words by itself.
		document.body.style.overflowWrap = "normal";
	}, dir);
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	const form = formOf(visitor);
	await form.opens();
	return form;
}

/** Goes through every step with `form`, and lets one `look` at each. */
export async function walk(
	site: Site,
	visitor: Visitor,
	form: ReturnType<typeof formOf>,
	look: (step: string) => Promise<unknown>,
) {
	const see = async (step: string) => {
		await visitor.settles();
		await look(step);
	};
	await see("choose");
	await form.lives("");
	await form.proceeds();
	await form.summary.waitFor();
	await see("choose, with mistakes");
	await form.lives("DE");
	await form.view.locator("summary").click();
	await see("choose, with the authorities open");
	await form.chooses("rectification");
	await form.proceeds();
	await form.sees("Where can we reach you?");
	await form.view.getByLabel("I am asking for someone else").check();
	await form.fills("name", long.name);
	await form.fills("email", "amal@example");
	await form.proceeds();
	await form.summary.waitFor();
	await see("details, with mistakes");
	await form.fills("email", long.email);
	await form.fills("of", long.name);
	await form.fills("message", "My key is ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8, look there.");
	await form.proceeds();
	await form.view.getByText("One thing here looks like a secret").waitFor();
	await see("a secret");
	await form.press("close");
	await form.sees("Leave without sending?");
	await see("the question whether to leave");
	await form.view.getByRole("button", { name: "Stay" }).click();
	await form.view.getByRole("button", { name: "Take out" }).click();
	await form.sees("Check and send");
	await see("review");
	site.demo.failing("503");
	await form.sends();
	await form.sees("Not sent yet");
	await see("waiting");
	await form.press("close");
	await form.view.waitFor({ state: "detached" });
	await form.opens();
	const own = form.view.locator(".known");
	await own.waitFor();
	await see("choose, with a request of one's own");
	await own.click();
	await form.sees("How it is going");
	await see("progress of what waits");
	site.demo.failing("off");
	await form.sends();
	await form.sees("Your request is sent");
	await see("sent");
	await form.press("close");
	await form.view.waitFor({ state: "detached" });
	await form.opens();
	await own.click();
	await form.view.locator(".moves").waitFor();
	await see("progress");
	await form.press("withdraw");
	await form.view.getByText("Take this request back?").waitFor();
	await see("the question whether to take it back");
}
