import { expect, it } from "vitest";
import { makeRequest } from "../../../src/rights/make.ts";
import { RequestSchema } from "../../../src/rights/schema.ts";

it("a request is one whatever the policy says of its controller and its days", () => {
	const answered = { site: "shop", kind: "opt-out-sale", region: null, language: "en", policyVersion: null } as const;
	const controller = `${"A long name ".repeat(16)}1234567\ud83c\udfea and company`;
	const made = makeRequest({ ...answered, controller, responseDays: 730 }, Date.now(), new Uint8Array(10));
	expect(RequestSchema.safeParse({ ...made, secretHash: "A".repeat(43) })).toMatchObject({ success: true });
});
