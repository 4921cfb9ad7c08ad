/** The endpoint that widgets post to, and that its owner reads from. */
import { OWNER_TOKEN } from "./bearer.ts";
import { type Audience, type Call, createCalls, type Method } from "./calls.ts";
import { CollectorError, reason } from "./errors.ts";
import { createSigner } from "./keys.ts";
import { originGuard } from "./origins.ts";
import { ProblemError, problemResponse } from "./problem.ts";
import { createRateLimit } from "./rate.ts";
import { type RequestOptions, refuseInvalidRequestOptions } from "./request-options.ts";
import type { Store } from "./store.ts";

export { CollectorError } from "./errors.ts";
export { type DeliveryOptions, deliverMail } from "./mail.ts";
export type { MailOptions, Message, RequestOptions } from "./request-options.ts";
export type { OwedMail, RequestFilter, RequestPlace, RequestStore, StoredRequest } from "./request-store.ts";
export {
	type DeletionOptions,
	erase,
	expire,
	type PseudonymisingOptions,
	pseudonymise,
	type RetentionOptions,
} from "./retention.ts";
export type {
	Count,
	Filter,
	MarkedRecord,
	Outcome,
	Place,
	Report,
	Store,
	StoredKey,
	StoredRecord,
} from "./store.ts";

export interface CollectorOptions extends RequestOptions {
	/** `openPostgres` from `yoursay/collector/postgres`, `openEmbedded` from `yoursay/collector/embedded`, or your own. */
	store: Store;
	/** Origins of the pages that may send records, like `https://www.example.org`; the collector's own needs no entry, unless its requests say http where pages say https (behind a proxy). */
	origins: readonly string[];
	/** Where the calls begin. @default "/yoursay" */
	path?: string;
	/** Opens the owner's calls to whoever sends it; at least 16 printable characters. Without it they are refused. */
	ownerToken?: string;
	/** Days after which a new signing key takes the place of the last, at least 1. @default 90 */
	keyDays?: number;
	/**
	 * The caller's IP address, as your server or the proxy before it knows it; it is hashed, never kept. Without it, or
	 * where it gives undefined or a loopback address (a proxy's), calls are not limited: one limit for all would let
	 * anyone lock everyone out. Of `X-Forwarded-For`, only what your own proxy added is true: the entries at its end.
	 */
	addressOf?: (request: Request) => string | undefined;
	/**
	 * Calls that one address may make in a minute, 1 to 60,000. An office or a mobile network may be one address. The
	 * owner's do not count, but are refused too where others of that address have used it up. @default 240
	 */
	callsPerMinute?: number;
	/** `storage.cookie.domain` of the widget's configuration, where that is set: for the cookie that is handed back. */
	cookieDomain?: string;
	/** Milliseconds since 1970. @default Date.now */
	now?: () => number;
	/** Told when a call failed through no fault of its sender; without any visitor's data. @default console.error */
	onError?: (error: CollectorError) => void;
}

const RETRY_AFTER_S = 10;
const PREFLIGHT_S = 7200;
const ALWAYS = { "referrer-policy": "no-referrer", "x-content-type-options": "nosniff" };

/**
 * A `Request` in, a `Response` out, on any server that speaks fetch. It keeps no state but the store's (and, for a
 * minute, counts of calls), so any number of them may run side by side. Never rejects.
 * @throws CollectorError `option-invalid`
 */
