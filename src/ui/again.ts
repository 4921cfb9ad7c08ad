import type { SettledPurpose } from "../../types/config.ts";
import type { Snapshot } from "../../types/consent.ts";
import type { Views } from "../../types/parts.ts";
import type { AskWords, Words } from "../../types/words.ts";

type Rephrased = Awaited<ReturnType<Views["rephrase"]>>;

/**
 * The first layer for someone who chose before: what is new alone; once the choice is over, what lapsed, and of what they
 * said no to only that for which the pause is over too. Nothing is asked where nothing may be.
 * @param optional Purposes that are a choice, and not exempt.
 * @param pauseAfter When what was refused at a time may be asked for again.
 */
export function askAgain(
	words: AskWords,
	again: Words["again"],
	{ decidedAt, expiresAt, purposes, regime }: Snapshot,
	optional: SettledPurpose[],
	language: string,
	pauseAfter: (time: number) => number,
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
	// An answer to one vendor alone is no answer to the question; and where all is on, nothing "stays off".
	if (asked.length === optional.length || !isOptIn) return { title, body, asked };
	return { title: again.newTitle, body: again.newBody, asked };
}
