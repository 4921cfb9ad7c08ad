// @ts-check
/** How a request stands, drawn. */
import { dayOf, daysIn, daysUntil, momentOf } from "./dates.js";
import { foreign, make, said } from "./element.js";
import { isLate, isOpen, KINDS, nextSteps, STATES } from "./status-words.js";

/**
 * @param {import("../../../types/request.ts").RequestStatus} request
 * @param {{ download: () => void, withdraw: () => void }} acts
 * @returns {Node[]}
 */
export function drawStatus(request, { download, withdraw }) {
	const { reference, receivedAt, dueAt, site } = request;
	const steps = nextSteps(request);
	return [
		make("p", { class: "body" }, `${KINDS[request.kind] ?? request.kind}, sent to `, foreign(site), "."),
		make(
			"dl",
			{ class: "tiles" },
			fact("Reference", make("bdi", { class: "reference" }, reference)),
			fact("Received", dayOf(receivedAt)),
			fact("Answer due", dayOf(dueAt), left(request)),
		),
		isLate(request) && make("p", { class: "note bad" }, `The answer is late. It was due on ${dayOf(dueAt)}.`),
		make("h2", {}, "How it is going"),
		make("ol", { class: "timeline" }, ...request.events.toReversed().map(drawEvent)),
		steps.length > 0 && make("h2", {}, "What happens next"),
		steps.length > 0 && make("ul", { class: "steps" }, ...steps.map((step) => make("li", {}, step))),
		make(
			"div",
			{ class: "pair" },
			make("button", { type: "button", class: "quiet", click: download }, "Download a copy"),
			isOpen(request) && make("button", { type: "button", class: "quiet", click: withdraw }, "Take it back"),
		),
		make("p", { class: "small" }, "Keep the link to this page to yourself: whoever has it can see this too."),
	].filter((node) => node !== false);
}

/** @param {string} term @param {(Node | string | false)[]} values */
const fact = (term, ...values) => make("div", {}, make("dt", {}, term), make("dd", {}, ...values));

/** @param {import("../../../types/request.ts").RequestStatus} request */
function left(request) {
	const days = daysUntil(request.dueAt);
	if (!isOpen(request) || days < 0) return false;
	return make("span", { class: "small line" }, days === 0 ? "Today" : `${daysIn(days)} left`);
}

/** @param {import("../../../types/request.ts").RequestEvent} event */
const drawEvent = ({ state, at, reason }) =>
	make(
		"li",
		{},
		make("strong", {}, STATES[state] ?? state),
		make("time", { datetime: at, class: "small" }, momentOf(at)),
		reason !== undefined && said(reason),
	);
