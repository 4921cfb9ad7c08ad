import { beforeAll, describe, expect, it } from "vitest";
import { hashRecord } from "../../../src/core/canonical.ts";
import { makeReceipt } from "../../../src/records/receipt.ts";
import { verifyReceipt } from "../../../src/records/verify.ts";
import type { Receipt } from "../../../types/receipt.ts";
import { newParts, newSigner } from "./receipt-sample.ts";

let receipt: Receipt;
let signer: Awaited<ReturnType<typeof newSigner>>;
beforeAll(async () => {
	const parts = await newParts();
	signer = await newSigner();
	const acknowledgements = await Promise.all(parts.records.map(signer.sign));
	receipt = await makeReceipt({ ...parts, acknowledgements });
});

const paths = async (given: unknown, keys?: JsonWebKey[]) =>
	(await verifyReceipt(given, keys)).flaws.map(({ path }) => path);
/** The receipt after a change that also mends the overall hash, as a forger would. */
async function forged(change: (copy: Receipt) => void): Promise<Receipt> {
	const copy = structuredClone(receipt);
	change(copy);
	return { ...copy, hash: await hashRecord(copy) };
}

describe("a well-formed receipt", () => {
	it("is authentic with the key of its collector", async () => {
		expect(await verifyReceipt(receipt, [signer.key])).toEqual({ verdict: "authentic", flaws: [] });
	});

	it("is consistent without keys", async () => {
		expect(await verifyReceipt(receipt)).toEqual({ verdict: "consistent", flaws: [] });
	});

	it("is still so after a walk through JSON, in any order of keys", async () => {
		const turned = Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(receipt))).reverse());
		expect(await verifyReceipt(turned, [signer.key])).toEqual({ verdict: "authentic", flaws: [] });
	});

	it("is only consistent with another key, and says which acknowledgements that key did not sign", async () => {
		const { verdict, flaws } = await verifyReceipt(receipt, [(await newSigner()).key]);
		expect(verdict).toBe("consistent");
		expect(flaws.map(({ path }) => path)).toEqual([0, 1, 2, 3, 4].map((at) => `acknowledgements[${at}]`));
	});

	it("is only consistent while one of its records is not acknowledged, and says which", async () => {
		const parts = await newParts();
		const [, ...others] = parts.records;
		const partly = await makeReceipt({ ...parts, acknowledgements: await Promise.all(others.map(signer.sign)) });
		const { verdict, flaws } = await verifyReceipt(partly, [signer.key]);
		expect([verdict, flaws.map(({ path }) => path)]).toEqual(["consistent", ["records[0]"]]);
	});

	it("is never authentic without records", async () => {
		const empty = await makeReceipt({ ...(await newParts()), records: [] });
		expect((await verifyReceipt(empty, [signer.key])).verdict).toBe("consistent");
	});
});

/** Every leaf and every key of a JSON value, with a way to alter one character of it. */
function alterations(
	value: unknown,
): { path: string[]; before?: string[]; kind: string; alter(copy: unknown): void }[] {
	const found: ReturnType<typeof alterations> = [];
	const swap = (text: string) => {
		const at = Math.floor(text.length / 2);
		const letter = text[at] === "x" ? "y" : "x";
		return text.length ? text.slice(0, at) + letter + text.slice(at + 1) : "x";
	};
	const visit = (member: unknown, path: string[]) => {
		const within = (copy: unknown) =>
			path.slice(0, -1).reduce((node, key) => (node as Record<string, never>)[key], copy) as Record<string, unknown>;
		const set = (next: unknown) => (copy: unknown) => void (within(copy)[path.at(-1)!] = next);
		if (typeof member === "object" && member !== null) {
			for (const [key, inner] of Object.entries(member)) visit(inner, [...path, key]);
			if (!Array.isArray(member))
				for (const key of Object.keys(member))
					found.push({
						path: [...path, swap(key)],
						before: [...path, key],
						kind: "key",
						alter(copy) {
							const node = [...path].reduce((each, step) => (each as Record<string, never>)[step], copy);
							const parent = node as Record<string, unknown>;
							parent[swap(key)] = parent[key];
							delete parent[key];
						},
					});
		} else if (typeof member === "string") found.push({ path, kind: "string", alter: set(swap(member)) });
		else if (typeof member === "number") found.push({ path, kind: "number", alter: set(member + 1) });
		else if (typeof member === "boolean") found.push({ path, kind: "boolean", alter: set(!member) });
		else found.push({ path, kind: "null", alter: set("null") });
	};
	visit(value, []);
	return found;
}

const stepsOf = (path: string): string[] =>
	[...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([\w$]+)/g)].map(
		([, index, quoted, plain]) => index ?? quoted ?? plain!,
	);
const contains = (outer: string[], inner: string[]) => outer.every((step, at) => inner[at] === step);

