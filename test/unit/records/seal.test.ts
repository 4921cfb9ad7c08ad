import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { canonical, digest, hashRecord } from "../../../src/core/canonical.ts";
import { RecordSchema } from "../../../src/records/schema.ts";
import { type Head, seal, type Waiting } from "../../../src/records/seal.ts";
import { openStore, type Store } from "../../../src/records/store.ts";
import type { ConsentRecord } from "../../../types/record.ts";
import { newDraft, settings } from "./draft.ts";

let store: Store;
let count = 0;
beforeEach(async () => {
	store = await openStore(`yoursay-${count++}`);
});
afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

const records = () => store.list<ConsentRecord>("record:");
const everything = () => store.list("");

describe("a sealed record", () => {
	it("is what the collector takes, and says what was decided", async () => {
		const draft = newDraft();
		await seal(store, draft, settings);
		const [record] = await records();
		expect(RecordSchema.parse(record)).toEqual(record);
		expect(record).toMatchObject({
			version: 1,
			sequence: 0,
			previous: null,
			site: "shop",
			controller: "Shop Ltd",
			occurredAt: draft.snapshot.decidedAt,
			expiresAt: draft.snapshot.expiresAt,
			region: "DE",
			regionSource: "config",
			regime: "opt-in",
			method: "save",
			automated: false,
			purposes: { analytics: "granted", media: "refused" },
			vendors: { vimeo: "granted" },
			signals: { gpc: true },
			interface: { library: expect.stringMatching(/^yoursay\/\d+\.\d+\.\d+/), view: "ask", layout: "box" },
		});
	});

	it("carries the hash of all its other fields", async () => {
		await seal(store, newDraft(), settings);
		const [record] = await records();
		expect(record!.hash).toBe(await hashRecord(record!));
	});

	it("carries the hash of the words shown, and the words are kept", async () => {
		const draft = newDraft();
		await seal(store, draft, settings);
		const { notice } = (await records())[0]!;
		expect(notice.textHash).toBe(await digest(canonical(draft.shown)));
		expect(notice.language).toBe("en-GB");
		expect(await store.get(`notice:${notice.textHash}`)).toEqual(draft.shown);
	});

	it("carries the hash of the configuration, which is kept, and the policy's date", async () => {
		await seal(store, newDraft(), settings);
		const { notice } = (await records())[0]!;
		expect(notice.policyVersion).toBe("2026-11-01");
		expect(notice.configHash).toBe(await digest(canonical(JSON.parse(JSON.stringify(settings)))));
		expect(await store.get(`config:${notice.configHash}`)).toEqual(JSON.parse(JSON.stringify(settings)));
	});

	it("says so where no words were shown and no configuration was kept", async () => {
		await seal(store, newDraft({ shown: null, settings: null }), settings);
		const [record] = await records();
		expect(record).toMatchObject({
			notice: { language: "en", textHash: null, configHash: null },
			interface: { view: null, layout: null },
			site: "shop",
		});
		expect(RecordSchema.safeParse(record).success).toBe(true);
	});

	it("names the host where the configuration names neither site nor controller", async () => {
		vi.stubGlobal("location", { host: "shop.example" });
		const nameless = { ...settings, site: undefined };
		await seal(store, newDraft({ settings: nameless }), nameless);
		expect((await records())[0]).toMatchObject({ site: "shop.example", controller: "shop.example" });
	});
});

describe("the chain", () => {
	it("counts up, and each record names the hash of the one before", async () => {
		for (let made = 0; made < 4; made++) await seal(store, newDraft(), settings);
		const chain = await records();
		expect(chain.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3]);
		expect(chain.map(({ previous }) => previous)).toEqual([null, ...chain.slice(0, 3).map(({ hash }) => hash)]);
		expect(await store.get<Head>("head")).toEqual({ sequence: 3, hash: chain[3]!.hash });
	});

	it("has one secret, whose hash is the subject of each record", async () => {
		await seal(store, newDraft(), settings);
		const secret = await store.get<string>("secret");
		await seal(store, newDraft(), settings);
		expect(secret).toMatch(/^[\w-]{43}$/);
		expect(await store.get("secret")).toBe(secret);
		expect(new Set((await records()).map(({ subject }) => subject))).toEqual(new Set([await digest(secret!)]));
		expect(JSON.stringify(await records())).not.toContain(secret);
	});

	it("of two browsers has two secrets", async () => {
		await seal(store, newDraft(), settings);
		const other = await openStore(`yoursay-other-${count}`);
		await seal(other, newDraft(), settings);
		expect(await other.get("secret")).not.toBe(await store.get("secret"));
	});

	it("takes a draft once, however often it is sealed", async () => {
		const draft = newDraft();
		await seal(store, draft, settings);
		const before = await everything();
		await seal(store, draft, settings);
		await seal(store, structuredClone(draft), settings);
		expect(await everything()).toEqual(before);
	});
});

