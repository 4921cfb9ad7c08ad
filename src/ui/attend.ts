/** What follows once an element of ours is in the page: its colours, its place, its voice, and its leave. */
import type { Layer, Stage } from "../../types/parts.ts";
import { accent } from "./accent.ts";
import { element } from "./dom.ts";
import { styled, themeOf } from "./host.ts";

/** Screen readers hear a live region only when it was there, empty, before its text. */
const announceAfterMs = 300;

/** Keeps a host's theme and the colours that follow from its accent. */
export function attendColours(stage: Stage, host: HTMLElement): void {
	stage.attended ??= new WeakSet();
	if (stage.attended.has(host)) return;
	stage.attended.add(host);
	const dark = matchMedia("(prefers-color-scheme:dark)");
	const paint = () => {
		host.dataset.theme = themeOf(stage);
		if (!accent(host, getComputedStyle(host))) stage.report("accent-unreadable");
	};
	paint();
	// The page's own style sheets may still be on their way.
	if (document.readyState !== "complete") addEventListener("load", paint, { once: true });
	dark.addEventListener("change", paint);
	stage.onDispose(() => dark.removeEventListener("change", paint));
}

/** The root of `<your-say>`: first in `body`, so that it is the first Tab stop, and put back when a router swaps or empties `body`. */
export function rootOf(stage: Stage, ...styles: string[]): ShadowRoot {
	const host = (stage.host ??= document.createElement("your-say"));
	const root = styled(stage, host, ...styles);
	if (stage.attended?.has(host)) return root;
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
	attendColours(stage, host);
	return root;
}

/** Announces the first layer, keeps focused things clear of it, and sees it out. */
export function attendLayer(stage: Stage, layer: Layer): void {
	const { view } = layer;
	if (!view.parentNode) return; // decided meanwhile
	const root = rootOf(stage);
	// Escape is never an answer, however often it is pressed.
	const reopen = () => view.isConnected && view instanceof HTMLDialogElement && !view.open && view.showModal();
	view.addEventListener("cancel", (event) => event.preventDefault());
	view.addEventListener("close", reopen);
	reopen();
	let cameFrom: EventTarget | null = null;
	view.addEventListener("focusin", ({ relatedTarget }) => {
		if (!view.contains(relatedTarget as Node | null)) cameFrom = relatedTarget;
	});
	const live = element("div", "", { role: "status" });
	for (const [name, value] of Object.entries({
		position: "fixed",
		"inline-size": "1px",
		overflow: "hidden",
		"clip-path": "inset(50%)",
	}))
		live.style.setProperty(name, value);
	root.append(live);
	const timer = setTimeout(() => {
		live.textContent = [...view.querySelectorAll("h2,p")].map((each) => each.textContent).join(". ");
	}, announceAfterMs);

	// Nothing with focus may end up wholly under the layer (WCAG 2.4.11).
	const page = document.documentElement.style;
	const before = page.scrollPaddingBlockEnd;
	const size = new ResizeObserver(([entry]) => {
		page.scrollPaddingBlockEnd = `${Math.ceil(entry!.borderBoxSize[0]!.blockSize)}px`;
	});
	if (view.localName !== "dialog") size.observe(view);

	layer.dispose = () => {
		clearTimeout(timer);
		size.disconnect();
		page.scrollPaddingBlockEnd = before;
		live.remove();
		// The focus goes back to where it came from, else to the button that opens the preferences again.
		if (view.contains(root.activeElement)) ((cameFrom ?? root.querySelector(".again")) as HTMLElement | null)?.focus();
		const isStill = matchMedia("(prefers-reduced-motion:reduce)").matches;
		view.animate({ opacity: 0 }, isStill ? 0 : 160).onfinish = () => view.remove();
	};
}
