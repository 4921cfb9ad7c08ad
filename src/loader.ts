/** The script tag: the only file that every page load costs. Wiring only. */
import type { Config } from "../types/config.ts";
import type { Consent } from "../types/consent.ts";
import type { Load } from "../types/parts.ts";
import type { Report, Stage } from "../types/stage.ts";
import { languageOf } from "./config/language.ts";
import { checkMark, settle } from "./config/settle.ts";
import { fromTag, merge } from "./config/tag.ts";
import { admit } from "./core/admit.ts";
import { createConsent } from "./core/consent.ts";
import { attempt, once } from "./core/errors.ts";
import { createGate } from "./core/gate.ts";
import { cookies } from "./core/storage.ts";
import { tell as tellGoogle } from "./integrations/google.ts";
import { startAsking } from "./ui/asking.ts";

/** Folder of all other files, beside this one; its name carries version and hash. */
declare const __FOLDER__: string;

type Waiting = { queue: ((api: Consent) => void)[]; onError?: Config["onError"] };

// Elements named `currentScript` shadow document.currentScript; the prototype's own getter cannot be shadowed.
const { dataset, nonce, integrity } = (
	Document.prototype as never as { __lookupGetter__(name: string): () => HTMLScriptElement }
)
	.__lookupGetter__("currentScript")
	.call(document);
const page = (window as unknown as { yoursay?: Waiting }).yoursay;
/** What the page left for us before we came; anything else of that name is not ours to use. */
const early = page?.constructor === Object && Array.isArray(page!.queue) ? page : undefined;
const own = languageOf(navigator.language);

const load: Load = (name) => {
	const address = `./${__FOLDER__}${name}${/ask|words/.test(name) ? `-${stage.language}` : ""}.js`;
	return import(/* @vite-ignore */ address)
		.catch(() =>
			// In Firefox a failed address fails until the page is left; but where hashes are checked, no other has one.
			new Promise((resolve) => setTimeout(resolve, 1000)).then(
				() => import(/* @vite-ignore */ address + (integrity ? "" : `?${Date.now()}`)),
			),
		)
		.catch((cause) => {
			if (name !== "messages") report("chunk-failed", address);
			throw cause;
		});
};

const report: Report = (code, where = "", cause) =>
	void load("messages").then(
		(part) => part.tell(code, where, cause, early?.onError, load),
		() => console.error("yoursay", code, where, cause),
	);

let undo: (() => void)[] | undefined = [];
const stage = {
	language: languageOf(dataset.language) ?? languageOf(document.documentElement.lang) ?? own ?? "en",
	own,
	load,
	report,
	onDispose: (each) => void (undo ? undo.push(each) : each()),
	desk: once(async () => {
		await consent.ready;
		core.locate();
		return load("desk").then((part) => part.createDesk(stage, core));
	}),
} as Stage;

// Whoever has no choice stored yet will be asked: the first layer is under way before anything else happens.
if (!cookies().includes("yoursay")) load("ask").catch(() => {}); // reported by load

if (page && !early) report("global-taken");

const kernel = createConsent(stage);
const { consent, core, refuse, call, life } = kernel;
stage.consent = consent;
stage.law = core;
const gate = createGate(consent, {
	report,
	nonce,
	tend: (embed) =>
		stage.desk().then(
			(part) => part.tend(embed),
			() => undefined, // reported by load
		),
});
stage.runsRefused = gate.runsRefused;
undo.push(gate.dispose, consent.dispose);

const api = {
	...consent,
	dispose() {
		undo?.map((each) => each());
		undo = undefined;
	},
	queue: { push: (callback: (given: Consent) => void) => call(callback, api) },
};
(window as { yoursay?: unknown }).yoursay = api;

function begin(config: Config) {
	stage.settings = core.settings = attempt(() => settle(config))!;
	stage.language = languageOf(config.languages?.default) ?? stage.language;
	const { google, ...others } = core.settings?.integrations ?? {};
	call((options) => options && tellGoogle(stage, options), google);
	// Each gives its vendor the default before anything is allowed.
	const told = Object.values(others).some(Boolean)
		? load("herald").then((part) => part.announce(stage, others))
		: undefined;
	const situate = () =>
		load("ask").then(
			(part) => part.situate(core),
			() => {}, // reported by load; the strictest holds
		);
	admit(kernel, config, checkMark(config), situate, told, dataset.checked).then(
		() => startAsking(stage, core, life),
		refuse, // reported
	);
}

try {
	const inline = document.querySelector("script[data-yoursay-config]");
	const config = merge(fromTag(dataset), JSON.parse(inline?.textContent || "{}")) as Config;
	const address = dataset.config;
	if (address)
		fetch(address)
			.then((response) => {
				if (response.ok) return response.json();
				throw response.status;
			})
			.then((fetched) => begin(merge(config, fetched) as Config))
			.catch((cause) => {
				report("config-unreachable", address, cause);
				refuse();
			});
	else begin(config);
} catch (cause) {
	report("config-invalid", "data-yoursay-config", cause);
	refuse();
}
early?.queue.map(api.queue.push);
