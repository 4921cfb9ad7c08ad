import { settle } from "../../../src/config/settle.ts";
import { base64url, canonical, digest, hashRecord } from "../../../src/core/canonical.ts";
import { SIGNING, signedBytes, thumbprint } from "../../../src/records/acknowledgement.ts";
import type { ReceiptParts } from "../../../src/records/receipt.ts";
import { uuid } from "../../../src/records/uuid.ts";
import type { Config } from "../../../types/config.ts";
import type { Shown } from "../../../types/consent.ts";
import type { Acknowledgement, ConsentRecord } from "../../../types/record.ts";

const start = Date.UTC(2026, 10, 21, 9);
const day = 86_400_000;

/** A configuration that says all that ISO/IEC TS 27560 asks for. */
export const complete: Config = {
	site: {
		id: "shop",
		name: "Shop",
		controller: { name: "Example Shop Ltd", address: "1 Quay, Dublin", contact: "privacy@shop.example" },
	},
	purposes: [
		"necessary",
		{
			id: "analytics",
			data: ["Pages visited", "IP address"],
			retention: "13 months",
			location: "Ireland",
			vendors: [
				{ id: "counter", provider: "Counter GmbH", country: "DE", policyUrl: "https://counter.example/privacy" },
				{ id: "heat", name: "Heat", provider: "Heat Inc.", country: "US", policyUrl: "https://heat.example/privacy" },
			],
		},
		{
			id: "fraud",
			title: "Against fraud",
			description: "Compares orders with earlier ones.",
			legalBasis: "legitimate-interests",
		},
		{
			id: "survey",
			title: "Surveys",
			description: "Asks you a few questions.",
			data: ["Answers"],
			retention: "1 year",
			location: "Ireland",
		},
	],
	policy: { url: "https://shop.example/privacy", lastUpdated: "2026-11-01" },
	region: "IE",
};

const shown: Shown[] = [
	{ view: "ask", layout: "box", language: "en", words: ["Your data, your say", "Accept all", "Reject all"] },
	{ view: "preferences", layout: "box", language: "en", words: ["Preferences", "Statistics", "Save choices"] },
];

/** What a record says beyond where and by whom it was made. */
type Decision = Pick<ConsentRecord, "method" | "purposes"> & Partial<ConsentRecord>;

const decisions: Decision[] = [
	{ method: "reject-all", purposes: { analytics: "refused", fraud: "objected", survey: "refused" } },
	{ method: "accept-all", purposes: { analytics: "granted", fraud: "granted", survey: "granted" } },
	{
		method: "save",
		purposes: { analytics: "granted", fraud: "granted", survey: "withdrawn" },
		vendors: { heat: "withdrawn" },
	},
	{ method: "withdraw", purposes: { analytics: "withdrawn", fraud: "objected", survey: "withdrawn" } },
	{ method: "api", automated: true, purposes: { analytics: "granted", fraud: "objected", survey: "not-asked" } },
];

/** A collector's key, and what it says of records. */
export async function newSigner() {
	const { privateKey, publicKey } = await crypto.subtle.generateKey(SIGNING, true, ["sign", "verify"]);
	const key = await crypto.subtle.exportKey("jwk", publicKey);
	const kid = await thumbprint(key);
	return {
		key,
		async sign({ id, hash }: ConsentRecord): Promise<Acknowledgement> {
			const unsigned = { id, hash, receivedAt: new Date(start + 30 * day).toISOString(), kid };
			const signature = await crypto.subtle.sign(SIGNING, privateKey, signedBytes(unsigned));
			return { ...unsigned, signature: base64url(new Uint8Array(signature)) };
		},
	};
}

/** A whole chain of five records, with the words and the configuration they were made on; nothing signed. */
export async function newParts(config: Config = complete, changes: Decision[] = decisions): Promise<ReceiptParts> {
	const settings = JSON.parse(JSON.stringify(settle(config)));
	const configHash = await digest(canonical(settings));
	const textHashes = await Promise.all(shown.map((each) => digest(canonical(each))));
	const subject = await digest("a secret");
	const records: ConsentRecord[] = [];
	for (const [sequence, decision] of changes.entries()) {
		const time = start + sequence * day;
		const at = sequence % 2;
		const unhashed = {
			version: 1 as const,
			id: uuid(time, crypto.getRandomValues(new Uint8Array(10))),
			sequence,
			previous: records.at(-1)?.hash ?? null,
			subject,
			site: "shop",
			controller: "Example Shop Ltd",
			occurredAt: new Date(time).toISOString(),
			region: config.region ?? null,
			regionSource: "config" as const,
			regime: "opt-in" as const,
			rules: null,
			notice: { language: "en", textHash: textHashes[at]!, policyVersion: "2026-11-01", configHash },
			interface: { library: "yoursay/0.1.0", view: shown[at]!.view, layout: "box" as const },
			automated: false,
			vendors: {},
			signals: { gpc: false },
			expiresAt: new Date(time + 180 * day).toISOString(),
			...decision,
		};
		records.push({ ...unhashed, hash: await hashRecord(unhashed) });
	}
	return {
		records,
		notices: Object.fromEntries(shown.map((each, at) => [textHashes[at]!, each])),
		configs: { [configHash]: settings },
		acknowledgements: [],
		now: start + 40 * day,
		id: uuid(start + 40 * day, crypto.getRandomValues(new Uint8Array(10))),
	};
}
