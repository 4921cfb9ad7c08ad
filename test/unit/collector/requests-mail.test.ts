import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { deliverMail, type Message } from "../../../src/collector/collector.ts";
import { isEmail } from "../../../src/rights/check.ts";
import { DAY, type Desk, openDesk } from "./request-desk.ts";
import { sampleRequest } from "./request-sample.ts";
import { NOON, newSecret } from "./sample.ts";

const publicOrigin = "https://shop.example";
let desk: Desk;
let sent: Message[] = [];
let failing: Error | null = null;
let meanwhile: ((message: Message) => Promise<unknown>) | null = null;
const send = async (message: Message) => {
	if (failing) throw failing;
	await meanwhile?.(message);
	sent.push(message);
};

beforeAll(async () => {
	desk = await openDesk();
}, 180_000);
afterAll(() => desk?.close());
beforeEach(async () => {
	sent = [];
	failing = meanwhile = null;
	await desk.clear({ send, publicOrigin, from: "Example Shop" });
});

/** What the collector does without being waited for. */
const mails = async (count: number) => {
	await vi.waitFor(() => expect(sent).toHaveLength(count));
	await vi.waitFor(async () => expect((await desk.list()).requests.some(({ isMailOwed }) => isMailOwed)).toBe(false));
	return sent;
};
const sweep = () =>
	deliverMail(desk.store, {
		send,
		publicOrigin,
		now: () => NOON + desk.minutes * 60_000,
		onError: (error) => desk.errors.push(error),
	});
const tokenIn = ({ text }: Message) => /\/confirm#([\w-]{43})$/m.exec(text)![1]!;
const confirm = (reference: string, token: unknown) =>
	desk.call(`/requests/${reference}/confirm`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ token }),
	});

describe("a request with an address", () => {
	it("gets one e-mail that asks whether the address is theirs, with nothing in it that they wrote", async () => {
		const { body, reference, secret } = await desk.send({
			controller: "Evil Ltd",
			name: "Visit evil.example",
			site: "evil-site.example",
			message: "Win a prize",
		});
		const [message] = await mails(1);
		expect(message).toEqual({
			to: body.email,
			subject: `Please confirm your request (${reference})`,
			text: expect.any(String),
		});
		expect(message!.text).toContain(`https://shop.example/yoursay/requests/${reference}/confirm#`);
		expect(message!.text).toContain("The answer is due on 21 December 2026.");
		expect(message!.text).toMatch(/\n\nExample Shop\n$/);
		for (const theirs of ["Evil Ltd", "evil.example", "evil-site", "prize", body.email!, secret, body.secretHash]) {
			expect(message!.text).not.toContain(theirs);
		}
	});

	it("is unconfirmed until the button behind the link is pressed, and then stays confirmed", async () => {
		const { reference, secret } = await desk.send();
		expect((await desk.status(reference, secret)).isConfirmed).toBe(false);
		const token = tokenIn((await mails(1))[0]!);
		const link = await desk.call(`/requests/${reference}/confirm`, { headers: { accept: "text/html" } });
		expect([200, 404]).toContain(link.status);
		expect((await desk.status(reference, secret)).isConfirmed).toBe(false);
		for (let time = 0; time < 2; time += 1) {
			const response = await confirm(reference, token);
			expect([response.status, await response.json()]).toEqual([200, { reference, isConfirmed: true }]);
		}
		expect((await desk.status(reference, secret)).isConfirmed).toBe(true);
		const [kept] = (await desk.list()).requests;
		expect([kept!.isConfirmed, kept!.revision]).toEqual([true, 2]);
	});

	it("is confirmed by no other token, and what there is not gets the same answer", async () => {
		const { reference, secret } = await desk.send();
		const other = await desk.send({ kind: "opt-out-sale" });
		const token = tokenIn((await mails(1))[0]!);
		const answers = [];
		for (const [named, given] of [
			[reference, newSecret()],
			[reference, secret],
			["SHOP-0000-0000", token],
			[other.reference, token],
			["nonsense", token],
		] as const) {
			const response = await confirm(named, given);
			answers.push(`${response.status} ${await response.text()}`);
		}
		expect(new Set(answers).size).toBe(1);
		expect(answers[0]).toMatch(/^404 /);
		for (const given of [undefined, 7, "", `${token}=`]) expect((await confirm(reference, given)).status).toBe(422);
		expect((await desk.status(reference, secret)).isConfirmed).toBe(false);
	});

	it("keeps of the token its hash alone, once the e-mail was handed over", async () => {
		const { reference } = await desk.send();
		const token = tokenIn((await mails(1))[0]!);
		const { rows } = await desk.database.query("select r::text as text from yoursay_requests r where reference = $1", [
			reference,
		]);
		expect((rows as { text: string }[])[0]!.text).not.toContain(token);
	});
});

