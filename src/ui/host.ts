import type { Stage } from "../../types/parts.ts";
import { accent } from "./accent.ts";

/** Gives an element its open shadow root with these styles; a second call adds what is new. */
export function styled(element: HTMLElement, stage: Stage, ...styles: string[]): ShadowRoot {
	const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
	for (const text of styles) {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(text);
		root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
	}
	if (element.dataset.theme) return root;
	element.lang = stage.language;
	const dark = matchMedia("(prefers-color-scheme: dark)");
	const paint = () => {
		const { theme } = stage.settings;
		element.dataset.theme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
	};
	paint();
	dark.addEventListener("change", paint);
	stage.onDispose(() => dark.removeEventListener("change", paint));
	return root;
}

/** The root of `<your-say>`: first in `body`, so that it is the first Tab stop, and put back when a router swaps `body`. */
export function rootOf(stage: Stage, ...styles: string[]): ShadowRoot {
	const isNew = !stage.host;
	const host = (stage.host ??= document.createElement("your-say"));
	const attach = () => {
		if (!host.isConnected) document.body?.prepend(host);
	};
	attach();
	const root = styled(host, stage, ...styles);
	if (isNew) {
		const router = new MutationObserver(attach);
		router.observe(document.documentElement, { childList: true });
		stage.onDispose(() => {
			router.disconnect();
			host.remove();
		});
		if (!accent(host)) stage.report("accent-unreadable");
	}
	return root;
}
