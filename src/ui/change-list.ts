import type { PolicyChange, PolicyFacts } from "../../types/policy.ts";
import type { Words } from "../../types/words-panel.ts";
import { element, fill } from "./dom.ts";

export { default as listCss } from "./css/change-list.css?inline";

/** What one task makes at most: the rest of a long list comes in further ones. */
const sliceSize = 20;

/** Changes of a policy as rows: whether it is new, other or gone; what it is, what is said of it now, and what was before. */
export function changeList(words: Words, changes: readonly PolicyChange[]): HTMLUListElement {
	const { bases, change: texts, policy } = words;
	const said = ({ purpose, location, legalBasis, source, items = [], safeguards = [] }: PolicyFacts = {}) => [
		purpose,
		location,
		legalBasis && bases[legalBasis],
		source && policy[source],
		...items,
		...safeguards.map((each) => policy[each]),
	];
	const bdi = (parts: (string | undefined)[]) => element("bdi", "", {}, parts.filter(Boolean).join(" · "));

	const row = ({ kind, of, name, formerly, now, before }: PolicyChange) => {
		const purpose = now?.purpose;
		const isOther = kind === "changed";
		const sentence = {
			[of]: texts.of[of],
			recipients: purpose
				? texts.recipientAddedFor
				: isOther
					? texts.of.recipients
					: kind === "added"
						? texts.recipientAdded
						: texts.recipientRemoved,
		}[of]!;
		const about = bdi(said({ ...now, purpose: undefined }));
		const then = bdi([formerly, ...said(before), before?.period?.text]);
		const period = bdi([(now ?? before)?.period?.text]);
		return element(
			"li",
			"",
			{},
			element("span", "tag", {}, texts[kind]),
			element(
				"div",
				"",
				{},
				element(
					"p",
					"",
					{},
					...fill(sentence, {
						name: [element("b", "", { dir: "auto" }, name)],
						purpose: [bdi([purpose])],
						period: [period],
					}),
				),
				about.firstChild && element("p", "dim", {}, about),
				isOther && then.firstChild && element("p", "dim", {}, ...fill(texts.before, { value: [then] })),
			),
		);
	};
	const list = element("ul", "changes");
	function show(from: number) {
		list.append(...changes.slice(from, from + sliceSize).map(row));
		if (changes[from + sliceSize]) setTimeout(show, 0, from + sliceSize);
	}
	show(0);
	return list;
}
