import type { ConsentRecord } from "../../types/record.ts";
import type { Telling } from "../../types/stage.ts";
import { begin, breathe } from "./breathe.ts";
import { element } from "./dom.ts";
import { sentenceOf } from "./history-words.ts";

/** What was decided before, the newest first, as it is made; the rest at one go where nothing can be waited for. */
export interface Past {
	view: HTMLElement;
	finish(): void;
	dispose(): void;
}

/** @param records Oldest first. @param latest Stands elsewhere. */
export function createPast(telling: Telling, records: ConsentRecord[], latest?: ConsentRecord): Past {
	const dates = new Intl.DateTimeFormat(telling.language, { dateStyle: "medium" });
	const list = element("ol", "");
	let isOver = false;
	function* items() {
		for (let at = records.length - 1; at >= 0; at--) {
			const record = records[at]!;
			if (record === latest) continue;
			const [sentence, more] = sentenceOf(telling, record, records[at - 1]);
			const { occurredAt } = record;
			yield element(
				"li",
				"",
				{},
				element("b", "", {}, sentence),
				element(
					"span",
					"small",
					{},
					element("time", "", { datetime: occurredAt }, dates.format(new Date(occurredAt))),
					more && ` · ${more}`,
				),
			);
		}
	}
	const rest = items();
	async function make() {
		begin();
		for (const item of rest) {
			list.append(item);
			await breathe();
			if (isOver) return;
		}
	}
	make();
	return {
		view: element("section", "past", {}, element("h3", "title", {}, telling.own.receipt.before), list),
		finish: () => list.append(...rest),
		dispose() {
			isOver = true;
		},
	};
}
