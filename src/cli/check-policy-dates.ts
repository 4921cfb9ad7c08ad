import type { Policy, PolicyVersion } from "../../types/policy.ts";
import type { Finding } from "../config/findings.ts";

const dayMs = 86_400_000;

/** The day on which it is, where this runs. */
function today(now: number): string {
	const date = new Date(now);
	return new Date(now - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / dayMs;

/** Dates that cannot be, and versions that were announced late or have come without being taken over. */
export function checkDates(policy: Policy, now: number): Finding[] {
	const { lastUpdated, effectiveDate, versions = [], changes } = policy;
	const day = today(now);
	const found: Finding[] = [];
	if (lastUpdated && lastUpdated > day)
		found.push({
			code: "date-future",
			path: "lastUpdated",
			what: `The policy says it was last updated on ${lastUpdated}, which has not come`,
			remedy: "Write the day on which it was changed",
		});
	if (effectiveDate && effectiveDate > day && !versions.some((version) => version.effectiveDate === effectiveDate))
		found.push({
			code: "date-future",
			path: "effectiveDate",
			what: `What the document says holds from ${effectiveDate} on, and nothing says what holds until then`,
			remedy: "Keep in the document what holds now, and announce what comes as one of its `versions`",
		});
	for (const [at, version] of versions.entries()) {
		const path = `versions[${at}]`;
		if (!version.effectiveDate) continue;
		if (version.effectiveDate > day) found.push(...checkNotice(version, path, changes?.noticeDays));
		else if (isOverdue(version, policy)) {
			const what = `This version holds since ${version.effectiveDate}, but the document still says what held before`;
			const remedy =
				"Take its content over into the document, with its effectiveDate, and put the old content into `versions`, with the day from which it held: pages tell what changed only where both are there";
			found.push({ code: "version-overdue", path, what, remedy });
		}
	}
	return found;
}

/** A version of the past is history once the document is of its day or later. */
function isOverdue({ effectiveDate, announced }: PolicyVersion, { effectiveDate: own, lastUpdated }: Policy): boolean {
	if (own) return own < effectiveDate;
	return !!lastUpdated && lastUpdated < (announced || effectiveDate);
}

function checkNotice({ effectiveDate, announced }: PolicyVersion, path: string, noticeDays?: number): Finding[] {
	const remedy = `Announce it ${noticeDays ? `${noticeDays} days or more ` : ""}before, or let it begin later`;
	if (!announced) {
		if (!noticeDays) return [];
		const what = `This version does not say when it was announced, so it is announced only as it begins, not ${noticeDays} days before as the policy promises`;
		return [
			{ code: "notice-short", path: `${path}.announced`, what, remedy: "Give the day on which it was announced" },
		];
	}
	const days = daysBetween(announced, effectiveDate);
	if (days >= (noticeDays ?? 0)) return [];
	const what =
		days < 0
			? "This version is announced after it has begun"
			: `This version is announced ${days} ${days === 1 ? "day" : "days"} before it begins, and the policy promises ${noticeDays}`;
	return [{ code: "notice-short", path: `${path}.announced`, what, remedy }];
}
