/** Adobe Experience Platform Web SDK: its command `setConsent`, in Adobe's own standard, version 1.0. */
import type { AdobeOptions } from "../../types/config.ts";
import type { Tell } from "../../types/parts.ts";
import { arrive } from "../core/arrive.ts";
import { follow } from "../core/follow.ts";

type General = "in" | "out";
type Alloy = (command: string, options: object) => unknown;

/** Adobe keeps the answer in a cookie of its own, from which a yes that lapsed here would hold on. */
function isRemembered() {
	try {
		return /kndctr_\w+_consent=general(=|%3D)in/.test(document.cookie);
	} catch {
		return false; // forbidden here, to Adobe as well
	}
}

export const tell: Tell<AdobeOptions> = (told, options) => {
	const { consent, report } = told;
	const { purpose = "analytics", instance = "alloy" } = options as AdobeOptions;
	const page = window as unknown as Record<string, Alloy>;
	/** What Adobe should hear, and what it heard last. */
	let general: General | undefined;
	let heard: General | undefined;
	let isThere = false;
	let isOver = false;

	const fail = (cause: unknown) => report("integration-failed", "adobe", cause);
	async function send(isLast?: boolean) {
		if (isOver) return;
		heard = general;
		try {
			// After the script that makes the function: it makes the list for the calls afterwards.
			await 0;
			await page[instance]!("setConsent", { consent: [{ standard: "Adobe", version: "1.0", value: { general } }] });
		} catch (cause) {
			// Before `configure` every command is refused.
			if (isLast) fail(cause);
			else setTimeout(send, 1000, true);
		}
	}
	const say = () => {
		if (isThere && general !== heard) send();
	};

	const use = (given: Alloy) => {
		isThere = typeof given === "function";
		say();
		return isThere;
	};
	const stopWaiting = arrive<Alloy>(instance, use, fail);
	const stopFollowing = follow<General | undefined>(
		told,
		"adobe",
		undefined,
		({ decidedAt, purposes }, before) => {
			if (consent.allows(purpose)) return "in";
			const isAnswered = decidedAt && purposes[purpose] !== "not-asked";
			// Whoever is yet to be asked is not told of: a no would throw away what waits for a yes.
			return isAnswered || before || isRemembered() ? "out" : undefined;
		},
		(next) => {
			general = next;
			say();
		},
	);
	return () => {
		isOver = true;
		stopWaiting();
		stopFollowing();
	};
};
