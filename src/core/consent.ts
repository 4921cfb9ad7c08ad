/**
 * The one place where "may this run?" is answered. Free of DOM and network at import; all that changes a choice is in
 * `decide.ts`, and everything heavy comes through `load`.
 */
import type { SettledPurpose } from "../../types/config.ts";
import type { Consent, Snapshot, State } from "../../types/consent.ts";
import type { Core, Environment } from "../../types/core.ts";
import type { Desk } from "../../types/desk.ts";
import type { Place } from "../../types/rule.ts";
import { lookDeeper } from "./deeper.ts";
import { attempt, once } from "./errors.ts";
import { cookies, decode, draftNames, isChoice, keep, readChoice, recall } from "./storage.ts";

export interface Kernel {
	consent: Consent;
	core: Core;
	/**
	 * Begins with the core's settings: reads the stored choice, tells every listener; at once unless it must erase first. Called
	 * once. `mark` is that of the configuration, and `remembered` the place of a visitor who decided under it.
	 */
	start(mark: string, remembered?: Place): Promise<void>;
	/** In its place where the configuration may not be used: from now on nothing is allowed. */
	refuse(): void;
	/** Calls what is not ours; if it throws, the rest goes on. */
	call<Given>(callback: (given: Given) => void, given: Given): void;
	/** Ends with `dispose`. Handed to `addEventListener` as its options, it ends the listening as well. */
	life: AbortController;
}

const hasSignal = () =>
	(globalThis.navigator as { globalPrivacyControl?: boolean } | undefined)?.globalPrivacyControl === true;

