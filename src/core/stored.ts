import type { Consent } from "../../types/consent.ts";
import type { Stage } from "../../types/stage.ts";
import { createConsent } from "./consent.ts";
import { decode, isChoice, rank } from "./storage.ts";

/** The newest choice among cookies, in the form of `document.cookie` or a `Cookie` header. */
export function choiceAmong(all: string, key: string): string | undefined {
	const name = `${key}=`;
	const [text] = all
		.split(/; */)
		.flatMap((pair) => (pair.startsWith(name) ? pair.slice(name.length) : []))
		.filter(isChoice)
		.sort((a, b) => rank(b) - rank(a));
	return text;
}

/**
 * A consent as the cookie alone tells it: the same on a server and in the browser that sent it, wherever the visitor is.
 * @param language that both know
 */
export function storedOf(stage: Stage, language: string): Consent {
	const { consent, core } = createConsent({ ...stage, language });
	core.settings = stage.settings;
	core.mark = "stored";
	core.signal = stage.law.signal;
	if (stage.stored) core.choice = decode(stage.stored);
	const { signals } = stage.consent.snapshot();
	return { ...stage.consent, allows: consent.allows, snapshot: () => ({ ...consent.snapshot(), signals }) };
}
