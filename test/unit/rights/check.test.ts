import { describe, expect, it, vi } from "vitest";
import { checkRequest, isDay, isEmail, isRegion, longest, needs, tidy, uses } from "../../../src/rights/check.ts";
import type { RequestKind, RightsRequest } from "../../../types/request.ts";

const now = new Date(2026, 10, 27, 12).getTime();
const whole: Partial<RightsRequest> = { kind: "access", email: "ada@acorn.example", region: "DE" };
const flaws = (more: Partial<RightsRequest>) =>
	checkRequest({ ...whole, ...more }, now).map(({ field, code, count }) =>
		[field, code, ...(count ? [count] : [])].join(" "),
	);
const without = (...fields: (keyof RightsRequest)[]) =>
	Object.fromEntries(fields.map((field) => [field, undefined])) as Partial<RightsRequest>;

it("a request with a right, an address and a place can be sent", () => {
	expect(flaws({})).toEqual([]);
	expect(flaws({ region: null })).toEqual([]);
});

it("nothing else is looked at until a right is chosen", () => {
	expect(checkRequest({}, now)).toEqual([{ field: "kind", code: "noRight" }]);
});

describe("what is needed", () => {
	it.each<[Partial<RightsRequest>, string[]]>([
		[without("email", "region"), ["email noEmail", "region noPlace"]],
		[{ email: "", region: "" }, ["email noEmail", "region noPlace"]],
		[{ region: "Atlantis" }, ["region noPlace"]],
		[{ kind: "rectification" }, ["message noMessage"]],
		[{ kind: "objection", message: "" }, ["message noMessage"]],
		[{ kind: "complaint", message: "It was late." }, []],
		[{ kind: "complaint" }, ["message noMessage"]],
		[{ kind: "disconnect-account" }, ["account noAccount"]],
		[{ kind: "disconnect-account", account: "GitHub" }, []],
		[{ kind: "object-recipient", recipients: [] }, ["recipients noRecipient"]],
		[{ kind: "object-recipient", recipients: ["Hostling"] }, []],
		[{ kind: "marketing-email" }, ["decision noDecision"]],
		[{ kind: "marketing-email", decision: "withdrawn", ...without("email") }, ["email noEmail"]],
		[{ kind: "opt-out-sale", ...without("email") }, []],
		[{ kind: "limit-sensitive", ...without("email") }, []],
		[{ kind: "appeal", ...without("email") }, ["appeals noReference"]],
		[{ agent: { kind: "agent", of: "" } }, ["of noOf"]],
		[{ agent: { kind: "parent", of: "Bo" } }, []],
	])("%o: %o", (more, expected) => {
		expect(flaws(more)).toEqual(expected);
	});

	it("no reason is, to erase or to see", () => {
		for (const kind of ["access", "erasure", "portability", "withdraw-consent", "restriction"] as RequestKind[])
			expect(needs(kind, "message")).toBe(false);
	});
});

describe("texts", () => {
	it.each([
		["name", 200],
		["message", 5000],
		["outcome", 2000],
		["account", 200],
	] as const)("%s holds %i characters", (field, most) => {
		expect(longest[field]).toBe(most);
		expect(flaws({ [field]: "x".repeat(most) })).toEqual([]);
		expect(flaws({ [field]: "x".repeat(most + 1) })).toEqual([`${field} tooLong 1`]);
	});
	it("an address and the name of who is asked for have bounds, and recipients a number", () => {
		expect(flaws({ email: `${"x".repeat(240)}@acorn.example` })).toEqual([]);
		expect(flaws({ email: `${"x".repeat(250)}@acorn.example` })).toEqual(["email tooLong 10"]);
		expect(flaws({ agent: { kind: "agent", of: "x".repeat(203) } })).toEqual(["of tooLong 3"]);
		expect(flaws({ kind: "object-recipient", recipients: Array(22).fill("x") })).toEqual(["recipients tooMany 2"]);
	});
	it("100 kB of text are too long by so many, at once", () => {
		expect(flaws({ message: "x".repeat(100_000), email: "x".repeat(100_000) })).toEqual([
			"email tooLong 99746",
			"message tooLong 95000",
		]);
		expect(flaws({ email: `${"x".repeat(50_000)}@${"x.".repeat(50_000)}` })[0]).toMatch(/tooLong/);
	});
	it("lose control characters, half characters and space around them, and keep their lines and tabs", () => {
		expect(tidy("  a\r\nb\rc\0\u001b[1m\td\u0085 ")).toBe("a\nb\nc[1m\td");
		expect(tidy("\ud83d half \ud83d\ude00")).toBe("\ufffd half 😀");
		expect(tidy(" Ada\r\nBcc: eve@acorn.example\t", true)).toBe("Ada Bcc: eve@acorn.example");
		expect(tidy("Zoë 李 \u202b")).toBe("Zoë 李 \u202b");
	});
});

