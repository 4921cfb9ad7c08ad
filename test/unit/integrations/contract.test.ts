// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { createConsent } from "../../../src/index.ts";
import type { Consent } from "../../../types/consent.ts";
import type { Tell, Told } from "../../../types/parts.ts";

type Heard = Record<string, unknown>;
const page = window as unknown as Heard;

/** A function that keeps what it is called with, as the stubs of vendors do. */
const listening = (own: Heard = {}) => {
	const calls: unknown[][] = [];
	return Object.assign((...given: unknown[]) => void calls.push(given), { calls, ...own });
};
const said = (name: string) => JSON.stringify((page[name] as { calls?: unknown[] })?.calls ?? page[name] ?? []);

interface Vendor {
	/** The global it listens by. */
	global: string;
	/** Puts its stub into the page, as the vendor's own snippet does. */
	stub?: () => void;
	/** What its queue holds. */
	heard(): string;
	/** Said before a choice; nothing where the page's own snippet says it. */
	denied: string | RegExp;
	granted: string | RegExp;
	/** After a yes that is taken back. */
	withdrawn: string | RegExp;
}

const queue = (global: string, denied: string | RegExp, granted: string, withdrawn = denied): Vendor => ({
	global,
	heard: () => said(global),
	denied,
	granted,
	withdrawn,
});
const layerOf = () =>
	JSON.stringify((page.dataLayer as ArrayLike<unknown>[]).map((each) => (each.length ? [...Array.from(each)] : each)));

const vendors: Record<string, Vendor> = {
	google: { ...queue("dataLayer", '"ad_storage":"denied"', '"ad_storage":"granted"'), heard: layerOf },
	gtm: { ...queue("dataLayer", '"marketing":"denied"', '"marketing":"granted"'), heard: layerOf },
	uet: queue(
		"uetq",
		'"default",{"ad_storage":"denied"}',
		'"update",{"ad_storage":"granted"}',
		'"update",{"ad_storage":"denied"}',
	),
	clarity: {
		...queue("clarity", '"ad_Storage":"denied"', '"ad_Storage":"granted"'),
		heard: () => JSON.stringify((page.clarity as { q: ArrayLike<unknown>[] }).q.map((each) => Array.from(each))),
	},
	// A yes that its file has not read yet is taken out of the list again.
	matomo: queue("_paq", '[["requireConsent"]]', '["setConsentGiven"]'),
	meta: {
		...queue("fbq", '["consent","revoke"]', '["consent","grant"]'),
		stub: () => {
			page.fbq = listening({ queue: [] });
		},
	},
	tiktok: {
		...queue("ttq", '["holdConsent"]', '["grantConsent"]', '["revokeConsent"]'),
		stub: () => {
			page.ttq = [];
		},
	},
	posthog: {
		...queue("posthog", "clear_opt_in_out_capturing", "opt_in_capturing", "opt_out_capturing"),
		stub: () => {
			page.posthog = [];
		},
	},
	adobe: {
		...queue("alloy", /^\[\]$/, '"general":"in"', '"general":"out"'),
		stub: () => {
			const alloy = listening({ q: [] });
			page.alloy = Object.assign((...given: unknown[]) => Promise.resolve(alloy(...given)), {
				calls: alloy.calls,
				q: [],
			});
		},
	},
	gpp: {
		global: "__gpp",
		heard: () => {
			let text = "";
			(page.__gpp as (command: string, back: (given: { gppString: string }) => void) => void)("ping", (ping) => {
				text = ping.gppString;
			});
			return text;
		},
		denied: /^DBABLA~CVQV/,
		granted: /^DBABLA~CVQq/,
		withdrawn: /^DBABLA~CVQV/,
	},
	tcf: { global: "__tcfapi", heard: () => "", denied: "", granted: "", withdrawn: "" },
};

const errors: unknown[] = [];
const opened: Consent[] = [];
const consentWith = (name: string, more = {}) => {
	const consent = createConsent({
		site: { id: `contract-${name}` },
		region: "US-CA",
		regime: "opt-in",
		onWithdraw: "none",
		integrations: { [name]: true },
		...more,
	});
	opened.push(consent);
	return consent;
};
const idle = () => new Promise((resolve) => setTimeout(resolve, 20));
const names = Object.keys(vendors);

