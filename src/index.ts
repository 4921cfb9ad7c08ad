/** yoursay for applications: a consent store whose heavy parts load when they are needed. Free of side effects. */
import type { Config } from "../types/config.ts";
import type { Consent } from "../types/consent.ts";
import type { AuthorityPart, Load, Parts, Report, Stage } from "../types/parts.ts";
import { checkMark, settle } from "./config/settle.ts";
import { admit } from "./core/admit.ts";
import { createConsent as createKernel } from "./core/consent.ts";
import { attempt, once, PrivacyError } from "./core/errors.ts";

const parts: { [Name in keyof Parts]: () => Promise<Parts[Name]> } = {
	ask: async () => {
		const [{ base, mountAsk }, { ask }, { situate }] = await Promise.all([
			import("./ui/ask.ts"),
			import("./locales/en.ts"),
			import("./regions/situate.ts"),
		]);
		return { base, situate, mount: (stage) => mountAsk(stage, ask, situate) };
	},
	desk: () => import("./desk.ts"),
	words: () => import("./locales/en.ts"),
	preferences: () => import("./ui/preferences.ts"),
	policy: () => import("./ui/policy.ts"),
	change: () => import("./ui/change.ts"),
	again: () => import("./ui/again.ts"),
	trigger: () => import("./ui/trigger.ts"),
	rights: () => import("./ui/rights.ts"),
	history: () => import("./ui/history.ts"),
	"words-rights": () => import("./locales/en.ts").then(({ rightsWords }) => ({ words: rightsWords })),
	embeds: () => import("./ui/embeds.ts"),
	guard: () => import("./config/judge.ts"),
	adorn: () => import("./ui/adorn.ts"),
	rules: () => import("./regions/locate.ts"),
	records: () => import("./records/records.ts"),
	receipt: () => import("./records/receipt.ts"),
	told: () => import("./ui/told.ts"),
	verify: () => import("./records/check-kept.ts"),
	"words-history": () => import("./locales/en.ts").then(({ historyWords }) => ({ words: historyWords })),
	requests: () => import("./rights/requests.ts"),
	erase: () => import("./core/erase.ts"),
	messages: () => import("./core/messages.ts"),
	explain: () => import("./config/explain.ts"),
};
const load = (async (name: keyof Parts | AuthorityPart) => {
	if (name in parts) return parts[name as keyof Parts]();
	const { authoritiesOf } = await import("./rights/authorities.ts");
	return { authorities: authoritiesOf(name.slice(-2)) };
}) as Load;

/**
 * The visitor's consent on this page. Opens views on demand; asks nothing by itself. A configuration that may not be used
 * is told to the console and `onError`, and then nothing is allowed.
 */
export function createConsent(config: Config = {}): Consent {
	const report: Report = (code, where = "", cause) =>
		void load("messages").then(({ tell }) => tell(code, where, cause, config.onError, load));
	let undo: (() => void)[] | undefined = [];
	const stage = {
		load,
		report,
		language: "en",
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
	const begun =
		typeof document === "object"
			? admit(kernel, config, mark, core.locate)
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
