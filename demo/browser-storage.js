// What the demo's sites keep in this browser: read without creating anything, or removed.
const ours = /^(?:yoursay|__ph_|ph_|dmn_chk_|al_id$)/;
/** Ends of the keys that stand beside a site's choice. */
const beside = /-(?:aside|erase|outbox|place|requests|rights|told|worded)$/;

const databases = async () =>
	((await indexedDB.databases?.()) ?? []).map(({ name }) => name).filter((name) => name?.startsWith("yoursay"));

/** Keys below `outbox:` in one database; 0 where it vanished meanwhile, which must not bring it back. */
function countOutbox(name) {
	return new Promise((resolve) => {
		const request = indexedDB.open(name);
		request.onupgradeneeded = () => request.transaction.abort();
		request.onerror = () => resolve(0);
		request.onsuccess = () => {
			const database = request.result;
			database.onversionchange = () => database.close();
			const done = (count) => {
				database.close();
				resolve(count);
			};
			if (!database.objectStoreNames.contains("keyval")) return done(0);
			const count = database
				.transaction("keyval")
				.objectStore("keyval")
				.count(IDBKeyRange.bound("outbox:", "outbox:\uffff"));
			count.onsuccess = () => done(count.result);
			count.onerror = () => done(0);
		};
	});
}

/** The outboxes by database, drafts that wait for their seal, and the sites with an answer. */
export async function lookAround() {
	const names = await databases();
	const outboxes = await Promise.all(names.map(async (name) => ({ name, count: await countOutbox(name) })));
	const keys = Object.keys(localStorage).filter((key) => key.startsWith("yoursay"));
	return {
		outboxes,
		drafts: keys.filter((key) => key.includes("~")).length,
		choices: keys
			.filter((key) => /^yoursay(?:_[\w-]+)?$/.test(key) && !beside.test(key))
			.map((key) => key.slice("yoursay_".length) || "yoursay"),
	};
}

const remove = (name) =>
	new Promise((resolve) => {
		const request = indexedDB.deleteDatabase(name);
		request.onsuccess = () => resolve(0);
		request.onerror = request.onblocked = () => resolve(1);
	});

/** Removes choices, records and the vendors' traces. Returns how many databases another tab still holds. */
export async function forgetEverything() {
	for (const storage of [localStorage, sessionStorage]) {
		for (const key of Object.keys(storage)) if (ours.test(key)) storage.removeItem(key);
	}
	for (const pair of document.cookie.split("; ")) {
		const name = pair.split("=")[0];
		if (ours.test(name)) document.cookie = `${name}=; Path=/; Max-Age=0`;
	}
	const left = await Promise.all((await databases()).map(remove));
	return left.reduce((sum, held) => sum + held, 0);
}
