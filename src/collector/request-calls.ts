import type { Call, Method, Parts } from "./calls.ts";
import { deliverMail } from "./mail.ts";
import { confirm, openOwn, withdraw } from "./own-request-calls.ts";
import { isPageWanted, sendAsset, sendPage } from "./page-call.ts";
import { ProblemError } from "./problem.ts";
import { createRateLimit } from "./rate.ts";
import { sendCsv } from "./request-csv.ts";
import { sendDrp, sendOpenDsr } from "./request-exchange.ts";
import { change, readChange } from "./request-moves.ts";
import { nextOf, readRequestFilter, readRequestPage } from "./request-query.ts";
import type { StoredRequest } from "./request-store.ts";
import { inboxOf, receiptOf, statusOf } from "./request-views.ts";
import { receiveRequest } from "./requests-call.ts";

/** How often one address is asked to confirm a request; those beyond it are kept unconfirmed. */
const MAILS_PER_DAY = 5;
const ONE = /^\/requests\/([\w-]{1,32})(\/confirm)?$/;
const ASSET = /^\/page\/([a-z-]+\.(?:css|js))$/;

/** @returns the call on requests behind a path, or the page; undefined where there is none */
export function createRequestCalls(parts: Parts): (path: string) => Call | undefined {
	const { store, base, now, forOwner, failed, send, publicOrigin, addressOf, requestsPerMinute = 10 } = parts;
	const time = () => new Date(now()).toISOString();
	const limit = addressOf && createRateLimit({ addressOf, most: requestsPerMinute, now });
	/** Else anybody could have anybody's mailbox filled. */
	const ask = createRateLimit<string>({
		// What follows a + leads to the same mailbox. The @ before it keeps 127.… from being taken for this host.
		addressOf: (email) => `@${email.toLowerCase().replace(/\+[^@]*/, "")}`,
		most: MAILS_PER_DAY,
		windowMs: 86_400_000,
		now,
	});
	const mayAsk = (email: string) =>
		ask(email).then(
			() => true,
			() => false,
		);
	const canMail = send !== undefined;
	const urlOf = (request: Request, { reference }: StoredRequest) =>
		`${publicOrigin ?? new URL(request.url).origin}${base}/requests/${reference}`;
	/** Nobody waits for a server for mail, but the process where its server lets it; what fails stays owed. */
	const post = (request: Request & { waitUntil?: (work: Promise<unknown>) => void }, { id, mails }: StoredRequest) => {
		if (!send || publicOrigin === undefined || mails.length === 0) return;
		const work = deliverMail(store, { ...parts, send, publicOrigin, path: base, id });
		const told = work.catch((error) => failed("requests", error));
		request.waitUntil?.(told);
	};
	const forVisitor = (answer: Method["answer"]): Method => ({ audience: "visitor", answer });
	const forReader = (answer: Method["answer"]): Method => ({ audience: "reader", answer });
	const exported = (name: string, make: typeof sendCsv): [string, Call] => [
		`/requests.${name}`,
		{
			GET: forOwner((request) => {
				const filter = readRequestFilter(request, time());
				return make(store, filter, time(), (error) => failed(`requests.${name}`, error));
			}),
		},
	];

	const calls = new Map<string, Call>([
		[
			"/requests",
			{
				POST: forVisitor(async (request) => {
					await limit?.(request);
					const kept = await receiveRequest(request, { ...parts, receivedAt: time(), canMail, mayAsk });
					post(request, kept);
					return Response.json(receiptOf(kept, urlOf(request, kept)), { status: 201 });
				}),
				GET: forOwner(async (request) => {
					const page = readRequestPage(request, time());
					const found = await store.listRequests(page);
					const last = found.length === page.limit ? found.at(-1) : undefined;
					const requests = found.map((each) => inboxOf(each, urlOf(request, each), time()));
					return Response.json({ requests, next: last ? nextOf(last) : null });
				}),
			},
		],
		exported("csv", sendCsv),
		exported("drp.json", sendDrp),
		exported("opendsr.json", sendOpenDsr),
		["/inbox", { GET: forReader(() => sendPage("inbox.html", base, parts.timeZone)) }],
	]);

	const callOn = (reference: string): Call => ({
		GET: forVisitor(async (request) => {
			if (isPageWanted(request)) return sendPage("status.html", base, parts.timeZone);
			const own = await openOwn(request, reference, store);
			return Response.json(statusOf(own, urlOf(request, own)));
		}),
		DELETE: forVisitor(async (request) => {
			const own = await withdraw(request, reference, store, time());
			return Response.json(statusOf(own, urlOf(request, own)));
		}),
		PATCH: forOwner(async (request) => {
			const given = await readChange(request);
			const kept = await store.findRequest(reference.toUpperCase());
			if (!kept) throw new ProblemError({ status: 404, detail: "There is no such request." });
			const changed = change(kept, given, { ...parts, now: time(), canMail });
			if (!(await store.changeRequest(changed))) {
				throw new ProblemError({ status: 409, detail: "The request was changed meanwhile. Read it again." });
			}
			post(request, changed);
			return Response.json(inboxOf(changed, urlOf(request, changed), time()));
		}),
	});
	const confirmationOf = (reference: string): Call => ({
		GET: forReader(() => sendPage("confirm.html", base)),
		POST: forVisitor(async (request) => {
			await confirm(request, reference, store);
			return Response.json({ reference: reference.toUpperCase(), isConfirmed: true });
		}),
	});
	return (path) => {
		const [, reference, isConfirmation] = ONE.exec(path) ?? [];
		if (reference !== undefined) return isConfirmation ? confirmationOf(reference) : callOn(reference);
		const asset = ASSET.exec(path)?.[1];
		return asset === undefined ? calls.get(path) : { GET: forReader(() => sendAsset(asset)) };
	};
}
