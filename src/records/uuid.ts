/** A UUIDv7 (RFC 9562 section 5.7): 48 bits of time in milliseconds, then 74 of 80 random bits. */
export function uuid(timeMs: number, random: Uint8Array): string {
	const hex = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
	const time = timeMs.toString(16).padStart(12, "0");
	const variant = "89ab"[random[2]! & 3];
	return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(5, 8)}-${hex.slice(8)}`;
}
