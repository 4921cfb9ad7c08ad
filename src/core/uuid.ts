/** A UUIDv7 (RFC 9562 section 5.7): 48 bits of time in milliseconds, then random. Works on plain http too. */
export function uuid(timeMs: number): string {
	const bytes = crypto.getRandomValues(new Uint8Array(10));
	const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
	const time = timeMs.toString(16).padStart(12, "0");
	const variant = "89ab"[bytes[2]! & 3];
	return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(5, 8)}-${random.slice(8)}`;
}
