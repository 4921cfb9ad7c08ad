import type { SettledPurpose } from "../../types/config.ts";
import type { Stage } from "../../types/parts.ts";
import type { Words } from "../../types/words.ts";

/** Words about opting out; in the United States as the law of California fixes them. */
export const fixedIn = ({ law }: Stage, { optOut, us }: Words): Words["optOut"] =>
	/^US/.test(law.place?.region ?? "") ? us : optOut;

/** Purposes as the first layer names them inside a sentence. */
export const listOf = ({ language }: Stage, words: Words, purposes: SettledPurpose[]): string =>
	new Intl.ListFormat(language).format(purposes.map(({ id, title }) => title ?? words.inSentence[id] ?? id));
