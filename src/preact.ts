/** yoursay for Preact: the views as components, and the consent as signals. Renders on a server too. */
import { type ReadonlySignal, signal } from "@preact/signals";
import {
	type ComponentChildren,
	createContext,
	Fragment,
	type FunctionComponent,
	type HTMLAttributes,
	h,
} from "preact";
import { useContext, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Consent, Snapshot } from "../types/consent.ts";
import type { RightsElement, ViewElement } from "../types/elements.ts";
import { PrivacyError } from "./core/errors.ts";
import { findStage } from "./core/stages.ts";
import { define } from "./elements.ts";
import { stand } from "./ui/stand.ts";

interface Read {
	snapshot: ReadonlySignal<Snapshot>;
	consent: Consent;
}
const reads = new WeakMap<Consent["ready"], Read>();

/** A consent whose `snapshot()` and `allows()` read a signal. */
function readOf(consent: Consent): Read {
	const known = reads.get(consent.ready);
	if (known) return known;
	const snapshot = signal(consent.snapshot());
	consent.subscribe((next) => {
		snapshot.value = next;
	});
	const allows: Consent["allows"] = (purpose, vendor) => !!snapshot.value && consent.allows(purpose, vendor);
	const read = { snapshot, consent: { ...consent, snapshot: () => snapshot.value, allows } };
	reads.set(consent.ready, read);
	return read;
}

/** The snapshot as a signal, the same one at each call. */
export const snapshotOf = (consent: Consent): ReadonlySignal<Snapshot> => readOf(consent).snapshot;

const Context = createContext<Consent | undefined>(undefined);

/** Hands a consent to all components below: of `createConsent`, on a server of `readConsent`, or the script tag's. */
export const ConsentProvider: FunctionComponent<{ consent: Consent; children?: ComponentChildren }> = (props) =>
	h(Context.Provider, { value: props.consent }, props.children);

/**
 * The consent of the provider above. What reads its `snapshot()` or `allows()` while it renders, or in `computed` and
 * `effect`, follows every change.
 * @throws PrivacyError `provider-missing`
 */
export function useConsent(): Consent {
	const consent = useContext(Context);
	if (!consent) throw new PrivacyError("provider-missing", "useConsent", "Put a ConsentProvider above this component.");
	return readOf(consent).consent;
}

export interface GateProps {
	/** One purpose or several, parted by spaces: all must be allowed. */
	purpose: string;
	vendor?: string;
	/** In its place while it is not allowed. @default nothing */
	fallback?: ComponentChildren;
	children?: ComponentChildren;
}

/** Renders its children while they are allowed. */
export const Gate: FunctionComponent<GateProps> = ({ purpose, vendor, fallback, children }) => {
	const { allows } = useConsent();
	const isAllowed = purpose
		.trim()
		.split(/\s+/)
		.every((id) => allows(id, vendor));
	return h(Fragment, null, isAllowed ? children : fallback);
};

/** Lets the first layer stand, over the page, while something is to be asked and this is mounted; renders nothing itself. */
export const Ask: FunctionComponent = () => {
	const consent = useConsent();
	useEffect(() => {
		const stage = findStage(consent);
		// The script tag asks by itself.
		return stage && stand(stage);
	}, [consent]);
	return null;
};

interface ViewProps extends Omit<HTMLAttributes<ViewElement>, "ref"> {
	/** Each time the view stands. */
	"onyoursay:shown"?: (event: CustomEvent<null>) => void;
}

function createView<Props extends ViewProps>(name: "your-say-preferences" | "your-say-policy" | "your-say-rights") {
	const View: FunctionComponent<Props> = (props) => {
		const consent = useConsent();
		const ref = useRef<ViewElement>(null);
		useLayoutEffect(() => {
			ref.current!.consent = consent;
			if (findStage(consent)) define(consent);
		}, [consent]);
		return h(name as "div", { ...props, ref } as HTMLAttributes<HTMLDivElement>);
	};
	return View;
}

/** The preference panel as a part of the page. Children are shown until it stands, with a `slot` around it. */
export const Preferences = createView<ViewProps>("your-say-preferences");
/** The policy summary as a part of the page. */
export const PolicySummary = createView<ViewProps>("your-say-policy");
/** The request form as a part of the page; `kind` is the right it begins at. */
export const RequestForm = createView<ViewProps & { kind?: RightsElement["kind"] }>("your-say-rights");

interface ViewAttributes<Shown extends ViewElement> extends HTMLAttributes<Shown> {
	consent?: Consent;
	/** Each time the view stands. */
	"onyoursay:shown"?: (event: CustomEvent<null>) => void;
}
interface RightsAttributes extends ViewAttributes<RightsElement> {
	kind?: RightsElement["kind"];
}

declare module "preact" {
	namespace JSX {
		interface IntrinsicElements {
			"your-say-preferences": ViewAttributes<ViewElement>;
			"your-say-policy": ViewAttributes<ViewElement>;
			"your-say-rights": RightsAttributes;
		}
	}
}
