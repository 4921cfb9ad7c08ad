/**
 * Meta's pixel: revoked before its `init` and granted after a yes, as Meta's page on the GDPR has it; and Limited Data Use,
 * as in its "Data Processing Options for US Users".
 */
import type { MetaOptions } from "../../types/config.ts";
import type { Snapshot } from "../../types/consent.ts";
import type { Tell } from "../../types/parts.ts";
import { arrive } from "../core/arrive.ts";
import { follow } from "../core/follow.ts";

/** Meta's base code queues calls until its file has loaded, which brings `callMethod`. */
interface Pixel {
	(...call: unknown[]): void;
	queue?: (ArrayLike<unknown> | null)[];
	callMethod?: unknown;
}

/** Under `limit` data may flow, for limited use. */
type State = "revoke" | "limit" | "grant";

// Base code gives its function the queue after it has put it in place; without one, a call would be lost or throw.
const isPixel = (given: unknown): given is Pixel =>
	typeof given === "function" && (Array.isArray((given as Pixel).queue) || !!(given as Pixel).callMethod);

const isRevoked = ({ queue }: Pixel) => queue?.findLast?.((call) => call?.[0] === "consent")?.[1] === "revoke";

export const tell: Tell<MetaOptions> = (told, options) => {
	const { consent, report } = told;
	const { purpose = "marketing", limitedDataUse } = options as MetaOptions;
	const page = window as unknown as { fbq?: unknown };
	let state: State = "revoke";
	const say = (pixel: Pixel) => {
		if (limitedDataUse) pixel("dataProcessingOptions", ...(state === "grant" ? [[]] : [["LDU"], 0, 0]));
		pixel("consent", state === "revoke" ? "revoke" : "grant");
	};
	/** Whoever has not answered yet is not said to have refused: nothing may flow, not even for limited use. */
	const read = ({ regime, purposes }: Snapshot): State =>
		consent.allows(purpose)
			? "grant"
			: limitedDataUse && regime === "opt-out" && (purposes[purpose] ?? "not-asked") !== "not-asked"
				? "limit"
				: "revoke";

	const fail = (cause: unknown) => report("integration-failed", "meta", cause);
	const use = (pixel: unknown) => {
		if (!isPixel(pixel)) return false;
		if (state !== "revoke" || !isRevoked(pixel)) say(pixel);
		// The snippet of an unheld tag revokes by itself, and may run right after this, with the answer long known.
		Promise.resolve()
			.then(() => state !== "revoke" && isRevoked(pixel) && say(pixel))
			.catch(fail);
		return true;
	};
	const stopWaiting = arrive("fbq", use, fail);
	const stopFollowing = follow(told, "meta", state, read, (next) => {
		const pixel = page.fbq; // before the new state: a pixel that arrives by being read here is told the old one first
		state = next;
		if (isPixel(pixel)) say(pixel);
	});
	return () => {
		stopWaiting();
		stopFollowing();
	};
};