describe("what waits for delivery", () => {
	it("is each record with the secret it was made under", async () => {
		await seal(store, newDraft(), settings);
		await seal(store, newDraft(), settings);
		const secret = await store.get<string>("secret");
		expect(await store.list<Waiting>("outbox:")).toEqual((await records()).map((record) => ({ record, secret })));
	});
});

describe("the choice", () => {
	it("is kept beside the record where its text is at hand", async () => {
		await seal(store, newDraft(), settings, "1.stored");
		expect(await store.get("choice")).toBe("1.stored");
		await seal(store, newDraft(), settings);
		expect(await store.get("choice")).toBe("1.stored");
	});

	it("stays the newest, in whatever order tabs seal", async () => {
		const [older, newer] = ["1.1795262871863.x", "1.1795262871864.x"];
		await seal(store, newDraft(), settings, newer);
		await seal(store, newDraft(), settings, older);
		expect(await store.get("choice")).toBe(newer);
	});
});

describe("two tabs without locks", () => {
	it("seal 100 decisions at once into one whole chain under one secret", async () => {
		const tabs = await Promise.all([openStore("yoursay-no-locks"), openStore("yoursay-no-locks")]);
		const drafts = Array.from({ length: 100 }, () => newDraft());
		await Promise.all(drafts.map((draft, index) => seal(tabs[index % 2]!, draft, settings)));
		const chain = (await tabs[0]!.list<ConsentRecord>("record:")).sort((a, b) => a.sequence - b.sequence);
		expect(chain.map(({ sequence }) => sequence)).toEqual(drafts.map((_, index) => index));
		expect(chain.map(({ previous }) => previous)).toEqual([null, ...chain.slice(0, -1).map(({ hash }) => hash)]);
		expect(new Set(chain.map(({ subject }) => subject)).size).toBe(1);
		expect(await tabs[1]!.keys("outbox:")).toHaveLength(100);
	});

	it("that find the same draft seal it once", async () => {
		const tabs = await Promise.all([openStore("yoursay-same"), openStore("yoursay-same")]);
		const draft = newDraft();
		await Promise.all(tabs.map((tab) => seal(tab, draft, settings)));
		expect((await tabs[0]!.list<ConsentRecord>("record:")).map(({ sequence }) => sequence)).toEqual([0]);
	});
});

describe("on plain http", () => {
	it("hashes are the same as where the browser has its own", async () => {
		const own = await digest("a text, ü, 字");
		vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
		expect(await digest("a text, ü, 字")).toBe(own);
		await seal(store, newDraft(), settings);
		const [record] = await records();
		vi.unstubAllGlobals();
		expect(record!.hash).toBe(await hashRecord(record!));
	});
});

describe("a write that fails", () => {
	it("is one transaction: nothing of it stays", async () => {
		const write = vi.spyOn(store, "writeAfter");
		await seal(store, newDraft(), settings);
		expect(write).toHaveBeenCalledTimes(1);
	});

	it("leaves nothing when the database ends it midway", async () => {
		await seal(store, newDraft(), settings);
		const before = await everything();
		const put = IDBObjectStore.prototype.put;
		let puts = 0;
		vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...given) {
			const request = put.apply(this, given);
			if (++puts === 3) this.transaction.abort();
			return request;
		});
		await expect(seal(store, newDraft(), settings)).rejects.toBeDefined();
		vi.restoreAllMocks();
		expect(await everything()).toEqual(before);
	});

	it("leaves nothing when one of its values cannot be stored", async () => {
		await expect(
			store.write([
				["a", 1],
				["b", () => {}],
				["c", 3],
			]),
		).rejects.toBeDefined();
		expect(await everything()).toEqual([]);
	});

	it("is made good by sealing again", async () => {
		const draft = newDraft();
		const write = vi.spyOn(store, "writeAfter").mockRejectedValueOnce(new Error("full"));
		await expect(seal(store, draft, settings)).rejects.toThrow("full");
		await seal(store, draft, settings);
		expect(write).toHaveBeenCalledTimes(2);
		expect((await records()).map(({ sequence }) => sequence)).toEqual([0]);
	});
});
