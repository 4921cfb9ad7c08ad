import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { base64url, canonical, digest, hashRecord } from "../../../src/core/canonical.ts";

describe("the canonical form", () => {
	it("is that of RFC 8785's sample", () => {
		const sample = {
			numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
			string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
			literals: [null, true, false],
		};
		expect(canonical(sample)).toBe(
			String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		);
	});

	it("sorts keys by UTF-16 code units, as RFC 8785 section 3.2.3 shows", () => {
		const keys = ["\u20ac", "\r", "\ufb33", "1", "\u{1f600}", "\u0080", "\u00f6"];
		const sorted = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\u{1f600}", "\ufb33"];
		const text = canonical(Object.fromEntries(keys.map((key) => [key, 0])));
		expect(Object.keys(JSON.parse(text) as object).sort()).toEqual([...sorted].sort());
		expect(text).toBe(`{${sorted.map((key) => `${JSON.stringify(key)}:0`).join(",")}}`);
	});

	it("is the same whatever the order of writing, and keeps the order of lists", () => {
		expect(canonical({ b: { d: 1, c: [2, 1] }, a: "x" })).toBe('{"a":"x","b":{"c":[2,1],"d":1}}');
		expect(canonical({ a: "x", b: { c: [2, 1], d: 1 } })).toBe(canonical({ b: { d: 1, c: [2, 1] }, a: "x" }));
	});

	it("leaves out what is undefined", () => {
		expect(canonical({ a: undefined, b: null })).toBe('{"b":null}');
	});
});

describe("base64url", () => {
	it("has neither padding nor the two characters that addresses reserve", () => {
		for (let length = 0; length < 40; length++) {
			const bytes = Uint8Array.from({ length }, (_, index) => (index * 83 + length * 7 + 250) % 256);
			expect(base64url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
		}
	});
});

describe("a record's hash", () => {
	const first = {
		seq: 0,
		prev: null,
		id: "8e03978e-40d5-43e8-bc93-6894a57f9324",
		decision: { marketing: "refused", analytics: "granted" },
		at: "2026-11-21T09:00:00.000Z",
	};

	it("chains as in the reference vectors", async () => {
		const hash = await hashRecord(first);
		expect(hash).toBe("X_ojlv1giS_986FTQZrEq6Zvo3wDD5z0bPHJKqXcRYg");
		const second = {
			...first,
			at: "2026-11-22T10:30:00.000Z",
			decision: { analytics: "withdrawn", marketing: "refused" },
			id: "f8e1c5d2-8a66-4d0e-9a53-0b5f6f1f7a10",
			prev: hash,
			seq: 1,
		};
		expect(await hashRecord(second)).toBe("dsK4gdS-QUZpxMORQkDGmf1-HYIYe15-eXpuIp6cyy8");
	});

	it("covers every field but itself", async () => {
		const hash = await hashRecord(first);
		expect(await hashRecord({ ...first, hash: "anything" })).toBe(hash);
		for (const [key, value] of Object.entries({ seq: 1, at: "", id: "", prev: "", extra: null }))
			expect(await hashRecord({ ...first, [key]: value }), key).not.toBe(hash);
	});

	it("is SHA-256 over UTF-8", async () => {
		for (const text of ["", "abc", "“ö” 漢字 😀"])
			expect(await digest(text)).toBe(createHash("sha256").update(text, "utf8").digest("base64url"));
	});
});
