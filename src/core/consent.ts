/**
 * The one place where a decision becomes true and "may this run?" is answered. Free of DOM and network at import;
 * everything heavy comes through `load`.
 */
import type { SettledPurpose, Settings } from "../../types/config.ts";
import type { Choices, Consent, DecideOptions, Snapshot, State } from "../../types/consent.ts";
import type { Load, Records, Report } from "../../types/parts.ts";
import type { Draft, Method } from "../../types/record.ts";
import { type Choice, draftNames, keep, readChoice, recall, writeChoice } from "./storage.ts";
import { uuid } from "./uuid.ts";

/** Months until the question comes back, for grants and refusals alike. */
const lifeMonths = 6;

/** Withdrawing what already ran waits this long for the record before the page is loaded again. */
const sealPatienceMs = 2000;

export interface Environment {
	load: Load;
	report: Report;
	language: string;
	/** Milliseconds since 1970. @default Date.now */
	now?(): number;
	open(view: Parameters<Consent["open"]>[0]): Promise<void>;
	/** Closes the open view; true when it was the first layer. */
	close(): boolean;
	/** True while something runs on this page that is no longer allowed. */
	runsRefused?(): boolean;
}

export interface Kernel {
	consent: Consent;
	/** Begins with these settings: reads the stored choice, tells every listener. Called once. */
	start(settings: Settings): void;
}

