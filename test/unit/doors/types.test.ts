import type { JSX as PreactJsx } from "preact";
import type { JSX as PreactRuntimeJsx } from "preact/jsx-runtime";
import type { JSX as ReactJsx } from "react";
import { expectTypeOf, it } from "vitest";
import type { GlobalComponents } from "vue";
import type { RightsElement, ViewElement } from "../../../src/elements.ts";
import type {} from "../../../src/elements-vue.ts";
import { type Consent, createConsent } from "../../../src/index.ts";
import * as de from "../../../src/locales/de.ts";
import type { Gate as PreactGate, Preferences, RequestForm } from "../../../src/preact.ts";
import type { Gate as ReactGate } from "../../../src/react.ts";

const consent = {} as Consent;

it("React's JSX knows the elements, their attributes, properties and event", () => {
	type Elements = ReactJsx.IntrinsicElements;
	const rights: Elements["your-say-rights"] = {
		id: "rights",
		class: "wide",
		className: "wide",
		style: { color: "red" },
		slot: "main",
		children: ["while it loads"],
		consent,
		kind: "erasure",
		ref: (element) => {
			expectTypeOf(element).toEqualTypeOf<RightsElement | null>();
		},
		"onyoursay:shown": (event) => expectTypeOf(event).toEqualTypeOf<CustomEvent<null>>(),
	};
	// @ts-expect-error: no such right
	const odd: Elements["your-say-rights"] = { kind: "everything" };
	// @ts-expect-error: only the form begins at a right
	const preferences: Elements["your-say-preferences"] = { kind: "access" };
	// @ts-expect-error: a consent is no text
	const policy: Elements["your-say-policy"] = { consent: "yes" };
	// @ts-expect-error: the first layer is no element
	type None = Elements["your-say-ask"];
	expectTypeOf<None>().toBeAny();
	expectTypeOf([rights, odd, preferences, policy]).toBeArray();
	expectTypeOf<Elements["div"]>().not.toBeAny();
});

it("Preact's JSX knows the elements, their attributes, properties and event", () => {
	type Elements = PreactJsx.IntrinsicElements;
	expectTypeOf<PreactRuntimeJsx.IntrinsicElements["your-say-rights"]>().toEqualTypeOf<Elements["your-say-rights"]>();
	const rights: Elements["your-say-rights"] = {
		id: "rights",
		class: "wide",
		style: { color: "red" },
		slot: "main",
		children: ["while it loads"],
		consent,
		kind: "erasure",
		ref: (element) => {
			expectTypeOf(element).toEqualTypeOf<RightsElement | null>();
		},
		"onyoursay:shown": (event) => expectTypeOf(event).toEqualTypeOf<CustomEvent<null>>(),
	};
	// @ts-expect-error: no such right
	const odd: Elements["your-say-rights"] = { kind: "everything" };
	// @ts-expect-error: only the form begins at a right
	const preferences: Elements["your-say-preferences"] = { kind: "access" };
	// @ts-expect-error: the first layer is no element
	type None = Elements["your-say-ask"];
	expectTypeOf<None>().toBeAny();
	expectTypeOf([rights, odd, preferences]).toBeArray();
	expectTypeOf<Elements["div"]>().not.toBeAny();
});

it("the components want what they need, and take what their element takes", () => {
	expectTypeOf<Parameters<typeof PreactGate>[0]>().toHaveProperty("purpose").toEqualTypeOf<string>();
	expectTypeOf<Parameters<typeof ReactGate>[0]>().toHaveProperty("vendor").toEqualTypeOf<string | undefined>();
	const form: Parameters<typeof RequestForm>[0] = { kind: "access", class: "wide", children: "while it loads" };
	// @ts-expect-error: the panel begins at no right
	const panel: Parameters<typeof Preferences>[0] = { kind: "access" };
	// @ts-expect-error: a gate is of a purpose
	const gate: Parameters<typeof PreactGate>[0] = { fallback: "no" };
	// @ts-expect-error: a gate is of a purpose
	const other: Parameters<typeof ReactGate>[0] = { fallback: "no" };
	expectTypeOf([form, panel, gate, other]).toBeArray();
});

it("Vue's templates know the elements", () => {
	type Rights = InstanceType<GlobalComponents["your-say-rights"]>["$props"];
	const props: Rights = { kind: "access", consent };
	// @ts-expect-error: no such right
	const odd: Rights = { kind: "everything" };
	expectTypeOf([props, odd]).toBeArray();
	expectTypeOf<GlobalComponents>().toHaveProperty("your-say-policy");
	expectTypeOf<GlobalComponents>().toHaveProperty("your-say-preferences");
});

it("the page's own DOM types know them", () => {
	type Found = HTMLElementTagNameMap;
	expectTypeOf<Found["your-say-preferences"]>().toEqualTypeOf<ViewElement>();
	expectTypeOf<Found["your-say-rights"]["kind"]>().toEqualTypeOf<RightsElement["kind"]>();
});

it("a language's module is what createConsent takes, and less is not", () => {
	expectTypeOf(createConsent).toBeCallableWith({}, { locales: { de } });
	// @ts-expect-error: words are missing
	expectTypeOf(createConsent).toBeCallableWith({}, { locales: { de: { ask: de.ask } } });
});
