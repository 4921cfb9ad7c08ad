// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { act, createElement as h, type ReactNode, StrictMode } from "react";
import { createRoot, hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from "vitest";
import * as guard from "../../../src/config/guard.ts";
import { define } from "../../../src/elements.ts";
import { createConsent, readConsent } from "../../../src/index.ts";
import { Ask, ConsentProvider, Gate, useConsent } from "../../../src/react.ts";
import type { Config } from "../../../types/config.ts";
import type { Consent } from "../../../types/consent.ts";
import type { ViewElement } from "../../../types/elements.ts";
import { forgetAll, signal } from "../core/visit.ts";

const patient = { timeout: 15_000, interval: 20 };
const DAY = 86_400_000;
const opened: Consent[] = [];
const roots: Root[] = [];
const rejected = vi.fn();
let told: Mock;

const idle = (ms = 50) => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)));
const layers = () => document.querySelector("your-say")?.shadowRoot?.querySelectorAll("[data-yoursay-view=ask]") ?? [];
const hasLayer = (count = 1) => vi.waitFor(() => expect(layers()).toHaveLength(count), patient);

function make(config: Config = {}) {
	const consent = createConsent({ languages: { default: "en" }, region: "DE", onWithdraw: "none", ...config });
	opened.push(consent);
	return consent;
}
const within = (consent: Consent, ...children: ReactNode[]) => h(ConsentProvider, { consent }, ...children);
const strict = (...children: ReactNode[]) => h(StrictMode, null, ...children);

async function mount(what: ReactNode) {
	const place = document.body.appendChild(document.createElement("div"));
	const root = createRoot(place);
	roots.push(root);
	await act(async () => root.render(what));
	return { place, root, text: () => place.textContent };
}

