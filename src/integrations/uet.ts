/** Microsoft Advertising (Universal Event Tracking), by its consent mode, which knows one type. */
import type { OnePurpose } from "../../types/config.ts";
import type { Tell } from "../../types/parts.ts";
import { follow } from "../core/follow.ts";

/** Until Microsoft's file has loaded, a list of all arguments, call after call. */
type Queue = { push(...call: unknown[]): unknown };

/** Tells UET through `uetq`: one `default` (none where the page has given it already), then an `update` for each choice. */
export const tell: Tell<OnePurpose> = (told, options) => {
	const { purpose = "marketing" } = options as OnePurpose;
	const page = window as unknown as { uetq?: Queue };
	// Always afresh: Microsoft's file puts an object in the place of the list.
	const uetq = () => (page.uetq ??= [] as never);
	const say = (when: "default" | "update", isGranted?: boolean) =>
		uetq().push("consent", when, { ad_storage: isGranted ? "granted" : "denied" });

	const queue = uetq();
	const isWaiting = Array.isArray(queue);
	if (isWaiting && !queue.some((each, at) => each === "default" && queue[at - 1] === "consent")) say("default");
	return follow(
		told,
		"uet",
		// For a default it is too late once Microsoft's file runs: it is told whatever holds.
		isWaiting ? false : undefined,
		() => told.consent.allows(purpose),
		(isGranted) => say("update", isGranted),
	);
};
