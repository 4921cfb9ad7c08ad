import { describe, expect, it } from "vitest";
import { accent, contrast, derive } from "../../../src/ui/accent.ts";

const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
const surfaces = { light: rgb("#ffffff"), dark: rgb("#1c1c20") };
const none = "inset 0 0 #0000";
/** The design prints one digit. */
const sameRatio = (ratio: number, printed: number) => expect(Math.abs(ratio - printed)).toBeLessThan(0.06);

/** Label and its contrast; for light and dark, ink and its contrast, and the fill's where it gets an edge. */
const table: [
	name: string,
	accent: string,
	label: "#fff" | "#000",
	ratio: number,
	light: [string, number, edge?: number],
	dark: [string, number, edge?: number],
][] = [
	["indigo", "#4f46e5", "#fff", 6.3, ["#4f46e5", 6.3], ["#847eed", 5.0, 2.7]],
	["teal", "#0d7a6f", "#fff", 5.2, ["#0d7a6f", 5.2], ["#399289", 4.6]],
	["yellow", "#ffd400", "#000", 14.7, ["#856e00", 5.0, 1.4], ["#ffd400", 11.9]],
	["orange", "#ff5a1f", "#000", 6.7, ["#c24418", 5.1], ["#ff5a1f", 5.5]],
	["sky", "#8ec5ff", "#000", 11.6, ["#527294", 5.0, 1.8], ["#8ec5ff", 9.4]],
	["white", "#ffffff", "#000", 21, ["#757575", 4.6, 1.0], ["#ffffff", 17.0]],
	["black", "#0a0a0a", "#fff", 19.8, ["#0a0a0a", 19.8], ["#8e8e8e", 5.2, 1.2]],
	["grey", "#7c7c7c", "#000", 5.0, ["#757575", 4.6], ["#848484", 4.5]],
];

describe.each(table)("the accent %s %s", (_, hex, label, ratio, ...themes) => {
	it.each(["light", "dark"] as const)("has label, ink and edge of the design, %s", (theme) => {
		const [ink, inkRatio, edge] = themes[theme === "light" ? 0 : 1]!;
		const derived = derive(rgb(hex), theme === "dark");
		expect(derived.on).toBe(label);
		sameRatio(contrast(rgb(hex), label === "#fff" ? [1, 1, 1] : [0, 0, 0]), ratio);
		expect(derived.ink).toBe(
			`rgb(${rgb(ink)
				.map((part) => Math.round(part * 255))
				.join()})`,
		);
		sameRatio(contrast(rgb(ink), surfaces[theme]), inkRatio);
		expect(derived.edge).toBe(edge ? `inset 0 0 0 1px ${derived.ink}` : none);
		if (edge) sameRatio(contrast(rgb(hex), surfaces[theme]), edge);
	});
});

it("whatever the accent, label and ink are readable and the fill has a visible edge", () => {
	for (let red = 0; red <= 255; red += 17)
		for (let green = 0; green <= 255; green += 17)
			for (let blue = 0; blue <= 255; blue += 17)
				for (const theme of ["light", "dark"] as const) {
					const color = [red, green, blue].map((part) => part / 255);
					const { on, ink, edge } = derive(color, theme === "dark");
					const printed = ink.match(/\d+/g)!.map((part) => Number(part) / 255);
					const what = `rgb(${red},${green},${blue}) ${theme}`;
					if (contrast(color, on === "#fff" ? [1, 1, 1] : [0, 0, 0]) < 4.5) expect.fail(`${what}: label`);
					if (contrast(printed, surfaces[theme]) < 4.45) expect.fail(`${what}: ink`);
					const fill = contrast(color, surfaces[theme]);
					// The surface is rounded in the code; on the line itself both are right.
					if (Math.abs(fill - 3) > 0.02 && fill < 3 === (edge === none)) expect.fail(`${what}: edge`);
				}
});

it("contrast is the same both ways round, from 1 to 21", () => {
	expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21, 5);
	expect(contrast([1, 1, 1], [0, 0, 0])).toBeCloseTo(21, 5);
	expect(contrast([0.3, 0.5, 0.7], [0.3, 0.5, 0.7])).toBe(1);
});

describe("an accent of the page", () => {
	/** An element as far as the accent goes: `printed` is how the browser prints the mixed colour. */
	function paint(given: string, printed: string, theme = "light") {
		const set: Record<string, string> = {};
		const style = { color: "", setProperty: (name: string, value: string) => void (set[name] = value) };
		const host = { style, dataset: { theme } } as unknown as HTMLElement;
		const computed = { getPropertyValue: () => given, color: printed } as unknown as CSSStyleDeclaration;
		const isRead = accent(host, computed);
		return { isRead, set, left: style.color };
	}

	it("sets the tokens, the fill untouched", () => {
		expect(paint(" gold ", "color(srgb 1 0.831373 0)")).toEqual({
			isRead: true,
			set: {
				"--fill": "gold",
				"--on-fill": "#000",
				"--ink": "rgb(133,110,0)",
				"--fill-edge": "inset 0 0 0 1px rgb(133,110,0)",
				"--hover": "rgb(255 255 255/.22)",
			},
			left: "",
		});
	});

	it("follows the theme", () => {
		expect(paint("#ffd400", "color(srgb 1 0.831373 0)", "dark").set["--fill-edge"]).toBe(none);
	});

	it("sets nothing where there is none", () => {
		expect(paint("", "rgb(0, 0, 0)")).toEqual({ isRead: true, set: {}, left: "" });
	});

	it("that does not parse is refused and leaves the default fill", () => {
		expect(paint("bluish", "rgb(27, 27, 31)")).toEqual({ isRead: false, set: { "--fill": "#1b1b1f" }, left: "" });
	});
});
