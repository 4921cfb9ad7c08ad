/** A record in plain words: what came about, how, and how each thing stood afterwards. */
import type { Settings } from "../../types/config.ts";
import type { State } from "../../types/consent.ts";
import type { ConsentRecord } from "../../types/record.ts";
import type { Telling } from "../../types/stage.ts";
import { countryName, fillText } from "../policy/words.ts";
import { listOf } from "./wording.ts";

/** What differs between a record and the snapshot of a choice. */
export type Answered = Pick<ConsentRecord, "purposes" | "vendors">;

/** A purpose by its title, a vendor by its name. */
export function titleOf({ words }: Pick<Telling, "words">, { purposes }: Settings, id: string, isVendor: boolean) {
	if (isVendor) return purposes.flatMap(({ vendors }) => vendors).find((each) => each.id === id)?.name ?? id;
	return purposes.find((each) => each.id === id)?.title ?? words.purposes[id]?.title ?? id;
}

/** Everything answered by itself: the purposes, then the vendors that differ from theirs. */
export const answersOf = ({ purposes, vendors }: Answered): [id: string, state: State, isVendor: boolean][] => [
	...Object.entries(purposes).map(([id, state]): [string, State, boolean] => [id, state, false]),
	...Object.entries(vendors).map(([id, state]): [string, State, boolean] => [id, state, true]),
];

/** Names of what was granted, which `isOf` leaves out or not, as a list inside a sentence. */
function grantedIn(telling: Telling, record: ConsentRecord, isOf: (key: string) => boolean = () => true) {
	const settings = telling.settingsOf(record);
	const found = answersOf(record).filter(([id, state, isVendor]) => state === "granted" && isOf(`${isVendor} ${id}`));
	const named = found.map(([id, , isVendor]) => ({
		id,
		title: isVendor ? titleOf(telling, settings, id, true) : settings.purposes.find((each) => each.id === id)?.title,
	}));
	return named.length ? listOf(telling, telling.words, named) : "";
}
const keysOf = (record: ConsentRecord | undefined) =>
	new Set(
		(record ? answersOf(record) : []).flatMap(([id, state, isVendor]) =>
			state === "granted" ? `${isVendor} ${id}` : [],
		),
	);

/** Methods by which no person answered here. */
const byOthers = { gpc: "gpc", dnt: "dnt", import: "import", expiry: "expiry" } as const;

/** What a record says, as a sentence; where no person decided, with what is allowed since. */
export function sentenceOf(telling: Telling, record: ConsentRecord, before?: ConsentRecord): [string, string?] {
	const { history } = telling.own;
	const { method, automated } = record;
	const granted = grantedIn(telling, record);
	const other = byOthers[method as keyof typeof byOthers] ?? (automated && (method === "api" ? "api" : "automated"));
	if (other) return [history[other], granted ? fillText(history.allowed, { purposes: granted }) : history.noneAllowed];
	if (method === "close" && !granted) return [history.close];
	const states = Object.values(record.purposes);
	if (method === "accept-all" && granted && states.every((state) => /granted|not-asked/.test(state)))
		return [history.acceptAll];
	const now = keysOf(record);
	const earlier = keysOf(before);
	const isNew = [...now].some((key) => !earlier.has(key));
	const taken = before && !isNew && grantedIn(telling, before, (key) => !now.has(key));
	if (method === "withdraw" && !granted)
		return [taken && hasRest(before!) ? fillText(history.withdraw, { purposes: taken }) : history.withdrawAll];
	if (method !== "reject-all" && taken) return [fillText(history.withdraw, { purposes: taken })];
	if (!granted) return [method === "reject-all" ? history.rejectAll : history.saveNone];
	const purposes = method === "always" && isNew ? grantedIn(telling, record, (key) => !earlier.has(key)) : granted;
	return [fillText(history.save, { purposes })];
}
/** Some of it had not been allowed. */
const hasRest = ({ purposes }: ConsentRecord) => Object.values(purposes).some((state) => state !== "granted");

/** Which rules applied, in words; a state of the US by its name. */
export function rulesOf(
	{ language, words, own }: Telling,
	{ region, regime }: Pick<ConsentRecord, "region" | "regime">,
) {
	const state = region && (words.policy[region as `US-${string}`] ?? countryName(language, region.slice(0, 2)));
	const place = state ? fillText(own.receipt.rules, { place: state }) : own.receipt.rulesHere;
	return `${place} ${own.regimes[regime]}`;
}
