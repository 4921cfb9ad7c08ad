import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from "vitest";
import { define } from "../../../src/elements.ts";
import { createConsent, createGate, readConsent } from "../../../src/index.ts";
import { ConsentProvider, Gate } from "../../../src/react.ts";
import type { Config } from "../../../types/config.ts";

let onError: Mock<NonNullable<Config["onError"]>>;
const codes = () => onError.mock.calls.map(([error]) => `${error.code} ${error.where}`.trim());
const rejected = vi.fn();

beforeEach(() => {
	onError = vi.fn();
	vi.spyOn(console, "error").mockImplementation(() => {});
	vi.spyOn(console, "warn").mockImplementation(() => {});
	process.on("unhandledRejection", rejected);
});
afterEach(async () => {
	await new Promise((resolve) => setTimeout(resolve, 20));
	process.off("unhandledRejection", rejected);
	expect(rejected.mock.calls.splice(0)).toEqual([]);
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

it("there is no document here", () => {
	expect(typeof document).toBe("undefined");
});

describe("createConsent on a server", () => {
	it("allows what is required and nothing else, wherever the visitor is", async () => {
		const consent = createConsent({ region: "US-CA", onError });
		expect(consent.allows("necessary")).toBe(true);
		expect(consent.allows("analytics")).toBe(false);
		const snapshot = await consent.ready;
		expect(snapshot).toMatchObject({ decided: false, method: null });
		expect(consent.allows("analytics")).toBe(false);
		consent.dispose();
		consent.dispose();
		expect(codes()).toEqual([]);
	});

	it("refuses to decide or to open anything, says so, and settles", async () => {
		const consent = createConsent({ onError });
		expect(await consent.acceptAll()).toEqual(consent.snapshot());
		expect(await consent.decide({ purposes: { analytics: true } })).toEqual(consent.snapshot());
		await consent.open("ask");
		await consent.close();
		expect(await consent.records()).toEqual([]);
		expect(await consent.receipt()).toBeNull();
		expect(consent.allows("analytics")).toBe(false);
		await vi.waitFor(() => expect(codes()).toHaveLength(6));
		for (const [error] of onError.mock.calls)
			expect(error).toMatchObject({
				code: "desk-failed",
				message: expect.stringContaining("On a server nobody decides"),
				cause: { code: "not-in-browser" },
			});
	});

	it.each([undefined, { language: "de", doNotTrack: "1", globalPrivacyControl: false }])(
		"takes nothing from the runtime's own navigator (%j), of which some have none",
		async (navigator) => {
			vi.stubGlobal("navigator", navigator);
			const consent = createConsent({ doNotTrack: true, onError });
			await consent.ready;
			expect(consent.allows("marketing")).toBe(false);
		},
	);

	it("tells of a refused configuration, and allows not even what is required", async () => {
		const consent = createConsent({ regime: "none", onError } as never);
		expect(await consent.ready).toMatchObject({ decided: false, purposes: {} });
		await vi.waitFor(() => expect(codes()[0]).toMatch(/^config-invalid/), 10_000);
		expect(consent.allows("necessary")).toBe(false);
	});

	it.each([
		["nothing", null],
		["a list", []],
		["a list with a hole", { purposes: Object.assign([], { 1: "analytics" }) }],
	])("tells of %s in place of a configuration, and allows nothing", async (_, config) => {
		const told = vi.spyOn(console, "error").mockImplementation(() => {});
		const consent = createConsent(config as never);
		expect(await consent.ready).toMatchObject({ decided: false, purposes: {} });
		await vi.waitFor(() => expect(told).toHaveBeenCalledWith(expect.stringContaining("config-invalid")), 10_000);
		expect(consent.allows("analytics")).toBe(false);
		told.mockRestore();
	});

	it("tells of a configuration that contains itself", async () => {
		const circular: Config = { site: {}, onError };
		circular.site!.controller = circular as never;
		const consent = createConsent(circular);
		await vi.waitFor(
			() => expect(codes()).toEqual([expect.stringMatching(/^config-invalid .*contains itself/)]),
			10_000,
		);
		expect(consent.allows("necessary")).toBe(false);
	});

	it("calls listeners once, and none after its undo or dispose", () => {
		const consent = createConsent();
		const listener = vi.fn();
		consent.subscribe(listener)();
		expect(listener).toHaveBeenCalledOnce();
		consent.dispose();
	});
});

describe("all that would touch a page does nothing on a server", () => {
	const integrations = { google: true, gtm: true, matomo: true, tcf: true } as const;

	it("integrations of a configuration", async () => {
		await createConsent({ integrations, onError }).ready;
		expect(codes()).toEqual([]);
		expect(globalThis).not.toHaveProperty("dataLayer");
	});

	it.each([
		["createConsent", () => createConsent()],
		["readConsent", () => readConsent({})],
	])("gate and elements, for the consent of %s", (_, make) => {
		const consent = make();
		const gate = createGate(consent);
		expect(gate.runsRefused()).toBe(false);
		gate.dispose();
		const undo = define(consent);
		undo();
		undo();
	});

	it("but a foreign consent is refused there too", () => {
		const foreign = { ...createConsent(), ready: Promise.resolve() } as never;
		for (const door of [createGate, define])
			expect(() => door(foreign)).toThrow(expect.objectContaining({ code: "consent-foreign" }));
		expect(() => define(undefined as never)).toThrow(expect.objectContaining({ code: "consent-foreign" }));
	});
});

it("React renders on a server what the request's cookie allows, and no more", () => {
	const render = (consent: ReturnType<typeof createConsent>) =>
		renderToString(
			createElement(
				ConsentProvider,
				{ consent },
				createElement(Gate, { purpose: "analytics", fallback: "no" }, "yes"),
				createElement(Gate, { purpose: "necessary" }, "needed"),
			),
		).replace(/<!-- -->/g, " ");
	expect(render(createConsent({ region: "US-CA" }))).toBe("no needed");
	expect(render(readConsent({}))).toBe("no needed");
	// What a region allows by default comes once the page is there.
	expect(render(readConsent({}, { region: "US-CA" }))).toBe("no needed");
	expect(render(readConsent({}, { regime: "none" } as never))).toBe("no");
});
