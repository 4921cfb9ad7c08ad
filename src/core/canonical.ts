/**
 * The RFC 8785 form of a JSON value: keys sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript prints them. `undefined` members are left out, as in JSON.
 */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
	if (value === null || typeof value !== "object") return JSON.stringify(value);
	const members = Object.entries(value)
		.filter(([, member]) => member !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
	return `{${members.join(",")}}`;
}

/** base64url without padding (RFC 4648 section 5). */
export function base64url(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes))
		.replaceAll("+", "-")
		.replaceAll("/", "_")
		.replace(/=+$/, "");
}

/** base64url SHA-256 of a text's UTF-8 bytes. */
export async function digest(text: string): Promise<string> {
	const bytes = new TextEncoder().encode(text);
	// Browsers keep their own from pages on plain http.
	if (!crypto.subtle) return base64url((await import("./sha256.ts")).sha256(bytes));
	return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** The hash a record must carry: over all its fields but `hash` itself. */
export function hashRecord(record: object): Promise<string> {
	const { hash: _, ...rest } = record as { hash?: string };
	return digest(canonical(rest));
}
