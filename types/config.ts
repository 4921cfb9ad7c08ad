import type { PrivacyErrorShape } from "./error.ts";
import type { Policy, PolicyVersion } from "./policy.ts";
import type { OwnRules } from "./rule.ts";

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
/** Why a purpose may need no consent, as some regions have it: counting visits for oneself, and adapting the look to what the visitor prefers. */
export type Exemption = "statistics" | "appearance";
export type Layout = "bar" | "box" | "dialog";
export type Theme = "auto" | "light" | "dark";
export type Position = "start" | "end" | "center" | "top-start" | "top-end" | "top-center";

export interface Cookie {
	/** Exact name, or a prefix when it ends in `*` (`_ga_*`). */
	name: string;
	/** How long it is kept, in words the visitor reads: "13 months". */
	duration?: string;
	/** What it is for. */
	description?: string;
}

export interface Vendor {
	/** Lower-case letters, digits, `-` and `_`; at most 64 characters. */
	id: string;
	/** What visitors read. @default the id */
	name?: string;
	/** The company that gets the data. */
	provider?: string;
	/** ISO 3166-1 code of the provider's country. */
	country?: string;
	/** http, https or relative. */
	policyUrl?: string;
	/** Told to the visitor, and erased at a refusal. */
	cookies?: Cookie[];
	/** Names of localStorage, sessionStorage and IndexedDB entries; a trailing `*` makes a prefix. */
	storage?: string[];
}

export interface Purpose {
	/** Lower-case letters, digits, `-` and `_`; at most 64 characters. */
	id: string;
	/** One for all languages. @default that of the usual purposes, in each language; else the id */
	title?: string;
	/** What it is for, in words the visitor reads. @default that of the usual purposes, in each language */
	description?: string;
	/** What the use of the data rests on; what rests on anything but consent is objected to, not refused. @default "consent" */
	legalBasis?: LegalBasis;
	/** Always on; not a choice. @default true for `necessary`, else false */
	required?: boolean;
	/** A claim that the region's rule exempts this purpose from consent. Has no effect where the rule does not list it, or where the purpose involves anything. */
	exempt?: Exemption;
	/** What it is in law: what opt-outs and signals speak of. @default sale, sharing and targeted-ads for `marketing`, else none */
	involves?: Involves[];
	/** Which data it takes. */
	data?: string[];
	/** How long the data is kept. */
	retention?: string;
	/** Where the data is kept. */
	location?: string;
	/** Who gets the data; a vendor stands under one purpose. */
	vendors?: Vendor[];
}

/**
 * Overrides of single words, by language, group and key: `{ en: { ask: { title: "…" } } }`. Where a word has parts or forms
 * they are named with it: `"analytics.title"` in `purposes`, `"vendors.one"` in `preferences`.
 */
export type TextOverrides = Record<string, Record<string, Record<string, string>>>;

/** The policy document, or what of it browsers must know before anybody opens it. */
export interface PolicyReference extends Partial<Omit<Policy, "versions">> {
	/** Where the policy document is (JSON); fetched when its summary is opened, or a change is to be told. */
	document?: string;
	/** As in the document: while this is not empty, pages look whether there is a change to tell. */
	versions?: PolicyVersion[];
}

/** Google Consent Mode v2. */
export interface GoogleOptions {
	/** Which purpose governs each of Google's types. @default ads: marketing, analytics: analytics, functionality and personalization: functional, security: necessary */
	types?: Partial<Record<GoogleType, string>>;
	/** Carries ad-click ids in the page's own links while storage is denied; changes what visitors see in addresses. @default false */
	urlPassthrough?: boolean;
}

export type GoogleType =
	| "ad_storage"
	| "ad_user_data"
	| "ad_personalization"
	| "analytics_storage"
	| "functionality_storage"
	| "personalization_storage"
	| "security_storage";

/** A vendor that knows one answer. */
export interface OnePurpose {
	/** Which purpose governs it. @default analytics for matomo, posthog and adobe; marketing for uet, meta and tiktok */
	purpose?: string;
}

/** Microsoft Clarity, Consent API v2. */
export interface ClarityOptions {
	/** Which purpose governs each of Clarity's types. @default ad_Storage: marketing, analytics_Storage: analytics */
	types?: { ad_Storage?: string; analytics_Storage?: string };
}

/** Events for a tag manager. */
export interface GtmOptions {
	/** Name of the event. @default "consent_update" */
	event?: string;
}

export interface MetaOptions extends OnePurpose {
	/** Where a region opts out instead of in, a refusal is told as Limited Data Use instead of as a revocation. @default false */
	limitedDataUse?: boolean;
}

export interface MatomoOptions extends OnePurpose {
	/** What waits for consent: all tracking, or its cookies alone. @default "tracking" */
	mode?: "tracking" | "cookies";
}

export interface AdobeOptions extends OnePurpose {
	/** Name of the Web SDK's global function. @default "alloy" */
	instance?: string;
}

