import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeReceipt } from "../../../src/records/receipt.ts";
import type { Receipt } from "../../../types/receipt.ts";
import { newParts, newSigner } from "../records/receipt-sample.ts";
import { buildCommand } from "./command.ts";

vi.setConfig({ testTimeout: 60_000 });

let command: Awaited<ReturnType<typeof buildCommand>>;
let receipt: Receipt;
let file: string;
let key: JsonWebKey;
let server: Server;
let address: string;
beforeAll(async () => {
	command = await buildCommand();
	const parts = await newParts();
	const signer = await newSigner();
	key = signer.key;
	receipt = await makeReceipt({ ...parts, acknowledgements: await Promise.all(parts.records.map(signer.sign)) });
	file = await command.file("receipt.json", receipt);
	server = createServer((request, response) => {
		if (request.url === "/moved") response.writeHead(302, { location: "/keys" });
		else if (request.url !== "/keys") response.writeHead(404);
		response.end(JSON.stringify({ keys: [key] }));
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
	server.close();
	await command.remove();
});

describe("a well-formed receipt", () => {
	it("is consistent, in one line of JSON and with nothing to say", async () => {
		expect(await command.run(["verify", file])).toEqual({
			code: 0,
			stdout: '{"verdict":"consistent","flaws":[]}\n',
			stderr: "",
		});
	});

	it.each<[string, () => unknown]>([
		["a set", () => ({ keys: [key] })],
		["a list", () => [key]],
		["one key", () => key],
	])("is authentic with %s from a file", async (_, keys) => {
		const from = await command.file("keys.json", keys());
		const { code, stdout } = await command.run(["verify", file, "--keys", from]);
		expect([code, JSON.parse(stdout)]).toEqual([0, { verdict: "authentic", flaws: [] }]);
	});

	it("is authentic with the keys that a collector serves, and read from standard input", async () => {
		const { code, stdout } = await command.run(["verify", "-", "--keys", `${address}/keys`], {
			stdin: JSON.stringify(receipt),
		});
		expect([code, JSON.parse(stdout).verdict]).toEqual([0, "authentic"]);
	});

	it("is a finding with the key of somebody else", async () => {
		const from = await command.file("others.json", (await newSigner()).key);
		const { code, stdout, stderr } = await command.run(["verify", file, "--keys", from]);
		expect([code, JSON.parse(stdout).verdict]).toEqual([1, "consistent"]);
		expect(stderr).toMatch(/^acknowledgements\[0\]: is signed by none of the keys given$/m);
	});
});

describe("an altered receipt", () => {
	it("is a finding, and each path is named on a line", async () => {
		const copy = structuredClone(receipt);
		copy.records[2]!.purposes.analytics = "refused";
		const { code, stdout, stderr } = await command.run(["verify", await command.file("altered.json", copy)]);
		expect(code).toBe(1);
		const { verdict, flaws } = JSON.parse(stdout) as { verdict: string; flaws: { path: string; message: string }[] };
		expect(verdict).toBe("altered");
		expect(flaws.map(({ path }) => path)).toContain("records[2]");
		expect(stderr.trim().split("\n")).toEqual(flaws.map(({ path, message }) => `${path || "receipt"}: ${message}`));
	});

	it("cannot speak to the terminal", async () => {
		const { code, stderr } = await command.run(["verify", "-"], { stdin: '{"\\u001b[2J\\u009b0m": 1}' });
		expect(code).toBe(1);
		expect(stderr).not.toMatch(/(?![\n\t])\p{Cc}/u);
	});
});

describe("keys that cannot be used", () => {
	it.each<[string, (base: string) => string, RegExp]>([
		["an address that answers 404", (base) => `${base}/none`, /status 404/],
		["an address that leads elsewhere", (base) => `${base}/moved`, /cannot be reached/],
		["an address where nobody listens", () => "http://127.0.0.1:1/keys", /127\.0\.0\.1:1\/keys cannot be reached/],
		["a file that is not there", () => "/none.json", /no such file/],
	])("%s, are misuse, not a verdict", async (_, from, says) => {
		const { code, stdout, stderr } = await command.run(["verify", file, "--keys", from(address)]);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toMatch(says);
	});

	it("a file without keys, is misuse", async () => {
		const from = await command.file("no-keys.json", { keys: [] });
		expect(await command.run(["verify", file, "--keys", from])).toMatchObject({ code: 2, stdout: "" });
	});
});

it("takes one receipt, not two", async () => {
	expect((await command.run(["verify", file, file])).code).toBe(2);
});
