"use client";
/** yoursay for React 18 and 19: one hook and a gate. Renders on a server too. */
import {
	type ClassAttributes,
	createContext,
	createElement,
	type HTMLAttributes,
	type ReactNode,
	useContext,
	useEffect,
	useSyncExternalStore,
} from "react";
import type { Consent } from "../types/consent.ts";
import type { RightsElement, ViewElement } from "../types/elements.ts";
import { languageOf } from "./config/language.ts";
import { PrivacyError } from "./core/errors.ts";
import { findStage } from "./core/stages.ts";
import { storedOf } from "./core/stored.ts";
import { stand } from "./ui/stand.ts";

interface Store {
	subscribe(changed: () => void): () => void;
	/** Another object after each change. */
	now(): Consent;
	/** As the server saw it. */
	first(): Consent;
}
const stores = new WeakMap<Consent["ready"], Store>();

function storeOf(consent: Consent): Store {
	const known = stores.get(consent.ready);
	if (known) return known;
	const stage = findStage(consent);
	const first = stage ? storedOf(stage, languageOf(stage.settings?.languages?.default) ?? "en") : consent;
	let now = consent;
	const store: Store = {
		subscribe(changed) {
			let isFirst = true;
			return consent.subscribe(() => {
				// Called at once, when nothing has changed.
				if (isFirst) isFirst = false;
				else changed();
			});
		},
		now: () => now,
		first() {
			// What the server allowed stays, where the configuration is still to be judged here too.
			if (stage?.law.settings && !stage.law.mark) now = first;
			return first;
		},
	};
	consent.subscribe(() => {
		now = { ...consent };
	});
	stores.set(consent.ready, store);
	return store;
}

const Context = createContext<Consent | undefined>(undefined);

/** Hands a consent to all components below: of `createConsent`, on a server of `readConsent`, or the script tag's. */
export const ConsentProvider = (props: { consent: Consent; children?: ReactNode }): ReactNode =>
	createElement(Context.Provider, { value: props.consent }, props.children);

function useProvided(): Consent {
	const consent = useContext(Context);
	if (consent) return consent;
	throw new PrivacyError("provider-missing", "useConsent", "Put a ConsentProvider above this component.");
}

/**
 * The consent of the provider above, anew after each change. On a server, and while a page comes to life, it is what the
 * cookie alone says, so that both render the same; what rules of a region allow by default comes right after.
 * @throws PrivacyError `provider-missing`
 */
export function useConsent(): Consent {
	const { subscribe, now, first } = storeOf(useProvided());
	return useSyncExternalStore(subscribe, now, first);
}

export interface GateProps {
	/** One purpose or several, parted by spaces: all must be allowed. */
	purpose: string;
	vendor?: string;
	/** In its place while it is not allowed. @default nothing */
	fallback?: ReactNode;
	children?: ReactNode;
}

/** Renders its children while they are allowed. */
export function Gate({ purpose, vendor, fallback, children }: GateProps): ReactNode {
	const { allows } = useConsent();
	return purpose
		.trim()
		.split(/\s+/)
		.every((id) => allows(id, vendor))
		? children
		: fallback;
}

/** Lets the first layer stand, over the page, while something is to be asked and this is mounted; renders nothing itself. */
export function Ask(): null {
	const consent = useProvided();
	useEffect(() => {
		const stage = findStage(consent);
		// The script tag asks by itself.
		return stage && stand(stage);
	}, [consent]);
	return null;
}

interface ViewAttributes<Shown extends ViewElement> extends HTMLAttributes<Shown>, ClassAttributes<Shown> {
	class?: string;
	/** React 19 sets it; for React 18 set it through `ref`. */
	consent?: Consent;
	/** Each time the view stands; React 19 hears it. */
	"onyoursay:shown"?: (event: CustomEvent<null>) => void;
}
interface RightsAttributes extends ViewAttributes<RightsElement> {
	kind?: RightsElement["kind"];
}

declare module "react" {
	namespace JSX {
		interface IntrinsicElements {
			"your-say-preferences": ViewAttributes<ViewElement>;
			"your-say-policy": ViewAttributes<ViewElement>;
			"your-say-rights": RightsAttributes;
		}
	}
}
