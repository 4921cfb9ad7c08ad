import { describe, expect, it } from "vitest";
import { countryName, fillText, plural, withOwnTexts } from "../../../src/policy/words.ts";

describe("a counted text", () => {
	it("takes the form of its language", () => {
		const english = { one: "{count} vendor", other: "{count} vendors" };
		expect([0, 1, 2, 1234].map((count) => plural("en", english, count))).toEqual([
			"0 vendors",
			"1 vendor",
			"2 vendors",
			"1,234 vendors",
		]);
		const polish = { one: "{count} plik", few: "{count} pliki", many: "{count} plików", other: "{count} pliku" };
		expect([1, 3, 5, 22].map((count) => plural("pl", polish, count))).toEqual([
			"1 plik",
			"3 pliki",
			"5 plików",
			"22 pliki",
		]);
	});

	it("writes the number as its language does", () => {
		expect(plural("de", { other: "{count}" }, 1234)).toBe("1.234");
	});

	it("takes the other form where a language's own is missing", () => {
		expect(plural("ar", { other: "{count} x" }, 2)).toMatch(/^\S+ x$/);
		expect(plural("en", { other: "{count} items" }, 1)).toBe("1 items");
	});
});

describe("a text with placeholders", () => {
	it("is filled, each as often as it stands there", () => {
		expect(fillText("{a} and {b} and {a}", { a: "x", b: "y" })).toBe("x and y and x");
	});

	it("keeps its values to the letter", () => {
		expect(fillText("{a}", { a: "$& $1 {b} \\" })).toBe("$& $1 {b} \\");
	});

	it("has nothing where there is no value", () => {
		expect(fillText("[{a}]", {})).toBe("[]");
		expect(fillText("no placeholder { a } {}", {})).toBe("no placeholder { a } {}");
	});
});

describe("a country", () => {
	it("is named in the reader's language", () => {
		expect(countryName("en", "IE")).toBe("Ireland");
		expect(countryName("de", "IE")).toBe("Irland");
	});

	it("that nobody knows is its code", () => {
		expect(countryName("en", "XX")).toBeTruthy();
		expect(countryName("en", "QQ")).toBe("QQ");
	});
});

it("an own text goes over a word or a part of one, and has no effect where the word has another shape", () => {
	const words = { a: { title: "A", many: { one: "1", other: "2" } } };
	const own = { a: { title: "B", "many.one": "3", "title.x": "4", many: "5", "new.title": "6" } };
	expect(withOwnTexts(words, own)).toEqual({ a: { title: "B", many: { one: "3", other: "2" }, new: { title: "6" } } });
});
