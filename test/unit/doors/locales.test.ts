// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createConsent } from "../../../src/index.ts";
import * as en from "../../../src/locales/en.ts";
import type { Config } from "../../../types/config.ts";
import type { Locale } from "../../../types/words.ts";
import { forgetAll } from "../core/visit.ts";

const { fetched } = vi.hoisted(() => ({ fetched: vi.fn() }));
vi.mock("../../../src/locales/de.ts", (original) => {
	fetched("de");
	return original();
});
vi.mock("../../../src/locales/fr.ts", (original) => {
	fetched("fr");
	return original();
});

const patient = { timeout: 15_000, interval: 20 };
const own: Locale = {
	...en,
	ask: { ...en.ask, title: "Own question" },
	words: { ...en.words, preferences: { ...en.words.preferences, title: "Own preferences" } },
	rightsWords: { ...en.rightsWords, rights: { ...en.rightsWords.rights, title: "Own form" } },
};
const opened: { dispose(): void }[] = [];
const make = (config: Config, locales?: Record<string, Locale>) => {
	const consent = createConsent({ region: "DE", ...config }, { locales });
	opened.push(consent);
	return consent;
};
const said = (view: string) =>
	document.querySelector("your-say")?.shadowRoot?.querySelector(`[data-yoursay-view=${view}]`)?.textContent ?? "";

beforeEach(() => {
	vi.spyOn(console, "error").mockImplementation(() => {});
	vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
	for (const consent of opened.splice(0)) consent.dispose();
	document.body.replaceChildren();
	forgetAll();
	fetched.mockClear();
	vi.restoreAllMocks();
});

it("words that came along are taken for every view, and no file of words is fetched", async () => {
	const consent = make({ languages: { default: "de" } }, { de: own });
	expect(consent.snapshot().language).toBe("de");
	await consent.open("ask");
	expect(said("ask")).toContain("Own question");
	await consent.open("preferences");
	await vi.waitFor(() => expect(said("preferences")).toContain("Own preferences"), patient);
	await consent.open("rights");
	await vi.waitFor(() => expect(said("rights")).toContain("Own form"), patient);
	expect(fetched).not.toHaveBeenCalled();
});

it("words of another language that came along are left alone, and those that are needed are fetched", async () => {
	const consent = make({ languages: { default: "fr" } }, { de: own });
	await consent.open("ask");
	expect(said("ask")).not.toContain("Own question");
	expect(said("ask").length).toBeGreaterThan(50);
	expect(fetched.mock.calls).toEqual([["fr"]]);
});

it("without any they are fetched", async () => {
	await make({ languages: { default: "de" } }).open("ask");
	expect(said("ask").length).toBeGreaterThan(50);
	expect(fetched.mock.calls).toEqual([["de"]]);
});

it("nothing is fetched before a view is opened", async () => {
	const consent = make({ languages: { default: "de" } });
	await consent.ready;
	expect(fetched).not.toHaveBeenCalled();
	expect(document.querySelector("your-say")).toBeNull();
});
