/** Integrations as imports of an application: each file gives one `connect`, bundled where it is imported. */
import type { Consent } from "../../types/consent.ts";
import type { Tell } from "../../types/parts.ts";
import { stageOf } from "../core/stages.ts";

/**
 * Has one vendor told the default at once, then each choice, until the undo is called or the consent is disposed. Where
 * there is no document it does nothing. Call it before the vendor's own tag runs.
 * @throws PrivacyError `consent-foreign` where the consent is not of this copy's `createConsent`
 */
export type Connect<Options> = (consent: Consent, options?: true | Options) => () => void;

export function connecting<Options>(name: string, tell: Tell<Options>): Connect<Options> {
	return (consent, options = true) => {
		const stage = stageOf(consent);
		let undo: (() => void) | undefined;
		const leave = () => {
			undo?.();
			undo = undefined;
		};
		if (typeof document !== "object") return leave;
		try {
			// Nobody is asked by itself in an application.
			undo = tell({ ...stage, ask: Promise.resolve(undefined) }, options);
			stage.onDispose(leave);
		} catch (cause) {
			stage.report("integration-failed", name, cause);
		}
		return leave;
	};
}