export function createConsent(env: Environment): Kernel {
	const { load, report } = env;
	const now = env.now ?? Date.now;
	const gpc = typeof navigator === "object" && (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
	const listeners = new Set<(snapshot: Snapshot) => void>();
	const undo: (() => void)[] = [];
	let settings: Settings | undefined;
	let choice: Choice | undefined;
	let kept = true;
	let records: Promise<Records> | undefined;
	/** True while what a withdrawn vendor left is being erased: nothing optional runs until then. */
	let cleaning = false;
	let settle: (snapshot: Snapshot) => void;
	const ready = new Promise<Snapshot>((resolve) => {
		settle = resolve;
	});

	const purposes = () => settings?.purposes ?? [];
	const optional = () => purposes().filter((purpose) => !purpose.required);
	const isCurrent = () => !!choice && choice.expires > now() && choice.revision === settings?.revision;

	/** A grant holds only for what was asked then; refusals outlive expiry and change. */
	const holds = (key: string, purpose: SettledPurpose) => {
		const [state, mark] = (choice?.answers[key] ?? "not-asked").split(":");
		return (state === "granted" && !(isCurrent() && mark === print(purpose)) ? "not-asked" : state) as State;
	};
	const stateOf = (purpose: SettledPurpose) => holds(purpose.id, purpose);
	const vendorState = (purpose: SettledPurpose, vendor: string) =>
		choice?.answers[`/${vendor}`] && purpose.vendors.some(({ id }) => id === vendor) ? holds(`/${vendor}`, purpose) : stateOf(purpose);
	/** Vendors' own answers, by id. */
	const ownAnswers = () =>
		Object.fromEntries(
			Object.entries(choice?.answers ?? {})
				.filter(([key]) => key[0] === "/")
				.map(([key, answer]) => [key.slice(1), answer.split(":")[0] as State]),
		);

	function permits(id: string, vendor = ""): boolean {
		const purpose = purposes().find((each) => each.id === id);
		if (!purpose) return false;
		if (purpose.required) return true;
		const state = vendorState(purpose, vendor);
		const { involves } = purpose;
		return (
			state === "granted" ||
			(state === "not-asked" &&
				settings!.regime !== "opt-in" &&
				!involves.includes("sensitive") &&
				!(gpc && involves.some((what) => what !== "profiling")))
		);
	}

	const allows: Consent["allows"] = (id, vendor) =>
		permits(id, vendor) && !(cleaning && optional().some((each) => each.id === id));

	function snapshot(): Snapshot {
		const time = (value?: number) => (value ? new Date(value).toISOString() : null);
		return {
			version: 1,
			decided: !!settings && (!optional().length || (isCurrent() && optional().every((each) => stateOf(each) !== "not-asked"))),
			regime: settings?.regime ?? "opt-in",
			region: settings?.region ?? null,
			regionSource: settings?.region ? "config" : "unknown",
			purposes: Object.fromEntries(purposes().map((each) => [each.id, stateOf(each)])),
			vendors: ownAnswers(),
			signals: { gpc },
			method: choice?.method ?? null,
			decidedAt: time(choice?.time),
			expiresAt: time(choice?.expires),
			language: env.language,
		};
	}

	function tell(listener: (snapshot: Snapshot) => void) {
		try {
			listener(snapshot());
		} catch (cause) {
			report("listener-threw", "", cause);
		}
	}

	function apply() {
		for (const listener of [...listeners]) tell(listener);
		if (typeof document === "object") document.dispatchEvent(new CustomEvent("yoursay:change", { detail: snapshot() }));
	}

	const openRecords = () => (records ??= load("records").then(({ openRecords: open }) => open(settings!.key, report)));
	const flag = () => `${settings!.key}-erase`;

	/** Erases what refused vendors stored. Settles even where the eraser cannot be loaded; then says so. */
	const clean = () =>
		load("erase").then(
			({ eraseRefused }) => eraseRefused(settings!, permits).map((left) => report("not-erased", left)),
			() => {},
		);

	/** After any change: erase for the refused, and start the page afresh where they already run. */
	async function enforce(durable?: Promise<void>) {
		const refused = optional().some((each) => each.vendors.some(({ id, cookies, storage }) => (cookies || storage) && !permits(each.id, id)));
		const running = env.runsRefused?.() && settings!.onWithdraw !== "none";
		if (running) keep(flag(), "1");
		if (refused) await clean();
		if (!running) return;
		await Promise.race([durable, new Promise((resolve) => setTimeout(resolve, sealPatienceMs))]);
		location.reload();
	}

	function write(next: (purpose: SettledPurpose, old: State) => State, vendors: Record<string, State>, method: Method, options: DecideOptions) {
		const time = Math.max(now(), (choice?.time ?? 0) + 1);
		const expires = new Date(time);
		expires.setUTCMonth(expires.getUTCMonth() + lifeMonths);
		const answers: Choice["answers"] = {};
		for (const purpose of optional()) {
			const state = next(purpose, stateOf(purpose));
			const mark = print(purpose);
			if (state !== "not-asked") answers[purpose.id] = `${state}:${mark}`;
			for (const { id } of purpose.vendors) if (vendors[id]) answers[`/${id}`] = `${vendors[id]}:${mark}`;
		}
		choice = { time, expires: +expires, revision: settings!.revision, method, answers };
		const draft: Draft = { id: uuid(time), automated: !options.event?.isTrusted, snapshot: snapshot(), shown: options.shown ?? null, settings: settings! };
		kept = writeChoice(settings!.key, choice, draft, settings!.storage?.cookie?.domain);
		if (!kept) report("storage-blocked");
		apply();
		const durable = openRecords().then(
			(room) => room.seal([draft], settings!),
			() => {}, // the draft stays where it was written and is sealed by the next page
		);
		const done = enforce(durable);
		return durable.then(() => (env.runsRefused?.() ? done : undefined)).then(snapshot);
	}

	/** A yes grants; a no withdraws a grant, objects where consent is not the basis, else refuses. */
	const answer = (yes: boolean, old: State, basis: string): State =>
		yes ? "granted" : old === "granted" ? "withdrawn" : old !== "not-asked" ? old : basis === "consent" ? "refused" : "objected";

	const all = (yes: boolean, method: Method, options: DecideOptions) => {
		const grants = Object.entries(ownAnswers()).filter(([, state]) => state === "granted");
		const vendors = yes ? {} : Object.fromEntries(grants.map(([id]) => [id, "withdrawn" as State]));
		return whenReady(() => write((purpose, old) => answer(yes, old, purpose.legalBasis), vendors, method, options));
	};

	const whenReady = <T>(work: () => T | Promise<T>): Promise<T> => (settings ? Promise.resolve(work()) : ready.then(work));

	const consent: Consent = {
		ready,
		snapshot,
		allows,
		subscribe(listener) {
			listeners.add(listener);
			tell(listener);
			return () => void listeners.delete(listener);
		},
		decide: (choices: Choices, options = {}) =>
			whenReady(() => {
				const method = options.method ?? "api";
				const named = choices.purposes ?? {};
				const next = (purpose: SettledPurpose, old: State) =>
					purpose.id in named
						? answer(!!named[purpose.id], old, purpose.legalBasis)
						: old === "not-asked" && method !== "always"
							? answer(false, old, purpose.legalBasis)
							: old;
				const vendors = ownAnswers();
				for (const purpose of optional())
					for (const { id } of purpose.vendors) {
						if (id in (choices.vendors ?? {})) vendors[id] = answer(!!choices.vendors![id], vendorState(purpose, id), purpose.legalBasis);
						if (vendors[id] === next(purpose, stateOf(purpose))) delete vendors[id];
					}
				for (const id of Object.keys({ ...named, ...choices.vendors }))
					if (!optional().some((each) => each.id === id || each.vendors.some((vendor) => vendor.id === id))) report("purpose-unknown", id);
				return write(next, vendors, method, options);
			}),
		acceptAll: (options = {}) => all(true, options.method ?? "accept-all", options),
		rejectAll: (options = {}) => all(false, options.method ?? "reject-all", options),
		withdraw: (options = {}) => all(false, options.method ?? "withdraw", options),
		open: (view) => whenReady(() => env.open(view)),
		async close(options = {}) {
			if (env.close() && settings?.regime === "opt-in") await all(false, "close", options);
		},
		records: () => whenReady(() => openRecords().then((room) => room.all())),
		erase: () =>
			whenReady(async () => {
				await (await openRecords()).erase(settings!);
				choice = undefined;
				apply();
				await enforce();
			}),
		dispose() {
			listeners.clear();
			for (const each of undo.splice(0)) each();
			records?.then((room) => room.dispose());
		},
	};

	/** Another tab decided, or this page came back from the back/forward cache. */
	function reread() {
		const found = readChoice(settings!.key, () => {});
		if (found ? found.time === choice?.time : !kept || !choice) return;
		choice = found;
		apply();
		enforce();
	}

	function start(given: Settings) {
		settings = given;
		const { key } = given;
		choice = readChoice(key, (text) => {
			keep(`${key}-aside`, text);
			report("storage-foreign", key);
		});
		const events = ["storage", "pageshow", "visibilitychange"];
		if (typeof window === "object") {
			for (const name of events) addEventListener(name, reread);
			undo.push(() => events.forEach((name) => removeEventListener(name, reread)));
		}
		cleaning = !!recall(flag());
		const begin = () => {
			cleaning = false;
			apply();
			settle(snapshot());
			if (draftNames(key).length || recall(`${key}-outbox`)) openRecords().then((room) => room.resume(given), () => {});
		};
		if (cleaning)
			clean().then(() => {
				keep(flag(), null);
				begin();
			});
		else begin();
	}

	return { consent, start };
}

/** A short mark of everything about a purpose that a grant was given for (FNV-1a, 32 bits, base 36). */
function print({ legalBasis, involves, data, location, vendors }: SettledPurpose): string {
	let mark = 0x811c9dc5;
	for (const letter of JSON.stringify([legalBasis, involves, data, location, vendors.map(({ id }) => id)]))
		mark = Math.imul(mark ^ letter.codePointAt(0)!, 0x01000193);
	return (mark >>> 0).toString(36);
}
