// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { computed, effect } from "@preact/signals";
import { cleanup, render, waitFor } from "@testing-library/preact";
import { Component, type ComponentChildren, h } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findStage } from "../../../src/core/stages.ts";
import { createConsent, readConsent } from "../../../src/index.ts";
import {
	Ask,
	ConsentProvider,
	Gate,
	PolicySummary,
	Preferences,
	RequestForm,
	snapshotOf,
	useConsent,
} from "../../../src/preact.ts";
import { stand } from "../../../src/ui/stand.ts";
import type { Config } from "../../../types/config.ts";
import type { Consent } from "../../../types/consent.ts";
import type { RightsElement, ViewElement } from "../../../types/elements.ts";
import { forgetAll } from "../core/visit.ts";

const patient = { timeout: 15_000 };
const opened: Consent[] = [];
const rejected = vi.fn();
const idle = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms));

function make(config: Config = {}) {
	const consent = createConsent({ languages: { default: "en" }, region: "DE", onWithdraw: "none", ...config });
	opened.push(consent);
	return consent;
}
const within = (consent: Consent, ...children: ComponentChildren[]) => h(ConsentProvider, { consent }, children);
const layer = () => document.querySelector("your-say")?.shadowRoot?.querySelector("[data-yoursay-view=ask]") ?? null;
const viewIn = (element: Element) => element.shadowRoot?.querySelector("[data-yoursay-view]") ?? null;

beforeEach(() => {
	vi.spyOn(console, "error").mockImplementation(() => {});
	vi.spyOn(console, "warn").mockImplementation(() => {});
	process.on("unhandledRejection", rejected);
});
afterEach(async () => {
	cleanup();
	for (const consent of opened.splice(0)) {
		await consent.erase();
		consent.dispose();
	}
	forgetAll();
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
		["Ask", () => h(Ask, {})],
		["Preferences", () => h(Preferences, {})],
		["PolicySummary", () => h(PolicySummary, {})],
		["RequestForm", () => h(RequestForm, {})],
	])("%s says what is missing", (_, Part) => {
		expect(() => render(h(Part as unknown as () => null, {}))).toThrow(
			expect.objectContaining({ code: "provider-missing", name: "PrivacyError" }),
		);
	});
});

describe("useConsent", () => {
	/** Counts how often it renders. */
	const counting = (read: (consent: Consent) => unknown) => {
		const rendered = vi.fn();
		const Part = () => {
			const text = String(read(useConsent()));
			rendered(text);
			return h("p", null, text);
		};
		return { Part, rendered };
	};

	it("has what reads allows() or snapshot() follow each change, and nothing else", async () => {
		const consent = make();
		const allowing = counting(({ allows }) => allows("analytics"));
		const telling = counting(({ snapshot }) => snapshot().method);
		const idling = counting(() => "still");
		await consent.ready;
		render(within(consent, h(allowing.Part, {}), h(telling.Part, {}), h(idling.Part, {})));
		await consent.acceptAll();
		await waitFor(() => expect(allowing.rendered).toHaveBeenLastCalledWith("true"));
		await waitFor(() => expect(telling.rendered).toHaveBeenLastCalledWith("accept-all"));
		await consent.rejectAll();
		await waitFor(() => expect(allowing.rendered).toHaveBeenLastCalledWith("false"));
		await waitFor(() => expect(telling.rendered).toHaveBeenLastCalledWith("reject-all"));
		expect(idling.rendered).toHaveBeenCalledOnce();
	});

	it("is the same object at each render, and decides", async () => {
		const seen = new Set<Consent>();
		const consent = make();
		const Part = () => {
			const own = useConsent();
			seen.add(own);
			return h("button", { type: "button", onClick: () => void own.acceptAll() }, String(own.allows("analytics")));
		};
		const { container } = render(within(consent, h(Part, {})));
		container.querySelector("button")!.click();
		await waitFor(() => expect(container.textContent).toBe("true"), patient);
		expect(consent.allows("analytics")).toBe(true);
		expect(seen.size).toBe(1);
	});

	it("is another where the provider is given another", async () => {
		const [one, two] = [make({ site: { id: "one" } }), make({ site: { id: "two" } })];
		await two.acceptAll();
		const { Part } = counting(({ allows }) => allows("analytics"));
		const { container, rerender } = render(within(one, h(Part, {})));
		expect(container.textContent).toBe("false");
		rerender(within(two, h(Part, {})));
		await waitFor(() => expect(container.textContent).toBe("true"));
	});

	it("renders nothing anew after it was taken away", async () => {
		const consent = make();
		await consent.ready;
		const { Part, rendered } = counting(({ allows }) => allows("analytics"));
		const { unmount } = render(within(consent, h(Part, {})));
		unmount();
		await consent.acceptAll();
		await idle();
		expect(rendered).toHaveBeenCalledOnce();
	});
});

