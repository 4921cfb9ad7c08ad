import { mkdtemp, rm } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openEmbedded } from "../../../src/collector/embedded.ts";
import { canonical, digest } from "../../../src/core/canonical.ts";
import { makeReceipt } from "../../../src/records/receipt.ts";
import { uuid } from "../../../src/records/uuid.ts";
import type { BatchReply } from "../../../types/record.ts";
import { newSecret, sampleRecord } from "../collector/sample.ts";
import { newParts } from "../records/receipt-sample.ts";
import { buildCommand } from "./command.ts";

type Serving = Awaited<ReturnType<Awaited<ReturnType<typeof buildCommand>>["serve"]>>;

const token = "a-token-of-the-owner";
const origin = "https://shop.example";
const owner = { YOURSAY_TOKEN: token };

vi.setConfig({ testTimeout: 60_000 });

let command: Awaited<ReturnType<typeof buildCommand>>;
let data: string;
let serving: Serving;
beforeAll(async () => {
	command = await buildCommand();
	data = await mkdtemp(join(tmpdir(), "yoursay-command-"));
	serving = await command.serve(["--data", data, "--origins", `${origin},https://other.example`], owner);
}, 60_000);
afterAll(async () => {
	await command.remove();
	await rm(data, { recursive: true, force: true });
});

async function post(secret: string, records: unknown[], headers: Record<string, string> = { origin }) {
	const response = await fetch(`${serving.url}/records`, {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: JSON.stringify({ secret, records }),
	});
	return { status: response.status, reply: (await response.json()) as BatchReply };
}

describe("a collector that serves", () => {
	it("keeps a record and signs it, so that a receipt with it is authentic by the keys it serves", async () => {
		const { records, ...parts } = await newParts();
		const { status, reply } = await post("a secret", records);
		expect(status).toBe(422); // that secret is none; what follows has one
		const secret = newSecret();
		const record = await sampleRecord(secret, { notice: { ...records[0]!.notice } });
		const kept = await post(secret, [record]);
		expect([kept.status, kept.reply.accepted]).toEqual([200, 1]);
		const id = uuid(parts.now, crypto.getRandomValues(new Uint8Array(10)));
		const { acknowledgements } = kept.reply;
		const receipt = await makeReceipt({ ...parts, records: [record], acknowledgements, id });
		const file = await command.file("receipt.json", receipt);
		const { code, stdout } = await command.run(["verify", file, "--keys", `${serving.url}/keys`]);
		expect([code, JSON.parse(stdout)]).toEqual([0, { verdict: "authentic", flaws: [] }]);
		expect(reply.acknowledgements).toBeUndefined();
	});

	it("takes records from the sites it was told of, each of them, and of no other", async () => {
		const secret = newSecret();
		const statuses = [];
		for (const from of [origin, "https://other.example", "https://evil.example"])
			statuses.push((await post(secret, [await sampleRecord(secret)], { origin: from })).status);
		expect(statuses).toEqual([200, 200, 403]);
	});

	it("finds the browser's signal on the wire, also among several of its lines", async () => {
		const secret = newSecret();
		for (const [sequence, lines] of [["1"], ["0"], ["0", "1"], ["1, 0"], []].entries()) {
			const body = JSON.stringify({ secret, records: [await sampleRecord(secret, { sequence })] });
			// fetch would join the lines itself.
			const status = await new Promise((done, fail) => {
				const headers = { "content-type": "application/json", ...(lines.length && { "Sec-GPC": lines }) };
				request(`${serving.url}/records`, { method: "POST", headers }, (answer) => {
					answer.resume().once("end", () => done(answer.statusCode));
				})
					.once("error", fail)
					.end(body);
			});
			expect(status).toBe(200);
		}
		const own = await fetch(`${serving.url}/records`, { headers: { authorization: `Bearer ${secret}` } });
		const { records } = (await own.json()) as { records: { gpc: boolean }[] };
		expect(records.map(({ gpc }) => gpc)).toEqual([true, false, true, true, false]);
	});

	it("says where it is and where records go, and nothing of any visitor", async () => {
		const secret = newSecret();
		const record = await sampleRecord(secret);
		await post(secret, [record]);
		await fetch(`${serving.url}/records`, { headers: { authorization: `Bearer ${secret}` } });
		const log = serving.log();
		expect(log).toContain(`yoursay collector at ${serving.url}, records in ${data}`);
		for (const personal of [record.subject, record.id, secret, token, "127.0.0.1 "])
			expect(log).not.toContain(personal);
		const lines = log.trim().split("\n");
		expect(lines.filter((line) => !/^\[yoursay\] (expired|pseudonymised): [\w (),]+$/.test(line))).toHaveLength(1);
	});

	it("lets nobody else listen on its port: that is a clear error", async () => {
		const folder = await mkdtemp(join(tmpdir(), "yoursay-command-"));
		const args = ["collector", "--data", folder, "--port", String(serving.port)];
		const { code, stderr } = await command.run(args);
		expect(code).toBe(2);
		expect(stderr).toContain(`cannot listen on port ${serving.port}: another program is listening there`);
		expect(stderr).not.toContain("    at ");
		// The store was given back: the same folder can be opened again.
		expect(await command.run(["collector", "expire", "--data", folder])).toMatchObject({ code: 0 });
		await rm(folder, { recursive: true });
	});

	it("lets nobody else open its folder: that is a clear error", async () => {
		for (const more of [["--port", "0"], ["expire"], ["erase", "A".repeat(43)]]) {
			const { code, stderr } = await command.run(["collector", "--data", data, ...more]);
			expect(code).toBe(2);
			expect(stderr).toContain("folder-in-use");
		}
	});
});

