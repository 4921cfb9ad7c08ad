import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CollectorError, reason } from "./errors.ts";
import { type Journal, openJournal } from "./journal.ts";
import { lockFolder } from "./lock.ts";
import { replay } from "./replay.ts";
import { createSqlStore, type Query } from "./sql-store.ts";
import type { Store } from "./store.ts";
import { syncFolder, syncNames } from "./sync.ts";

export type { CollectorError, Store };

export interface EmbeddedOptions {
	/** Bytes of journal above which its batches are brought to the disk as database files. @default 16 MiB */
	journalBytes?: number;
	/** Told of what was ignored or kept aside at start, and of a journal that could not be emptied. @default console.warn */
	onError?: (error: CollectorError) => void;
}

/**
 * The store in a folder, on PGlite (`@electric-sql/pglite`, loaded here and nowhere else), for one process. PGlite
 * never calls fsync; so each batch is on the disk in a journal before it is inserted and answered, and is inserted
 * again at the next start when the process or the machine failed in between.
 * @throws CollectorError `folder-in-use` when another process has the folder, `folder-unusable` when it cannot be opened
 */
export async function openEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<Store> {
	const home = resolve(folder);
	const opened: (() => Promise<void>)[] = [];
	const giveBack = async () => {
		const results = [];
		for (const undo of opened.splice(0).reverse()) results.push(...(await Promise.allSettled([undo()])));
		const failed = results.find((result) => result.status === "rejected");
		if (failed) throw failed.reason;
	};
	try {
		if (await mkdir(home, { recursive: true, mode: 0o700 })) await syncNames(dirname(home));
		opened.push(await lockFolder(home));
		const journal = await openJournal(join(home, "journal"));
		opened.push(journal.close);
		const database = await openDatabase(home);
		opened.push(database.close);
		return await assemble(home, journal, database.query, options, giveBack);
	} catch (error) {
		// What went wrong first is what the owner must hear of.
		await giveBack().catch(() => {});
		if (error instanceof CollectorError) throw error;
		throw new CollectorError("folder-unusable", home, `${reason(error)}; ${REMEDY}`, { cause: error });
	}
}

const REMEDY =
	"nothing in it was removed. Mend the cause, or move its folder `database` away to start empty: batches still in the file `journal` are then inserted again, older ones come back only from a backup";

async function openDatabase(home: string): Promise<{ query: Query; close(): Promise<void> }> {
	const { PGlite } = await import("@electric-sql/pglite").catch((error: unknown) => {
		throw new CollectorError("folder-unusable", home, "run `npm install @electric-sql/pglite`", { cause: error });
	});
	const pglite = await PGlite.create({ dataDir: join(home, "database") });
	return { query: (sql, params) => pglite.query(sql, params), close: () => pglite.close() };
}

async function assemble(
	home: string,
	journal: Journal,
	query: Query,
	{ journalBytes = 16 * 1024 * 1024, onError = (error) => console.warn(error.message) }: EmbeddedOptions,
	giveBack: () => Promise<void>,
): Promise<Store> {
	const store = await createSqlStore(query);
	const checkpoint = async () => {
		await query("checkpoint", []);
		await syncFolder(join(home, "database"));
		await journal.truncate();
	};
	await replay(home, journal, store, onError);
	if (journal.size() > 0) await checkpoint();

	// One at a time: the journal may be emptied only when every batch in it has reached the database.
	let turn: Promise<unknown> = Promise.resolve();
	const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
		const result = turn.then(work);
		turn = result.catch(() => {});
		return result;
	};
	let bound = journalBytes;
	const report = (what: string) => (error: unknown) => {
		onError(new CollectorError("store-failed", home, `${what}: ${reason(error)}`));
	};
	const rotate = async () => {
		bound = journal.size() + journalBytes;
		await checkpoint();
		bound = journalBytes;
	};
	let closing: Promise<void> | undefined;
	return {
		insert: (records, receivedAt) =>
			inTurn(async () => {
				const takeOut = await journal.append({ receivedAt, records: [...records] });
				const outcomes = await store.insert(records, receivedAt).catch(async (error: unknown) => {
					await takeOut().catch(report("a refused batch stays in the journal"));
					throw error;
				});
				if (journal.size() > bound) await rotate().catch(report("the journal could not be emptied"));
				return outcomes;
			}),
		list: store.list,
		close: () => (closing ??= inTurn(() => checkpoint().finally(giveBack))),
	};
}
