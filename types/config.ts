import type { PrivacyErrorShape } from "./error.ts";

/** What a purpose is in law; decides how opt-out signals and opt-out regimes treat it. */
export type Involves = "sale" | "sharing" | "targeted-ads" | "profiling" | "sensitive";

export type LegalBasis =
	| "consent"
	| "contract"
	| "legal-obligation"
	| "vital-interests"
	| "public-task"
	| "legitimate-interests";

/** `opt-in`: nothing before a yes. `opt-out`: on until a no. `notice`: told, not asked. */
export type Regime = "opt-in" | "opt-out" | "notice";
export type Layout = "bar" | "box" | "dialog";
export type Theme = "auto" | "light" | "dark";
export type Position = "start" | "end" | "center";

export interface Cookie {
	/** Exact name, or a prefix when it ends in `*` (`_ga_*`). */
	name: string;
	/** How long it is kept, in words the visitor reads: "13 months". */
	duration?: string;
	description?: string;
}

export interface Vendor {
	/** Lower-case letters, digits, `-` and `_`; at most 64 characters. */
	id: string;
	/** @default the id */
	name?: string;
	/** The company that gets the data. */
	provider?: string;
	/** ISO 3166-1 code of the provider's country. */
	country?: string;
	/** http, https or relative. */
	policyUrl?: string;
	cookies?: Cookie[];
	/** Names of localStorage, sessionStorage and IndexedDB entries; a trailing `*` makes a prefix. */
	storage?: string[];
}

export interface Purpose {
	/** Lower-case letters, digits, `-` and `_`; at most 64 characters. */
	id: string;
	title?: string;
	description?: string;
	/** @default "consent" */
	legalBasis?: LegalBasis;
	/** Always on; not a choice. @default true for `necessary`, else false */
	required?: boolean;
	/** A claim that the region's rule exempts this purpose from consent. */
	exempt?: "statistics" | "appearance";
	/** @default sale, sharing and targeted-ads for `marketing`, else none */
	involves?: Involves[];
	data?: string[];
	retention?: string;
	location?: string;
	vendors?: Vendor[];
}

/** Overrides of single words, by language, group and key: `{ en: { first: { title: "…" } } }`. */
export type TextOverrides = Record<string, Record<string, Record<string, string>>>;

export interface PolicyReference {
	/** Where the full text is. */
	url?: string;
	/** ISO date; becomes the record's `policyVersion`. */
	lastUpdated?: string;
	[key: string]: unknown;
}

/** What the owner writes. Every key has a default; `{}` is valid. */
export interface Config {
	site?: {
		/** Separates the choices of sites that share an origin. Lower-case letters, digits, `-`, `_`. */
		id?: string;
		name?: string;
		controller?: { name?: string; address?: string; contact?: string };
	};
	/** @default necessary, functional, analytics, marketing */
	purposes?: (string | Purpose)[];
	/** The policy's address, or the policy document. */
	policy?: string | PolicyReference;
	/** Base address of the collector; without it records stay on the device. */
	endpoint?: string;
	/** ISO 3166-2 code of the visitor's region, where the server knows it. */
	region?: string;
	/** @default "opt-in", the strictest */
	regime?: Regime;
	languages?: { default?: string; texts?: TextOverrides };
	/** @default "box" */
	layout?: Layout;
	/** Which edge a box stands at. @default "start" */
	position?: Position;
	/** @default "auto" */
	theme?: Theme;
	/** The floating button that opens the preferences. @default true unless the page has an element with `data-yoursay-open` */
	trigger?: boolean;
	integrations?: Record<string, unknown>;
	storage?: { cookie?: { domain?: string } };
	/** After withdrawing what already ran. @default "reload" */
	onWithdraw?: "reload" | "none";
	/** Treat Do Not Track like Global Privacy Control. Takes effect with the rules by region. @default false */
	doNotTrack?: boolean;
	/** Years. Takes effect with the rules by region. */
	minimumAge?: number;
	/** Raise it to ask everyone again. @default 0 */
	revision?: number;
	onError?: (error: PrivacyErrorShape) => void;
}

export interface SettledPurpose extends Purpose {
	required: boolean;
	legalBasis: LegalBasis;
	involves: Involves[];
	vendors: Vendor[];
	/** A short mark of all that a grant is given for (32 bits, base 36); another mark lets the grant lapse. */
	print: string;
}

/** A `Config` with every default filled in: what the code works with. */
export interface Settings extends Config {
	purposes: SettledPurpose[];
	regime: Regime;
	revision: number;
	layout: Layout;
	theme: Theme;
	/** Key of everything stored on the device: `yoursay`, or `yoursay_{site.id}`. */
	key: string;
}
