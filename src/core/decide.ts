/** All that changes a choice: what an answer means, its one synchronous write, and what follows from it. */
import type { SettledPurpose } from "../../types/config.ts";
import type { Choices, DecideOptions, Snapshot, State } from "../../types/consent.ts";
import type { Choice, Core } from "../../types/core.ts";
import type { Decider, Records } from "../../types/parts.ts";
import type { Draft } from "../../types/record.ts";
import { bake, keep, readChoice } from "./storage.ts";

/** Months until the question comes back, for grants and refusals alike. */
const lifeMonths = 6;
/** Withdrawing what already ran waits this long for the record before the page is loaded again. */
const sealPatienceMs = 2000;

/** A yes grants; a no withdraws a grant, objects where consent is not the basis, else refuses. */
export const answer = (yes: unknown, old: State, { legalBasis }: SettledPurpose): State =>
	yes === true
		? "granted"
		: old === "granted"
			? "withdrawn"
			: old !== "not-asked"
				? old
				: legalBasis === "consent"
					? "refused"
					: "objected";

/**
 * Writes draft and choice. The draft goes first and carries the choice in its first line, so that one write holds
 * both and a crash between the writes loses neither. False where the device kept nothing.
 */
function write(core: Core, draft: Draft, text: string): boolean {
	const { key } = core.settings!;
	const { time, expires } = core.choice!;
	const name = `${key}~${draft.id}`;
	keep(name, `${text}\n${JSON.stringify(draft)}`) ||
		keep(name, `${text}\n${JSON.stringify({ ...draft, shown: null, settings: null })}`);
	return writeChoice(core, text, expires - time);
}

/** A choice in the grammar of `storage.ts`. */
function encode({ time, expires, revision, method, answers }: Choice): string {
	const list = Object.entries(answers).map((each) => `!${each.join(":")}`);
	return `1.${time}.${expires}.${revision}.${method}${list.join("")}`;
}

/** Into localStorage and the cookie; false where neither kept it. */
function writeChoice({ settings }: Core, text: string, lifeMs: number): boolean {
	const { key } = settings!;
	// A full device must not keep an older, wider choice: taking that away always works, and makes room.
	const isKept = keep(key, text) || (keep(key, null) && keep(key, text));
	const isBaked = bake(settings!, text, lifeMs);
	return !!(isKept || isBaked);
}

function openRecords(core: Core): Promise<Records> {
	const { load, report, onDispose } = core.env;
	if (!core.records) {
		const opened = load("records").then((part) => part.openRecords(core.settings!.key, report));
		core.records = opened;
		onDispose?.(() => opened.then((room) => room.dispose()));
	}
	return core.records;
}

