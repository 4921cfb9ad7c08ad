// @ts-check
/** What the owner reads. */
import { daysIn, daysUntil } from "./dates.js";

/** @type {Record<import("../../../types/request.ts").RequestKind, string>} */
export const KINDS = {
	access: "Access",
	rectification: "Correction",
	erasure: "Deletion",
	restriction: "Restriction",
	portability: "Portability",
	objection: "Objection",
	"withdraw-consent": "Withdrawal of consent",
	complaint: "Complaint",
	"opt-out-sale": "Opt-out of sale and sharing",
	"limit-sensitive": "Limit sensitive data",
	"no-automated-decision": "Human review of a decision",
	"disconnect-account": "Disconnect an account",
	appeal: "Appeal",
	"object-recipient": "Objection to a recipient",
	"marketing-email": "Marketing email",
};

/** @type {Record<import("../../../types/request.ts").RequestState, string>} */
export const STATES = {
	received: "Received",
	acknowledged: "Acknowledged",
	"needs-info": "Needs information",
	"in-progress": "In progress",
	extended: "Extended",
	fulfilled: "Fulfilled",
	partly: "Partly fulfilled",
	denied: "Denied",
	withdrawn: "Withdrawn",
	expired: "Expired",
	appealed: "Appealed",
};

/** @type {Record<import("../../../types/request.ts").RightsLaw, string>} */
export const LAWS = {
	gdpr: "GDPR",
	"uk-gdpr": "UK GDPR",
	fadp: "Swiss FADP",
	ccpa: "CCPA",
	us: "US state law",
	lgpd: "LGPD",
	"law-25": "Quebec Law 25",
	other: "Other law",
	none: "No law known",
};

/** Words for the values that records count by; a value without any is shown as it is. */
export const VALUES = /** @type {Record<string, string>} */ ({
	"accept-all": "Accepted all",
	"reject-all": "Rejected all",
	save: "Saved choices",
	close: "Closed",
	withdraw: "Withdrew",
	always: "Always allowed one",
	gpc: "Browser signal (GPC)",
	dnt: "Browser signal (DNT)",
	api: "Set by the site",
	import: "Imported",
	expiry: "Expired",
	granted: "Granted",
	refused: "Refused",
	withdrawn: "Withdrawn",
	objected: "Objected",
	"not-asked": "Not asked",
});

/** @param {import("../../../types/request.ts").InboxRequest} request */
export function dueWords({ dueAt, closedAt, isLate }) {
	if (closedAt !== null) return "Closed";
	const days = daysUntil(dueAt);
	if (isLate) return days < 0 ? `Late by ${daysIn(-days)}` : "Late since today";
	return days === 0 ? "Due today" : `${daysIn(days)} left`;
}

/**
 * Where a request may go from where it stands.
 * @param {import("../../../types/request.ts").InboxRequest} request
 * @returns {import("../../../types/request.ts").RequestState[]}
 */
export function movesFrom({ state, closedAt, events, extendableTo, request }) {
	if (request === null) return [];
	if (closedAt !== null) return state === "denied" || state === "partly" ? ["appealed"] : [];
	const sinceAppeal = events.slice(events.findLastIndex((event) => event.state === "appealed") + 1);
	const isExtendable = extendableTo !== undefined && !sinceAppeal.some((event) => event.state === "extended");
	const all = /** @type {import("../../../types/request.ts").RequestState[]} */ (Object.keys(STATES));
	return all.filter(
		(to) => to !== "received" && to !== "appealed" && to !== state && (to !== "extended" || isExtendable),
	);
}

/** States of which the person must be told why. @type {readonly import("../../../types/request.ts").RequestState[]} */
export const WITH_REASON = ["extended", "denied", "partly", "needs-info"];
