import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RequestReceipt, RequestStatus } from "../../../types/request.ts";
import { BASE, DAY, type Desk, openDesk, pathsOf, SHOP } from "./request-desk.ts";
import { sampleRequest } from "./request-sample.ts";
import { at, newSecret } from "./sample.ts";

let desk: Desk;
beforeAll(async () => {
	desk = await openDesk();
}, 180_000);
afterAll(() => desk?.close());
beforeEach(() => desk.clear());

const kept = async () => (await desk.store.listRequests({ limit: 1000 })).length;

describe("a request", () => {
	it("is kept, and answered with its reference, its dates and where its status is", async () => {
		const { receipt } = await desk.send();
		expect(receipt).toEqual({
			reference: expect.stringMatching(/^SHOP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/),
			receivedAt: at(0),
			dueAt: "2026-12-21T12:00:00.000Z",
			statusUrl: `${BASE}/requests/${receipt.reference}`,
		});
	});

	it("shows how it stands to its secret, and nothing of what was written", async () => {
		const { secret, receipt } = await desk.send();
		expect(await desk.status(receipt.reference, secret)).toEqual({
			...receipt,
			kind: "access",
			site: "shop.example",
			state: "received",
			events: [{ state: "received", at: at(0) }],
			canAppeal: false,
		});
	});

	it("is found by its reference in small letters, too", async () => {
		const { secret, reference } = await desk.send();
		expect((await desk.status(reference.toLowerCase(), secret)).reference).toBe(reference);
	});

	it("is withdrawn by its secret, and withdrawn twice is withdrawn once", async () => {
		const { secret, reference } = await desk.send();
		desk.minutes = 5;
		const first = (await (await desk.own(reference, secret, "DELETE")).json()) as RequestStatus;
		expect(first.state).toBe("withdrawn");
		expect(first.events).toEqual([
			{ state: "received", at: at(0) },
			{ state: "withdrawn", at: at(5) },
		]);
		desk.minutes = 9;
		const again = await desk.own(reference, secret, "DELETE");
		expect([again.status, await again.json()]).toEqual([200, first]);
	});

	it.each(["fulfilled", "expired"] as const)("that is %s cannot be withdrawn any more", async (state) => {
		const { secret, reference } = await desk.send();
		await desk.move(reference, { state });
		expect((await desk.own(reference, secret, "DELETE")).status).toBe(409);
		expect((await desk.status(reference, secret)).state).toBe(state);
	});

	it("is withdrawn also where its owner changes it at the same moment", async () => {
		const { secret, reference } = await desk.send();
		const answers = await Promise.all([
			...Array.from({ length: 3 }, (_, n) => desk.patch(reference, { revision: 1, note: `n${n}` })),
			desk.own(reference, secret, "DELETE"),
		]);
		expect(answers.filter(({ status }) => status === 200)).not.toEqual([]);
		expect(answers.at(-1)!.status).toBe(200);
		expect((await desk.status(reference, secret)).state).toBe("withdrawn");
	});

	it.each([
		["shop.example", "SHOP"],
		["www.shop.example", "SHOP"],
		["a21e", "A21E"],
		["isokron-of-the-example", "ISOKRO"],
		["x", "REQ"],
		["株式会社.example", "REQ"],
	])("of the site %j has a reference that begins with %s", async (site, prefix) => {
		expect((await desk.send({ site })).reference.split("-")[0]).toBe(prefix);
	});
});

describe("a repeat", () => {
	it("gets the same receipt, also later and with its members in another order, and keeps one", async () => {
		const { body, receipt } = await desk.send();
		desk.minutes = 3 * DAY;
		const again = await desk.post(Object.fromEntries(Object.entries(body).reverse()));
		expect([again.status, await again.json()]).toEqual([201, receipt]);
		expect(await kept()).toBe(1);
	});

	it("that comes fifty times at once keeps one, with one receipt", async () => {
		const { body } = await sampleRequest();
		const answers = await Promise.all(Array.from({ length: 50 }, () => desk.post(body)));
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
		const receipts = await Promise.all(answers.map(async (each) => JSON.stringify(await each.json())));
		expect(new Set(receipts).size).toBe(1);
		expect(await kept()).toBe(1);
	});

	it("of the id with another body is refused, and the first stays as it was", async () => {
		const { body, secret, reference } = await desk.send();
		for (const changes of [{ message: "other" }, { secretHash: (await sampleRequest()).body.secretHash }]) {
			const response = await desk.post({ ...body, ...changes });
			expect(response.status).toBe(409);
			expect(await response.text()).not.toContain(reference);
		}
		expect((await desk.store.findRequest(reference))?.content?.message).toBe(body.message);
		expect((await desk.status(reference, secret)).state).toBe("received");
	});

	it("finds another reference where the one it drew is taken", async () => {
		const drawn: string[] = [];
		desk.open({
			store: {
				...desk.store,
				addRequest: (request) => {
					drawn.push(request.reference);
					return drawn.length < 3 ? Promise.resolve(undefined) : desk.store.addRequest(request);
				},
			},
		});
		const { reference } = await desk.send();
		expect(new Set(drawn).size).toBe(3);
		expect(drawn.at(-1)).toBe(reference);
	});
});

