import type { RightsRequest } from "../../types/request.ts";
import { base64url, canonical, digest } from "../core/canonical.ts";
import { lawOf } from "../rights/laws.ts";
import { MAX_REQUEST_BYTES, RequestSchema } from "../rights/schema.ts";
import { readJson } from "./body.ts";
import { type DueDateOptions, dayOf, dueDates } from "./due-dates.ts";
import { flaws } from "./flaws.ts";
import { ProblemError } from "./problem.ts";
import { newReference } from "./reference.ts";
import type { OwedMail, RequestStore, StoredRequest } from "./request-store.ts";

/** A reference that another request has is as likely as one in a million where a million are kept. */
const MOST_REFERENCES = 5;

export interface Receiving extends DueDateOptions {
	store: RequestStore;
	/** ISO 8601, UTC, milliseconds. */
	receivedAt: string;
	/** Whether addresses can be written to. */
	canMail: boolean;
	/** Whether one is not asked too often. */
	mayAsk: (email: string) => Promise<boolean>;
}

/**
 * `POST {path}/requests`: keeps one request.
 * @returns what stands under its id: this one, also where it was here already
 * @throws ProblemError 400, 413, 415; 422 with paths; 409 where another body stands under its id
 */
export async function receiveRequest(request: Request, receiving: Receiving): Promise<StoredRequest> {
	const parsed = RequestSchema.safeParse(await readJson(request, MAX_REQUEST_BYTES));
	if (!parsed.success) {
		const detail = "The body is not a request. Nothing of it was kept.";
		throw new ProblemError({ status: 422, detail, errors: flaws(parsed.error) });
	}
	const body: RightsRequest = parsed.data;
	const { secretHash: _, ...content } = body;
	const bodyHash = await digest(canonical(body));
	const opened = await open(body, receiving);
	for (let tries = 0; tries < MOST_REFERENCES; tries += 1) {
		const standing = await receiving.store.addRequest({
			...opened,
			reference: newReference(body.site),
			bodyHash,
			content,
		});
		if (standing?.bodyHash === bodyHash) return standing;
		if (standing) throw new ProblemError({ status: 409, detail: "Another request is already kept under this id." });
	}
	throw new Error("no reference was free");
}

async function open(
	body: RightsRequest,
	{ receivedAt, canMail, mayAsk, ...options }: Receiving,
): Promise<Omit<StoredRequest, "reference" | "bodyHash" | "content">> {
	const { id, site, kind, region, secretHash } = body;
	const token = canMail && isToBeConfirmed(body) ? base64url(crypto.getRandomValues(new Uint8Array(32))) : null;
	const mails: OwedMail[] = token !== null && (await mayAsk(body.email!)) ? [{ key: "confirm", token }] : [];
	return {
		id,
		site,
		kind,
		state: "received",
		region,
		law: lawOf(region, dayOf(receivedAt, options.timeZone)),
		secretHash,
		receivedAt,
		...dueDates(body, receivedAt, options),
		closedAt: null,
		revision: 1,
		events: [{ state: "received", at: receivedAt }],
		notes: [],
		confirmHash: token === null ? null : await digest(token),
		isConfirmed: token === null ? null : false,
		mails,
	};
}

/**
 * Whoever opts out or limits is not asked who they are (Civ. 1798.135, 11 CCR 7026 and 7060), and saying no to e-mails
 * is as easy as saying yes (GDPR art. 7(3)).
 */
function isToBeConfirmed({ email, kind, decision }: RightsRequest): boolean {
	return email !== undefined && kind !== "opt-out-sale" && kind !== "limit-sensitive" && decision !== "withdrawn";
}
