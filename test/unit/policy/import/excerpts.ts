/** What an import may not do: make words up, or lose some. */
import type { Policy } from "../../../../types/policy.ts";
import type { PolicyReport } from "../../../../types/policy-report.ts";

/** Letters and digits alone, in one line: how a text is compared with its source. */
export const bare = (text: string) =>
	text
		.replace(/<[^<>]*>/g, " ")
		.replace(/&amp;/g, "&")
		.replace(/[^\p{L}\p{N}@]+/gu, " ")
		.trim();

/** Keys whose values are read from words, and so are not words of the source themselves. */
const typed =
	/^(?:version|kind|source|legalBasis|lastUpdated|effectiveDate|unit|amount|rolling|afterEvent|safeguards|regimes|states|region|responseDays|minimumAge|noticeDays|objectionDays|level)$/;

/** Every text in a policy that claims to be an excerpt, cut into what stood together. */
export function excerptsOf(value: unknown): string[] {
	if (typeof value === "string") return [value];
	if (Array.isArray(value)) return value.flatMap(excerptsOf);
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) => (typed.test(key) ? [] : excerptsOf(member)));
}

/** Excerpts that the source does not have, sentence by sentence. */
export function inventedIn(policy: Policy, source: string): string[] {
	const whole = ` ${bare(source)} `;
	return excerptsOf(policy)
		.flatMap((text) => text.split(/(?<=[.!?])\s+/))
		.filter((text) => bare(text) && !whole.includes(` ${bare(text)} `));
}

/** Whether the lines of a report's entries follow one another without gap or overlap, from the first to the last. */
export const isPartition = ({ lines, entries }: PolicyReport): boolean =>
	entries.every(({ from, to }, at) => from === (entries[at - 1]?.to ?? 0) + 1 && to >= from) &&
	(entries.at(-1)?.to ?? 0) === lines;
