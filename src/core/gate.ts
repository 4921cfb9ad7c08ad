/**
 * Holds back every marked element that consent does not allow and releases it, in document order, once it does.
 * A held script was never prepared by the browser, so giving it its real type and re-inserting the same element runs
 * it with nonce and integrity intact and without any Trusted Types sink.
 */
import type { Consent } from "../../types/consent.ts";
import type { Report } from "../../types/stage.ts";

const selector =
	':is(script[type="text/plain"],iframe,img,link,video,embed,object,template)[data-yoursay-purpose],your-say-preferences,your-say-policy,your-say-rights';

/** A script, or a template, which alone has `content`. */
type Held = HTMLScriptElement & Partial<HTMLTemplateElement>;
/** An address that is neither http(s) nor relative: something but them stands before a colon, and no `/`, `?` or `#` before it. */
const otherScheme = /^(?!\s*https?:)[^/?#]*:/i;

export interface Gate {
	/** True while a script or template released on this page is no longer allowed. */
	runsRefused(): boolean;
	dispose(): void;
}

export interface GateOptions {
	report: Report;
	/** Nonce of the loader's own tag. Where it has one, a held script without that nonce is never released. */
	nonce?: string;
	/**
	 * Takes over everything that is neither script nor template. Of a script that `innerHTML` made, gives a copy that runs;
	 * in a template that may have been made so, puts such copies in the place of all scripts.
	 */
	tend?(element: HTMLElement): Promise<HTMLScriptElement | undefined>;
}

export function createGate({ allows, ready, subscribe }: Consent, { report, nonce, tend }: GateOptions): Gate {
	/** Elements that need no more care: released, refused for good, or tended. */
	const settled = new WeakSet<Element>();
	/** Elements that came with the page; any other may have been made by `innerHTML`. */
	const early = new WeakSet<Element>();
	/** The marks of all that ran. */
	const ran = new Set<string>();
	const loading: Promise<unknown>[] = [];
	let isParsed = false;
	/** Nothing is released while a newer refusal may still turn up. */
	let isKnown = false;
	const parsed = new Promise<unknown>((resolve) => {
		if (document.readyState !== "loading") resolve(0);
		else document.addEventListener("DOMContentLoaded", resolve);
	}).then(() => {
		isParsed = true;
	});
	/** Scripts wait in one of two lanes, as without a gate: at once, or after parsing (`defer`, modules). */
	const lanes: Promise<unknown>[] = [ready, parsed];

	const mark = ({ dataset }: HTMLElement) => `${dataset.yoursayPurpose?.trim()}|${dataset.yoursayVendor ?? ""}`;
	const isAllowed = (text: string) => {
		const [purposes, vendor] = text.split("|");
		return purposes!.split(/\s+/).every((purpose) => allows(purpose, vendor));
	};

	async function run(script: Held): Promise<unknown> {
		const { content } = script;
		// What runs the moment it is inserted waits for the external scripts before it.
		if (!script.src) await Promise.all(loading.splice(0));
		const isAsync = script.matches("[async]");
		// What `innerHTML` made late would never run; what `createElement` made shows by `async` being true, but for Firefox.
		const isDead = !early.has(script) && (content || isAsync || !script.async || !navigator.vendor);
		const live = (isDead && (await tend?.(script))) || script;
		const { parentNode, nextSibling } = script;
		if (!parentNode || !isAllowed(mark(script))) return settled.delete(script);
		if (content) return script.replaceWith(content);
		settled.add(live);
		script.remove();
		live.type = script.dataset.yoursayType ?? "";
		live.async = isAsync;
		if (live.src && !isAsync)
			loading.push(
				new Promise((resolve) => {
					live.addEventListener("load", resolve);
					live.addEventListener("error", resolve);
				}),
			);
		parentNode.insertBefore(live, nextSibling);
	}

	function settle(element: HTMLElement): unknown {
		const text = mark(element);
		/** All that would run; undefined where the element is neither script nor template. */
		const scripts =
			element.localName === "script"
				? [element]
				: (element as HTMLTemplateElement).content?.querySelectorAll<HTMLElement>("script");
		if (settled.has(element) || (scripts && !(isKnown && isAllowed(text)))) return;
		settled.add(element);
		if (!scripts) return tend?.(element);

		for (const each of scripts) {
			const code =
				nonce && each.nonce !== nonce
					? "held-nonce"
					: otherScheme.test(each.getAttribute("src") ?? "") && "held-address";
			if (code) return report(code, text);
		}

		ran.add(text);
		const go = () => run(element as Held);
		const lane = +(!isParsed && element.matches("[defer],[data-yoursay-type=module]"));
		if (element.matches("[async]")) go();
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
	ready.then(() => {
		isKnown = true;
		scan();
	});

	return {
		runsRefused: () => [...ran].some((each) => !isAllowed(each)),
		dispose() {
			observer.disconnect();
			stop();
		},
	};
}
