/** All that changes a choice: what an answer means, its one synchronous write, and what follows from it. */
import type { SettledPurpose } from "../../types/config.ts";
import type { Choices, DecideOptions, Snapshot, State } from "../../types/consent.ts";
import type { Choice, Core } from "../../types/core.ts";
import type { Decider } from "../../types/desk.ts";
import type { Draft } from "../../types/record.ts";
import type { Records } from "../../types/store.ts";
import { recorded } from "./recorded.ts";
import { bake, keep, readChoice, recall } from "./storage.ts";

/** Where the rules did not load: the longest pause and the shortest life that any of them has. */
const strictest = { askMonths: 12, lifeMonths: 6, age: 18 };
/** Withdrawing what already ran waits this long for the record before the page is loaded again. */
const sealPatienceMs = 2000;

/** A yes grants; a no withdraws a grant, objects where something else than consent is the basis, else refuses. */
export const answer = (isYes: boolean, old: State, isConsent: boolean): State =>
	isYes ? "granted" : old === "granted" ? "withdrawn" : old !== "not-asked" ? old : isConsent ? "refused" : "objected";

export const monthsAfter: Decider["monthsAfter"] = (time, months) => {
	const date = new Date(time);
	const day = date.getUTCDate();
	date.setUTCMonth(date.getUTCMonth() + months);
	return date.getUTCDate() === day ? +date : date.setUTCDate(0);
};

/** As the purpose or vendor stood, also where only the browser's signal keeps a grant from holding. */
const stateBefore = (core: Core, purpose: SettledPurpose, vendor?: string): State =>
	core.isOpposed(purpose) && core.choice?.answers[vendor ? `/${vendor}` : purpose.id] === `granted:${purpose.print}`
		? "granted"
		: core.stateOf(purpose, vendor);

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
function writeChoice({ env, settings }: Core, text: string, lifeMs: number): boolean {
	const { key, storage } = settings!;
	// A full device must not keep an older, wider choice: taking that away always works, and makes room.
	const isKept = keep(key, text) || (keep(key, null) && keep(key, text));
	let isBaked = bake(settings!, text, lifeMs);
	const domain = storage?.cookie?.domain;
	// A public suffix, or another site's: then for this host alone.
	if (!isBaked && domain && (isBaked = bake({ ...settings!, storage: {} }, text, lifeMs)))
		env.report("storage-domain", domain);
	return !!(isKept || isBaked);
}

function openRecords(core: Core): Promise<Records> {
	const { load, report } = core.env;
	core.records ??= untilDisposed(
		core,
		load("records").then((part) => part.openRecords(core.settings!.key, report)),
	);
	return core.records;
}

function untilDisposed<Room extends { dispose(): void }>({ env }: Core, opening: Promise<Room>): Promise<Room> {
	const close = () =>
		opening.then(
			(room) => room.dispose(),
			() => {}, // reported by load
		);
	env.onDispose?.(close);
	return opening;
}

/** Another tab may have decided since; its answer is what this one builds on. */
function catchUp(core: Core): void {
	const stored = readChoice(core.settings!.key);
	if (stored && stored.time > (core.choice?.time ?? 0)) core.choice = stored;
}

/** What a record may name; anything else that a program says is its own affair. */
const methods = /^(accept-all|reject-all|save|close|withdraw|always|gpc|dnt|import|expiry)$/;

