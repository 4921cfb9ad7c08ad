import type { Settings, SettledPurpose } from "./config.ts";
import type { Consent } from "./consent.ts";
import type { Core } from "./core.ts";
import type { Desk } from "./desk.ts";
import type { ErrorCode } from "./error.ts";
import type { Load } from "./parts.ts";
import type { Evidence } from "./receipt.ts";
import type { ConsentRecord, KeptRecord } from "./record.ts";
import type { RightsRequest } from "./request.ts";
import type { Requests } from "./store.ts";
import type { HistoryWords } from "./words-history.ts";
import type { Words } from "./words-panel.ts";

/** Tells the owner, through `console` and `onError`, what went wrong and how to mend it. Never throws. */
export type Report = (code: ErrorCode, where?: string, cause?: unknown) => void;

/** What a view is handed. */
export interface Stage {
	consent: Consent;
	settings: Settings;
	/** BCP 47; the language of the words. */
	language: string;
	/** Another one that the first layer offers: that of the visitor's browser, where it has words, or the one before. */
	own?: string;
	/** Style sheets by their text, of all parts. */
	sheets?: Map<string, CSSStyleSheet>;
	/** What was moved in a panel that is about to come up in another language, and where it stands. */
	moved?: Moved;
	load: Load;
	report: Report;
	desk(): Promise<Desk>;
	/** What holds where the visitor is, and what their browser asks for. */
	law: Pick<Core, "settings" | "mark" | "locate" | "place" | "signal" | "isOpposed" | "isHeeded" | "isExempt">;
	/** True while something runs on this page that is no longer allowed. */
	runsRefused?(): boolean;
	/** False once the device refused to keep a choice. */
	isKept?: boolean;
	/** Styles that every element of ours has; the first layer's file brings them. */
	base?: string[];
	/** Looks after the theme and colours of an element of ours from now on, once `put` has put it in its place. The desk's. */
	paint?(host: HTMLElement, put?: () => void): void;
	/** The consent's place among those whose views are parts of the page. */
	inPage?: {
		/** Draws all of this consent's views anew, but no form: what is typed into it stays. */
		renew(): void;
		/** Its views go away; the second call does nothing. */
		leave(): void;
	};
	/** The choice in the cookie that the request for this page had, empty where there was none; absent beside the script tag. */
	stored?: string;
	/** Milliseconds since 1970, where a server says so. @default Date.now */
	now?(): number;
	/** How many parts of an application want the first layer to stand. */
	askers?: number;
	/** Gives an element of ours, else the one `<your-say>`, its shadow root in these styles, and looks after it; the desk's. */
	dress?(host: HTMLElement | undefined, ...styles: string[]): ShadowRoot;
	/** The desk's. */
	kept?: Kept;
	/** Runs when the widget is disposed. */
	onDispose(undo: () => void): void;
	/** The first layer, while it stands; nothing where it did not load. */
	ask?: Promise<Layer | undefined>;
	/** A person's requests on this site; the desk's. */
	requests?(): Promise<Requests>;
	/** Where the request form begins when it is opened next. */
	rightsStart?: RightsStart;
	/** The element that carries the one shadow root, made by the first view that needs it. */
	host?: HTMLElement;
}

/** Switches of a panel that were moved and not saved. */
export interface Moved {
	target: HTMLElement | undefined;
	choices: { purposes: Record<string, boolean>; vendors: Record<string, boolean> };
}

/** What a visitor's history is told with. */
export interface Telling extends Pick<Stage, "language" | "settings"> {
	words: Words;
	own: HistoryWords;
	controller: string;
	/** The settings a record was made under, where they are known; else the present ones. */
	settingsOf(record: ConsentRecord): Settings;
}

/** What is kept of the visitor, for the views that show it. */
export interface Kept {
	/** As `Decider.evidence`. */
	evidence(): Promise<Evidence>;
	/** As `Decider.collected`. */
	collected(): Promise<KeptRecord[] | null>;
}

export interface Mounted {
	/** Takes the view away; the second call does nothing. */
	dispose(): void;
}

/** The first layer as it stands. */
export interface Layer extends Mounted {
	view: HTMLElement;
	/** The purposes it asks for. */
	asked: SettledPurpose[];
}

/** Where the request form begins. */
export interface RightsStart {
	kind?: RightsRequest["kind"];
	/** Names of recipients that are objected to. */
	recipients?: string[];
	/** Of a request that is under way: shows what became of it. */
	id?: string;
}
