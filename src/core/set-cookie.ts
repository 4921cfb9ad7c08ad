import { decode, isChoice } from "./storage.ts";

/** Browsers keep no cookie for longer. */
const longestS = 400 * 86_400;

export interface SetCookieOptions {
	/** Milliseconds since 1970. */
	now: number;
	/** The `Domain` of the cookie the widget writes (its `storage.cookie.domain`). */
	domain?: string | undefined;
	secure: boolean;
}

/**
 * The `Set-Cookie` value that hands a browser its own choice back: Safari forgets what scripts wrote after seven days, but
 * not what a server of the same site sent. Nothing where the text is no choice, or one that has expired.
 */
export function setCookieOf(name: string, text: string, { now, domain, secure }: SetCookieOptions): string | undefined {
	if (!isChoice(text)) return;
	const seconds = Math.min(Math.floor((decode(text).expires - now) / 1000), longestS);
	if (seconds <= 0) return;
	return [
		`${name}=${text}`,
		"Path=/",
		`Max-Age=${seconds}`,
		"SameSite=Lax",
		...(secure ? ["Secure"] : []),
		...(domain === undefined ? [] : [`Domain=${domain}`]),
	].join("; ");
}