describe("snapshotOf", () => {
	it("is one signal for a consent and its copies, and follows in computed and effect", async () => {
		const consent = make();
		expect(snapshotOf(consent)).toBe(snapshotOf({ ...consent }));
		const method = computed(() => snapshotOf(consent).value.method);
		const told: unknown[] = [];
		const stop = effect(() => void told.push(method.value));
		await consent.acceptAll();
		await consent.withdraw();
		expect(told).toEqual([null, "accept-all", "withdraw"]);
		stop();
	});

	it("has a signal's reader follow allows() as well", async () => {
		const consent = make();
		let own!: Consent;
		const Part = () => {
			own = useConsent();
			return null;
		};
		render(within(consent, h(Part, {})));
		const told: boolean[] = [];
		const stop = effect(() => void told.push(own.allows("marketing")));
		await consent.acceptAll();
		expect(told.at(-1)).toBe(true);
		stop();
	});
});

describe("Gate", () => {
	const texts = (consent: Consent, props: { purpose: string; vendor?: string }) =>
		render(within(consent, h(Gate, { ...props, fallback: "no" }, "yes"))).container;

	it("opens once all of its purposes are allowed, and closes again", async () => {
		const consent = make();
		const both = texts(consent, { purpose: "analytics marketing" });
		const one = texts(consent, { purpose: "analytics" });
		const needed = texts(consent, { purpose: "necessary" });
		const unknown = texts(consent, { purpose: "analytics nonsense" });
		const bare = render(within(consent, h(Gate, { purpose: "analytics" }, "yes"))).container;
		await consent.ready;
		const all = () => [both, one, needed, unknown, bare].map((each) => each.textContent);
		expect(all()).toEqual(["no", "no", "yes", "no", ""]);
		await consent.decide({ purposes: { analytics: true, marketing: false } });
		await waitFor(() => expect(all()).toEqual(["no", "yes", "yes", "no", "yes"]));
		await consent.acceptAll();
		await waitFor(() => expect(all()).toEqual(["yes", "yes", "yes", "no", "yes"]));
		await consent.withdraw();
		await waitFor(() => expect(all()).toEqual(["no", "no", "yes", "no", ""]));
	});

	it("follows a vendor's own answer", async () => {
		const consent = make({ purposes: [{ id: "media", vendors: [{ id: "vimeo" }, { id: "youtube" }] }] });
		const [vimeo, youtube] = ["vimeo", "youtube"].map((vendor) => texts(consent, { purpose: "media", vendor }));
		await consent.decide({ purposes: { media: true }, vendors: { vimeo: false } });
		await waitFor(() => expect([vimeo!.textContent, youtube!.textContent]).toEqual(["no", "yes"]));
	});

	it("opens for what a server read", () => {
		expect(texts(readConsent({}, { region: "US-CA" }), { purpose: "analytics" }).textContent).toBe("yes");
		expect(texts(readConsent({}, { region: "DE" }), { purpose: "analytics" }).textContent).toBe("no");
	});

	it("is shut where the purpose is empty", async () => {
		const consent = make();
		await consent.acceptAll();
		expect(texts(consent, { purpose: "" }).textContent).toBe("no");
	});
});

describe("the views", () => {
	it.each([
		["your-say-preferences", Preferences, {}],
		["your-say-policy", PolicySummary, {}],
		["your-say-rights", RequestForm, { kind: "erasure" as const }],
	])("%s stands in the page, with what it was given", async (name, View, more) => {
		const consent = make({ policy: "https://shop.example/privacy" });
		const shown = vi.fn();
		const { container, unmount } = render(
			within(
				consent,
				h(
					View as typeof RequestForm,
					{ id: "own", class: "wide", "onyoursay:shown": shown, ...more },
					"While it loads",
				),
			),
		);
		const element = container.querySelector<ViewElement>(name)!;
		expect(element).toMatchObject({ id: "own", className: "wide", textContent: "While it loads" });
		expect(element.consent!.ready).toBe(consent.ready);
		if (name === "your-say-rights") expect((element as RightsElement).kind).toBe("erasure");
		await waitFor(() => expect(viewIn(element)).not.toBeNull(), patient);
		expect(shown).toHaveBeenCalledOnce();
		unmount();
		expect(viewIn(element)).toBeNull();
	});

	it("a kind that is taken away is none", async () => {
		const consent = make();
		const { container, rerender } = render(within(consent, h(RequestForm, { kind: "access" })));
		rerender(within(consent, h(RequestForm, {})));
		expect(container.querySelector("your-say-rights")!.kind).toBeUndefined();
	});

	it("shows the consent of the provider above, though another is defined later", async () => {
		const [one, two] = [
			make({ site: { id: "one" }, purposes: ["one"] }),
			make({ site: { id: "two" }, purposes: ["two"] }),
		];
		const first = render(within(one, h(Preferences, {}))).container.querySelector("your-say-preferences")!;
		const { container, rerender } = render(within(two, h(Preferences, {})));
		const second = container.querySelector("your-say-preferences")!;
		const shows = (element: Element, purpose: string) =>
			waitFor(
				() => expect(element.shadowRoot?.querySelector(`[data-yoursay-purpose=${purpose}]`) ?? null).not.toBeNull(),
				patient,
			);
		await shows(first, "one");
		await shows(second, "two");
		rerender(within(one, h(Preferences, {})));
		await shows(container.querySelector("your-say-preferences")!, "one");
	});
});