describe("one altered character", () => {
	it("anywhere in a receipt makes it altered, and the flaws name its path, or the smallest thing that is hashed around it", async () => {
		const all = alterations(receipt);
		expect(all.length).toBeGreaterThan(1000);
		expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(["string", "number", "boolean", "null", "key"]));
		const wrong: string[] = [];
		for (const { path, before = path, kind, alter } of all) {
			const copy = structuredClone(receipt);
			alter(copy);
			const { verdict, flaws } = await verifyReceipt(copy);
			// What has a hash of its own is named itself; facts that the statement repeats, and the rest, only as a whole.
			const own = /^(records|notices|configs|statement|missing)$/.test(path[0]!) && path.length > 1;
			const named = flaws.some((flaw) => {
				const steps = stepsOf(flaw.path);
				return (steps.length > 0 || !own) && (contains(steps, path) || contains(steps, before));
			});
			if (verdict !== "altered" || !named)
				wrong.push(`${kind} ${path.join("/")}: ${flaws.map((flaw) => flaw.path).join(" ")}`);
		}
		expect(wrong).toEqual([]);
	}, 120_000);

	it("in the statement is named to the leaf", async () => {
		const copy = structuredClone(receipt) as never as {
			statement: { "dpv:hasRecordOfActivity": { "dpv:hasConsentStatus": { "dpv:hasIndicationMethod": string }[] }[] };
		};
		copy.statement["dpv:hasRecordOfActivity"][0]!["dpv:hasConsentStatus"][0]!["dpv:hasIndicationMethod"] += "!";
		expect(await paths(copy)).toContain(
			'statement["dpv:hasRecordOfActivity"][0]["dpv:hasConsentStatus"][0]["dpv:hasIndicationMethod"]',
		);
	});
});

describe("a forger who mends the overall hash", () => {
	it("is found out where the words shown are other ones", async () => {
		const [textHash] = Object.keys(receipt.notices);
		const copy = await forged(({ notices }) => (notices[textHash!]!.words[0] = "Other words"));
		expect(await paths(copy)).toEqual([expect.stringContaining(textHash!)]);
	});

	it("is found out where a record was left out", async () => {
		const copy = await forged(({ records }) => records.splice(1, 1));
		expect(await paths(copy)).toEqual(expect.arrayContaining(["records[1].sequence", "records[1].previous"]));
	});

	it("is found out where words stand that no record names", async () => {
		const parts = await newParts();
		const copy = await forged(({ notices }) =>
			Object.assign(notices, { ["A".repeat(43)]: Object.values(parts.notices)[0] }),
		);
		expect(await paths(copy)).toContain(`notices.${"A".repeat(43)}`);
	});

	it("is found out where a record of another person stands in between", async () => {
		const copy = await forged(({ records }) => (records[2]!.subject = "A".repeat(43)));
		expect(await paths(copy)).toEqual(expect.arrayContaining(["records[2]", "records[2].subject"]));
	});

	it("is found out by the collector's key where the time of receipt is another", async () => {
		const parts = await newParts();
		const acknowledgements = await Promise.all(parts.records.map(signer.sign));
		acknowledgements[3]!.receivedAt = "2026-11-22T09:00:00.000Z";
		const copy = await makeReceipt({ ...parts, acknowledgements });
		expect((await verifyReceipt(copy)).verdict).toBe("consistent");
		expect(await verifyReceipt(copy, [signer.key])).toMatchObject({
			verdict: "altered",
			flaws: [{ path: "acknowledgements[3]" }],
		});
	});

	it("is found out by the collector's key where every record was made anew", async () => {
		const other = await newParts();
		const copy = await makeReceipt({
			...other,
			acknowledgements: await Promise.all(other.records.map((await newSigner()).sign)),
		});
		expect((await verifyReceipt(copy, [signer.key])).verdict).toBe("consistent");
	});

	it("is found out where one acknowledgement stands twice, or for no record", async () => {
		const twice = await forged(({ acknowledgements }) => acknowledgements.push(acknowledgements[0]!));
		expect(await paths(twice)).toContain("acknowledgements[5].id");
		const none = await forged(({ acknowledgements }) => (acknowledgements[1]!.id = receipt.id));
		expect(await paths(none)).toContain("acknowledgements[1].id");
	});
});

describe("what is no receipt", () => {
	const deep = (levels: number): unknown => (levels ? { a: deep(levels - 1) } : 1);
	it.each<[string, unknown, string]>([
		["nothing", undefined, ""],
		["a text", "receipt", ""],
		["a list", [], ""],
		["an object that says nothing", {}, "version"],
		["one of another version", { ...{}, version: 2 }, "version"],
		["one nested a thousand levels deep", { statement: deep(1000) }, "statement"],
		["one with half a character", { statement: { a: ["\ud83d"] } }, "statement.a[0]"],
		["one that reaches for the prototype", JSON.parse('{"configs": {"__proto__": {}}}'), "configs.__proto__"],
	])("%s, is altered, and the path is named", async (_, given, path) => {
		const { verdict, flaws } = await verifyReceipt(given);
		expect(verdict).toBe("altered");
		expect(flaws.some((flaw) => flaw.path.startsWith(path))).toBe(true);
	});

	it("with a key too much names that key", async () => {
		expect(await paths({ ...receipt, note: "" })).toEqual(["note"]);
	});

	it.each([[[]], [[{ kty: "RSA" }]], [[{}]]])(
		"is verified with keys that are none, %j, and is then not authentic",
		async (keys) => {
			expect((await verifyReceipt(receipt, keys as JsonWebKey[])).verdict).toBe("consistent");
		},
	);
});
