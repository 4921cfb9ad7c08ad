import { canonical, digest } from "../core/canonical.ts";
import { readJson } from "./body.ts";
import { ProblemError } from "./problem.ts";
import type { Store } from "./store.ts";

/** Bytes of words or settings at most: those of a thousand vendors. */
const MAX_NOTICE_BYTES = 256 * 1024;
const MAX_DEPTH = 16;

/**
 * `PUT {path}/notices/{hash}`: keeps words or settings that records name by this hash. 201 when they are new, 204
 * when they were here.
 * @throws ProblemError 400, 413, 415; 422 for what is no JSON object or has another hash
 */
export async function receiveNotice(
	request: Request,
	hash: string,
	store: Store,
	receivedAt: string,
): Promise<Response> {
	const body = await readJson(request, MAX_NOTICE_BYTES);
	if (typeof body !== "object" || body === null || Array.isArray(body))
		throw unprocessable("The body is no JSON object.");
	refuseDeep(body);
	const text = canonical(body);
	if ((await digest(text)) !== hash) {
		throw unprocessable("The body is not what this hash stands for: it is made over the body's RFC 8785 form.");
	}
	return new Response(null, { status: (await store.addNotice(hash, text, receivedAt)) ? 201 : 204 });
}

/** Without recursion, which a hostile nesting would overflow. */
function refuseDeep(body: object): void {
	let level: unknown[] = [body];
	for (let depth = 1; level.length > 0; depth += 1) {
		if (depth > MAX_DEPTH) throw unprocessable(`The body is nested deeper than ${MAX_DEPTH} levels.`);
		level = level.flatMap((value) => Object.values(value as object).filter((each) => typeof each === "object" && each));
	}
}

const unprocessable = (detail: string) => new ProblemError({ status: 422, detail });