describe("Ask", () => {
	it("lets the first layer stand while it is mounted, and answers nothing by leaving", async () => {
		const consent = make();
		const { container, unmount } = render(within(consent, h(Ask, {})));
		expect(container.childNodes).toHaveLength(0);
		await waitFor(() => expect(layer()).not.toBeNull(), patient);
		unmount();
		await waitFor(() => expect(layer()).toBeNull());
		expect(consent.snapshot()).toMatchObject({ decided: false, method: null });
	});

	it("stands once, until the last of two has left", async () => {
		const consent = make();
		const one = render(within(consent, h(Ask, {})));
		const two = render(within(consent, h(Ask, {}), h(Ask, {})));
		await waitFor(() => expect(layer()).not.toBeNull(), patient);
		await idle();
		expect(document.querySelectorAll("your-say")).toHaveLength(1);
		expect(layer()!.parentNode!.querySelectorAll("[data-yoursay-view=ask]")).toHaveLength(1);
		one.unmount();
		await idle();
		expect(layer()).not.toBeNull();
		two.unmount();
		await waitFor(() => expect(layer()).toBeNull());
	});

	it("that leaves while its files load leaves nothing behind", async () => {
		const consent = make();
		render(within(consent, h(Ask, {}))).unmount();
		await idle(500);
		expect(layer()).toBeNull();
	});

	it("that leaves in whatever moment leaves nothing behind", async () => {
		const consent = make();
		// With all files at hand, so that the moments are those of promises alone.
		await consent.open("ask");
		await consent.decide({ purposes: {} });
		await consent.erase();
		const first = render(within(consent, h(Ask, {})));
		await waitFor(() => expect(layer()).not.toBeNull(), patient);
		first.unmount();
		await waitFor(() => expect(layer()).toBeNull());
		// One that is on its way out cannot be pressed.
		const isThere = () => layer() && !(layer() as HTMLElement).inert;
		for (let ticks = 0; ticks < 16; ticks++) {
			// Without the component, whose own waiting would even the moments out.
			const leave = stand(findStage(consent)!);
			for (let tick = 0; tick < ticks; tick++) await null;
			leave();
			await idle(80);
			expect(isThere() ?? false, `after ${ticks} ticks`).toBe(false);
		}
		await waitFor(() => expect(layer()).toBeNull());
	});

	it("comes back where it is mounted again", async () => {
		const consent = make();
		render(within(consent, h(Ask, {}))).unmount();
		render(within(consent, h(Ask, {})));
		await waitFor(() => expect(layer()).not.toBeNull(), patient);
	});

	it("goes with a decision, comes with its being forgotten, and not for whoever has decided", async () => {
		const consent = make();
		render(within(consent, h(Ask, {})));
		await waitFor(() => expect(layer()).not.toBeNull(), patient);
		await consent.rejectAll();
		await waitFor(() => expect(layer()).toBeNull());
		const other = render(within(consent, h(Ask, {})));
		await idle(200);
		expect(layer()).toBeNull();
		other.unmount();
		await consent.erase();
		await waitFor(() => expect(layer()).not.toBeNull(), patient);
	});

	it("asks nobody for a consent that was disposed, or whose configuration was refused", async () => {
		const disposed = make();
		disposed.dispose();
		render(within(disposed, h(Ask, {})));
		render(within(createConsent({ regime: "none" } as never), h(Ask, {})));
		await idle(500);
		expect(layer()).toBeNull();
	});

	it("does nothing for a consent that is not of this copy, as the script tag's", async () => {
		const consent = make();
		const foreign = { ...consent, ready: Promise.resolve(consent.snapshot()) };
		render(within(foreign, h(Ask, {}), h(Preferences, {})));
		await idle(200);
		expect(layer()).toBeNull();
	});
});

it("an error in what a gate holds reaches the boundary above", async () => {
	class Boundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
		override state = { failed: false };
		static override getDerivedStateFromError = () => ({ failed: true });
		override render = () => (this.state.failed ? "failed" : this.props.children);
	}
	const Broken = () => {
		throw new Error("broken");
	};
	const { container } = render(
		within(make(), h(Boundary, null, h(Gate, { purpose: "necessary" }, h(Broken as () => null, {})))),
	);
	await waitFor(() => expect(container.textContent).toBe("failed"));
});
