import type { RightKind } from "./policy.ts";

/** The laws that give people rights over their data; `none` where there is no such law, or the place is unknown. */
export type RightsLaw = "gdpr" | "uk-gdpr" | "fadp" | "ccpa" | "us" | "lgpd" | "law-25" | "other" | "none";

/** What a person can ask for in the form. `know` of a policy is `access` here: one request answers both. */
export type RequestKind =
	| Exclude<RightKind, "know" | "non-discrimination">
	/** Against a recipient that is new or replaced (GDPR art. 28(2)). */
	| "object-recipient"
	/** A yes or no to e-mail that advertises; the person's decision, not the device's. */
	| "marketing-email";

/** Who asks, where that is not the person the data is about. */
export interface RequestAgent {
	kind: "agent" | "parent";
	/** Whose data it is. At most 200 characters. */
	of: string;
}

/** `POST {endpoint}/requests`: what one person asks for. Under 60 KiB as JSON; texts hold no control characters but line breaks. */
export interface RightsRequest {
	version: 1;
	/** UUIDv7 (RFC 9562); the idempotency key. */
	id: string;
	/** As in records: `site.id`, else the host. */
	site: string;
	/** Who answers. At most 200 characters. */
	controller: string;
	kind: RequestKind;
	/** ISO 3166-1 or -2 code of where the person lives, as they say; null where they did not. */
	region: string | null;
	/** BCP 47; the language in which they were asked, and want to be answered. */
	language: string;
	/** When it was sent off. ISO 8601, UTC, milliseconds. */
	madeAt: string;
	/** Days in which the policy promises an answer, as the person was told; 1 to 365. */
	responseDays?: number;
	/** Date of the policy's last update, as the person saw it. */
	policyVersion: string | null;
	/** At most 200 characters. */
	name?: string;
	/** One way to reach the person; absent where nobody needs to be reached (an opt-out of this browser). At most 254 characters. */
	email?: string;
	/** Their own words. At most 5000 characters. */
	message?: string;
	agent?: RequestAgent;
	/** First day asked about (Civ. 1798.130(a)(2)(B)); ISO date, not in the future. Absent: all of it. */
	since?: string;
	/** Last day asked about; ISO date, not before `since`. */
	until?: string;
	/** Which linked account is to be disconnected. At most 200 characters. */
	account?: string;
	/** Which recipients are objected to. At most 20 names of at most 200 characters. */
	recipients?: string[];
	/** Of a complaint: when it happened; ISO date. */
	happenedAt?: string;
	/** Of a complaint: what would put it right. At most 2000 characters. */
	outcome?: string;
	/** Of `marketing-email`. */
	decision?: "granted" | "withdrawn";
	/** Of an opt-out or limit: purposes that were refused on the device with it. */
	purposes?: string[];
	/** The browser's `subject`, as its records have it, where the person added it. */
	subject?: string;
	/** Of an appeal: the reference of the request that was turned down. */
	appeals?: string;
	/** base64url SHA-256 of the 256-bit secret, itself in base64url, that opens this request and no other. */
	secretHash: string;
}

/**
 * Where a request stands. `open` ones are due; `fulfilled`, `partly`, `denied`, `withdrawn` and `expired` are closed,
 * and `appealed` opens one again.
 */
export type RequestState =
	| "received"
	| "acknowledged"
	| "needs-info"
	| "in-progress"
	| "extended"
	| "fulfilled"
	| "partly"
	| "denied"
	| "withdrawn"
	| "expired"
	| "appealed";

/** One move of a request. */
export interface RequestEvent {
	state: RequestState;
	/** ISO 8601, UTC, milliseconds. */
	at: string;
	/** Told to the person: why it was extended or refused, what is asked of them. At most 2000 characters. */
	reason?: string;
}

/** 201 of `POST {endpoint}/requests`, and the same again for the same body. */
export interface RequestReceipt {
	/** Like `A21E-7KQ4-92MX`: letters and digits that cannot be mistaken for one another. */
	reference: string;
	/** ISO 8601, UTC, milliseconds. */
	receivedAt: string;
	/** When the answer is due: the earlier of law and policy, at the time of day of its receipt; ISO 8601, UTC, milliseconds. */
	dueAt: string;
	/** When its arrival must be confirmed, where the law says so. ISO 8601, UTC, milliseconds. */
	acknowledgeAt?: string;
	/** A page that shows how it stands to whoever puts `#` and the secret behind it; empty in a browser where it is not on the endpoint's origin. */
	statusUrl: string;
}

