import type { RequestKind, RightsRequest } from "../../types/request.ts";

/** What is wrong with one field of the form; the codes are keys of the words of problems. */
export interface Flaw {
	/** `of` is the name of who is asked for. */
	field: keyof RightsRequest | "of";
	code:
		| "noRight"
		| "noEmail"
		| "badEmail"
		| "badEmailAt"
		| "noPlace"
		| "noMessage"
		| "noAccount"
		| "noRecipient"
		| "noDecision"
		| "noReference"
		| "noOf"
		| "tooLong"
		| "tooMany"
		| "badDate"
		| "badOrder"
		| "futureDate";
	/** Of what is too long or too many: by how much. */
	count?: number;
}

/** Characters of a text at most, in UTF-16 code units. */
export const longest = { name: 200, email: 254, message: 5000, of: 200, account: 200, outcome: 2000 };
/** Recipients that one request objects to at most. */
export const mostRecipients = 20;

/** Kinds of request that say nothing without a field. */
const needing: Partial<Record<Flaw["field"], RegExp>> = {
	// Nobody needs to be reached for an opt-out (11 CCR 7026, 7060; unconfirmed), and who appeals was reached before.
	email: /^(?!opt|lim|app)/,
	message: /^(rect|objection|comp)/,
	account: /^disc/,
	recipients: /^object-/,
	decision: /^mark/,
	appeals: /^app/,
};
/** Kinds that may have a field which others have no use for. */
const using: typeof needing = {
	...needing,
	email: /^/,
	message: /^/,
	since: /^access/,
	until: /^access/,
	happenedAt: /^comp/,
	outcome: /^comp/,
	purposes: /^(opt|lim)/,
};

/** Whether a request of a kind says nothing without a field. */
export const needs = (kind: RequestKind, field: Flaw["field"]): boolean => !!needing[field]?.test(kind);
/** Whether a request of a kind may have a field. */
export const uses = (kind: RequestKind, field: Flaw["field"]): boolean => using[field]?.test(kind) ?? true;

// Nothing that could end a header, or make one address of two (RFC 5322 specials), quoted or not.
const address = /^[^\s@<>()[\]\\,;:"\p{C}]+@(?:[\p{L}\p{M}\p{N}-]+\.)+[\p{L}\p{M}\p{N}-]{2,}$/u;
/** Whether it may be written to: one @, and a domain with a dot. At most 254 characters (RFC 5321, 4.5.3.1.3). */
export const isEmail = (text: string): boolean => text.length <= longest.email && address.test(text);

/** Whether it is ISO 8601 and on the calendar, from 1900 on: 0026 is a year half typed. */
export const isDay = (text: string): boolean =>
	/^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(text) && !!new Date(text).toJSON()?.startsWith(text);

export const isRegion = (text: string): boolean => /^[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(text);

/** What somebody typed, as it is sent: without space around it and without control characters. `isLine`: in one line. */
export const tidy = (text: string, isLine?: boolean): string =>
	text
		.replace(/\r\n?/g, "\n")
		.replace(isLine ? /\p{Cc}+/gu : /[^\P{Cc}\n\t]+/gu, isLine ? " " : "")
		.replace(/\p{Cs}/gu, "\ufffd")
		.trim();

const missing = {
	email: "noEmail",
	message: "noMessage",
	account: "noAccount",
	recipients: "noRecipient",
	decision: "noDecision",
	appeals: "noReference",
} as const;
const keysOf = <Key extends string>(of: Record<Key, unknown>) => Object.keys(of) as Key[];

/**
 * What is wrong with what somebody filled in, in any order and at most one flaw a field; empty where it can be sent. Texts
 * are to be tidied before, and what the kind does not use left out. Days are those of the device's time zone.
 * @param now Milliseconds since 1970.
 */
export function checkRequest(fields: Partial<RightsRequest>, now: number): Flaw[] {
	const { kind, agent, region, email, recipients = [], since, until } = fields;
	if (!kind) return [{ field: "kind", code: "noRight" }];
	const today = new Date(now - new Date(now).getTimezoneOffset() * 6e4).toJSON().slice(0, 10);
	const flaws = new Map<Flaw["field"], Flaw>();
	const say = (field: Flaw["field"], code: Flaw["code"], count?: number) =>
		flaws.has(field) || flaws.set(field, { field, code, ...(count && { count }) });

	for (const field of keysOf(missing)) if (needs(kind, field) && !fields[field]?.length) say(field, missing[field]);
	if (agent && !agent.of) say("of", "noOf");
	if (region !== null && !isRegion(`${region}`)) say("region", "noPlace");
	for (const field of keysOf(longest)) {
		const over = ((field === "of" ? agent?.of : fields[field]) ?? "").length - longest[field];
		if (over > 0) say(field, "tooLong", over);
	}
	if (email && !isEmail(email)) say("email", email.includes("@") ? "badEmail" : "badEmailAt");
	if (recipients.length > mostRecipients) say("recipients", "tooMany", recipients.length - mostRecipients);
	for (const field of ["since", "until", "happenedAt"] as const) {
		const day = fields[field];
		if (day && !isDay(day)) say(field, "badDate");
		if (day! > today) say(field, "futureDate");
	}
	if (since && until! < since) say("until", "badOrder");
	return [...flaws.values()];
}
