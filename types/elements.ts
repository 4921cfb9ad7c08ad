import type { Consent } from "./consent.ts";
import type { RightsRequest } from "./request.ts";
import type { Mounted } from "./stage.ts";

/** What can be a part of the page: `<your-say-preferences>`, `<your-say-policy>`, `<your-say-rights>`. */
export type InPageView = "preferences" | "policy" | "rights";

/** Gets all that a view needs; what comes back draws it in an element, which may be gone, or another's, by then. */
export type DrawView = (view: InPageView) => Promise<(element: HTMLElement) => Mounted>;

/**
 * A view as a part of the page. Its own content is what is there until it is drawn, or where it cannot be; with
 * `slot="start"` or `slot="end"` it stands above or below the view. Each time its view stands it fires `yoursay:shown`,
 * which bubbles.
 */
export interface ViewElement extends HTMLElement {
	/** Whose view it shows. @default that which was defined last and still stands */
	consent: Consent | undefined;
}

/** `<your-say-rights>`: the request form. */
export interface RightsElement extends ViewElement {
	/** The right the form begins at, also as the attribute; read when the form is drawn. @default the list of rights */
	kind: RightsRequest["kind"] | undefined;
}
