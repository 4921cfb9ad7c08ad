type Rgb = number[];

const luminance = (color: Rgb) =>
	color.reduce(
		(sum, part, at) =>
			sum + [0.2126, 0.7152, 0.0722][at]! * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4),
		0.05,
	);

/** WCAG 2.2 contrast ratio of two sRGB colours with parts from 0 to 1. */
export const contrast = (a: Rgb, b: Rgb): number => {
	const ratio = luminance(a) / luminance(b);
	return ratio < 1 ? 1 / ratio : ratio;
};

/**
 * What follows from the owner's colour in a theme: `on` is the label's colour on it (4.5:1), `ink` the same hue
 * readable on the surface (4.5:1), `edge` a ring where the fill has less than 3:1 to it. Both choices use the same.
 */
export function derive(accent: Rgb, isDark: boolean): { on: string; ink: string; edge: string } {
	const surface = isDark ? [0.11, 0.11, 0.125] : [1, 1, 1];
	let mixed = accent;
	for (let share = 0; contrast(mixed, surface) < 4.5; share += 0.06)
		mixed = accent.map((part) => part + (+isDark - part) * share);
	const ink = `rgb(${mixed.map((part) => Math.round(part * 255)).join()})`;
	return {
		on: contrast(accent, [1, 1, 1]) < 4.5 ? "#000" : "#fff",
		ink,
		edge: contrast(accent, surface) < 3 ? `inset 0 0 0 1px ${ink}` : "inset 0 0 #0000",
	};
}

/** Reads `--yoursay-accent` where the page set one and derives the rest on the host. False where it is no colour. */
export function accent({ style, dataset }: HTMLElement, computed: CSSStyleDeclaration): boolean {
	const given = computed.getPropertyValue("--yoursay-accent").trim();
	// Mixing a colour with itself makes every browser print it as color(srgb r g b), whatever it was written as.
	style.color = given && `color-mix(in srgb,${given},${given})`;
	const [red, green, blue] = given
		? (computed.color
				.match(/srgb (\S+) (\S+) (\S+?)\)/)
				?.slice(1)
				.map(Number) ?? [])
		: [];
	style.color = "";
	const isDark = dataset.theme === "dark";
	if (blue === undefined) {
		if (given) style.setProperty("--fill", isDark ? "#f4f4f6" : "#1b1b1f");
		return !given;
	}
	const { on, ink, edge } = derive([red!, green!, blue], isDark);
	for (const [name, value] of Object.entries({
		fill: given,
		"on-fill": on,
		ink,
		"fill-edge": edge,
		hover: on === "#fff" ? "rgb(0 0 0/.14)" : "rgb(255 255 255/.22)",
	}))
		style.setProperty(`--${name}`, value);
	return true;
}
