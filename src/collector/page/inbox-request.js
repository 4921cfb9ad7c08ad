// @ts-check
/** One request as its owner reads it: what the person sent, when what is due, and what was done. */
import { dayOf, languageOf, momentOf, placeOf } from "./dates.js";
import { foreign, make, present, said } from "./element.js";
import { dueWords, KINDS, LAWS, STATES } from "./inbox-words.js";

/** @typedef {import("../../../types/request.ts").InboxRequest} InboxRequest */

/**
 * @param {InboxRequest} request
 * @param {{ back: () => void, copy: (text: string) => void, forms: Node[] }} parts
 * @returns {Node[]}
 */
export function drawRequest(request, { back, copy, forms }) {
	const { reference, kind, state, events, notes, isLate } = request;
	return [
		make("button", { type: "button", class: "back", click: back }, "All requests"),
		make(
			"div",
			{ class: "title-line" },
			make(
				"h1",
				{ id: "request-title", tabindex: "-1" },
				KINDS[kind] ?? kind,
				" ",
				make("bdi", { class: "reference" }, reference),
			),
			make("span", { class: "tag" }, STATES[state] ?? state),
		),
		make("dl", { class: "tiles" }, ...drawDates(request)),
		...hints(request).map((hint) => make("p", { class: isLate ? "note bad" : "note" }, hint)),
		make(
			"div",
			{ class: "sides" },
			make("div", { class: "stack" }, make("h2", {}, "What was sent"), ...drawContent(request, copy)),
			make(
				"div",
				{ class: "stack" },
				...forms,
				make("h2", {}, "What happened"),
				make("ol", { class: "timeline" }, ...events.toReversed().map(drawEvent)),
				...(notes.length > 0
					? [make("h2", {}, "Notes"), make("ol", { class: "timeline" }, ...notes.toReversed().map(drawNote))]
					: []),
			),
		),
	];
}

/** @param {InboxRequest} request */
function drawDates(request) {
	const { dueAt, receivedAt, acknowledgeAt, extendableTo, closedAt, region, law, isLate } = request;
	return present([
		fact("Answer due", dayOf(dueAt), make("span", { class: isLate ? "late line" : "small line" }, dueWords(request))),
		fact("Received", momentOf(receivedAt)),
		fact(
			"Where",
			region === null ? "Not told" : foreign(placeOf(region)),
			make("span", { class: "small line" }, LAWS[law] ?? law),
		),
		acknowledgeAt !== undefined && fact("Confirm arrival by", dayOf(acknowledgeAt)),
		extendableTo !== undefined && closedAt === null && fact("Can be put off to", dayOf(extendableTo)),
		closedAt !== null && fact("Closed", momentOf(closedAt)),
	]);
}

/** @param {string} term @param {(Node | string)[]} values */
const fact = (term, ...values) => make("div", {}, make("dt", {}, term), make("dd", {}, ...values));

/** @param {InboxRequest} request */
function hints({ isLate, dueAt, isConfirmed, isMailOwed }) {
	const found = [];
	if (isLate) found.push(`The answer is late. It was due on ${dayOf(dueAt)}.`);
	if (isConfirmed === false) found.push("The email address is not confirmed yet: somebody else may have given it.");
	if (isMailOwed) found.push("An email to the person waits to be delivered.");
	return found;
}

/** @param {InboxRequest} inbox @param {(text: string) => void} copy */
function drawContent({ request, site }, copy) {
	if (request === null) {
		const gone =
			"What the person sent was deleted some time after the request was closed. Its dates are kept as proof.";
		return [make("p", { class: "body" }, gone)];
	}
	const { name, email, message, agent, since, until, account, recipients, happenedAt, outcome, decision } = request;
	const whose = agent && [agent.kind === "parent" ? "A parent, for " : "An agent, for ", foreign(agent.of)];
	/** @type {[term: string, value: Node | string | (Node | string)[] | false | undefined][]} */
	const rows = [
		["Name", name && foreign(name)],
		[
			"Email",
			email && [
				foreign(email),
				make("button", { type: "button", class: "quiet small-button", click: () => copy(email) }, "Copy email"),
			],
		],
		["Asked by", whose],
		["Message", message && said(message)],
		["From", since && dayOf(since)],
		["Until", until && dayOf(until)],
		["Account", account && foreign(account)],
		[
			"Recipients",
			recipients && make("ul", { class: "plain" }, ...recipients.map((each) => make("li", {}, foreign(each)))),
		],
		["Happened on", happenedAt && dayOf(happenedAt)],
		["Would put it right", outcome && said(outcome)],
		["Decision", decision && (decision === "granted" ? "Yes to emails" : "No to emails")],
		["Purposes", request.purposes && foreign(request.purposes.join(", "))],
		["Appeals", request.appeals && make("bdi", { class: "reference" }, request.appeals)],
		["Browser's id", request.subject && make("bdi", { class: "code" }, request.subject)],
		["Language", foreign(languageOf(request.language))],
		["Site", foreign(site)],
		["Controller", foreign(request.controller)],
		["Policy of", request.policyVersion ? foreign(request.policyVersion) : undefined],
		["Promised", request.responseDays !== undefined && `An answer in ${request.responseDays} days`],
	];
	const drawn = rows.flatMap(([term, value]) =>
		value ? [make("div", {}, make("dt", {}, term), make("dd", {}, ...[value].flat()))] : [],
	);
	return [make("dl", { class: "rows card" }, ...drawn)];
}

/** @param {import("../../../types/request.ts").RequestEvent} event */
const drawEvent = ({ state, at, reason }) =>
	make("li", {}, make("strong", {}, STATES[state] ?? state), time(at), reason !== undefined && said(reason));

/** @param {{ at: string, text: string }} note */
const drawNote = ({ at, text }) => make("li", {}, time(at), said(text));

/** @param {string} at */
const time = (at) => make("time", { datetime: at, class: "small" }, momentOf(at));
