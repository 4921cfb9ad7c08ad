/** The floating button that opens the preferences again, and the short status message beside it. */
import type { Mounted, Parts, Stage } from "../../types/parts.ts";
import type { Words } from "../../types/words.ts";
import { rootOf } from "./attend.ts";
import base from "./css/base.css?inline";
import css from "./css/trigger.css?inline";
import { element } from "./dom.ts";
import { icon } from "./icon.ts";

/** How long a status message stands; it holds no action (WCAG 2.2.1). */
const standsMs = 6000;
/** How long the region stands empty before its text, so that screen readers hear it. */
const heardAfterMs = 300;

const regions = new WeakMap<Stage, HTMLElement>();
function regionOf(stage: Stage): HTMLElement {
	const known = regions.get(stage);
	if (known) return known;
	const region = element("div", "told", { role: "status" });
	rootOf(stage, base, css).append(region);
	regions.set(stage, region);
	return region;
}

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

export function mount(stage: Stage, words: Words): Mounted {
	const region = regionOf(stage);
	const button = element("button", "again", {
		type: "button",
		"aria-label": words.common.privacyChoices,
		"data-yoursay-action": "preferences",
	});
	button.append(icon("speech"));
	button.addEventListener("click", () => stage.consent.open("preferences"));
	region.before(button);
	const stop = stage.consent.subscribe(({ decided }) => {
		button.hidden = !decided;
	});
	return {
		dispose() {
			stop();
			button.remove();
		},
	};
}
