import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonymise } from "../../../src/collector/collector.ts";
import type { InboxRequest, RequestChange, RequestState } from "../../../types/request.ts";
import { BASE, DAY, type Desk, openDesk, ownerToken, pathsOf, SHOP } from "./request-desk.ts";
import { at, NOON } from "./sample.ts";

let desk: Desk;
beforeAll(async () => {
	desk = await openDesk();
}, 180_000);
afterAll(() => desk?.close());
beforeEach(() => desk.clear());

const references = ({ requests }: { requests: InboxRequest[] }) => requests.map(({ reference }) => reference);

describe("the inbox", () => {
	it("shows what the person sent but its secret's hash, and where it stands", async () => {
		const { body, receipt } = await desk.send();
		const { secretHash, ...request } = body;
		const { requests, next } = await desk.list();
		expect(next).toBeNull();
		expect(requests).toEqual([
			{
				...receipt,
				kind: "access",
				site: "shop.example",
				state: "received",
				events: [{ state: "received", at: at(0) }],
				canAppeal: false,
				request,
				region: "DE",
				law: "gdpr",
				extendableTo: expect.any(String),
				notes: [],
				revision: 1,
				closedAt: null,
				isLate: false,
			},
		]);
		expect(JSON.stringify(requests)).not.toContain(secretHash);
	});

	it("has what is due first first, page by page, each once", async () => {
		const sent: string[] = [];
		for (const responseDays of [20, 5, 10, 5, 15, 5, 25]) sent.push((await desk.send({ responseDays })).reference);
		const days: string[] = [];
		const seen: string[] = [];
		for (let after: string | null = ""; after !== null; ) {
			const page = await desk.list(`?limit=2${after && `&after=${encodeURIComponent(after)}`}`);
			seen.push(...references(page));
			days.push(...page.requests.map(({ dueAt }) => dueAt));
			after = page.next;
		}
		expect(days).toEqual([...days].sort());
		expect(seen.sort()).toEqual(sent.sort());
	});

	it("is narrowed by state, kind, site and due date", async () => {
		const access = await desk.send({ responseDays: 10 });
		const erasure = await desk.send({ kind: "erasure", site: "other.example", responseDays: 20 });
		const done = await desk.send({ responseDays: 5 });
		await desk.move(done.reference, { state: "fulfilled" });
		const found = async (query: string) => references(await desk.list(query));
		expect(await found("?state=fulfilled")).toEqual([done.reference]);
		expect(await found("?state=closed")).toEqual([done.reference]);
		expect(await found("?state=open")).toEqual([access.reference, erasure.reference]);
		expect(await found("?kind=erasure")).toEqual([erasure.reference]);
		expect(await found("?site=other.example")).toEqual([erasure.reference]);
		expect(await found("?dueBefore=2026-12-02")).toEqual([done.reference, access.reference]);
		expect(await found("?dueBefore=2026-12-02&state=open&kind=access&site=shop.example")).toEqual([access.reference]);
		expect(await found("?kind=portability")).toEqual([]);
	});

	it("shows what is late, from the moment after it was due until it is closed", async () => {
		const { reference, receipt } = await desk.send({ responseDays: 10 });
		await desk.send({ responseDays: 20 });
		const late = async () => references(await desk.list("?late=true"));
		desk.minutes = 10 * DAY;
		expect(receipt.dueAt).toBe(at(desk.minutes));
		expect(await late()).toEqual([]);
		desk.minutes += 1;
		expect(await late()).toEqual([reference]);
		expect((await desk.list()).requests.map(({ isLate }) => isLate)).toEqual([true, false]);
		expect(await desk.move(reference, { state: "fulfilled" })).toMatchObject({
			isLate: false,
			closedAt: at(desk.minutes),
		});
		expect(await late()).toEqual([]);
	});

	it.each([
		["state=unknown", ["state"]],
		["kind=know", ["kind"]],
		["dueBefore=soon", ["dueBefore"]],
		["late=yes", ["late"]],
		["limit=0", ["limit"]],
		["limit=201", ["limit"]],
		["after=x", ["after"]],
		["after=2026-13-45T99:99:99.999Z_00000000-0000-7000-8000-000000000000", ["after"]],
		["site=a&site=b", ["site"]],
		["states=open", ["states"]],
	])("refuses ?%s", async (query, paths) => {
		const response = await desk.asOwner(`/requests?${query}`);
		expect(response.status).toBe(400);
		expect(await pathsOf(response)).toEqual(paths);
	});
});

