import { expect, it } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { speaksOf } from "../../../src/policy/signal.ts";
import type { Involves } from "../../../types/config.ts";

const speaks = (involves: Involves[]) => speaksOf(settle({ purposes: [{ id: "some", involves }] }).purposes.at(-1)!);

it("an opt-out signal speaks of sale, sharing and targeted advertising, alone or beside other things", () => {
	for (const what of ["sale", "sharing", "targeted-ads"] as const) {
		expect(speaks([what])).toBe(true);
		expect(speaks(["sensitive", what])).toBe(true);
	}
});

it("it does not speak of profiling, sensitive data, or what involves nothing", () => {
	for (const involves of [[], ["profiling"], ["sensitive"], ["profiling", "sensitive"]] as Involves[][])
		expect(speaks(involves)).toBe(false);
});

it("it speaks of the usual marketing, and of nothing else that is usual", () => {
	expect(
		settle({})
			.purposes.filter(speaksOf)
			.map(({ id }) => id),
	).toEqual(["marketing"]);
});
