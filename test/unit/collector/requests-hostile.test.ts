import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../../../src/collector/collector.ts";
import { type Desk, openDesk, ownerToken } from "./request-desk.ts";
import { sampleRequest } from "./request-sample.ts";
import { newSecret } from "./sample.ts";

const publicOrigin = "https://shop.example";
const METHODS = ["log", "info", "warn", "error", "debug"] as const;
let desk: Desk;
let told: string[] = [];
let sent: Message[] = [];

beforeAll(async () => {
	desk = await openDesk();
}, 180_000);
afterAll(() => desk?.close());
beforeEach(async () => {
	told = [];
	sent = [];
	for (const method of METHODS) {
		vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => void told.push(parts.map(String).join(" ")));
	}
	await desk.clear({ publicOrigin, send: async (message) => void sent.push(message) });
});
afterEach(() => vi.restoreAllMocks());

/** Whatever a log, an error or its details could say. */
const everythingTold = () =>
	[
		...told,
		...desk.errors.map((error) => `${error.message} ${error.stack} ${error.cause} ${JSON.stringify(error)}`),
	].join("\n");

/** What is only ever the person's, the owner's or a secret. */
function traces(body: Record<string, unknown>, secret: string): string[] {
	const texts = Object.entries(body).filter(
		([name]) => !["version", "kind", "region", "language", "site"].includes(name),
	);
	return [secret, ownerToken, ...texts.map(([, value]) => String(value)).filter((text) => text.length > 6)];
}

const SCRIPT = '<script>alert(1)</script><img src=x onerror="alert(1)">';
const forged: [string, (body: Record<string, unknown>) => unknown][] = [
	["a list", (body) => [body]],
	["a text", (body) => JSON.stringify(JSON.stringify(body))],
	["no kind", ({ kind: _, ...body }) => body],
	["no id", ({ id: _, ...body }) => body],
	["a kind of the prototype", (body) => ({ ...body, kind: "constructor" })],
	["a __proto__", (body) => `${JSON.stringify(body).slice(0, -1)},"__proto__":{"admin":true}}`],
	["a state of its own", (body) => ({ ...body, state: "fulfilled" })],
	[
		"a receipt of its own",
		(body) => ({ ...body, receivedAt: "2020-01-01T00:00:00.000Z", reference: "SHOP-0000-0000" }),
	],
	["an unknown region", (body) => ({ ...body, region: "Atlantis" })],
	["a day that there is not", (body) => ({ ...body, since: "2026-02-30" })],
	["a day to come", (body) => ({ ...body, since: "2099-01-01" })],
	["an end before its beginning", (body) => ({ ...body, since: "2026-02-02", until: "2026-01-01" })],
	["a promise of no days", (body) => ({ ...body, responseDays: 0 })],
	["a promise of half a day", (body) => ({ ...body, responseDays: 0.5 })],
	["a NUL", (body) => ({ ...body, message: "before\0after, both of them" })],
	["a lone surrogate", (body) => ({ ...body, message: "before\ud800after, both of them" })],
	["an escape sequence", (body) => ({ ...body, message: "\u001b[31mred and more red" })],
	["21 recipients", (body) => ({ ...body, recipients: Array(21).fill("recipient.example") })],
	[
		"a nesting of ten thousand",
		(body) => `${JSON.stringify(body).slice(0, -1)},"agent":${"[".repeat(10_000)}${"]".repeat(10_000)}}`,
	],
];

describe("a forged body", () => {
	it.each(forged)("with %s is refused with a path, and leaves no trace", async (_, forge) => {
		const { body, secret } = await sampleRequest();
		const made = forge({ ...body });
		const response = await desk.post(made);
		expect(response.status).toBe(422);
		const text = await response.text();
		for (const trace of traces({ ...body }, secret)) expect(text + everythingTold()).not.toContain(trace);
		for (const part of ["Atlantis", "both of them", "red and more", "recipient.example", "2099"])
			expect(text).not.toContain(part);
		expect(await desk.store.listRequests({ limit: 9 })).toEqual([]);
		expect(sent).toEqual([]);
		expect(everythingTold()).toBe("");
	});
});

