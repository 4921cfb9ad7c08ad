import { ownerGuard } from "./bearer.ts";
import type { CollectorOptions } from "./collector.ts";
import { sendExport } from "./export-call.ts";
import { readFilter } from "./filter.ts";
import { keptCookies } from "./keep-cookie.ts";
import type { Signer } from "./keys.ts";
import { receiveNotice } from "./notices-call.ts";
import { sendOwnRecords } from "./own-call.ts";
import { receiveRecords } from "./records-call.ts";
import { createRequestCalls } from "./request-calls.ts";

/**
 * Who may make a call: pages on the list of origins, whoever has the owner's token, everybody; or a browser that shows
 * what the collector itself serves as a page.
 */
export type Audience = "visitor" | "owner" | "everybody" | "reader";

export interface Method {
	audience: Audience;
	answer: (request: Request) => Promise<Response>;
}

/** What can be done at one path, by method. */
export type Call = Record<string, Method>;

export interface Parts extends CollectorOptions {
	/** Where the calls begin, without a slash at the end. */
	base: string;
	signer: Signer;
	now: () => number;
	/** Told of a failure that is no answer any more. */
	failed: (call: string, error: unknown) => void;
	/** Makes a method the owner's. */
	forOwner: (answer: Method["answer"]) => Method;
}

/** How long others may keep the public keys: a record acknowledged with a newer one is seldom verified sooner. */
const KEYS_CACHE = "public, max-age=300";
const NOTICE = /^\/notices\/([\w-]{42}[AEIMQUYcgkosw048])$/;

/** @returns the call behind a path, undefined where there is none */
export function createCalls(given: Omit<Parts, "forOwner">): (path: string) => Call | undefined {
	const { store, signer, now, failed } = given;
	const admit = ownerGuard(given.ownerToken);
	const time = () => new Date(now()).toISOString();
	const forVisitor = (answer: Method["answer"]): Method => ({ audience: "visitor", answer });
	const forOwner = (answer: Method["answer"]): Method => ({
		audience: "owner",
		answer: (request) => admit(request).then(() => answer(request)),
	});
	const calls = new Map<string, Call>([
		[
			"/records",
			{
				GET: forVisitor((request) => sendOwnRecords(request, store, signer, (error) => failed("records", error))),
				POST: forVisitor(async (request) => {
					const { reply, kept } = await receiveRecords(request, store, signer, time());
					const response = Response.json(reply);
					const cookies = keptCookies(request, kept, { now: now(), domain: given.cookieDomain });
					for (const cookie of cookies) response.headers.append("set-cookie", cookie);
					return response;
				}),
			},
		],
		[
			"/keys",
			{
				GET: {
					audience: "everybody",
					answer: async () =>
						Response.json(await signer.publicKeys(), {
							headers: { "content-type": "application/jwk-set+json", "cache-control": KEYS_CACHE },
						}),
				},
			},
		],
		[
			"/report",
			{
				GET: forOwner(async (request) => {
					const filter = readFilter(request);
					return Response.json({ createdAt: time(), ...filter, ...(await store.report(filter, time())) });
				}),
			},
		],
		[
			"/records.ndjson",
			{ GET: forOwner((request) => sendExport(request, store, time(), (error) => failed("records.ndjson", error))) },
		],
	]);
	const requestCallAt = createRequestCalls({ ...given, forOwner });
	return (path) => {
		const hash = NOTICE.exec(path)?.[1];
		if (hash === undefined) return calls.get(path) ?? requestCallAt(path);
		return { PUT: forOwner((request) => receiveNotice(request, hash, store, time())) };
	};
}
