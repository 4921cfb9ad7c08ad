/** What a view needs: its code, and its words as the owner wants them. */
import type { View } from "../../types/consent.ts";
import type { Parts } from "../../types/parts.ts";
import type { Mounted, RightsStart, Stage } from "../../types/stage.ts";
import { withOwnTexts } from "../policy/words.ts";

/** Puts a view up, as a part of the page or as a dialog that calls `closed`. */
export type Mount = (target?: HTMLElement, closed?: () => void) => Mounted;

export type Ready = ReturnType<typeof createReady>;

export function createReady(stage: Stage) {
	const { load, settings } = stage;
	const ofOwner = <All extends object>({ words }: { words: All }) =>
		withOwnTexts(words, settings.languages?.texts?.[stage.language]);
	/** A part that speaks; rejects where it or its words do not load, which is reported. */
	const withWords = async <Name extends keyof Parts>(name: Name) => {
		const [part, words] = await Promise.all([load(name), load("words")]);
		return [part, ofOwner(words)] as const;
	};
	return {
		withWords,
		/** Gets all that a view needs. */
		async mountOf(name: Exclude<View, "ask">): Promise<Mount> {
			if (name === "preferences" || name === "policy") {
				const [part, words] = await withWords(name);
				return (...given) => part.mount(stage, words, ...given);
			}
			if (name === "receipt") {
				const [[part, words], own] = await Promise.all([withWords("history"), load("words-history").then(ofOwner)]);
				return (...given) => part.mount(stage, words, own, ...given);
			}
			const [[part, words], own] = await Promise.all([withWords("rights"), load("words-rights").then(ofOwner)]);
			return (target, closed) => {
				// What was asked for opens as a dialog; a form in the page that comes up meanwhile has no part in it.
				const kind = target?.getAttribute("kind") as RightsStart["kind"] | null;
				const start = target ? kind && { kind } : stage.rightsStart;
				if (!target) stage.rightsStart = undefined;
				return part.mount(stage, words, own, target, closed, start ?? undefined);
			};
		},
	};
}
