import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { openEmbedded, type Store } from "../../../src/collector/embedded.ts";
import { type Folders, folders } from "./folder.ts";
import { type Holders, holders } from "./holder.ts";
import { closed, storedRequest } from "./request-contract.ts";
import { at } from "./sample.ts";

vi.setConfig({ testTimeout: 60_000 });

let templates: Folders;
let others: Holders;
let store: Store | undefined;
beforeAll(async () => {
	[templates, others] = await Promise.all([folders(), holders()]);
}, 120_000);
afterEach(async () => {
	await store?.close();
	store = undefined;
});
afterAll(async () => {
	await others?.remove();
	await templates?.remove();
});

it("a process killed right after its answer loses no request and no change", async () => {
	const folder = await templates.fresh();
	const [one, other] = [await storedRequest(), await storedRequest({ dueAt: at(90) })];
	const holder = await others.start(folder, undefined, undefined, { added: [one, other], changed: [closed(one, 5)] });
	await holder.kill();
	store = await openEmbedded(folder);
	expect(await store.listRequests({ limit: 9 })).toEqual([closed(one, 5), other]);
});

it("a process killed right after pseudonymising brings nobody back", async () => {
	const folder = await templates.fresh();
	const one = await storedRequest();
	const requests = { added: [one], changed: [closed(one, 5)], pseudonymised: at(6) };
	const holder = await others.start(folder, undefined, undefined, requests);
	await holder.kill();
	store = await openEmbedded(folder);
	expect(await store.findRequest(one.reference)).toMatchObject({ content: null, secretHash: null, state: "fulfilled" });
});

async function filesWith(folder: string, text: string): Promise<string[]> {
	const found: string[] = [];
	for (const member of await readdir(folder, { withFileTypes: true, recursive: true })) {
		if (!member.isFile()) continue;
		const path = join(member.parentPath, member.name);
		if ((await readFile(path)).includes(text)) found.push(path.slice(folder.length + 1));
	}
	return found;
}

it("what a person wrote is in no file any more once it is pseudonymised, but in what the database has yet to write over", async () => {
	const folder = await templates.fresh();
	store = await openEmbedded(folder);
	const one = await storedRequest();
	one.content!.name = "Xanthippe Zzyzx";
	await store.addRequest(one);
	await store.changeRequest(closed(one, 5));
	expect((await filesWith(folder, "Xanthippe")).join()).toContain("database/base");
	await store.pseudonymise(at(6));
	expect((await filesWith(folder, "Xanthippe")).filter((file) => !file.includes("pg_wal"))).toEqual([]);
	expect((await store.findRequest(one.reference))?.state).toBe("fulfilled");
});
