/** Views as elements of the page: `<your-say-preferences>`, `<your-say-policy>`, `<your-say-rights>`. Free of side effects. */
import type { Consent } from "../types/consent.ts";
import type { RightsElement, ViewElement } from "../types/elements.ts";
import { stageOf } from "./core/stages.ts";
import { join } from "./ui/in-page.ts";

/** In the place of one that has left: a desk that is still on its way joins no more. */
const left = { renew() {}, leave() {} };

/**
 * Registers the elements, once for each page, and has those without a `consent` of their own show this one's. Each view's
 * code is fetched when an element of it appears. Calling it again, and where there is no document, does nothing.
 * @returns its undo: the elements show their own content again, or the consent that was defined before
 * @throws PrivacyError `consent-foreign` where the consent is not of this copy's `createConsent`
 */
export function define(consent: Consent): () => void {
	const stage = stageOf(consent);
	if (typeof document !== "object") return () => {};
	const leave = () => {
		stage.inPage?.leave();
		stage.inPage = left;
	};
	if (!stage.inPage || stage.inPage === left) {
		stage.inPage = join(consent, async (view) => (await stage.desk()).draw(view));
		stage.onDispose(leave);
	}
	return leave;
}

declare global {
	interface HTMLElementTagNameMap {
		"your-say-preferences": ViewElement;
		"your-say-policy": ViewElement;
		"your-say-rights": RightsElement;
	}
	interface HTMLElementEventMap {
		"yoursay:shown": CustomEvent<null>;
	}
	/** Svelte's own place for elements. */
	namespace svelteHTML {
		interface IntrinsicElements {
			"your-say-preferences": { consent?: Consent; "on:yoursay:shown"?: (event: CustomEvent<null>) => void };
			"your-say-policy": { consent?: Consent; "on:yoursay:shown"?: (event: CustomEvent<null>) => void };
			"your-say-rights": {
				consent?: Consent;
				kind?: RightsElement["kind"];
				"on:yoursay:shown"?: (event: CustomEvent<null>) => void;
			};
		}
	}
}

export type { RightsElement, ViewElement };
