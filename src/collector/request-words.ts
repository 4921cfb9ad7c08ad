import type { RequestKind, RequestState } from "../../types/request.ts";

/** The vocabulary as lists, to check against. */
export const STATES = [
	"received",
	"acknowledged",
	"needs-info",
	"in-progress",
	"extended",
	"fulfilled",
	"partly",
	"denied",
	"withdrawn",
	"expired",
	"appealed",
] as const satisfies RequestState[];

export const CLOSED: readonly RequestState[] = ["fulfilled", "partly", "denied", "withdrawn", "expired"];

/** What each kind of request asks of whoever gets it: "We received a request in your name …". */
export const ASKED: Record<RequestKind, string> = {
	access: "to see your data",
	rectification: "to correct your data",
	erasure: "to delete your data",
	restriction: "to restrict the use of your data",
	portability: "to receive or move your data",
	objection: "to object to the use of your data",
	"withdraw-consent": "to withdraw your consent",
	complaint: "to look into your complaint",
	"opt-out-sale": "not to sell or share your data",
	"limit-sensitive": "to limit the use of your sensitive data",
	"no-automated-decision": "to have a person review a decision",
	"disconnect-account": "to disconnect a linked account",
	appeal: "to reconsider a refusal",
	"object-recipient": "to object to a recipient of your data",
	"marketing-email": "about e-mail that advertises",
};

export const KINDS = Object.keys(ASKED) as RequestKind[];
