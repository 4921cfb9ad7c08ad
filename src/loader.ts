/** The script tag: the only file that every page load costs. Wiring only. */
import type { Config, Settings } from "../types/config.ts";
import type { Consent } from "../types/consent.ts";
import type { Load, Report, Stage } from "../types/parts.ts";
import { isValid } from "./config/guard.ts";
import { settle } from "./config/settle.ts";
import { fromTag, merge } from "./config/tag.ts";
import { createConsent } from "./core/consent.ts";
import { createGate } from "./core/gate.ts";
import { createViews } from "./ui/views.ts";

/** Folder of all other files, beside this one; its name carries version and hash. */
declare const __FOLDER__: string;
declare const __LANGUAGES__: string[];

type Waiting = { queue: ((api: Consent) => void)[]; onError?: Config["onError"] };

// Elements named `currentScript` shadow document.currentScript; the prototype's own getter cannot be shadowed.
const tag = Object.getOwnPropertyDescriptor(Document.prototype, "currentScript")!.get!.call(document) as HTMLScriptElement;
const { dataset, nonce, src } = tag;
const base = new URL(__FOLDER__, src).href;
const wanted = dataset.language ?? (document.documentElement.lang || navigator.language);
const language = __LANGUAGES__.find((each) => each === wanted || each === wanted.split("-")[0]) ?? __LANGUAGES__[0]!;

const load: Load = (name) => {
	const address = `${base}${name}${/^(ask|words)$/.test(name) ? `-${language}` : ""}.js`;
	return import(/* @vite-ignore */ address)
		.catch(() => new Promise((resolve) => setTimeout(resolve, 1000)).then(() => import(/* @vite-ignore */ `${address}?again`)))
		.catch((cause) => {
			report("chunk-failed", address, cause);
			throw cause;
		});
};

// Whoever has no choice stored yet will be asked: the first layer is under way before anything else happens.
if (!/(^|; )yoursay/.test(document.cookie)) import(/* @vite-ignore */ `${base}ask-${language}.js`).catch(() => {}); // load tries again

const page = (window as unknown as { yoursay?: Waiting }).yoursay;
const isQueue = Object.getPrototypeOf(page ?? tag) === Object.prototype && Array.isArray(page!.queue);
let onError = isQueue ? page!.onError : undefined;

const report: Report = (code, where = "", cause) => {
	const short = () => console.error(`yoursay: ${code} ${where}`, cause ?? "");
	if (code === "chunk-failed") return short();
	load("messages").then(({ describe }) => {
		const error = describe(code, where, cause);
		console[error.warning ? "warn" : "error"](error.message);
		onError?.(error);
	}, short);
};

const stage = { language, load, report } as Stage;
const undo: (() => void)[] = [];
stage.onDispose = (each) => void undo.push(each);
const views = createViews(stage);
const kernel = createConsent({ load, report, language, open: views.open, close: views.close, runsRefused: () => gate.runsRefused() });
const { consent } = kernel;
stage.consent = consent;
const gate = createGate(consent, { report, nonce, cover: views.cover });
undo.push(gate.dispose, consent.dispose);
Object.assign(window, { yoursay: { ...consent, dispose: () => undo.splice(0).forEach((each) => each()), queue: { push: run } } });

function run(callback: (api: Consent) => void) {
	try {
		callback((window as unknown as { yoursay: Consent }).yoursay);
	} catch (cause) {
		report("listener-threw", "queue", cause);
	}
}

function start(config: Config) {
	onError ??= config.onError;
	if (!isValid(config, (path) => report("config-unknown-key", path)))
		return void load("explain").then(({ explain }) => report("config-invalid", explain(config)));
	const settings: Settings = settle(config);
	stage.settings = settings;
	const begin = () => {
		kernel.start(settings);
		views.start();
	};
	if ((document as { prerendering?: boolean }).prerendering) document.addEventListener("prerenderingchange", begin, { once: true });
	else begin();
}

try {
	const inline = document.querySelector("script[type='application/json'][data-yoursay-config]");
	const config = merge(fromTag(dataset), JSON.parse(inline?.textContent || "{}"));
	if (dataset.config)
		fetch(dataset.config)
			.then((response) => response.json())
			.then(
				(fetched) => start(merge(config, fetched) as Config),
				(cause) => report("config-unreachable", dataset.config, cause),
			);
	else start(config as Config);
} catch (cause) {
	report("config-invalid", "data-yoursay-config", cause);
}
if (page && !isQueue) report("global-taken");
if (isQueue) page!.queue.forEach(run);
