/** The frame that every view shares: head, scrolling middle and foot, over the page as a dialog or as a part of it. */
import type { Mounted, Stage } from "../../types/stage.ts";
import type { Words } from "../../types/words-panel.ts";
import css from "./css/sheet.css?inline";
import { type Child, element } from "./dom.ts";
import { icon } from "./icon.ts";

export interface SheetOptions {
	/** The view's name, as in `data-yoursay-view`. */
	name: string;
	title: string;
	/** Below the title. */
	about: Child[];
	main: Child[];
	/** None where there is nothing to do. */
	foot?: HTMLElement;
	/** Of this view alone. */
	css: string;
	/** Where it stands as part of the page; absent for a dialog. */
	target?: HTMLElement;
	/** Asked before the visitor closes it, whether by a press outside; false keeps it. */
	mayClose?(isOutside: boolean): boolean;
	/** It went away, however. */
	closed?(): void;
}

export interface Sheet extends Mounted {
	view: HTMLElement;
	main: HTMLElement;
}

/** Puts a view up; a dialog takes the focus on its title and gives it back to where it was. */
export function openSheet(stage: Stage, words: Words, options: SheetOptions): Sheet {
	const { name, title, about, main: inside, foot, target, mayClose = () => true, closed } = options;
	const root = stage.dress!(target, css, options.css);
	const opener = document.activeElement;
	const inner = root.activeElement;
	let pressed: EventTarget | null;
	/** Had the focus when Escape was pressed. */
	let held: HTMLElement | null = null;

	function dispose() {
		if (!view.parentNode) return true;
		for (const each of all) each.remove();
		if (!target)
			(
				(inner ??
					(opener === document.body
						? (root.querySelector(".again") ?? document.querySelector("[data-yoursay-open]"))
						: opener)) as HTMLElement | null
			)?.focus();
		closed?.();
		return true;
	}
	const leave = (isOutside = false) => mayClose(isOutside) && dispose();
	const close =
		!target &&
		element(
			"button",
			"icon",
			{ type: "button", "aria-label": words.common.close, "data-yoursay-action": "close", click: () => leave() },
			icon("close"),
		);
	const heading = element("h2", "title", { id: `${name}-title`, tabindex: -1 }, title);
	const main = element("div", "main", {}, ...inside);
	const view: HTMLElement = element(
		target ? "section" : "dialog",
		`view ${target ? "page" : ""}`,
		{
			part: name,
			"aria-labelledby": `${name}-title`,
			"data-yoursay-view": name,
			cancel(event: Event) {
				if (event.target !== view) return;
				held = root.activeElement as HTMLElement | null;
				if (event.cancelable && !mayClose(false)) event.preventDefault();
			},
			// A second Escape in a row closes whatever is said to it: it opens again, and asks.
			close() {
				if (!view.isConnected) return;
				(view as HTMLDialogElement).showModal();
				held?.focus();
				leave();
			},
			// WebKit gives every Escape in a search field to the field, though there is nothing to empty.
			keydown(event: KeyboardEvent) {
				const { type, value } = event.target as HTMLInputElement;
				if (target || event.key !== "Escape" || type !== "search" || value || event.defaultPrevented) return;
				event.preventDefault();
				leave();
			},
			pointerdown: ({ target: at }: Event) => {
				pressed = at;
			},
			// Outside means pressed and released on the backdrop; a drag out of the sheet is neither.
			click: ({ target: at }: Event) => !target && at === view && pressed === view && leave(true),
		},
		element(
			// No header, which would be the page's own in a dialog.
			"div",
			"head",
			{},
			heading,
			close, // What comes late, or not at all, is read out.
			element("p", "body", { "aria-live": "polite" }, ...about),
		),
		main,
		foot,
	);
	// Above and below a part of the page stands what the page puts there.
	const [start, end] = ["start", "end"].map((name) => target && element("slot", "", { name }));
	const all = [start, view, end].filter((each) => each !== undefined);
	root.append(...all);
	if (!target) {
		(view as HTMLDialogElement).showModal();
		heading.focus();
	}
	return { view, main, dispose };
}
