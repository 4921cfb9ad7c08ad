import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { explainPolicy } from "../../../src/policy/schema.ts";
import type { Policy } from "../../../types/policy.ts";
import { buildCommand } from "./command.ts";

vi.setConfig({ testTimeout: 60_000 });

let command: Awaited<ReturnType<typeof buildCommand>>;
beforeAll(async () => {
	command = await buildCommand();
});
afterAll(() => command.remove());

const text =
	"Privacy Policy\nLast updated: 2026-03-20\n1. Data retention\n- Logs: 90 days\n2. Contact\nprivacy@acorn.example";

describe("a policy text", () => {
	it.each([
		["policy.txt", text],
		[
			"policy.md",
			"# Privacy Policy\n\nLast updated: 2026-03-20\n\n## 1. Data retention\n\n- Logs: 90 days\n\n## 2. Contact\n\nprivacy@acorn.example",
		],
		[
			"policy.html",
			"<h1>Privacy Policy</h1>\n<p>Last updated: 2026-03-20\n<h2>1. Data retention</h2><ul><li>Logs: 90 days</ul><h2>2. Contact</h2><p>privacy@acorn.example",
		],
	])("%s is one line of JSON on standard output, and the fate of its lines on standard error", async (name, source) => {
		const { code, stdout, stderr } = await command.run(["import", await command.file(name, source)]);
		expect(code).toBe(0);
		expect(stdout.trim().split("\n")).toHaveLength(1);
		const policy = JSON.parse(stdout) as Policy;
		expect(explainPolicy(policy)).toEqual([]);
		expect(policy).toMatchObject({
			version: 1,
			title: "Privacy Policy",
			lastUpdated: "2026-03-20",
			controller: { contacts: [{ kind: "privacy", email: "privacy@acorn.example" }] },
			retention: [
				{ category: "Logs", period: { text: "90 days", amount: 90, unit: "days" }, section: { number: "1" } },
			],
		});
		expect(stderr).toMatch(/^lines? [\d-]+: placed .*retention\[0\]/m);
		expect(stderr).toMatch(/^\d+ lines: \d+ placed, .* 0 places need a look\.$/m);
	});

	it("is read from standard input where its kind is given", async () => {
		const { code, stdout } = await command.run(["import", "-", "--kind", "text"], { stdin: text });
		expect([code, (JSON.parse(stdout) as Policy).title]).toEqual([0, "Privacy Policy"]);
	});

	it("with something still to be filled in is a finding, named with its line and column", async () => {
		const file = await command.file("open.txt", text.replace("2026-03-20", "[LAST UPDATED DATE]"));
		const { code, stdout, stderr } = await command.run(["import", file]);
		expect(code).toBe(1);
		expect(JSON.parse(stdout)).not.toHaveProperty("lastUpdated");
		expect(stderr).toContain("open.txt:2:15: still to be filled in: [LAST UPDATED DATE]");
	});

	it("with a period that only a section has is a finding", async () => {
		const file = await command.file(
			"unplaced.txt",
			`${text}\n3. A word about us\nWe were closed for 14 days in spring.`,
		);
		const { code, stderr } = await command.run(["import", file]);
		expect(code).toBe(1);
		expect(stderr).toMatch(/unplaced\.txt:line 8: kept in a section only: We were closed for 14 days/);
	});

	it("cannot speak to the terminal", async () => {
		const file = await command.file("hostile.txt", `${text}\n[TODO \u001b[2J\u009b0m]`);
		expect((await command.run(["import", file])).stderr).not.toMatch(/(?![\n\t])\p{Cc}/u);
	});
});

describe("what cannot be imported is misuse", () => {
	it.each<[string, string[], RegExp]>([
		["no policy", [], /Give a policy/],
		["two policies", ["a.txt", "b.txt"], /nothing more/],
		["a file that is not there", ["/none.txt"], /no such file/],
		["a folder", ["/"], /--kind|folder/],
		["a name that does not say the kind", ["policy"], /Say with --kind/],
		["standard input without a kind", ["-"], /Say with --kind what standard input/],
		["a kind that there is not", ["policy.txt", "--kind", "pdf"], /markdown, html or text, not "pdf"/],
		["a kind that every object has", ["policy.txt", "--kind", "constructor"], /markdown, html or text/],
	])("%s", async (_, args, says) => {
		const { code, stdout, stderr } = await command.run(["import", ...args]);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toMatch(says);
	});

	it.each<[string, Buffer, RegExp]>([
		["bytes that are no UTF-8", Buffer.from([0x50, 0xff, 0xfe, 0x41]), /no text in UTF-8/],
		["NUL characters", Buffer.from("PK\u0003\u0004\0\0"), /NUL characters/],
		["ten megabytes", Buffer.alloc(10_000_000, "word "), /too long/],
		["a passage without end", Buffer.alloc(900_000, "word "), /passage is longer/],
	])("%s", async (_, bytes, says) => {
		const file = join(command.folder, "odd.txt");
		await writeFile(file, bytes);
		const { code, stdout, stderr } = await command.run(["import", file]);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toMatch(says);
		expect(stderr).not.toContain("    at ");
	});
});
