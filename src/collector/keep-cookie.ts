import type { ConsentRecord } from "../../types/record.ts";
import { setCookieOf } from "../core/set-cookie.ts";

export interface KeepOptions {
	/** Milliseconds since 1970. */
	now: number;
	/** The `Domain` of the cookie the widget writes (its `storage.cookie.domain`). */
	domain: string | undefined;
}

/**
 * `Set-Cookie` values that hand a browser its own choice back. Safari forgets what scripts wrote after seven days, but
 * not what a server of the same site sent. A cookie comes back only where the request carried it, from a page of the
 * collector's own origin, and where it is the choice that the newest of these records of its site was made from.
 */
export function keptCookies(request: Request, records: readonly ConsentRecord[], options: KeepOptions): string[] {
	const header = request.headers.get("cookie");
	if (!header || !isSameOrigin(request)) return [];
	const newest = new Map<string, number>();
	for (const { site, occurredAt } of records) {
		newest.set(site, Math.max(newest.get(site) ?? 0, Date.parse(occurredAt)));
	}
	const secure = /^https:/.test(request.headers.get("origin") ?? request.url);
	const kept = header.split(/; */).flatMap((pair) => {
		const [, name = "", value = ""] = /^(yoursay(?:_[a-z0-9][a-z0-9_-]{0,63})?)=(.*)$/.exec(pair) ?? [];
		const decided = Number(value.slice(2, 15));
		const sites = name === "yoursay" ? [...newest.keys()] : [name.slice("yoursay_".length)];
		if (!sites.some((site) => newest.get(site) === decided)) return [];
		return setCookieOf(name, value, { ...options, secure }) ?? [];
	});
	return [...new Set(kept)];
}

/** Browsers say so themselves; the origins are compared for those that do not, and differ behind a proxy that ends TLS. */
function isSameOrigin(request: Request): boolean {
	const site = request.headers.get("sec-fetch-site");
	if (site !== null) return site === "same-origin";
	const origin = request.headers.get("origin");
	return origin === null || origin === new URL(request.url).origin;
}
