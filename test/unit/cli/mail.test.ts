import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RequestReceipt } from "../../../types/request.ts";
import { sampleRequest } from "../collector/request-sample.ts";
import { buildCommand } from "./command.ts";

vi.setConfig({ testTimeout: 120_000 });

interface Mail {
	from: string;
	to: string[];
	source: string;
}

const refused = "refused@visitor.example";
let command: Awaited<ReturnType<typeof buildCommand>>;
let data: string;
let sink: SMTPServer;
let env: Record<string, string>;
const mails: Mail[] = [];

beforeAll(async () => {
	command = await buildCommand();
	data = await mkdtemp(join(tmpdir(), "yoursay-command-"));
	sink = new SMTPServer({
		authOptional: true,
		disabledCommands: ["STARTTLS", "AUTH"],
		onRcptTo: ({ address }, _, done) => done(address === refused ? new Error(`no ${address} here`) : null),
		onData(stream, { envelope }, done) {
			let source = "";
			stream.on("data", (chunk) => (source += chunk));
			stream.on("end", () => {
				const from = envelope.mailFrom ? envelope.mailFrom.address : "";
				mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), source });
				done();
			});
		},
	});
	await new Promise<void>((done) => sink.listen(0, "127.0.0.1", done));
	const { port } = sink.server.address() as { port: number };
	env = { YOURSAY_SMTP: `smtp://127.0.0.1:${port}`, YOURSAY_TOKEN: "a-token-of-the-owner" };
}, 120_000);
afterAll(async () => {
	await command?.remove();
	await new Promise<void>((done) => sink.close(done));
	await rm(data, { recursive: true, force: true });
});

const options = ["--mail-from", "Example Shop <privacy@shop.example>", "--public-origin", "https://shop.example"];

describe("a collector with a server for mail", () => {
	it("writes to people over SMTP, one address each, and says no address where that fails", async () => {
		const more = ["--time-zone", "Asia/Tokyo", "--response-days", "3", "--request-days", "10"];
		const serving = await command.serve(["--data", data, ...options, ...more], env);
		const post = async (email: string) => {
			const { body } = await sampleRequest({ email, name: "Erika" });
			const headers = { "content-type": "application/json" };
			const response = await fetch(`${serving.url}/requests`, { method: "POST", headers, body: JSON.stringify(body) });
			expect(response.status).toBe(201);
			return (await response.json()) as RequestReceipt;
		};
		await post(refused);
		const { reference, statusUrl, receivedAt, dueAt } = await post("erika@visitor.example");
		expect(statusUrl).toBe(`https://shop.example/yoursay/requests/${reference}`);
		expect(Date.parse(dueAt) - Date.parse(receivedAt)).toBe(3 * 86_400_000);
		await vi.waitFor(() => expect(mails).toHaveLength(1), 60_000);
		await vi.waitFor(() => expect(serving.log()).toContain("mail-failed"), 60_000);
		const [mail] = mails;
		expect([mail!.from, mail!.to]).toEqual(["privacy@shop.example", ["erika@visitor.example"]]);
		const [head = "", text = ""] = mail!.source.split("\r\n\r\n", 2);
		expect(head).toMatch(/^From: Example Shop <privacy@shop\.example>$/m);
		expect(head).toMatch(/^To: erika@visitor\.example$/m);
		expect(head).toContain(`Subject: Please confirm your request (${reference})`);
		expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
		expect(head).toMatch(/^Content-Type: text\/plain/m);
		expect(text).toContain("We received a request in your name");
		expect((await serving.stop()).code).toBe(0);
		for (const personal of ["visitor.example", reference, "no refused", "Erika"])
			expect(serving.log()).not.toContain(personal);
	});
});

describe("a server for mail", () => {
	const smtp = "smtps://shop:hunter2@mail.example";
	it.each([
		["nothing beside it", smtp, [], /needs --mail-from/],
		["no origin", smtp, ["--mail-from", "privacy@shop.example"], /needs --public-origin/],
		["two senders", smtp, ["--mail-from", "a@shop.example,b@shop.example", ...options.slice(2)], /needs --mail-from/],
		[
			"a line break in the name",
			smtp,
			["--mail-from", "A\nBcc: b <a@shop.example>", ...options.slice(2)],
			/needs --mail-from/,
		],
		["an origin that is none", smtp, [...options.slice(0, 2), "--public-origin", "shop.example"], /publicOrigin/],
		["an address of another kind", "https://shop:hunter2@mail.example", options, /YOURSAY_SMTP must be/],
		["no address", "hunter2", options, /YOURSAY_SMTP must be/],
	])("with %s is refused, and its password not shown", async (_, YOURSAY_SMTP, args, says) => {
		const folder = await mkdtemp(join(tmpdir(), "yoursay-command-"));
		const { code, stderr } = await command.run(["collector", "--data", folder, ...args], { env: { YOURSAY_SMTP } });
		await rm(folder, { recursive: true });
		expect(code).toBe(2);
		expect(stderr).toMatch(says);
		expect(stderr).not.toContain("hunter2");
		expect(stderr).not.toContain("    at ");
	});
});

it.each([
	[["--time-zone", "Mars/Olympus"], /timeZone/],
	[["--response-days", "0"], /responseDays/],
	[["--request-days", "soon"], /--request-days must be a number/],
])("%j is refused, and says what is wrong", async (args, says) => {
	const folder = await mkdtemp(join(tmpdir(), "yoursay-command-"));
	const { code, stderr } = await command.run(["collector", "--data", folder, "--port", "0", ...args]);
	await rm(folder, { recursive: true });
	expect(code).toBe(2);
	expect(stderr).toMatch(says);
});
