import { vi } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { createConsent } from "../../../src/core/consent.ts";
import * as decisions from "../../../src/core/decide.ts";
import * as eraser from "../../../src/core/erase.ts";
import { recallPlace } from "../../../src/core/storage.ts";
import { dueLink, place } from "../../../src/regions/place.ts";
import type { Config } from "../../../types/config.ts";
import type { DecideOptions } from "../../../types/consent.ts";
import type { Environment } from "../../../types/core.ts";
import type { Desk } from "../../../types/desk.ts";
import type { Load, Parts } from "../../../types/parts.ts";
import type { ConsentRecord, Draft } from "../../../types/record.ts";
import type { Records, Requests } from "../../../types/store.ts";

export const NOON = Date.UTC(2026, 10, 21, 12);
const DAY = 86_400_000;
const past = "Thu, 01 Jan 1970 00:00:00 GMT";
/** All that stand in this document. */
const pages: { dispose(): void }[] = [];

/** An event as a visitor's own press makes it. */
export const press = Object.defineProperty(new Event("click"), "isTrusted", { value: true });
export const byHand: DecideOptions = { event: press };

/** What a purpose with vendors looks like. */
export const media = {
	id: "media",
	vendors: [
		{ id: "youtube", cookies: [{ name: "_yt*" }], storage: ["yt-*"] },
		{ id: "vimeo", cookies: [{ name: "_vimeo" }] },
	],
};

export interface VisitOptions {
	now?: () => number;
	runsRefused?: () => boolean;
	/** What sealing does. */
	seal?: Records["seal"];
	/** Runs before the eraser finishes what a withdrawal began; a rejection stands for a file that does not load. */
	eraser?: () => Promise<() => void>;
	/** A desk whose file does not load. */
	noDesk?: boolean;
	/** Rules whose file does not load. */
	noRules?: boolean;
	/** IANA name. @default one that tells no region */
	zone?: string;
	/** @default none */
	languages?: string[];
}

/** One page of one visitor, around the real core: its lazy parts are stand-ins that remember what they were asked. */
export function visit(config: Config = {}, options: VisitOptions = {}) {
	const settings = settle(config);
	const reports: string[] = [];
	const loaded: string[] = [];
	const sealed: Draft[] = [];
	const erased: string[][] = [];
	const history: ConsentRecord[] = [];
	let minutes = 0;
	const records: Records = {
		seal: async (drafts, given) => {
			await options.seal?.(drafts, given);
			sealed.push(...drafts);
		},
		resume: vi.fn(async () => {}),
		all: async () => history,
		evidence: async () => ({
			id: "",
			now: 0,
			records: history,
			notices: {},
			configs: {},
			acknowledgements: [],
			waiting: [],
			refused: [],
			isDurable: true,
		}),
		collected: vi.fn(async () => null),
		erase: vi.fn(async ({ key }) => {
			for (const name of Object.keys(localStorage)) if (name.startsWith(key)) localStorage.removeItem(name);
			document.cookie = `${key}=;path=/;expires=${past}`;
		}),
		dispose: vi.fn(),
	};
	const requests = { resume: vi.fn(async () => {}), dispose: vi.fn() } as unknown as Requests;
	const parts: Record<string, () => unknown> = {
		rules: () => {
			if (options.noRules) throw new Error("not loaded");
			const part: Parts["rules"] = {
				locate(given, now) {
					const { zone = "Etc/UTC", languages = [] } = options;
					const found = place(given, { zone, languages, now });
					return { ...found, link: dueLink(found.rule, given.purposes) };
				},
			};
			return part;
		},
		records: () => ({ openRecords: () => records }),
		requests: () => ({ openRequests: () => requests }),
		erase: async () => {
			const own = await options.eraser?.();
			const remember = (allows: (purpose: string, vendor?: string) => boolean) =>
				erased.push(
					settings.purposes.flatMap(({ id, vendors }) =>
						vendors.filter((vendor) => !allows(id, vendor.id)).map((vendor) => vendor.id),
					),
				);
			const part: Partial<Parts["erase"]> = {
				eraseRefused: (_, allows) => void remember(allows),
				finishErasing(core, mark) {
					own?.();
					eraser.finishErasing(core, mark);
				},
			};
			return part;
		},
	};
	const load = (async (name: string) => {
		loaded.push(name);
		return parts[name]?.();
	}) as unknown as Load;

	const env: Environment = {
		load,
		report: (code, where = "") => void reports.push(where ? `${code} ${where}` : code),
		language: "en",
		now: options.now ?? (() => NOON + minutes * 60_000),
		runsRefused: options.runsRefused ?? (() => false),
		desk: async () => {
			loaded.push("desk");
			await consent.ready;
			if (options.noDesk) throw new Error("not loaded");
			await core.locate();
			return { ...decisions, open: vi.fn(), close: vi.fn(), say: vi.fn() } as unknown as Desk;
		},
	};
	const { consent, core, start } = createConsent(env);
	pages.push(consent);
	return {
		consent,
		core,
		settings,
		reports,
		/** Names of all parts that were loaded. */
		loaded,
		/** Drafts in the order they were sealed. */
		sealed,
		/** For each run of the eraser, the vendors it was told to erase. */
		erased,
		records,
		requests,
		start() {
			core.settings = settings;
			return start("mark", recallPlace(settings.key, "mark"));
		},
		/** Lets time pass for this page. */
		wait(days: number) {
			minutes += (days * DAY) / 60_000;
		},
		/** Has another tab's change arrive. */
		hear: (name = "storage") => window.dispatchEvent(new Event(name)),
	};
}

