import type { PolicyReference } from "../../types/config.ts";
import type { View } from "../../types/consent.ts";
import type { Core } from "../../types/core.ts";
import type { Stage } from "../../types/stage.ts";

/** Lets the first layer stand while something is undecided, and answers the page's own `data-yoursay-open`, as long as `life` lasts. */
export function startAsking(stage: Stage, core: Core, life: AddEventListenerOptions): void {
	const { consent, desk } = stage;
	const opener = "[data-yoursay-open]";
	const wake = () => void desk().catch(() => {}); // reported by load

	consent.subscribe(({ decided }) => {
		if (!decided && !core.isHeeded())
			stage.ask ??= stage
				.load("ask")
				.then((part) => part.mount(stage))
				.catch(() => undefined); // reported by load
		else {
			stage.ask = void stage.ask?.then((layer) => layer?.dispose());
			if (!decided)
				desk().then(
					(part) => part.heed(core),
					() => {}, // reported by load
				);
		}
	});

	const listen = (event: Event) => {
		const view = (event.target as Element).closest?.<HTMLElement>(opener)?.dataset.yoursayOpen as View;
		if (!view) return;
		if (event.type !== "click") wake();
		else {
			event.preventDefault();
			consent.open(view);
		}
	};
	document.addEventListener("click", listen, life);
	document.addEventListener("pointerover", listen, life);

	const whenLoaded = () =>
		((stage.settings.trigger ?? !document.querySelector(opener)) ||
			core.place?.link ||
			(stage.settings.policy as PolicyReference)?.versions) &&
		wake();
	if (document.readyState === "complete") whenLoaded();
	else addEventListener("load", whenLoaded, life);
}
