import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { openEmbedded } from "../../../src/collector/embedded.ts";
import type { Store } from "../../../src/collector/store.ts";
import { type Folders, folders } from "./folder.ts";
import { storeContract } from "./store-contract.ts";

vi.setConfig({ testTimeout: 30_000 });

let templates: Folders;
const opened: Store[] = [];

beforeAll(async () => {
	templates = await folders();
}, 60_000);
afterEach(async () => {
	for (const store of opened.splice(0)) await store.close();
});
afterAll(() => templates?.remove());

storeContract("PGlite in a folder", async () => {
	const store = await openEmbedded(await templates.fresh(), { journalBytes: 500_000 });
	opened.push(store);
	return store;
});