/** True when 300 quick calls that claim to come from such addresses were limited. */
async function flood(url: string, address: (at: number) => string): Promise<boolean> {
	const calls = Array.from({ length: 300 }, async (_, at) => {
		const response = await fetch(`${url}/keys`, { headers: { "x-forwarded-for": address(at) } });
		await response.arrayBuffer();
		return response.status;
	});
	const statuses = await Promise.all(calls);
	expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
	return statuses.includes(429);
}

describe("the words behind the hashes", () => {
	const config = { site: { name: "Shop" }, purposes: ["analytics"], endpoint: "/yoursay" };
	let file: string;
	beforeAll(async () => {
		file = await command.file("config.json", config);
	});

	const languages = ["--language", "en", "--language", "ar"];

	it("are handed to the collector, which says what was new; the second time nothing is", async () => {
		const first = await command.run(["notices", file, ...languages, "--put", serving.url], { env: owner });
		const lines = first.stdout.trim().split("\n");
		expect([first.code, first.stderr]).toEqual([0, `${lines.length} new, 0 kept already, 0 refused.\n`]);
		const second = await command.run(["notices", file, ...languages, "--put", `${serving.url}/`], { env: owner });
		expect([second.code, second.stderr]).toEqual([0, `0 new, ${lines.length} kept already, 0 refused.\n`]);
		expect(first.stdout + first.stderr + second.stdout + second.stderr).not.toContain(token);
	});

	it("are refused with a wrong token, which is a finding, and the token is not shown", async () => {
		const env = { YOURSAY_TOKEN: "another-token-altogether" };
		const { code, stderr } = await command.run(["notices", file, "--put", serving.url], { env });
		expect(code).toBe(1);
		expect(stderr).toMatch(/refused with status 401/);
		expect(stderr).toMatch(/^0 new, 0 kept already, \d+ refused\.$/m);
		expect(stderr).not.toContain("another-token");
	});

	it.each([
		["without a token", {}, "URL", /YOURSAY_TOKEN/],
		["over plain http to another machine", owner, "http://collector.example/yoursay", /not encrypted/],
		["to what is no address", owner, "collector.example", /is not a collector's address/],
		["with a token of other characters", { YOURSAY_TOKEN: `${token}\nhunter2` }, "URL", /YOURSAY_TOKEN must be/],
		["with a token that is too short", { YOURSAY_TOKEN: "hunter2" }, "URL", /YOURSAY_TOKEN must be/],
		["to one with a password", owner, "https://me:hunter2@collector.example/yoursay", /must not have a user name/],
		["to one with no name but a password", owner, "https://:hunter2@collector.example", /must not have a user name/],
		["to half of one with a password", owner, "me:hunter2@collector.example", /must not have a user name/],
		["to a broken one with a password", owner, "https://me:hunter2/@collector.example", /must not have a user name/],
		["to an address with a query", owner, "https://collector.example/yoursay?a=b", /is not a collector's address/],
	])("are not sent %s", async (_, env, to, says) => {
		const { code, stderr } = await command.run(["notices", file, "--put", to === "URL" ? serving.url : to], { env });
		expect(code).toBe(2);
		expect(stderr).toMatch(says);
		expect(stderr).not.toMatch(/hunter2|a-token-of/);
	});

	it("and the token with them, are not sent on to where a redirect leads", async () => {
		let asked = 0;
		const server: Server = createServer((_, response) => {
			asked++;
			response.writeHead(307, { location: `${serving.url}/notices/x` }).end();
		});
		await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
		const { port } = server.address() as { port: number };
		const { code } = await command.run(["notices", file, "--put", `http://127.0.0.1:${port}/yoursay`], { env: owner });
		server.close();
		expect([code, asked]).toEqual([2, 1]);
	});
});

describe("report", () => {
	it("is a table of counts", async () => {
		const { code, stdout } = await command.run(["report", serving.url], { env: owner });
		expect(code).toBe(0);
		expect(stdout).toMatch(/^records +\d+$/m);
		expect(stdout).toMatch(/^site +shop\.example +\d+$/m);
		expect(stdout).toMatch(/^purpose +analytics refused +\d+$/m);
	});

	it("is what the collector says, as JSON", async () => {
		const { code, stdout } = await command.run(["report", serving.url, "--json", "--site", "none.example"], {
			env: owner,
		});
		expect([code, JSON.parse(stdout)]).toMatchObject([0, { records: 0, site: "none.example" }]);
	});

	it("needs the token, a filter that the collector takes, and a collector", async () => {
		const wrong = await command.run(["report", serving.url], { env: { YOURSAY_TOKEN: "another-token-altogether" } });
		expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
		expect(wrong.stderr).toMatch(/status 401/);
		const filter = await command.run(["report", serving.url, "--since", "yesterday"], { env: owner });
		expect(filter.code).toBe(2);
		expect(filter.stderr).toMatch(/status 400/);
		const elsewhere = await command.run(["report", `http://127.0.0.1:${serving.port}/nowhere`], { env: owner });
		expect(elsewhere.code).toBe(2);
		expect(elsewhere.stderr).toMatch(/status 404/);
	});
});

it("no header says where a caller is while no proxy is trusted", async () => {
	expect(await flood(serving.url, () => "192.0.2.1")).toBe(false);
});

describe("a collector that is told to end", () => {
	it("ends cleanly, and what it acknowledged is there when the folder is opened again", async () => {
		const secret = newSecret();
		const record = await sampleRecord(secret);
		const expired = await sampleRecord(secret, {
			sequence: 1,
			previous: record.hash,
			expiresAt: "2020-01-01T00:00:00.000Z",
		});
		expect((await serving.stop()).code).toBe(0);
		serving = await command.serve(["--data", data, "--origins", origin, "--trust-proxy"], owner);
		expect((await post(secret, [record, expired])).reply.accepted).toBe(2);
		expect((await serving.stop("SIGINT")).code).toBe(0);

		const erased = await command.run(["collector", "erase", record.subject, "--data", data]);
		expect([erased.code, JSON.parse(erased.stdout)]).toEqual([0, { records: 2 }]);
		expect(erased.stderr).not.toContain(record.subject);
		const again = await command.run(["collector", "erase", record.subject, "--data", data]);
		expect(JSON.parse(again.stdout)).toEqual({ records: 0 });
	});

	it("takes addresses from a proxy where told to, and limits each by itself", async () => {
		serving = await command.serve(["--data", data, "--origins", origin, "--trust-proxy"], owner);
		expect(await flood(serving.url, (at) => `192.0.2.${at % 256}`)).toBe(false);
		expect(await flood(serving.url, () => "198.51.100.1")).toBe(true);
		// What stands before the last is the caller's own word.
		expect(await flood(serving.url, (at) => `192.0.2.${at % 256}, 198.51.100.2`)).toBe(true);
		expect(await flood(serving.url, (at) => `198.51.100.3, 192.0.2.${at % 256}`)).toBe(false);
		expect(await flood(serving.url, () => "127.0.0.1")).toBe(true);
	});

	it("deletes a subject that begins with a hyphen, as one in 64 does", async () => {
		await serving.stop();
		const { code, stdout, stderr } = await command.run(["collector", "erase", `-${"A".repeat(42)}`, "--data", data]);
		expect([code, stderr.includes("option")]).toEqual([0, false]);
		expect(JSON.parse(stdout)).toEqual({ records: 0 });
		serving = await command.serve(["--data", data, "--origins", origin], owner);
	});

	it("leaves what was kept long enough to be deleted", async () => {
		const secret = newSecret();
		const old = await sampleRecord(secret, { expiresAt: "2020-01-01T00:00:00.000Z" });
		await serving.stop();
		const store = await openEmbedded(data);
		await store.insert([old], "2019-07-01T00:00:00.000Z");
		await store.close();
		const { code, stdout } = await command.run(["collector", "expire", "--data", data, "--retention-days", "30"]);
		expect([code, JSON.parse(stdout)]).toEqual([0, { subjects: 1, records: 1, requests: 0 }]);
	});
});

describe("misuse of the collector", () => {
	it.each<[string[], RegExp]>([
		[["--port", "http"], /"http" is no port/],
		[["--port", "70000"], /"70000" is no port/],
		[["--retention-days", "a year"], /--retention-days must be a number/],
		[["--path", "yoursay"], /path/],
		[["--origins", "shop.example"], /origin/],
		[["--cookie-domain", "a b"], /cookieDomain/],
		[["sweep"], /There is no action "sweep"/],
		[["erase"], /Give the subject/],
		[["erase", "somebody"], /subject/],
		[["erase", "A".repeat(43), "more"], /one argument too many/],
		[["expire", "more"], /one argument too many/],
	])("%j is refused, and says what is wrong", async (args, says) => {
		const folder = await mkdtemp(join(tmpdir(), "yoursay-command-"));
		const { code, stdout, stderr } = await command.run(["collector", ...args, "--data", folder]);
		await rm(folder, { recursive: true });
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toMatch(says);
		expect(stderr).not.toContain("    at ");
	});

	it("a token that is too short is refused, and not shown", async () => {
		const folder = await mkdtemp(join(tmpdir(), "yoursay-command-"));
		const { code, stderr } = await command.run(["collector", "--data", folder], { env: { YOURSAY_TOKEN: "hunter2" } });
		await rm(folder, { recursive: true });
		expect(code).toBe(2);
		expect(stderr).toContain("ownerToken");
		expect(stderr).not.toContain("hunter2");
	});

	it("a database that cannot be reached is refused, and its password not shown", async () => {
		const env = { DATABASE_URL: "postgres://somebody:hunter2@127.0.0.1:2/none" };
		const { code, stderr } = await command.run(["collector"], { env });
		expect(code).toBe(2);
		expect(stderr).toMatch(/DATABASE_URL cannot be used: ECONNREFUSED/);
		expect(stderr).not.toContain("hunter2");
	});
});

it("the hash that notices prints is the hash that a record carries", async () => {
	const { stdout } = await command.run(["notices", await command.file("named.json", { site: { name: "Shop" } })]);
	const lines = stdout
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));
	const { configHash, config } = lines.pop();
	expect(configHash).toBe(await digest(canonical(config)));
	for (const { textHash, shown } of lines) expect(textHash).toBe(await digest(canonical(shown)));
});
