import type { Config } from "../types/config.ts";
import type { Consent } from "../types/consent.ts";
import type { Load } from "../types/parts.ts";
import type { Report, Stage } from "../types/stage.ts";
import { isValid } from "./config/integrations.ts";
import { languageOf } from "./config/language.ts";
import { checkMark, settle } from "./config/settle.ts";
import { createConsent } from "./core/consent.ts";
import { attempt, PrivacyError } from "./core/errors.ts";
import { setCookieOf } from "./core/set-cookie.ts";
import { register } from "./core/stages.ts";
import { decode } from "./core/storage.ts";
import { choiceAmong } from "./core/stored.ts";
import { dueLink, place } from "./regions/place.ts";

/** Headers of a request: `Headers`, or Node's own object of them, in whatever case. */
type RequestHeaders = Pick<Headers, "get"> | Record<string, string | string[] | undefined>;

export interface ReadOptions {
	/** Milliseconds since 1970. @default now */
	now?: number;
	/** Whether `setCookie` says `Secure`; false for a site on plain http. @default true */
	secure?: boolean;
}

export interface ReadConsent extends Consent {
	/**
	 * A `Set-Cookie` value that hands the browser its own choice back, for as long as it is valid and at most 400 days.
	 * Safari forgets after seven days what scripts wrote, but not what a server of the same site sends. Absent where the
	 * request has no valid choice.
	 */
	setCookie: string | undefined;
}

/**
 * What a visitor's stored choice allows, as the headers of their request tell it; for servers, which know neither time
 * zone nor what else a browser keeps. Without `config.region` the strictest rules hold. Cookies that are no choice count
 * as none. A refused configuration allows nothing and is told to the console and `onError`. What would change a choice
 * is refused here.
 * @param headers of the request; `Cookie`, `Sec-GPC` and `DNT` are read
 * @param config the same that the page has
 */
export function readConsent(
	headers: RequestHeaders,
	config: Config = {},
	{ now = Date.now(), secure = true }: ReadOptions = {},
): ReadConsent {
	const header = (name: string) => {
		const value =
			typeof headers.get === "function"
				? headers.get(name)
				: Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
		return `${Array.isArray(value) ? value.join("; ") : (value ?? "")}`;
	};
	const load: Load = async (name) => (await import("./parts.ts")).load(name, stage.language) as never;
	const stage = {
		load,
		report: ((code, where = "", cause) =>
			void load("messages").then(
				({ tell }) => tell(code, where, cause, config?.onError, load),
				() => console.error("yoursay", code, where, cause),
			)) as Report,
		language: languageOf(config?.languages?.default) ?? "en",
		desk: () => Promise.reject(new PrivacyError("not-in-browser")),
		onDispose() {},
		now: () => now,
	} as Partial<Stage> as Stage;
	const { consent, core } = createConsent(stage);
	// Said twice, as a proxy may, it is said.
	const isSaid = (name: string) => /^1\b/.test(header(name));
	const gpc = isSaid("sec-gpc");
	core.signal = () => (gpc ? "gpc" : core.settings?.doNotTrack && isSaid("dnt") ? "dnt" : undefined);
	const snapshot = () => ({ ...consent.snapshot(), signals: { gpc } });
	stage.law = core;
	// What contains itself has no mark, and the guard would never come to its end.
	const mark = attempt(() => checkMark(config));
	const settings =
		mark && isValid(config, (path) => stage.report("config-unknown-key", path))
			? attempt(() => settle(config))
			: undefined;
	const done = (ready: Consent["ready"], setCookie?: string) => {
		const made: ReadConsent = {
			...consent,
			snapshot,
			subscribe: (listener) => consent.subscribe(() => listener(snapshot())),
			ready,
			setCookie,
		};
		// What refuses gives how things stand.
		for (const name of ["decide", "acceptAll", "rejectAll", "withdraw"] as const)
			made[name] = () => consent[name]({}).then(snapshot);
		stage.consent = made;
		register(made, stage);
		return made;
	};
	if (!settings) {
		stage.report("config-invalid", "", config);
		return done(Promise.resolve(consent.snapshot()));
	}
	stage.settings = core.settings = settings;
	const found = place(settings, { zone: "", languages: [], now });
	core.place = { ...found, link: dueLink(found.rule, settings.purposes) };
	core.mark = mark;
	const text = choiceAmong(header("cookie"), settings.key);
	if (text) core.choice = decode(text);
	stage.stored = text ?? "";
	const domain = settings.storage?.cookie?.domain;
	const setCookie = text && setCookieOf(settings.key, text, { now, domain, secure });
	return done(Promise.resolve(snapshot()), setCookie);
}
