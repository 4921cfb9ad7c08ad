import { describe, expect, it } from "vitest";
import { offersOf } from "../../../src/rights/offers.ts";
import type { Involves, SettledPurpose } from "../../../types/config.ts";
import type { PolicyContent } from "../../../types/policy.ts";

const now = Date.UTC(2026, 10, 27, 12);
const purpose = (...involves: Involves[]) => ({ id: "p", involves }) as SettledPurpose;
const of = (region: string | null, content?: PolicyContent, purposes = [purpose()], at = now) =>
	offersOf({ ...(content && { content }), purposes, region, now: at });
const kinds = (...given: Parameters<typeof of>) =>
	of(...given)
		.rights.map(({ kind }) => kind)
		.join(" ");

const european =
	"access rectification erasure portability restriction objection no-automated-decision withdraw-consent";

describe("without a policy", () => {
	it.each([
		["DE", european],
		["GB", `${european} complaint`],
		[null, european],
		["US-NY", european],
		["JP", european],
		["US-CA", "access rectification erasure portability"],
		["US-CO", "access rectification erasure portability withdraw-consent"],
		["CA-QC", "access rectification erasure portability no-automated-decision withdraw-consent"],
	])("what the law gives in %s is offered", (region, expected) => {
		expect(kinds(region)).toBe(expected);
		expect(of(region).rights.every(({ from }) => from === "law")).toBe(true);
	});

	it("a no to sale, sharing or advertising comes first where a law gives it and a purpose involves it", () => {
		for (const involved of ["sale", "sharing", "targeted-ads"] as const) {
			expect(kinds("US-CA", undefined, [purpose(), purpose(involved)])).toMatch(/^opt-out-sale access/);
			expect(kinds("US-IA", undefined, [purpose(involved)])).toMatch(/^opt-out-sale access/);
			for (const region of ["DE", "GB", "CH", "US-NY", null])
				expect(kinds(region, undefined, [purpose(involved)]), `${region}`).not.toContain("opt-out");
		}
		expect(kinds("US-CA", undefined, [])).not.toContain("opt-out");
	});

	it("a no to uses of sensitive data is California's, Utah's and Iowa's; to profiling, that of states but Utah and Iowa", () => {
		const all = [purpose("sensitive", "profiling", "sale")];
		const rest = "access rectification erasure portability";
		expect(kinds("US-CA", undefined, all)).toBe(`opt-out-sale limit-sensitive ${rest} no-automated-decision`);
		expect(kinds("US-UT", undefined, all)).toBe(`opt-out-sale limit-sensitive ${rest}`);
		expect(kinds("US-VA", undefined, all)).toBe(`opt-out-sale ${rest} no-automated-decision`);
	});
});

