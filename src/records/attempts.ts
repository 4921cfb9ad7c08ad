/** What all that waits for a collector has in common: one call of it, and the pause until the next. */

/** First pause after a failure; doubles each time, with jitter between half and all of it. */
const firstPauseMs = 1000;
const longestPauseMs = 5 * 60 * 1000;
const timeoutMs = 20_000;

/** Where time, chance and network come from. */
export interface AttemptOptions {
	fetch?: typeof fetch;
	now?(): number;
	random?(): number;
	wait?(work: () => void, ms: number): unknown;
}

/** Trouble that may pass. */
export interface Failure {
	/** `status 503`, or the name of an error; nothing of what was sent. */
	reason: string;
	retryAfterMs?: number;
}

/** An address below the collector's base. */
export const addressOf = (endpoint: string, path: string): string => `${endpoint.replace(/\/$/, "")}/${path}`;

/** One call without a referrer, of at most 20 seconds with its answer's body. */
export async function call(
	send: typeof fetch,
	url: string,
	init: RequestInit,
): Promise<{ response: Response } | { failure: Failure }> {
	try {
		const signal = AbortSignal.timeout(timeoutMs);
		return { response: await send(url, { referrerPolicy: "no-referrer", signal, ...init }) };
	} catch (cause) {
		return { failure: { reason: cause instanceof Error ? cause.name : "network" } };
	}
}

/** An answer that is no success, as trouble that may pass. */
export const failureOf = ({ status, headers }: Response, nowMs: number): Failure => ({
	reason: `status ${status}`,
	retryAfterMs: retryAfterMs(headers.get("retry-after"), nowMs),
});

/** Counts failures in a row. */
export function createPauses(random = Math.random) {
	let failures = 0;
	return {
		/** How long to wait after one more failure, and whether the owner is told: at once of a 4xx, else the third time. */
		next({ reason, retryAfterMs = 0 }: Failure): { waitMs: number; isTold: boolean } {
			const pauseMs = Math.min(firstPauseMs * 2 ** failures++, longestPauseMs) * (0.5 + random() / 2);
			const isTold = failures === 3 || reason.startsWith("status 4");
			return { waitMs: Math.ceil(Math.max(pauseMs, retryAfterMs)), isTold };
		},
		/** It worked: the next failure is the first one. */
		end() {
			failures = 0;
		},
	};
}

/** `Retry-After` (RFC 9110 section 10.2.3) in milliseconds from now; at most a day; undefined where absent or unreadable. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
	if (!header) return;
	const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
	return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 86_400_000) : undefined;
}
