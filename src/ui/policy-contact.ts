import type { PolicyContent } from "../../types/policy.ts";

/** Where to write to: whoever answers for data protection first. Nothing where nobody can be written to. */
export function emailOf({ controller }: PolicyContent): string | undefined {
	const { dpo, contacts = [] } = controller ?? {};
	const all = [dpo, ...contacts.filter(({ kind }) => kind === "privacy"), ...contacts];
	return all.find((each) => each?.email)?.email;
}