export function createConsent(env: Environment): Kernel {
	const { load, report, now = Date.now } = env;
	/** Read once, and again when the page is parsed, for extensions are late; once seen it holds for this navigation. */
	let gpc = hasSignal();
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
	const lastTime = () => core.choice?.time ?? core.forgotten ?? 0;
	const isCurrent = () => core.choice?.revision === core.settings!.revision && core.choice.expires > now();

	/** A grant holds only for what was asked then, and against a signal only where the visitor was told; a no outlives all. */
	function read(purpose: SettledPurpose, name: string) {
		const [state, mark] = core.choice?.answers[name]?.split(":") ?? [];
		const isOf = mark === `${purpose.print}_` || (mark === purpose.print && !isOpposed(purpose));
		return state === "granted" && !(isCurrent() && isOf) ? undefined : state;
	}

	// Where a vendor's own answer holds no more, that to its purpose does.
	const stateOf = (purpose: SettledPurpose, vendor = "") =>
		((purpose.vendors.some(({ id }) => id === vendor) && read(purpose, `/${vendor}`)) ||
			read(purpose, purpose.id) ||
			"not-asked") as State;

	const signal = () => (gpc ? "gpc" : core.settings?.doNotTrack && navigator.doNotTrack === "1" ? "dnt" : undefined);
	const speaksOf = ({ involves }: SettledPurpose) => !!core.signal() && /sale|sharing|ads/.test(involves as never);
	const isOpposed = (purpose: SettledPurpose) => speaksOf(purpose) && core.place?.rule.signal !== "hint";
	const isHeeded = () => !!core.signal() && core.place?.rule.signal === "refuse";

	const isExempt = ({ exempt }: SettledPurpose) => !!core.place?.rule.exempt.includes(exempt!);

	function permits(id: string, vendor?: string) {
		const purpose = all().find((each) => each.id === id);
		if (!purpose || purpose.required) return purpose?.required === true;
		const state = stateOf(purpose, vendor);
		const rule = core.place?.rule;
		const isDefault =
			isExempt(purpose) ||
			(/out|notice/.test(rule?.regime ?? core.settings!.regime!) &&
				(rule?.sensitive || !purpose.involves.includes("sensitive")));
		// Before the stored choice is read, nobody knows that it was not asked.
		return state === "granted" || (state === "not-asked" && !!core.mark && isDefault && !speaksOf(purpose));
	}

	function snapshot(): Snapshot {
		const { settings, choice, place } = core;
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
			decided:
				!!settings &&
				optional().every((purpose) => isExempt(purpose) || (isCurrent() && purposes[purpose.id] !== "not-asked")),
			regime: place?.rule.regime ?? settings?.regime ?? "opt-in",
			region: (place ?? settings)?.region ?? null,
			regionSource: place ? place.regionSource : settings?.region ? "config" : "unknown",
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
		const { settings, choice, place, mark } = core;
		if (choice && place) keep(`${settings!.key}-place`, JSON.stringify([mark, place]));
		[...listeners].map((each) => call(each, snapshot()));
		document.dispatchEvent(new CustomEvent("yoursay:change", { detail: snapshot() }));
	}

	const located = once(async () => {
		const part = await load("rules");
		const before = JSON.stringify(snapshot());
		core.place = part.locate(core.settings!, now());
		// Of what is exempt from now on, or of a signal that is heeded, the snapshot says nothing.
		if (signal() || JSON.stringify(snapshot()) !== before || optional().some(isExempt)) apply();
	});
	const core: Core = {
		env,
		isKept: true,
		locate: () => located().catch(() => {}), // reported by load; until it loads the strictest holds
		signal,
		isOpposed,
		isHeeded,
		isExempt,
		optional,
		stateOf,
		permits,
		snapshot,
		apply,
	};

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
	for (const name of "decide acceptAll rejectAll withdraw open close records receipt erase".split(" ") as "decide"[])
		consent[name] = ((...given: unknown[]) => ask(name, ...given)) as never;

	function reread() {
		const found = readChoice(core.settings!.key);
		if (found ? found.time <= lastTime() : !core.isKept || !core.choice) return;
		core.choice = found;
		apply();
		ask("enforce");
	}

	/** Takes over what only IndexedDB still had, where it is the newer choice. */
	function adopt(text: string) {
		if (!isChoice(text) || +text.slice(2, 15) <= lastTime()) return;
		core.choice = decode(text);
		// At once, so that no event in between has the older one read again.
		keep(core.settings!.key, text);
		apply();
		ask("restore", text);
	}

	async function start(mark: string, remembered?: Place) {
		const settings = core.settings!;
		const { key } = settings;
		const erasing = `${key}-erase`;
		// Nothing runs until what a withdrawn vendor wrote on its last page is gone.
		const eraser = recall(erasing) ? await load("erase").catch(() => {}) : undefined; // reported by load
		core.mark = mark;
		gpc ||= hasSignal();
		core.choice = readChoice(key, (text) => {
			keep(`${key}-aside`, text);
			report("storage-foreign", key);
		});
		if (remembered) {
			core.place = remembered;
			// Whoever is to be asked is placed anew.
			if (!snapshot().decided) {
				core.place = undefined;
				core.locate();
			}
		}
		eraser?.finishErasing(core, erasing);
		document.addEventListener(
			"DOMContentLoaded",
			() => {
				if (gpc || !hasSignal()) return;
				gpc = true;
				apply();
				core.locate();
			},
			life,
		);
		// Another tab, an earlier visit to this page, or another copy of yoursay on it may have left a newer choice.
		addEventListener("storage", reread, life);
		addEventListener("pageshow", reread, life);
		addEventListener("visibilitychange", reread, life);
		document.addEventListener("yoursay:change", reread, life);
		apply();
		const time = `${lastTime()}`;
		const isStale = cookies().includes(`${key}=`) && !cookies().includes(`${key}=1.${time}.`);
		if (isStale || draftNames(key).length || `${recall(`${key}-outbox`) ?? 0}` !== time) ask("resume");
		// Forbidden here: what could be read at once is all there is.
		const looked = lookDeeper(key).then(adopt, () => {});
		looked.then(() => settle(snapshot()));
	}

	function refuse() {
		core.settings = undefined;
		// Whoever was told of the settings, as Google is, hears that they hold no more; on a server there is no page to tell.
		attempt(apply);
		settle(snapshot());
	}

	return { consent, core, start, refuse, call, life };
}
