// @ts-check
/** What the person who made a request is told. */
import { dayOf } from "./dates.js";

/** @type {Record<import("../../../types/request.ts").RequestKind, string>} */
export const KINDS = {
	access: "See my data",
	rectification: "Correct my data",
	erasure: "Delete my data",
	restriction: "Pause the use of my data",
	portability: "Take my data with me",
	objection: "Say no to a use of my data",
	"withdraw-consent": "Take back a yes",
	complaint: "Make a complaint",
	"opt-out-sale": "Do not sell or share my data",
	"limit-sensitive": "Limit my sensitive data",
	"no-automated-decision": "Ask for a person to decide",
	"disconnect-account": "Disconnect a linked account",
	appeal: "Look again at a refusal",
	"object-recipient": "Object to a new vendor",
	"marketing-email": "Emails that advertise",
};

/** @type {Record<import("../../../types/request.ts").RequestState, string>} */
export const STATES = {
	received: "Received",
	acknowledged: "Being looked at",
	"needs-info": "They have a question for you",
	"in-progress": "Being worked on",
	extended: "Needs longer",
	fulfilled: "Done",
	partly: "Partly done",
	denied: "Turned down",
	withdrawn: "You took it back",
	expired: "Closed without an answer from you",
	appealed: "Being looked at again",
};

/** @type {readonly import("../../../types/request.ts").RequestState[]} */
const CLOSED = ["fulfilled", "partly", "denied", "withdrawn", "expired"];

/** @param {import("../../../types/request.ts").RequestStatus} request */
export const isOpen = ({ state }) => !CLOSED.includes(state);

/** @param {import("../../../types/request.ts").RequestStatus} request */
export const isLate = (request) => isOpen(request) && Date.parse(request.dueAt) < Date.now();

/**
 * What follows, one sentence each.
 * @param {import("../../../types/request.ts").RequestStatus} request
 */
export function nextSteps(request) {
	const { state, dueAt, acknowledgeAt, isConfirmed, canAppeal, reference } = request;
	const due = dayOf(dueAt);
	const steps = [];
	if (isOpen(request)) {
		if (isConfirmed === false) steps.push("Confirm your address: open the link in the email we sent you.");
		if (state === "needs-info") steps.push("Answer their question, and name the reference.");
		if (state === "received" && acknowledgeAt && Date.parse(acknowledgeAt) > Date.now())
			steps.push(`You hear that it has arrived by ${dayOf(acknowledgeAt)}.`);
		if (!isLate(request))
			steps.push(`You get an answer by ${due}. If they need longer, they must tell you why before then.`);
	}
	if (canAppeal) steps.push(`You can ask them to look again. Name the reference ${reference}.`);
	if (state !== "withdrawn")
		steps.push(
			isOpen(request)
				? "If you are not happy with the answer, or get none, you can complain to your data protection authority."
				: "If you are not happy with this, you can complain to your data protection authority.",
		);
	return steps;
}

/**
 * The copy to keep, as plain text.
 * @param {import("../../../types/request.ts").RequestStatus} request
 */
export function copyOf(request) {
	const lines = [
		`Request: ${KINDS[request.kind] ?? request.kind}`,
		`Reference: ${request.reference}`,
		`Sent to: ${request.site}`,
		`Received: ${dayOf(request.receivedAt)}`,
		`Answer due: ${dayOf(request.dueAt)}`,
		"",
		"What happened:",
		...request.events.map(
			({ at, state, reason }) => `${dayOf(at)}: ${STATES[state] ?? state}${reason ? `. ${reason}` : ""}`,
		),
		"",
		"What happens next:",
		...nextSteps(request),
		"",
		`This copy was made on ${dayOf(new Date().toISOString())}.`,
	];
	return `${lines.join("\r\n")}\r\n`;
}