beforeEach(() => {
	(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
	told = vi.spyOn(console, "error").mockImplementation(() => {}) as unknown as Mock;
	vi.spyOn(console, "warn").mockImplementation(() => {});
	process.on("unhandledRejection", rejected);
});
afterEach(async () => {
	await act(async () => {
		for (const root of roots.splice(0)) root.unmount();
	});
	for (const consent of opened.splice(0)) {
		await consent.erase();
		consent.dispose();
	}
	forgetAll();
	signal(false);
	document.body.replaceChildren();
	await idle();
	process.off("unhandledRejection", rejected);
	vi.restoreAllMocks();
	expect(rejected.mock.calls.splice(0)).toEqual([]);
});

describe("without a provider", () => {
	it.each([
		["useConsent", () => void useConsent()],
		["Gate", () => h(Gate, { purpose: "analytics" })],
		["Ask", () => h(Ask)],
	])("%s says what is missing", (_, Part) => {
		expect(() => renderToString(h(Part))).toThrow(
			expect.objectContaining({ code: "provider-missing", name: "PrivacyError" }),
		);
	});
});

describe("useConsent", () => {
	it("renders anew after each change, and not after it was taken away", async () => {
		const consent = make();
		await consent.ready;
		const rendered = vi.fn();
		const Part = () => {
			const { allows, snapshot } = useConsent();
			rendered(allows("analytics"), snapshot().method);
			return null;
		};
		const { root } = await mount(within(consent, h(Part)));
		expect(rendered).toHaveBeenLastCalledWith(false, null);
		await act(() => consent.acceptAll());
		expect(rendered).toHaveBeenLastCalledWith(true, "accept-all");
		await act(() => consent.rejectAll());
		expect(rendered).toHaveBeenLastCalledWith(false, "reject-all");
		await act(async () => root.unmount());
		const count = rendered.mock.calls.length;
		await act(() => consent.acceptAll());
		expect(rendered).toHaveBeenCalledTimes(count);
	});

	it("gives an object that is another after each change, and decides", async () => {
		const seen = new Set<Consent>();
		const consent = make();
		await consent.ready;
		let own!: Consent;
		const Part = () => {
			seen.add((own = useConsent()));
			return null;
		};
		const { root } = await mount(within(consent, h(Part)));
		await act(async () => root.render(within(consent, h(Part), "more")));
		expect(seen.size).toBe(1);
		await act(() => own.acceptAll());
		expect(consent.allows("analytics")).toBe(true);
		expect(seen.size).toBe(2);
	});

	it("follows the provider to another consent", async () => {
		const [one, two] = [make({ site: { id: "one" } }), make({ site: { id: "two" } })];
		await two.acceptAll();
		const gate = h(Gate, { purpose: "analytics", fallback: "no" }, "yes");
		const { root, text } = await mount(within(one, gate));
		expect(text()).toBe("no");
		await act(async () => root.render(within(two, gate)));
		expect(text()).toBe("yes");
	});
});

describe("Gate", () => {
	it.each([
		["once", (child: ReactNode) => child],
		["in StrictMode", (child: ReactNode) => strict(child)],
	])("opens once all of its purposes are allowed, and closes again: %s", async (_, around) => {
		const consent = make({ purposes: ["analytics", "marketing", { id: "media", vendors: [{ id: "vimeo" }] }] });
		await consent.ready;
		const gate = (purpose: string, vendor?: string) =>
			h(Gate, { key: purpose + vendor, purpose, vendor, fallback: "-" }, "+");
		const { text } = await mount(
			around(
				within(
					consent,
					gate("analytics"),
					gate("analytics marketing"),
					gate("necessary"),
					gate("nonsense"),
					gate("media", "vimeo"),
					gate(""),
				),
			),
		);
		expect(text()).toBe("--+---");
		await act(() => consent.decide({ purposes: { analytics: true, media: true }, vendors: { vimeo: false } }));
		expect(text()).toBe("+-+---");
		await act(() => consent.acceptAll());
		expect(text()).toBe("+++-+-");
		await act(() => consent.withdraw());
		expect(text()).toBe("--+---");
		expect(told).not.toHaveBeenCalled();
	});

	it("holds nothing where it is shut and has no fallback", async () => {
		const { place } = await mount(within(make(), h(Gate, { purpose: "analytics" }, "yes")));
		expect(place.childNodes).toHaveLength(0);
	});
});

describe("Ask", () => {
	it("lets the first layer stand while it is mounted, once in StrictMode too, and answers nothing by leaving", async () => {
		const consent = make();
		const { place, root } = await mount(strict(within(consent, h(Ask), h(Ask))));
		expect(place.childNodes).toHaveLength(0);
		await hasLayer();
		await idle(200);
		expect(layers()).toHaveLength(1);
		await act(async () => root.unmount());
		await hasLayer(0);
		expect(consent.snapshot()).toMatchObject({ decided: false, method: null });
	});

	it("leaves nothing where it is taken away while its files load", async () => {
		const { root } = await mount(within(make(), h(Ask)));
		await act(async () => root.unmount());
		await idle(500);
		expect(layers()).toHaveLength(0);
	});

	it("goes with a decision", async () => {
		const consent = make();
		await mount(within(consent, h(Ask)));
		await hasLayer();
		await act(() => consent.rejectAll());
		await hasLayer(0);
	});
});

describe("the elements", () => {
	it("take a consent as React 19 sets it, and tell when they stand", async () => {
		const [mine, other] = [make({ site: { id: "mine" }, purposes: ["one"] }), make({ site: { id: "other" } })];
		define(mine);
		define(other);
		const shown = vi.fn();
		const { place } = await mount(
			h("your-say-preferences", { consent: mine, className: "wide", "onyoursay:shown": shown }, "While it loads"),
		);
		const element = place.querySelector<ViewElement>("your-say-preferences")!;
		expect(element.consent).toBe(mine);
		expect(element.className).toBe("wide");
		await vi.waitFor(() => expect(shown).toHaveBeenCalledOnce(), patient);
		expect(element.shadowRoot!.querySelector("[data-yoursay-purpose=one]")).not.toBeNull();
	});
});

describe("what a server rendered comes to life without a mismatch", () => {
	const App = () => {
		const { allows, snapshot } = useConsent();
		const { purposes, vendors, method, decided, decidedAt, expiresAt, signals, language } = snapshot();
		const all = { purposes, vendors, method, decided, decidedAt, expiresAt, signals, language };
		return h(
			"main",
			null,
			h(Gate, { purpose: "analytics", fallback: h("i", null, "no") }, h("b", null, "yes")),
			h(Gate, { purpose: "marketing" }, h("b", null, "An ad")),
			String(allows("functional")),
			JSON.stringify(all),
		);
	};
	/** Renders for what the browser sends, and lets the page come to life; gives both texts. */
	async function hydrate(config: Config, headers: Record<string, string> = {}) {
		const request = readConsent({ cookie: document.cookie, ...headers }, config);
		const html = renderToString(strict(within(request, h(App))));
		const place = document.body.appendChild(document.createElement("div"));
		place.insertAdjacentHTML("beforeend", html);
		const server = place.textContent!;
		const onRecoverableError = vi.fn();
		const first = vi.fn();
		const consent = make(config);
		const Spy = () => {
			first(useConsent().allows("analytics"));
			return null;
		};
		await act(async () => {
			roots.push(hydrateRoot(place, strict(within(consent, h(App), h(Spy))), { onRecoverableError }));
		});
		expect(onRecoverableError.mock.calls).toEqual([]);
		expect(told.mock.calls).toEqual([]);
		await idle(300);
		expect(onRecoverableError.mock.calls).toEqual([]);
		expect(told.mock.calls).toEqual([]);
		const all = first.mock.calls.map(([isAllowed]) => isAllowed as boolean);
		return { server, page: place.textContent!, consent, first: all[0], all };
	}
	/** Someone who decides on an earlier page. */
	async function decideBefore(config: Config, act: (consent: Consent) => Promise<unknown>) {
		const consent = createConsent({ languages: { default: "en" }, region: "DE", ...config });
		await act(consent);
		consent.dispose();
	}

	it("for nobody's cookie", async () => {
		const { server, page, first } = await hydrate({});
		expect([server.slice(0, 2), page.slice(0, 2), first]).toEqual(["no", "no", false]);
	});

	it("for a grant, which is there from the first render on", async () => {
		await decideBefore({}, (consent) => consent.acceptAll());
		const { server, page, first } = await hydrate({ region: "DE", languages: { default: "en" } });
		expect([server.slice(0, 3), page.slice(0, 3), first]).toEqual(["yes", "yes", true]);
	});

	it("for a grant of which only the cookie is there, and what it allows never goes", async () => {
		await decideBefore({}, (consent) => consent.acceptAll());
		localStorage.clear();
		const { page, all } = await hydrate({ region: "DE", languages: { default: "en" } });
		expect(page.slice(0, 3)).toBe("yes");
		expect(new Set(all)).toEqual(new Set([true]));
	});

	it.each<[string, (config: Config) => void]>([
		["is refused in the browser", (config) => Object.assign(config, { regime: "none" })],
		[
			"cannot be judged there",
			() =>
				vi.spyOn(guard, "fits").mockImplementation(() => {
					throw new Error("no guard");
				}),
		],
	])("for a configuration that %s, where what the cookie allowed goes", async (_, spoil) => {
		await decideBefore({}, (consent) => consent.acceptAll());
		localStorage.clear();
		const config: Config = { region: "DE", languages: { default: "en" } };
		const gate = h(Gate, { purpose: "analytics", fallback: "no" }, "yes");
		const place = document.body.appendChild(document.createElement("div"));
		const html = renderToString(within(readConsent({ cookie: document.cookie }, config), gate));
		expect(html).toBe("yes");
		place.append(html);
		spoil(config);
		const consent = make(config);
		await act(async () => {
			roots.push(hydrateRoot(place, within(consent, gate)));
		});
		await act(() => consent.ready);
		expect(place.textContent).toBe("no");
	});

	it("for a refusal, also where the region permits by default", async () => {
		await decideBefore({ region: "US-CA" }, (consent) => consent.rejectAll());
		const { server, page } = await hydrate({ region: "US-CA" });
		expect([server.slice(0, 2), page.slice(0, 2)]).toEqual(["no", "no"]);
	});

	it("for a cookie that has expired", async () => {
		let text = "";
		await decideBefore({}, async (consent) => {
			await consent.acceptAll();
			text = document.cookie;
			await consent.erase();
		});
		const [version, , , ...rest] = text.split(".");
		const old = [version, Date.now() - 500 * DAY, Date.now() - DAY, ...rest].join(".");
		document.cookie = `${old};path=/`;
		expect(document.cookie).toBe(old);
		const { server, page, first } = await hydrate({ region: "DE" });
		expect([server.slice(0, 2), page.slice(0, 2), first]).toEqual(["no", "no", false]);
	});

	it("for a region that permits by default, which comes right after", async () => {
		const { server, page, first } = await hydrate({ region: "US-CA" });
		expect([server.slice(0, 2), page.slice(0, 3), first]).toEqual(["no", "yes", false]);
	});

	it("for a browser's signal against a grant", async () => {
		await decideBefore({ region: "US-CA" }, (consent) => consent.acceptAll());
		signal(true);
		const { server, page } = await hydrate({ region: "US-CA" }, { "sec-gpc": "1" });
		expect(server).toContain('"gpc":true');
		expect(server).not.toContain("An ad");
		expect(page.slice(0, 3)).toBe("yes");
	});

	it("for a page in another language than its words' default", async () => {
		document.documentElement.lang = "de";
		const { server } = await hydrate({ languages: {} });
		expect(server).toContain('"language":"en"');
		document.documentElement.removeAttribute("lang");
	});

	it("for a configuration that is refused, whatever the cookie says", async () => {
		await decideBefore({}, (consent) => consent.acceptAll());
		const config = { regime: "none" } as never;
		const request = readConsent({ cookie: document.cookie }, config);
		const html = renderToString(within(request, h(Gate, { purpose: "analytics", fallback: "no" }, "yes")));
		expect(html).toBe("no");
		await vi.waitFor(() => expect(told).toHaveBeenCalledWith(expect.stringContaining("config-invalid")), patient);
	});

	it("as the request's cookie was, though the visitor has decided since", async () => {
		const config: Config = { region: "DE" };
		const html = renderToString(within(readConsent({ cookie: document.cookie }, config), h(App)));
		const place = document.body.appendChild(document.createElement("div"));
		place.insertAdjacentHTML("beforeend", html);
		const consent = createConsent(config);
		await consent.acceptAll();
		const onRecoverableError = vi.fn();
		await act(async () => {
			roots.push(hydrateRoot(place, within(consent, h(App)), { onRecoverableError }));
		});
		expect(onRecoverableError.mock.calls).toEqual([]);
		expect(told.mock.calls).toEqual([]);
		expect(place.textContent!.slice(0, 3)).toBe("yes");
		opened.push(consent);
	});
});