describe("a change", () => {
	it("moves a request, tells the person, keeps the note to the owner, and counts", async () => {
		const { reference, secret } = await desk.send();
		desk.minutes = 7;
		const changed = await desk.move(reference, { state: "needs-info", reason: "Which order?", note: "looks odd" });
		expect(changed).toMatchObject({
			state: "needs-info",
			revision: 2,
			notes: [{ at: at(7), text: "looks odd" }],
			events: [{ state: "received" }, { state: "needs-info", at: at(7), reason: "Which order?" }],
		});
		const status = await desk.status(reference, secret);
		expect(status.events).toEqual(changed.events);
		expect(JSON.stringify(status)).not.toContain("looks odd");
		expect((await desk.list()).requests).toEqual([changed]);
	});

	it("may be a note alone", async () => {
		const { reference } = await desk.send();
		expect(await desk.move(reference, { note: "asked legal" })).toMatchObject({ state: "received", revision: 2 });
		expect((await desk.move(reference, { note: "again" })).notes.map(({ text }) => text)).toEqual([
			"asked legal",
			"again",
		]);
	});

	it("made on what stands there no more is refused, and of two at once one is made", async () => {
		const { reference } = await desk.send();
		await desk.move(reference, { note: "first" });
		expect((await desk.patch(reference, { revision: 1, state: "denied", reason: "r" })).status).toBe(409);
		let readers = 0;
		let bothRead = () => {};
		const read = new Promise<void>((done) => (bothRead = done));
		const findRequest = async (named: string) => {
			const found = await desk.store.findRequest(named);
			if ((readers += 1) === 2) bothRead();
			await read;
			return found;
		};
		desk.open({ store: { ...desk.store, findRequest } });
		const both = await Promise.all(
			["one", "two"].map((note) => desk.patch(reference, { revision: 2, state: "in-progress", note })),
		);
		expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
		const [kept] = (await desk.list()).requests;
		expect([kept!.revision, kept!.state, kept!.notes.length]).toEqual([3, "in-progress", 2]);
	});

	it("of what there is not is 404", async () => {
		expect((await desk.patch("SHOP-0000-0000", { revision: 1, note: "n" })).status).toBe(404);
	});

	it.each<[string, object, string[]]>([
		["nothing", { revision: 1 }, [""]],
		["no revision", { note: "n" }, ["revision"]],
		["an unknown state", { revision: 1, state: "lost" }, ["state"]],
		["an unknown key", { revision: 1, note: "n", dueDate: "2027-01-01" }, [""]],
		["a reason without a state", { revision: 1, note: "n", reason: "r" }, ["reason"]],
		["a date without an extension", { revision: 1, state: "in-progress", dueAt: "2027-01-01" }, ["dueAt"]],
		["a date that is none", { revision: 1, state: "extended", reason: "r", dueAt: "2027-02-30" }, ["dueAt"]],
		["a long note", { revision: 1, note: "n".repeat(2001) }, ["note"]],
		["a NUL", { revision: 1, note: "n\0" }, ["note"]],
	])("with %s is refused", async (_, change, paths) => {
		const { reference } = await desk.send();
		const response = await desk.patch(reference, change as RequestChange);
		expect(response.status).toBe(422);
		expect(await pathsOf(response)).toEqual(paths);
		expect((await desk.store.findRequest(reference))!.revision).toBe(1);
	});

	const reasoned: RequestState[] = ["denied", "partly", "needs-info", "extended"];
	it.each(reasoned)("to %s needs a reason", async (state) => {
		const { reference } = await desk.send();
		const response = await desk.patch(reference, {
			revision: 1,
			state,
			dueAt: state === "extended" ? "2027-01-20" : undefined,
		});
		expect([response.status, await pathsOf(response)]).toEqual([422, ["reason"]]);
	});

	const open: RequestState[] = ["received", "acknowledged", "needs-info", "in-progress"];
	const closed: RequestState[] = ["fulfilled", "partly", "denied", "withdrawn", "expired"];
	it.each(closed)("of one that is %s is possible to appealed alone, and only where it was refused", async (state) => {
		const { reference } = await desk.send();
		await desk.move(reference, { state, reason: "r" });
		for (const to of [...open, ...closed]) {
			const response = await desk.patch(reference, { revision: 2, state: to, reason: "r" });
			expect([response.status, await pathsOf(response)], to).toEqual([422, ["state"]]);
		}
		const appealed = await desk.patch(reference, { revision: 2, state: "appealed" });
		expect(appealed.status).toBe(state === "denied" || state === "partly" ? 200 : 422);
	});

	it("never leads back to received, to where it stands, or from open to appealed", async () => {
		const { reference } = await desk.send();
		await desk.move(reference, { state: "in-progress" });
		for (const state of ["received", "in-progress", "appealed"] as const) {
			expect((await desk.patch(reference, { revision: 2, state })).status).toBe(422);
		}
	});

	it("to appealed opens it again with a date of its own", async () => {
		const { reference, secret } = await desk.send({ region: "US-VA" });
		desk.minutes = 2 * DAY;
		await desk.move(reference, { state: "denied", reason: "r" });
		expect((await desk.status(reference, secret)).canAppeal).toBe(true);
		desk.minutes = 60 * DAY;
		const appealed = await desk.move(reference, { state: "appealed" });
		expect(appealed).toMatchObject({ closedAt: null, isLate: false, canAppeal: false });
		expect(appealed.dueAt > at(desk.minutes)).toBe(true);
		expect((await desk.move(reference, { state: "fulfilled" })).closedAt).toBe(at(desk.minutes));
	});
});

