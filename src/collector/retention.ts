import { CollectorError } from "./errors.ts";
import type { RequestStore } from "./request-store.ts";
import type { Store } from "./store.ts";

export interface DeletionOptions {
	/** Told what was done, in one line of counts that names nobody. @default console.info */
	onLog?: (line: string) => void;
}

export interface RetentionOptions extends DeletionOptions {
	/** Days that a browser's records are kept after the last of them expired. @default 365 */
	retentionDays?: number;
	/** Milliseconds since 1970. @default Date.now */
	now?: () => number;
}

export interface PseudonymisingOptions extends DeletionOptions {
	/** Days after which nothing of the person is left in a closed request. @default 365 */
	requestDays?: number;
	/** Milliseconds since 1970. @default Date.now */
	now?: () => number;
}

const toConsole = (line: string) => console.info(line);

/**
 * Deletes what has been kept long enough: subjects whose last record expired that many days ago, each whole, in bounded
 * steps between which records go on being received. Run it daily; several at once do no harm.
 * @returns what was deleted
 * @throws CollectorError `option-invalid`; what the store fails with, after which what was deleted stays deleted
 */
export async function expire(
	store: Store,
	{ retentionDays = 365, now = Date.now, onLog = toConsole }: RetentionOptions = {},
): Promise<{ subjects: number; records: number }> {
	if (!Number.isFinite(retentionDays) || retentionDays < 0) {
		throw new CollectorError("option-invalid", "retentionDays", "must be a number of days, 0 or more");
	}
	const before = new Date(now() - retentionDays * 86_400_000).toISOString();
	const total = { subjects: 0, records: 0 };
	try {
		for (let step = await store.expire(before); step.records > 0; step = await store.expire(before)) {
			total.subjects += step.subjects;
			total.records += step.records;
		}
	} finally {
		onLog(`[yoursay] expired: ${total.subjects} subject(s), ${total.records} record(s) deleted`);
	}
	return total;
}

/**
 * Takes out of requests that were closed that many days ago all that names or describes the person, and all that was
 * written to and about them; kind, region, dates and states stay for the counts. Their status is then gone, too. Run it
 * daily; several at once do no harm.
 * @returns how many there were
 * @throws CollectorError `option-invalid`; what the store fails with, after which what was done stays done
 */
export async function pseudonymise(
	store: RequestStore,
	{ requestDays = 365, now = Date.now, onLog = toConsole }: PseudonymisingOptions = {},
): Promise<number> {
	if (!Number.isFinite(requestDays) || requestDays < 0) {
		throw new CollectorError("option-invalid", "requestDays", "must be a number of days, 0 or more");
	}
	const before = new Date(now() - requestDays * 86_400_000).toISOString();
	let total = 0;
	try {
		for (let step = await store.pseudonymise(before); step > 0; step = await store.pseudonymise(before)) total += step;
	} finally {
		onLog(`[yoursay] pseudonymised: ${total} closed request(s)`);
	}
	return total;
}

/**
 * Deletes all records of one subject now.
 * @param subject the records' `subject`, which a visitor's receipt shows
 * @returns how many there were
 * @throws CollectorError `option-invalid` for what is no subject
 */
export async function erase(
	store: Store,
	subject: string,
	{ onLog = toConsole }: DeletionOptions = {},
): Promise<number> {
	if (!/^[\w-]{42}[AEIMQUYcgkosw048]$/.test(subject)) {
		throw new CollectorError("option-invalid", "subject", "must be the 43 characters that records have as `subject`");
	}
	const records = await store.erase(subject);
	onLog(`[yoursay] erased: ${records > 0 ? 1 : 0} subject(s), ${records} record(s) deleted`);
	return records;
}
