/**
 * Holds back every marked element that consent does not allow and releases it, in document order, once it does.
 * A held script was never prepared by the browser, so giving it its real type and re-inserting the same element runs
 * it with nonce and integrity intact and without any Trusted Types sink.
 */
import type { Consent } from "../../types/consent.ts";
import type { Mounted, Report } from "../../types/parts.ts";
import { attempt } from "./storage.ts";

const marked = "[data-yoursay-purpose]";
const selector = `:is(script,iframe,img,link,video,embed,object,template)${marked},your-say-preferences`;

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

export function createGate({ allows, subscribe }: Consent, { report, nonce, cover }: GateOptions): Gate {
	/** Elements that need no more care: released, or refused for good. */
	const settled = new WeakSet<Element>();
	/** Elements that came after parsing, when `innerHTML` may have made them. */
	const late = new WeakSet<Element>();
	const once = new WeakSet<Element>();
	const covers = new Map<Element, Promise<Mounted> | undefined>();
	/** The marks of all that ran. */
	const ran = new Set<string>();
	const loading: Promise<unknown>[] = [];
	let isParsed = document.readyState !== "loading";

	const whenParsed = new Promise<void>((resolve) => {
		if (isParsed) resolve();
		else document.addEventListener("DOMContentLoaded", () => resolve(void (isParsed = true)), { once: true });
	});
	/** Scripts wait in one of two lanes, as without a gate: at once, or after parsing (`defer`, modules). */
	const lanes = [Promise.resolve(), whenParsed];

	const mark = ({ dataset }: HTMLElement) => `${dataset.yoursayPurpose}|${dataset.yoursayVendor ?? ""}`;
	const isAllowed = (text: string) => {
		const [purposes, vendor] = text.split("|");
		return purposes!.split(/\s+/).every((purpose) => allows(purpose, vendor));
	};

	function refusal(element: HTMLElement) {
		const { yoursaySrc, yoursayHref } = element.dataset;
		const scripts = [element, ...((element as HTMLTemplateElement).content?.querySelectorAll("script") ?? [])].filter((each) => each.localName === "script");
		const isUnsafe = (address?: string | null) => address && !attempt(() => /^http/.test(new URL(address, document.baseURI).protocol));
		return nonce && scripts.some((script) => script.nonce !== nonce)
			? "held-nonce"
			: [yoursaySrc, yoursayHref, ...scripts.map((script) => script.getAttribute("src"))].some(isUnsafe) && "held-address";
	}

	async function run(script: HTMLScriptElement) {
		// An inline script runs the moment it is inserted, so it waits for the external ones before it.
		if (!script.src) await Promise.all(loading.splice(0));
		const { parentNode, nextSibling } = script;
		if (!parentNode || !isAllowed(mark(script))) return settled.delete(script);
		const isAsync = script.hasAttribute("async");
		let live = script;
		if (late.has(script) && (isAsync || !script.async))
			// Made by `innerHTML`, it would never run; what `createElement` made shows by `async` being true.
			attempt(() => {
				const copy = document.createElement("script");
				for (const { name, value } of script.attributes) copy.setAttribute(name, value);
				copy.text = script.text;
				copy.nonce = script.nonce;
				settled.add((live = copy));
			});
		script.remove();
		live.type = script.dataset.yoursayType ?? "";
		live.async = isAsync;
		if (live.src && !isAsync) loading.push(new Promise((resolve) => ["load", "error"].map((name) => live.addEventListener(name, resolve))));
		parentNode.insertBefore(live, nextSibling);
	}

	function release(element: HTMLElement) {
		const { yoursaySrc, yoursayHref, yoursayType } = element.dataset;
		if (yoursayHref) element.setAttribute("href", yoursayHref);
		if (yoursaySrc) element.setAttribute(element.localName === "object" ? "data" : "src", yoursaySrc);
		if (!(element instanceof HTMLScriptElement || element instanceof HTMLTemplateElement)) return;
		ran.add(mark(element));
		const go = () => ("content" in element ? element.replaceWith(element.content) : run(element));
		const lane = +(!isParsed && (yoursayType === "module" || element.hasAttribute("defer")));
		if (element.hasAttribute("async")) go();
		else lanes[lane] = lanes[lane]!.then(() => void go());
	}

	function settle(element: HTMLElement) {
		const isScript = element instanceof HTMLScriptElement;
		const text = mark(element);
		const isSettled = settled.has(element);
		if (isScript && !isSettled && element.type !== "text/plain") {
			settled.add(element);
			report("held-runs-anyway", text);
		} else if (once.has(element) || isAllowed(text)) {
			if (isSettled) return;
			settled.add(element);
			const code = refusal(element);
			if (code) return report(code, text);
			attempt(() => (release(element), true)) || report("held-failed", text);
			covers.get(element)?.then((mounted) => mounted.dispose());
			covers.delete(element);
		} else if (!isScript) {
			if (settled.delete(element)) ["src", "href", "data"].map((name) => element.removeAttribute(name));
			if (cover && !covers.has(element) && /^(iframe|video|embed|object|your.*)$/.test(element.localName))
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
			for (const node of addedNodes as NodeListOf<HTMLElement>)
				if (node.querySelectorAll) {
					if (isParsed) for (const each of [node, ...node.querySelectorAll(marked)]) late.add(each);
					if (node.matches(selector)) settle(node);
					scan(node);
				}
	});
	observer.observe(document, { childList: true, subtree: true });
	const stop = subscribe(() => scan(document));

	return {
		runsRefused: () => [...ran].some((each) => !isAllowed(each)),
		dispose() {
			observer.disconnect();
			stop();
			for (const each of covers.values()) each?.then((mounted) => mounted.dispose());
		},
	};
}