describe("markup, formulas and quotes", () => {
	it.each([SCRIPT, "'; drop table yoursay_requests; --", "{{path}}", "$1 $$ %s", "\u202eevil\u202c"])(
		"are text and stay text: %s",
		async (text) => {
			const { reference } = await desk.send({ message: text, name: text });
			const response = await desk.asOwner("/requests");
			expect(response.headers.get("content-type")).toMatch(/^application\/json/);
			expect(response.headers.get("x-content-type-options")).toBe("nosniff");
			const [kept] = (await desk.list()).requests;
			expect([kept!.reference, kept!.request!.message, kept!.request!.name]).toEqual([reference, text, text]);
			await vi.waitFor(() => expect(sent).toHaveLength(1));
			expect(sent[0]!.text + sent[0]!.subject).not.toContain(text);
		},
	);
});

it("whatever anybody does, nothing personal is in a log line, an error or an address", async () => {
	const failing = Object.assign(new Error("550 erika@visitor.example is unknown here"), { code: "EENVELOPE" });
	let isFailing = true;
	desk.open({
		publicOrigin,
		send: async (message) => {
			if (isFailing) throw failing;
			sent.push(message);
		},
		onError: undefined,
	});
	const { body, secret, reference, receipt } = await desk.send();
	expect(receipt.statusUrl).not.toContain(secret);
	await vi.waitFor(() => expect(told.join()).toContain("mail-failed"));
	isFailing = false;
	await desk.post({ ...body, message: "Another message altogether" });
	for (const method of ["GET", "DELETE", "PATCH", "PUT", "POST"]) await desk.own(reference, newSecret(), method);
	await desk.own(reference, secret);
	await desk.call(`/requests/${secret}`);
	await desk.call(`/requests/${reference}/${secret}`);
	await desk.call(`/requests?email=${body.email}`, { headers: { authorization: `Bearer ${secret}` } });
	expect(await (await desk.asOwner(`/requests?${body.email}=1&state=${secret}`)).text()).not.toContain(body.email);
	await desk.patch(reference, { revision: 1, state: "denied", reason: "Erika is unknown to us", note: "Erika called" });
	for (const path of ["/requests.csv", "/requests.drp.json", "/requests.opendsr.json", "/report", "/inbox"]) {
		await (await desk.asOwner(path)).text();
	}
	await desk.own(reference, secret, "DELETE");
	for (const trace of [...traces({ ...body }, secret), "Erika", "erika", reference, "Another message", "550"]) {
		expect(everythingTold()).not.toContain(trace);
	}
});

it("a store that fails quotes nothing of a request to anybody", async () => {
	const { body, secret } = await sampleRequest();
	const broken = Object.assign(new Error(`invalid input: "${body.email}"`), {
		code: "22P02",
		detail: `Failing row contains (${body.message})`,
	});
	desk.open({
		store: { ...desk.store, addRequest: () => Promise.reject(broken), findRequest: () => Promise.reject(broken) },
	});
	const answers = [
		await desk.post(body),
		await desk.own("SHOP-0000-0000", secret),
		await desk.patch("SHOP-0000-0000", { revision: 1, note: "n" }),
	];
	for (const response of answers) {
		expect([response.status, response.headers.get("retry-after")]).toEqual([503, "10"]);
		for (const trace of traces({ ...body }, secret)) expect(await response.clone().text()).not.toContain(trace);
	}
	expect(desk.errors.map(({ code, where }) => [code, where])).toEqual(Array(3).fill(["store-failed", "requests"]));
	for (const trace of traces({ ...body }, secret)) expect(everythingTold()).not.toContain(trace);
});

describe("guessing", () => {
	it("references costs as many calls as any other, and finds nothing", async () => {
		desk.open({ addressOf: () => "198.51.100.9", callsPerMinute: 20 });
		const { secret } = await sampleRequest();
		const statuses = new Set<number>();
		for (let n = 0; n < 40; n += 1)
			statuses.add((await desk.own(`SHOP-0000-00${String(n).padStart(2, "0")}`, secret)).status);
		expect([...statuses]).toEqual([404, 429]);
	});
});
