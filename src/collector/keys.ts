import type { Acknowledgement } from "../../types/record.ts";
import { base64url } from "../core/canonical.ts";
import { SIGNING, signedBytes, thumbprint } from "../records/acknowledgement.ts";
import type { Store, StoredKey } from "./store.ts";

/** How long a handler goes on signing with a key before it asks the store whether another has replaced it. */
const FRESH_MS = 5 * 60_000;

interface Current {
	kid: string;
	key: CryptoKey;
	/** Milliseconds since 1970. */
	createdAt: number;
}

export interface Signer {
	sign(entries: readonly Omit<Acknowledgement, "kid" | "signature">[]): Promise<Acknowledgement[]>;
	/** A JWK Set (RFC 7517) of all public keys there ever were, the newest first. */
	publicKeys(): Promise<{ keys: JsonWebKey[] }>;
}

/**
 * Signs with the store's newest key. It is made when it is first needed, and replaced after `rotationMs`; of several
 * handlers that do so at once, the store lets one through and the others take that one's key.
 */
export function createSigner(store: Store, now: () => number, rotationMs: number): Signer {
	let current: Promise<Current> | undefined;
	let lookedUpAt = Number.NEGATIVE_INFINITY;

	const isDue = (createdAt: number) => now() - createdAt >= rotationMs;
	const lookUp = async (): Promise<{ newest: StoredKey; all: StoredKey[] }> => {
		const all = await store.keys();
		const [newest] = all;
		if (newest?.privateKey && !isDue(Date.parse(newest.createdAt))) return { newest, all };
		await store.addKey(await makeKey(now()), newest?.kid ?? null);
		const after = await store.keys();
		if (!after[0]?.privateKey) throw new Error("the store has no signing key, though one was just added");
		return { newest: after[0], all: after };
	};
	const load = async (): Promise<Current> => {
		const { newest } = await lookUp();
		const key = await crypto.subtle.importKey("jwk", newest.privateKey!, SIGNING, false, ["sign"]);
		return { kid: newest.kid, key, createdAt: Date.parse(newest.createdAt) };
	};
	const ready = async (): Promise<Current> => {
		if (current && now() - lookedUpAt < FRESH_MS) {
			const loaded = await current;
			if (!isDue(loaded.createdAt)) return loaded;
		}
		lookedUpAt = now();
		const loading = load();
		current = loading;
		// A failure is not remembered: the next call asks again.
		loading.catch(() => current === loading && (current = undefined));
		return loading;
	};
	return {
		sign: async (entries) => {
			if (entries.length === 0) return [];
			const { kid, key } = await ready();
			return Promise.all(
				entries.map(async ({ id, hash, receivedAt }) => {
					const signed = { id, hash, receivedAt, kid };
					const signature = await crypto.subtle.sign(SIGNING, key, signedBytes(signed));
					return { ...signed, signature: base64url(new Uint8Array(signature)) };
				}),
			);
		},
		publicKeys: async () => {
			const { all } = await lookUp();
			return { keys: all.map(({ kid, publicKey }) => ({ ...publicKey, kid, use: "sig", alg: "ES256" })) };
		},
	};
}

async function makeKey(nowMs: number): Promise<StoredKey & { privateKey: JsonWebKey }> {
	const pair = await crypto.subtle.generateKey(SIGNING, true, ["sign", "verify"]);
	const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
	const publicKey = { kty, crv, x, y };
	return {
		kid: await thumbprint(publicKey),
		publicKey,
		privateKey: { ...publicKey, d },
		createdAt: new Date(nowMs).toISOString(),
	};
}