describe("a policy", () => {
	const right = (kind: string, more: object = {}) => ({ kind, title: kind, ...more });
	const content = (...rights: object[]) => ({ rights }) as PolicyContent;

	it("decides which of the law's rights are offered", () => {
		const policy = content(right("erasure"), right("access"));
		expect(kinds("DE", policy)).toBe("access erasure");
		expect(kinds("US-CA", policy)).toBe("access erasure");
		expect(of("DE", policy).rights[0]).toMatchObject({ title: "access", from: "both" });
	});

	it("does not bring a right where the law knows none such, unless it names that law", () => {
		const everywhere = content(right("restriction"), right("access"), right("opt-out-sale"));
		expect(kinds("US-CA", everywhere)).toBe("opt-out-sale access");
		expect(kinds("DE", everywhere)).toBe("access restriction");
		expect(kinds("US-NY", everywhere)).toBe("access restriction opt-out-sale");
		const named = content(right("restriction", { regimes: ["ccpa"] }), right("access"));
		expect(kinds("US-CA", named)).toBe("access restriction");
		expect(of("US-CA", named).rights[1]!.from).toBe("policy");
		expect(kinds("DE", named)).toBe("access");
	});

	it("that grants rights under other laws alone leaves the law's", () => {
		const policy = content(right("erasure", { regimes: ["ccpa"] }));
		expect(kinds("DE", policy)).toBe(european);
		expect(kinds("US-CA", policy)).toBe("erasure");
		expect(kinds("GB", content(right("access", { regimes: ["gdpr"] })))).toBe(`${european} complaint`);
	});

	it("that grants only what no law speaks of leaves the law's beside it", () => {
		expect(kinds("DE", content(right("disconnect-account")))).toBe(`${european} disconnect-account`);
		expect(kinds("US-NY", content(right("non-discrimination")))).toBe(european);
		expect(kinds("US-NY", content(right("complaint")))).toBe(european);
	});

	it("takes knowing for access, and never offers an appeal or not to be treated worse", () => {
		const policy = content(right("know"), right("access"), right("non-discrimination"), right("appeal"));
		expect(kinds("US-VA", policy)).toBe("access");
		expect(kinds(null, policy)).toBe("access");
	});

	it("lets consent be withdrawn whether the law says so or not", () => {
		const policy = content(right("access"), right("withdraw-consent"));
		expect(of("US-CA", policy).rights).toMatchObject([
			{ kind: "access", from: "both" },
			{ kind: "withdraw-consent", from: "policy" },
		]);
	});

	it("says that an authority can be turned to, where it does so for this law", () => {
		const policy = content(right("access"), right("complaint", { regimes: ["gdpr"] }));
		expect(of("US-NY", policy).hasAuthority).toBe(false);
		expect(of("US-NY", content(right("complaint"))).hasAuthority).toBe(true);
		expect(kinds("DE", policy)).toBe("access");
		expect(of("DE", content(right("access"))).hasAuthority).toBe(true);
	});

	it("is shown in its words for the state, under the title of the right", () => {
		const policy = {
			...content(right("access", { text: "Ask." })),
			usRights: [{ kind: "know" as const, text: "Know it.", states: ["US-VA"] }],
		};
		expect(of("US-VA", policy).rights).toEqual([{ kind: "access", title: "access", text: "Know it.", from: "both" }]);
		expect(of("US-CO", policy).rights).toEqual([{ kind: "access", title: "access", text: "Ask.", from: "both" }]);
	});
});

describe("rights of states", () => {
	const policy = (more: object) => ({ usRights: [{ kind: "rectification" as const, text: "Correct.", ...more }] });
	const named = policy({ states: ["US-VA", "US-CA", "US-IA"] });

	it("hold in those that are named", () => {
		expect(kinds("US-VA", named)).toBe("rectification");
		expect(kinds("US", named)).toBe("rectification");
		expect(kinds("US-CO", named)).toBe("access rectification erasure portability withdraw-consent");
		expect(kinds("DE", named)).toBe(european);
	});

	it("hold there although its law knows no such right", () => {
		expect(kinds("US-IA", named)).toBe("rectification");
		expect(of("US-IA", named).rights[0]!.from).toBe("policy");
	});

	it.each([{ states: ["US-VA"], orSimilar: true }, {}])(
		"hold in every state with such a law, from its first day, where the text says so: %o",
		(more) => {
			expect(kinds("US-TX", policy(more))).toBe("rectification");
			expect(kinds("US-CA", policy(more))).toBe("rectification");
			expect(kinds("US-NY", policy(more))).toBe(european);
			expect(kinds("US-OK", policy(more))).toBe(european);
			expect(kinds("US-OK", policy(more), [purpose()], Date.UTC(2027, 0, 1))).toBe("rectification");
		},
	);
});

describe("recipients and e-mail", () => {
	const policy = (more: PolicyContent) => ({ rights: [{ kind: "access" as const, title: "Access" }], ...more });

	it("recipients can be objected to where the policy gives days for it, and to whom it gives them", () => {
		expect(kinds("US-CA", policy({ changes: { objectionDays: 30 } }))).toBe("access object-recipient");
		expect(kinds("DE", policy({ changes: { noticeDays: 30 } }))).toBe("access");
		const some = policy({ changes: { objectionDays: 30, objectionRegimes: ["gdpr"] } });
		expect(kinds("DE", some)).toBe("access object-recipient");
		for (const region of ["GB", "US-CA", null]) expect(kinds(region, some)).not.toContain("object-recipient");
	});

	it("advertising by e-mail can be decided on where it rests on consent", () => {
		const by = (legalBasis: "consent" | "contract", channel?: "email") =>
			policy({ uses: [{ purpose: "News", legalBasis, ...(channel && { channel }) }] });
		expect(kinds("DE", by("consent", "email"))).toBe("access marketing-email");
		expect(kinds("DE", by("contract", "email"))).toBe("access");
		expect(kinds("DE", by("consent"))).toBe("access");
	});
});