describe("an e-mail address", () => {
	it.each([
		"ada@acorn.example",
		"a.b+c_d-e'f@mail.acorn.example",
		"ünï@bücher.example",
		"用户@例子.广告",
		"a@xn--bcher-kva.example",
		"{x}!#$%&*/=?^`|~@acorn.example",
		`${"x".repeat(240)}@acorn.example`,
	])("%s is one", (email) => {
		expect(isEmail(email)).toBe(true);
		expect(flaws({ email })).toEqual([]);
	});

	it.each([
		["ada", "badEmailAt"],
		["acorn.example", "badEmailAt"],
		["ada@acorn", "badEmail"],
		["ada@", "badEmail"],
		["@acorn.example", "badEmail"],
		["ada@acorn.example.", "badEmail"],
		["ada@.example", "badEmail"],
		["ada@acorn..example", "badEmail"],
		["ada@acorn.e", "badEmail"],
		["ada@@acorn.example", "badEmail"],
		["ada@acorn.example@acorn.example", "badEmail"],
		["ada lovelace@acorn.example", "badEmail"],
		["ada@acorn .example", "badEmail"],
		["ada@acorn.example\r\nBcc: eve@acorn.example", "badEmail"],
		["ada@acorn.example\n", "badEmail"],
		["ada@acorn.example%0aBcc:eve@acorn.example", "badEmail"],
		["ada@acorn.example,eve@acorn.example", "badEmail"],
		["ada@acorn.example;eve", "badEmail"],
		["Ada <ada@acorn.example>", "badEmail"],
		['"a b"@acorn.example', "badEmail"],
		["ada\0@acorn.example", "badEmail"],
		["ada\u200b@acorn.example", "badEmail"],
		["ada\u202e@acorn.example", "badEmail"],
		["ada\u2028@acorn.example", "badEmail"],
		["ada\ud83d@acorn.example", "badEmail"],
		["ada@[192.0.2.1]", "badEmail"],
		["ada@acorn.example?subject=x", "badEmail"],
		["ada@acorn_x.example", "badEmail"],
	])("%j is none: %s", (email, code) => {
		expect(isEmail(email)).toBe(false);
		expect(flaws({ email })).toEqual([`email ${code}`]);
	});

	it("is judged at once where it is as long as can be and nearly one", () => {
		for (const text of ["x", "x.", "a@", "@a.", "-"])
			for (const end of ["", "@", "@x", "\n"])
				expect(isEmail(text.repeat(127).slice(0, 254 - end.length) + end)).toBe(false);
	});
});

describe("days", () => {
	it.each<[Partial<RightsRequest>, string[]]>([
		[{ since: "2022-01-01", until: "2022-01-01" }, []],
		[{ since: "2026-11-27" }, []],
		[{ since: "2026-11-28" }, ["since futureDate"]],
		[{ until: "2027-01-01" }, ["until futureDate"]],
		[{ since: "2025-02-29" }, ["since badDate"]],
		[{ since: "2024-02-29" }, []],
		[{ since: "2026-02-30", until: "2026-13-01" }, ["since badDate", "until badDate"]],
		[{ since: "0026-11-01" }, ["since badDate"]],
		[{ since: "27.11.2026" }, ["since badDate"]],
		[{ since: "2026-11-27T00:00:00Z" }, ["since badDate"]],
		[{ since: "2026-11-02", until: "2026-11-01" }, ["until badOrder"]],
		[{ kind: "complaint", message: "It was late.", happenedAt: "2026-12-24" }, ["happenedAt futureDate"]],
	])("%o: %o", (more, expected) => {
		expect(flaws(more)).toEqual(expected);
	});
	it("are on the calendar", () => {
		expect(["2026-11-31", "2100-02-29", "", "2026-1-1", "+002026-01-01"].filter(isDay)).toEqual([]);
		expect(["1900-01-01", "2000-02-29", "9999-12-31"].filter(isDay)).toHaveLength(3);
	});
	it.each(["Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"])(
		"are the device's: in %s its own today has come and its tomorrow has not, at any hour",
		(zone) => {
			vi.stubEnv("TZ", zone);
			for (const hour of [0, 1, 12, 23]) {
				const at = new Date(2026, 10, 27, hour, 30).getTime();
				expect(checkRequest({ ...whole, since: "2026-11-27" }, at)).toEqual([]);
				expect(checkRequest({ ...whole, since: "2026-11-28" }, at)).toHaveLength(1);
			}
			expect(new Date(2026, 10, 27).getTimezoneOffset()).toBe({ UTC: 0, "Pacific/Pago_Pago": 660 }[zone] ?? -840);
			vi.unstubAllEnvs();
		},
	);
});

it("a place is a code of a country or a part of one", () => {
	expect(["DE", "US-CA", "CA-QC", "GB-SCT", "FR-974", "AU-1"].filter(isRegion)).toHaveLength(6);
	expect(["de", "D", "USA", "US-", "US-CALI", "US-ca", "DE\n", " DE", "__proto__"].filter(isRegion)).toEqual([]);
});

it("some fields are of some kinds alone, address and message of all", () => {
	const users = (field: keyof RightsRequest) =>
		(["access", "erasure", "opt-out-sale", "complaint", "disconnect-account", "appeal"] as const).filter((kind) =>
			uses(kind, field),
		);
	expect(users("since")).toEqual(["access"]);
	expect(users("outcome")).toEqual(["complaint"]);
	expect(users("purposes")).toEqual(["opt-out-sale"]);
	expect(users("account")).toEqual(["disconnect-account"]);
	expect(users("appeals")).toEqual(["appeal"]);
	for (const field of ["email", "message", "name", "agent"] as const) expect(users(field)).toHaveLength(6);
});
