import { describe, expect, it } from "vitest";
import { looser, place } from "../../../src/regions/place.ts";
import { ruleOf, version } from "../../../src/regions/rules.ts";
import type { Regime, Settings } from "../../../types/config.ts";
import type { Rule } from "../../../types/rule.ts";

const now = Date.UTC(2026, 10, 21);
const at = (zone: string, languages: readonly string[] = [], settings: Partial<Settings> = {}) =>
	place(settings, { zone, languages, now });

/** Time zone, languages, then region (`?`: unknown) and regime. */
const visitors = `
	Europe/Berlin | de-DE de en-US en | DE | opt-in
	Europe/Berlin | | DE | opt-in
	Europe/Berlin | en-US | DE | opt-in
	Europe/Berlin | tr-TR de | DE | opt-in
	Europe/Berlin | es-419 | DE | opt-in
	Europe/Busingen | de-CH | DE | opt-in
	Europe/Vienna | de-AT | AT | opt-in
	Europe/Paris | fr-FR fr en | FR | opt-in
	Europe/Paris | de-DE | FR | opt-in
	Europe/Rome | it-IT | IT | opt-in
	Europe/Madrid | es-ES ca | ES | opt-in
	Atlantic/Canary | es | ES | opt-in
	Africa/Ceuta | es-ES | ES | opt-in
	Europe/Lisbon | pt-PT pt-BR | PT | opt-in
	Atlantic/Azores | en-US | PT | opt-in
	Europe/Dublin | en-IE | IE | opt-in
	Atlantic/Reykjavik | is-IS | IS | opt-in
	Europe/Vaduz | de-LI | LI | opt-in
	Asia/Nicosia | el-CY | CY | opt-in
	Europe/London | en-GB | GB | opt-in
	Europe/London | en-US | GB | opt-in
	Europe/London | cy-GB en-GB | GB | opt-in
	Europe/Zurich | de-CH | ? | opt-in
	Europe/Zurich | de-CH fr-CH it-CH | ? | opt-in
	Europe/Istanbul | tr-TR | TR | opt-in
	Asia/Istanbul | tr | TR | opt-in
	America/New_York | en-US en | US | opt-out
	America/New_York | en | US | opt-out
	America/New_York | | US | opt-out
	America/New_York | es-419 es | ? | opt-in
	America/New_York | en-US es-MX | MX | opt-in
	America/New_York | de-DE en-US | DE | opt-in
	America/New_York | fr-FR de-DE | FR | opt-in
	America/New_York | en-GB | GB | opt-in
	America/New_York | en-CA | US | opt-out
	America/Los_Angeles | zh-Hans-CN en-US | CN | opt-in
	America/Los_Angeles | zh-Hant en-US | US | opt-out
	America/Los_Angeles | ja-JP | US | opt-out
	America/Los_Angeles | en-001 | ? | opt-in
	America/Indianapolis | en-US | US | opt-out
	America/North_Dakota/Center | EN-us | US | opt-out
	America/Phoenix | nv | US | opt-out
	Pacific/Honolulu | haw-US | US | opt-out
	US/Eastern | en-US | US | opt-out
	America/Puerto_Rico | es-PR en-US | ? | opt-in
	America/Toronto | en-CA | CA-QC | opt-in
	America/Montreal | fr-CA | CA-QC | opt-in
	America/Halifax | en-CA | CA-QC | opt-in
	America/Vancouver | en-CA en | CA | opt-out
	America/Vancouver | fr-CA | CA | opt-out
	America/Vancouver | pa-IN | IN | opt-in
	America/Coral_Harbour | iu-CA | CA | opt-out
	America/Sao_Paulo | pt-BR en-US | BR | opt-in
	America/Mexico_City | es-MX | ? | opt-in
	Asia/Calcutta | hi-IN en-US | IN | opt-in
	Asia/Kolkata | en-IN | IN | opt-in
	Asia/Seoul | ko-KR | KR | opt-in
	Asia/Bangkok | th-TH | TH | opt-in
	Asia/Tokyo | ja-JP ja | JP | notice
	Asia/Tokyo | ja | JP | notice
	Asia/Tokyo | en-US ja-JP | US | opt-out
	Asia/Tokyo | en-AU | JP | notice
	Asia/Singapore | en-SG | ? | opt-in
	Africa/Johannesburg | en-ZA | ? | opt-in
	Australia/Sydney | en-AU | AU | notice
	Antarctica/Macquarie | en-AU | AU | notice
	Australia/Perth | en-ZA | ZA | opt-out
	Australia/Sydney | en-GB | GB | opt-in
	UTC | en-US | ? | opt-in
	Etc/GMT+8 | de-DE | ? | opt-in
	PST8PDT | en-US | ? | opt-in
`;
const pairs = visitors
	.trim()
	.split("\n")
	.map((row) => row.split("|").map((cell) => cell.trim()) as [string, string, string, Regime]);

