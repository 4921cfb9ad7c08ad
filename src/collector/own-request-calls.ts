import type { RequestState } from "../../types/request.ts";
import { digest } from "../core/canonical.ts";
import { isSameDigest, readSecret } from "./bearer.ts";
import { readJson } from "./body.ts";
import { ProblemError } from "./problem.ts";
import { REFERENCE } from "./reference.ts";
import type { RequestStore, StoredRequest } from "./request-store.ts";

const MAX_TOKEN_BYTES = 1024;
/** Others may change a request meanwhile; so often in a row that is no coincidence. */
const MOST_TRIES = 5;
/** Nothing has it as its SHA-256 that anybody could find. */
const NO_HASH = "A".repeat(43);

/**
 * The request of this reference, for whoever has its secret.
 * @throws ProblemError 401 without a secret; 404, the same for a reference that there is not and for a wrong secret
 */
export async function openOwn(request: Request, reference: string, store: RequestStore): Promise<StoredRequest> {
	const hash = await digest(readSecret(request));
	return opened(await find(reference, store), (found) => found.secretHash, hash);
}

/** `DELETE {path}/requests/{reference}`: takes it back. @throws ProblemError 401, 404; 409 where it is closed otherwise */
export async function withdraw(
	request: Request,
	reference: string,
	store: RequestStore,
	now: string,
): Promise<StoredRequest> {
	for (let tries = 0; tries < MOST_TRIES; tries += 1) {
		const own = await openOwn(request, reference, store);
		if (own.state === "withdrawn") return own;
		if (own.closedAt !== null) {
			throw new ProblemError({ status: 409, detail: "This request is closed: it was answered, or has expired." });
		}
		const state: RequestState = "withdrawn";
		const events = [...own.events, { state, at: now }];
		const changed = { ...own, state, events, closedAt: now, revision: own.revision + 1, mails: [] };
		if (await store.changeRequest(changed)) return changed;
	}
	throw new Error("the request is being changed all the time");
}

/**
 * `POST {path}/requests/{reference}/confirm` `{token}`: says that the address is the person's.
 * @throws ProblemError 400, 413, 415, 422; 404, the same for a reference that there is not and for a wrong token
 */
export async function confirm(request: Request, reference: string, store: RequestStore): Promise<void> {
	const body = await readJson(request, MAX_TOKEN_BYTES);
	const token = typeof body === "object" && body !== null && "token" in body ? body.token : undefined;
	if (typeof token !== "string" || !/^[\w-]{43}$/.test(token)) {
		throw new ProblemError({ status: 422, detail: "The body must be an object with the token of the e-mail's link." });
	}
	const hash = await digest(token);
	for (let tries = 0; tries < MOST_TRIES; tries += 1) {
		const own = opened(await find(reference, store), (found) => found.confirmHash, hash);
		if (own.isConfirmed) return;
		if (await store.changeRequest({ ...own, isConfirmed: true, revision: own.revision + 1, mails: [] })) return;
	}
	throw new Error("the request is being changed all the time");
}

const find = async (reference: string, store: RequestStore) =>
	REFERENCE.test(reference) ? store.findRequest(reference.toUpperCase()) : undefined;

function opened(
	found: StoredRequest | undefined,
	hashOf: (found: StoredRequest) => string | null,
	hash: string,
): StoredRequest {
	const isTheirs = isSameDigest((found && hashOf(found)) ?? NO_HASH, hash);
	if (found && isTheirs) return found;
	throw new ProblemError({ status: 404, detail: "There is no such request, or this does not open it." });
}
