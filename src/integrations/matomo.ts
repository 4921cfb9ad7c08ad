/** Matomo: its consent for tracking, or for cookies alone, as its guide to tracking and cookie consent has it. */
import type { MatomoOptions } from "../../types/config.ts";
import type { Tell } from "../../types/parts.ts";
import { follow } from "../core/follow.ts";

type Call = [name: string];
/** A list of calls until Matomo's file has loaded. */
type Queue = { push(call: Call): unknown };

/** What asks for consent, gives it and takes it back. Matomo need not remember it: it is told on each page. */
const names = {
	tracking: ["requireConsent", "setConsentGiven", "forgetConsentGiven"],
	cookies: ["requireCookieConsent", "setCookieConsentGiven", "forgetCookieConsentGiven"],
} as const;

export const tell: Tell<MatomoOptions> = (told, options) => {
	const { purpose = "analytics", mode = "tracking" } = options as MatomoOptions;
	const [require, give, forget] = names[mode];
	const page = window as unknown as { _paq?: Queue | Call[] };
	/** The latest yes; Matomo's file empties it as it hears it. */
	let yes: Call | undefined;
	/** Always afresh: Matomo's file puts an object in the place of the list. */
	const queue = () => (page._paq ??= []);

	const early = queue();
	// Once Matomo's file is there, what requires consent comes too late.
	if (Array.isArray(early) && !early.some((each) => each?.[0] === require)) early.push([require]);
	return follow(
		told,
		"matomo",
		false,
		() => told.consent.allows(purpose),
		(isGiven, wasGiven) => {
			// A refusal says nothing: Matomo would remember for decades, in a cookie, what is taken back.
			if (isGiven === wasGiven) return;
			const calls = queue();
			const at = Array.isArray(calls) ? calls.indexOf(yes!) : -1;
			if (isGiven) calls.push((yes = [give]));
			// Out of a list Matomo hears the yes first, wherever it stands: one that it has not heard yet is taken out again.
			else if (at >= 0) (calls as Call[]).splice(at, 1);
			else calls.push([forget]);
		},
	);
};