describe("nobody is asked to confirm", () => {
	it.each([
		["an opt-out", { kind: "opt-out-sale", region: "US-CA" }],
		["a limit", { kind: "limit-sensitive", region: "US-CA" }],
		["a no to e-mails", { kind: "marketing-email", decision: "withdrawn" }],
		["a request without an address", { kind: "appeal", appeals: "SHOP-0000-0000", email: undefined }],
	] as const)("%s", async (_, changes) => {
		const { reference, secret } = await desk.send(changes);
		expect(await sweep()).toBe(0);
		expect(sent).toEqual([]);
		expect(await desk.status(reference, secret)).not.toHaveProperty("isConfirmed");
	});

	it("where nothing can be sent", async () => {
		desk.open();
		const { reference, secret } = await desk.send();
		expect(await desk.status(reference, secret)).not.toHaveProperty("isConfirmed");
	});
});

describe("a yes to e-mails", () => {
	it("counts only once the address is confirmed", async () => {
		const { reference } = await desk.send({ kind: "marketing-email", decision: "granted" });
		const token = tokenIn((await mails(1))[0]!);
		const early = await desk.patch(reference, { revision: 1, state: "fulfilled" });
		expect(early.status).toBe(422);
		expect(await early.text()).toContain("confirmed");
		await confirm(reference, token);
		expect((await desk.move(reference, { state: "fulfilled" })).state).toBe("fulfilled");
	});
});

describe("a move", () => {
	it.each([
		["needs-info", "We cannot answer your request before we know more:"],
		["fulfilled", "We have done what you asked."],
		["partly", "We have done a part of what you asked."],
		["denied", "We do not do what you asked."],
	] as const)("to %s is told, with its reason", async (state, words) => {
		const { reference } = await desk.send();
		await mails(1);
		await desk.move(reference, { state, reason: "Because of this.", note: "not for them" });
		const [, told] = await mails(2);
		expect(told!.text).toContain(words);
		expect(told!.text).toContain("Because of this.");
		expect(told!.text).not.toContain("not for them");
		expect(told!.subject).toContain(reference);
	});

	it("to extended is told with the new date", async () => {
		const { reference } = await desk.send();
		await mails(1);
		await desk.move(reference, { state: "extended", reason: "Many orders.", dueAt: "2027-01-20" });
		expect((await mails(2))[1]!.text).toContain("The answer is now due on 20 January 2027.");
	});

	it.each([
		["US-CA", "access"],
		["GB", "complaint"],
	] as const)("to acknowledged is told in %s, where the law says by when", async (region, kind) => {
		const { reference, receipt } = await desk.send({ region, kind });
		expect(receipt.acknowledgeAt).toBeDefined();
		await mails(1);
		await desk.move(reference, { state: "acknowledged" });
		const [, told] = await mails(2);
		expect(told).toMatchObject({ subject: `Your request has arrived (${reference})` });
		expect(told!.text).toMatch(/The answer is due on \d+ \w+ \d{4}\./);
	});

	it.each(["acknowledged", "in-progress", "expired", "withdrawn"] as const)("to %s is not", async (state) => {
		const { reference } = await desk.send();
		await mails(1);
		await desk.move(reference, { state });
		expect(await sweep()).toBe(0);
		expect(sent).toHaveLength(1);
	});
});