/** A visit that has begun. */
export function arrive(config?: Config, options?: VisitOptions) {
	const page = visit(config, options);
	page.start();
	return page;
}

/** Lets all that waits for nothing but promises happen. */
export const settled = () => new Promise((resolve) => setTimeout(resolve));

/** Has every write to localStorage pass through `onSet`, which may throw as a full device does. */
export function watchStorage(onSet: (name: string, value: string) => void) {
	const real = localStorage;
	const watched = new Proxy(real, {
		get(target, name) {
			if (name === "setItem")
				return (key: string, value: string) => {
					onSet(key, value);
					target.setItem(key, value);
				};
			const member: unknown = Reflect.get(target, name);
			return typeof member === "function" ? member.bind(target) : member;
		},
	});
	replace(globalThis, "localStorage", { value: watched });
}

/** What is written to `document.cookie` from now on. */
export function watchCookies(): string[] {
	const written: string[] = [];
	replace(document, "cookie", { get: () => written.join("; "), set: (text: string) => void written.push(text) });
	return written;
}

/** A cookie jar that tells cookies of one name apart by domain, path and partition, as browsers do. */
export function useJar() {
	const jar = new Map<string, string>();
	const set = (text: string) => {
		const [pair = "", ...parts] = text.split(";");
		const attributes = Object.fromEntries(parts.map((part) => part.toLowerCase().split("=") as [string, string?]));
		const [name = "", value] = pair.split("=");
		const where = [name, attributes.domain ?? "", attributes.path ?? "/", "partitioned" in attributes].join("|");
		if (attributes["max-age"] === "0") jar.delete(where);
		else jar.set(where, `${name}=${value}`);
	};
	replace(document, "cookie", { get: () => [...jar.values()].join("; "), set });
}

const refuse = () => {
	throw new DOMException("blocked", "SecurityError");
};

/** Blocks what browsers can be told to block. */
export function block(...what: ("cookie" | "localStorage" | "sessionStorage")[]) {
	for (const name of what) replace(name === "cookie" ? document : globalThis, name, { get: refuse, set: refuse });
}

const undos: (() => void)[] = [];
function replace(owner: object, name: string, descriptor: PropertyDescriptor) {
	const before = Object.getOwnPropertyDescriptor(owner, name);
	Object.defineProperty(owner, name, { ...descriptor, configurable: true });
	undos.push(() => (before ? Object.defineProperty(owner, name, before) : Reflect.deleteProperty(owner, name)));
}

/** Ends what `watchStorage` and `block` began. */
export function unblock() {
	for (const undo of undos.splice(0).reverse()) undo();
}

/** Empties what the browser keeps. */
export function forgetAll() {
	localStorage.clear();
	sessionStorage.clear();
	for (const pair of document.cookie.split("; ")) document.cookie = `${pair.split("=")[0]}=;path=/;expires=${past}`;
}

/** Closes all pages. */
export function closeAll() {
	for (const page of pages.splice(0)) page.dispose();
}

/** The browser's own opt-out signal. */
export function signal(isOn: boolean) {
	Object.defineProperty(navigator, "globalPrivacyControl", { value: isOn, configurable: true });
}
