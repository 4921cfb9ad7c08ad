/**
 * The one place where "may this run?" is answered. Free of DOM and network at import; all that changes a choice is in
 * `decide.ts`, and everything heavy comes through `load`.
 */
import type { Settings } from "../../types/config.ts";
import type { Consent, Snapshot, State } from "../../types/consent.ts";
import type { Core, Environment } from "../../types/core.ts";
import type { Desk } from "../../types/parts.ts";
import { attempt } from "./errors.ts";
import { draftNames, keep, readChoice, recall } from "./storage.ts";

export interface Kernel {
	consent: Consent;
	/** Begins with these settings: reads the stored choice, tells every listener; at once unless it must erase first. Called once. */
	start(settings: Settings): Promise<void>;
	/** Calls what is not ours; if it throws, the rest goes on. */
	call<Given>(callback: (given: Given) => void, given: Given): void;
}

/** Events after which another tab or an earlier visit to this page may have left a newer choice. */
const wakeUps = ["storage", "pageshow", "visibilitychange"];

export function createConsent(env: Environment): Kernel {
	const { load, report } = env;
	const gpc = (globalThis.navigator as { globalPrivacyControl?: boolean } | undefined)?.globalPrivacyControl === true;
	const listeners = new Set<(snapshot: Snapshot) => void>();
	/** At hand once loaded, so that a decision is written within the visitor's click. */
	let desk: Desk | undefined;
	let settle: (snapshot: Snapshot) => void;
	const ready = new Promise<Snapshot>((resolve) => {
		settle = resolve;
	});

	const all = () => core.settings?.purposes ?? [];
	const isCurrent = () =>
		!!core.choice && core.choice.expires > (env.now ?? Date.now)() && core.choice.revision === core.settings!.revision;

	const core: Core = {
		env,
		isKept: true,
		optional: () => all().filter((purpose) => !purpose.required),
		stateOf(purpose, vendor = "") {
			const { answers = {} } = core.choice ?? {};
			const own = purpose.vendors.some(({ id }) => id === vendor) && answers[`/${vendor}`];
			const [state, mark] = (own || answers[purpose.id] || "not-asked").split(":");
			// A grant holds only for what was asked then; refusals outlive expiry and change.
			return (state === "granted" && !(isCurrent() && mark === purpose.print) ? "not-asked" : state) as State;
		},
		permits(id, vendor) {
			const purpose = all().find((each) => each.id === id);
			if (!purpose || purpose.required) return !!purpose;
			const state = core.stateOf(purpose, vendor);
			const isDefault =
				/^(opt-out|notice)$/.test(core.settings!.regime) &&
				!purpose.involves.some((what) => what === "sensitive" || (gpc && what !== "profiling"));
			return state === "granted" || (state === "not-asked" && isDefault);
		},
		snapshot() {
			const { settings, choice } = core;
			const { region = null, regime = "opt-in" } = settings ?? {};
			const iso = (time?: number) => (time ? new Date(time).toISOString() : null);
			const purposes: Snapshot["purposes"] = {};
			const vendors: Snapshot["vendors"] = {};
			for (const purpose of all()) {
				const state = (purposes[purpose.id] = core.stateOf(purpose));
				for (const { id } of purpose.vendors) {
					const own = choice?.answers[`/${id}`] && core.stateOf(purpose, id);
					if (own && own !== state) vendors[id] = own;
				}
			}
			return {
				version: 1,
				decided: !!settings && core.optional().every(({ id }) => isCurrent() && purposes[id] !== "not-asked"),
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
		},
		apply() {
			for (const listener of [...listeners]) call(listener, core.snapshot());
			document.dispatchEvent(new CustomEvent("yoursay:change", { detail: core.snapshot() }));
		},
	};

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
			return name === "records" ? [] : name === "receipt" ? null : core.snapshot();
		}
	}

	const consent = {
		ready,
		snapshot: core.snapshot,
		allows: core.permits,
		subscribe(listener) {
			listeners.add(listener);
			call(listener, core.snapshot());
			return () => void listeners.delete(listener);
		},
		dispose() {
			listeners.clear();
			for (const name of wakeUps) removeEventListener(name, reread);
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
		if (found ? found.time === core.choice?.time : !core.isKept || !core.choice) return;
		core.choice = found;
		core.apply();
		ask("enforce");
	}

	/** A browser killed within seconds can lose cookie and localStorage and keep IndexedDB: then the newest choice is there. */
	function lookDeeper() {
		const opening = indexedDB.open(core.settings!.key);
		opening.onupgradeneeded = () => opening.transaction!.abort(); // looking leaves nothing behind
		opening.onsuccess = () => {
			attempt(() => {
				const reading = opening.result.transaction("keyval").objectStore("keyval").get("choice");
				reading.onsuccess = () => {
					const text = String(reading.result);
					if (+text.slice(2, 15) > (core.choice?.time ?? 0)) ask("restore", text);
				};
			});
			opening.result.close();
		};
	}

	async function start(settings: Settings) {
		const { key } = settings;
		const mark = `${key}-erase`;
		// Nothing runs until what a withdrawn vendor wrote on its last page is gone.
		const eraser = recall(mark) ? await load("erase").catch(() => {}) : undefined; // reported by load
		core.settings = settings;
		core.choice = readChoice(key, (text) => {
			keep(`${key}-aside`, text);
			report("storage-foreign", key);
		});
		eraser?.finishErasing(core, mark);
		for (const name of wakeUps) addEventListener(name, reread);
		core.apply();
		settle(core.snapshot());
		if (draftNames(key).length || `${recall(`${key}-outbox`)}` !== `${core.choice?.time ?? null}`) ask("resume");
		attempt(lookDeeper);
	}

	return { consent, start, call };
}