describe("an e-mail that fails", () => {
	it("loses nothing: the request is kept, the owner told without data, and it is tried again, ever more seldom", async () => {
		failing = Object.assign(new Error("550 <erika@visitor.example> is unknown"), { code: "EENVELOPE" });
		const { reference, secret } = await desk.send();
		await vi.waitFor(() => expect(desk.errors).toHaveLength(1));
		expect(desk.errors[0]).toMatchObject({ code: "mail-failed" });
		expect(`${desk.errors[0]!.message} ${desk.errors[0]!.stack} ${desk.errors[0]!.cause}`).not.toMatch(
			/erika|SHOP-|550/,
		);
		expect(desk.errors[0]!.message).toContain("EENVELOPE");
		expect((await desk.list()).requests[0]!.isMailOwed).toBe(true);
		const tries: number[] = [];
		for (desk.minutes = 0; desk.minutes < 1400; desk.minutes += 5) {
			const before = desk.errors.length;
			await sweep();
			if (desk.errors.length > before) tries.push(desk.minutes);
		}
		const gaps = tries.map((minute, n) => minute - (tries[n - 1] ?? 0));
		expect(gaps.slice(0, 9)).toEqual([5, 10, 20, 40, 80, 160, 320, 360, 360]);
		failing = null;
		desk.minutes += 360;
		expect(await sweep()).toBe(1);
		expect((await desk.list()).requests[0]).not.toHaveProperty("isMailOwed");
		await confirm(reference, tokenIn(sent[0]!));
		expect((await desk.status(reference, secret)).isConfirmed).toBe(true);
	}, 60_000);

	it("is tried again when the request is sent again, if it is time", async () => {
		failing = new Error("gone");
		const { body } = await desk.send();
		await vi.waitFor(() => expect(desk.errors).toHaveLength(1));
		failing = null;
		await desk.post(body);
		expect(await sweep()).toBe(0);
		desk.minutes = 5;
		await desk.post(body);
		await mails(1);
	});

	it("keeps those behind it in their order", async () => {
		failing = new Error("gone");
		const { reference } = await desk.send();
		await desk.move(reference, { state: "needs-info", reason: "first" });
		await desk.move(reference, { state: "denied", reason: "second" });
		failing = null;
		desk.minutes = DAY;
		await sweep();
		// It is answered: nobody need confirm any more.
		expect(sent.map(({ text }) => /first|second|confirm/.exec(text)?.[0])).toEqual(["first", "second"]);
	});

	it("and those behind it are handed over once, whoever sweeps while one is", async () => {
		failing = new Error("gone");
		const { reference } = await desk.send();
		await desk.move(reference, { state: "needs-info", reason: "first" });
		await desk.move(reference, { state: "in-progress" });
		await desk.move(reference, { state: "needs-info", reason: "second" });
		failing = null;
		desk.minutes = DAY;
		meanwhile = async ({ text }) => {
			if (!text.includes("second")) return;
			meanwhile = null;
			await sweep();
		};
		await sweep();
		expect(sent.map(({ text }) => /first|second|confirm/.exec(text)?.[0])).toEqual(["confirm", "first", "second"]);
	});

	it("is not sent once the request was taken back", async () => {
		failing = new Error("gone");
		const { reference, secret } = await desk.send();
		await vi.waitFor(() => expect(desk.errors).toHaveLength(1));
		await desk.own(reference, secret, "DELETE");
		failing = null;
		desk.minutes = DAY;
		expect(await sweep()).toBe(0);
		expect(sent).toEqual([]);
	});

	it("is told even where onError throws", async () => {
		const said = vi.spyOn(console, "error").mockImplementation(() => {});
		failing = new Error("gone");
		desk.open({
			send,
			publicOrigin,
			onError: () => {
				throw new Error("mine");
			},
		});
		await desk.send();
		await vi.waitFor(() => expect(said).toHaveBeenCalledWith("[yoursay] onError threw Error"));
		said.mockRestore();
	});
});

