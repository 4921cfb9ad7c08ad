/** yoursay for applications: a consent store whose heavy parts load when they are needed. Free of side effects. */
import type { Config } from "../types/config.ts";
import type { Consent } from "../types/consent.ts";
import type { Load, Report, Stage } from "../types/parts.ts";
import { languageOf } from "./config/language.ts";
import { checkMark, settle } from "./config/settle.ts";
import { admit } from "./core/admit.ts";
import { createConsent as createKernel } from "./core/consent.ts";
import { attempt, once, PrivacyError } from "./core/errors.ts";

/**
 * The visitor's consent on this page. Opens views on demand; asks nothing by itself. A configuration that may not be used
 * is told to the console and `onError`, and then nothing is allowed.
 */
export function createConsent(config: Config = {}): Consent {
	const load = ((name) =>
		// The map of them comes with the first that is needed.
		import("./parts.ts")
			.then((parts) => parts.load(name, stage.language))
			.catch((cause) => {
				if (name !== "messages") report("chunk-failed", name);
				throw cause;
			})) as Load;
	const report: Report = (code, where = "", cause) =>
		void load("messages").then(
			({ tell }) => tell(code, where, cause, config.onError, load),
			() => console.error("yoursay", code, where, cause),
		);
	const own = languageOf(globalThis.navigator?.language);
	let undo: (() => void)[] | undefined = [];
	const stage = {
		load,
		report,
		language:
			languageOf(config.languages?.default) ?? languageOf(globalThis.document?.documentElement.lang) ?? own ?? "en",
		own,
		onDispose: (each) => void (undo ? undo.push(each) : each()),
	} as Stage;
	stage.desk = once(async () => {
		await consent.ready;
		core.locate();
		return (await load("desk")).createDesk(stage, core);
	});
	const kernel = createKernel(stage);
	const { consent, core } = kernel;
	stage.consent = consent;
	stage.law = core;
	stage.settings = core.settings = attempt(() => settle(config))!;
	// What contains itself has no mark, and the guard refuses it like the rest.
	const mark = attempt(() => checkMark(config)) ?? "";
	const { integrations } = core.settings ?? {};
	const begun =
		typeof document === "object"
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
		() => {}, // reported
	);
	undo.push(consent.dispose);
	const dispose = () => {
		for (const each of undo ?? []) each();
		undo = undefined;
	};
	return { ...consent, dispose };
}

export type { Config, Cookie, Purpose, Vendor } from "../types/config.ts";
export type { Choices, Consent, DecideOptions, Snapshot, State, View } from "../types/consent.ts";
export type { ErrorCode } from "../types/error.ts";
export type { ConsentRecord, Method } from "../types/record.ts";
export { checkedMark } from "./config/checked.ts";
export { createGate } from "./core/gate.ts";
export { PrivacyError };
