import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CollectorError, reason } from "./errors.ts";
import { type Journal, openJournal, takeOut } from "./journal.ts";
import { lockFolder } from "./lock.ts";
import { replay } from "./replay.ts";
import { createSqlStore, type Query, type Received } from "./sql-store.ts";
import type { Store } from "./store.ts";
import { syncFolder, syncNames } from "./sync.ts";
import { createSharedTurns, createTurns } from "./turns.ts";

export type { CollectorError, Store };

export interface EmbeddedOptions {
	/** Bytes of journal above which its batches are brought to the disk as database files. @default 16 MiB */
	journalBytes?: number;
	/** Told of what was ignored or kept aside at start, and of a journal that could not be emptied. @default console.warn */
	onError?: (error: CollectorError) => void;
}

/**
 * The store in a folder, on PGlite (`@electric-sql/pglite`, loaded here and nowhere else), for one process. PGlite
 * never calls fsync; so each batch is on the disk in a journal before it is answered, and is inserted again at the
 * next start when the process or the machine failed in between. Batches that arrive while others are being written
 * share the next write, and the next statement.
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
	const store = await createSqlStore(query, 1);
	const checkpoint = async () => {
		await query("checkpoint", []);
		await syncFolder(join(home, "database"));
		await journal.truncate();
	};
	await replay(home, journal, store, onError);
	if (journal.size() > 0) await checkpoint();

	const report = (what: string) => (error: unknown) => {
		onError(new CollectorError("store-failed", home, `${what}: ${reason(error)}`));
	};
	let bound = journalBytes;
	const rotate = async () => {
		if (journal.size() <= bound) return;
		bound = journal.size() + journalBytes;
		await checkpoint().then(() => (bound = journalBytes), report("the journal could not be emptied"));
	};
	const commit = async (batches: readonly Received[]) => {
		const { synced, undo } = await journal.append(batches);
		// The disk works while the database computes. Answered is what both have.
		const [onDisk, inserted] = await Promise.allSettled([synced, store.insertAll(batches)]);
		if (onDisk.status === "rejected") throw onDisk.reason;
		if (inserted.status === "rejected") {
			await undo().catch(report("a refused batch stays in the journal"));
			throw inserted.reason;
		}
		await rotate();
		return inserted.value;
	};
	const { inTurn, insert } = createTurns(commit);
	/** What is not in the journal must reach the disk by itself. */
	const onDisk = createSharedTurns(inTurn, checkpoint);
	/** Out of the journal first, else a crash in between would bring the records back at the next start. */
	const removing = <T>(work: () => Promise<T>) =>
		inTurn(async () => {
			if (journal.size() > 0) await checkpoint();
			const result = await work();
			await query("vacuum yoursay_records", []);
			await checkpoint();
			return result;
		});
	let closing: Promise<void> | undefined;
	return {
		...store,
		insert: (records, receivedAt, gpc) => insert({ records: [...records], receivedAt, gpc }),
		addNotice: (hash, body, receivedAt) => onDisk(() => store.addNotice(hash, body, receivedAt)),
		addKey: (key, replaces) => onDisk(() => store.addKey(key, replaces)),
		erase: (subject) =>
			removing(async () => {
				await takeOut(join(home, "journal-damaged"), subject);
				return store.erase(subject);
			}),
		expire: (before) => removing(() => store.expire(before)),
		addRequest: (request) => onDisk(() => store.addRequest(request)),
		changeRequest: (request) => onDisk(() => store.changeRequest(request)),
		claimMails: (options) => store.claimMails(options),
		strikeMail: (id, key, at) => onDisk(() => store.strikeMail(id, key, at)),
		pseudonymise: (before) =>
			inTurn(async () => {
				const changed = await store.pseudonymise(before);
				if (changed === 0) return 0;
				// Written anew, the table has no room in it where the old words still stand.
				await query("vacuum full yoursay_requests", []);
				await checkpoint();
				return changed;
			}),
		close: () => (closing ??= inTurn(() => checkpoint().finally(giveBack))),
	};
}
