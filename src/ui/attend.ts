/** What follows once an element of ours is in the page: its colours, its place, its voice, and its leave. */
import type { Layer, Stage } from "../../types/stage.ts";
import { accent } from "./accent.ts";
import late from "./css/late.css?inline";
import { styled, themeOf } from "./host.ts";

/** Screen readers hear a live region only when it was there, empty, before its text. */
const announceAfterMs = 300;
/** A browser scrolls to what has the focus only after it has said so. */
const scrolledAfterMs = 150;

const ours = "your-say,your-say-held,your-say-preferences,your-say-policy,your-say-rights";

/** Keeps the theme of elements of ours, and the colours that follow from their accent; what it gives begins with one, once it has its place. */
function createPainter(stage: Stage): NonNullable<Stage["paint"]> {
	const attended = new WeakSet<Element>();
	const dark = matchMedia("(prefers-color-scheme:dark)");
	const paint = (host: HTMLElement) => {
		host.dataset.theme = themeOf(stage);
		if (!accent(host, getComputedStyle(host))) stage.report("accent-unreadable");
	};
	// Found in the page, not kept: what a router has thrown away is nobody's any more.
	const paintAll = () => {
		for (const host of document.querySelectorAll<HTMLElement>(ours)) if (attended.has(host)) paint(host);
	};
	// The page's own style sheets may still be on their way.
	if (document.readyState !== "complete") addEventListener("load", paintAll, { once: true });
	dark.addEventListener("change", paintAll);
	stage.onDispose(() => dark.removeEventListener("change", paintAll));
	stage.onDispose(() => removeEventListener("load", paintAll));
	return (host, put) => {
		if (attended.has(host)) return;
		attended.add(host);
		put?.();
		paint(host);
	};
}

/** Keeps `<your-say>` first in `body`, so that it is the first Tab stop, and puts it back when a router swaps or empties `body`. */
function attendPlace(stage: Stage, host: HTMLElement, root: ShadowRoot): void {
	const attach = () => {
		const { body, documentElement } = document;
		for (const node of [documentElement, body]) if (node) router.observe(node, { childList: true });
		if (host.isConnected) return;
		body?.prepend(host);
		// Taken out of the page a dialog keeps `open`, but is no longer modal.
		for (const dialog of root.querySelectorAll<HTMLDialogElement>("dialog[open]:not(:modal)")) {
			dialog.open = false;
			dialog.showModal();
		}
	};
	const router = new MutationObserver(attach);
	attach();
	stage.onDispose(() => {
		router.disconnect();
		host.remove();
	});
}

/** The root of an element of ours, else of the one `<your-say>`, in these styles; its colours and place are looked after. */
export function dress(stage: Stage, given: HTMLElement | undefined, ...styles: string[]): ShadowRoot {
	const host = given ?? (stage.host ??= document.createElement("your-say"));
	const root = styled(stage, host, ...stage.base!, late, ...styles);
	stage.paint ??= createPainter(stage);
	stage.paint(host, given ? undefined : () => attendPlace(stage, host, root));
	// What follows the language is the styles' direction; `:dir()` and assistive technology go by the attribute.
	host.dir = getComputedStyle(host).direction;
	return root;
}

/** Announces the first layer, or a status in its place, keeps focused things clear of it, and sees it out. */
export function attendLayer(stage: Stage, layer: Omit<Layer, "asked">): void {
	const { view } = layer;
	if (!view.parentNode) return; // decided meanwhile
	const root = dress(stage, undefined);
	// By itself Escape is never an answer, however often it is pressed; where a rule wants an ×, that takes it for one.
	const reopen = () => view.isConnected && view instanceof HTMLDialogElement && !view.open && view.showModal();
	view.addEventListener("cancel", (event) => event.preventDefault());
	view.addEventListener("close", reopen);
	reopen();
	let cameFrom: EventTarget | null = null;
	view.addEventListener("focusin", ({ relatedTarget }) => {
		if (!view.contains(relatedTarget as Node | null)) cameFrom = relatedTarget;
	});
	const live = document.createElement("div");
	live.className = "live";
	live.role = "status";
	root.append(live);
	const timer = setTimeout(() => {
		live.textContent = [...view.querySelectorAll("h2,p")].map((each) => each.textContent.replace(/\.$/, "")).join(". ");
	}, announceAfterMs);

	// Nothing with focus may end up wholly under the layer (WCAG 2.4.11).
	const page = document.documentElement.style;
	const { scrollPaddingBlockStart, scrollPaddingBlockEnd } = page;
	let isAbove: boolean;
	const keepClear = () => {
		const { offsetTop, offsetHeight } = view;
		isAbove = offsetTop + offsetHeight / 2 < innerHeight / 2;
		page.scrollPaddingBlockStart = isAbove ? `${offsetTop + offsetHeight}px` : scrollPaddingBlockStart;
		page.scrollPaddingBlockEnd = isAbove ? scrollPaddingBlockEnd : `${innerHeight - offsetTop}px`;
	};
	const size = new ResizeObserver(keepClear);
	// Where a page can scroll no further, or the thing is fixed, the layer goes to the other end of the window.
	const giveWay = (target: Element) => {
		const at = target.getBoundingClientRect();
		const { left, right, top, bottom } = view.getBoundingClientRect();
		const isWithin = (from: number, to: number) => at.top >= from && at.bottom <= to;
		const isCovered = at.left >= left && at.right <= right && isWithin(top, bottom);
		if (!isCovered || isWithin(innerHeight - bottom, innerHeight - top)) return;
		view.style.insetBlock = isAbove ? `auto ${top}px` : `${innerHeight - bottom}px auto`;
		keepClear();
	};
	const focused = ({ target }: FocusEvent) =>
		target !== stage.host && setTimeout(() => view.isConnected && giveWay(target as Element), scrolledAfterMs);
	if (view.localName !== "dialog") {
		size.observe(view);
		document.addEventListener("focusin", focused);
	}

	layer.dispose = () => {
		clearTimeout(timer);
		size.disconnect();
		document.removeEventListener("focusin", focused);
		Object.assign(page, { scrollPaddingBlockStart, scrollPaddingBlockEnd });
		live.remove();
		const hadFocus = view.contains(root.activeElement);
		// What leaves is neither pressed again nor in the way of what comes.
		view.inert = true;
		// The focus goes back to where it came from, else to the button that opens the preferences again.
		if (hadFocus) ((cameFrom ?? root.querySelector(".again")) as HTMLElement | null)?.focus();
		const isStill = matchMedia("(prefers-reduced-motion:reduce)").matches;
		view.animate({ opacity: 0 }, isStill ? 0 : 160).onfinish = () => view.remove();
	};
}
