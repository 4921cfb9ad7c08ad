import type { Stage } from "../../types/parts.ts";

/** Lets the first layer stand while something is undecided, and answers the page's own `data-yoursay-open`. */
export function startAsking(stage: Stage): void {
	const { consent, desk, load, onDispose, settings } = stage;
	const opener = "[data-yoursay-open]";
	const wake = () => void desk().catch(() => {}); // reported by load

	onDispose(
		consent.subscribe(({ decided }) => {
			if (decided) stage.ask = void stage.ask?.then((layer) => layer.dispose()).catch(() => {});
			else if (!stage.ask) {
				stage.ask = load("ask").then((part) => part.mount(stage));
				// The desk is fetched at once, but after the layer, so that it never competes with it.
				stage.ask.then(async (layer) => (await desk()).attend(layer)).catch(() => {}); // reported by load
			}
		}),
	);

	const listen = (event: Event) => {
		const element = (event.target as Element).closest?.<HTMLElement>(opener);
		if (!element) return;
		const view = element.dataset.yoursayOpen as "preferences";
		wake();
		// A view that this build lacks leaves a link its own address.
		if (event.type !== "click" || (view !== "preferences" && element.closest("a"))) return;
		event.preventDefault();
		consent.open(view);
	};
	for (const name of ["click", "pointerover"]) {
		document.addEventListener(name, listen);
		onDispose(() => document.removeEventListener(name, listen));
	}

	const whenLoaded = () => (settings.trigger ?? !document.querySelector(opener)) && wake();
	if (document.readyState === "complete") whenLoaded();
	else addEventListener("load", whenLoaded);
	onDispose(() => removeEventListener("load", whenLoaded));
}
