import type {
	InboxRequest,
	RequestEvent,
	RequestKind,
	RequestState,
	RightsLaw,
	RightsRequest,
} from "../../types/request.ts";

/** An e-mail that a person is to get. */
export type OwedMail =
	/** Asks whether the address is theirs. The token is kept until it was handed over, and its hash after that. */
	| { key: "confirm"; token: string }
	/** Tells of a move. The key is the request's revision after it. */
	| { key: string; event: RequestEvent; dueAt: string };

/** A request as the store holds it. Times are ISO 8601, UTC, milliseconds; hashes base64url SHA-256. */
export interface StoredRequest {
	id: string;
	reference: string;
	site: string;
	kind: RequestKind;
	state: RequestState;
	region: string | null;
	law: RightsLaw;
	/** Null once it was pseudonymised. */
	secretHash: string | null;
	/** Of the RFC 8785 form of the body as it arrived. */
	bodyHash: string;
	receivedAt: string;
	dueAt: string;
	acknowledgeAt: string | null;
	extendableTo: string | null;
	closedAt: string | null;
	/** Counts its changes, from 1. */
	revision: number;
	/** Null once it was pseudonymised. */
	content: Omit<RightsRequest, "secretHash"> | null;
	events: RequestEvent[];
	notes: InboxRequest["notes"];
	/** Null where no address is to be confirmed. */
	confirmHash: string | null;
	isConfirmed: boolean | null;
	mails: OwedMail[];
}

/** Which requests are meant; all of them where nothing is named. */
export interface RequestFilter {
	/** `open` and `closed` stand for all such. */
	state?: RequestState | "open" | "closed";
	kind?: RequestKind;
	site?: string;
	/** ISO 8601, UTC. */
	dueBefore?: string;
	/** Open, and due before this time. ISO 8601, UTC. */
	lateAt?: string;
}

/** The place of a request in a list: the last one of a page leads to the next page. */
export type RequestPlace = Pick<StoredRequest, "dueAt" | "id">;

/** Where a collector keeps requests: each call is durable when it settles, and safe beside any other. */
export interface RequestStore {
	/**
	 * Keeps a request, unless one stands under its id.
	 * @returns what stands there now; undefined where another request has its reference: it needs a new one
	 */
	addRequest(request: StoredRequest): Promise<StoredRequest | undefined>;
	/** By its reference. */
	findRequest(reference: string): Promise<StoredRequest | undefined>;
	/** What is due first comes first. @param options.limit 1 to 1000 */
	listRequests(options: RequestFilter & { after?: RequestPlace; limit: number }): Promise<StoredRequest[]>;
	/**
	 * Puts a changed request, its revision one higher, in the place of the one it was made from; its mails are added to
	 * those that are owed.
	 * @returns false where that one is there no more
	 */
	changeRequest(request: StoredRequest): Promise<boolean>;
	/**
	 * Takes requests that owe e-mails, for whoever calls alone: they are given again only after a while, which grows.
	 * @param options.before ISO 8601, UTC: owed by then
	 * @param options.id this one alone
	 * @param options.limit 1 to 1000
	 */
	claimMails(options: { before: string; id?: string; limit: number }): Promise<StoredRequest[]>;
	/** Strikes out an e-mail that was handed over, and asks for the rest of its request's at that time. */
	strikeMail(id: string, key: string, at: string): Promise<void>;
	/**
	 * Takes out of requests that were closed before that time all that the person or the owner wrote, and what opens
	 * them; in one bounded step. @param before ISO 8601, UTC
	 * @returns how many; when that is none, none is left
	 */
	pseudonymise(before: string): Promise<number>;
}
