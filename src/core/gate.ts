/**
 * Holds back every marked element that consent does not allow and releases it, in document order, once it does.
 * A held script was never prepared by the browser, so giving it its real type and re-inserting the same element runs
 * it with nonce and integrity intact and without any Trusted Types sink.
 */
import type { Consent } from "../../types/consent.ts";
import type { Report } from "../../types/parts.ts";
import { attempt } from "./errors.ts";

const selector = ":is(script,iframe,img,link,video,embed,object,template)[data-yoursay-purpose],your-say-preferences";

export interface Gate {
	/** True while a script or template released on this page is no longer allowed. */
	runsRefused(): boolean;
	dispose(): void;
}

export interface GateOptions {
	report: Report;
	/** Nonce of the loader's own tag. Where it has one, a held script without that nonce is never released. */
	nonce?: string;
	/** Takes over everything that is neither script nor template. */
	tend?(element: HTMLElement): void;
	/** A copy that runs, of a script that `innerHTML` made. */
	revive?(script: HTMLScriptElement): Promise<HTMLScriptElement>;
}

export function createGate({ allows, subscribe }: Consent, { report, nonce, tend, revive }: GateOptions): Gate {
	/** Elements that need no more care: released, refused for good, or tended. */
	const settled = new WeakSet<Element>();
	/** Elements that came with the page; any other may have been made by `innerHTML`. */
	const early = new WeakSet<Element>();
	/** The marks of all that ran. */
	const ran = new Set<string>();
	const loading: Promise<unknown>[] = [];
	let isParsed = false;
	const parsed = new Promise<unknown>((resolve) => {
		if (document.readyState !== "loading") resolve(0);
		document.addEventListener("DOMContentLoaded", resolve);
	});
	parsed.then(() => {
		isParsed = true;
	});
	/** Scripts wait in one of two lanes, as without a gate: at once, or after parsing (`defer`, modules). */
	const lanes = [Promise.resolve<unknown>(0), parsed];

	const mark = ({ dataset }: HTMLElement) => [dataset.yoursayPurpose, dataset.yoursayVendor].join("|");
	const isAllowed = (text: string) => {
		const [purposes, vendor] = text.split("|");
		return purposes!.split(/\s+/).every((purpose) => allows(purpose, vendor));
	};

	async function run(element: HTMLElement): Promise<void> {
		const script = element as HTMLScriptElement;
		const { content } = element as HTMLTemplateElement;
		// What runs the moment it is inserted waits for the external scripts before it.
		if (!script.src) await Promise.all(loading.splice(0));
		const isAsync = script.hasAttribute("async");
		// What `innerHTML` made late would never run; what `createElement` made shows by `async` being true.
		const isDead = !content && !early.has(script) && (isAsync || !script.async);
		const live = (isDead && (await revive?.(script))) || script;
		const { parentNode, nextSibling } = script;
		if (!parentNode || !isAllowed(mark(script))) return void settled.delete(script);
		if (content) return element.replaceWith(content);
		settled.add(live);
		script.remove();
		live.type = script.dataset.yoursayType ?? "";
		live.async = isAsync;
		if (live.src && !isAsync)
			loading.push(new Promise((resolve) => ["load", "error"].map((name) => live.addEventListener(name, resolve))));
		parentNode.insertBefore(live, nextSibling);
	}

	function settle(element: HTMLElement) {
		const isScript = element.localName === "script";
		const script = element as HTMLScriptElement;
		const { content } = element as HTMLTemplateElement;
		const text = mark(element);
		if (
			settled.has(element) ||
			(isScript && script.type !== "text/plain") ||
			((isScript || content) && !isAllowed(text))
		)
			return;
		settled.add(element);
		if (!isScript && !content) return tend?.(element);

		const scripts = isScript ? [script] : [...content.querySelectorAll("script")];
		const isUnsafe = (each: Element) => {
			const address = each.getAttribute("src");
			return address && !attempt(() => /^http/.test(new URL(address, document.baseURI).protocol));
		};
		const code =
			nonce && scripts.some((each) => each.nonce !== nonce) ? "held-nonce" : scripts.some(isUnsafe) && "held-address";
		if (code) return report(code, text);

		ran.add(text);
		const go = () => run(element);
		const lane = +(!isParsed && (element.dataset.yoursayType === "module" || element.hasAttribute("defer")));
		if (element.hasAttribute("async")) go();
		else lanes[lane] = lanes[lane]!.then(go);
	}

	const scan = () => {
		for (const element of document.querySelectorAll<HTMLElement>(selector)) {
			if (!isParsed) early.add(element);
			settle(element);
		}
	};
	// One look at the page for each batch of changes costs less than one for each of its nodes.
	const observer = new MutationObserver(scan);
	observer.observe(document, { childList: true, subtree: true });
	const stop = subscribe(scan);

	return {
		runsRefused: () => [...ran].some((each) => !isAllowed(each)),
		dispose() {
			observer.disconnect();
			stop();
		},
	};
}
