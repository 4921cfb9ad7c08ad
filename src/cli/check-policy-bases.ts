import type { Policy } from "../../types/policy.ts";
import type { Finding } from "../config/findings.ts";

/** A few names in a line. */
export const list = (names: string[]) =>
	[
		...names.slice(0, 8).map((name) => brief(name.replace(/[.;]$/, ""))),
		...(names.length > 8 ? [`${names.length - 8} more`] : []),
	].join("; ");
const brief = (name: string) => (name.length > 60 ? `${name.slice(0, 59).trim()}…` : name);

/** More than so many without a legal basis are one finding. */
const mostAlone = 3;

/** Uses without a legal basis, and interests that are claimed without being named. */
export function checkBases({ uses = [] }: Policy): Finding[] {
	const remedy =
		"Say the legal basis of each (`legalBasis`), as your own records of processing have it; never guess one";
	const without = uses.flatMap(({ purpose, legalBasis }, at) => (purpose && !legalBasis ? [{ purpose, at }] : []));
	const groups = without.length > mostAlone ? [without] : without.map((each) => [each]);
	const unsaid = groups.map((group): Finding => {
		const what = `Nothing says on which legal basis this is done: ${list(group.map(({ purpose }) => purpose))} (GDPR Art. 13(1)(c))`;
		const path = group.length > 1 ? "uses" : `uses[${group[0]!.at}].legalBasis`;
		return { code: "basis-missing", path, what, remedy };
	});
	const unnamed = uses.flatMap(({ purpose, legalBasis }, at): Finding[] => {
		const rest = purpose.replace(/\b(?:our|the|for|legitimate|business|interests?)\b/gi, "");
		if (legalBasis !== "legitimate-interests" || /\p{L}{3}/u.test(rest)) return [];
		const what = "A legitimate interest is claimed, but not which (GDPR Art. 13(1)(d))";
		return [{ code: "essential-missing", path: `uses[${at}]`, what, remedy: "Name the interest" }];
	});
	return [...unsaid, ...unnamed];
}
