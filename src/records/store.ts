import { createStore, promisifyRequest } from "idb-keyval";
import { attempt } from "../core/errors.ts";

/** A transaction over string keys; every value is plain data. */
export interface Store {
	/** False for the stand-in that lives in memory while IndexedDB is blocked. */
	isDurable: boolean;
	get<T>(key: string): Promise<T | undefined>;
	/** Values whose keys begin with the prefix, in key order. */
	list<T>(prefix: string, limit?: number): Promise<T[]>;
	/** Keys that begin with the prefix, in order. */
	keys(prefix: string): Promise<string[]>;
	/** All of it in one transaction; an `undefined` value deletes its key. */
	write(entries: [key: string, value: unknown][]): Promise<void>;
}

/** Opens this site's database, or memory where the browser refuses one. */
export async function openStore(name: string): Promise<Store> {
	const within = attempt(() => createStore(name, "keyval"));
	if (!within) return memoryStore();
	const store: Store = {
		isDurable: true,
		get: (key) => within("readonly", (all) => promisifyRequest(all.get(key))),
		list: (prefix, limit) =>
			within("readonly", (all) => promisifyRequest(all.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`), limit))),
		keys: (prefix) =>
			within("readonly", (all) =>
				promisifyRequest(all.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uffff`)) as IDBRequest<string[]>),
			),
		write: (entries) =>
			within("readwrite", (all) => {
				try {
					for (const [key, value] of entries) value === undefined ? all.delete(key) : all.put(value, key);
				} catch (cause) {
					all.transaction.abort(); // else the entries before the one that failed would stay
					throw cause;
				}
				return promisifyRequest(all.transaction);
			}),
	};
	return Promise.resolve()
		.then(() => store.get("head"))
		.then(
			() => store,
			() => memoryStore(),
		);
}

function memoryStore(): Store {
	const all = new Map<string, unknown>();
	const keys = (prefix: string) => [...all.keys()].filter((key) => key.startsWith(prefix)).sort();
	return {
		isDurable: false,
		get: async <T>(key: string) => all.get(key) as T | undefined,
		list: async <T>(prefix: string, limit?: number) =>
			keys(prefix)
				.slice(0, limit)
				.map((key) => all.get(key) as T),
		keys: async (prefix) => keys(prefix),
		write: async (entries) => {
			for (const [key, value] of entries) value === undefined ? all.delete(key) : all.set(key, value);
		},
	};
}
