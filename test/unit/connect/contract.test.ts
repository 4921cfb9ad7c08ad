// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from "vitest";
import type { Connect } from "../../../src/connect/connecting.ts";
import { createConsent } from "../../../src/index.ts";
import type { Config } from "../../../types/config.ts";
import type { Consent } from "../../../types/consent.ts";

const page = window as unknown as Record<string, unknown>;
/** A function that keeps what it is called with. */
const listening = (own: object = {}) => {
	const calls: unknown[][] = [];
	return Object.assign(
		(...given: unknown[]) => {
			calls.push(given);
			return Promise.resolve();
		},
		{ calls, ...own },
	);
};
const said = (name: string) => JSON.stringify((page[name] as { calls?: unknown })?.calls ?? page[name] ?? []);
const layer = () =>
	JSON.stringify((page.dataLayer as ArrayLike<unknown>[]).map((each) => (each.length ? [...Array.from(each)] : each)));
const gpp = () => {
	let text = "";
	(page.__gpp as (command: string, back: (given: { gppString: string }) => void) => void)("ping", (ping) => {
		text = ping.gppString;
	});
	return text;
};

interface Vendor {
	/** The global it listens by. */
	global: string;
	/** What the page's own snippet puts there. */
	stub?: unknown;
	heard?: () => string;
	denied: RegExp;
	granted: RegExp;
	/** What its options name is `own` here, which stands alone. */
	options?: object;
}
const vendors: Record<string, () => Vendor> = {
	google: () => ({
		global: "dataLayer",
		heard: layer,
		denied: /"consent","default".*"ad_storage":"denied"/,
		granted: /"consent","update".*"ad_storage":"granted"/,
		options: { types: { ad_storage: "own" } },
	}),
	gtm: () => ({ global: "dataLayer", heard: layer, denied: /"marketing":"denied"/, granted: /"marketing":"granted"/ }),
	uet: () => ({
		global: "uetq",
		denied: /"ad_storage":"denied"/,
		granted: /"ad_storage":"granted"/,
		options: { purpose: "own" },
	}),
	clarity: () => ({
		global: "clarity",
		heard: () => JSON.stringify((page.clarity as { q: ArrayLike<unknown>[] }).q.map((each) => Array.from(each))),
		denied: /"ad_Storage":"denied"/,
		granted: /"ad_Storage":"granted"/,
		options: { types: { ad_Storage: "own" } },
	}),
	matomo: () => ({
		global: "_paq",
		denied: /requireConsent/,
		granted: /setConsentGiven/,
		options: { purpose: "own" },
	}),
	meta: () => ({
		global: "fbq",
		stub: listening({ queue: [] }),
		denied: /"revoke"/,
		granted: /"grant"/,
		options: { purpose: "own" },
	}),
	tiktok: () => ({
		global: "ttq",
		stub: [],
		denied: /holdConsent/,
		granted: /grantConsent/,
		options: { purpose: "own" },
	}),
	posthog: () => ({
		global: "posthog",
		stub: [],
		denied: /clear_opt_in_out/,
		granted: /"opt_in_capturing/,
		options: { purpose: "own" },
	}),
	adobe: () => ({
		global: "alloy",
		stub: listening({ q: [] }),
		denied: /^\[\]$/,
		granted: /"general":"in"/,
		options: { purpose: "own" },
	}),
	gpp: () => ({ global: "__gpp", heard: gpp, denied: /^DBABLA~CVQV/, granted: /^DBABLA~CVQq/ }),
	tcf: () => ({ global: "__tcfapi", stub: listening(), denied: /^\[\["addEventListener"/, granted: /./ }),
};
const names = Object.keys(vendors).sort();

let onError: Mock<NonNullable<Config["onError"]>>;
const opened: Consent[] = [];
const errors: unknown[] = [];
const remember = (cause: unknown) => errors.push(cause);
const idle = () => new Promise((resolve) => setTimeout(resolve, 20));

async function arrive(name: string) {
	const vendor = vendors[name]!();
	if (vendor.stub) page[vendor.global] = vendor.stub;
	const consent = createConsent({
		site: { id: `connect-${name}` },
		region: "US-CA",
		regime: "opt-in",
		onWithdraw: "none",
		purposes: ["necessary", "functional", "analytics", "marketing", "own"],
		onError,
	});
	opened.push(consent);
	const { connect } = (await import(`../../../src/connect/${name}.ts`)) as { connect: Connect<object> };
	return { ...vendor, consent, connect, heard: vendor.heard ?? (() => said(vendor.global)) };
}

beforeEach(() => {
	onError = vi.fn();
	vi.spyOn(console, "error").mockImplementation(() => {});
	vi.spyOn(console, "warn").mockImplementation(() => {});
	addEventListener("error", remember);
	process.on("unhandledRejection", remember);
});
afterEach(async () => {
	vi.unstubAllGlobals();
	for (const consent of opened.splice(0)) {
		await consent.erase();
		consent.dispose();
	}
	await idle();
	removeEventListener("error", remember);
	process.off("unhandledRejection", remember);
	for (const make of Object.values(vendors)) Reflect.deleteProperty(window, make().global);
	vi.restoreAllMocks();
	expect(errors.splice(0)).toEqual([]);
});

const filesOf = (room: string) => readdirSync(room).map((file) => file.replace(".ts", ""));

it("every file of the room is held to this, and each integration has one", () => {
	expect(filesOf("src/connect").filter((name) => name !== "connecting")).toEqual(names);
	expect(filesOf("src/integrations")).toEqual(names);
});

describe("package.json lists each one and no other", () => {
	const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as {
		exports: Record<string, { types: string; default: string }>;
	};
	it.each([
		["integrations", "connect", names],
		["locales", "locales", filesOf("src/locales").filter((name) => name !== "places")],
	])("of the %s", (door, room, files) => {
		const listed = Object.entries(exports).filter(([entry]) => entry.startsWith(`./${door}/`));
		expect(Object.fromEntries(listed)).toEqual(
			Object.fromEntries(
				files.map((file) => [
					`./${door}/${file}`,
					{ types: `./dist/types/src/${room}/${file}.d.ts`, default: `./dist/esm/${door}/${file}.js` },
				]),
			),
		);
	});
});

describe.each(names.filter((name) => name !== "tcf"))("%s", (name) => {
	it("is told the default, then each choice, until the undo, which may be called twice", async () => {
		const { consent, connect, heard, denied, granted } = await arrive(name);
		const undo = connect(consent);
		await consent.ready;
		await idle();
		expect(heard()).toMatch(denied);
		expect(heard()).not.toMatch(granted);
		await consent.acceptAll();
		expect(heard()).toMatch(granted);
		const told = name === "gpp" ? "" : heard();
		undo();
		undo();
		await consent.rejectAll();
		if (name === "gpp") expect("__gpp" in window).toBe(false);
		else expect(heard()).toBe(told);
	});

	it("is told nothing more once the consent is disposed", async () => {
		const { consent, connect, heard, granted } = await arrive(name);
		const undo = connect(consent, true);
		await consent.ready;
		await idle();
		const before = heard();
		consent.dispose();
		await consent.acceptAll();
		if (name === "gpp") expect("__gpp" in window).toBe(false);
		else {
			expect(heard()).toBe(before);
			expect(heard()).not.toMatch(granted);
		}
		undo();
		// Nor is one who comes later.
		connect(consent);
		await consent.rejectAll();
		await consent.acceptAll();
		if (name === "gpp") expect("__gpp" in window).toBe(false);
		else expect(heard()).not.toMatch(granted);
	});

	it("is told by whoever connects anew after an undo, as an effect does that runs twice", async () => {
		const { consent, connect, heard, granted } = await arrive(name);
		connect(consent)();
		connect(consent);
		await consent.acceptAll();
		await idle();
		expect(heard()).toMatch(granted);
	});
});

it.each(names.filter((name) => vendors[name]!().options))("%s follows its options", async (name) => {
	const { consent, connect, heard, granted, options } = await arrive(name);
	connect(consent, options);
	await consent.decide({ purposes: { own: true, analytics: false, marketing: false, functional: false } });
	await idle();
	expect(heard()).toMatch(granted);
});

describe.each(names)("%s", (name) => {
	it("does nothing where there is no document", async () => {
		const { consent, connect, global } = await arrive(name);
		await consent.ready;
		Reflect.deleteProperty(window, global);
		vi.stubGlobal("document", undefined);
		const undo = connect(consent);
		undo();
		undo();
		expect(page[global]).toBeUndefined();
	});

	it("refuses a foreign consent", async () => {
		const { consent, connect } = await arrive(name);
		const foreign = { ...consent, ready: Promise.resolve() } as never;
		for (const odd of [foreign, undefined as never, {} as never])
			expect(() => connect(odd)).toThrow(expect.objectContaining({ code: "consent-foreign" }));
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
		const { consent, connect, global } = await arrive(name);
		page[global] = odd;
		const undo = connect(consent);
		await consent.acceptAll();
		expect(consent.allows("marketing")).toBe(true);
		undo();
		undo();
		connect(consent);
		consent.dispose();
		await idle();
		for (const [{ code }] of onError.mock.calls) expect(["integration-failed", "listener-threw"]).toContain(code);
	});

	// Adobe's may still come, so it is waited for.
	it.skipIf(name === "adobe")("reports a name that cannot be read at all, and the page goes on", async () => {
		const { consent, connect, global } = await arrive(name);
		await consent.ready;
		Reflect.deleteProperty(window, global);
		Object.defineProperty(window, global, {
			configurable: true,
			get: () => {
				throw new Error("not yours");
			},
		});
		const undo = connect(consent);
		await consent.acceptAll();
		expect(consent.allows("marketing")).toBe(true);
		await vi.waitFor(() =>
			expect(onError.mock.calls.map(([error]) => `${error.code} ${error.where}`)).toContain(
				`integration-failed ${name}`,
			),
		);
		undo();
		consent.dispose();
		Reflect.deleteProperty(window, global);
	});
});

it("tcf asks the other tool once, and lets go of it", async () => {
	const { consent, connect, heard } = await arrive("tcf");
	const undo = connect(consent);
	expect(heard()).toMatch(/^\[\["addEventListener",2/);
	const [[, , answer]] = (page.__tcfapi as { calls: [[string, number, (given: object, isGood: boolean) => void]] })
		.calls;
	answer({ listenerId: 4, eventStatus: "tcloaded", tcString: "C", purpose: { consents: { 1: true } } }, true);
	await vi.waitFor(() => expect(consent.allows("functional")).toBe(true));
	expect(consent.allows("marketing")).toBe(false);
	undo();
	undo();
	expect(heard()).toMatch(/"removeEventListener",2,null,4\]/);
	expect(document.querySelector("your-say")).toBeNull();
});
