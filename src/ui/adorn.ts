/**
 * What some visitors find on the first layer besides: who takes part (France), an × that refuses (Italy), and their browser's
 * language where the page has another.
 */
import type { Parts } from "../../types/parts.ts";
import { plural } from "../policy/words.ts";
import { autonym } from "./autonym.ts";
import css from "./css/adorn.css?inline";
import { element } from "./dom.ts";
import { icon } from "./icon.ts";

export const adorn: Parts["adorn"]["adorn"] = async ({ desk, law, load, language, own, settings }, view, asked) => {
	const { close, vendors } = law.place?.rule ?? {};
	const button = (action: string, looks: string, inside: Node | string) =>
		element("button", looks, { type: "button", "data-yoursay-action": action }, inside);
	if (own && own !== language) {
		const other = button("language", "link", autonym(own));
		other.lang = own;
		view.querySelector(".words")!.append(element("p", "small", {}, other));
	}
	if (!close && !vendors) return css;
	const { words } = await load("words");
	const count = asked.reduce((sum, purpose) => sum + purpose.vendors.length, 0);
	if (vendors && count) {
		const text = plural(language, words.preferences.vendors, count);
		view.querySelector("p")!.append(" ", button("preferences", "link", text));
	}
	if (close) {
		const cross = button("close", "x", icon("close"));
		cross.ariaLabel = settings.languages?.texts?.[language]?.common?.closeRefusing ?? words.common.closeRefusing;
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
