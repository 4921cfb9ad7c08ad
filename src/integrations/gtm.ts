/** Tag managers that read `dataLayer`, as Google's does: one event after every change, with the state in it. */
import type { GtmOptions } from "../../types/config.ts";
import type { Tell } from "../../types/parts.ts";
import type { Method } from "../../types/record.ts";
import { follow } from "../core/follow.ts";

const actions: Partial<Record<Method, string>> = {
	"accept-all": "accept",
	"reject-all": "reject",
	close: "reject",
	always: "save",
};

type States = Record<string, "granted" | "denied">;

/** Pushes an event with everything denied at first, then one after each change. Neither the record nor its id is in it. */
export const tell: Tell<GtmOptions> = (told, options) => {
	const { consent, settings } = told;
	const page = window as unknown as { dataLayer?: unknown[] };
	// Google's own keys and ours: a purpose of such a name must not take their place.
	const keyOf = (id: string) => (/^(event|gtm|ecommerce|consent_)/.test(id) ? `consent_${id}` : id);
	const states = (allows: (purpose: string) => boolean): States =>
		Object.fromEntries(
			settings.purposes
				.filter(({ required }) => !required)
				.map(({ id }) => [keyOf(id), allows(id) ? "granted" : "denied"]),
		);
	const say = (next: States, method?: Method | null) =>
		// Always afresh: a page may set up its list anew.
		(page.dataLayer ??= []).push({
			consent_action: method ? (actions[method] ?? method) : "default",
			consent_version: settings.revision,
			...next,
			event: (options as GtmOptions).event || "consent_update",
		});

	const denied = states(() => false);
	say(denied);
	return follow(
		told,
		"gtm",
		denied,
		() => states(consent.allows),
		(next, _, { method }) => say(next, method),
	);
};
