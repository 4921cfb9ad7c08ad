import type { Receipt, ReceiptFlaw, Verdict } from "../../types/receipt.ts";
import { canonical, digest, hashRecord } from "../core/canonical.ts";
import { isAcknowledged, thumbprint } from "./acknowledgement.ts";
import { makeStatement } from "./statement.ts";
import { missingOf } from "./statement-missing.ts";

/** A path as in JavaScript: `records[2].purposes.analytics`, `statement["@id"]`; empty for the whole. */
export const show = (path: PropertyKey[]): string =>
	path.reduce<string>((all, step) => {
		if (typeof step === "number") return `${all}[${step}]`;
		const key = String(step);
		if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${all}[${JSON.stringify(key)}]`;
		return all ? `${all}.${key}` : key;
	}, "");

/** As `verifyReceipt`, of a receipt whose form is known to be right. */
export async function checkReceipt(given: Receipt, keys?: JsonWebKey[]): Promise<Verdict> {
	const flaws = [
		...(await checkRecords(given)),
		...(await checkNamed(given, "notices")),
		...(await checkNamed(given, "configs")),
		...checkAcknowledgements(given),
	];
	// From facts that are altered, other things follow: to name all of those would bury the cause.
	if (!flaws.length) flaws.push(...checkDerived(given));
	if ((await hashRecord(given)) !== given.hash) {
		flaws.push({ path: "", message: "what stands here does not have the hash that stands under `hash`" });
	}
	const { forged, unsigned } = await checkSignatures(given, (keys ?? []).filter(Boolean));
	flaws.push(...forged);
	if (flaws.length) return { verdict: "altered", flaws };
	if (!keys) return { verdict: "consistent", flaws };
	if (!given.records.length) unsigned.push({ path: "records", message: "there is no record that could be signed" });
	return { verdict: unsigned.length ? "consistent" : "authentic", flaws: unsigned };
}

async function checkRecords({ records, notices, configs }: Receipt): Promise<ReceiptFlaw[]> {
	const flaws: ReceiptFlaw[] = [];
	for (const [at, record] of records.entries()) {
		const say = (path: string, message: string) => flaws.push({ path: `records[${at}]${path}`, message });
		const { sequence, previous, subject, notice } = record;
		const before = records[at - 1];
		if ((await hashRecord(record)) !== record.hash) say("", "the record does not have the hash that it carries");
		if (sequence !== at) say(".sequence", `must be ${at}: a record is missing, or its place was changed`);
		if (previous !== (before?.hash ?? null))
			say(".previous", "must be the hash of the record before it, null in the first");
		if (subject !== records[0]!.subject) say(".subject", "differs from that of the first record");
		if (notice.textHash && !Object.hasOwn(notices, notice.textHash))
			say(".notice.textHash", "the words with this hash are not in the receipt");
		if (notice.configHash && !Object.hasOwn(configs, notice.configHash))
			say(".notice.configHash", "the configuration with this hash is not in the receipt");
	}
	return flaws;
}

async function checkNamed({ records, ...receipt }: Receipt, where: "notices" | "configs"): Promise<ReceiptFlaw[]> {
	const named = new Set(records.map(({ notice }) => (where === "notices" ? notice.textHash : notice.configHash)));
	const flaws: ReceiptFlaw[] = [];
	for (const [hash, member] of Object.entries(receipt[where])) {
		const path = show([where, hash]);
		if ((await digest(canonical(member))) !== hash)
			flaws.push({ path, message: "does not have the hash it stands under" });
		if (!named.has(hash)) flaws.push({ path, message: "no record names it" });
	}
	return flaws;
}

function checkAcknowledgements({ records, acknowledgements }: Receipt): ReceiptFlaw[] {
	return acknowledgements.flatMap(({ id, hash }, at) => {
		const path = `acknowledgements[${at}]`;
		const record = records.find((each) => each.id === id);
		if (!record) return { path: `${path}.id`, message: "there is no record with this id" };
		if (acknowledgements.findIndex((each) => each.id === id) !== at)
			return { path: `${path}.id`, message: "the record with this id is acknowledged already" };
		return record.hash === hash ? [] : { path: `${path}.hash`, message: "is not the hash of the record with this id" };
	});
}

function checkDerived(given: Receipt): ReceiptFlaw[] {
	const missing = missingOf(given);
	return [
		...differences(given.missing, missing, ["missing"]),
		...differences(given.statement, makeStatement(given, missing), ["statement"]),
	];
}

/** Where two JSON values differ, as deep as can be said. */
export function differences(found: unknown, due: unknown, path: PropertyKey[] = []): ReceiptFlaw[] {
	const isNode = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
	if (!isNode(found) || !isNode(due) || Array.isArray(found) !== Array.isArray(due)) {
		return Object.is(found, due)
			? []
			: [{ path: show(path), message: "differs from what the rest of the receipt says" }];
	}
	return [...new Set([...Object.keys(found), ...Object.keys(due)])].flatMap((key) => {
		const at = [...path, Array.isArray(due) ? Number(key) : key];
		if (!Object.hasOwn(found, key)) return { path: show(at), message: "is missing" };
		if (!Object.hasOwn(due, key)) return { path: show(at), message: "follows from nothing in the receipt" };
		return differences(found[key], due[key], at);
	});
}

/** A wrong signature of a key that is trusted is forged; one of another key, or none at all, proves nothing. */
async function checkSignatures({ records, acknowledgements }: Receipt, keys: JsonWebKey[]) {
	const kids = new Set(await Promise.all(keys.map(thumbprint)));
	const forged: ReceiptFlaw[] = [];
	const unsigned: ReceiptFlaw[] = [];
	for (const [at, { id }] of records.entries()) {
		const place = acknowledgements.findIndex((each) => each.id === id);
		const acknowledgement = acknowledgements[place];
		if (!acknowledgement) unsigned.push({ path: `records[${at}]`, message: "no collector has signed it" });
		else if (!(await isAcknowledged(acknowledgement, keys))) {
			const isKnown = kids.has(acknowledgement.kid);
			const message = isKnown ? "is not what the key signed" : "is signed by none of the keys given";
			(isKnown ? forged : unsigned).push({ path: `acknowledgements[${place}]`, message });
		}
	}
	return { forged, unsigned };
}
