import type { Acknowledgement } from "../../types/record.ts";
import { canonical, digest } from "../core/canonical.ts";

/** How acknowledgements are signed: ECDSA on P-256 (FIPS 186-5) over SHA-256. */
export const SIGNING = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** A key's name: the RFC 7638 thumbprint of its public half, base64url. */
export function thumbprint({ crv, kty, x, y }: JsonWebKey): Promise<string> {
	return digest(canonical({ crv, kty, x, y }));
}

/** The bytes an acknowledgement's signature is made over. */
export function signedBytes({
	id,
	hash,
	receivedAt,
	kid,
}: Omit<Acknowledgement, "signature">): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(canonical({ id, hash, receivedAt, kid }));
}

/**
 * True when one of the keys signed it. A key is found by its thumbprint, whatever `kid` its set gives it; what is no
 * P-256 key is passed over. Needs a secure context (https or localhost) in browsers.
 */
export async function isAcknowledged(acknowledgement: Acknowledgement, keys: JsonWebKey[]): Promise<boolean> {
	const signature = bytesOf(acknowledgement.signature);
	if (!signature) return false;
	for (const key of keys) {
		const { kty, crv, x, y } = key;
		if (kty !== "EC" || crv !== "P-256" || (await thumbprint(key)) !== acknowledgement.kid) continue;
		try {
			const imported = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, SIGNING, false, ["verify"]);
			if (await crypto.subtle.verify(SIGNING, imported, signature, signedBytes(acknowledgement))) return true;
		} catch {
			// Its numbers are no point on the curve: no key.
		}
	}
	return false;
}

/** The 64 bytes of a signature in base64url without padding; undefined for anything else. */
function bytesOf(signature: unknown): Uint8Array<ArrayBuffer> | undefined {
	if (typeof signature !== "string" || !/^[\w-]{85}[AQgw]$/.test(signature)) return undefined;
	return Uint8Array.from(atob(signature.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}
