import type { Purpose } from "../../types/config.ts";
import type { Stage } from "../../types/stage.ts";
import type { Words } from "../../types/words-panel.ts";
import { perLanguage } from "../policy/words.ts";

/** Words about opting out; in the United States as the law of California fixes them in English. */
export const fixedIn = ({ law }: Stage, { optOut, us }: Words): Words["optOut"] =>
	(/^US/.test(law.place?.region ?? "") && us) || optOut;

export const listFormat = perLanguage((language) => new Intl.ListFormat(language));

/** Purposes as the first layer names them inside a sentence. */
export const listOf = (
	{ language }: Pick<Stage, "language">,
	words: Words,
	purposes: Pick<Purpose, "id" | "title">[],
): string => listFormat(language).format(purposes.map(({ id, title }) => title ?? words.inSentence[id] ?? id));