/** `all` answers every optional purpose and ends vendors' own answers; so does a panel's `save` for vendors it does not name. */
async function change(
	core: Core,
	{ all: given, purposes = {}, vendors: named = {}, age }: Choices & { all?: boolean },
	options: DecideOptions,
): Promise<Snapshot> {
	const { env, optional, isExempt } = core;
	const settings = core.settings!;
	const rule = core.place?.rule ?? strictest;
	if (age !== undefined) {
		// Whatever is no number of years counts as too few.
		if (!(age >= rule.age)) core.isMinor = true;
		else if (given === undefined && !Object.keys({ ...purposes, ...named }).length) return core.snapshot();
	}
	const all = core.isMinor ? false : given;
	const vendors = core.isMinor ? {} : named;
	catchUp(core);
	const before = core.choice;
	const time = Math.max((env.now ?? Date.now)(), (before?.time ?? 0) + 1);
	const leavesRest = /^(always|gpc|dnt)$/.test(options.method!);

	const answers: Choice["answers"] = {};
	let isRenewed = true;
	/** A yes, unless the browser says no and the visitor was not told so. */
	const isYes = (wanted: unknown, purpose: SettledPurpose, vendor?: string) => {
		const isOpposed =
			wanted === true && core.isOpposed(purpose) && !options.overSignal && core.stateOf(purpose, vendor) !== "granted";
		if (isOpposed) env.report("signal-stands", purpose.id);
		return wanted === true && !isOpposed;
	};
	const put = (name: string, state: State, isUntouched: boolean | undefined, purpose: SettledPurpose) => {
		const isKept = isUntouched && state === "granted";
		if (isKept) isRenewed = false;
		const mark = state === "granted" && core.isOpposed(purpose) ? `${purpose.print}_` : purpose.print;
		if (state !== "not-asked") answers[name] = isKept ? before!.answers[name]! : `${state}:${mark}`;
	};
	for (const purpose of optional()) {
		const { id } = purpose;
		const isConsent = purpose.legalBasis === "consent" && !isExempt(purpose);
		const old = stateBefore(core, purpose);
		const isRest = leavesRest || old !== "not-asked" || isExempt(purpose);
		const isUntouched =
			all === undefined ? !Object.hasOwn(purposes, id) && isRest : all && old === "not-asked" && isExempt(purpose);
		const state = isUntouched ? old : answer(isYes(all ?? purposes[id], purpose), old, isConsent);
		put(id, state, isUntouched, purpose);
		for (const { id: vendor } of purpose.vendors) {
			const own = before?.answers[`/${vendor}`] ? stateBefore(core, purpose, vendor) : "not-asked";
			const isOwn = Object.hasOwn(vendors, vendor);
			const isEnded = !isOwn && (all !== undefined || options.method === "save");
			// A grant that ends with its vendor's own answer stays on record as withdrawn.
			const next = isEnded
				? own === "granted" && state !== "granted"
					? "withdrawn"
					: "not-asked"
				: isOwn
					? answer(isYes(vendors[vendor], purpose, vendor), stateBefore(core, purpose, vendor), isConsent)
					: own;
			put(`/${vendor}`, next, !isOwn, purpose);
		}
	}
	const known = settings.purposes.flatMap(({ id, vendors: own }) => [id, ...own.map((vendor) => vendor.id)]);
	for (const id of Object.keys({ ...purposes, ...vendors })) if (!known.includes(id)) env.report("purpose-unknown", id);

	const isGrant = Object.values(answers).some((each) => each.startsWith("granted"));
	const until = monthsAfter(time, isGrant ? rule.lifeMonths : rule.askMonths);
	// What is not answered anew does not begin anew either.
	const expires = isRenewed ? until : Math.min(before!.expires, until);
	core.choice = {
		time,
		expires,
		revision: settings.revision,
		method: methods.test(options.method!) ? options.method! : "api",
		answers,
	};
	const draft: Draft = {
		id: crypto.getRandomValues(new Uint8Array(10)).join("-"),
		automated: !(options.event instanceof Event && options.event.isTrusted),
		snapshot: core.snapshot(),
		shown: options.shown ?? null,
		settings: recorded(settings),
		rules: core.place?.rules ?? null,
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

export const heed: Decider["heed"] = async (core) => {
	catchUp(core);
	const overridden = (names: string[], prefix = "") =>
		Object.fromEntries(
			names
				.filter((name) => /^granted:\w*[^_]$/.test(core.choice?.answers[prefix + name] ?? ""))
				.map((name) => [name, false]),
		);
	const opposed = core.optional().filter(core.isOpposed);
	const purposes = overridden(opposed.map(({ id }) => id));
	const vendors = overridden(
		opposed.flatMap((purpose) => purpose.vendors.map(({ id }) => id)),
		"/",
	);
	const isAny = Object.keys({ ...purposes, ...vendors }).length > 0;
	if (isAny) await change(core, { purposes, vendors }, { method: core.signal() });
	return isAny;
};

export const records: Decider["records"] = async (core) => (await openRecords(core)).all();
export const collected: Decider["collected"] = async (core) => (await openRecords(core)).collected(core.settings!);

export const requests: Decider["requests"] = (core) => {
	const { load, report } = core.env;
	const open = async () => {
		const room = (await load("requests")).openRequests(core.settings!, report);
		room.resume();
		return room;
	};
	core.requests ??= untilDisposed(core, open());
	core.requests.catch(() => (core.requests = undefined)); // the next need tries again
	return core.requests;
};

export const resume: Decider["resume"] = async (core) => {
	if (recall(`${core.settings!.key}-requests`)) requests(core).catch(() => {}); // reported by load
	await (await openRecords(core)).resume(core.settings!);
};

export const evidence: Decider["evidence"] = async (core) => (await openRecords(core)).evidence();

export const receipt: Decider["receipt"] = async (core) => {
	const [given, { makeReceipt }] = await Promise.all([evidence(core), core.env.load("receipt")]);
	return given.records.length ? makeReceipt(given) : null;
};

export const lapsed: Decider["lapsed"] = (core) =>
	core.optional().flatMap((purpose) => {
		const names = [purpose.id, ...purpose.vendors.map(({ id }) => `/${id}`)];
		const marks = names.flatMap((name) => /^granted:(\w+?)_?$/.exec(core.choice?.answers[name] ?? "")?.[1] ?? []);
		return [...new Set(marks)].filter((mark) => mark !== purpose.print).map((mark) => ({ purpose, mark }));
	});

export const reword: Decider["reword"] = (core, { id, print, vendors }, mark) => {
	catchUp(core);
	const choice = core.choice!;
	const { answers, expires } = choice;
	for (const name of [id, ...vendors.map((vendor) => `/${vendor.id}`)]) {
		// With the `_` of a grant that knew of the browser's signal, or without.
		const [, end] = answers[name]?.split(`granted:${mark}`) ?? [];
		if (end === "" || end === "_") answers[name] = `granted:${print}${end}`;
	}
	writeChoice(core, encode(choice), expires - (core.env.now ?? Date.now)());
	core.apply();
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
	core.forgotten = core.choice?.time;
	core.choice = undefined;
	core.apply();
	await enforce(core);
};
