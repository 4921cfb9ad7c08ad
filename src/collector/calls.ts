import { ownerGuard } from "./bearer.ts";
import type { CollectorOptions } from "./collector.ts";
import { sendExport } from "./export-call.ts";
import { readFilter } from "./filter.ts";
import { keptCookies } from "./keep-cookie.ts";
import type { Signer } from "./keys.ts";
import { receiveNotice } from "./notices-call.ts";
import { sendOwnRecords } from "./own-call.ts";
import { receiveRecords } from "./records-call.ts";

/** Who a call is for: pages on the list of origins, whoever has the owner's token, or everybody. */
type Audience = "visitor" | "owner" | "everybody";

export interface Call {
	audience: Audience;
	/** By method. */
	methods: Record<string, (request: Request) => Promise<Response>>;
}

interface Parts extends Pick<CollectorOptions, "store" | "ownerToken" | "cookieDomain"> {
	signer: Signer;
	now: () => number;
	/** Told of a failure in the middle of an answer. */
	failed: (call: string, error: unknown) => void;
}

/** How long others may keep the public keys: a record acknowledged with a newer one is seldom verified sooner. */
const KEYS_CACHE = "public, max-age=300";
const NOTICE = /^\/notices\/([\w-]{42}[AEIMQUYcgkosw048])$/;

/** @returns the call behind a path, undefined where there is none */
export function createCalls(parts: Parts): (path: string) => Call | undefined {
	const { store, signer, now, failed } = parts;
	const admit = ownerGuard(parts.ownerToken);
	const time = () => new Date(now()).toISOString();
	const forOwner = (method: string, work: (request: Request) => Promise<Response>): Call => ({
		audience: "owner",
		methods: { [method]: (request) => admit(request).then(() => work(request)) },
	});
	const calls = new Map<string, Call>([
		[
			"/records",
			{
				audience: "visitor",
				methods: {
					GET: (request) => sendOwnRecords(request, store, signer, (error) => failed("records", error)),
					POST: async (request) => {
						const { reply, kept } = await receiveRecords(request, store, signer, time());
						const response = Response.json(reply);
						const cookies = keptCookies(request, kept, { now: now(), domain: parts.cookieDomain });
						for (const cookie of cookies) response.headers.append("set-cookie", cookie);
						return response;
					},
				},
			},
		],
		[
			"/keys",
			{
				audience: "everybody",
				methods: {
					GET: async () =>
						Response.json(await signer.publicKeys(), {
							headers: { "content-type": "application/jwk-set+json", "cache-control": KEYS_CACHE },
						}),
				},
			},
		],
		[
			"/report",
			forOwner("GET", async (request) => {
				const filter = readFilter(request);
				return Response.json({ createdAt: time(), ...filter, ...(await store.report(filter)) });
			}),
		],
		[
			"/records.ndjson",
			forOwner("GET", (request) => sendExport(request, store, time(), (error) => failed("records.ndjson", error))),
		],
	]);
	return (path) => {
		const hash = NOTICE.exec(path)?.[1];
		if (hash === undefined) return calls.get(path);
		return forOwner("PUT", (request) => receiveNotice(request, hash, store, time()));
	};
}
