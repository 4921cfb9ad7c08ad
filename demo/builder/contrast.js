// How readable an accent is, as the widget itself makes it so: its own code derives label, ink and ring on the samples.
import { make } from "/builder/dom.js";
import { accent, contrast } from "/builder/widget.js";

const colour = (element, name) => {
	// Mixing a colour with itself makes browsers print it as color(srgb …), whatever it was written as.
	const value = getComputedStyle(element).getPropertyValue(name).trim();
	element.style.color = `color-mix(in srgb, ${value}, ${value})`;
	const parts = getComputedStyle(element)
		.color.match(/srgb (\S+) (\S+) (\S+?)[ )]/)
		?.slice(1)
		.map(Number);
	element.style.color = "";
	return parts ?? [0, 0, 0];
};

const ratio = (element, a, b) => Math.floor(contrast(colour(element, a), colour(element, b)) * 10) / 10;

/** Shows the accent on the samples, one for each theme; hides them where there is none. */
export function showContrast(samples, value) {
	samples.hidden = !value;
	if (!value) return;
	for (const sample of samples.children) {
		sample.style.setProperty("--yoursay-accent", value);
		const isRead = accent(sample, getComputedStyle(sample));
		if (!isRead) continue;
		const label = getComputedStyle(sample).getPropertyValue("--on-fill") === "#000" ? "Black" : "White";
		const ring = /0 0 0 1px/.test(getComputedStyle(sample).getPropertyValue("--fill-edge"));
		const facts = [
			`${label} label, ${ratio(sample, "--on-fill", "--fill").toFixed(1)} to 1`,
			`Switches and focus, ${ratio(sample, "--ink", "--surface").toFixed(1)} to 1`,
			ring ? "Buttons get a ring" : "No ring needed",
		];
		sample.querySelector("ul").replaceChildren(...facts.map((fact) => make("li", {}, fact)));
	}
}
