import { onScopeDispose, readonly, ref } from "vue";
import { createConsent } from "yoursay";
import { define } from "yoursay/elements";

export const consent = createConsent({ purposes: ["analytics"] });
define(consent);
consent.open("ask");

/** Whether a purpose is allowed, followed for as long as the component that asks is mounted. */
export function useAllowed(purpose: string) {
	const isAllowed = ref(false);
	// Called at once, and returns its undo.
	onScopeDispose(consent.subscribe(() => (isAllowed.value = consent.allows(purpose))));
	return readonly(isAllowed);
}
