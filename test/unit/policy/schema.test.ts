import { describe, expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import { explainPolicy, MAX_ENTRIES, MAX_TEXT, policySchema } from "../../../src/policy/schema.ts";
import type { Policy } from "../../../types/policy.ts";
import { whole } from "./sample.ts";

it("describes the same policy in schema and vocabulary", () => {
	expectTypeOf<z.infer<typeof policySchema>>().toEqualTypeOf<Policy>();
	const there: Policy = {} as z.infer<typeof policySchema>;
	const back: z.infer<typeof policySchema> = {} as Policy;
	expect([there, back]).toHaveLength(2);
});

it("takes a policy that knows nothing, and one with every key", () => {
	expect(explainPolicy({ version: 1 })).toEqual([]);
	expect(explainPolicy(whole())).toEqual([]);
	expect(policySchema.parse(whole())).toEqual(whole());
});

describe("refuses, with the path,", () => {
	it.each<[string, string, (policy: Record<string, never> & Policy) => unknown]>([
		["another version", "version: ", (policy) => ({ ...policy, version: 2 })],
		["no version", "version: ", ({ version: _, ...policy }) => policy],
		["an unknown key", "policy: Unrecognized key", (policy) => ({ ...policy, shares: true })],
		["a day that no calendar has", "lastUpdated: use a day", (policy) => ({ ...policy, lastUpdated: "2026-02-30" })],
		["a date with words", "effectiveDate: use a day", (policy) => ({ ...policy, effectiveDate: "soon" })],
		["a link that runs", "url: use an http", (policy) => ({ ...policy, url: "javascript:alert(1)" })],
		[
			"a link that runs, with a tab in it",
			"url: use an http",
			(policy) => ({ ...policy, url: "java\tscript:alert(1)" }),
		],
		[
			"a link with data in it",
			"recipientsUrl: use an http",
			(policy) => ({ ...policy, recipientsUrl: "data:text/html,x" }),
		],
		[
			"a link in a section that runs",
			"sections[0].body[0].links[0].url: use an http",
			(policy) => ({
				...policy,
				sections: [{ body: [{ kind: "paragraph", text: "x", links: [{ text: "x", url: "vbscript:x" }] }] }],
			}),
		],
		[
			"elements in a section",
			"sections[0].body[0]",
			(policy) => ({ ...policy, sections: [{ body: [{ kind: "html", text: "<b>" }] }] }),
		],
		["an empty text", "title: leave the key out", (policy) => ({ ...policy, title: "" })],
		[
			"a text beyond the bound",
			"security[0].text: ",
			(policy) => ({ ...policy, security: [{ text: "x".repeat(MAX_TEXT + 1) }] }),
		],
		[
			"a list beyond the bound",
			"security: ",
			(policy) => ({ ...policy, security: Array(MAX_ENTRIES + 1).fill({ text: "x" }) }),
		],
		[
			"more than the bound in all",
			"policy: must be at most",
			(policy) => ({ ...policy, security: Array(300).fill({ text: "x".repeat(MAX_TEXT) }) }),
		],
		[
			"a state that is none",
			"usRights[0].states[0]: use an ISO",
			(policy) => ({ ...policy, usRights: [{ kind: "know", text: "x", states: ["CA"] }] }),
		],
		["no days", "responseDays: ", (policy) => ({ ...policy, responseDays: 0 })],
		[
			"an address without @",
			"controller.contacts[0].email: use an e-mail",
			(policy) => ({ ...policy, controller: { contacts: [{ kind: "privacy", email: "x" }] } }),
		],
		["NUL characters", "title: must be free of NUL", (policy) => ({ ...policy, title: "a\0b" })],
		["null for a missing fact", "title: ", (policy) => ({ ...policy, title: null })],
		[
			"purposes in an announced content, which would change what is asked for by itself",
			'versions[0].content: Unrecognized key: "purposes"',
			(policy) => ({ ...policy, versions: [{ effectiveDate: "2026-01-01", content: { purposes: ["analytics"] } }] }),
		],
		[
			"versions within versions",
			"versions[0].content: Unrecognized key",
			(policy) => ({ ...policy, versions: [{ effectiveDate: "2026-01-01", content: { versions: [] } }] }),
		],
	])("%s", (_, message, change) => {
		const found = explainPolicy(change(whole() as never));
		expect(found.join("\n")).toContain(message);
	});

	it.each([null, undefined, 1, "x", [], true])("%j, which is no policy", (value) => {
		expect(explainPolicy(value).length).toBeGreaterThan(0);
	});

	it.each(["__proto__", "constructor", "prototype"])("the key %s at every depth", (key) => {
		const places = [
			`{"version":1,"${key}":{}}`,
			`{"version":1,"controller":{"${key}":1}}`,
			`{"version":1,"sections":[{"body":[{"${key}":{}}]}]}`,
		];
		for (const text of places) expect(explainPolicy(JSON.parse(text)).join(), text).toContain("this key is refused");
		expect(({} as { version?: unknown }).version).toBeUndefined();
	});

	it("a nesting of a hundred thousand levels, without overflowing", () => {
		const deep = JSON.parse(`{"version":1,"sections":${"[".repeat(5000)}${"]".repeat(5000)}}`) as { sections: unknown };
		for (let level = 0; level < 100_000; level++) deep.sections = [deep.sections];
		expect(explainPolicy(deep).join()).toMatch(/must not be nested deeper than/);
	});
});
