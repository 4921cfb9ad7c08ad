import type { InboxRequest, RequestReceipt, RequestStatus } from "../../types/request.ts";
import { canAppeal } from "../rights/laws.ts";
import type { StoredRequest } from "./request-store.ts";

/** What whoever sent a request gets back. @param url of its status, without the secret */
export function receiptOf({ reference, receivedAt, dueAt, acknowledgeAt }: StoredRequest, url: string): RequestReceipt {
	return { reference, receivedAt, dueAt, ...(acknowledgeAt !== null && { acknowledgeAt }), statusUrl: url };
}

/** How it stands, for whoever has its secret. */
export function statusOf(request: StoredRequest, url: string): RequestStatus {
	const { kind, site, state, events, isConfirmed, region } = request;
	const isRefused = state === "denied" || state === "partly";
	return {
		...receiptOf(request, url),
		kind,
		site,
		state,
		events,
		...(isConfirmed !== null && { isConfirmed }),
		canAppeal: isRefused && kind !== "appeal" && canAppeal(region, events[0]?.at.slice(0, 10)),
	};
}

/** All of it, for the owner. @param now ISO 8601, UTC, milliseconds */
export function inboxOf(request: StoredRequest, url: string, now: string): InboxRequest {
	const { content, region, law, extendableTo, notes, revision, closedAt, mails } = request;
	return {
		...statusOf(request, url),
		request: content,
		region,
		law,
		...(extendableTo !== null && { extendableTo }),
		notes,
		revision,
		closedAt,
		isLate: closedAt === null && request.dueAt < now,
		...(mails.length > 0 && { isMailOwed: true }),
	};
}
