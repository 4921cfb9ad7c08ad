import { attempt } from "./errors.ts";

/**
 * A copy that runs, of a held script that `innerHTML` made and that never would as it is. Where Trusted Types forbid
 * the copy, the script itself: under them, pages cannot make scripts by `innerHTML` either.
 */
export function revive(script: HTMLScriptElement): HTMLScriptElement {
	const copied = attempt(() => {
		const copy = document.createElement("script");
		for (const { name, value } of script.attributes) copy.setAttribute(name, value);
		copy.text = script.text;
		copy.nonce = script.nonce;
		return copy;
	});
	return copied ?? script;
}
