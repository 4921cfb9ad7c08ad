import { describe, expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import { MAX_REQUEST_BYTES, RequestSchema } from "../../../src/rights/schema.ts";
import type { RequestKind, RightsRequest } from "../../../types/request.ts";

const request: RightsRequest = {
	version: 1,
	id: "0190b6a4-7c2e-7d11-9f00-2b3c4d5e6f70",
	site: "acorn",
	controller: "Acorn GmbH",
	kind: "access",
	region: "DE",
	language: "en-GB",
	madeAt: "2026-11-27T12:00:00.000Z",
	policyVersion: "2026-05-09",
	email: "ada@acorn.example",
	secretHash: "A".repeat(43),
};
/** What each kind cannot do without. */
const own: Record<RequestKind, Partial<RightsRequest>> = {
	access: { since: "2022-01-01", until: "2026-11-27" },
	rectification: { message: "My name is Ada." },
	erasure: {},
	restriction: {},
	portability: {},
	objection: { message: "No statistics." },
	"withdraw-consent": {},
	complaint: { message: "It was late.", happenedAt: "2026-11-01", outcome: "An answer." },
	"opt-out-sale": { purposes: ["marketing"], email: undefined },
	"limit-sensitive": { purposes: ["health"], email: undefined },
	"no-automated-decision": {},
	"disconnect-account": { account: "GitHub" },
	appeal: { appeals: "A21E-7KQ4-92MX", email: undefined },
	"object-recipient": { recipients: ["Hostling", "Mailhill"] },
	"marketing-email": { decision: "withdrawn" },
};
const kinds = Object.keys(own) as RequestKind[];
const parsed = (value: unknown) => RequestSchema.safeParse(JSON.parse(JSON.stringify(value)));
/** Where the schema refuses a request with these changes; none when it takes it. */
const refusals = (changes: object) =>
	parsed({ ...request, ...changes }).error?.issues.map(({ path }) => path.join(".")) ?? [];

it("describes the same type as the vocabulary", () => {
	expectTypeOf<z.infer<typeof RequestSchema>>().toEqualTypeOf<RightsRequest>();
	const there: RightsRequest = {} as z.infer<typeof RequestSchema>;
	const back: z.infer<typeof RequestSchema> = {} as RightsRequest;
	expect([there, back]).toHaveLength(2);
});

it.each(kinds)("%s passes unchanged with what it needs", (kind) => {
	const whole = JSON.parse(JSON.stringify({ ...request, kind, ...own[kind] }));
	expect(parsed(whole).data).toEqual(whole);
});

it("passes with everything else that a request may have", () => {
	const more = {
		region: null,
		policyVersion: null,
		responseDays: 30,
		name: "Ada Lovelace",
		message: "Two lines,\nthe second with\ta tab. <script>alert(1)</script> 😀 =1+1",
		agent: { kind: "parent", of: "Bo" },
		subject: "B".repeat(43),
	};
	expect(refusals(more)).toEqual([]);
});

describe("of each kind", () => {
	const fields: [keyof RightsRequest, unknown, RequestKind[]][] = [
		["since", "2026-01-01", ["access"]],
		["until", "2026-01-01", ["access"]],
		["account", "GitHub", ["disconnect-account"]],
		["recipients", ["Hostling"], ["object-recipient"]],
		["happenedAt", "2026-01-01", ["complaint"]],
		["outcome", "An answer.", ["complaint"]],
		["decision", "granted", ["marketing-email"]],
		["purposes", ["marketing"], ["opt-out-sale", "limit-sensitive"]],
		["appeals", "REQ-7KQ4-92MX", ["appeal"]],
		["message", "Hello.", kinds],
		["email", "ada@acorn.example", kinds],
		["name", "Ada", kinds],
	];
	it.each(fields)("%s is taken or refused as it has a use for it", (field, value, users) => {
		for (const kind of kinds) {
			const whole = { kind, ...own[kind], since: undefined, until: undefined, [field]: value };
			expect(refusals(whole), kind).toEqual(users.includes(kind) ? [] : [field]);
		}
	});

	it.each<[keyof RightsRequest, RequestKind[]]>([
		["message", ["rectification", "objection", "complaint"]],
		["account", ["disconnect-account"]],
		["recipients", ["object-recipient"]],
		["decision", ["marketing-email"]],
		["appeals", ["appeal"]],
		["email", kinds.filter((kind) => !["opt-out-sale", "limit-sensitive", "appeal"].includes(kind))],
	])("%s is missed where nothing can be done without it", (field, needing) => {
		for (const kind of kinds)
			expect(refusals({ kind, ...own[kind], [field]: undefined }), kind).toEqual(needing.includes(kind) ? [field] : []);
	});
});

describe("is refused with", () => {
	it.each<[string, object, string]>([
		["version 2", { version: 2 }, "version"],
		["a UUIDv4", { id: "8e03978e-40d5-43e8-bc93-6894a57f9324" }, "id"],
		["an unknown kind", { kind: "vote" }, "kind"],
		["a kind that is no request", { kind: "non-discrimination" }, "kind"],
		["a region in words", { region: "Germany" }, "region"],
		["no region", { region: undefined }, "region"],
		["a language that is none", { language: "en_GB; DROP" }, "language"],
		["a local time", { madeAt: "2026-11-27T12:00:00.000+01:00" }, "madeAt"],
		["a time that is none beside a day", { madeAt: "soon", since: "2026-01-01" }, "madeAt"],
		["no days at all", { responseDays: 0 }, "responseDays"],
		["more than a year of days", { responseDays: 366 }, "responseDays"],
		["half a day", { responseDays: 1.5 }, "responseDays"],
		["a site of two lines", { site: "a\nb" }, "site"],
		["a controller of 201 characters", { controller: "x".repeat(201) }, "controller"],
		["a name of 201 characters", { name: "x".repeat(201) }, "name"],
		["an empty name", { name: "" }, "name"],
		["a name that is a header", { name: "Ada\r\nBcc: eve@acorn.example" }, "name"],
		["a name of two lines in other letters", { name: "Ada\u2028Bcc: eve@acorn.example" }, "name"],
		["an address that is a header", { email: "ada@acorn.example\nBcc: eve@acorn.example" }, "email"],
		["two addresses", { email: "ada@acorn.example,eve@acorn.example" }, "email"],
		["an address without a dot", { email: "ada@acorn" }, "email"],
		["an address of 255 characters", { email: `${"x".repeat(241)}@acorn.example` }, "email"],
		["5001 characters", { message: "x".repeat(5001) }, "message"],
		["an escape in a message", { message: "a\u001b[2Jb" }, "message"],
		["a carriage return in a message", { message: "a\r\nb" }, "message"],
		["NUL in a message", { message: "a\0b" }, "message"],
		["half a character in a message", { message: "\ud83d" }, "message"],
		["an agent for nobody", { agent: { kind: "agent" } }, "agent.of"],
		["an agent of an unknown kind", { agent: { kind: "lawyer", of: "Bo" } }, "agent.kind"],
		["a proof beside the agent", { agent: { kind: "agent", of: "Bo", proof: "x" } }, "agent"],
		["the 30th of February", { since: "2026-02-30" }, "since"],
		["a day that has not come anywhere", { since: "2026-11-29" }, "since"],
		["days in the wrong order", { since: "2026-11-02", until: "2026-11-01" }, "until"],
		["21 recipients", { kind: "object-recipient", recipients: Array(21).fill("x") }, "recipients"],
		["a recipient of 201 characters", { kind: "object-recipient", recipients: ["x".repeat(201)] }, "recipients.0"],
		["no recipient in the list", { kind: "object-recipient", recipients: [] }, "recipients"],
		["a purpose in capitals", { kind: "opt-out-sale", purposes: ["Marketing"] }, "purposes.0"],
		["101 purposes", { kind: "opt-out-sale", purposes: Array(101).fill("p") }, "purposes"],
		["an outcome of 2001 characters", { ...own.complaint, kind: "complaint", outcome: "x".repeat(2001) }, "outcome"],
		["a guess for a reference", { kind: "appeal", appeals: "../requests" }, "appeals"],
		["a short subject", { subject: "B".repeat(42) }, "subject"],
		["a short hash", { secretHash: "A".repeat(42) }, "secretHash"],
		["the secret itself", { secret: "A".repeat(43) }, ""],
		["an unknown key", { phone: "+49 30 1" }, ""],
		["constructor", { agent: { kind: "agent", of: "Bo", constructor: 1 } }, "agent.constructor"],
	])("%s", (_, changes, path) => {
		expect(refusals(changes)).toEqual([path]);
	});

	it.each([
		["at its root", '{"__proto__":{"version":1}}', "__proto__"],
		["inside", '{"agent":{"__proto__":1}}', "agent.__proto__"],
	])("__proto__ %s", (_, json, path) => {
		const issues = RequestSchema.safeParse(JSON.parse(json)).error?.issues ?? [];
		expect(issues.map((issue) => issue.path.join("."))).toContain(path);
	});

	it("100 kB of text, and 30,000 levels, without an overflow", () => {
		expect(refusals({ message: "x".repeat(100_000) })).toContain("");
		const deep = JSON.parse(`${'{"a":'.repeat(30_000)}1${"}".repeat(30_000)}`);
		expect(RequestSchema.safeParse({ ...request, agent: deep }).error?.issues).toHaveLength(1);
	});

	it.each([null, 7, "x", [], true])("%j in its place", (value) => {
		expect(RequestSchema.safeParse(value).success).toBe(false);
	});
});

it("the longest request that the bounds allow is under 60 KiB", () => {
	const wide = (characters: number) => "語".repeat(characters);
	const longest = {
		...request,
		kind: "complaint",
		controller: wide(200),
		site: wide(256),
		policyVersion: wide(300),
		name: wide(200),
		agent: { kind: "agent", of: wide(200) },
		message: wide(5000),
		outcome: wide(2000),
	};
	expect(parsed(longest).success).toBe(true);
	expect(new TextEncoder().encode(JSON.stringify(longest)).length).toBeLessThan(MAX_REQUEST_BYTES);
});

it("today has come wherever somebody is, up to 14 hours before UTC", () => {
	const at = (madeAt: string) => refusals({ madeAt, since: "2026-11-28" });
	expect(at("2026-11-27T10:00:00.000Z")).toEqual([]);
	expect(at("2026-11-27T09:59:59.999Z")).toEqual(["since"]);
});
