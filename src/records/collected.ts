import type { ConsentRecord, KeptRecord } from "../../types/record.ts";
import { isTime, jsonOf } from "./answer.ts";
import { addressOf, call } from "./attempts.ts";

/** Some thousand records. */
const mostBytes = 32 * 1024 * 1024;
const marks = /^(fork|gap|restart|clock|signal)$/;

type Unknown<Shape> = { [Name in keyof Shape]?: unknown };

const areTexts = (values: unknown[]) => values.every((each) => typeof each === "string" && each.length <= 1000);
const isTable = (value: unknown) =>
	typeof value === "object" && value !== null && !Array.isArray(value) && areTexts(Object.values(value));

/** Whether it can be shown as a record; what it is worth, only its hash tells. */
const isRecord = ({ sequence, method, purposes, vendors, ...record }: Unknown<ConsentRecord>) => {
	const { id, hash, subject, site, controller, occurredAt, regime, expiresAt } = record;
	return (
		areTexts([id, hash, subject, site, controller, regime, method]) &&
		isTime(occurredAt) &&
		typeof expiresAt === "string" &&
		Date.parse(expiresAt) > 0 &&
		Number.isInteger(sequence) &&
		isTable(purposes) &&
		isTable(vendors)
	);
};

const isEntry = (entry: Unknown<KeptRecord> | null): entry is KeptRecord =>
	isRecord(Object(entry?.record)) &&
	isTime(entry!.receivedAt) &&
	Array.isArray(entry!.marks) &&
	entry!.marks.every((each) => marks.test(`${each}`)) &&
	typeof entry!.gpc === "boolean" &&
	isTable(entry!.acknowledgement);

/**
 * What a collector has under a browser's secret, the oldest first.
 * @throws Error where it does not answer, or with something else
 */
export async function collect(endpoint: string, secret: string, send: typeof fetch): Promise<KeptRecord[]> {
	const called = await call(send, addressOf(endpoint, "records"), {
		headers: { accept: "application/json", authorization: `Bearer ${secret}` },
		redirect: "error",
		cache: "no-store",
	});
	if ("failure" in called) throw new Error(called.failure.reason);
	const { response } = called;
	const answer = response.ok ? ((await jsonOf(response, mostBytes)) as { records?: unknown } | null) : undefined;
	const all = answer?.records;
	if (!Array.isArray(all) || !all.every(isEntry)) throw new Error(`status ${response.status}`);
	return all.map(({ record, receivedAt, marks, gpc, acknowledgement }) => ({
		record,
		receivedAt,
		marks,
		gpc,
		acknowledgement,
	}));
}
