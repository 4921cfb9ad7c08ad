import { ProblemError } from "./problem.ts";

const MINUTE_MS = 60_000;
/** A count-min sketch: one counter in each row for an address, of which the least counts. 512 KiB, however many call. */
const ROWS = 4;
const WIDTH = 2 ** 16;
const HIGHEST = 2 ** 16 - 1;

/** A proxy on the same host, whose own address stands for all its visitors. */
export const isLoopback = (address: string) => /^(::ffff:)?127\.|^::1$/i.test(address);

export interface RateOptions<Counted> {
	/** Where a call comes from: an IP address, as your server knows it. Undefined and loopback addresses are not counted. */
	addressOf: (counted: Counted) => string | undefined;
	/** Calls of one address in a window. */
	most: number;
	/** @default a minute */
	windowMs?: number;
	/** Milliseconds since 1970. */
	now: () => number;
}

/**
 * Counts calls by address, a window of time after another, in memory. No address is kept: only counters at places that
 * its hash names, under a random salt that lives as long as the window. Addresses that fall together by chance are rare,
 * and only ever count too much.
 * @returns counts one call, and gives what takes it back. @throws ProblemError 429 with the seconds until the next window
 */
export function createRateLimit<Counted = Request>({
	addressOf,
	most,
	windowMs = MINUTE_MS,
	now,
}: RateOptions<Counted>): (counted: Counted) => Promise<() => void> {
	const counters = new Uint16Array(ROWS * WIDTH);
	const salt = new Uint8Array(16);
	let windowEnd = Number.NEGATIVE_INFINITY;

	return async (given) => {
		const address = addressOf(given);
		if (!address || isLoopback(address)) return () => {};
		const time = now();
		if (time >= windowEnd || time < windowEnd - windowMs) {
			windowEnd = time + windowMs;
			crypto.getRandomValues(salt);
			counters.fill(0);
		}
		const network = new TextEncoder().encode(networkOf(address));
		const salted = new Uint8Array(salt.length + network.length);
		salted.set(salt);
		salted.set(network, salt.length);
		const places = new Uint16Array(await crypto.subtle.digest("SHA-256", salted)).subarray(0, ROWS);
		const counted = Array.from(places, (place, row) => row * WIDTH + place);
		const window = windowEnd;
		let least = HIGHEST;
		for (const at of counted) {
			counters[at] = Math.min(counters[at]! + 1, HIGHEST);
			least = Math.min(least, counters[at]!);
		}
		if (least <= most) {
			return () => {
				if (windowEnd !== window) return;
				for (const at of counted) counters[at] = Math.max(counters[at]! - 1, 0);
			};
		}
		const seconds = Math.max(1, Math.ceil((windowEnd - time) / 1000));
		throw new ProblemError({
			status: 429,
			detail: "Too many calls from this address. Come back when Retry-After says.",
			headers: { "retry-after": String(seconds) },
		});
	};
}

/** An IPv6 address stands for its /64, which is what one household or host has. */
function networkOf(address: string): string {
	if (!address.includes(":") || address.includes(".")) return address;
	const [head = "", tail] = address.toLowerCase().split("%")[0]!.split("::");
	const groups = head === "" ? [] : head.split(":");
	const after = tail ? tail.split(":") : [];
	const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
	const all = [...groups, ...Array<string>(zeros).fill("0"), ...after];
	return all
		.slice(0, 4)
		.map((group) => group.replace(/^0+(?=.)/, ""))
		.join(":");
}
