import type { SettledPurpose, Vendor } from "../../types/config.ts";
import type { PolicyChange, PolicyContent } from "../../types/policy.ts";
import { comparePolicies } from "./compare.ts";

/** What a purpose says of data, place and time, in the form that a policy has for it. */
const contentOf = ({ data, location, retention }: SettledPurpose, title: string): PolicyContent => ({
	collected: data?.map((category) => ({ category })),
	transfers: location ? [{ text: location }] : [],
	retention: retention ? [{ category: title, period: { text: retention } }] : [],
});

/**
 * What a purpose became since it was allowed: its vendors by their ids, so that no other one passes for a misspelt name,
 * what it is in law, and data, place and time as a policy's comparison has them; only what nobody can take for anything
 * but a slip is a typo here.
 * @param title Its own, in the reader's language.
 */
export function changesOf(
	before: SettledPurpose,
	now: SettledPurpose,
	title: string,
	countryName: (code: string) => string,
): PolicyChange[] {
	const compare = (was: PolicyContent, is: PolicyContent) => comparePolicies(was, is, { isStrict: true });
	const recipient = ({ id, name = id, provider, country }: Vendor) => ({
		name,
		location: [provider, country && countryName(country)].filter(Boolean).join(", ") || undefined,
	});
	const changes: PolicyChange[] = [];
	for (const vendor of now.vendors) {
		const then = before.vendors.find(({ id }) => id === vendor.id);
		const is = recipient(vendor);
		if (then) changes.push(...compare({ recipients: [recipient(then)] }, { recipients: [is] }));
		else
			changes.push({ kind: "added", of: "recipients", name: is.name, now: { purpose: title, location: is.location } });
	}
	for (const vendor of before.vendors)
		if (!now.vendors.some(({ id }) => id === vendor.id))
			changes.push({ kind: "removed", of: "recipients", name: recipient(vendor).name });
	const inLaw = ({ legalBasis, involves }: SettledPurpose) => [legalBasis, ...[...involves].sort()].join();
	if (inLaw(before) !== inLaw(now)) changes.push({ kind: "changed", of: "uses", name: title });
	// What is not named any more may be anything.
	if (before.data && !now.data)
		changes.push({ kind: "changed", of: "collected", name: title, before: { items: before.data } });
	return [...changes, ...compare(contentOf(before, title), contentOf(now, title))];
}

/** Whether it asks for no more than what was allowed: fewer get data, or less is collected. */
export const isLess = (changes: PolicyChange[]): boolean =>
	changes.every(({ kind, of }) => kind === "removed" && (of === "recipients" || of === "collected"));
