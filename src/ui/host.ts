import type { Stage } from "../../types/parts.ts";
import { accent } from "./accent.ts";

/** Gives an element its open shadow root, its theme and these styles; a second call adds what is new. */
export function styled(element: HTMLElement, stage: Stage, ...styles: string[]): ShadowRoot {
	const isNew = !element.shadowRoot;
	const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
	for (const text of styles) {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(text);
		root.adoptedStyleSheets.push(sheet);
	}
	if (isNew) {
		element.lang = stage.language;
		const { theme } = stage.settings;
		const dark = matchMedia("(prefers-color-scheme:dark)");
		const paint = () => {
			element.dataset.theme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
			if (!accent(element, getComputedStyle(element))) stage.report("accent-unreadable");
		};
		paint();
		dark.addEventListener("change", paint);
		stage.onDispose(() => dark.removeEventListener("change", paint));
	}
	return root;
}

/** The root of `<your-say>`: first in `body`, so that it is the first Tab stop, and put back when a router swaps `body`. */
export function rootOf(stage: Stage, ...styles: string[]): ShadowRoot {
	const isNew = !stage.host;
	const host = (stage.host ??= document.createElement("your-say"));
	const attach = () => host.isConnected || document.body?.prepend(host);
	if (isNew) {
		const router = new MutationObserver(attach);
		router.observe(document.documentElement, { childList: true });
		stage.onDispose(() => {
			router.disconnect();
			host.remove();
		});
	}
	attach();
	return styled(host, stage, ...styles);
}
