import type { Policy, PolicyChange, PolicyFacts, PolicyNews, PolicyVersion } from "../../types/policy.ts";
import { comparePolicies, lengthOf } from "./compare.ts";
import { byDate, contentAt, dayOf } from "./content.ts";
import { gistOf } from "./spelling.ts";

/** Days in which a change is told after its effect. */
export const toldDays = 30;

/** All versions, newest first, with the document itself on its own day. */
function historyOf(policy: Policy): PolicyVersion[] {
	const { effectiveDate, versions = [] } = policy;
	const isNamed = !effectiveDate || versions.some((version) => version.effectiveDate === effectiveDate);
	return [...versions, ...(isNamed ? [] : [{ effectiveDate }])]
		.map((each) => (each.effectiveDate === effectiveDate ? { content: policy, ...each } : each))
		.sort(byDate);
}

/** A text as a short mark: 32 bits, base 36. */
function markOf(text: string): string {
	let mark = 0;
	for (const letter of text) mark = (Math.imul(mark, 31) + letter.codePointAt(0)!) >>> 0;
	return mark.toString(36);
}

/** The facts without what a corrected typo changes. */
const factsGist = ({ period, items, ...rest }: PolicyFacts = {}) => [
	period && (lengthOf(period) ?? gistOf(period.text)),
	items?.map(gistOf).sort(),
	Object.values(rest).map((value) => gistOf(`${value ?? ""}`)),
];

const changeGist = ({ kind, of, name, now }: PolicyChange) =>
	JSON.stringify([kind, of, gistOf(name), kind === "removed" ? 0 : factsGist(now)]);

/**
 * What visitors are to hear of now: the next version from the day it was announced (else `noticeDays` before its effect, else
 * at once) until its effect; else the one that took effect in the last 30 days. Versions that neither change anything that
 * matters nor say so in their `summary` are passed over.
 * @param now Milliseconds since 1970.
 */
export function newsOf(policy: Policy, now: number): PolicyNews | undefined {
	const today = dayOf(now);
	const held = contentAt(policy, now);
	const { noticeDays, objectionDays, text = "" } = held.changes ?? {};
	const announcedOf = ({ announced, effectiveDate }: PolicyVersion) =>
		announced ?? (noticeDays ? dayOf(Date.parse(effectiveDate), -noticeDays) : "");

	const history = historyOf(policy);
	const coming = history.filter((version) => version.effectiveDate > today && announcedOf(version) <= today);
	const last = history.find(({ effectiveDate }) => effectiveDate <= today);
	const newsIn = (version?: PolicyVersion): PolicyNews | undefined => {
		const day = version?.effectiveDate;
		if (!day || day <= dayOf(now, -toldDays)) return;
		const isPast = version === last;
		const after = isPast ? held : version.content;
		const changes = after ? comparePolicies(isPast ? contentAt(policy, Date.parse(day) - 1) : held, after) : [];
		if (!changes.length && !version.summary) return;

		const processors = new Set(after?.recipients?.flatMap(({ kind, name }) => (kind === "processor" ? name : [])));
		// A notice period is one in which to object only where the text says so.
		const days = objectionDays ?? (/\bobject|widers|oppos|opon/i.test(text) ? noticeDays : undefined);
		const since = announcedOf(version);
		const end = since && days ? dayOf(Date.parse(since), days) : day;
		const until = end < day ? end : day;
		const isOpen = days && !isPast && until >= today;
		const objectTo = changes.flatMap(({ kind, of, name, formerly }) =>
			isOpen && of === "recipients" && (kind === "added" || formerly) && processors.has(name) ? name : [],
		);
		const gists = changes.length ? changes.map(changeGist).sort().join() : gistOf(version.summary!);
		// Once it holds it becomes the document, where there may be nothing left to compare it with: its day is all that stays.
		return {
			version,
			isPast,
			changes,
			mark: isPast ? day : `${day} ${markOf(gists)}`,
			objectUntil: objectTo.length ? until : undefined,
			objectTo,
		};
	};
	for (const version of [...coming.reverse(), last]) {
		const news = newsIn(version);
		if (news) return news;
	}
}