/** IAB Global Privacy Platform, sections of the United States. */
export interface GppOptions {
	/** One section for all states (`usnat`), or that of the visitor's state where there is one. @default "national" */
	sections?: "national" | "state";
	/** How bits are filled up to letters: to whole octets first, as IAB's library does, or to sextets, as its text says. @default "octets" */
	padding?: "octets" | "sextets";
	/** For those who signed the Multi-State Privacy Agreement: the mode its transactions are in. @default not signed */
	mspa?: "opt-out-option" | "service-provider";
}

/** Reads what a CMP that is registered with IAB Europe was told, where the page has one. */
export interface TcfOptions {
	/** Purposes of the TCF (1 to 24) that must all be consented to, by purpose of yours. @default functional: 1; analytics: 1, 8, 9; marketing: 1, 2, 3, 4, 7; any other is left refused */
	purposes?: Record<string, number[] | undefined>;
	/** Ids in the Global Vendor List, by vendor of yours. */
	vendors?: Record<string, number | undefined>;
}

/** Others on the page that are told of each choice; one key per file in `src/integrations`. */
export interface Integrations {
	/** Adobe Experience Platform Web SDK. */
	adobe?: boolean | AdobeOptions;
	/** Microsoft Clarity, Consent API v2. */
	clarity?: boolean | ClarityOptions;
	/** Google Consent Mode v2. */
	google?: boolean | GoogleOptions;
	/** IAB Global Privacy Platform, sections of the United States. */
	gpp?: boolean | GppOptions;
	/** Events in `dataLayer` for Google Tag Manager. */
	gtm?: boolean | GtmOptions;
	/** Matomo's tracker. */
	matomo?: boolean | MatomoOptions;
	/** Meta's pixel. */
	meta?: boolean | MetaOptions;
	/** PostHog's library. */
	posthog?: boolean | OnePurpose;
	/** Follows a TCF consent tool of the page, where there is one. */
	tcf?: boolean | TcfOptions;
	/** TikTok's pixel. */
	tiktok?: boolean | OnePurpose;
	/** Microsoft Advertising, Universal Event Tracking. */
	uet?: boolean | OnePurpose;
}

/** What the owner writes. Every key has a default; `{}` is valid. */
export interface Config {
	/** Address of the JSON Schema, for editors; nothing else reads it. */
	$schema?: string;
	/** Who asks. */
	site?: {
		/** Separates the choices of sites that share an origin. Lower-case letters, digits, `-`, `_`. */
		id?: string;
		/** @default the host name */
		name?: string;
		/** Who decides about the data. @default the name of the site */
		controller?: { name?: string; address?: string; contact?: string };
	};
	/** What visitors are asked about. @default those of a policy document in `policy`, else necessary, functional, analytics, marketing */
	purposes?: (string | Purpose)[];
	/** The policy's address (one that ends in `.json` is that of a policy document), what is known of it, or the document itself. */
	policy?: string | PolicyReference;
	/** Base address of the collector; without it records stay on the device. */
	endpoint?: string;
	/** ISO 3166-2 code of the visitor's region, where the server knows it. @default a guess from time zone and languages */
	region?: string;
	/** One regime everywhere. @default that of the region's rule */
	regime?: Regime;
	/** Your own over the table's, by region code, `US`, or `*` for everywhere; the nearest wins. */
	rules?: OwnRules;
	/** `default`: the language, whatever page and browser say. `texts`: your own words over ours. */
	languages?: { default?: string; texts?: TextOverrides };
	/** How the first layer stands. @default "box" */
	layout?: Layout;
	/** Where a box stands: below, or above with `top-`; of a bar only whether above. @default "start" */
	position?: Position;
	/** Its colours; `auto` follows the visitor's system. @default "auto" */
	theme?: Theme;
	/** The floating button that opens the preferences. @default true unless the page has an element with `data-yoursay-open`; where a link is due, unless one of these has `data-yoursay-label`; false in an application */
	trigger?: boolean;
	/** Others on the page that are told of each choice. `true` takes the defaults. */
	integrations?: Integrations;
	/** `cookie.domain` shares the choice with subdomains. */
	storage?: { cookie?: { domain?: string } };
	/** After withdrawing what already ran. @default "reload" */
	onWithdraw?: "reload" | "none";
	/** Treat Do Not Track like Global Privacy Control. @default false */
	doNotTrack?: boolean;
	/** Years: a visitor who states a lower age keeps everything optional off. @default that of the region's rule */
	minimumAge?: number;
	/** Raise it to ask everyone again, within the pause after a refusal too: for changes that matter. @default 0 */
	revision?: number;
	/** Told of every refusal and failure, beside the console. */
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
	revision: number;
	layout: Layout;
	theme: Theme;
	/** Key of everything stored on the device: `yoursay`, or `yoursay_{site.id}`. */
	key: string;
}
