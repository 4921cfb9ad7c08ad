import { isEmail } from "../rights/check.ts";
import { CollectorError } from "./errors.ts";
import { textOf } from "./mail-texts.ts";
import type { MailOptions } from "./request-options.ts";
import type { OwedMail, RequestStore, StoredRequest } from "./request-store.ts";

/** Requests that are taken at a time. */
const PAGE = 20;
/** So long nobody else takes the next e-mail of a request. */
const IN_HAND_MS = 5 * 60_000;

export interface DeliveryOptions
	extends Required<Pick<MailOptions, "send" | "publicOrigin">>,
		Pick<MailOptions, "from"> {
	/** As the collector's: in which due days are counted. @default "UTC" */
	timeZone?: string;
	/** Where the collector's calls begin. @default "/yoursay" */
	path?: string;
	/** Milliseconds since 1970. @default Date.now */
	now?: () => number;
	/** Told of each e-mail that could not be delivered, without any visitor's data. @default console.error */
	onError?: (error: CollectorError) => void;
	/** Of one request alone. */
	id?: string;
}

/**
 * Hands over the e-mails that are owed. What fails stays owed, and is tried again by a later call: after five minutes,
 * and then twice as long each time, up to six hours. The collector does this after each request and change, so calling
 * it every minute serves what failed then. Several at once do no harm.
 * @returns how many were handed over
 * Fails where the store does.
 */
export async function deliverMail(store: RequestStore, options: DeliveryOptions): Promise<number> {
	const { now = Date.now, id } = options;
	let delivered = 0;
	for (let hasMore = true; hasMore; ) {
		const owing = await store.claimMails({ before: new Date(now()).toISOString(), id, limit: PAGE });
		for (const request of owing) delivered += await deliverAll(store, request, options);
		hasMore = owing.length === PAGE;
	}
	return delivered;
}

/** In their order; the first that fails keeps the others waiting. */
async function deliverAll(store: RequestStore, request: StoredRequest, options: DeliveryOptions): Promise<number> {
	const { now = Date.now } = options;
	let delivered = 0;
	for (const [index, mail] of request.mails.entries()) {
		if (isWanted(request, mail)) {
			try {
				await hand(request, mail, options);
			} catch (error) {
				tell(options, error);
				return delivered;
			}
			delivered += 1;
		}
		// The rest is in hand here; what came meanwhile is not.
		const isLast = index === request.mails.length - 1;
		await store.strikeMail(request.id, mail.key, new Date(now() + (isLast ? 0 : IN_HAND_MS)).toISOString());
	}
	return delivered;
}

/** Whoever took a request back, or whose request is answered, is asked for nothing any more. */
const isWanted = ({ content, closedAt, isConfirmed }: StoredRequest, mail: OwedMail) =>
	content?.email !== undefined && !("token" in mail && (closedAt !== null || isConfirmed));

async function hand(request: StoredRequest, mail: OwedMail, options: DeliveryOptions): Promise<void> {
	const { send, publicOrigin, path = "/yoursay" } = options;
	const to = request.content!.email!;
	if (!isEmail(to)) throw new Error("no address");
	const url = `${publicOrigin}${path.replace(/\/$/, "")}/requests/${request.reference}`;
	await send({ to, ...textOf(request, mail, url, options) });
}

/** What a server for mail says names the address: only a code is told. */
function tell({ onError }: DeliveryOptions, error: unknown): void {
	const { code } = (error ?? {}) as { code?: unknown };
	const why = typeof code === "string" && /^[A-Z]\w{1,31}$/.test(code) ? ` (${code})` : "";
	const told = new CollectorError("mail-failed", "send", `an e-mail could not be handed over${why}; it is tried again`);
	try {
		if (onError) onError(told);
		else console.error(told.message);
	} catch (thrown) {
		console.error(`[yoursay] onError threw ${thrown instanceof Error ? thrown.name : typeof thrown}`);
	}
}