describe("an extension", () => {
	// Received on 21 November 2026 in Germany: due on 21 December, at most two months more: 21 February 2027 is a Sunday.
	it.each([
		["2026-12-21", 422],
		["2026-12-22", 200],
		["2027-02-22", 200],
		["2027-02-23", 422],
	])("to %s is %i", async (dueAt, status) => {
		const { reference } = await desk.send();
		const response = await desk.patch(reference, { revision: 1, state: "extended", reason: "complex", dueAt });
		expect(response.status).toBe(status);
		if (status === 200) expect(((await response.json()) as InboxRequest).dueAt).toBe(`${dueAt}T12:00:00.000Z`);
		else expect(await pathsOf(response)).toEqual(["dueAt"]);
	});

	it("needs its date, and is possible once", async () => {
		const { reference, secret } = await desk.send();
		const without = await desk.patch(reference, { revision: 1, state: "extended", reason: "complex" });
		expect([without.status, await pathsOf(without)]).toEqual([422, ["dueAt"]]);
		await desk.move(reference, { state: "extended", reason: "complex", dueAt: "2027-01-10" });
		expect((await desk.status(reference, secret)).dueAt).toBe("2027-01-10T12:00:00.000Z");
		await desk.move(reference, { state: "in-progress" });
		const again = await desk.patch(reference, { revision: 3, state: "extended", reason: "more", dueAt: "2027-01-20" });
		expect([again.status, await pathsOf(again)]).toEqual([422, ["state"]]);
	});

	it("is no move where the law allows none", async () => {
		const { reference } = await desk.send({ kind: "opt-out-sale", region: "US-CA", email: undefined });
		const response = await desk.patch(reference, { revision: 1, state: "extended", reason: "r", dueAt: "2026-12-20" });
		expect([response.status, await pathsOf(response)]).toEqual([422, ["state"]]);
	});
});

describe.each([
	["GET", "/requests"],
	["PATCH", "/requests/SHOP-0000-0000"],
	["GET", "/requests.csv"],
	["GET", "/requests.drp.json"],
	["GET", "/requests.opendsr.json"],
])("%s %s", (method, path) => {
	it("is 401 without the owner's token, whatever else is sent", async () => {
		const { secret } = await desk.send();
		for (const authorization of [undefined, `Bearer ${ownerToken}x`, `Bearer ${secret}`]) {
			const headers = { ...(authorization && { authorization }), "content-type": "application/json" };
			const body = method === "PATCH" ? JSON.stringify({ revision: 1, note: "n" }) : undefined;
			const response = await desk.call(path, { method, headers, body });
			expect(response.status).toBe(401);
		}
	});

	it("is 403 where the collector has no such token", async () => {
		desk.open({ ownerToken: undefined });
		expect((await desk.asOwner(path, { method })).status).toBe(403);
	});
});

