/**
 * The one place where "may this run?" is answered. Free of DOM and network at import; all that changes a choice is in
 * `decide.ts`, and everything heavy comes through `load`.
 */
import type { Settings, SettledPurpose } from "../../types/config.ts";
import type { Consent, Snapshot, State } from "../../types/consent.ts";
import type { Core, Environment } from "../../types/core.ts";
import type { Desk } from "../../types/parts.ts";
import { lookDeeper } from "./deeper.ts";
import { attempt } from "./errors.ts";
import { decode, draftNames, isChoice, readChoice, recall } from "./storage.ts";

export interface Kernel {
	consent: Consent;
	/** Begins with these settings: reads the stored choice, tells every listener; at once unless it must erase first. Called once. */
	start(settings: Settings): Promise<void>;
	/** Calls what is not ours; if it throws, the rest goes on. */
	call<Given>(callback: (given: Given) => void, given: Given): void;
	/** Ends with `dispose`. Handed to `addEventListener` as its options, it ends the listening as well. */
	life: AbortController;
}

export function createConsent(env: Environment): Kernel {
	const { load, report, now = Date.now } = env;
	const gpc = (globalThis.navigator as { globalPrivacyControl?: boolean } | undefined)?.globalPrivacyControl === true;
	const life = new AbortController();
	const listeners = new Set<(snapshot: Snapshot) => void>();
	/** At hand once loaded, so that a decision is written within the visitor's click. */
	let desk: Desk | undefined;
	let settle: (snapshot: Snapshot) => void;
	const ready = new Promise<Snapshot>((resolve) => {
		settle = resolve;
	});

	const all = () => core.settings?.purposes ?? [];
	const optional = () => all().filter((purpose) => !purpose.required);
	const isCurrent = () => core.choice?.revision === core.settings!.revision && core.choice.expires > now();

	function stateOf(purpose: SettledPurpose, vendor = "") {
		const { answers = {} } = core.choice ?? {};
		const own = purpose.vendors.some(({ id }) => id === vendor) && answers[`/${vendor}`];
		const [state, mark] = (own || answers[purpose.id] || "not-asked").split(":");
		// A grant holds only for what was asked then; refusals outlive expiry and change.
		return (state === "granted" && !(isCurrent() && mark === purpose.print) ? "not-asked" : state) as State;
	}

	function permits(id: string, vendor?: string) {
		const purpose = all().find((each) => each.id === id);
		if (!purpose || purpose.required) return !!purpose;
		const state = stateOf(purpose, vendor);
		const isDefault =
			/^(opt-out|notice)$/.test(core.settings!.regime) &&
			!purpose.involves.some((what) => what === "sensitive" || (gpc && what !== "profiling"));
		return state === "granted" || (state === "not-asked" && isDefault);
	}

	function snapshot(): Snapshot {
		const { settings, choice } = core;
		const { region = null, regime = "opt-in" } = settings ?? {};
		const iso = (time?: number) => (time ? new Date(time).toISOString() : null);
		const purposes: Snapshot["purposes"] = {};
		const vendors: Snapshot["vendors"] = {};
		for (const purpose of all()) {
			const state = (purposes[purpose.id] = stateOf(purpose));
			for (const { id } of purpose.vendors) {
				const own = stateOf(purpose, id);
				if (own !== state) vendors[id] = own;
			}
		}
		return {
			version: 1,
			decided: !!settings && optional().every(({ id }) => isCurrent() && purposes[id] !== "not-asked"),
			regime,
			region,
			regionSource: region ? "config" : "unknown",
			purposes,
			vendors,
			signals: { gpc },
			method: choice?.method ?? null,
			decidedAt: iso(choice?.time),
			expiresAt: iso(choice?.expires),
			language: env.language,
		};
	}

	/** Tells every listener. */
	function apply() {
		for (const listener of [...listeners]) call(listener, snapshot());
		document.dispatchEvent(new CustomEvent("yoursay:change", { detail: snapshot() }));
	}

	const core: Core = { env, isKept: true, optional, stateOf, permits, snapshot, apply };

	/** Calls what is not ours; if it throws, the rest goes on. */
	function call<Given>(callback: (given: Given) => void, given: Given) {
		try {
			callback(given);
		} catch (cause) {
			report("listener-threw", "", cause);
		}
	}

	/** Has the desk do it: at once where it is at hand. Trouble is reported and changes nothing. */
	async function ask<Name extends keyof Desk>(name: Name, ...given: unknown[]) {
		try {
			if (!core.settings) await ready;
			desk ??= await env.desk();
			return await (desk[name] as (...all: unknown[]) => unknown)(core, ...given);
		} catch (cause) {
			report("desk-failed", name, cause);
			return name === "records" ? [] : name === "receipt" ? null : snapshot();
		}
	}

	const consent = {
		ready,
		snapshot,
		allows: permits,
		subscribe(listener) {
			listeners.add(listener);
			call(listener, snapshot());
			return () => void listeners.delete(listener);
		},
		dispose() {
			listeners.clear();
			life.abort();
		},
	} as Consent;
	for (const name of [
		"decide",
		"acceptAll",
		"rejectAll",
		"withdraw",
		"open",
		"close",
		"records",
		"receipt",
		"erase",
	] as const)
		consent[name] = ((...given: unknown[]) => ask(name, ...given)) as never;

	function reread() {
		const found = readChoice(core.settings!.key, () => {});
		if (found ? found.time <= (core.choice?.time ?? 0) : !core.isKept || !core.choice) return;
		core.choice = found;
		apply();
		ask("enforce");
	}

	/** Takes over what only IndexedDB still had, where it is the newer choice. */
	function adopt(text: string) {
		if (!isChoice(text) || +text.slice(2, 15) <= (core.choice?.time ?? 0)) return;
		core.choice = decode(text);
		// At once, so that no event in between has the older one read again.
		attempt(() => localStorage.setItem(core.settings!.key, text));
		apply();
		ask("restore", text);
	}

	async function start(settings: Settings) {
		const { key } = settings;
		const mark = `${key}-erase`;
		// Nothing runs until what a withdrawn vendor wrote on its last page is gone.
		const eraser = recall(mark) ? await load("erase").catch(() => {}) : undefined; // reported by load
		core.settings = settings;
		core.choice = readChoice(key, (text) => {
			attempt(() => localStorage.setItem(`${key}-aside`, text));
			report("storage-foreign", key);
		});
		eraser?.finishErasing(core, mark);
		// After these, another tab or an earlier visit to this page may have left a newer choice.
		addEventListener("storage", reread, life);
		addEventListener("pageshow", reread, life);
		addEventListener("visibilitychange", reread, life);
		apply();
		const time = `${core.choice?.time ?? null}`;
		const holds = (text: string) => attempt(() => document.cookie.includes(text));
		const isStale = holds(`${key}=`) && !holds(`${key}=1.${time}.`);
		if (isStale || draftNames(key).length || `${recall(`${key}-outbox`) ?? null}` !== time) ask("resume");
		lookDeeper(key)
			.then(adopt, () => {}) // forbidden here: what could be read at once is all there is
			.then(() => settle(snapshot()));
	}

	return { consent, start, call, life };
}
