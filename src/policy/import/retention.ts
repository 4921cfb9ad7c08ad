/** Reads how long something is kept out of whole sentences. */
import type { Draft } from "./draft.ts";
import type { OpenPart, OpenPassage } from "./open.ts";
import { hasPeriod, periodOf } from "./values.ts";

const kept =
	/^(.{2,300}?)\s+(?:is|are|will be|may be)\s+(?:\w+ly\s+)?(?:retained|kept|stored|held|deleted|erased|purged|removed)\s+(?:for\s+|(?=(?:until|indefinitely|as long as|after|within|no longer than|up to)\b))(.+)$/i;
const weKeep =
	/^We\s+(?:\w+ly\s+)?(?:will\s+)?(?:retain|keep|store|hold)\s+(.{2,300}?)\s+(?:for\s+|(?=(?:until|indefinitely|as long as|only as long as)\b))(.+)$/i;

/**
 * "Logs are retained for 90 days", "We keep invoices for 10 years".
 * @returns whether nothing of the passage is left
 */
export function takeRetention(draft: Draft, { from }: OpenPart, passage: OpenPassage): boolean {
	for (const sentence of passage.sentences) {
		const plain = sentence.text.replace(/[.;]$/, "");
		const [, category, text] = kept.exec(plain) ?? weKeep.exec(plain) ?? [];
		if (
			!category ||
			!text ||
			!(hasPeriod(text) || /\b(?:as long as|duration|until|life of|indefinitely)\b/i.test(plain))
		)
			continue;
		draft.add("retention", { category, period: periodOf(text), ...from }, passage);
		sentence.isTaken = true;
	}
	return passage.sentences.every(({ isTaken }) => isTaken);
}