it("each e-mail is handed over once, however many sweep at once", async () => {
	failing = new Error("gone");
	for (let n = 0; n < 30; n += 1) await desk.send({ email: `visitor-${n}@visitor.example` });
	await vi.waitFor(() => expect(desk.errors).toHaveLength(30));
	failing = null;
	desk.minutes = DAY;
	const counts = await Promise.all(Array.from({ length: 5 }, sweep));
	expect(counts.reduce((sum, count) => sum + count)).toBe(30);
	expect(new Set(sent.map(({ subject }) => subject)).size).toBe(30);
});

it("one address is asked five times a day at most, however it is written, and every request is kept", async () => {
	for (let n = 0; n < 8; n += 1) await desk.send({ email: n % 2 ? "erika@visitor.example" : "Erika@Visitor.example" });
	await mails(5);
	expect((await desk.list()).requests.map(({ isConfirmed }) => isConfirmed)).toEqual(Array(8).fill(false));
	await desk.send({ email: "other@visitor.example" });
	await mails(6);
	desk.minutes = DAY;
	await desk.send({ email: "erika@visitor.example" });
	await mails(7);
});

it("a mailbox is not asked more often under other names of its own", async () => {
	for (let n = 0; n < 8; n += 1) await desk.send({ email: `erika+${n}@visitor.example` });
	for (let n = 0; n < 8; n += 1) await desk.send({ email: "127.erika@visitor.example" });
	await mails(10);
});

describe("an address", () => {
	it.each([
		"erika@visitor.example",
		"e.m+shop@sub.visitor.example",
		"o'hara@visitor.example",
		"jörg@müller.example",
		"用户@例子.example",
	])("may be %s", (address) => expect(isEmail(address)).toBe(true));

	it.each([
		"",
		"erika",
		"@visitor.example",
		"erika@",
		"a@b@visitor.example",
		"a@visitor.example,b@visitor.example",
		"a@visitor.example;b@visitor.example",
		"a@visitor.example b@visitor.example",
		"Erika <erika@visitor.example>",
		"<erika@visitor.example>",
		"erika@visitor.example>",
		'"a b"@visitor.example',
		"(comment)a@visitor.example",
		"a:b@visitor.example",
		"group:a@visitor.example;",
		"a@visitor.example\r\nBcc: b@visitor.example",
		"a@visitor.example\nSubject: hi",
		"a\r\n@visitor.example",
		"a@visitor.example\0",
		"a@visitor.example\u2028b",
		"a@visitor.example\u0085Bcc: x",
		"a@visitor.example，b@visitor.example",
		"a@[192.0.2.1]",
		"a\u200b@visitor.example",
		"a\u202e@visitor.example",
		"a@visitor.example.",
	])("is never %j", async (address) => {
		expect(isEmail(address)).toBe(false);
		const { body } = await sampleRequest({ email: address });
		expect((await desk.post(body)).status).toBe(422);
		expect(await sweep()).toBe(0);
	});
});

describe("an option", () => {
	it.each([
		[{ send }, "publicOrigin"],
		[{ publicOrigin: "https://shop.example/" }, "publicOrigin"],
		[{ publicOrigin: "shop.example" }, "publicOrigin"],
		[{ publicOrigin: "javascript:alert(1)" }, "publicOrigin"],
		[{ from: "Shop\r\nBcc: x" }, "from"],
		[{ timeZone: "Mars/Olympus" }, "timeZone"],
		[{ responseDays: 0 }, "responseDays"],
		[{ responseDays: 366 }, "responseDays"],
		[{ responseDays: { "shop.example": 1.5 } }, "responseDays"],
		[{ requestsPerMinute: 0 }, "requestsPerMinute"],
	])("like %j is refused when the collector is made", (options, where) => {
		expect(() => desk.open(options)).toThrow(expect.objectContaining({ code: "option-invalid", where }));
	});
});
