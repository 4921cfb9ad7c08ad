/** TikTok's pixel: holds, then grants or revokes, by the calls that its base code names; it says little of what they do. */
import type { OnePurpose } from "../../types/config.ts";
import type { Tell } from "../../types/parts.ts";
import { arrive } from "../core/arrive.ts";
import { follow } from "../core/follow.ts";

type Call = "holdConsent" | "grantConsent" | "revokeConsent";
/** A list of calls until TikTok's file puts an object in its place; its base code gives the list methods that queue. */
type Pixel = Partial<Record<Call, () => void>> & Partial<unknown[][]>;

const isPixel = (given: unknown): given is Pixel =>
	Array.isArray(given) || typeof (given as Pixel | undefined)?.grantConsent === "function";

/** The latest of these calls that waits in the list. */
const lastOf = (pixel: Pixel) =>
	Array.isArray(pixel) && pixel.findLast((call) => /^(hold|grant|revoke)Consent$/.test(`${call?.[0]}`))?.[0];

const say = (pixel: Pixel, call: Call) => (pixel[call] ? pixel[call]() : pixel.push!([call]));

export const tell: Tell<OnePurpose> = (told, options) => {
	const { consent, report } = told;
	const { purpose = "marketing" } = options as OnePurpose;
	const page = window as unknown as { ttq?: unknown };
	let state: Call = "holdConsent";

	const fail = (cause: unknown) => report("integration-failed", "tiktok", cause);
	const use = (pixel: unknown) => {
		if (!isPixel(pixel)) return false;
		const last = lastOf(pixel);
		if (!last && state === "grantConsent") say(pixel, "holdConsent");
		if (last !== state) say(pixel, state);
		// The snippet of an unheld tag holds by itself, and may run right after this, with the answer long known.
		Promise.resolve()
			.then(() => lastOf(pixel) === "holdConsent" && state !== "holdConsent" && say(pixel, state))
			.catch(fail);
		return true;
	};
	const stopWaiting = arrive("ttq", use, fail);
	const stopFollowing = follow(
		told,
		"tiktok",
		state as Call,
		({ purposes }) => {
			if (consent.allows(purpose)) return "grantConsent";
			const isAnswered = (purposes[purpose] ?? "not-asked") !== "not-asked";
			// What was told once, as by a default of the region, is taken back rather than held.
			return isAnswered || state !== "holdConsent" ? "revokeConsent" : "holdConsent";
		},
		(next) => {
			const pixel = page.ttq; // before the new state: a pixel that arrives by being read here is told the old one first
			state = next;
			if (isPixel(pixel)) say(pixel, next);
		},
	);
	return () => {
		stopWaiting();
		stopFollowing();
	};
};
