import type { Policy, PolicyContent } from "../../types/policy.ts";
import { canonical, digest } from "../core/canonical.ts";
import { lengthOf } from "./compare.ts";
import { keyOf } from "./spelling.ts";

const said = (text: string | undefined) => text && keyOf(text);
const sorted = (entries: unknown[] | undefined) => entries?.map(canonical).sort();

/** What matters to whoever is asked: data, uses, recipients, transfers, retention; not how or in which order it is put. */
const materialOf = (content: PolicyContent) => ({
	collected: sorted(
		content.collected?.map(({ category, items, source }) => ({
			category: said(category),
			items: items?.map(keyOf).sort(),
			source,
		})),
	),
	uses: sorted(content.uses?.map(({ purpose, legalBasis }) => ({ purpose: said(purpose), legalBasis }))),
	recipients: sorted(
		content.recipients?.map(({ name, purpose, location }) => ({
			name: said(name),
			purpose: said(purpose),
			location: said(location),
		})),
	),
	transfers: sorted(
		content.transfers?.map(({ text, safeguards }) => ({ text: said(text), safeguards: safeguards?.toSorted() })),
	),
	retention: sorted(
		content.retention?.map(({ category, period }) => ({
			category: said(category),
			period: lengthOf(period) ?? said(period.text),
		})),
	),
});

/**
 * base64url SHA-256 over the RFC 8785 form of all that a policy says, and of its material part: what is collected, used,
 * passed on, transferred and kept. The history of a document counts for neither. Where the material parts are the same, so
 * is all that a visitor would be told of a change.
 */
export async function fingerprints(content: PolicyContent): Promise<{ whole: string; material: string }> {
	const { version: _, versions: __, ...whole } = content as Policy;
	const [all, material] = await Promise.all([whole, materialOf(content)].map((part) => digest(canonical(part))));
	return { whole: all!, material: material! };
}