describe("what does not open a request", () => {
	it("gets one answer: a wrong secret, an unknown reference, and what is none", async () => {
		const { secret, reference } = await desk.send();
		const answers: string[] = [];
		for (const [named, given] of [
			[reference, newSecret()],
			["SHOP-0000-0000", secret],
			["nonsense", secret],
			["A".repeat(32), secret],
		] as const) {
			for (const method of ["GET", "DELETE"]) {
				const response = await desk.own(named, given, method);
				expect(response.status).toBe(404);
				answers.push(JSON.stringify([[...response.headers], await response.text()]));
			}
		}
		expect(new Set(answers).size).toBe(1);
		expect((await desk.status(reference, secret)).state).toBe("received");
	});

	it("is a secret of another request, or its hash", async () => {
		const { body, reference } = await desk.send();
		const other = await desk.send();
		expect((await desk.own(reference, other.secret)).status).toBe(404);
		expect((await desk.own(reference, body.secretHash)).status).toBe(404);
	});

	it("is 401 where there is no secret at all", async () => {
		const { reference } = await desk.send();
		expect((await desk.call(`/requests/${reference}`)).status).toBe(401);
		expect((await desk.call(`/requests/${reference}`, { headers: { authorization: "Bearer short" } })).status).toBe(
			401,
		);
	});
});

describe("a body is refused, and nothing of it kept,", () => {
	it.each<[string, Record<string, unknown>, string[]]>([
		["an unknown kind", { kind: "everything" }, ["kind"]],
		["an unknown key", { ip: "192.0.2.1" }, [""]],
		["another version", { version: 2 }, ["version"]],
		["an id of another kind", { id: crypto.randomUUID() }, ["id"]],
		["a long name", { name: "n".repeat(201) }, ["name"]],
		["a long message", { message: "m".repeat(5001) }, ["message"]],
		["two addresses", { email: "a@visitor.example,b@visitor.example" }, ["email"]],
		["a line break in the address", { email: "a@visitor.example\r\nbcc: b@visitor.example" }, ["email"]],
		["a name around the address", { email: "A <a@visitor.example>" }, ["email"]],
		["a secret hash that is none", { secretHash: "s3cr3t" }, ["secretHash"]],
	])("where it has %s", async (_, changes, paths) => {
		const { body } = await sampleRequest();
		const response = await desk.post({ ...body, ...changes });
		expect(response.status).toBe(422);
		const text = await response.clone().text();
		expect(await pathsOf(response)).toEqual(paths);
		for (const value of Object.values(changes)) if (String(value).length > 3) expect(text).not.toContain(String(value));
		expect(await kept()).toBe(0);
	});

	it("where it is too large, no JSON, or of another type", async () => {
		const { body } = await sampleRequest({ message: "x" });
		expect((await desk.post({ ...body, message: "x".repeat(100_000) })).status).toBe(413);
		expect((await desk.post("{")).status).toBe(400);
		expect((await desk.post(body, { "content-type": "text/plain" })).status).toBe(415);
		expect((await desk.post("null")).status).toBe(422);
		expect(await kept()).toBe(0);
	});

	it("where it comes from an origin that is not on the list", async () => {
		const { body } = await sampleRequest();
		expect((await desk.post(body, { origin: "https://evil.example" })).status).toBe(403);
		expect(await kept()).toBe(0);
	});
});

describe("calls from a page on the list", () => {
	const preflight = (path: string, method?: string) =>
		desk.call(path, {
			method: "OPTIONS",
			headers: { origin: SHOP, ...(method && { "access-control-request-method": method }) },
		});

	it.each([
		["/requests", "POST", "OPTIONS, POST"],
		["/requests/SHOP-0000-0000", "GET", "OPTIONS, GET, DELETE"],
		["/requests/SHOP-0000-0000", "DELETE", "OPTIONS, GET, DELETE"],
		["/requests/SHOP-0000-0000/confirm", "POST", "OPTIONS, POST"],
	])("are permitted: %s %s", async (path, method, allowed) => {
		const { headers } = await preflight(path, method);
		expect(headers.get("access-control-allow-origin")).toBe(SHOP);
		expect(headers.get("access-control-allow-methods")).toBe(allowed);
	});

	it.each([
		["/requests", "GET"],
		["/requests/SHOP-0000-0000", "PATCH"],
		["/requests.csv", "GET"],
		["/requests.drp.json", "GET"],
		["/requests.opendsr.json", "GET"],
		["/inbox", "GET"],
	])("are not, where they are the owner's: %s %s", async (path, method) => {
		for (const response of [
			await preflight(path, method),
			await desk.call(path, { method, headers: { origin: SHOP } }),
		]) {
			expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
		}
	});
});

describe("a flood", () => {
	it("from one address is stopped after ten requests in a minute, and other calls go on", async () => {
		let address = "198.51.100.1";
		desk.open({ addressOf: () => address });
		const statuses = [];
		for (let n = 0; n < 12; n += 1) statuses.push((await desk.post((await sampleRequest()).body)).status);
		expect(statuses).toEqual([...Array(10).fill(201), 429, 429]);
		const refused = await desk.post("{}");
		expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
		expect((await desk.own("SHOP-0000-0000", newSecret())).status).toBe(404);
		address = "198.51.100.2";
		expect((await desk.post((await sampleRequest()).body)).status).toBe(201);
		address = "198.51.100.1";
		desk.minutes = 1;
		expect((await desk.post((await sampleRequest()).body)).status).toBe(201);
	});

	it("may be as large as its owner says", async () => {
		desk.open({ addressOf: () => "198.51.100.1", requestsPerMinute: 1 });
		expect((await desk.post("{}")).status).toBe(422);
		expect((await desk.post("{}")).status).toBe(429);
	});
});

describe("the receipt", () => {
	it("leads to where browsers find the collector, whatever the request calls it", async () => {
		desk.open({ publicOrigin: "https://shop.example" });
		const { body } = await sampleRequest();
		const response = await desk.collect(
			new Request("http://evil.example/yoursay/requests", {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify(body),
			}),
		);
		const { reference, statusUrl } = (await response.json()) as RequestReceipt;
		expect(statusUrl).toBe(`https://shop.example/yoursay/requests/${reference}`);
	});
});
