/** yoursay for applications: a consent store whose heavy parts load when they are needed. Free of side effects. */
import type { Config } from "../types/config.ts";
import type { Consent } from "../types/consent.ts";
import type { Load, Parts, Report, Stage } from "../types/parts.ts";
import { isValid } from "./config/guard.ts";
import { checkMark, settle } from "./config/settle.ts";
import { createConsent as createKernel } from "./core/consent.ts";
import { attempt, once, PrivacyError } from "./core/errors.ts";
import { recallPlace } from "./core/storage.ts";

const parts: { [Name in keyof Parts]: () => Promise<Parts[Name]> } = {
	ask: async () => {
		const [{ mountAsk }, { ask }, { situate }] = await Promise.all([
			import("./ui/ask.ts"),
			import("./locales/en.ts"),
			import("./regions/situate.ts"),
		]);
		return { situate, mount: (stage) => mountAsk(stage, ask) };
	},
	desk: () => import("./desk.ts"),
	words: () => import("./locales/en.ts"),
	preferences: () => import("./ui/preferences.tsx"),
	trigger: () => import("./ui/trigger.ts"),
	embeds: () => import("./ui/embeds.ts"),
	guard: () => import("./config/judge.ts"),
	adorn: () => import("./ui/adorn.ts"),
	rules: () => import("./regions/locate.ts"),
	records: () => import("./records/records.ts"),
	receipt: () => import("./records/receipt.ts"),
	erase: () => import("./core/erase.ts"),
	messages: () => import("./core/messages.ts"),
	explain: () => import("./config/explain.ts"),
};
const load: Load = (name) => parts[name]();

/**
 * The visitor's consent on this page. Throws a `PrivacyError` with code `config-invalid` at once for a configuration
 * that may not be used. Opens views on demand; asks nothing by itself.
 */
export function createConsent(config: Config = {}): Consent {
	const report: Report = (code, where = "", cause) =>
		void load("messages").then(({ tell }) => tell(code, where, cause, config.onError, load));
	// What contains itself overflows the check, and is refused like the rest.
	if (!attempt(() => isValid(config, (path) => report("config-unknown-key", path)))) {
		report("config-invalid", "", config); // the console and onError hear which path is wrong
		throw new PrivacyError("config-invalid", "createConsent", "The configuration was refused; the console says why.");
	}
	let undo: (() => void)[] | undefined = [];
	const stage = {
		settings: settle(config),
		load,
		report,
		language: "en",
		onDispose: (each) => void (undo ? undo.push(each) : each()),
	} as Stage;
	stage.desk = once(async () => {
		await consent.ready;
		core.locate();
		return (await load("desk")).createDesk(stage);
	});
	const { consent, core, start } = createKernel(stage);
	stage.consent = consent;
	stage.law = core;
	if (typeof document === "object") {
		const mark = checkMark(config);
		start(stage.settings, mark, recallPlace(stage.settings.key, mark)).then(() => {
			if (!consent.snapshot().decided) core.locate();
		});
	}
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
export { createGate } from "./core/gate.ts";
export { PrivacyError };
