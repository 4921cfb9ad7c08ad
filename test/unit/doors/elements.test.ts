// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { define } from "../../../src/elements.ts";
import { createConsent } from "../../../src/index.ts";
import type { Config } from "../../../types/config.ts";
import type { Consent } from "../../../types/consent.ts";
import type { InPageView, RightsElement, ViewElement } from "../../../types/elements.ts";
import { signal } from "../core/visit.ts";

/** The first drawing loads all that the views are made of. */
const patient = { timeout: 15_000, interval: 10 };
const opened: Consent[] = [];
const rejected = vi.fn();
let isSecondDefined = false;

const make = (id: string, config: Config = {}) => {
	const consent = createConsent({ site: { id }, languages: { default: "en" }, region: "DE", ...config });
	opened.push(consent);
	return consent;
};
function put(view: InPageView, content = "<p>While it loads</p>"): RightsElement {
	const place = document.createElement("div");
	place.insertAdjacentHTML("beforeend", `<your-say-${view}>${content}</your-say-${view}>`);
	document.body.append(place);
	return place.firstElementChild as RightsElement;
}
const viewIn = (element: Element) => element.shadowRoot?.querySelectorAll("[data-yoursay-view]") ?? [];
const stands = (element: Element) => vi.waitFor(() => expect(viewIn(element)).toHaveLength(1), patient);
/** Whether the element shows its own content. */
const showsOwn = (element: Element) =>
	!element.shadowRoot || [...element.shadowRoot.children].some((each) => each.matches("slot:not([name])"));
const idle = () => new Promise((resolve) => setTimeout(resolve, 50));

beforeEach(() => {
	vi.spyOn(console, "error").mockImplementation(() => {});
	vi.spyOn(console, "warn").mockImplementation(() => {});
	process.on("unhandledRejection", rejected);
});
afterEach(async () => {
	for (const consent of opened.splice(0)) consent.dispose();
	document.body.replaceChildren();
	await idle();
	process.off("unhandledRejection", rejected);
	signal(false);
	vi.restoreAllMocks();
	expect(rejected.mock.calls.splice(0)).toEqual([]);
});

it("nothing is registered on import, and all three by define", () => {
	const names = ["your-say-preferences", "your-say-policy", "your-say-rights"];
	expect(names.map((name) => customElements.get(name))).toEqual([undefined, undefined, undefined]);
	const early = put("preferences");
	early.consent = undefined;
	define(make("first"));
	for (const name of names) expect(customElements.get(name)).toBeTypeOf("function");
	isSecondDefined = true;
});

