import type { Words } from "../../types/words-panel.ts";
import { plural } from "../policy/words.ts";
import { begin, breathe } from "./breathe.ts";
import { type Child, element } from "./dom.ts";
import type { Row } from "./policy-rows.ts";

const mark = "yoursay-found";
/** Marks at most; the words of a letter or two are everywhere. */
const mostMarks = 2000;

/** A field that leaves only the sections with all its words, open, and marks them. */
export function finder(
	texts: Words["policy"],
	language: string,
	rows: Row[],
	undo: (() => void)[],
	...more: Child[]
): HTMLElement {
	let run = 0;
	/** What was open before the search. */
	let before: Row[] | undefined;

	async function find() {
		const mine = ++run;
		const words = field.value.split(/\s+/).filter(Boolean);
		const patterns = words.map((word) => new RegExp(word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu"));
		const marks: Range[] = [];
		let count = 0;
		before ??= rows.filter(({ view }) => view.open);
		begin();
		for (const row of rows) {
			const { view, build } = row;
			if (words[0]) await build();
			if (mine !== run) return;
			const isFound = patterns.every((pattern) => view.textContent.search(pattern) >= 0);
			view.hidden = !isFound;
			view.open = words[0] ? isFound : before.includes(row);
			if (!words[0] || !isFound) continue;
			count++;
			const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
			for (let node = walker.nextNode(); node && marks.length < mostMarks; node = walker.nextNode())
				for (const pattern of patterns)
					for (const { index, 0: found } of node.nodeValue!.matchAll(pattern)) {
						const range = new Range();
						range.setStart(node, index);
						range.setEnd(node, index + found.length);
						marks.push(range);
					}
			await breathe();
		}
		if (!words[0]) before = undefined;
		status.textContent = words[0] ? (count ? plural(language, texts.found, count) : texts.noneFound) : "";
		CSS.highlights?.set(mark, new Highlight(...marks));
		// What is found first stands right below it.
		if (marks[0]) field.scrollIntoView();
	}
	const field = element("input", "", {
		type: "search",
		placeholder: texts.find,
		"aria-label": texts.find,
		input: find,
		// The first press empties the field, the second closes the view.
		keydown: (event: KeyboardEvent) => {
			if (event.key !== "Escape" || !field.value) return;
			event.preventDefault();
			field.value = "";
			find();
		},
	});
	const status = element("p", "small wide", { role: "status" });
	undo.push(() => CSS.highlights?.delete(mark));
	return element("div", "find seek", {}, field, ...more, status);
}