describe("the report", () => {
	it("counts requests by kind and state, late ones, and the days to close, and names nobody", async () => {
		const { reference, body } = await desk.send({ responseDays: 5 });
		await desk.send({ kind: "erasure", responseDays: 3 });
		const quick = await desk.send();
		desk.minutes = 2 * DAY;
		await desk.move(quick.reference, { state: "denied", reason: "r" });
		desk.minutes = 8 * DAY;
		await desk.move(reference, { state: "fulfilled" });
		const response = await desk.asOwner("/report");
		const text = await response.text();
		expect(JSON.parse(text).requests).toEqual({
			requests: 3,
			kinds: [
				{ value: "access", requests: 2 },
				{ value: "erasure", requests: 1 },
			],
			states: ["denied", "fulfilled", "received"].map((value) => ({ value, requests: 1 })),
			late: 1,
			closedLate: 1,
			medianDays: 5,
		});
		for (const named of [reference, body.id, body.name!, body.email!]) expect(text).not.toContain(named);
		const other = await desk.asOwner("/report?site=none.example");
		expect((await other.json()).requests).toEqual({
			requests: 0,
			kinds: [],
			states: [],
			late: 0,
			closedLate: 0,
			medianDays: null,
		});
	});
});

describe("pseudonymising", () => {
	const run = async (days: number) => {
		const lines: string[] = [];
		const now = () => NOON + days * DAY * 60_000 + 1;
		return [await pseudonymise(desk.store, { now, onLog: (line) => lines.push(line) }), lines] as const;
	};

	it("leaves nothing of the person a year after a request was closed, and its counts as they were", async () => {
		const { reference, secret, body } = await desk.send({
			kind: "disconnect-account",
			name: "Erika Mustermann",
			account: "linked-77",
			subject: `${"S".repeat(42)}A`,
		});
		const open = await desk.send();
		await desk.move(reference, { state: "denied", reason: "Not Erika", note: "called Erika" });
		const before = (await (await desk.asOwner("/report")).json()).requests;
		expect((await run(364))[0]).toBe(0);
		expect((await desk.status(reference, secret)).state).toBe("denied");
		expect(await run(365)).toEqual([1, ["[yoursay] pseudonymised: 1 closed request(s)"]]);
		expect((await run(366))[0]).toBe(0);

		const [row] = (
			await desk.database.query("select r::text as text from yoursay_requests r where reference = $1", [reference])
		).rows as { text: string }[];
		for (const trace of ["Erika", body.email!, body.message!, "linked-77", "SSSS", "called"]) {
			expect(row!.text).not.toContain(trace);
		}
		const gone = (await desk.list("?state=closed")).requests[0]!;
		expect(gone).toMatchObject({
			reference,
			kind: "disconnect-account",
			region: "DE",
			state: "denied",
			request: null,
			notes: [],
		});
		expect(gone.events).toEqual([
			{ state: "received", at: at(0) },
			{ state: "denied", at: at(0) },
		]);
		expect((await desk.own(reference, secret)).status).toBe(404);
		expect((await (await desk.asOwner("/report")).json()).requests).toEqual(before);
		expect((await desk.status(open.reference, open.secret)).state).toBe("received");
	});

	it("lets nothing be written to what it left", async () => {
		const { reference } = await desk.send();
		await desk.move(reference, { state: "denied", reason: "r" });
		await run(365);
		expect((await desk.patch(reference, { revision: 3, note: "n" })).status).toBe(422);
		expect((await desk.patch(reference, { revision: 3, state: "appealed" })).status).toBe(422);
	});

	it.each([-1, Number.NaN])("refuses %s days", async (requestDays) => {
		await expect(pseudonymise(desk.store, { requestDays })).rejects.toMatchObject({ code: "option-invalid" });
	});
});

it("a walk from sending to the answer, as the owner and the person see it", async () => {
	const { reference, secret, receipt } = await desk.send({ kind: "erasure" });
	expect(receipt.statusUrl).toBe(`${BASE}/requests/${reference}`);
	desk.minutes = 60;
	await desk.move(reference, { state: "acknowledged" });
	await desk.move(reference, { state: "in-progress", note: "backups too" });
	desk.minutes = 3 * DAY;
	await desk.move(reference, { state: "fulfilled" });
	const response = await desk.call(`/requests/${reference}`, {
		headers: { origin: SHOP, authorization: `Bearer ${secret}` },
	});
	expect(response.headers.get("access-control-allow-origin")).toBe(SHOP);
	expect(((await response.json()) as InboxRequest).events.map(({ state }) => state)).toEqual([
		"received",
		"acknowledged",
		"in-progress",
		"fulfilled",
	]);
});