beforeEach(() => {
	vi.spyOn(console, "error").mockImplementation(() => {});
	vi.spyOn(console, "warn").mockImplementation(() => {});
	addEventListener("error", remember);
	process.on("unhandledRejection", remember);
});
const remember = (cause: unknown) => errors.push(cause);
afterEach(async () => {
	for (const consent of opened.splice(0)) {
		await consent.erase();
		consent.dispose();
	}
	await idle();
	removeEventListener("error", remember);
	process.off("unhandledRejection", remember);
	for (const { global } of Object.values(vendors)) Reflect.deleteProperty(window, global);
	vi.restoreAllMocks();
	expect(errors.splice(0)).toEqual([]);
});

it("every file of the room is held to the contract", () => {
	const files = readdirSync("src/integrations").map((file) => file.replace(".ts", ""));
	expect(names.sort()).toEqual(files.sort());
});

describe.each(names.filter((name) => name !== "tcf"))("%s", (name) => {
	const { stub, heard, denied, granted, withdrawn } = vendors[name]!;

	it("denies before a decision, and tells each that follows", async () => {
		stub?.();
		const consent = consentWith(name);
		await consent.ready;
		await idle();
		const before = heard();
		expect(before).toMatch(denied);
		expect(before).not.toMatch(granted);
		await consent.acceptAll();
		const told = heard();
		expect(told).toMatch(granted);
		await consent.withdraw();
		// Of a list, what was added.
		expect(heard().replace(told.slice(0, -1), "")).toMatch(withdrawn);
	});

	it("tells nothing more after its undo, called twice, while the consent lives on", async () => {
		stub?.();
		const consent = consentWith("google", { integrations: {} });
		await consent.ready;
		const { tell } = (await import(`../../../src/integrations/${name}.ts`)) as { tell: Tell<unknown> };
		const settings = settle({ region: "US-CA" });
		const undo = tell({ consent, settings, law: { settings } as Told["law"], report: vi.fn(), load: vi.fn() }, true);
		await idle();
		const before = heard();
		expect(before).toMatch(denied);
		undo();
		undo();
		await consent.acceptAll();
		// What answers for itself answers no more.
		if (name === "gpp") expect("__gpp" in window).toBe(false);
		else expect(heard()).toBe(before);
	});

	it("leaves the page's name for its vendor as it was, where nobody came", async () => {
		const consent = consentWith(name);
		await consent.ready;
		await idle();
		const isMade = Object.hasOwn(window, vendors[name]!.global) && page[vendors[name]!.global] !== undefined;
		consent.dispose();
		const left = Object.getOwnPropertyDescriptor(window, vendors[name]!.global);
		if (isMade && name !== "gpp") expect(left).toMatchObject({ writable: true });
		else expect(left).toBeUndefined();
	});
});

describe.each(names)("%s", (name) => {
	const { global } = vendors[name]!;

	it("survives a vendor that never comes", async () => {
		const consent = consentWith(name);
		await consent.ready;
		await consent.acceptAll();
		expect(consent.allows("marketing")).toBe(true);
		await consent.withdraw();
		expect(consent.allows("marketing")).toBe(false);
	});

	it.each([
		["a text", "vendor"],
		["a number", 7],
		["null", null],
		["something frozen", Object.freeze({ push: 7 })],
		["an element", document.createElement("div")],
		[
			"a function that throws",
			() => {
				throw new Error("broken");
			},
		],
		[
			"a list that throws",
			Object.assign([], {
				push: () => {
					throw new Error("broken");
				},
			}),
		],
	])("never throws into the page where its vendor's name stands for %s", async (_, odd) => {
		page[global] = odd;
		const consent = consentWith(name);
		await consent.ready;
		await consent.acceptAll();
		expect(consent.allows("marketing")).toBe(true);
		await consent.rejectAll();
		expect(consent.allows("marketing")).toBe(false);
	});
});
