import { CollectorError } from "./errors.ts";
import { ProblemError } from "./problem.ts";

/**
 * Decides who may call from a browser, by the `Origin` header, which a page cannot forge. Without one (a server, a
 * command line) or from the request's own origin a call is let through.
 * @returns the CORS headers for an answer
 * @throws CollectorError `option-invalid` for an entry that no browser would ever send
 */
export function originGuard(origins: readonly string[]): (request: Request) => Record<string, string> {
	for (const origin of origins) refuseUnlikely(origin);
	const allowed = new Set(origins);
	return (request): Record<string, string> => {
		const origin = request.headers.get("origin");
		if (origin === null || origin === new URL(request.url).origin) return { vary: "Origin" };
		if (allowed.has(origin)) {
			return { vary: "Origin", "access-control-allow-origin": origin, "access-control-expose-headers": "Retry-After" };
		}
		const detail = "This origin may not send here. The collector's owner can add it to `origins`.";
		throw new ProblemError({ status: 403, detail, headers: { vary: "Origin" } });
	};
}

function refuseUnlikely(origin: string): void {
	const real = URL.canParse(origin) ? new URL(origin).origin : null;
	if (real === origin && origin !== "null") return;
	const remedy = real && real !== "null" ? `write ${real}` : "write it like https://www.example.org";
	throw new CollectorError("option-invalid", "origins", `${JSON.stringify(origin)} is not an origin; ${remedy}`);
}
