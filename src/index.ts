/** yoursay for applications: a consent store whose heavy parts load when they are needed. Free of side effects. */
import type { Config } from "../types/config.ts";
import type { Consent } from "../types/consent.ts";
import type { Load } from "../types/parts.ts";
import type { Report, Stage } from "../types/stage.ts";
import type { Locale } from "../types/words.ts";
import { languageOf } from "./config/language.ts";
import { checkMark, settle } from "./config/settle.ts";
import { admit } from "./core/admit.ts";
import { createConsent as createKernel } from "./core/consent.ts";
import { attempt, once, PrivacyError } from "./core/errors.ts";
import { createGate as createHolder, type Gate } from "./core/gate.ts";
import { register, stageOf } from "./core/stages.ts";
import { cookies } from "./core/storage.ts";
import { choiceAmong } from "./core/stored.ts";

export interface CreateOptions {
	/**
	 * Words that the application brings along, by language (`import * as de from "yoursay/locales/de"`); those of all
	 * other languages are fetched when they are needed. @default none
	 */
	locales?: Record<string, Locale>;
}

/**
 * The visitor's consent on this page. Opens views on demand; asks nothing by itself (`open("ask")` does). A configuration
 * that may not be used is told to the console and `onError`, and then nothing is allowed. Where there is no document
 * nothing is read, and nothing allowed: a server has `readConsent`.
 */
export function createConsent(config: Config = {}, { locales }: CreateOptions = {}): Consent {
	const load = ((name) =>
		// The map of them comes with the first that is needed.
		import("./parts.ts")
			.then((parts) => parts.load(name, stage.language, locales))
			.catch((cause) => {
				if (name !== "messages") report("chunk-failed", name);
				throw cause;
			})) as Load;
	const report: Report = (code, where = "", cause) =>
		void load("messages").then(
			({ tell }) => tell(code, where, cause, config?.onError, load),
			() => console.error("yoursay", code, where, cause),
		);
	const isPage = typeof document === "object";
	const own = languageOf(globalThis.navigator?.language);
	let undo: (() => void)[] | undefined = [];
	const stage = {
		load,
		report,
		language:
			languageOf(config?.languages?.default) ?? languageOf(globalThis.document?.documentElement.lang) ?? own ?? "en",
		own,
		onDispose: (each) => void (undo ? undo.push(each) : each()),
	} as Stage;
	stage.desk = once(async () => {
		if (!isPage) throw new PrivacyError("not-in-browser");
		await consent.ready;
		core.locate();
		return (await load("desk")).createDesk(stage, core);
	});
	const kernel = createKernel(stage);
	const { consent, core } = kernel;
	stage.consent = consent;
	stage.law = core;
	// What contains itself has no mark, and is refused before the guard could lose its way in it.
	const mark = attempt(() => checkMark(config)) ?? "";
	stage.settings = core.settings = (mark ? attempt(() => settle(config)) : undefined)!;
	// An application has its own way to the preferences, unless it says otherwise.
	if (core.settings) core.settings.trigger ??= false;
	stage.stored = stage.settings && choiceAmong(cookies(), stage.settings.key);
	const { integrations } = core.settings ?? {};
	// A server's own `navigator` says nothing of the visitor, and older ones have none.
	if (!isPage) core.signal = () => undefined;
	const begun = isPage
		? admit(
				kernel,
				config,
				mark,
				core.locate,
				// Nobody is asked by itself here, so nobody's first layer is kept back.
				integrations &&
					load("herald").then((part) => part.announce({ ...stage, ask: Promise.resolve(undefined) }, integrations)),
			)
		: load("guard").then(({ judge }) => judge(core, config));
	begun.then(
		// A browser's signal, and grants whose purpose is only worded otherwise, are the desk's.
		() => (core.isHeeded() || (core.choice && !consent.snapshot().decided)) && void stage.desk().catch(() => {}), // reported by load
		kernel.refuse, // reported
	);
	undo.push(consent.dispose);
	const dispose = () => {
		for (const each of undo ?? []) each();
		undo = undefined;
	};
	// Where nothing is read, all is read once the configuration is.
	const ready = isPage ? consent.ready : begun.then(consent.snapshot, consent.snapshot);
	const made = { ...consent, ready, dispose };
	register(made, stage);
	return made;
}

/**
 * Holds and releases marked elements of the page as the script tag does: scripts, templates, embeds, pictures, media and
 * style sheets with `data-yoursay-purpose`. Ends with the consent, or by its own `dispose`. Where there is no document it
 * does nothing.
 * @param options.nonce the page's own; with it, a held script that has another one is never released. @default none
 */
export function createGate(consent: Consent, { nonce }: { nonce?: string } = {}): Gate {
	const stage = stageOf(consent);
	if (typeof document !== "object") return { runsRefused: () => false, dispose() {} };
	const gate = createHolder(consent, {
		report: stage.report,
		nonce,
		tend: (embed) =>
			stage.desk().then(
				(part) => part.tend(embed),
				() => undefined, // reported by load
			),
	});
	stage.runsRefused = gate.runsRefused;
	stage.onDispose(gate.dispose);
	return gate;
}

export type { Config, Cookie, Purpose, Vendor } from "../types/config.ts";
export type { Choices, Consent, DecideOptions, Snapshot, State, View } from "../types/consent.ts";
export type { ErrorCode } from "../types/error.ts";
export type { ConsentRecord, Method } from "../types/record.ts";
export type { Locale } from "../types/words.ts";
export { checkedMark } from "./config/checked.ts";
export type { ReadConsent, ReadOptions } from "./read.ts";
export { readConsent } from "./read.ts";
export type { Gate };
export { PrivacyError };
