import type { Settings } from "../../types/config.ts";
import type { ConsentRecord, Draft } from "../../types/record.ts";
import { canonical, digest, hashRecord } from "../core/canonical.ts";
import { recorded } from "../core/recorded.ts";
import { rank } from "../core/storage.ts";
import { makeSecret } from "./secret.ts";
import type { Entry, Store } from "./store.ts";
import { uuid } from "./uuid.ts";

/** Where this browser's chain stands. */
export interface Head {
	sequence: number;
	hash: string;
}

/** A record on its way to the collector, with the secret it was made under. */
export interface Waiting {
	record: ConsentRecord;
	secret: string;
}

declare const __VERSION__: string;

/** A draft's id holds the random part of its record's UUIDv7, the choice its time; so sealing twice gives one id. */
export const idOf = ({ id, snapshot }: Draft) =>
	uuid(Date.parse(snapshot.decidedAt!), Uint8Array.from(id.split("-"), Number));

/** Everything a draft says about the decision, in the record's form. */
function factsOf(draft: Draft, settings: Settings) {
	const { automated, shown, snapshot } = draft;
	const { site } = settings;
	const optional = settings.purposes.filter(({ required }) => !required);
	return {
		version: 1 as const,
		id: idOf(draft),
		site: site?.id ?? location.host,
		controller: site?.controller?.name ?? site?.name ?? location.host,
		occurredAt: snapshot.decidedAt!,
		region: snapshot.region,
		regionSource: snapshot.regionSource,
		regime: snapshot.regime,
		rules: draft.rules ?? null,
		interface: { library: `yoursay/${__VERSION__}`, view: shown?.view ?? null, layout: shown?.layout ?? null },
		method: snapshot.method!,
		automated,
		purposes: Object.fromEntries(optional.map((purpose) => [purpose.id, snapshot.purposes[purpose.id] ?? "not-asked"])),
		vendors: snapshot.vendors,
		signals: snapshot.signals,
		expiresAt: snapshot.expiresAt!,
	};
}

/**
 * Gives a draft its place in the chain and writes record, outbox entry, words, head and choice in one transaction;
 * again where another tab was faster. A draft that another tab has sealed already is left alone.
 */
export async function seal(store: Store, draft: Draft, pageSettings: Settings, choice?: string): Promise<void> {
	const { shown, snapshot } = draft;
	const settings = draft.settings ?? recorded(pageSettings);
	const textHash = shown && (await digest(canonical(shown)));
	const config = JSON.parse(JSON.stringify(settings));
	const configHash = draft.settings && (await digest(canonical(config)));
	const policyVersion = typeof settings.policy === "object" ? (settings.policy.lastUpdated ?? null) : null;
	const facts = factsOf(draft, settings);
	let isSealed = false;
	while (!isSealed) {
		const head = await store.get<Head>("head"); // first: whatever changes after it is read, changes it too
		if (await store.get(`record:${facts.id}`)) return;
		const [newest, kept] = await Promise.all([store.get<string>("choice"), store.get<string>("secret")]);
		const secret = kept ?? makeSecret();
		const unhashed = {
			...facts,
			sequence: head ? head.sequence + 1 : 0,
			previous: head?.hash ?? null,
			subject: await digest(secret),
			notice: { language: shown?.language ?? snapshot.language, textHash, policyVersion, configHash },
		};
		const record: ConsentRecord = { ...unhashed, hash: await hashRecord(unhashed) };
		const { sequence, hash } = record;
		const entries: Entry[] = [
			[`record:${record.id}`, record],
			[`outbox:${record.id}`, { record, secret } satisfies Waiting],
			["head", { sequence, hash } satisfies Head],
			["secret", secret],
		];
		// Tabs may be sealed in another order than they decided in; the newest choice stays.
		if (choice && !(newest && rank(newest) > rank(choice))) entries.push(["choice", choice]);
		if (shown) entries.push([`notice:${textHash}`, shown]);
		if (configHash) entries.push([`config:${configHash}`, config]);
		isSealed = await store.writeAfter("head", head, entries);
	}
}
