import type { DueDateOptions } from "./due-dates.ts";
import { CollectorError } from "./errors.ts";

/** An e-mail to one person, in plain text. */
export interface Message {
	/** One address, checked: no name, no list. */
	to: string;
	subject: string;
	text: string;
}

export interface MailOptions {
	/**
	 * Hands an e-mail over to whoever delivers it, and fails where that cannot be done; it is then tried again. Without it
	 * no address is confirmed and nobody is written to.
	 */
	send?: (message: Message) => Promise<void>;
	/**
	 * Where browsers find the collector, like `https://shop.example`: for the links in e-mails and receipts. Needed
	 * with `send`: else whoever sends a request could choose where its links lead. @default the request's own origin
	 */
	publicOrigin?: string;
	/** Who signs e-mails: the name of the company, at most 200 characters. @default no name */
	from?: string;
}

export interface RequestOptions extends DueDateOptions, MailOptions {
	/** Requests that one address may send in a minute, 1 to 60,000; counted as `addressOf` says. @default 10 */
	requestsPerMinute?: number;
}

/** @throws CollectorError `option-invalid` */
export function refuseInvalidRequestOptions(options: RequestOptions): void {
	const { timeZone = "UTC", responseDays, requestsPerMinute = 10, send, publicOrigin, from = "" } = options;
	const refuse = (where: string, message: string) => {
		throw new CollectorError("option-invalid", where, message);
	};
	try {
		new Intl.DateTimeFormat("en", { timeZone });
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		refuse("timeZone", `${JSON.stringify(timeZone)} must be a time zone like "Europe/Berlin"`);
	}
	for (const days of typeof responseDays === "object" ? Object.values(responseDays) : [responseDays ?? 1]) {
		if (!Number.isInteger(days) || days < 1 || days > 365)
			refuse("responseDays", `${days} must be a number from 1 to 365`);
	}
	if (!(requestsPerMinute >= 1 && requestsPerMinute <= 60_000)) {
		refuse("requestsPerMinute", `${requestsPerMinute} must be a number from 1 to 60000`);
	}
	const isOrigin = publicOrigin !== undefined && URL.canParse(publicOrigin) && /^https?:\/\//.test(publicOrigin);
	if (publicOrigin !== undefined && !(isOrigin && new URL(publicOrigin).origin === publicOrigin)) {
		refuse("publicOrigin", `${JSON.stringify(publicOrigin)} must be an origin like "https://shop.example"`);
	}
	if (send && publicOrigin === undefined) refuse("publicOrigin", "is needed with `send`, for the links in e-mails");
	if (from.length > 200 || /\p{Cc}/u.test(from))
		refuse("from", "must be a name on one line, of at most 200 characters");
}
