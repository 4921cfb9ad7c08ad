import { expect, it } from "vitest";
import { languageOf } from "../../../src/config/language.ts";

it.each([
	["de", "de"],
	["de-AT", "de"],
	["DE", "de"],
	["en_US", "en"],
	["nb", "no"],
	["nn-NO", "no"],
	["iw", "he"],
	["pt", "pt"],
	["pt-PT", "pt"],
	["pt-br", "pt-BR"],
	["zh", "zh-Hans"],
	["zh-CN", "zh-Hans"],
	["zh-Hans-HK", "zh-Hans"],
	["zh-TW", "zh-Hant"],
	["zh-Hant-HK", "zh-Hant"],
	["zh-HK", "zh-Hant"],
])("who reads %s gets words in %s", (tag, language) => {
	expect(languageOf(tag)).toBe(language);
});

it.each(["ka", "fil", "deu", "", "x-klingon", "(", "e", undefined])("there are no words in %j", (tag) => {
	expect(languageOf(tag)).toBeUndefined();
});