/** `GET {endpoint}/requests/{reference}`: how it stands; nothing of what the person wrote. */
export interface RequestStatus extends RequestReceipt {
	kind: RequestKind;
	site: string;
	state: RequestState;
	/** Oldest first. */
	events: RequestEvent[];
	/** True once the person confirmed the address by e-mail; absent where nothing is to be confirmed. */
	isConfirmed?: boolean;
	/** Whether a refusal can be appealed to whoever refused it. */
	canAppeal: boolean;
}

/** What is left on the device of a request that was delivered, or could not be in time. Nothing of what the person wrote. */
export interface KeptRequest extends Partial<RequestReceipt> {
	id: string;
	kind: RequestKind;
	/** ISO 8601, UTC, milliseconds. */
	madeAt: string;
	/** ISO 3166-1 or -2; for the authority to complain to. */
	region: string | null;
	/**
	 * `waiting`: on its way. `sent`: at the collector. `refused`: the collector took it for unusable. `lapsed`: could not
	 * be delivered for 30 days, and was deleted.
	 */
	delivery: "waiting" | "sent" | "refused" | "lapsed";
	/** Of a refused one: the status it was refused with, like `status 422`. */
	problem?: string;
	/** Opens its status; present once it was sent. */
	secret?: string;
}

/** One right as the form offers it. */
export interface Offer {
	kind: RequestKind;
	/** The policy's own words for it, where it has any; else the widget's. */
	title?: string;
	text?: string;
	/** Under the policy, the law, or both. */
	from: "policy" | "law" | "both";
}

/** What one region offers a person of one site. */
export interface Offers {
	law: RightsLaw;
	/** In the order in which they are shown: opt-outs first where uses run until a no. */
	rights: Offer[];
	/** Whether a complaint to a supervisory authority is a right here (GDPR art. 77 and its kin). */
	hasAuthority: boolean;
}

/** When something must have happened. */
export interface Deadline {
	/** ISO date; the whole day counts. */
	answer: string;
	/** ISO date by which the arrival must be confirmed; absent where no law says so. */
	acknowledge?: string;
	/** ISO date to which the answer may be put off, if the person is told why in time; absent where it may not. */
	extended?: string;
	/** Whose date it is. */
	from: "law" | "policy";
}

/** A supervisory authority (GDPR art. 51), or whoever stands in its place. */
export interface Authority {
	/** ISO 3166-1 or -2 code of where it is competent. */
	region: string;
	name: string;
	/** https; absent where it is not known, or is another for each part of the country. */
	url?: string;
	/** Where to complain, if that is known; https. */
	complaintUrl?: string;
	/** A word on when it is this one, where there are several. */
	scope?: "private" | "public" | "federal";
}

/** A piece of a text that looks like something nobody should send. */
export interface FoundSecret {
	kind: "key" | "token" | "password" | "card" | "identity-number" | "private-key";
	/** Where it begins and ends in the text, in UTF-16 code units. */
	start: number;
	end: number;
}

/** A request as its owner has it: `GET {endpoint}/requests`, and the answer to each change of one. */
export interface InboxRequest extends RequestStatus {
	/** What the person sent; null once it was pseudonymised. */
	request: Omit<RightsRequest, "secretHash"> | null;
	region: string | null;
	law: RightsLaw;
	/** The last day to which the answer may be put off; absent where it may not. ISO 8601, UTC, milliseconds. */
	extendableTo?: string;
	/** The owner's own; never told to the person. Oldest first. */
	notes: { at: string; text: string }[];
	/** Counts its changes; a change names the one it was made on. */
	revision: number;
	/** ISO 8601, UTC, milliseconds; null while it is open. */
	closedAt: string | null;
	isLate: boolean;
	/** True while an e-mail to the person waits to be delivered. */
	isMailOwed?: true;
}

/** `PATCH {endpoint}/requests/{reference}`, the owner's: one move, a note, or both. */
export interface RequestChange {
	/** Of the request as it was read; another one is 409. */
	revision: number;
	state?: RequestState;
	/** Told to the person; needed for `extended`, `denied`, `partly` and `needs-info`. At most 2000 characters. */
	reason?: string;
	/** Of `extended`: the new date, at most what the law allows. ISO date. */
	dueAt?: string;
	/** At most 2000 characters. */
	note?: string;
}
