import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildCommand } from "./command.ts";

vi.setConfig({ testTimeout: 60_000 });

let command: Awaited<ReturnType<typeof buildCommand>>;
beforeAll(async () => {
	command = await buildCommand();
});
afterAll(() => command.remove());

const today = () => new Date().toISOString().slice(0, 10);

describe("gpc", () => {
	it("prints the well-known file with today's date, as the specification has it, and nothing else", async () => {
		const before = today();
		const { code, stdout, stderr } = await command.run(["gpc"]);
		expect([code, stderr]).toEqual([0, ""]);
		const file = JSON.parse(stdout) as { gpc: unknown; lastUpdate: string };
		expect(Object.keys(file)).toEqual(["gpc", "lastUpdate"]);
		expect(file.gpc).toBe(true);
		expect([before, today()]).toContain(file.lastUpdate);
	});

	it("takes another date, and a site that does not follow the signal", async () => {
		const { code, stdout } = await command.run(["gpc", "--date", "2028-02-29", "--off"]);
		expect([code, stdout]).toEqual([0, '{"gpc":false,"lastUpdate":"2028-02-29"}\n']);
	});

	it.each(["2026-02-29", "2026-13-01", "2026-00-10", "2026-11-31", "26-11-21", "2026-11-21T00:00:00Z", "today", ""])(
		"refuses %j, which is no day",
		async (date) => {
			const { code, stdout, stderr } = await command.run(["gpc", "--date", date]);
			expect([code, stdout]).toEqual([2, ""]);
			expect(stderr).toContain(`--date must be a day like 2026-11-21, not ${JSON.stringify(date)}.`);
		},
	);

	it.each([["--date"], ["on"], ["--off", "2026-11-21"]])("is misused with %s %s", async (...args) => {
		const { code, stdout } = await command.run(["gpc", ...args.filter(Boolean)]);
		expect([code, stdout]).toEqual([2, ""]);
	});

	it("says where to serve it, as what, and that it tells nothing about a visitor", async () => {
		const { stdout } = await command.run(["gpc", "--help"]);
		expect(stdout).toContain("/.well-known/gpc.json");
		expect(stdout).toContain("application/json");
		expect(stdout).toContain("nothing about any visitor");
	});
});
