import { describe, expect, it } from "vitest";
import { isValid } from "../../../src/config/integrations.ts";
import { fromTag, merge } from "../../../src/config/tag.ts";

describe("the tag's data attributes", () => {
	it("give a configuration", () => {
		const data = {
			purposes: "analytics  marketing ",
			policy: "/privacy.json",
			endpoint: "/yoursay",
			region: "US-CA",
			regime: "opt-out",
			layout: "bar",
			siteId: "2026",
			language: "de",
			revision: "2",
			minimumAge: "16",
			trigger: "false",
			doNotTrack: "true",
		};
		const config = {
			purposes: ["analytics", "marketing"],
			policy: "/privacy.json",
			endpoint: "/yoursay",
			region: "US-CA",
			regime: "opt-out",
			layout: "bar",
			site: { id: "2026" },
			languages: { default: "de" },
			revision: 2,
			minimumAge: 16,
			trigger: false,
			doNotTrack: true,
		};
		expect(fromTag(data)).toEqual(config);
		expect(isValid(fromTag(data), () => {})).toBe(true);
	});

	it("give an empty one where there are none", () => {
		expect(fromTag({})).toEqual({});
	});

	it("say where more of it is, which is no part of it", () => {
		expect(fromTag({ config: "/yoursay.json", regime: "notice" })).toEqual({ regime: "notice" });
	});

	it("that are not known are left for the guard to name", () => {
		const unknown: string[] = [];
		expect(isValid(fromTag({ purpose: "analytics", foo: "" }), (path) => unknown.push(path))).toBe(true);
		expect(unknown).toEqual(["purpose", "foo"]);
	});

	it.each(["toString", "valueOf", "hasOwnProperty", "constructor", "__proto__"])(
		"named like an object's own %s are like any other",
		(name) => {
			const data = Object.fromEntries([
				["regime", "notice"],
				[name, "x"],
			]) as DOMStringMap;
			const config = fromTag(data) as Record<string, unknown>;
			expect(Object.keys(config).sort()).toEqual(["regime", name].sort());
			expect(Object.getOwnPropertyDescriptor(config, name)?.value).toBe("x");
		},
	);

	it("that look like a number but are none do not throw", () => {
		expect(isValid(fromTag({ revision: "1e5" }), () => {})).toBe(false);
		expect(() => fromTag({ revision: "007" })).not.toThrow();
	});
});

describe("merging", () => {
	it("lets the later win: objects merge, all else replaces", () => {
		expect(merge({ a: 1, b: { c: 1, d: 2 }, e: [1, 2] }, { b: { c: 3 }, e: [4], f: false })).toEqual({
			a: 1,
			b: { c: 3, d: 2 },
			e: [4],
			f: false,
		});
		expect(merge({ a: { b: 1 } }, { a: "x" })).toEqual({ a: "x" });
		expect(merge({ a: "x" }, { a: { b: 1 } })).toEqual({ a: { b: 1 } });
		expect(merge({ a: [1] }, { a: { b: 1 } })).toEqual({ a: { b: 1 } });
	});

	it("keeps the earlier where the later says nothing", () => {
		expect(merge({ a: 1 }, {})).toEqual({ a: 1 });
		expect(merge({ a: 1 }, undefined)).toEqual({ a: 1 });
		expect(merge({ a: 1 }, { a: undefined })).toEqual({ a: 1 });
		expect(merge({ a: true, b: 1 }, { a: false, b: 0 })).toEqual({ a: false, b: 0 });
	});

	it("changes neither of the two", () => {
		const [base, over] = [{ a: { b: 1 } }, { a: { c: 2 } }];
		merge(base, over);
		expect([base, over]).toEqual([{ a: { b: 1 } }, { a: { c: 2 } }]);
	});

	it.each([
		'{"__proto__":{"required":true}}',
		'{"a":{"__proto__":{"required":true}}}',
		'{"constructor":{"prototype":{"required":true}}}',
	])("reaches no prototype with %s, and the guard still sees the key", (text) => {
		const config = merge({ a: { b: 1 } }, JSON.parse(text));
		expect(({} as { required?: unknown }).required).toBeUndefined();
		expect((config as { required?: unknown }).required).toBeUndefined();
		expect(JSON.stringify(config)).toMatch(/__proto__|constructor/);
	});

	it("of an inherited key takes no inherited value", () => {
		expect(merge({}, { toString: { a: 1 } })).toEqual({ toString: { a: 1 } });
	});
});
