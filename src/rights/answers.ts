/** What a collector says of a request, taken apart: nothing goes on from here that was not looked at. */
import type { KeptRequest, RequestEvent, RequestReceipt, RequestStatus } from "../../types/request.ts";
import { attempt } from "../core/errors.ts";
import { isTime, jsonOf } from "../records/answer.ts";

/** Far more than any honest answer has. */
const mostBytes = 256 * 1024;
const mostEvents = 500;
const longestReason = 2000;
const longestProblem = 300;
const states =
	/^(received|acknowledged|needs-info|in-progress|extended|fulfilled|partly|denied|withdrawn|expired|appealed)$/;

type Unknown<Shape> = { [Name in keyof Shape]?: unknown };

const read = async <Shape>(response: Response) =>
	((await jsonOf(response, mostBytes)) ?? {}) as Unknown<Shape> & Record<string, unknown>;

/** The receipt in an answer; its status page only where that is the endpoint's own. */
function receiptIn(answer: Unknown<RequestReceipt>, endpoint: string): RequestReceipt | undefined {
	const { reference, receivedAt, dueAt, acknowledgeAt } = answer;
	if (!/^[\dA-Z]{2,6}(-[\dA-Z]{4}){2}$/.test(`${reference}`) || !isTime(receivedAt) || !isTime(dueAt)) return;
	return {
		reference: `${reference}`,
		receivedAt,
		dueAt,
		...(isTime(acknowledgeAt) && { acknowledgeAt }),
		statusUrl: pageIn(answer.statusUrl, endpoint),
	};
}

/** An address of the endpoint's origin, without what follows `#`; else nothing. */
function pageIn(address: unknown, endpoint: string): string {
	const base = new URL(endpoint, document.baseURI);
	const page = typeof address === "string" ? attempt(() => new URL(address, base)) : undefined;
	return page && /^https?:$/.test(page.protocol) && page.origin === base.origin
		? page.origin + page.pathname + page.search
		: "";
}

/** Undefined where the answer is no receipt. */
export const receiptOf = async (response: Response, endpoint: string): Promise<RequestReceipt | undefined> =>
	receiptIn(await read<RequestReceipt>(response), endpoint);

/** Undefined where the answer is not the status of this request. */
export async function statusOf(
	response: Response,
	kept: KeptRequest,
	endpoint: string,
): Promise<RequestStatus | undefined> {
	const answer = await read<RequestStatus>(response);
	const receipt = receiptIn(answer, endpoint);
	const { kind, site, state, events, isConfirmed, canAppeal } = answer;
	const isWhole =
		receipt?.reference === kept.reference &&
		kind === kept.kind &&
		typeof site === "string" &&
		site.length <= 200 &&
		states.test(`${state}`) &&
		Array.isArray(events) &&
		events.length <= mostEvents &&
		events.every(isEvent) &&
		/^(true|false|undefined)$/.test(`${isConfirmed}`) &&
		typeof canAppeal === "boolean";
	if (!isWhole) return;
	return {
		...receipt!,
		kind: kept.kind,
		site,
		state: state as RequestStatus["state"],
		events: events.map(({ state, at, reason }: RequestEvent) => ({ state, at, ...(reason && { reason }) })),
		...(isConfirmed !== undefined && { isConfirmed: isConfirmed === true }),
		canAppeal,
	};
}

const isEvent = (event: Unknown<RequestEvent> | null) =>
	states.test(`${event?.state}`) &&
	isTime(event!.at) &&
	(event!.reason === undefined || (typeof event!.reason === "string" && event!.reason.length <= longestReason));

/** What was wrong, in the collector's words (RFC 9457), else its status. */
export async function problemOf(response: Response): Promise<string> {
	const { detail, title } = await read<{ detail: string; title: string }>(response);
	const words = [detail, title].find((each) => typeof each === "string" && each.trim());
	return words ? `${words}`.slice(0, longestProblem) : `status ${response.status}`;
}
