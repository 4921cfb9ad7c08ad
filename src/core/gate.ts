/**
 * Holds back every marked element that consent does not allow and releases it, in document order, once it does.
 * A held script was never prepared by the browser, so giving it its real type and re-inserting the same element runs
 * it with nonce and integrity intact and without any Trusted Types sink.
 */
import type { Consent } from "../../types/consent.ts";
import type { ErrorCode } from "../../types/error.ts";
import type { Mounted, Report } from "../../types/parts.ts";
import { attempt } from "./storage.ts";

const selector = ["script", "iframe", "img", "link", "video", "embed", "object", "template"]
	.map((name) => `${name}[data-yoursay-purpose]`)
	.join();

export interface Gate {
	/** True while a script or template released on this page is no longer allowed. */
	runsRefused(): boolean;
	dispose(): void;
}

export interface GateOptions {
	report: Report;
	/** Nonce of the loader's own tag. Where it has one, a held script without that nonce is never released. */
	nonce?: string;
	/** Puts a placeholder over an embed that stays held; `release` lets it through for this page load only. */
	cover?(element: HTMLElement, release: () => void): Promise<Mounted>;
}

export function createGate(consent: Consent, { report, nonce, cover }: GateOptions): Gate {
	const released = new WeakSet<Element>();
	const reported = new WeakSet<Element>();
	const once = new WeakSet<Element>();
	const late = new WeakSet<Element>();
	const covers = new Map<Element, Promise<Mounted>>();
	/** Purposes and vendor of all that ran, as `purposes|vendor`. */
	const ran = new Set<string>();
	let isParsed = document.readyState !== "loading";

	const whenParsed = isParsed
		? Promise.resolve()
		: new Promise<void>((resolve) => {
				document.addEventListener("DOMContentLoaded", () => resolve(void (isParsed = true)), { once: true });
			});
	/** Scripts wait in one of two lanes, as without a gate: at once, or after parsing (`defer`, modules). */
	const lanes = [Promise.resolve(), whenParsed];
	const loading: Promise<unknown>[] = [];

	const mark = ({ dataset }: HTMLElement) => `${dataset.yoursayPurpose}|${dataset.yoursayVendor ?? ""}`;
	const isMarkAllowed = (text: string) => {
		const [purposes, vendor] = text.split("|");
		return purposes!.split(/\s+/).every((purpose) => consent.allows(purpose, vendor));
	};
	const isAllowed = (element: HTMLElement) => once.has(element) || isMarkAllowed(mark(element));

	const lacksNonce = (script: HTMLScriptElement) => !!nonce && script.nonce !== nonce;
	const isUnsafe = (address?: string | null) =>
		!!address && !attempt(() => /^https?:$/.test(new URL(address, document.baseURI).protocol));
	function refusal(element: HTMLElement): ErrorCode | undefined {
		const scripts =
			element instanceof HTMLTemplateElement
				? [...element.content.querySelectorAll("script")]
				: element instanceof HTMLScriptElement
					? [element]
					: [];
		if (scripts.some(lacksNonce)) return "held-nonce";
		const { yoursaySrc, yoursayHref } = element.dataset;
		if ([yoursaySrc, yoursayHref, ...scripts.map((script) => script.getAttribute("src"))].some(isUnsafe)) return "held-address";
	}

	/** Scripts made by `innerHTML` are dead as they are; only a copy runs. `createElement` shows by `async` being true. */
	function copyOf(script: HTMLScriptElement) {
		const copy = document.createElement("script");
		for (const { name, value } of script.attributes) copy.setAttribute(name, value);
		copy.text = script.text;
		copy.nonce = script.nonce;
		released.add(copy);
		return copy;
	}

	function insert(script: HTMLScriptElement) {
		const isDead = late.has(script) && (!script.async || script.hasAttribute("async"));
		const live = (isDead && attempt(() => copyOf(script))) || script;
		const { parentNode, nextSibling } = script;
		ran.add(mark(script));
		script.remove();
		live.type = script.dataset.yoursayType ?? "";
		live.async = script.hasAttribute("async");
		if (live.src && !live.async)
			loading.push(
				new Promise((resolve) => {
					for (const name of ["load", "error"]) live.addEventListener(name, resolve);
				}),
			);
		parentNode?.insertBefore(live, nextSibling);
	}

	async function run(script: HTMLScriptElement) {
		// An inline script runs the moment it is inserted, so it waits for the external ones before it.
		if (!script.src) await Promise.all(loading.splice(0));
		if (script.isConnected && isAllowed(script)) insert(script);
		else released.delete(script);
	}

	function release(element: HTMLElement) {
		const { yoursaySrc, yoursayHref, yoursayType } = element.dataset;
		if (element instanceof HTMLScriptElement) {
			const lane = element.defer || yoursayType === "module" ? 1 : 0;
			if (element.async && element.hasAttribute("async")) insert(element);
			else lanes[lane] = lanes[lane]!.then(() => run(element));
		} else if (element instanceof HTMLTemplateElement) {
			ran.add(mark(element));
			element.replaceWith(element.content);
		} else {
			if (yoursayHref) element.setAttribute("href", yoursayHref);
			if (yoursaySrc) element.setAttribute(element instanceof HTMLObjectElement ? "data" : "src", yoursaySrc);
		}
	}

	function hold(element: HTMLElement) {
		for (const name of ["src", "href", "data"]) element.removeAttribute(name);
	}

	function settle(element: HTMLElement) {
		const isScript = element instanceof HTMLScriptElement;
		if (released.has(element)) {
			if (isScript || isAllowed(element)) return;
			released.delete(element);
			hold(element);
		}
		if (isScript && element.type !== "text/plain") {
			released.add(element);
			return report("held-runs-anyway", mark(element));
		}
		if (isAllowed(element)) {
			const code = refusal(element);
			if (code) {
				if (!reported.has(element)) report(code, mark(element));
				reported.add(element);
				return;
			}
			released.add(element);
			if (attempt(() => (release(element), true)) === undefined) report("held-failed", mark(element));
			covers.get(element)?.then((mounted) => mounted.dispose());
			covers.delete(element);
		} else if (cover && /^(IFRAME|VIDEO|EMBED|OBJECT)$/.test(element.tagName) && !covers.has(element)) {
			covers.set(
				element,
				cover(element, () => {
					once.add(element);
					settle(element);
				}),
			);
		}
	}

	const scan = (root: ParentNode) => root.querySelectorAll<HTMLElement>(selector).forEach(settle);
	const observer = new MutationObserver((changes) => {
		for (const { addedNodes } of changes)
			for (const node of addedNodes) {
				if (node.nodeType !== Node.ELEMENT_NODE) continue;
				const element = node as HTMLElement;
				if (isParsed) for (const script of [element, ...element.querySelectorAll("script")]) late.add(script);
				if (element.matches(selector)) settle(element);
				scan(element);
			}
	});
	observer.observe(document, { childList: true, subtree: true });
	const stop = consent.subscribe(() => scan(document));

	return {
		runsRefused: () => [...ran].some((each) => !isMarkAllowed(each)),
		dispose() {
			observer.disconnect();
			stop();
			for (const each of covers.values()) each.then((mounted) => mounted.dispose());
			covers.clear();
		},
	};
}