export function createCollector(options: CollectorOptions): (request: Request) => Promise<Response> {
	const { store, path = "/yoursay", keyDays = 90, callsPerMinute = 240, addressOf, now = Date.now } = options;
	refuseInvalid(options);
	const { publicOrigin } = options;
	const corsOf = originGuard(publicOrigin === undefined ? options.origins : [...options.origins, publicOrigin]);
	const base = path.replace(/\/$/, "");
	const failed = (call: string, error: unknown) => tell(options.onError, call, error);
	const callAt = createCalls({ ...options, base, signer: createSigner(store, now, keyDays * 86_400_000), now, failed });
	const limit = addressOf && createRateLimit({ addressOf, most: callsPerMinute, now });

	const headersFor = (audience: Audience, request: Request): Record<string, string> => {
		if (audience === "visitor") return corsOf(request);
		return audience === "everybody" ? { "access-control-allow-origin": "*" } : {};
	};
	const perform = async (call: Call, method: Method | undefined, request: Request): Promise<Response> => {
		const allow = ["OPTIONS", ...Object.keys(call)].join(", ");
		if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
		if (!method) throw new ProblemError({ status: 405, detail: `This call takes ${allow}.`, headers: { allow } });
		const uncount = await limit?.(request);
		if (method.audience !== "owner") return method.answer(request);
		// The owner is not counted, but who tries out tokens is: first, so that past the limit no token is looked at.
		let isRefused = false;
		try {
			return await method.answer(request);
		} catch (error) {
			isRefused = error instanceof ProblemError && error.problem.status === 401;
			throw error;
		} finally {
			if (!isRefused) uncount?.();
		}
	};
	const answer = async (request: Request): Promise<Response> => {
		const { pathname } = new URL(request.url);
		const within = pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : "";
		const call = callAt(within);
		if (!call) throw new ProblemError({ status: 404, detail: `There is no such call; they begin at ${base}/.` });
		const method = methodOf(call, request);
		// What is not there, and a preflight that names nothing, is answered to whom the call's first method is for.
		const { audience } = method ?? Object.values(call)[0]!;
		const headers = headersFor(audience, request);
		const response = await perform(call, method, request).catch((error: unknown) =>
			problemOf(error, () => failed(within.split("/")[1]!, error)),
		);
		for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
		if (request.method === "OPTIONS" && "access-control-allow-origin" in headers) permit(response, call, audience);
		return response;
	};
	return async (request) => {
		const response = await answer(request).catch((error: unknown) => problemOf(error, () => failed("request", error)));
		for (const [name, value] of Object.entries(ALWAYS)) response.headers.set(name, value);
		if (!response.ok || !response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
		return response;
	};
}

/** The method that a request names, also where it only asks beforehand whether it may. */
function methodOf(call: Call, { method, headers }: Request): Method | undefined {
	const name = method === "OPTIONS" ? headers.get("access-control-request-method") : method;
	return name !== null && Object.hasOwn(call, name) ? call[name] : undefined;
}

/** What a preflight permits: all that is for the same people. */
function permit({ headers }: Response, call: Call, audience: Audience): void {
	const methods = Object.keys(call).filter((name) => call[name]!.audience === audience);
	headers.set("access-control-allow-methods", ["OPTIONS", ...methods].join(", "));
	headers.set("access-control-allow-headers", "authorization, content-type");
	headers.set("access-control-max-age", String(PREFLIGHT_S));
}

function problemOf(error: unknown, failed: () => void): Response {
	if (error instanceof ProblemError) return problemResponse(error.problem);
	failed();
	const detail = "This could not be done just now. Send it again later.";
	return problemResponse({ status: 503, detail, headers: { "retry-after": String(RETRY_AFTER_S) } });
}

/** @param call its first name only: what follows may be a hash */
function tell(onError: CollectorOptions["onError"], call: string, error: unknown): void {
	try {
		const told = new CollectorError("store-failed", call, reason(error));
		if (onError) onError(told);
		else console.error(told.message);
	} catch (thrown) {
		console.error(`[yoursay] onError threw ${thrown instanceof Error ? thrown.name : typeof thrown}`);
	}
}

function refuseInvalid(options: CollectorOptions): void {
	const { path = "/yoursay", ownerToken, keyDays = 90, callsPerMinute = 240, cookieDomain } = options;
	refuseInvalidRequestOptions(options);
	const refuse = (where: string, message: string) => {
		throw new CollectorError("option-invalid", where, message);
	};
	if (!/^(\/[\w.~-]+)*\/?$/.test(path)) refuse("path", `${JSON.stringify(path)} must be a path like "/yoursay"`);
	if (ownerToken !== undefined && !OWNER_TOKEN.test(ownerToken)) {
		refuse("ownerToken", "must be at least 16 letters, digits or one of -._~+/");
	}
	if (!(keyDays >= 1 && keyDays <= 36_500)) refuse("keyDays", `${keyDays} must be a number of days, 1 or more`);
	if (!(callsPerMinute >= 1 && callsPerMinute <= 60_000)) {
		refuse("callsPerMinute", `${callsPerMinute} must be a number from 1 to 60000`);
	}
	if (cookieDomain !== undefined && !/^\.?[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(cookieDomain)) {
		refuse("cookieDomain", `${JSON.stringify(cookieDomain)} must be a domain like "example.org"`);
	}
}
