import { describe, expect, it } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { ask, words } from "../../../src/locales/en.ts";
import { noticesOf } from "../../../src/policy/notice.ts";
import type { Config } from "../../../types/config.ts";

const of = (config: Config, host?: string) => noticesOf(settle(config), { ask, words }, "en", host);
/** Where a vendor count and other regimes are of no matter. */
const german: Config = { regime: "opt-in", region: "DE" };
const titlesOf = (config: Config) =>
	of(config, "shop.example")
		.filter(({ view }) => view === "ask")
		.map(({ words: [title, body] }) => [title, body!.replace(/.* data for ([^.]*)\..*/, "$1")]);

describe("the first layer", () => {
	it("asks plainly, tells each combination of what may be new, and asks again", () => {
		expect(titlesOf({ ...german, purposes: ["functional", "analytics"] })).toEqual([
			["Your data, your say", "extra features and statistics"],
			["One thing is new", "extra features"],
			["One thing is new", "statistics"],
			...["extra features", "statistics", "extra features and statistics"].map((all) => ["One thing is new", all]),
			["Time to choose again", "extra features and statistics"],
			["Time to choose again", "extra features"],
			["Time to choose again", "statistics"],
		]);
		expect(titlesOf({ ...german, purposes: ["functional", "analytics", "marketing"] }).slice(0, 8)).toEqual([
			["Your data, your say", "extra features, statistics, and ads and marketing"],
			["One thing is new", "extra features"],
			["One thing is new", "statistics"],
			["One thing is new", "extra features and statistics"],
			["One thing is new", "ads and marketing"],
			["One thing is new", "extra features and ads and marketing"],
			["One thing is new", "statistics and ads and marketing"],
			// From here on: what was allowed, and changed.
			["One thing is new", "extra features"],
		]);
	});

	it("tells all 62 combinations of six purposes that may be new, and of seven each single one", () => {
		const purposes = ["a", "b", "c", "d", "e", "f", "g"];
		const fresh = (count: number) =>
			of({ ...german, purposes: purposes.slice(0, count) }, "shop.example").filter(({ words: [, body] }) =>
				body!.startsWith("Since you last chose"),
			).length;
		expect([1, 2, 6, 7].map(fresh)).toEqual([0, 2, 62, 7]);
	});

	it("tells every combination of what was allowed and changed, all of it among them", () => {
		const changed = (...purposes: string[]) =>
			of({ ...german, purposes }, "shop.example").filter(({ words: [, body] }) => body!.startsWith("Since you allowed"))
				.length;
		expect([changed("a"), changed("a", "b"), changed("a", "b", "c")]).toEqual([1, 3, 7]);
	});

	it("under other regimes says what can be refused, of all and of each part that may be asked", () => {
		expect(titlesOf({ regime: "opt-out", purposes: ["analytics"] })).toEqual([
			["Your privacy choices", "statistics"],
			["Time to choose again", "statistics"],
		]);
		const bodies = of({ regime: "opt-out", purposes: ["analytics"] }, "shop.example")
			.filter(({ view }) => view === "ask")
			.map(({ words: [, body] }) => body);
		for (const body of bodies) expect(body).not.toContain("Nothing starts");
	});

	it("speaks of every regime where the configuration names none, and of one where it does", () => {
		const first = (config: Config) => new Set(titlesOf(config).map(([title]) => title));
		expect(first({ purposes: ["analytics"] })).toEqual(
			new Set(["Your data, your say", "One thing is new", "Your privacy choices", "Time to choose again"]),
		);
		expect(first({ regime: "opt-in", purposes: ["analytics"] })).not.toContain("Your privacy choices");
		expect(first({ regime: "notice", purposes: ["analytics"] })).not.toContain("Your data, your say");
	});

	it("leaves out what a region may exempt, and asks for it where none does", () => {
		const purposes = ["functional", { id: "analytics", exempt: "statistics" as const }];
		const plain = titlesOf({ ...german, purposes }).filter(([title]) => title === "Your data, your say");
		expect(plain.map(([, asked]) => asked)).toEqual(["extra features and statistics", "extra features"]);
	});

	it("says how many vendors there are where France may be, or an own rule may ask for it", () => {
		const vendors = [{ id: "a" }, { id: "b" }];
		const purposes = [{ id: "analytics", vendors }];
		const ends = (config: Config) =>
			of({ regime: "opt-in", purposes, ...config }).map(({ words: [, body] }) => body!.endsWith(" 2 vendors"));
		for (const config of [{}, { region: "FR" }, { region: "DE", rules: { DE: { vendors: true } } }])
			expect(ends(config)).toContain(true);
		expect(ends({ region: "DE" })).not.toContain(true);
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

	/** Without title, introduction, rows and the usual buttons. */
	const rest = (config: Config) => {
		const [plain] = panels(config);
		return panels(config)
			.filter(({ layout }) => layout !== "page")
			.map(({ words: all }) => all.filter((text) => !plain!.words.includes(text)));
	};

	it("stands over the page in its layout and as part of it, and reads the same", () => {
		const found = panels({ ...german, layout: "dialog" });
		expect(found.length % 2).toBe(0);
		for (const [at, { layout, words: all }] of found.entries()) {
			expect(layout).toBe(at % 2 ? "page" : "dialog");
			expect(all).toEqual(found[at - (at % 2)]!.words);
		}
	});

	it("tells of a signal what is followed, what is allowed in spite of it, and asks before more is", () => {
		const { doubt, optOut, status } = words;
		const asked = [doubt.title, "Allow ads and marketing here all the same?", doubt.keep, doubt.allow];
		expect(rest({ ...german, purposes: ["analytics", "marketing"] })).toEqual([
			[],
			[optOut.optOutHonoured, status.optOutShort],
			[optOut.optOutHonoured, status.optOutShort, ...asked],
			[status.optOutNot],
			[status.optOutNot, ...asked],
		]);
		expect(rest({ ...german, purposes: ["analytics"] })).toEqual([[], [optOut.optOutHonoured, status.optOutShort]]);
	});

	it("asks for each combination of what may be switched on against the signal", () => {
		const purposes = ["marketing", { id: "partners", title: "Our partners", involves: ["sharing" as const] }];
		const asked = rest({ ...german, purposes }).map((all) => all.find((text) => text.startsWith("Allow ")));
		expect(new Set(asked.filter(Boolean))).toEqual(
			new Set(
				["ads and marketing", "Our partners", "ads and marketing and Our partners"].map(
					(names) => `Allow ${names} here all the same?`,
				),
			),
		);
	});

	it("uses the words that California fixes in the United States, and only there", () => {
		const titles = (region?: string) =>
			["Opt-Out Request Honored", "Opt-out request honoured"].filter((title) =>
				panels({ regime: "opt-out", region }).some(({ words: all }) => all.includes(title)),
			);
		expect(titles("US-CA")).toEqual(["Opt-Out Request Honored"]);
		expect(titles("DE")).toEqual(["Opt-out request honoured"]);
		expect(titles()).toEqual(["Opt-Out Request Honored", "Opt-out request honoured"]);
	});

	it("has words of its own for Do Not Track, where the owner listens to it", () => {
		const isTold = (config: Config) =>
			panels(config).some(({ words: all }) => all.includes(words.status.notTrackedBody));
		expect(isTold({ doNotTrack: true })).toBe(true);
		expect(isTold({})).toBe(false);
	});

	it("says of a purpose that it is exempt only where it can be, and that sensitive data stays off only where it does", () => {
		const rows = (config: Config, title: string) =>
			new Set(panels({ ...german, ...config }).map(({ words: all }) => all[all.indexOf(title) + 1]));
		const exempt = [{ id: "analytics", exempt: "statistics" as const }];
		const { body } = words.purposes.analytics!;
		expect(rows({ purposes: exempt }, "Statistics")).toEqual(new Set([body, `${body} ${words.preferences.exempt}`]));
		expect(rows({ purposes: ["analytics"] }, "Statistics")).toEqual(new Set([body]));
		const health = [{ id: "health", title: "Health", description: "Hints.", involves: ["sensitive" as const] }];
		expect(rows({ purposes: health }, "Health")).toEqual(new Set([`Hints. ${words.preferences.sensitive}`, "Hints."]));
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
