import { attempt } from "./errors.ts";

/** How long what is held waits for IndexedDB; then cookie and localStorage alone decide. */
const patienceMs = 2000;

/**
 * The choice as IndexedDB has it: a browser killed within seconds can lose cookie and localStorage and keep that. Empty
 * where there is none or the browser does not say in time; leaves no database behind, and rejects where it may not look.
 */
export const lookDeeper = (key: string): Promise<string> =>
	new Promise((resolve, reject) => {
		const nothing = () => resolve("");
		setTimeout(nothing, patienceMs);
		// WebKit keeps, and lists, a database whose making was aborted: only what is there is opened.
		indexedDB.databases().then((all) => {
			if (!all.some(({ name }) => name === key)) return nothing();
			const opening = indexedDB.open(key);
			opening.onerror = nothing;
			opening.onsuccess = () => {
				const { result } = opening;
				const reading = attempt(() => result.transaction("keyval").objectStore("keyval").get("choice"));
				if (reading) reading.onsuccess = () => resolve(String(reading.result));
				else nothing();
				result.close();
			};
		}, reject);
	});
