/** Makes what a visitor takes with them. Loaded when somebody asks for it. */
import type { Receipt } from "../../types/receipt.ts";
import { hashRecord } from "../core/canonical.ts";
import { makeStatement } from "./statement.ts";
import { missingOf } from "./statement-missing.ts";

export interface ReceiptParts extends Pick<Receipt, "records" | "notices" | "configs" | "acknowledgements"> {
	/** Milliseconds since 1970. */
	now: number;
	/** UUIDv7. */
	id: string;
}

/** Records in any order; words, configurations and acknowledgements that belong to none of them are left out. */
export async function makeReceipt({ records, now, id, ...given }: ReceiptParts): Promise<Receipt> {
	const sorted = [...records].sort((a, b) => a.sequence - b.sequence);
	const named = <Value>(all: Record<string, Value>, hashes: (string | null)[]) =>
		Object.fromEntries([...new Set(hashes)].flatMap((hash) => (hash && all[hash] ? [[hash, all[hash]!]] : [])));
	const facts = {
		version: 1 as const,
		id,
		createdAt: new Date(now).toISOString(),
		records: sorted,
		notices: named(
			given.notices,
			sorted.map(({ notice }) => notice.textHash),
		),
		configs: named(
			given.configs,
			sorted.map(({ notice }) => notice.configHash),
		),
		acknowledgements: sorted.flatMap((record) => given.acknowledgements.find((each) => each.id === record.id) ?? []),
	};
	const missing = missingOf(facts);
	const unhashed = { ...facts, missing, statement: makeStatement(facts, missing) };
	return { ...unhashed, hash: await hashRecord(unhashed) };
}
