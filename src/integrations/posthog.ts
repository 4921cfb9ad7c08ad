/** PostHog: opts in and out of capturing, by the methods that its library has for that. */
import type { OnePurpose } from "../../types/config.ts";
import type { Tell } from "../../types/parts.ts";
import { arrive } from "../core/arrive.ts";
import { follow } from "../core/follow.ts";

type Method = "opt_in_capturing" | "opt_out_capturing" | "clear_opt_in_out_capturing";
type Library = { __loaded?: boolean } & Record<Method, (options?: object) => unknown>;
/** A list of calls where the page's snippet is, until the library has taken them over. */
type PostHog = Library | unknown[];

export const tell: Tell<OnePurpose> = (told, options) => {
	const { consent, report } = told;
	const { purpose = "analytics" } = options as OnePurpose;
	const page = window as unknown as { posthog?: PostHog };
	/** What PostHog should hear, once that is certain, and what it heard last. */
	let method: Method | undefined;
	let heard: Method | undefined;
	let isOver = false;

	/** False where PostHog cannot be told yet: before `init` its library would keep the answer under a wrong name. */
	function say(posthog = page.posthog): boolean {
		const isList = Array.isArray(posthog);
		if (!method || (!isList && posthog?.__loaded !== true)) return false;
		if (method === heard || isOver) return true;
		heard = method;
		// Nobody's statistics want an event for each yes.
		const given = method === "opt_in_capturing" ? [{ captureEventName: false }] : [];
		if (isList) posthog.push([method, ...given]);
		else posthog[method](...given);
		return true;
	}

	const fail = (cause: unknown) => report("integration-failed", "posthog", cause);
	const use = (given: PostHog) => {
		if (say(given)) return true;
		// Whoever reads it now may be about to call `init`.
		Promise.resolve()
			.then(() => say(given))
			.catch(fail);
		return false;
	};
	const stopWaiting = arrive<PostHog>("posthog", use, fail);
	const stopFollowing = follow<Method | undefined>(
		told,
		"posthog",
		undefined,
		({ decidedAt, purposes }) => {
			if (consent.allows(purpose)) return "opt_in_capturing";
			const isAnswered = decidedAt && purposes[purpose] !== "not-asked";
			// An answer that lapsed, PostHog forgets as well.
			return isAnswered ? "opt_out_capturing" : "clear_opt_in_out_capturing";
		},
		(next) => {
			method = next;
			say();
		},
	);
	return () => {
		isOver = true;
		stopWaiting();
		stopFollowing();
	};
};
