/** The first layer for someone who chose before: what is new, what changed, or that it is time to choose again. */
import type { SettledPurpose } from "../../types/config.ts";
import type { Snapshot } from "../../types/consent.ts";
import type { Compared, Rephrased } from "../../types/desk.ts";
import type { Parts } from "../../types/parts.ts";
import type { AskWords } from "../../types/words.ts";
import type { Words } from "../../types/words-panel.ts";
import { attempt } from "../core/errors.ts";
import { changesOf, isLess } from "../policy/changes-of.ts";
import { countryName, plural } from "../policy/words.ts";
import { changeList, listCss } from "./change-list.ts";
import { element } from "./dom.ts";

/**
 * What is new alone, or what changed; once the choice is over, what lapsed, and of what they said no to only that for
 * which the pause is over too. Nothing is asked where nothing may be.
 * @param optional Purposes that are a choice, and not exempt.
 * @param pauseAfter When what was refused at a time may be asked for again.
 * @param isChanged Whether all that is open was allowed once, as something else.
 */
export function askAgain(
	words: AskWords,
	again: Words["again"],
	{ decidedAt, expiresAt, purposes, regime }: Snapshot,
	optional: SettledPurpose[],
	language: string,
	pauseAfter: (time: number) => number,
	isChanged = false,
): Rephrased {
	const decided = Date.parse(decidedAt!);
	const isOver = Date.parse(expiresAt!) <= Date.now();
	const mayRepeat = isOver && pauseAfter(decided) <= Date.now();
	const open = optional.filter(({ id }) => mayRepeat || purposes[id] === "not-asked");
	// Everything answered, and yet asked again: the owner has raised the revision.
	const asked = open.length || isOver ? open : optional;
	const isOptIn = regime === "opt-in";
	const { title, body } = isOptIn ? words : { title: words.optOutTitle, body: words.optOutBody };
	if (isOver || !open.length) {
		const date = new Date(decided).toLocaleDateString(language, { dateStyle: "long" });
		return { title: again.title, body: `${again.body} ${body}`, asked, date };
	}
	if (isOptIn && isChanged) return { title: again.newTitle, body: again.changedBody, asked };
	// An answer to one vendor alone is no answer to the question; and where all is on, nothing "stays off".
	if (asked.length === optional.length || !isOptIn) return { title, body, asked };
	return { title: again.newTitle, body: again.newBody, asked };
}

/** How long IndexedDB may take to tell what was allowed; then whoever is asked is not told what changed. */
const patienceMs = 2000;
/** Changes that the first layer lists at most. */
const most = 5;

export const compare: Parts["again"]["compare"] = async (stage, core, desk, lapsed) => {
	const { language, load, settings } = stage;
	const changed: Compared = new Map();
	const late = new Promise<never>((_, reject) => setTimeout(reject, patienceMs));
	const [{ configs }, { words }] = await Promise.all([Promise.race([desk.evidence(core), late]), load("words")]);
	const earlier = Object.values(configs).flatMap(({ purposes }) => purposes);
	/** Marks that no record has, for the words were corrected since, with those that one has: slips must not add up. */
	const key = `${settings.key}-worded`;
	const worded: Record<string, string> = attempt(() => JSON.parse(localStorage.getItem(key)!)) ?? {};
	for (const { purpose, mark } of lapsed) {
		const { id, print, title = words.purposes[id]?.title ?? id } = purpose;
		const recorded = worded[mark] ?? mark;
		const before = earlier.find((each) => each.id === id && each.print === recorded);
		const changes = before && changesOf(before, purpose, title, (code) => countryName(language, code));
		if (!changes || !isLess(changes)) {
			changed.set(id, changes ?? []);
			continue;
		}
		if (recorded !== print) worded[print] = recorded;
		attempt(() => localStorage.setItem(key, JSON.stringify(worded)));
		desk.reword(core, purpose, mark);
	}
	return changed;
};

export const rephrase: Parts["again"]["rephrase"] = async (stage, core, { monthsAfter }, ask, words, changed) => {
	const { language } = stage;
	const snapshot = core.snapshot();
	if (snapshot.decided) return { title: "", body: "", asked: [] };
	const optional = core.optional().filter((purpose) => !core.isExempt(purpose));
	const open = optional.filter(({ id }) => snapshot.purposes[id] === "not-asked");
	const wasAllowed = ({ id }: SettledPurpose) => /^granted/.test(core.choice?.answers[id] ?? "");
	const months = core.place?.rule.askMonths ?? 12;
	const pauseAfter = (time: number) => monthsAfter(time, months);
	const isChanged = open.length > 0 && open.every(wasAllowed);
	const found = askAgain(ask, words.again, snapshot, optional, language, pauseAfter, isChanged);
	const changes = found.asked.flatMap(({ id }) => changed.get(id) ?? []);
	if (!changes.length) return found;
	stage.dress!(undefined, listCss);
	const list = changeList(words, changes.slice(0, most));
	if (changes[most]) list.append(element("li", "", {}, "", plural(language, words.change.more, changes.length - most)));
	return { ...found, changes: list };
};
