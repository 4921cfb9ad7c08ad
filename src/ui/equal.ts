/** For owners, on their own machine: whether both choices are rendered alike, and what of their accent had to be helped. */
import type { Parts } from "../../types/parts.ts";
import type { Stage } from "../../types/stage.ts";
import { contrast } from "./accent.ts";

/** What can make one of two buttons louder. */
const looks =
	"font-size font-weight font-style font-family letter-spacing text-transform text-decoration-line color background-color background-image border-top-width border-top-color border-top-left-radius opacity filter transform scale visibility".split(
		" ",
	);
/** Of labels, one may have at most so many times the letters of the other. */
const mostLetters = 2.5;

/** How far a colour stands out from another where `place` is, as "4.5:1"; nothing where one lets through what is behind it. */
function ratioOf(place: Element, color: string, behind: string): string {
	const probe = document.createElement("span");
	place.append(probe);
	const [front, back] = [color, behind].map((each) => {
		// Mixed with itself, every browser prints it as color(srgb r g b), however it was written.
		probe.style.color = `color-mix(in srgb,${each},${each})`;
		const parts = getComputedStyle(probe)
			.color.match(/[\d.]+/g)
			?.map(Number);
		return parts?.length === 3 ? parts : undefined;
	});
	probe.remove();
	return front && back ? `${contrast(front, back).toFixed(1)}:1` : "";
}

/** What the two differ in, each as "what: reject / accept". */
export function differences(view: HTMLElement): string[] {
	const [no, yes] = ["reject-all", "accept-all"].map((action) =>
		view.querySelector<HTMLElement>(`[data-yoursay-action=${action}]`),
	);
	const steps = [no, yes].map((button) => (button?.checkVisibility() ? 1 : 2));
	if (!no || !yes || steps[0] !== steps[1]) return [`steps: ${steps.join(" / ")}`];
	const found: string[] = [];
	const compare = (what: string, one: string, other: string) =>
		one !== other && found.push(`${what}: ${one} / ${other}`);
	const boxes = [no, yes].map((button) => button.getBoundingClientRect());
	const sizes = boxes.map(({ width, height }) => `${Math.round(width)} x ${Math.round(height)} px`);
	compare("size", sizes[0]!, sizes[1]!);
	const styles = [no, yes].map((button) => getComputedStyle(button));
	const labels = [no, yes].map((button) => getComputedStyle(button.querySelector("span") ?? button));
	for (const name of looks) {
		const [one, other] = styles.map((style) => style.getPropertyValue(name));
		compare(name, one!, other!);
		// What it inherits need not be told twice.
		if (one === other) compare(`label's ${name}`, labels[0]!.getPropertyValue(name), labels[1]!.getPropertyValue(name));
	}
	const ratios = [no, yes].map((button) => {
		const { color, backgroundColor } = getComputedStyle(button);
		return ratioOf(button, color, backgroundColor);
	});
	compare("contrast", ratios[0]!, ratios[1]!);
	const letters = [no, yes].map((button) => button.textContent!.trim().length);
	if (Math.max(...letters) > Math.min(...letters) * mostLetters) compare("letters", `${letters[0]}`, `${letters[1]}`);
	return found;
}

/** An accent that hardly stands out from the sheet, with its contrast; WCAG 2.2 asks 3:1 of what marks a control (1.4.11). */
function faintAccent(host: HTMLElement, theme: string | undefined): string | undefined {
	if (!getComputedStyle(host).getPropertyValue("--yoursay-accent").trim()) return undefined;
	const ratio = ratioOf(host.shadowRoot!.lastElementChild!, "var(--yoursay-accent)", "var(--surface)");
	return ratio && Number.parseFloat(ratio) < 3 ? `${ratio}, ${theme}` : undefined;
}

/** Reported once each. */
const told = new Set<string>();

export const inspect: Parts["equal"]["inspect"] = ({ host, report }: Stage, view) => {
	if (!view.isConnected) return; // gone while this file was on its way
	const tell = (code: "choice-unequal" | "accent-faint", where: string | undefined) => {
		if (!where || told.has(where)) return;
		told.add(where);
		report(code, where);
	};
	tell("choice-unequal", differences(view).join("; "));
	if (host) tell("accent-faint", faintAccent(host, host.dataset.theme));
};