describe("a visitor", () => {
	it.each(pairs)("of %s who reads %s is taken to be in %s: %s", (zone, languages, region, regime) => {
		const found = at(zone, languages.split(" ").filter(Boolean));
		expect(found.region ?? "?").toBe(region);
		expect(found.regionSource).toBe(region === "?" ? "unknown" : "guess");
		expect(found.rule.regime).toBe(regime);
		expect(found.rule).toEqual(ruleOf(found.region, now));
		expect(found.rules).toBe("2026-11-21");
	});

	it("there are at least 60 pairs of these, all different", () => {
		expect(new Set(pairs.map(([zone, languages]) => `${zone} ${languages}`)).size).toBe(pairs.length);
		expect(pairs.length).toBeGreaterThanOrEqual(60);
	});

	it("is where the site says, whatever time zone and languages say", () => {
		expect(at("Europe/Berlin", ["de-DE"], { region: "US-CO" })).toEqual({
			region: "US-CO",
			regionSource: "config",
			rule: ruleOf("US-CO", now),
			rules: version,
		});
		expect(at("America/New_York", [], { region: "XX" })).toMatchObject({ region: "XX", rule: { regime: "opt-in" } });
	});

	it("is under the law of the day that is given", () => {
		const settings = { region: "US-VT" };
		const rule = (day: string) => place(settings, { zone: "", languages: [], now: Date.parse(day) }).rule;
		expect(rule("2027-12-31T23:59:59Z")).toMatchObject({ regime: "notice", signal: "hint", link: null });
		expect(rule("2028-01-01T00:00:00Z")).toMatchObject({ regime: "opt-out", signal: "refuse", link: "opt-out" });
	});
});

