import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { checkKept } from "../../../src/records/check-kept.ts";
import { makeReceipt } from "../../../src/records/receipt.ts";
import type { Receipt } from "../../../types/receipt.ts";
import type { KeptRecord } from "../../../types/record.ts";
import { newParts, newSigner } from "./receipt-sample.ts";

const endpoint = "https://shop.example/yoursay/";
let receipt: Receipt;
let unsigned: Receipt;
let copies: KeptRecord[];
let signer: Awaited<ReturnType<typeof newSigner>>;
beforeAll(async () => {
	const parts = await newParts();
	signer = await newSigner();
	const acknowledgements = await Promise.all(parts.records.map(signer.sign));
	receipt = await makeReceipt({ ...parts, acknowledgements });
	unsigned = await makeReceipt({ ...parts, acknowledgements: [] });
	copies = parts.records.map((record, at) => ({
		record,
		receivedAt: acknowledgements[at]!.receivedAt,
		marks: [],
		gpc: false,
		acknowledgement: acknowledgements[at]!,
	}));
});
afterEach(() => vi.unstubAllGlobals());

function keysAre(keys: unknown, status = 200) {
	const asked = vi.fn(async (_: string) => new Response(JSON.stringify({ keys }), { status }));
	vi.stubGlobal("fetch", asked);
	return asked;
}
const check = (held: unknown, given = receipt) =>
	checkKept(given, endpoint, async () => structuredClone(held) as KeptRecord[] | null);
const counts = ({ standings }: Awaited<ReturnType<typeof check>>) => standings?.map((each) => each.is);

it("the same at the collector, with signatures of its keys, is authentic and signed throughout", async () => {
	const asked = keysAre([signer.key]);
	const checked = await check(copies);
	expect(checked).toMatchObject({ verdict: "authentic", flaws: [], more: 0, hasKeys: true });
	expect(counts(checked)).toEqual(Array(5).fill("signed"));
	expect(asked.mock.calls.map(([address]) => address)).toEqual(["https://shop.example/yoursay/keys"]);
});

it("a signature that only the collector's copy has counts for the record, not for the receipt", async () => {
	keysAre([signer.key]);
	const checked = await check(copies, unsigned);
	expect(checked.verdict).toBe("consistent");
	expect(counts(checked)).toEqual(Array(5).fill("signed"));
});

it("another version of a record differs, and the place of it is named", async () => {
	keysAre([signer.key]);
	const other = structuredClone(copies);
	other[1]!.record.purposes.analytics = "refused";
	const checked = await check(other);
	expect(checked.standings![1]).toMatchObject({ is: "differs", paths: ["purposes.analytics"] });
	expect(counts(checked)!.filter((is) => is === "signed")).toHaveLength(4);
});

it("what is not there is missing, and what is there alone is counted", async () => {
	keysAre([signer.key]);
	const [first, ...rest] = copies;
	const stranger = { ...first!, record: { ...first!.record, id: "01936a5e-0000-7000-8000-000000000000" } };
	const checked = await check([stranger, ...rest]);
	expect(counts(checked)).toEqual(["missing", ...Array(4).fill("signed")]);
	expect(checked.more).toBe(1);
	expect(counts(await check(null))).toEqual(Array(5).fill("missing"));
});

describe("without keys that signed", () => {
	it.each<[string, () => unknown, boolean]>([
		["other keys", async () => keysAre([(await newSigner()).key]), true],
		["no answer", () => keysAre([], 500), false],
		["something else", () => keysAre("none"), false],
		["what is no key", () => keysAre([null, 7, { kty: "EC" }]), true],
	])("%s leave it at held and consistent", async (_, set, hasKeys) => {
		await set();
		const checked = await check(copies);
		expect(checked).toMatchObject({ verdict: "consistent", hasKeys });
		expect(counts(checked)).toEqual(Array(5).fill("held"));
	});
});

it("a collector that cannot be asked leaves nothing said of its copy", async () => {
	keysAre([signer.key]);
	const checked = await checkKept(receipt, endpoint, () => Promise.reject(new Error("offline")));
	expect(checked.standings).toBeUndefined();
	expect(checked.verdict).toBe("authentic");
});

it("without an endpoint nobody is asked", async () => {
	const asked = keysAre([signer.key]);
	const collected = vi.fn(async () => copies);
	const checked = await checkKept(receipt, undefined, collected);
	expect(checked).toMatchObject({ verdict: "consistent", more: 0, hasKeys: false });
	expect(checked.standings).toBeUndefined();
	expect(asked).not.toHaveBeenCalled();
	expect(collected).not.toHaveBeenCalled();
});

it("a receipt that was changed is altered; one of no form at all, too, and it never rejects", async () => {
	keysAre([signer.key]);
	const changed = structuredClone(receipt);
	changed.records[0]!.purposes.analytics = "granted";
	expect(await check(copies, changed)).toMatchObject({
		verdict: "altered",
		flaws: [{ path: "records[0]" }, { path: "" }],
	});
	const broken = { ...receipt, records: [{ id: "odd" }] } as unknown as Receipt;
	expect((await checkKept(broken, undefined, async () => null)).verdict).toBe("altered");
});
