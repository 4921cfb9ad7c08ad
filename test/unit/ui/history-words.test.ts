import { describe, expect, it } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { historyWords as own, words } from "../../../src/locales/en.ts";
import { rulesOf, sentenceOf } from "../../../src/ui/history-words.ts";
import type { State } from "../../../types/consent.ts";
import type { ConsentRecord, Method } from "../../../types/record.ts";
import type { Telling } from "../../../types/stage.ts";

const settings = settle({
	purposes: ["necessary", "analytics", "marketing", { id: "media", vendors: [{ id: "films", name: "Films" }] }],
});
const telling: Telling = { language: "en", settings, words, own, controller: "Shop", settingsOf: () => settings };

const record = (method: Method, states: string, more: Partial<ConsentRecord> = {}) => {
	const all: Record<string, State> = { g: "granted", r: "refused", w: "withdrawn", o: "objected", n: "not-asked" };
	const [analytics, marketing, media] = [...states].map((each) => all[each]!);
	return {
		method,
		automated: false,
		purposes: { analytics, marketing, media },
		vendors: {},
		...more,
	} as ConsentRecord;
};

describe("a record reads as", () => {
	it.each<[string, ConsentRecord, ConsentRecord | undefined]>([
		["You accepted everything", record("accept-all", "ggg"), undefined],
		["You refused everything", record("reject-all", "rrr"), undefined],
		["You refused everything", record("reject-all", "wow"), record("accept-all", "ggg")],
		["You allowed statistics and videos and maps", record("save", "grg"), undefined],
		["You refused everything", record("save", "rrr"), undefined],
		["You took back your yes to ads and marketing", record("save", "gwg"), record("accept-all", "ggg")],
		["You allowed ads and marketing", record("save", "wgr"), record("save", "grr")],
		["You closed the question. Everything extra stayed off.", record("close", "rrr"), undefined],
		["You withdrew everything", record("withdraw", "www"), record("accept-all", "ggg")],
		["You took back your yes to statistics", record("withdraw", "wrr"), record("save", "grr")],
		["You withdrew everything", record("withdraw", "rrr"), undefined],
		["You allowed Films", record("always", "grr", { vendors: { films: "granted" } }), record("save", "grr")],
		["You allowed statistics", record("api", "grr"), undefined],
	])("%s", (sentence, given, before) => {
		expect(sentenceOf(telling, given, before)).toEqual([sentence]);
	});

	it.each<[string, string, ConsentRecord]>([
		["Your browser asked not to share your data", "Allowed: statistics", record("gpc", "gwr", { automated: true })],
		["Your browser asked not to be tracked", "Nothing extra allowed", record("dnt", "rrr", { automated: true })],
		["The site set this for you", "Allowed: statistics", record("api", "grr", { automated: true })],
		["Carried over from an earlier tool", "Nothing extra allowed", record("import", "rrr")],
		["Your choice ran out", "Nothing extra allowed", record("expiry", "nnn")],
		["Set by a program, not by a person", "Nothing extra allowed", record("reject-all", "rrr", { automated: true })],
	])("%s, with what is allowed since: %s", (...[sentence, more, given]) => {
		expect(sentenceOf(telling, given)).toEqual([sentence, more]);
	});

	it("what was allowed, where an accepting came to less than everything: too young, or against the browser's wish", () => {
		expect(sentenceOf(telling, record("accept-all", "rrr"))).toEqual(["You refused everything"]);
		expect(sentenceOf(telling, record("accept-all", "grg"))).toEqual(["You allowed statistics and videos and maps"]);
	});
});

it("the rules are told with the place, a state of the US by its own name, and without one where none is known", () => {
	const rules = (region: string | null, regime: ConsentRecord["regime"]) => rulesOf(telling, { region, regime });
	expect(rules("DE", "opt-in")).toBe("Rules that applied: Germany. Nothing extra starts without your yes.");
	expect(rules("US-CA", "opt-out")).toBe("Rules that applied: California. Things are on until you say no.");
	expect(rules("CA-QC", "opt-in")).toBe("Rules that applied: Canada. Nothing extra starts without your yes.");
	expect(rules(null, "notice")).toBe("Rules that applied: You are told, not asked.");
});