describe("an owner's rules", () => {
	const rule = (region: string, settings: Partial<Settings>) => at("", [], { region, ...settings });

	it("hold by place: everywhere, under those of the US for its states, under those of the region itself, key by key", () => {
		const rules = {
			"*": { askMonths: 24, age: 18, close: true },
			US: { askMonths: 20, age: 17 },
			"US-CO": { askMonths: 18 },
		};
		expect(rule("US-CO", { rules }).rule).toMatchObject({ askMonths: 18, age: 17, close: true, regime: "opt-out" });
		expect(rule("US-TX", { rules }).rule).toMatchObject({ askMonths: 20, age: 17, close: true });
		expect(rule("US", { rules }).rule).toMatchObject({ askMonths: 20, age: 17 });
		expect(rule("DE", { rules }).rule).toMatchObject({ askMonths: 24, age: 18, close: true });
		expect(at("UTC", [], { rules }).rule).toMatchObject({ askMonths: 24, age: 18, signal: "refuse" });
	});

	it("for a country hold in its parts, but those for Canada not in Quebec", () => {
		const rules = { DE: { vendors: true }, CA: { regime: "notice" as const } };
		expect(rule("DE-BY", { rules }).rule.vendors).toBe(true);
		expect(rule("CA-ON", { rules }).rule.regime).toBe("notice");
		expect(rule("CA-QC", { rules })).toMatchObject({ rule: { regime: "opt-in" }, rules: version });
		expect(rule("US-DE", { rules })).toMatchObject({ rule: { vendors: false }, rules: version });
	});

	it("give way to one regime and one minimum age for all", () => {
		const settings = {
			regime: "opt-in" as const,
			minimumAge: 18,
			rules: { US: { regime: "notice" as const, age: 13 } },
		};
		expect(rule("US-CA", settings)).toMatchObject({ rule: { regime: "opt-in", age: 18 }, rules: `${version}+own` });
	});

	it("count in the guess: a region that the owner loosened does not win over one that is stricter then", () => {
		const rules = { DE: { regime: "notice" as const } };
		expect(at("America/New_York", ["de-DE"], { rules })).toMatchObject({ region: "US", rule: { regime: "opt-out" } });
		expect(at("Europe/Berlin", ["de-DE"], { rules })).toMatchObject({ region: "DE", rules: `${version}+looser` });
	});

	it("that make all regimes one leave the guess to the table", () => {
		const found = at("America/New_York", ["fr-FR"], { regime: "opt-in" });
		expect(found).toMatchObject({ region: "FR", rule: { vendors: true, signal: "hint" }, rules: version });
	});

	it("mark the version only where something is other than in the table", () => {
		const versions = (region: string, own: Partial<Rule>) =>
			rule(region, { rules: { "*": own } }).rules.slice(version.length);
		expect(versions("DE", {})).toBe("");
		expect(versions("DE", { regime: "opt-in", exempt: [], link: null, askMonths: 6 })).toBe("");
		expect(versions("DE", { askMonths: 12 })).toBe("+own");
		expect(versions("DE", { askMonths: 3 })).toBe("+looser");
		expect(versions("DE", { askMonths: 3, close: true })).toBe("+looser");
		expect(rule("DE", { minimumAge: 16 }).rules).toBe(version);
		expect(rule("DE", { minimumAge: 13 }).rules).toBe(`${version}+looser`);
		expect(rule("IN", { minimumAge: 16 }).rules).toBe(`${version}+looser`);
		expect(rule("US-CA", { regime: "opt-in" }).rules).toBe(`${version}+own`);
	});

	it("that leave a key undefined change nothing", () => {
		const rules = { "*": { regime: "opt-in" as const }, US: { regime: undefined, exempt: undefined } };
		expect(rule("US-CA", { rules }).rule).toEqual({ ...ruleOf("US-CA", now), regime: "opt-in" });
	});

	it("are copied, so that a later change of the configuration is none of the rule", () => {
		const rules = { "*": { exempt: ["statistics" as const] } };
		const found = rule("DE", { rules });
		rules["*"].exempt.pop();
		expect(found.rule.exempt).toEqual(["statistics"]);
	});
});

