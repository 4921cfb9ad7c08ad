import { expect, it } from "vitest";
import { checkedMark } from "../../../src/config/checked.ts";
import { checkMark, settle } from "../../../src/config/settle.ts";
import { fromTag, merge } from "../../../src/config/tag.ts";
import type { Config } from "../../../types/config.ts";
import { everything } from "./samples.ts";

const config = everything() as Config;

it("is what the loader finds for the same configuration, from the tag as from elsewhere", () => {
	expect(checkedMark(config)).toBe(checkMark(config));
	const dataset = { purposes: "analytics marketing", layout: "bar", checked: "old", config: "/elsewhere.json" };
	const inline = { site: { id: "shop" } };
	expect(checkedMark(inline, dataset)).toBe(checkMark(merge(fromTag(dataset), inline) as Config));
});

it("is another for another configuration, however little differs", () => {
	const others: Config[] = [
		{},
		{ revision: 1 },
		{ revision: 2 },
		{ layout: "bar" },
		{ purposes: ["a"] },
		{ purposes: ["b"] },
	];
	expect(new Set(others.map((each) => checkedMark(each))).size).toBe(others.length);
});

it("is the same for every region, wherever it stands", () => {
	const marks = [{ layout: "bar" }, { layout: "bar", region: "DE" }, { region: "US-CA", layout: "bar" }] as const;
	expect(new Set(marks.map((each) => checkedMark(each as Config))).size).toBe(1);
});

it("is refused to a configuration that the guard refuses", () => {
	expect(() => checkedMark({ layout: "sphere" })).toThrow(/config-invalid/);
	expect(() => checkedMark(JSON.parse('{"__proto__": {}}'))).toThrow(/config-invalid/);
});

it("leaves nothing of itself in the settings", () => {
	expect(JSON.stringify(settle(fromTag({ checked: "abc" })))).not.toContain("abc");
});
