import { begin, breathe } from "./breathe.ts";
import { element } from "./dom.ts";
import { make } from "./policy-pieces.ts";
import type { Section } from "./policy-sections.ts";

/** A section as it stands in the view. */
export interface Row {
	view: HTMLDetailsElement;
	/** Makes what it says, once; at one go where nothing can be waited for. */
	build(isAtOnce?: boolean): Promise<void>;
}

/** A heading that opens what it heads, which is made when that is first wanted; what cannot be is told to `failed`. */
export function rowOf({ title, hint, body }: Section, failed: (cause: unknown) => void): Row {
	const text = element("div", "text");
	let pieces: Iterable<Node>;
	const teaser = element("bdi", "small", {}, hint);
	const build = async (isAtOnce = false) => {
		teaser.remove();
		// Who comes while another waits goes on where that one is.
		try {
			for (const piece of (pieces ??= body!())) {
				text.append(piece);
				if (!isAtOnce) await breathe();
			}
		} catch (cause) {
			failed(cause);
		}
	};
	const wanted = () => {
		begin();
		build();
	};
	const view = element(
		"details",
		"",
		{ click: wanted, toggle: wanted },
		element("summary", "sec", {}, make("h3", title), teaser),
		text,
	);
	return { view, build };
}

/** Opens all sections for a print, and closes them again after it. */
export function opener(rows: Row[]): (isBefore: boolean) => void {
	let closed: Row[] = [];
	return (isBefore) => {
		if (isBefore) closed = rows.filter(({ view }) => !view.open);
		for (const { view, build } of closed) {
			build(true);
			view.open = isBefore;
		}
	};
}
