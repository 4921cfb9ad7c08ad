import { base64url, digest, hashRecord } from "../../../src/core/canonical.ts";
import type { ConsentRecord } from "../../../types/record.ts";

export const NOON = Date.parse("2026-11-21T12:00:00.000Z");
export const at = (minutes: number) => new Date(NOON + minutes * 60_000).toISOString();

export const newSecret = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** A UUIDv7 of noon. */
function newId(): string {
	const time = NOON.toString(16).padStart(12, "0");
	return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

/** A record as the widget seals it, with a true hash; `changes` are made before sealing. */
export async function sampleRecord(secret: string, changes: Partial<ConsentRecord> = {}): Promise<ConsentRecord> {
	const record: ConsentRecord = {
		version: 1,
		id: newId(),
		sequence: 0,
		previous: null,
		hash: "",
		subject: await digest(secret),
		site: "shop.example",
		controller: "Example Shop Ltd",
		occurredAt: at(0),
		region: "DE",
		regionSource: "guess",
		regime: "opt-in",
		rules: null,
		notice: {
			language: "de",
			textHash: await digest("words"),
			policyVersion: null,
			configHash: await digest("config"),
		},
		interface: { library: "yoursay/0.1.0", view: "ask", layout: "box" },
		method: "reject-all",
		automated: false,
		purposes: { necessary: "granted", analytics: "refused" },
		vendors: {},
		signals: { gpc: false },
		expiresAt: at(60 * 24 * 180),
		...changes,
	};
	return { ...record, hash: await hashRecord(record) };
}

export function sampleRecords(count: number, secret = newSecret()): Promise<ConsentRecord[]> {
	return Promise.all(Array.from({ length: count }, (_, sequence) => sampleRecord(secret, { sequence })));
}
