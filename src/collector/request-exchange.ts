import type { RequestKind, RequestState, RightsLaw } from "../../types/request.ts";
import { pagesOf } from "./request-csv.ts";
import type { RequestFilter, RequestStore, StoredRequest } from "./request-store.ts";
import { streamOf } from "./stream.ts";

/** How many were left out, and why. */
interface LeftOut {
	kinds: Partial<Record<RequestKind, number>>;
	laws: Partial<Record<RightsLaw, number>>;
}

/** Data Rights Protocol 1.0, `exercise`. It has no word for other rights. */
const EXERCISES: Partial<Record<RequestKind, string>> = {
	access: "access",
	erasure: "deletion",
	"opt-out-sale": "sale:opt-out",
};
/** Its status and reason. It knows no answer in part: that is fulfilled, and what was not is told in `processing_details`. */
const DRP_STATES: Record<RequestState, [status: string, reason?: string]> = {
	received: ["open"],
	acknowledged: ["open"],
	"needs-info": ["in_progress", "need_user_verification"],
	"in-progress": ["in_progress"],
	extended: ["in_progress"],
	appealed: ["in_progress"],
	fulfilled: ["fulfilled"],
	partly: ["fulfilled"],
	denied: ["denied", "other"],
	withdrawn: ["revoked"],
	expired: ["expired"],
};

/** OpenDSR 2.0, `subject_request_type`. It has no rectification, objection or opt-out. */
const TYPES: Partial<Record<RequestKind, string>> = {
	access: "access",
	portability: "portability",
	erasure: "erasure",
};
/** Its `regulation`. It has two; the United Kingdom's is the GDPR as its law has it. */
const REGULATIONS: Partial<Record<RightsLaw, string>> = { gdpr: "gdpr", "uk-gdpr": "gdpr", ccpa: "ccpa" };
const OPENDSR_STATES: Record<RequestState, string> = {
	received: "pending",
	acknowledged: "pending",
	"needs-info": "in_progress",
	"in-progress": "in_progress",
	extended: "in_progress",
	appealed: "in_progress",
	fulfilled: "completed",
	partly: "completed",
	denied: "cancelled",
	withdrawn: "cancelled",
	expired: "cancelled",
};

type Send = (
	store: RequestStore,
	filter: RequestFilter,
	now: string,
	failed: (error: unknown) => void,
) => Promise<Response>;

/** `GET {path}/requests.drp.json`: requests and where they stand in the fields of the Data Rights Protocol 1.0. */
export const sendDrp = exchange((request) => {
	const exercise = EXERCISES[request.kind];
	if (!exercise) return { kinds: request.kind };
	const { id, law, content, receivedAt, dueAt, events, isConfirmed, state } = request;
	const [status, reason] = DRP_STATES[state];
	const details = events.at(-1)?.reason;
	return {
		request: {
			"agent-request-id": id,
			"drp.version": "1.0",
			exercise,
			// Without a regime a request counts as one that is answered voluntarily.
			...(law === "ccpa" && { regime: "ccpa" }),
			...(content?.name !== undefined && { name: content.name }),
			...(content?.email !== undefined && { email: content.email, email_verified: isConfirmed === true }),
		},
		status: {
			request_id: id,
			agent_request_id: id,
			received_at: receivedAt,
			expected_by: dueAt,
			status,
			...(reason !== undefined && { reason }),
			...(details !== undefined && { processing_details: details }),
		},
	};
});

/**
 * `GET {path}/requests.opendsr.json`: requests in the fields of OpenDSR 2.0, with the state that its status call has.
 * `subject_request_id` is a UUIDv7, where the specification says 4.
 */
export const sendOpenDsr = exchange(({ id, kind, law, state, content, receivedAt, dueAt }) => {
	const type = TYPES[kind];
	if (!type) return { kinds: kind };
	const regulation = REGULATIONS[law];
	if (!regulation) return { laws: law };
	const email = content?.email;
	return {
		regulation,
		subject_request_id: id,
		subject_request_type: type,
		subject_identities:
			email === undefined ? [] : [{ identity_type: "email", identity_value: email, identity_format: "raw" }],
		submitted_time: receivedAt,
		api_version: "2.0",
		received_time: receivedAt,
		expected_completion_time: dueAt,
		request_status: OPENDSR_STATES[state],
	};
});

/** `{requests, leftOut}`. @param map gives why one is left out, or what it is there */
function exchange(
	map: (request: StoredRequest) => { kinds: RequestKind } | { laws: RightsLaw } | Record<string, unknown>,
): Send {
	async function* pieces(store: RequestStore, filter: RequestFilter): AsyncGenerator<string, void> {
		const leftOut: LeftOut = { kinds: {}, laws: {} };
		let glue = '{"requests":[';
		for await (const page of pagesOf(store, filter)) {
			for (const request of page) {
				const mapped = map(request);
				if ("kinds" in mapped) leftOut.kinds[request.kind] = (leftOut.kinds[request.kind] ?? 0) + 1;
				else if ("laws" in mapped) leftOut.laws[request.law] = (leftOut.laws[request.law] ?? 0) + 1;
				else {
					yield `${glue}${JSON.stringify(mapped)}`;
					glue = ",";
				}
			}
		}
		yield `${glue === "," ? "" : glue}],"leftOut":${JSON.stringify(leftOut)}}`;
	}
	return async (store, filter, _, failed) =>
		new Response(await streamOf(pieces(store, filter), failed), { headers: { "content-type": "application/json" } });
}
