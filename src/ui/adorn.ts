/** What the law of a few regions adds to the first layer: who takes part (France), and an × that refuses (Italy). */
import type { Parts } from "../../types/parts.ts";
import { plural } from "../policy/words.ts";
import css from "./css/adorn.css?inline";
import { element } from "./dom.ts";
import { icon } from "./icon.ts";

export const adorn: Parts["adorn"]["adorn"] = async ({ desk, law, load, language, settings }, view, asked) => {
	const { close, vendors } = law.place!.rule;
	const { words } = await load("words");
	const own = settings.languages?.texts?.[language]?.common;
	const button = (action: string, looks: string, inside: Node | string) =>
		element("button", looks, { type: "button", "data-yoursay-action": action }, inside);
	const count = asked.reduce((sum, purpose) => sum + purpose.vendors.length, 0);
	if (vendors && count) {
		const text = plural(language, words.preferences.vendors, count);
		view.querySelector("p")!.append(" ", button("preferences", "link", text));
	}
	if (close) {
		const cross = button("close", "x", icon("close"));
		cross.ariaLabel = own?.closeRefusing ?? words.common.closeRefusing;
		view.querySelector("h2")!.after(cross);
		view.addEventListener("keydown", (event) => {
			if (event.key === "Escape")
				desk().then(
					(part) => part.press("close", event),
					() => {}, // reported by load
				);
		});
	}
	return css;
};
