type Rgb = [number, number, number];

const luminance = (color: Rgb) => {
	const [r, g, b] = color.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as Rgb;
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** WCAG 2.2 contrast ratio of two sRGB colours with parts from 0 to 1. */
export function contrast(a: Rgb, b: Rgb): number {
	const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

const css = (color: Rgb) => `rgb(${color.map((part) => Math.round(part * 255)).join(" ")})`;

/**
 * What follows from the owner's colour: `on` is the label's colour on it (4.5:1), `ink` the same hue readable on each
 * theme's surface (4.5:1), `edge` a ring where the fill has less than 3:1 to the surface. Both choices use the same.
 */
export function derive(accent: Rgb): Record<"on" | "l-ink" | "l-edge" | "d-ink" | "d-edge", string> {
	const on = contrast(accent, [1, 1, 1]) >= 4.5 ? "#fff" : "#000";
	const theme = (surface: Rgb, toward: number) => {
		let ink = accent;
		for (let share = 0; contrast(ink, surface) < 4.5; share += 0.06)
			ink = accent.map((part) => part + (toward - part) * Math.min(1, share)) as Rgb;
		return [css(ink), contrast(accent, surface) < 3 ? `inset 0 0 0 1px ${css(ink)}` : "inset 0 0 #0000"] as const;
	};
	const [lightInk, lightEdge] = theme([1, 1, 1], 0);
	const [darkInk, darkEdge] = theme([28 / 255, 28 / 255, 32 / 255], 1);
	return { on, "l-ink": lightInk, "l-edge": lightEdge, "d-ink": darkInk, "d-edge": darkEdge };
}

/** Reads `--yoursay-accent` where the page set one and derives the rest on the host. False where it is no colour. */
export function accent(host: HTMLElement): boolean {
	const given = getComputedStyle(host).getPropertyValue("--yoursay-accent").trim();
	if (!given) return true;
	// Mixing a colour with itself makes every browser print it as color(srgb r g b), whatever it was written as.
	host.style.setProperty("color", `color-mix(in srgb, ${given}, ${given})`);
	const found = /srgb ([\d.]+) ([\d.]+) ([\d.]+)/.exec(getComputedStyle(host).color);
	host.style.removeProperty("color");
	if (!found) return false;
	host.style.setProperty("--accent", given);
	for (const [name, value] of Object.entries(derive([+found[1]!, +found[2]!, +found[3]!]))) host.style.setProperty(`--${name}`, value);
	return true;
}
