import { expect, it } from "vitest";
import { explain, flawsIn } from "../../../src/config/explain.ts";

const vendor = (more: object) => ({ purposes: [{ id: "media", vendors: [{ id: "vimeo", ...more }] }] });

it.each<[what: string, config: unknown, path: string, remedy: RegExp]>([
	[
		"of a purpose",
		{ purposes: [{ id: "ads", legalBasis: "consnt" }] },
		"purposes[0].legalBasis",
		/"consent"\|"contract"/,
	],
	["of a purpose without an id", { purposes: [{ title: "Ads" }] }, "purposes[0].id", /string/],
	["of a vendor", vendor({ name: 5 }), "purposes[0].vendors[0].name", /string/],
	["of a cookie", vendor({ cookies: [{}] }), "purposes[0].vendors[0].cookies[0].name", /string/],
	[
		"of an integration",
		{ integrations: { matomo: { mode: "x" } } },
		"integrations.matomo.mode",
		/"tracking"\|"cookies"/,
	],
	["of the policy", { policy: { url: "javascript:1" } }, "policy.url", /http/],
	[
		"of a purpose of the policy",
		{ policy: { purposes: [{ id: "ads", required: "x" }] } },
		"policy.purposes[0].required",
		/boolean/,
	],
	["of an address with a NUL", { endpoint: "x\0y" }, "endpoint", /http/],
])("a flaw within a part %s is told with its own path", (_, config, path, remedy) => {
	expect(flawsIn(config)).toEqual([{ path, remedy: expect.stringMatching(remedy) }]);
	expect(explain(config)).toMatch(new RegExp(`^${path.replace(/[[\].]/g, "\\$&")}: `));
});

it.each([
	["a number for a purpose", { purposes: [5] }, "purposes[0]: use a purpose's id, or an object with an id"],
	["a purpose's id that is none", { purposes: ["A b"] }, "purposes[0]: use lower-case letters"],
	["a number for an integration", { integrations: { matomo: 5 } }, "integrations.matomo: use true, or an object"],
	["nothing at all", null, "configuration: "],
])("%s is told as a whole, with the forms that it may have", (_, config, text) => {
	expect(explain(config)).toContain(text);
});
