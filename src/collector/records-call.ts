import type { BatchReply, ConsentRecord } from "../../types/record.ts";
import { digest, hashRecord } from "../core/canonical.ts";
import { EnvelopeSchema, RecordSchema } from "../records/schema.ts";
import { readJson } from "./body.ts";
import { flaws } from "./flaws.ts";
import type { Signer } from "./keys.ts";
import { type Flaw, ProblemError } from "./problem.ts";
import type { Store } from "./store.ts";

/** Bytes of a batch at most: what browsers let a page still send while it closes, less some room. */
const MAX_BATCH_BYTES = 60 * 1024;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Rejection = BatchReply["rejected"][number];

/**
 * `POST {path}/records`. Each record stands for itself: a bad one is rejected and the others are kept, and acknowledged
 * once they are. With each is kept whether the request carried Global Privacy Control's signal.
 * @param receivedAt ISO 8601, UTC, milliseconds
 * @returns the reply, and the records it acknowledges
 * @throws ProblemError 400, 413, 415; 422 for a batch that cannot be told apart into records
 */
export async function receiveRecords(
	request: Request,
	store: Store,
	signer: Signer,
	receivedAt: string,
): Promise<{ reply: BatchReply; kept: ConsentRecord[] }> {
	const envelope = EnvelopeSchema.safeParse(await readJson(request, MAX_BATCH_BYTES));
	if (!envelope.success) throw unprocessable(flaws(envelope.error));
	const { secret, records } = envelope.data;
	const subject = await digest(secret);
	const judged = await Promise.all(records.map((record, index) => judge(record, index, subject)));
	const unreadable = judged.flatMap((verdict) => ("unreadable" in verdict ? verdict.unreadable : []));
	if (unreadable.length > 0) throw unprocessable(unreadable);

	const valid = judged.flatMap((verdict) => ("record" in verdict ? verdict.record : []));
	const outcomes = valid.length > 0 ? await store.insert(valid, receivedAt, carriesSignal(request)) : [];
	const count = (wanted: string) => outcomes.filter(({ outcome }) => outcome === wanted).length;
	const kept = valid.filter((_, index) => outcomes[index]!.outcome !== "conflict");
	const times = outcomes.flatMap(({ outcome, receivedAt }) => (outcome === "conflict" ? [] : receivedAt));
	const conflicts = outcomes.flatMap(({ id, outcome }) =>
		outcome === "conflict" ? reject(id, "conflict", "another record is already kept under this id") : [],
	);
	const reply = {
		accepted: count("accepted"),
		duplicate: count("duplicate"),
		rejected: [...judged.flatMap((verdict) => ("rejection" in verdict ? verdict.rejection : [])), ...conflicts],
		acknowledgements: await signer.sign(kept.map(({ id, hash }, index) => ({ id, hash, receivedAt: times[index]! }))),
	};
	return { reply, kept };
}

/**
 * Global Privacy Control, "The Sec-GPC header field": exactly 1, anything else is as if it were absent; of several
 * such fields, which arrive joined by commas, one is enough.
 */
const carriesSignal = ({ headers }: Request) =>
	(headers.get("sec-gpc") ?? "").split(",").some((value) => value.trim() === "1");

type Verdict = { record: ConsentRecord } | { rejection: Rejection } | { unreadable: Flaw[] };

async function judge(value: unknown, index: number, subject: string): Promise<Verdict> {
	const parsed = RecordSchema.safeParse(value);
	if (!parsed.success) {
		const id = readId(value);
		if (id === null) return { unreadable: flaws(parsed.error, ["records", index]) };
		const message = flaws(parsed.error).map((flaw) => `${flaw.path || "record"}: ${flaw.message}`);
		return { rejection: reject(id, "invalid", message.join("; ")) };
	}
	const record = parsed.data;
	if (record.previous !== null && !/[AEIMQUYcgkosw048]$/.test(record.previous)) {
		return { rejection: reject(record.id, "invalid", "previous: must be a hash in base64url, its last bits zero") };
	}
	if (record.subject !== subject) {
		return {
			rejection: reject(record.id, "subject", "the record's subject is not the hash of the secret sent with it"),
		};
	}
	if (record.hash !== (await hashRecord(record))) {
		return { rejection: reject(record.id, "hash", "the hash is not that of the record's other fields") };
	}
	return { record };
}

/** What can name a record in the reply: any UUID, even where nothing else about the record is right. */
function readId(value: unknown): string | null {
	const id = typeof value === "object" && value !== null && "id" in value ? value.id : null;
	return typeof id === "string" && UUID.test(id) ? id : null;
}

const reject = (id: string, code: string, message: string): Rejection => ({ id, code, message });

function unprocessable(errors: Flaw[]): ProblemError {
	const detail = "The body is not a batch: a secret and 1 to 50 records, each with an id. Nothing of it was kept.";
	return new ProblemError({ status: 422, detail, errors: errors.slice(0, 20) });
}
