const space = "http://www.w3.org/2000/svg";

/** Drawings of a 24 grid; each is one path. */
export const paths = {
	close: "m6 6 12 12M18 6 6 18",
	chevron: "m6 9 6 6 6-6",
	tick: "m5 12.5 4.5 4.5L19 7.5",
	play: "M8 5.5v13l10.5-6.5L8 5.5Z",
	speech: "M8.5 4h7a6.5 6.5 0 0 1 0 13h-3L8 21v-4.02A6.5 6.5 0 0 1 8.5 4Z",
} as const;

/** A decorative drawing: its meaning is always said in words beside it. */
function draw(viewBox: string, ...shapes: Record<string, string>[]): SVGSVGElement {
	const make = <Name extends "svg" | "path">(name: Name, attributes: Record<string, string>) => {
		const made = document.createElementNS(space, name);
		for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
		return made;
	};
	const svg = make("svg", { viewBox, "aria-hidden": "true" });
	svg.append(...shapes.map((shape) => make("path", shape)));
	return svg;
}

const dot = { d: "M15.5 7.75a2.75 2.75 0 1 0 .01 0Z", fill: "currentColor", stroke: "none" };

export const icon = (name: keyof typeof paths): SVGSVGElement =>
	draw("0 0 24 24", { d: paths[name] }, ...(name === "speech" ? [dot] : []));

/** The opt-out icon (11 CCR 7015): a pill, white with a blue tick and blue with a white cross, as high as the text beside it. */
export function optOutIcon(): SVGSVGElement {
	const [blue, white] = ["#06f", "#fff"];
	const line = { fill: "none", "stroke-width": "1.7", "stroke-linecap": "round", "stroke-linejoin": "round" };
	const svg = draw(
		"0 0 30 14",
		{ d: "M7 0h16a7 7 0 0 1 0 14H7A7 7 0 0 1 7 0Z", fill: blue, stroke: "none" },
		{ d: "M7 1.2h9.8l-3.2 11.6H7A5.8 5.8 0 0 1 7 1.2Z", fill: white, stroke: "none" },
		{ d: "m5.5 7.2 2.3 2.4 4-5.1", stroke: blue, ...line },
		{ d: "m18.6 4.5 5 5m0-5-5 5", stroke: white, ...line },
	);
	// It may stand in the page as well, where none of our style sheets reaches.
	for (const [name, value] of Object.entries({
		display: "inline-block",
		"inline-size": "2.143em",
		"block-size": "1em",
		"margin-inline-start": ".4em",
		"vertical-align": "-.125em",
	}))
		svg.style.setProperty(name, value);
	return svg;
}
