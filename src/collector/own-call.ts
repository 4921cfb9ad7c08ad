import type { KeptRecord } from "../../types/record.ts";
import { digest } from "../core/canonical.ts";
import { readSecret } from "./bearer.ts";
import type { Signer } from "./keys.ts";
import type { MarkedRecord, Store } from "./store.ts";
import { streamOf } from "./stream.ts";

/** Records read at a time. */
const PAGE = 500;

/**
 * `GET {path}/records`: what is kept about the browser that has this secret, `{records: KeptRecord[]}`, the oldest
 * first; an empty list for a secret that nothing is kept for.
 * @throws ProblemError 401
 */
export async function sendOwnRecords(
	request: Request,
	store: Store,
	signer: Signer,
	failed: (error: unknown) => void,
): Promise<Response> {
	const subject = await digest(readSecret(request));
	const body = await streamOf(ownRecords(store, signer, subject), failed);
	return new Response(body, { headers: { "content-type": "application/json" } });
}

async function* ownRecords(store: Store, signer: Signer, subject: string): AsyncGenerator<string, void> {
	let glue = '{"records":[';
	for (let after: MarkedRecord | undefined; ; ) {
		const page: MarkedRecord[] = await store.read({ subject, after, limit: PAGE });
		const signed = await signer.sign(page.map(({ record: { id, hash }, receivedAt }) => ({ id, hash, receivedAt })));
		const entries = page.map((entry, index): KeptRecord => ({ ...entry, acknowledgement: signed[index]! }));
		const isLast = page.length < PAGE;
		const text = entries.map((entry) => JSON.stringify(entry)).join(",");
		yield `${page.length > 0 || !after ? glue : ""}${text}${isLast ? "]}" : ""}`;
		if (isLast) return;
		glue = ",";
		after = page.at(-1);
	}
}
