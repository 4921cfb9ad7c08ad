/** IAB Global Privacy Platform: the sections of the United States, by the IAB's CMP API 1.1, as an unregistered creator. */
import type { GppOptions, Involves } from "../../types/config.ts";
import type { Snapshot } from "../../types/consent.ts";
import type { Tell } from "../../types/parts.ts";
import { attempt } from "../core/errors.ts";
import { type Answer, header, idOf, makeSection, names } from "../core/gpp.ts";

type Callback = (data: unknown, success: boolean) => void;
interface Gpp {
	(command?: unknown, callback?: unknown, parameter?: unknown, version?: unknown): void;
	/** A stub's: calls that nobody has answered, and listeners that wait for events. */
	queue?: Parameters<Gpp>[];
	events?: { id: number; callback: Callback }[];
}
interface Call {
	command: unknown;
	parameter: unknown;
	callId: unknown;
}

const locator = "__gppLocator";

export const tell: Tell<GppOptions> = ({ consent, settings, law, report }, options) => {
	const { sections, padding = "octets", mspa } = options as GppOptions;
	const page = window as unknown as { __gpp?: Gpp };
	const before = page.__gpp;
	const stayOut = () => {
		report("integration-failed", "gpp");
		return () => {};
	};

	const call = (callback: Callback, data: unknown) => {
		try {
			callback(data, data !== null);
		} catch (cause) {
			report("listener-threw", "gpp", cause);
		}
	};

	/** Of all purposes that involve it. */
	const answer = (what: Involves): Answer => {
		const all = settings.purposes.filter(({ involves }) => involves.includes(what));
		return all[0] ? (all.every(({ id }) => consent.allows(id)) ? 2 : 1) : 0;
	};
	// A configuration that is refused takes the snapshot's region along.
	const sectionFor = ({ region, signals }: Snapshot) => {
		const here = region ?? settings.region;
		if (!here?.startsWith("US")) return;
		const ofState = here.toLowerCase().replace("-", "");
		return makeSection(
			sections === "state" && names.includes(ofState) ? ofState : "usnat",
			{
				notice: settings.purposes.some(({ required }) => !required) ? 1 : 0,
				sale: answer("sale"),
				sharing: answer("sharing"),
				ads: answer("targeted-ads"),
				sensitive: answer("sensitive"),
				gpc: signals.gpc,
				mspa,
			},
			padding,
		);
	};
	let section = sectionFor(consent.snapshot());
	let signalStatus = "not ready";
	// Whoever asks may change what they are given.
	const parsed = (name: unknown) => (section && section.name === name ? structuredClone(section.parsed) : null);

	const ping = () => ({
		gppVersion: "1.1",
		cmpStatus: "loaded",
		// Nothing here waits for a layer: the signal's status says it all.
		cmpDisplayStatus: null,
		signalStatus,
		supportedAPIs: (sections === "state" ? names : ["usnat"]).map((name) => `${idOf(name)}:${name}`),
		cmpId: 1,
		sectionList: section ? [section.id] : [],
		applicableSections: [section?.id ?? -1],
		gppString: section?.text ?? header(padding),
		parsedSections: section ? { [section.name]: parsed(section.name) } : {},
	});

	const listeners = new Map<unknown, Callback>();
	let lastId = 0;
	const event = (eventName: string, listenerId: unknown, data: unknown) => ({
		eventName,
		listenerId,
		data,
		pingData: ping(),
	});
	const send = (eventName: string, data: unknown) => {
		for (const id of [...listeners.keys()]) {
			const listener = listeners.get(id);
			if (listener) call(listener, event(eventName, id, data));
		}
	};
	const signal = (status: string) => {
		if (signalStatus === status) return;
		signalStatus = status;
		send("signalStatus", status);
	};

	const commands: Record<string, (parameter: unknown, callback: Callback) => unknown> = {
		ping,
		addEventListener(_, callback) {
			listeners.set(++lastId, callback);
			return event("listenerRegistered", lastId, true);
		},
		removeEventListener: (id) => listeners.delete(id) && event("listenerRemoved", id, true),
		hasSection: (name) => !!section && section.name === name,
		getSection: parsed,
		getField(path) {
			const [name, field = ""] = String(path).split(".");
			return parsed(name)?.find((part) => Object.hasOwn(part, field))?.[field] ?? null;
		},
	};
	const gpp: Gpp = (command, callback, parameter) => {
		if (typeof callback !== "function") return;
		// Other sites' frames ask as well: what cannot even be read as a name is answered like one that is not known.
		const answer = attempt(() =>
			Object.hasOwn(commands, command as string) ? commands[command as string]!(parameter, callback as Callback) : null,
		);
		call(callback as Callback, answer ?? null);
	};

	const hear = ({ data, source, origin }: MessageEvent) => {
		const isText = typeof data === "string";
		const asked = attempt(() => (isText ? JSON.parse(data) : data).__gppCall as Call);
		if (!source || typeof asked !== "object" || !asked) return;
		const { command, parameter, callId } = asked;
		const reply: Callback = (returnValue, success) => {
			const returned = { __gppReturn: { returnValue, success, callId } };
			// A sandboxed frame has no origin to name.
			const targetOrigin = origin === "null" ? "*" : origin;
			source.postMessage(isText ? JSON.stringify(returned) : returned, { targetOrigin });
		};
		gpp(command, reply, parameter);
	};

	if (typeof before === "function") {
		let status: unknown;
		attempt(() => before("ping", (data: { cmpStatus?: unknown }) => (status = data.cmpStatus)));
		if (status && status !== "stub") return stayOut();
	}
	attempt(() => (page.__gpp = gpp));
	if (page.__gpp !== gpp) return stayOut();

	// A stub hears messages itself, and hands them to whatever has its name.
	if (typeof before !== "function") addEventListener("message", hear);
	let frame: HTMLIFrameElement | undefined;
	let timer: ReturnType<typeof setTimeout>;
	(function place() {
		if (locator in window) return;
		if (!document.body) {
			timer = setTimeout(place, 10);
			return;
		}
		frame = document.createElement("iframe");
		frame.name = locator;
		frame.style.display = "none";
		document.body.append(frame);
	})();

	attempt(() => {
		for (const { id, callback } of before!.events!) {
			listeners.set(id, callback);
			if (id > lastId) lastId = id;
		}
	});
	send("cmpStatus", "loaded");
	attempt(() => {
		for (const each of before!.queue!.splice(0)) gpp(...each);
	});

	let isKnown = false;
	const stop = consent.subscribe((snapshot) => {
		const old = section;
		const next = sectionFor(snapshot);
		if (next?.text === old?.text) return;
		signal("not ready");
		section = next;
		for (const name of new Set([old?.name, next?.name])) if (name) send("sectionChange", name);
		if (isKnown) signal("ready");
	});
	// Until then a newer refusal may still turn up, and nothing held runs; of a refused configuration nothing is ever known.
	consent.ready.then(() => {
		if (!law.settings) return;
		isKnown = true;
		signal("ready");
	});

	return () => {
		stop();
		listeners.clear();
		clearTimeout(timer);
		frame?.remove();
		removeEventListener("message", hear);
		if (page.__gpp !== gpp) return;
		page.__gpp = before;
		if (before === undefined) Reflect.deleteProperty(page, "__gpp");
	};
};
