/** Checks a receipt against itself and, where keys are given, against what collectors signed. */
import type { Receipt, Verdict } from "../../types/receipt.ts";
import { checkReceipt, show } from "./check-receipt.ts";

/**
 * Every hash, the chain, and all that is derived are made anew and compared. Never rejects, whatever it is given.
 * @param keys Public keys of the collectors that are trusted; without them the best verdict is `consistent`.
 */
export async function verifyReceipt(receipt: unknown, keys?: JsonWebKey[]): Promise<Verdict> {
	const { ReceiptSchema } = await import("./schema-receipt.ts");
	const parsed = ReceiptSchema.safeParse(receipt);
	if (parsed.success) return checkReceipt(receipt as Receipt, keys);
	const flaws = parsed.error.issues.flatMap((issue) => {
		const keys = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
		return keys.map((path) => ({ path: show(path), message: issue.message }));
	});
	return { verdict: "altered", flaws };
}
