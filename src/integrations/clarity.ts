/** Microsoft Clarity, by its Consent API v2: two types, independent of each other, and both in every call. */
import type { ClarityOptions } from "../../types/config.ts";
import type { Tell } from "../../types/parts.ts";
import { follow } from "../core/follow.ts";

interface Clarity {
	(...call: unknown[]): void;
	/** Calls that wait for Microsoft's file. */
	q?: unknown[][];
	/** Microsoft's file has loaded. */
	v?: string;
}

type States = Record<string, "granted" | "denied">;

/** Tells Clarity `consentv2`: everything denied at first, then each choice. */
export const tell: Tell<ClarityOptions> = (told, options) => {
	const types = { ad_Storage: "marketing", analytics_Storage: "analytics", ...(options as ClarityOptions).types };
	const page = window as unknown as { clarity?: Clarity };
	const states = (allows: (purpose: string) => boolean): States =>
		Object.fromEntries(Object.entries(types).map(([type, purpose]) => [type, allows(purpose) ? "granted" : "denied"]));
	const say = (next: States) => {
		// Always afresh: Microsoft's file puts a function of its own there, and takes it away whenever it starts anew.
		const clarity: Clarity = (page.clarity ??= (...call) => (page.clarity!.q ??= []).push(call));
		const waiting = clarity.q?.findLast(([method]) => method === "consentv2");
		// A no that is heard first, even just before the yes, makes Clarity forget whom it knew: only the latest may wait.
		if (waiting) waiting[1] = next;
		else clarity("consentv2", next);
	};

	// For the same reason one that runs already hears nothing before the stored choice is read.
	const denied = page.clarity?.v ? undefined : states(() => false);
	if (denied) say(denied);
	return follow<States | undefined>(
		told,
		"clarity",
		denied,
		() => states(told.consent.allows),
		(next) => say(next!),
	);
};
