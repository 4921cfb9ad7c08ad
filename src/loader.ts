/** The script tag: the only file that every page load costs. Wiring only. */
import type { Config } from "../types/config.ts";
import type { Consent } from "../types/consent.ts";
import type { Desk, Load, Report, Stage } from "../types/parts.ts";
import { isValid } from "./config/guard.ts";
import { settle } from "./config/settle.ts";
import { fromTag, merge } from "./config/tag.ts";
import { createConsent } from "./core/consent.ts";
import { createGate } from "./core/gate.ts";
import { startAsking } from "./ui/asking.ts";

/** Folder of all other files, beside this one; its name carries version and hash. */
declare const __FOLDER__: string;
declare const __LANGUAGES__: string[];

type Waiting = { queue: ((api: Consent) => void)[]; onError?: Config["onError"] };

// Elements named `currentScript` shadow document.currentScript; the prototype's own getter cannot be shadowed.
const tag = Object.getOwnPropertyDescriptor(Document.prototype, "currentScript")!.get!.call(document) as HTMLScriptElement;
const { dataset, nonce } = tag;
const page = (window as unknown as { yoursay?: Waiting }).yoursay;
const wanted = dataset.language ?? (document.documentElement.lang || navigator.language);
const language = __LANGUAGES__.find((each) => each === wanted || each === wanted.split("-")[0]) ?? __LANGUAGES__[0]!;

const load: Load = (name) => {
	const address = new URL(`${__FOLDER__}${name}${/ask|words/.test(name) ? `-${language}` : ""}.js`, tag.src).href;
	return import(/* @vite-ignore */ address)
		.catch(() => new Promise((resolve) => setTimeout(resolve, 1000)).then(() => import(/* @vite-ignore */ `${address}?again`)))
		.catch((cause) => {
			report("chunk-failed", address);
			throw cause;
		});
};

const report: Report = (code, where = "", cause) => {
	const short = () => console.error(`yoursay: ${code} ${where}`, cause);
	if (code === "chunk-failed") short();
	else load("messages").then(({ tell }) => tell(code, where, cause, onError), short);
};

// Whoever has no choice stored yet will be asked: the first layer is under way before anything else happens.
if (!/(^| )yoursay/.test(document.cookie)) load("ask").catch(() => {}); // reported by load

const isQueue = Object.getPrototypeOf(page ?? tag) === Object.prototype && Array.isArray(page!.queue);
let onError = isQueue ? page!.onError : undefined;
if (page && !isQueue) report("global-taken");

const undo: (() => void)[] = [];
const stage = { language, load, report, onDispose: (each) => void undo.push(each) } as Stage;
let desk: Promise<Desk> | undefined;
stage.desk = () => (desk ??= consent.ready.then(() => load("desk")).then((part) => part.createDesk(stage)));
const { consent, start } = createConsent({ ...stage, runsRefused: () => gate.runsRefused() });
stage.consent = consent;
const gate = createGate(consent, { report, nonce, tend: (embed) => stage.desk().then((part) => part.tend(embed)) });
undo.push(gate.dispose, consent.dispose);

const api = { ...consent, dispose: () => undo.splice(0).forEach((each) => each()), queue: { push: run } };
Object.assign(window, { yoursay: api });
function run(callback: (given: Consent) => void) {
	try {
		callback(api);
	} catch (cause) {
		report("listener-threw", "queue", cause);
	}
}

function begin(config: unknown) {
	if (!isValid(config, (path) => report("config-unknown-key", path)))
		return load("explain").then(({ explain }) => report("config-invalid", explain(config as Config)));
	stage.settings = settle(config);
	const act = () => {
		start(stage.settings);
		startAsking(stage);
	};
	if ((document as { prerendering?: boolean }).prerendering) document.addEventListener("prerenderingchange", act, { once: true });
	else act();
}

try {
	const inline = document.querySelector("script[type='application/json'][data-yoursay-config]");
	const config = merge(fromTag(dataset), JSON.parse(inline?.textContent || "{}"));
	const address = dataset.config;
	if (address)
		fetch(address)
			.then((response) => response.json())
			.then(
				(fetched) => begin(merge(config, fetched)),
				(cause) => report("config-unreachable", address, cause),
			);
	else begin(config);
} catch (cause) {
	report("config-invalid", "data-yoursay-config", cause);
}
if (isQueue) page!.queue.map(run);
