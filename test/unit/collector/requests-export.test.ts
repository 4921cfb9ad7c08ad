import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonymise } from "../../../src/collector/collector.ts";
import { DAY, type Desk, openDesk } from "./request-desk.ts";
import { at, NOON } from "./sample.ts";

let desk: Desk;
beforeAll(async () => {
	desk = await openDesk();
}, 180_000);
afterAll(() => desk?.close());
beforeEach(() => desk.clear());

/** Reads RFC 4180, and nothing laxer. */
function parseCsv(text: string): string[][] {
	const rows: string[][] = [[]];
	const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
	while (cell.lastIndex < text.length) {
		const found = cell.exec(text);
		if (!found) throw new Error("no CSV");
		const [, value = "", end] = found;
		rows.at(-1)!.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
		if (end === "\r\n" && cell.lastIndex < text.length) rows.push([]);
	}
	return rows;
}

async function csv(query = "") {
	const response = await desk.asOwner(`/requests.csv${query}`);
	expect(response.status).toBe(200);
	const text = await response.text();
	const [head = [], ...rows] = parseCsv(text);
	return { response, text, rows: rows.map((row) => Object.fromEntries(head.map((name, n) => [name, row[n]]))) };
}

describe("the table", () => {
	it("has a request to a line, with what the person and the owner wrote, as a file", async () => {
		const { reference } = await desk.send({
			kind: "object-recipient",
			message: 'First "line",\nsecond; line',
			recipients: ["a.example", "b.example"],
			agent: { kind: "parent", of: "Kim" },
			region: "DE",
		});
		await desk.move(reference, { state: "denied", reason: "No, thanks", note: "ok" });
		const { response, rows, text } = await csv();
		expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
		expect(response.headers.get("content-disposition")).toBe('attachment; filename="requests-2026-11-21.csv"');
		expect(rows).toEqual([
			expect.objectContaining({
				reference,
				kind: "object-recipient",
				state: "denied",
				region: "DE",
				receivedAt: at(0),
				closedAt: at(0),
				isLate: "false",
				isConfirmed: "",
				name: "Erika Mustermann",
				email: "erika@visitor.example",
				agent: "parent",
				onBehalfOf: "Kim",
				message: 'First "line",\nsecond; line',
				recipients: "a.example; b.example",
				reason: "No, thanks",
				notes: `${at(0)} ok`,
			}),
		]);
		expect(
			text
				.replaceAll(/"(?:[^"]|"")*"/g, "")
				.split("\r\n")
				.at(-1),
		).toBe("");
	});

	it.each(["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])(
		"makes text of a cell that begins with %j",
		async (sign) => {
			const formula = `${sign}HYPERLINK("https://evil.example","x")`;
			const { reference } = await desk.send(sign === "\r" ? {} : { message: formula });
			if (sign === "\r") {
				// The form sends no such text; another store or an older row may hold one.
				await desk.database.query(
					"update yoursay_requests set content = jsonb_set(content, '{message}', $1::text::jsonb) where reference = $2",
					[JSON.stringify(formula), reference],
				);
			}
			const { rows, text } = await csv();
			expect(rows[0]!.message).toBe(`'${formula}`);
			expect(text).not.toMatch(/(^|[,\n])"?[=+\-@\t＝＋－＠]/);
		},
	);

	it("makes text of what begins a cell where a spreadsheet parts lines at semicolons", async () => {
		await desk.send({ message: "Please;=1+1; +2\n@SUM(A1)\n- a line, x=1" });
		const { rows, text } = await csv();
		expect(rows[0]!.message).toBe("Please;'=1+1; '+2\n'@SUM(A1)\n'- a line, x=1");
		for (const cell of text.split(/[;\t\r\n]/)) expect(cell).not.toMatch(/^\s*[=+\-@]/);
	});

	it("escapes formulas in every text that somebody else can write", async () => {
		const evil = "=1+1";
		const everywhere = { name: evil, message: evil, site: evil };
		await desk.send({ ...everywhere, kind: "disconnect-account", account: evil });
		await desk.send({ ...everywhere, kind: "complaint", outcome: evil });
		await desk.send({
			...everywhere,
			kind: "object-recipient",
			recipients: [evil],
			agent: { kind: "agent", of: evil },
		});
		const { rows } = await csv();
		const found = new Set(rows.flatMap((row) => Object.keys(row).filter((name) => row[name] === `'${evil}`)));
		expect([...found].sort()).toEqual(["account", "message", "name", "onBehalfOf", "outcome", "recipients", "site"]);
		for (const value of rows.flatMap((row) => Object.values(row))) expect(value).not.toMatch(/^[=+@-]/);
	});

	it("takes the inbox's filters, over many pages, and refuses others", async () => {
		for (let n = 0; n < 205; n += 1) await desk.send({ message: undefined });
		await desk.send({ kind: "erasure" });
		expect((await csv()).rows).toHaveLength(206);
		expect((await csv("?kind=erasure")).rows).toHaveLength(1);
		expect((await csv("?kind=portability")).rows).toEqual([]);
		for (const path of ["/requests.csv", "/requests.drp.json", "/requests.opendsr.json"]) {
			expect((await desk.asOwner(`${path}?limit=5`)).status).toBe(400);
			expect((await desk.asOwner(`${path}?state=lost`)).status).toBe(400);
		}
	}, 60_000);

	it("has a pseudonymised request with its counts and no person", async () => {
		const { reference } = await desk.send();
		await desk.move(reference, { state: "fulfilled" });
		await pseudonymise(desk.store, { now: () => NOON + 366 * DAY * 60_000, onLog: () => {} });
		expect((await csv()).rows[0]).toMatchObject({ reference, kind: "access", name: "", email: "", message: "" });
	});
});

async function exchanged(name: "drp" | "opendsr", query = "") {
	const response = await desk.asOwner(`/requests.${name}.json${query}`);
	expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
	return (await response.json()) as { requests: Record<string, Record<string, unknown>>[]; leftOut: object };
}

describe("in the fields of the Data Rights Protocol", () => {
	it("a request has its exercise, identity and status", async () => {
		const { body, receipt, reference } = await desk.send({ kind: "erasure", region: "US-CA" });
		await desk.move(reference, { state: "denied", reason: "Not ours" });
		expect(await exchanged("drp")).toEqual({
			requests: [
				{
					request: {
						"agent-request-id": body.id,
						"drp.version": "1.0",
						exercise: "deletion",
						regime: "ccpa",
						name: body.name,
						email: body.email,
						email_verified: false,
					},
					status: {
						request_id: body.id,
						agent_request_id: body.id,
						received_at: at(0),
						expected_by: receipt.dueAt,
						status: "denied",
						reason: "other",
						processing_details: "Not ours",
					},
				},
			],
			leftOut: { kinds: {}, laws: {} },
		});
	});

	it("what it has no word for is left out and counted", async () => {
		await desk.send({ kind: "opt-out-sale", region: "US-CA", email: undefined });
		await desk.send({ kind: "rectification" });
		await desk.send({ kind: "rectification" });
		await desk.send({ kind: "portability" });
		const { requests, leftOut } = await exchanged("drp");
		expect(requests.map(({ request }) => request!.exercise)).toEqual(["sale:opt-out"]);
		expect(leftOut).toEqual({ kinds: { rectification: 2, portability: 1 }, laws: {} });
	});

	it.each([
		["acknowledged", "open", undefined],
		["needs-info", "in_progress", "need_user_verification"],
		["in-progress", "in_progress", undefined],
		["fulfilled", "fulfilled", undefined],
		["partly", "fulfilled", undefined],
		["withdrawn", "revoked", undefined],
		["expired", "expired", undefined],
	] as const)("%s is %s", async (state, status, reason) => {
		const { reference } = await desk.send();
		await desk.move(reference, { state, reason: "r" });
		expect((await exchanged("drp")).requests[0]!.status).toMatchObject({ status, ...(reason && { reason }) });
	});
});

describe("in the fields of OpenDSR", () => {
	it("a request has its type, identity, regulation and times", async () => {
		const { body, receipt } = await desk.send({ kind: "portability" });
		expect(await exchanged("opendsr")).toEqual({
			requests: [
				{
					regulation: "gdpr",
					subject_request_id: body.id,
					subject_request_type: "portability",
					subject_identities: [{ identity_type: "email", identity_value: body.email, identity_format: "raw" }],
					submitted_time: at(0),
					api_version: "2.0",
					received_time: at(0),
					expected_completion_time: receipt.dueAt,
					request_status: "pending",
				},
			],
			leftOut: { kinds: {}, laws: {} },
		});
	});

	it("kinds and laws that it does not know are left out and counted", async () => {
		await desk.send({ kind: "opt-out-sale", region: "US-CA", email: undefined });
		await desk.send({ kind: "rectification" });
		await desk.send({ region: "US-VA" });
		await desk.send({ region: "US-CA" });
		const { requests, leftOut } = await exchanged("opendsr");
		expect(requests.map(({ regulation }) => regulation)).toEqual(["ccpa"]);
		expect(leftOut).toEqual({ kinds: { "opt-out-sale": 1, rectification: 1 }, laws: { us: 1 } });
	});

	it.each([
		["needs-info", "in_progress"],
		["fulfilled", "completed"],
		["denied", "cancelled"],
		["withdrawn", "cancelled"],
	] as const)("%s is %s", async (state, status) => {
		const { reference } = await desk.send();
		await desk.move(reference, { state, reason: "r" });
		expect((await exchanged("opendsr")).requests[0]).toMatchObject({ request_status: status });
	});

	it("none is a whole answer, too", async () => {
		expect(await exchanged("opendsr")).toEqual({ requests: [], leftOut: { kinds: {}, laws: {} } });
		expect(await exchanged("drp")).toEqual({ requests: [], leftOut: { kinds: {}, laws: {} } });
	});
});
