import { attempt } from "./errors.ts";

/**
 * A copy that runs, of a held script that came late and that would never run as it is, or may not. Whoever listens
 * to the script itself hears what becomes of its copy. Where Trusted Types forbid the copy, the script itself: under
 * them, pages cannot make scripts by `innerHTML` either.
 */
export function revive(script: HTMLScriptElement): HTMLScriptElement {
	const copied = attempt(() => {
		const copy = document.createElement("script");
		for (const { name, value } of script.attributes) copy.setAttribute(name, value);
		copy.text = script.text;
		copy.nonce = script.nonce;
		for (const type of ["load", "error"]) copy.addEventListener(type, () => script.dispatchEvent(new Event(type)));
		return copy;
	});
	return copied ?? script;
}

/** Puts copies in the place of all scripts within a held template that came late. */
export function reviveWithin({ content }: HTMLTemplateElement): void {
	for (const script of content.querySelectorAll<HTMLScriptElement>("script:not(svg *)"))
		script.replaceWith(revive(script));
}
