import { digest } from "../core/canonical.ts";
import { ProblemError } from "./problem.ts";

/** What an owner's token is made of: characters that RFC 6750 section 2.1 lets into the header, enough of them. */
export const OWNER_TOKEN = /^[\w.~+/-]{16,}=*$/;
const SCHEME = /^bearer +([\w.~+/-]+=*)$/i;

/** The secret of a browser, or of a request, from the `Authorization` header. @throws ProblemError 401 */
export function readSecret(request: Request): string {
	const secret = readBearer(request);
	if (secret && /^[\w-]{43}$/.test(secret)) return secret;
	throw unauthorized("Send the secret as `Authorization: Bearer …`.", secret !== undefined);
}

/**
 * Lets through who has the owner's token. Digests are compared, and all of them, so that time tells nothing.
 * @throws ProblemError 403 where there is no such token, 401
 */
export function ownerGuard(token: string | undefined): (request: Request) => Promise<void> {
	const expected = token === undefined ? undefined : digest(token);
	return async (request) => {
		if (expected === undefined) {
			const detail = "The owner's calls are switched off here: this collector was given no `ownerToken`.";
			throw new ProblemError({ status: 403, detail });
		}
		const given = readBearer(request);
		const [one, other] = await Promise.all([expected, digest(given ?? "")]);
		if (!isSameDigest(one, other) || given === undefined) {
			throw unauthorized("Send the owner's token as `Authorization: Bearer …`.", given !== undefined);
		}
	};
}

/** Compares digests whole, so that time tells nothing of where they differ. */
export function isSameDigest(one: string, other: string): boolean {
	let difference = one.length ^ other.length;
	for (let index = 0; index < one.length; index += 1) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
	return difference === 0;
}

function readBearer(request: Request): string | undefined {
	return SCHEME.exec(request.headers.get("authorization")?.trim() ?? "")?.[1];
}

/** RFC 6750 section 3: `invalid_token` only where one was sent. */
function unauthorized(detail: string, wasSent: boolean): ProblemError {
	const challenge = `Bearer realm="yoursay"${wasSent ? ', error="invalid_token"' : ""}`;
	return new ProblemError({ status: 401, detail, headers: { "www-authenticate": challenge } });
}
