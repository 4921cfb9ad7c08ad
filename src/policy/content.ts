import type { Policy, PolicyContent, PolicyVersion } from "../../types/policy.ts";

/** The UTC day of a time, or so many days later, as an ISO date. */
export const dayOf = (time: number, more = 0): string => new Date(time + more * 864e5).toISOString().slice(0, 10);

/** Newest first. */
export const byDate = (a: PolicyVersion, b: PolicyVersion): number => (a.effectiveDate < b.effectiveDate ? 1 : -1);

/**
 * What holds at a time: an announced version takes the document's place by itself on its day, which begins at 00:00 UTC,
 * unless the document has a later date of its own; before that date its newest earlier version holds, where it has one.
 * @param now Milliseconds since 1970.
 */
export function contentAt(policy: Policy, now: number): PolicyContent {
	const today = dayOf(now);
	const { effectiveDate = "", lastUpdated = "", versions = [] } = policy;
	const own = effectiveDate > lastUpdated ? effectiveDate : lastUpdated;
	const isOver = own <= today;
	const [newest] = versions
		.filter(({ content, effectiveDate: day }) => content && day <= today && (!isOver || day > own))
		.sort(byDate);
	return newest?.content ?? policy;
}
