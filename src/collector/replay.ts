import { join } from "node:path";
import { CollectorError, isDataError, reason } from "./errors.ts";
import { type Journal, seal, setAside } from "./journal.ts";
import type { Store } from "./store.ts";

/**
 * Inserts what an earlier process left in the journal; repeats change nothing. What cannot be read, or what the
 * database refuses for good, goes to `journal-damaged` beside it. The journal itself is left as it is.
 * Fails when the database fails.
 */
export async function replay(
	home: string,
	journal: Journal,
	store: Store,
	onError: (error: CollectorError) => void,
): Promise<void> {
	const { entries, damaged, tornBytes } = await journal.leftover();
	for (const entry of entries) {
		try {
			await store.insert(entry.records, entry.receivedAt, entry.gpc);
		} catch (error) {
			if (!isDataError(error)) throw error;
			damaged.push(seal(Buffer.from(JSON.stringify(entry))).subarray(0, -1));
			onError(new CollectorError("journal-damaged", home, `the database refuses a batch: ${reason(error)}`));
		}
	}
	if (tornBytes > 0) {
		const message = `its last ${tornBytes} bytes were cut off while being written; they were never answered for, and are ignored`;
		onError(new CollectorError("journal-torn", join(home, "journal"), message));
	}
	if (damaged.length > 0) {
		const file = join(home, "journal-damaged");
		await setAside(file, damaged);
		const message = `${damaged.length} line(s) of the journal could not be used; they are kept here for you to look at`;
		onError(new CollectorError("journal-damaged", file, message));
	}
}
