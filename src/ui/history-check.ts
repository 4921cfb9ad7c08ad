import type { Receipt } from "../../types/receipt.ts";
import type { Stage, Telling } from "../../types/stage.ts";
import { element, fill } from "./dom.ts";

/** How the receipt can be checked, and what a check on the spot comes to. */
export function createCheck(stage: Stage, telling: Telling, receipt: () => Promise<Receipt>): HTMLElement {
	const { endpoint } = stage.settings;
	const { own, controller } = telling;
	const { check } = own;
	const outcome = element("div", "outcome", { role: "status" });
	const copy = endpoint ? fill(check.copy, { controller: [element("bdi", "", {}, controller)] }) : [];
	const label = element("span", "", {}, check.now);
	let isBusy = false;
	async function press() {
		if (isBusy) return;
		isBusy = true;
		label.textContent = check.checking;
		outcome.replaceChildren();
		try {
			const [{ checkKept }, { tell }, given] = await Promise.all([stage.load("verify"), stage.load("told"), receipt()]);
			outcome.replaceChildren(...tell(telling, await checkKept(given, endpoint, stage.kept!.collected)));
		} catch (cause) {
			stage.report("desk-failed", "verify", cause);
			outcome.replaceChildren(`${own.receipt.failedTitle}. ${own.receipt.failedBody}`);
		}
		label.textContent = check.now;
		isBusy = false;
	}
	return element(
		"section",
		"proof",
		{},
		element("h3", "title", {}, check.title),
		element("p", "body", {}, check.body, " ", ...copy),
		element("button", "quiet", { type: "button", "data-yoursay-action": "check", click: press }, label),
		outcome,
	);
}