describe("an element", () => {
	it.each(["preferences", "policy", "rights"] as const)("of the %s is drawn, and says so", async (view) => {
		define(make("drawn", { policy: { url: "https://shop.example/privacy" } }));
		const element = put(view);
		const shown = vi.fn();
		document.addEventListener("yoursay:shown", shown);
		expect(showsOwn(element)).toBe(true);
		await stands(element);
		expect(showsOwn(element)).toBe(false);
		expect(shown).toHaveBeenCalledOnce();
		expect(shown.mock.calls[0]![0]).toMatchObject({ target: element, bubbles: true, composed: true });
		expect(element.textContent).toBe("While it loads");
		document.removeEventListener("yoursay:shown", shown);
	});

	it("that cannot be drawn to its end shows its own content, and the owner hears of it", async () => {
		const onError = vi.fn();
		define(make("spoilt", { onError }));
		const element = put("preferences");
		const attach = element.attachShadow.bind(element);
		vi.spyOn(element, "attachShadow").mockImplementation((options) => {
			const root = attach(options);
			vi.spyOn(root, "append").mockImplementation(() => {
				throw new Error("no more");
			});
			return root;
		});
		await vi.waitFor(
			() =>
				expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: "desk-failed", where: "preferences" })),
			patient,
		);
		expect(showsOwn(element)).toBe(true);
		expect(viewIn(element)).toHaveLength(0);
		expect(element.shadowRoot!.adoptedStyleSheets).toEqual([]);
	});

	it("is drawn once, however often its consent is defined", async () => {
		const consent = make("twice");
		define(consent);
		define(consent);
		const element = put("preferences");
		await stands(element);
		define(consent);
		await idle();
		expect(viewIn(element)).toHaveLength(1);
	});

	it("stands again, once, where it was moved, also while it was on its way", async () => {
		define(make("moved"));
		const element = put("preferences");
		const shown = vi.fn();
		element.addEventListener("yoursay:shown", shown);
		document.body.append(element);
		document.body.prepend(element);
		await stands(element);
		await idle();
		expect(viewIn(element)).toHaveLength(1);
		expect(shown).toHaveBeenCalledOnce();
		document.body.append(element);
		expect(viewIn(element)).toHaveLength(0);
		await stands(element);
		await idle();
		expect(viewIn(element)).toHaveLength(1);
		expect(shown).toHaveBeenCalledTimes(2);
	});

	it("that is taken out while it is on its way is never drawn", async () => {
		define(make("gone"));
		const [element, other] = [put("preferences"), put("preferences")];
		element.remove();
		await stands(other);
		await idle();
		expect(element.shadowRoot).toBeNull();
	});

	it("that is taken out shows its own content when it comes back to a page without a consent", async () => {
		const undo = define(make("out"));
		const element = put("preferences");
		await stands(element);
		element.remove();
		expect(showsOwn(element)).toBe(true);
		undo();
		document.body.append(element);
		await idle();
		expect(showsOwn(element)).toBe(true);
		expect(viewIn(element)).toHaveLength(0);
	});
});

describe("after the undo, or once the consent is disposed", () => {
	it.each([
		["undo", (_: Consent, undo: () => void) => undo()],
		["dispose", (consent: Consent) => consent.dispose()],
	])("the element's own content is back: %s", async (_, end) => {
		const consent = make("ended");
		const undo = define(consent);
		const element = put("preferences");
		await stands(element);
		end(consent, undo);
		expect(viewIn(element)).toHaveLength(0);
		expect(showsOwn(element)).toBe(true);
		expect(element.shadowRoot!.adoptedStyleSheets).toHaveLength(0);
		end(consent, undo);
		const late = put("preferences");
		await idle();
		expect(viewIn(late)).toHaveLength(0);
	});

	it("while it is on its way nothing is drawn", async () => {
		const consent = make("early");
		const undo = define(consent);
		const element = put("preferences");
		undo();
		await consent.records();
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(viewIn(element)).toHaveLength(0);
	});

	it("it can be defined again", async () => {
		const consent = make("again");
		define(consent)();
		const element = put("preferences");
		define(consent);
		await stands(element);
	});

	it("a disposed consent draws nothing more", async () => {
		const consent = make("over");
		consent.dispose();
		define(consent);
		const element = put("preferences");
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(viewIn(element)).toHaveLength(0);
	});
});

