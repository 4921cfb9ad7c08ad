/** The list of languages that the widget can be read in. */
import type { Words } from "../../types/words-panel.ts";
import { autonym } from "./autonym.ts";
import { element } from "./dom.ts";

/** As in `config/language.ts`. */
declare const __LANGUAGES__: string;

/** Names each language in its own words; they are made up when somebody comes near, for that takes some 20 ms. */
export function languageChoice(words: Words, language: string, choose: (language: string) => void): HTMLElement {
	const option = (tag: string) => element("option", "", { value: tag, lang: tag }, autonym(tag));
	const own = option(language);
	own.selected = true;
	const fill = () => {
		if (list.length > 1) return;
		const tags = __LANGUAGES__.split(" ").map((each) => each.split("|")[0]!);
		const { compare } = new Intl.Collator(language);
		const all = tags.map((tag) => (tag === language ? own : option(tag)));
		list.append(...all.sort((one, other) => compare(one.text, other.text)));
	};
	const list = element(
		"select",
		"tongue",
		{
			change() {
				const { value } = list;
				// Until the words of the other language are there.
				list.value = language;
				choose(value);
			},
			focus: fill,
			pointerover: fill,
			pointerdown: fill,
		},
		own,
	);
	return element("label", "small onward", {}, `${words.common.language} `, list);
}
