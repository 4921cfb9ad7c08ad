const space = "http://www.w3.org/2000/svg";

/** Drawings of a 24 grid; each is one path. */
export const paths = {
	close: "m6 6 12 12M18 6 6 18",
	chevron: "m6 9 6 6 6-6",
	tick: "m5 12.5 4.5 4.5L19 7.5",
	play: "M8 5.5v13l10.5-6.5L8 5.5Z",
	speech: "M8.5 4h7a6.5 6.5 0 0 1 0 13h-3L8 21v-4.02A6.5 6.5 0 0 1 8.5 4Z",
} as const;

/** A decorative icon; its meaning is always said in words beside it. */
export function icon(name: keyof typeof paths): SVGSVGElement {
	const svg = document.createElementNS(space, "svg");
	svg.setAttribute("viewBox", "0 0 24 24");
	svg.setAttribute("aria-hidden", "true");
	const path = document.createElementNS(space, "path");
	path.setAttribute("d", paths[name]);
	svg.append(path);
	if (name === "speech") {
		const dot = document.createElementNS(space, "circle");
		for (const [key, value] of Object.entries({ cx: "15.5", cy: "10.5", r: "2.75" })) dot.setAttribute(key, value);
		svg.append(dot);
	}
	return svg;
}