describe("of several consents", () => {
	const asked = (element: Element) =>
		[...element.shadowRoot!.querySelectorAll<HTMLElement>("[data-yoursay-purpose]")].map(
			({ dataset }) => dataset.yoursayPurpose,
		);
	const one = () => make("one", { purposes: ["one"] });
	const two = () => make("two", { purposes: ["two"] });

	it("the one defined last draws, and the one before once that has left", async () => {
		define(one());
		const element = put("preferences");
		await stands(element);
		expect(asked(element)).toContain("one");
		const undo = define(two());
		await stands(element);
		expect(asked(element)).toContain("two");
		expect(asked(element)).not.toContain("one");
		undo();
		await stands(element);
		expect(asked(element)).toContain("one");
	});

	it("the element's own draws, also where it is not the last", async () => {
		const [mine, other] = [one(), two()];
		define(mine);
		define(other);
		const element = put("preferences");
		element.consent = mine;
		await stands(element);
		await idle();
		expect(asked(element)).toContain("one");
		expect(viewIn(element)).toHaveLength(1);
		element.consent = other;
		await stands(element);
		expect(asked(element)).toContain("two");
		element.consent = mine;
		element.consent = undefined;
		await stands(element);
		await idle();
		expect(asked(element)).toContain("two");
		expect(viewIn(element)).toHaveLength(1);
	});

	it("a copy of a consent's methods is that consent", async () => {
		const mine = one();
		define(mine);
		define(two());
		const element = put("preferences");
		element.consent = { ...mine };
		await stands(element);
		expect(asked(element)).toContain("one");
	});

	it("the element's own is waited for, and nobody else draws", async () => {
		const mine = one();
		define(two());
		const element = put("preferences");
		element.consent = mine;
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(viewIn(element)).toHaveLength(0);
		define(mine);
		await stands(element);
		expect(asked(element)).toContain("one");
	});

	it("one that never comes up keeps no other from drawing", async () => {
		define(make("refused", { regime: "none" } as never));
		const element = put("preferences");
		await idle();
		expect(showsOwn(element)).toBe(true);
		define(two());
		await stands(element);
		expect(asked(element)).toContain("two");
	});

	it("one that comes up late draws over nobody", async () => {
		const slow = one();
		const undo = define(slow);
		const element = put("preferences");
		await stands(element);
		// Anew, and before that stands the element is another's.
		document.body.append(element);
		define(two());
		await stands(element);
		await idle();
		expect(asked(element)).toContain("two");
		expect(viewIn(element)).toHaveLength(1);
		undo();
		await idle();
		expect(viewIn(element)).toHaveLength(1);
	});
});

describe("what was set before the element was known", () => {
	it("holds once it is", async () => {
		expect(isSecondDefined).toBe(true);
		const [mine, other] = [make("mine", { purposes: ["one"] }), make("other", { purposes: ["two"] })];
		define(mine);
		define(other);
		// As a framework leaves it on an element that no class stands behind yet.
		const element = document.createElement("your-say-preferences");
		Object.defineProperty(element, "consent", { value: mine, configurable: true, writable: true, enumerable: true });
		document.body.append(element);
		expect(Object.hasOwn(element, "consent")).toBe(false);
		expect(element.consent).toBe(mine);
		await stands(element);
		expect(element.shadowRoot!.querySelector("[data-yoursay-purpose=one]")).not.toBeNull();
		element.consent = other;
		await vi.waitFor(
			() => expect(element.shadowRoot!.querySelector("[data-yoursay-purpose=two]")).not.toBeNull(),
			patient,
		);
	});
});

describe("the form", () => {
	it("begins at the right of its attribute, which is the property", async () => {
		define(make("kind", { site: { id: "kind", controller: { contact: "mailto:privacy@shop.example" } } }));
		const element = put("rights");
		element.kind = "erasure";
		expect(element.getAttribute("kind")).toBe("erasure");
		await stands(element);
		expect(element.shadowRoot!.querySelector<HTMLSelectElement>("select")?.value ?? "erasure").toBe("erasure");
	});

	it("has no right to begin at where the property is taken away", () => {
		define(make("none"));
		const element = put("rights");
		element.kind = "access";
		element.kind = undefined;
		expect(element.hasAttribute("kind")).toBe(false);
		element.kind = "access";
		element.kind = "" as never;
		expect(element.hasAttribute("kind")).toBe(false);
		expect(element.kind).toBeUndefined();
	});
});

it.each([
	["a copy that is not", { ready: Promise.resolve() }],
	["an object", {}],
	["nothing", undefined],
])("a foreign consent is refused: %s", (_, foreign) => {
	expect(() => define(foreign as never)).toThrow(
		expect.objectContaining({ code: "consent-foreign", name: "PrivacyError" }),
	);
});

it("an element of one of these names that is the page's own is left to it", async () => {
	const own = class extends HTMLElement {};
	const get = customElements.get.bind(customElements);
	vi.spyOn(customElements, "get").mockImplementation((name) => (name === "your-say-policy" ? own : get(name)));
	const element = put("policy");
	define(make("own"));
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect((element as ViewElement).shadowRoot).toBeNull();
});