/** `all` answers every optional purpose and ends vendors' own answers; so does a panel's `save` for vendors it does not name. */
async function change(
	core: Core,
	{ all, purposes = {}, vendors = {} }: Choices & { all?: boolean },
	options: DecideOptions,
): Promise<Snapshot> {
	const { env, optional, stateOf } = core;
	const settings = core.settings!;
	// Another tab may have decided since; its answer is what this one builds on.
	const stored = readChoice(settings.key, () => {});
	if (stored && stored.time > (core.choice?.time ?? 0)) core.choice = stored;
	const time = Math.max((env.now ?? Date.now)(), (core.choice?.time ?? 0) + 1);
	const expires = new Date(time);
	expires.setUTCMonth(expires.getUTCMonth() + lifeMonths);

	const answers: Choice["answers"] = {};
	const known = new Set<string>();
	for (const purpose of optional()) {
		const { id, print } = purpose;
		const old = stateOf(purpose);
		const isUntouched =
			all === undefined && !Object.hasOwn(purposes, id) && (options.method === "always" || old !== "not-asked");
		const state = isUntouched ? old : answer(all ?? purposes[id], old, purpose);
		known.add(id);
		if (state !== "not-asked") answers[id] = `${state}:${print}`;
		for (const { id: vendor } of purpose.vendors) {
			known.add(vendor);
			const own = core.choice?.answers[`/${vendor}`] ? stateOf(purpose, vendor) : "not-asked";
			const isEnded = !Object.hasOwn(vendors, vendor) && (all !== undefined || options.method === "save");
			// A grant that ends with its vendor's own answer stays on record as withdrawn.
			const next = isEnded
				? own === "granted" && state !== "granted"
					? "withdrawn"
					: "not-asked"
				: Object.hasOwn(vendors, vendor)
					? answer(vendors[vendor], stateOf(purpose, vendor), purpose)
					: own;
			if (next !== "not-asked") answers[`/${vendor}`] = `${next}:${print}`;
		}
	}
	for (const id of Object.keys({ ...purposes, ...vendors })) if (!known.has(id)) env.report("purpose-unknown", id);

	core.choice = { time, expires: +expires, revision: settings.revision, method: options.method ?? "api", answers };
	const draft: Draft = {
		id: crypto.getRandomValues(new Uint8Array(10)).join("-"),
		automated: !(options.event instanceof Event && options.event.isTrusted),
		snapshot: core.snapshot(),
		shown: options.shown ?? null,
		settings,
	};
	const text = encode(core.choice);
	core.isKept = env.isKept = write(core, draft, text);
	if (!core.isKept) env.report("storage-blocked");
	core.apply();
	const durable = openRecords(core)
		.then((room) => room.seal([draft], settings, text))
		.catch(() => {}); // reported; the draft stays where it was written and is sealed by the next page
	const enforced = enforce(core, durable);
	await durable;
	if (env.runsRefused?.()) await enforced;
	return core.snapshot();
}

export const decide: Decider["decide"] = (core, choices, options) =>
	change(core, choices, { method: "api", ...options });
export const acceptAll: Decider["acceptAll"] = (core, options) =>
	change(core, { all: true }, { method: "accept-all", ...options });
export const rejectAll: Decider["rejectAll"] = (core, options) =>
	change(core, { all: false }, { method: "reject-all", ...options });
export const withdraw: Decider["withdraw"] = (core, options) =>
	change(core, { all: false }, { method: "withdraw", ...options });
export const records: Decider["records"] = async (core) => (await openRecords(core)).all();
export const resume: Decider["resume"] = async (core) => (await openRecords(core)).resume(core.settings!);

export const receipt: Decider["receipt"] = async (core) => {
	const [room, { makeReceipt }] = await Promise.all([openRecords(core), core.env.load("receipt")]);
	const evidence = await room.evidence();
	return evidence.records.length ? makeReceipt(evidence) : null;
};

export const restore: Decider["restore"] = async (core, text) => {
	const { time, expires } = core.choice!;
	if (!text.startsWith(`1.${time}.`)) return; // decided anew meanwhile
	writeChoice(core, text, expires - (core.env.now ?? Date.now)());
	await enforce(core);
	await resume(core);
};

export const enforce: Decider["enforce"] = async ({ env, settings, optional, permits }, durable) => {
	const isRefused = optional().some(({ id, vendors }) =>
		vendors.some((vendor) => (vendor.cookies || vendor.storage) && !permits(id, vendor.id)),
	);
	const isRunning = env.runsRefused?.();
	if (isRunning) keep(`${settings!.key}-erase`, String(Date.now()));
	if (isRefused)
		await env.load("erase").then(
			({ eraseRefused }) => eraseRefused(settings!, permits, env.report),
			() => {}, // reported; the next page erases
		);
	if (!isRunning || settings!.onWithdraw === "none") return;
	await Promise.race([durable, new Promise((resolve) => setTimeout(resolve, sealPatienceMs))]);
	location.reload();
};

export const erase: Decider["erase"] = async (core) => {
	await (await openRecords(core)).erase(core.settings!);
	core.choice = undefined;
	core.apply();
	await enforce(core);
};
