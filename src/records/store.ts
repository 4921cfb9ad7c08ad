import { promisifyRequest } from "idb-keyval";

/** A browser may leave an opening of its database unanswered; then what was to be kept waits for the next page. */
const patienceMs = 5000;
/** The object store of idb-keyval, a key per thing. */
const table = "keyval";

export type Entry = [key: string, value: unknown];

/** A transaction over string keys; every value is plain data. */
export interface Store {
	/** False for the stand-in that lives in memory while IndexedDB is blocked. */
	isDurable: boolean;
	get<T>(key: string): Promise<T | undefined>;
	/** Values whose keys begin with the prefix, in key order. */
	list<T>(prefix: string, limit?: number): Promise<T[]>;
	/** Keys that begin with the prefix, in order. */
	keys(prefix: string): Promise<string[]>;
	/** All of it in one transaction; an `undefined` value deletes its key. `strict`: settles once it is on the disk. */
	write(entries: Entry[], durability?: IDBTransactionDurability): Promise<void>;
	/**
	 * As `write`, but only while `key` still holds what was read from it, compared by its `hash`; else nothing is
	 * written and the answer is false. So nobody's turn is lost where there are no locks.
	 */
	writeAfter(key: string, read: { hash: string } | undefined, entries: Entry[]): Promise<boolean>;
}

type Within = <T>(
	mode: IDBTransactionMode,
	work: (all: IDBObjectStore) => T | Promise<T>,
	durability?: IDBTransactionDurability,
) => Promise<T>;

/**
 * Opens this site's database, or memory where the browser refuses one.
 * @throws Error where the browser does not answer within five seconds
 */
export async function openStore(name: string): Promise<Store> {
	const within = connect(name);
	const timer = new Promise<never>((_, reject) =>
		setTimeout(() => reject(new Error("IndexedDB does not answer")), patienceMs),
	);
	const opened = within("readonly", () => durableStore(within)).catch(memoryStore);
	return Promise.race([opened, timer]);
}

/** Transactions over one connection: opened anew where the browser closed it, given up where another page needs it to be. */
function connect(name: string): Within {
	const open = (version?: number) => {
		const request = indexedDB.open(name, version);
		request.onupgradeneeded = () => request.result.createObjectStore(table);
		return promisifyRequest(request);
	};
	let connection: Promise<IDBDatabase> | undefined;
	const forget = () => {
		connection = undefined;
	};
	const begin = async (): Promise<IDBDatabase> => {
		let found = await open();
		// Whoever made this database, our table is missing in it.
		if (!found.objectStoreNames.contains(table)) {
			found.close();
			found = await open(found.version + 1);
		}
		found.onclose = forget;
		found.onversionchange = () => {
			forget();
			found.close();
		};
		return found;
	};
	const begun = () => {
		connection ??= begin();
		connection.catch(forget);
		return connection;
	};
	return async (mode, work, durability) => {
		let transaction: IDBTransaction;
		try {
			transaction = (await begun()).transaction(table, mode, { durability });
		} catch {
			forget(); // closed without a word
			transaction = (await begun()).transaction(table, mode, { durability });
		}
		return work(transaction.objectStore(table));
	};
}

function durableStore(within: Within): Store {
	const range = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);
	const writeIf = (
		isStill: (all: IDBObjectStore, act: () => void) => void,
		entries: Entry[],
		durability?: IDBTransactionDurability,
	) =>
		within(
			"readwrite",
			async (all) => {
				const done = promisifyRequest(all.transaction);
				let isDone = false;
				let failure: unknown;
				isStill(all, () => {
					try {
						for (const [key, value] of entries) value === undefined ? all.delete(key) : all.put(value, key);
						isDone = true;
					} catch (cause) {
						failure = cause;
						all.transaction.abort(); // else the entries before the one that failed would stay
					}
				});
				await done.catch((cause) => {
					throw failure ?? cause;
				});
				return isDone;
			},
			durability,
		);
	return {
		isDurable: true,
		get: (key) => within("readonly", (all) => promisifyRequest(all.get(key))),
		list: (prefix, limit) => within("readonly", (all) => promisifyRequest(all.getAll(range(prefix), limit))),
		keys: (prefix) =>
			within("readonly", (all) => promisifyRequest(all.getAllKeys(range(prefix)) as IDBRequest<string[]>)),
		write: async (entries, durability) => void (await writeIf((_, act) => act(), entries, durability)),
		writeAfter: (key, read, entries) =>
			writeIf((all, act) => {
				const reading = all.get(key);
				reading.onsuccess = () => reading.result?.hash === read?.hash && act();
			}, entries),
	};
}

/** A stand-in that lasts as long as its page. */
export function memoryStore(): Store {
	const all = new Map<string, unknown>();
	const keys = (prefix: string) => [...all.keys()].filter((key) => key.startsWith(prefix)).sort();
	const put = (entries: Entry[]) => {
		for (const [key, value] of entries) value === undefined ? all.delete(key) : all.set(key, value);
	};
	return {
		isDurable: false,
		get: async <T>(key: string) => all.get(key) as T | undefined,
		list: async <T>(prefix: string, limit?: number) =>
			keys(prefix)
				.slice(0, limit)
				.map((key) => all.get(key) as T),
		keys: async (prefix) => keys(prefix),
		write: async (entries) => put(entries),
		writeAfter: async (key, read, entries) => {
			const isNext = (all.get(key) as typeof read)?.hash === read?.hash;
			if (isNext) put(entries);
			return isNext;
		},
	};
}