describe("looser is", () => {
	const de = ruleOf("DE", now);
	const fr = ruleOf("FR", now);
	const gb = ruleOf("GB", now);
	const ca = ruleOf("US-CA", now);
	const co = ruleOf("US-CO", now);
	it.each<[string, Partial<Rule>, Rule]>([
		["regime", { regime: "opt-out" }, de],
		["regime", { regime: "notice" }, de],
		["regime", { regime: "notice" }, co],
		["signal", { signal: "hint" }, ca],
		["askMonths", { askMonths: 5 }, de],
		["askMonths", { askMonths: 0 }, de],
		["lifeMonths", { lifeMonths: 13 }, de],
		["close", { close: false }, ruleOf("IT", now)],
		["vendors", { vendors: false }, fr],
		["link", { link: null }, co],
		["link", { link: null }, ca],
		["link", { link: "opt-out" }, ca],
		["exempt", { exempt: ["statistics"] }, de],
		["exempt", { exempt: ["appearance"] }, fr],
		["exempt", { exempt: ["statistics", "appearance"] }, fr],
		["exempt", { exempt: ["appearance", "statistics"] }, de],
		["sensitive", { sensitive: true }, co],
		["age", { age: 13 }, de],
		["age", { age: 0 }, de],
	])("%s of %o", (key, own, standard) => {
		expect(looser({ ...own, vendors: own.vendors ?? true }, standard)).toEqual([key]);
	});

	it.each<[Partial<Rule>, Rule]>([
		[{}, de],
		[{ ...de }, de],
		[{ ...gb }, gb],
		[{ ...ca }, ca],
		[{ regime: "opt-in", sensitive: false, age: 18, askMonths: 13, lifeMonths: 1 }, ca],
		[{ regime: "opt-out" }, ruleOf("JP", now)],
		[{ signal: "refuse", close: true, vendors: true, link: "california" }, de],
		[{ link: "california", signal: "refuse" }, ruleOf("US-VA", now)],
		[{ link: "opt-out" }, de],
		[{ exempt: [] }, gb],
		[{ exempt: ["appearance"] }, gb],
		[{ exempt: ["statistics"] }, gb],
		[{ sensitive: false }, ruleOf("US-UT", now)],
	])("nothing of %o", (own, standard) => {
		expect(looser(own, standard)).toEqual([]);
	});

	it("named key by key", () => {
		expect(looser({ regime: "notice", askMonths: 1, lifeMonths: 6, close: true }, de)).toEqual(["regime", "askMonths"]);
	});
});

describe("what makes no sense", () => {
	const strictest = ruleOf(null, now);

	it.each([
		["nothing", undefined],
		["null", null],
		["a number", 5],
		["an object", {}],
		["a list", [[]]],
		["a prototype", "__proto__"],
		["a constructor", "constructor"],
		["a pattern", "(.*"],
		["markup", "<img src=x>"],
		["a long text", "/".repeat(1e5)],
	])("as a time zone (%s) is the unknown region, whatever is read", (_, zone) => {
		const found = at(zone as string, ["en-US", "ja-JP"]);
		expect(found).toEqual({ region: null, regionSource: "unknown", rule: strictest, rules: version });
	});

	it.each([
		["nothing", undefined],
		["null", null],
		["no list", 7],
		["a list of other things", [null, undefined, 5, {}, [], "", "-", "--", "🙂", "x".repeat(1e5)]],
		["what is no tag", ["en_US", "deDE", "-D", "german"]],
	])("as languages (%s) says nothing", (_, languages) => {
		expect(at("Europe/Berlin", languages as string[])).toMatchObject({ region: "DE", rule: { regime: "opt-in" } });
		expect(at("UTC", languages as string[])).toMatchObject({ region: null, rule: strictest });
	});

	it("as a region is under the strictest rule, and finds no rule of the owner but that for everywhere", () => {
		for (const region of ["__proto__", "constructor", "toString", "(.*", "de"]) {
			const found = at("America/New_York", [], { region, rules: { US: { regime: "notice" }, "*": { age: 18 } } });
			expect(found.rule, region).toEqual({ ...strictest, age: 18 });
		}
	});

	it("in the owner's rules changes no prototype", () => {
		const rules = JSON.parse('{"__proto__": {"regime": "notice"}, "*": {"__proto__": {"regime": "notice"}}}');
		expect(at("Europe/Berlin", [], { rules }).rule.regime).toBe("opt-in");
		expect(({} as { regime?: string }).regime).toBeUndefined();
	});

	it("as a date takes every law for begun", () => {
		const found = place({ region: "US-VT" }, { zone: "", languages: [], now: Number.NaN });
		expect(found.rule).toMatchObject({ regime: "opt-out", signal: "refuse" });
	});
});
