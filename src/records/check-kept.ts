/** Compares what this browser keeps with what the collector holds. Loaded when somebody asks for it. */
import type { Parts } from "../../types/parts.ts";
import type { Standing } from "../../types/receipt.ts";
import type { KeptRecord } from "../../types/record.ts";
import { isAcknowledged } from "./acknowledgement.ts";
import { jsonOf } from "./answer.ts";
import { addressOf, call } from "./attempts.ts";
import { checkReceipt, differences } from "./check-receipt.ts";

/** Some hundred keys. */
const mostBytes = 64 * 1024;

/** The collector's public keys; undefined where they cannot be had: then no signature is checked. */
async function keysOf(endpoint: string): Promise<JsonWebKey[] | undefined> {
	const send: typeof fetch = (...request) => fetch(...request);
	const called = await call(send, addressOf(endpoint, "keys"), { credentials: "omit", redirect: "error" });
	if ("failure" in called || !called.response.ok) return;
	const { keys } = Object(await jsonOf(called.response, mostBytes)) as { keys?: unknown };
	return Array.isArray(keys) ? keys.filter((key) => typeof key === "object" && key) : undefined;
}

export const checkKept: Parts["verify"]["checkKept"] = async (receipt, endpoint, collected) => {
	const [keys, kept] = endpoint
		? await Promise.all([
				keysOf(endpoint),
				collected().then(
					(found) => found ?? [],
					() => undefined,
				),
			]) // unreachable
		: [];
	const { records, acknowledgements } = receipt;
	const verdict = await checkReceipt(receipt, keys).catch(
		// Of another form than any record we ever made.
		() => ({ verdict: "altered" as const, flaws: [{ path: "records", message: "cannot be read" }] }),
	);
	const held = new Map(kept?.map((each) => [each?.record?.id, each]));
	const standings = kept && (await Promise.all(records.map((record) => standingOf(record, held.get(record.id)))));
	const known = new Set(records.map(({ id }) => id));
	const more = [...held.keys()].filter((id) => !known.has(id)).length;
	return { ...verdict, standings, more, hasKeys: !!keys };

	async function standingOf(record: Standing["record"], copy: KeptRecord | undefined): Promise<Standing> {
		if (!copy) return { record, is: "missing", paths: [] };
		const paths = differences(copy.record, record).map(({ path }) => path);
		if (paths.length) return { record, is: "differs", paths };
		for (const each of [...acknowledgements, copy.acknowledgement])
			if (each?.id === record.id && each.hash === record.hash && (await isAcknowledged(each, keys ?? [])))
				return { record, is: "signed", paths };
		return { record, is: "held", paths };
	}
};
