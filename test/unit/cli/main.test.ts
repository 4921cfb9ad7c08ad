import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildCommand } from "./command.ts";

vi.setConfig({ testTimeout: 60_000 });

let command: Awaited<ReturnType<typeof buildCommand>>;
beforeAll(async () => {
	command = await buildCommand();
});
afterAll(() => command.remove());

const verbs = ["check", "import", "notices", "verify", "collector", "report", "gpc", "schema"];

describe("the command", () => {
	it("lists its verbs on standard output when asked for help", async () => {
		const { code, stdout, stderr } = await command.run(["--help"]);
		expect([code, stderr]).toEqual([0, ""]);
		for (const verb of verbs) expect(stdout).toMatch(new RegExp(`^  ${verb} `, "m"));
	});

	it("lists them on standard error, and is misused, when called with nothing", async () => {
		const { code, stdout, stderr } = await command.run([]);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain("verify RECEIPT");
	});

	it("says its version", async () => {
		expect(await command.run(["--version"])).toEqual({ code: 0, stdout: "1.2.3\n", stderr: "" });
	});

	it.each([["verfy"], ["constructor"], ["--verify"]])("refuses %s, which is no verb", async (name) => {
		const { code, stdout, stderr } = await command.run([name]);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain(`There is no verb "${name}"`);
	});
});

describe.each(verbs)("%s", (verb) => {
	it("explains itself on standard output", async () => {
		const { code, stdout, stderr } = await command.run([verb, "--help"]);
		expect([code, stderr]).toEqual([0, ""]);
		expect(stdout).toMatch(new RegExp(`^yoursay ${verb}`));
		for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
	});

	it("refuses an option that it does not know, and says where to look", async () => {
		const { code, stdout, stderr } = await command.run([verb, "--bogus"]);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain("--bogus");
		expect(stderr).toContain(`yoursay ${verb} --help`);
		expect(stderr).not.toContain("    at ");
	});
});

it.each([
	["check", "Give a file"],
	["notices", "Give a configuration"],
	["verify", "Give a receipt"],
	["report", "Give the collector's address"],
	["collector", "--data"],
])("%s without what it needs says what that is", async (verb, missing) => {
	const { code, stderr } = await command.run([verb]);
	expect(code).toBe(2);
	expect(stderr).toContain(missing);
});

it.each(["check", "notices", "verify"])("%s says which file cannot be read, and why", async (verb) => {
	const { code, stderr } = await command.run([verb, "/there/is/none.json"]);
	expect(code).toBe(2);
	expect(stderr).toContain("/there/is/none.json cannot be read: there is no such file.");
});

it.each(["check", "notices", "verify"])("%s says which file is not JSON", async (verb) => {
	const file = await command.file("broken.json", "{ site: 1 }");
	const { code, stderr } = await command.run([verb, file]);
	expect(code).toBe(2);
	expect(stderr).toContain("broken.json is not JSON");
});
