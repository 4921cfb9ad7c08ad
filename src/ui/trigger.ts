/** The floating button that opens the preferences again, the links that a law asks for, and the short status message. */

import type { Parts } from "../../types/parts.ts";
import type { DueLink } from "../../types/rule.ts";
import type { Mounted, Stage } from "../../types/stage.ts";
import type { Words } from "../../types/words-panel.ts";
import css from "./css/trigger.css?inline";
import { element } from "./dom.ts";
import { icon, optOutIcon } from "./icon.ts";
import { status } from "./signal.ts";
import { fixedIn } from "./wording.ts";

/** How long a status message stands; it holds no action (WCAG 2.2.1). */
const standsMs = 6000;
/** How long the region stands empty before its text, so that screen readers hear it. */
const heardAfterMs = 300;

const regions = new WeakMap<Stage, HTMLElement>();
function regionOf(stage: Stage): HTMLElement {
	const known = regions.get(stage);
	if (known) return known;
	const region = element("div", "told", { role: "status" });
	stage.dress!(undefined, css).append(region);
	regions.set(stage, region);
	return region;
}

export const tell: Parts["trigger"]["tell"] = (stage, ...given) => {
	// The button goes in front of this region, and the status makes room for it.
	regionOf(stage);
	return status(stage, ...given);
};

let timer: ReturnType<typeof setTimeout>;

export const say: Parts["trigger"]["say"] = (stage, words, message) => {
	const region = regionOf(stage);
	const hasButton = !!region.parentNode?.querySelector(".again");
	const key = message !== "saved" ? message : stage.isKept === false ? "notKept" : hasButton ? "savedHere" : "saved";
	const isGood = key === "saved" || key === "savedHere";
	clearTimeout(timer);
	timer = setTimeout(() => {
		region.replaceChildren(...(isGood ? [icon("tick")] : []), words.status[key]);
		timer = setTimeout(() => region.replaceChildren(), standsMs);
	}, heardAfterMs);
};

/** What stands on a link that is due; the icon only beside the words that it belongs to (11 CCR 7015). */
function labelOf(stage: Stage, words: Words, due: DueLink): (Node | string)[] {
	const { doNotSell, limitSensitive, privacyChoices } = fixedIn(stage, words);
	if (due === "privacy-choices") return [privacyChoices, optOutIcon()];
	return [due === "limit" ? limitSensitive : doNotSell];
}

/** Puts the words of a link that is due on the page's own openers, and the button there unless `isFloating` is false. */
export function mount(stage: Stage, words: Words, isFloating: boolean): Mounted {
	const { consent, law } = stage;
	const due = law.place?.link;
	const undo: (() => void)[] = [];
	if (due)
		for (const opener of document.querySelectorAll("[data-yoursay-open][data-yoursay-label]")) {
			const own = [...opener.childNodes];
			opener.replaceChildren(...labelOf(stage, words, due));
			undo.push(() => opener.replaceChildren(...own));
		}
	if (isFloating) {
		const button = element("button", `again ${due ? "due" : ""}`, {
			type: "button",
			"data-yoursay-action": "preferences",
		});
		if (due) button.append(...labelOf(stage, words, due));
		else {
			button.append(icon("speech"));
			button.ariaLabel = words.common.privacyChoices;
		}
		button.addEventListener("click", () => consent.open("preferences"));
		regionOf(stage).before(button);
		undo.push(
			// A link that is due stands from the beginning.
			consent.subscribe(({ decided }) => {
				button.hidden = !due && !decided;
			}),
			() => button.remove(),
		);
	}
	return { dispose: () => void undo.splice(0).map((each) => each()) };
}
