import type { Stage } from "../../types/stage.ts";

/** The theme that holds here now. */
export const themeOf = ({ settings: { theme } }: Stage) =>
	theme === "auto" ? (matchMedia("(prefers-color-scheme:dark)").matches ? "dark" : "light") : theme;

/** Gives an element its open shadow root, language, theme and these styles; a second call adds what is new. */
export function styled(stage: Stage, element: HTMLElement, ...styles: string[]): ShadowRoot {
	const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
	const sheets = (stage.sheets ??= new Map());
	for (const text of styles) {
		let sheet = sheets.get(text);
		if (!sheet) {
			sheets.set(text, (sheet = new CSSStyleSheet()));
			sheet.replaceSync(text);
		}
		if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
	}
	element.lang = stage.language;
	element.dataset.theme = themeOf(stage);
	return root;
}
