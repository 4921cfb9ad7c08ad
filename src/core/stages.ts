import type { Consent } from "../../types/consent.ts";
import type { Stage } from "../../types/stage.ts";
import { PrivacyError } from "./errors.ts";

/** By `ready`, which every copy of a consent's methods shares. */
const stages = new WeakMap<Consent["ready"], Stage>();

/** Has the other front doors find what this consent is made of. */
export const register = (consent: Consent, stage: Stage): unknown => stages.set(consent.ready, stage);

/** What a consent is made of; nothing where the script tag, or another copy, made it. */
export const findStage = (consent: Consent): Stage | undefined => stages.get(consent.ready);

/** What a consent is made of. @throws PrivacyError `consent-foreign` for one of another copy of yoursay, or none at all */
export function stageOf(consent: Consent): Stage {
	const stage = stages.get(consent?.ready);
	if (stage) return stage;
	throw new PrivacyError(
		"consent-foreign",
		"consent",
		"This is no consent of this copy of yoursay. Hand in what createConsent() returned; npm ls yoursay shows a second copy.",
	);
}
