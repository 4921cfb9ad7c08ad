import { expect, it } from "vitest";
import { countries } from "../../../src/rights/authorities.ts";
import { known } from "../../../src/ui/rights-authority.ts";

it("the view asks for the authorities of every country that has a file of them, and of no other", () => {
	const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
	const all = letters.flatMap((first) => letters.map((second) => first + second));
	expect(all.filter((code) => known.test(code))).toEqual([...countries].sort());
});
