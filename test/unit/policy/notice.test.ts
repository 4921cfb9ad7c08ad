import { describe, expect, it } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { ask, words } from "../../../src/locales/en.ts";
import { noticesOf } from "../../../src/policy/notice.ts";
import type { Config } from "../../../types/config.ts";

const of = (config: Config, host?: string) => noticesOf(settle(config), { ask, words }, "en", host);
const titlesOf = (config: Config) =>
	of(config, "shop.example")
		.filter(({ view }) => view === "ask")
		.map(({ words: [title, body] }) => [title, body!.replace(/.* data for ([^.]*)\..*/, "$1")]);

describe("the first layer", () => {
	it("asks plainly, tells each combination of what may be new, and asks again", () => {
		expect(titlesOf({ purposes: ["functional", "analytics", "marketing"] })).toEqual([
			["Your data, your say", "extra features, statistics, and ads and marketing"],
			["One thing is new", "extra features"],
			["One thing is new", "statistics"],
			["One thing is new", "extra features and statistics"],
			["One thing is new", "ads and marketing"],
			["One thing is new", "extra features and ads and marketing"],
			["One thing is new", "statistics and ads and marketing"],
			["Time to choose again", "extra features, statistics, and ads and marketing"],
		]);
	});

	it("tells all 62 combinations of six purposes, and of seven each single one", () => {
		const purposes = ["a", "b", "c", "d", "e", "f", "g"];
		const fresh = (count: number) =>
			titlesOf({ purposes: purposes.slice(0, count) }).filter(([title]) => title === "One thing is new").length;
		expect([1, 2, 6, 7].map(fresh)).toEqual([0, 2, 62, 7]);
	});

	it("under other regimes says what can be refused, and nothing else", () => {
		expect(titlesOf({ regime: "opt-out", purposes: ["analytics"] })).toEqual([["Your privacy choices", "statistics"]]);
	});

	it("is never shown where nothing is a choice", () => {
		expect(titlesOf({ purposes: ["necessary"] })).toEqual([]);
	});

	it("names the controller, else the site, else the host", () => {
		const named = (site: Config["site"]) => of({ site }, "shop.example")[0]!.words[1]!.split(" would")[0];
		expect([{ name: "Shop", controller: { name: "Shop Ltd" } }, { name: "Shop" }, {}].map(named)).toEqual([
			"Shop Ltd",
			"Shop",
			"shop.example",
		]);
	});

	it("holds no date, which would make it another text each day", () => {
		const again = of({}).find(({ words: [title] }) => title === "Time to choose again")!;
		expect(again.words[1]).toContain("You last chose on {date}.");
	});
});

describe("the panel", () => {
	const panels = (config: Config) => of(config).filter(({ view }) => view === "preferences");

	it("stands over the page in its layout and as part of it, with and without the note on a signal", () => {
		const found = panels({ layout: "dialog" });
		expect(found.map(({ layout, words: all }) => [layout, all.includes(words.preferences.signal)])).toEqual([
			["dialog", false],
			["dialog", true],
			["page", false],
			["page", true],
		]);
	});

	it("says what the owner says in place of the usual, and counts what vendors keep", () => {
		const vendors = [
			{ id: "a", cookies: [{ name: "x" }, { name: "y" }] },
			{ id: "b", storage: ["z"] },
		];
		const purposes = [{ id: "analytics", title: "Counting", description: "We count.", vendors }];
		expect(panels({ purposes, languages: { texts: { en: { choice: { save: "Keep" } } } } })[0]!.words).toEqual([
			"Preferences",
			"Switch on what you are happy with. Everything else stays off.",
			"Necessary",
			"Always on",
			words.purposes.necessary!.body,
			"Counting",
			"We count.",
			"2 vendors, 2 cookies, 1 stored item",
			"Reject all",
			"Accept all",
			"Keep",
		]);
	});
});

describe("placeholders", () => {
	it("are made for a film and for anything else, of each vendor that is a choice", () => {
		const vendors = [{ id: "films", name: "Films", provider: "Films Ltd", country: "IE" }];
		const found = of({
			purposes: [
				{ id: "necessary", vendors: [{ id: "login" }] },
				{ id: "media", vendors },
			],
		});
		expect(found.filter(({ view }) => view === "placeholder")).toEqual([
			{
				view: "placeholder",
				layout: "page",
				language: "en",
				words: [
					"If you play it, Films (Films Ltd, Ireland) gets data such as your IP address and may store cookies.",
					"Just this once",
					"Always",
				],
			},
			{
				view: "placeholder",
				layout: "page",
				language: "en",
				words: [
					"If you show it, Films (Films Ltd, Ireland) gets data such as your IP address and may store cookies.",
					"Just this once",
					"Always",
				],
			},
		]);
	});
});

it("no notice stands twice", () => {
	const all = of({ layout: "bar", purposes: [{ id: "a" }, { id: "b", title: "a" }] }).map((shown) =>
		JSON.stringify(shown),
	);
	expect(new Set(all).size).toBe(all.length);
});
