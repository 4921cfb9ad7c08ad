import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { documentOf } from "../../../src/policy/address.ts";
import { readPolicy } from "../../../src/policy/document.ts";
import type { Report } from "../../../types/stage.ts";
import { whole } from "./sample.ts";

let answers: Map<string, () => Response>;
let asked: string[];
let told: unknown[][];
const report: Report = (...given) => void told.push(given);
const serve = (address: string, body: string, status = 200) =>
	answers.set(address, () => new Response(body, { status }));
let count = 0;
/** An address that no other test has asked for. */
const fresh = () => `/policy-${count++}.json`;

beforeEach(() => {
	answers = new Map();
	asked = [];
	told = [];
	vi.stubGlobal("fetch", async (address: string) => {
		asked.push(address);
		const answer = answers.get(address);
		if (!answer) throw new TypeError("Failed to fetch");
		return answer();
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
});

describe("where the document is", () => {
	it.each([
		["/privacy.json", "/privacy.json"],
		["https://shop.example/a.json?v=1#x", "https://shop.example/a.json?v=1#x"],
		["/privacy.html", undefined],
		["/privacy.html?format=.json", undefined],
		["/a.json/privacy", undefined],
		[{ url: "/privacy.html" }, undefined],
		[{ url: "/privacy.html", document: "/p" }, "/p"],
		[undefined, undefined],
	])("%j", (policy, expected) => {
		expect(documentOf(policy)).toBe(expected);
	});

	it("is the document itself where the configuration has it in it", () => {
		const policy = whole();
		expect(documentOf(policy)).toBe(policy);
	});
});

describe("a document that is read", () => {
	it("by address is fetched once for a page, however often it is wanted", async () => {
		const address = fresh();
		serve(address, JSON.stringify(whole()));
		const [one, other] = await Promise.all([readPolicy(address, report), readPolicy({ document: address }, report)]);
		expect(one).toEqual(whole());
		expect(other).toEqual(whole());
		expect(asked).toEqual([address]);
		expect(told).toEqual([]);
	});

	it("comes without what is still to be filled in", async () => {
		const policy = { version: 1 as const, lastUpdated: "[PENDING]", security: [{ text: "We use [TOOL NAME]." }] };
		expect(await readPolicy(policy, report, "Not yet")).toEqual({ version: 1, security: [{ text: "Not yet" }] });
	});

	it("is nothing, without a word, where there is no document", async () => {
		expect(await readPolicy("/privacy.html", report)).toBeUndefined();
		expect(await readPolicy(undefined, report)).toBeUndefined();
		expect(asked).toEqual([]);
	});
});

describe("trouble is reported, and nothing of the document used", () => {
	it.each<[string, (address: string) => void]>([
		["is not there", () => {}],
		["answers with an error", (address) => serve(address, "{}", 500)],
		["is no JSON", (address) => serve(address, "<!doctype html>")],
		["is empty", (address) => serve(address, "")],
	])("where it %s; the next time it is asked for anew", async (_, prepare) => {
		const address = fresh();
		prepare(address);
		expect(await readPolicy(address, report)).toBeUndefined();
		expect(told).toEqual([["policy-unreachable", address, expect.anything()]]);
		serve(address, JSON.stringify({ version: 1, title: "Now" }));
		expect(await readPolicy(address, report)).toEqual({ version: 1, title: "Now" });
	});

	it.each<[string, unknown]>([
		["of another version", { version: 2 }],
		["with a link that runs", { version: 1, url: "javascript:alert(1)" }],
		["with a list where a text should be", { version: 1, title: [] }],
		["that is a list", []],
		["that is null", null],
	])("where it is one %s", async (_, value) => {
		const address = fresh();
		serve(address, JSON.stringify(value));
		expect(await readPolicy(address, report)).toBeUndefined();
		expect(told).toEqual([["policy-invalid", address, value]]);
	});

	it("where it is longer than any policy", async () => {
		const address = fresh();
		serve(address, JSON.stringify({ version: 1, title: "x".repeat(4_000_001) }));
		expect(await readPolicy(address, report)).toBeUndefined();
		expect(told[0]?.[0]).toBe("policy-invalid");
	});

	it("where it nests without end", async () => {
		const address = fresh();
		serve(address, `{"version":1,"sections":${"[".repeat(50_000)}${"]".repeat(50_000)}}`);
		expect(await readPolicy(address, report)).toBeUndefined();
		expect(told[0]?.[0]).toMatch(/^policy-/);
	});
});
