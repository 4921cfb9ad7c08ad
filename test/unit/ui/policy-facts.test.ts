import { expect, test } from "vitest";
import { words } from "../../../src/locales/en.ts";
import { factsOf } from "../../../src/ui/policy-facts.ts";
import type { PolicyContent, Recipient } from "../../../types/policy.ts";

const facts = (content: PolicyContent) => Object.fromEntries(factsOf(words.policy, "en", content));
const at = (...places: (string | undefined)[]): Recipient[] =>
	places.map((location, number) => ({ name: `Company ${number}`, ...(location && { location }) }));

test("a document that says nothing has no tile", () => {
	expect(factsOf(words.policy, "en", {})).toEqual([]);
	expect(factsOf(words.policy, "en", { statements: [{ kind: "certification", text: "Certified." }] })).toEqual([]);
});

test("each tile answers one question, in the order of the design", () => {
	const content: PolicyContent = {
		children: { minimumAge: 16 },
		recipients: at("United States"),
		responseDays: 30,
		statements: [
			{ kind: "no-training", text: "…" },
			{ kind: "no-ad-sharing", text: "…" },
			{ kind: "no-sale", text: "…" },
		],
	};
	expect(factsOf(words.policy, "en", content)).toEqual([
		["Sold to others", "No"],
		["Shared for ads", "No"],
		["Answer to a request", "Within 30 days"],
		["Where it is kept", "United States"],
		["We train AI with it", "No"],
		["Age limit", "From 16"],
	]);
});

test("one day is a day", () => {
	expect(facts({ responseDays: 1 })).toEqual({ "Answer to a request": "Within 1 day" });
});

test("places are the first one, once, and that there are others", () => {
	const where = (...places: (string | undefined)[]) => facts({ recipients: at(...places) })["Where it is kept"];
	expect(where("Ireland", "Ireland", undefined)).toBe("Ireland");
	expect(where("United States", "Ireland", "France")).toBe("United States and other countries");
	expect(where(undefined)).toBeUndefined();
});

test("a place of too many words for a tile makes room for a shorter one, or for none", () => {
	const where = (...places: string[]) => facts({ recipients: at(...places) })["Where it is kept"];
	const long = "Frankfurt in Germany, and wherever our edges are";
	expect(where(long, "Ireland")).toBe("Ireland and other countries");
	expect(where(long)).toBeUndefined();
});
