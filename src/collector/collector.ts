import { CollectorError, reason } from "./errors.ts";
import { originGuard } from "./origins.ts";
import { ProblemError, problemResponse } from "./problem.ts";
import { receiveRecords } from "./records-call.ts";
import type { Store } from "./store.ts";

export { CollectorError } from "./errors.ts";
export type { Outcome, Place, Store, StoredRecord } from "./store.ts";

export interface CollectorOptions {
	/** `openPostgres` from `yoursay/collector/postgres`, `openEmbedded` from `yoursay/collector/embedded`, or your own. */
	store: Store;
	/** Origins of the pages that may send records, like `https://www.example.org`; the collector's own needs no entry. */
	origins: readonly string[];
	/** Where the calls begin. @default "/yoursay" */
	path?: string;
	/** Milliseconds since 1970. @default Date.now */
	now?: () => number;
	/** Told when a call failed through no fault of its sender; without any visitor's data. @default console.error */
	onError?: (error: CollectorError) => void;
}

const RETRY_AFTER_S = 10;
const PREFLIGHT_S = 7200;
const ALWAYS = { "cache-control": "no-store", "referrer-policy": "no-referrer", "x-content-type-options": "nosniff" };

/**
 * The endpoint that widgets post to: a `Request` in, a `Response` out, on any server that speaks fetch. It keeps no
 * state but the store's, so any number of them may run side by side. Never rejects.
 * @throws CollectorError `option-invalid`
 */
export function createCollector(options: CollectorOptions): (request: Request) => Promise<Response> {
	const { store, origins, path = "/yoursay", now = Date.now } = options;
	if (!/^(\/[\w.~-]+)*\/?$/.test(path)) {
		throw new CollectorError("option-invalid", "path", `${JSON.stringify(path)} must be a path like "/yoursay"`);
	}
	const corsFor = originGuard(origins);
	const base = path.replace(/\/$/, "");
	const calls: Record<string, Record<string, (request: Request) => Promise<Response>>> = {
		[`${base}/records`]: {
			POST: async (request) => Response.json(await receiveRecords(request, store, new Date(now()).toISOString())),
		},
	};

	const answer = async (request: Request): Promise<Response> => {
		const { pathname } = new URL(request.url);
		const methods = Object.hasOwn(calls, pathname) ? calls[pathname]! : undefined;
		if (!methods) return problemResponse({ status: 404, detail: `There is no such call; they begin at ${base}/.` });
		const cors = corsFor(request);
		const allow = ["OPTIONS", ...Object.keys(methods)].join(", ");
		if (request.method === "OPTIONS") return preflight(cors, allow);
		const call = Object.hasOwn(methods, request.method) ? methods[request.method]! : undefined;
		const response = call
			? await call(request).catch((error: unknown) => failure(error, options.onError))
			: problemResponse({ status: 405, detail: `This call takes ${allow}.`, headers: { allow } });
		return withHeaders(response, cors);
	};
	return async (request) => {
		const response = await answer(request).catch((error: unknown) => failure(error, options.onError));
		return withHeaders(response, ALWAYS);
	};
}

function preflight(cors: Record<string, string>, allow: string): Response {
	const permits = {
		"access-control-allow-methods": allow,
		"access-control-allow-headers": "content-type",
		"access-control-max-age": String(PREFLIGHT_S),
	};
	const headers = "access-control-allow-origin" in cors ? { ...cors, ...permits } : cors;
	return new Response(null, { status: 204, headers: { ...headers, allow } });
}

function failure(
	error: unknown,
	onError: CollectorOptions["onError"] = (error) => console.error(error.message),
): Response {
	if (error instanceof ProblemError) return problemResponse(error.problem);
	const detail = "The records could not be kept just now. Send them again later.";
	try {
		onError(new CollectorError("store-failed", "records", reason(error)));
	} catch (thrown) {
		console.error(`[yoursay] onError threw ${thrown instanceof Error ? thrown.name : typeof thrown}`);
	}
	return problemResponse({ status: 503, detail, headers: { "retry-after": String(RETRY_AFTER_S) } });
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
	for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
	return response;
}
