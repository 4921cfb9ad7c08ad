import { afterAll, beforeAll, vi } from "vitest";
import { openEmbedded } from "../../../src/collector/embedded.ts";
import type { Store } from "../../../src/collector/store.ts";
import { type Folders, folders } from "./folder.ts";
import { requestContract } from "./request-contract.ts";
import { storeContract } from "./store-contract.ts";

vi.setConfig({ testTimeout: 30_000 });

let templates: Folders;
let store: Store;
let own: Store | undefined;

beforeAll(async () => {
	templates = await folders();
	store = await openEmbedded(await templates.fresh(), { journalBytes: 500_000 });
}, 60_000);
afterAll(async () => {
	await own?.close();
	await store?.close();
	await templates?.remove();
});

/** One store, emptied: opening a folder takes a second. Keys and words of earlier tests stay. */
storeContract("PGlite in a folder", async () => {
	while ((await store.expire("infinity")).records > 0);
	return store;
});

/** A folder of its own for each test: there is no way to take requests out of a store. */
requestContract("PGlite in a folder", async () => {
	await own?.close();
	own = await openEmbedded(await templates.fresh());
	return own;
});
