import type { LegalBasis, Purpose } from "./config.ts";

/** The section of the full text that a fact is an excerpt of. */
export interface SectionReference {
	/** As printed, without the closing dot: `2.1`, `IV`. At most 20 characters. */
	number?: string;
	/** At most 300 characters. */
	title?: string;
}

/** What every fact may carry. */
export interface FromSection {
	section?: SectionReference;
}

/** A fact that is a piece of text and nothing more. */
export interface Excerpt extends FromSection {
	text: string;
}

/** One way to reach somebody. */
export interface PolicyContact extends FromSection {
	/** What it is for. */
	kind: "privacy" | "security" | "mail" | "general";
	email?: string;
	/** http, https, tel or relative. */
	url?: string;
	/** Postal, on one line. */
	address?: string;
}

/** The data protection officer (GDPR Article 37), or a representative (Article 27). */
export interface PolicyPerson extends FromSection {
	name?: string;
	email?: string;
	url?: string;
	/** Postal, on one line. */
	address?: string;
	/** Whom a representative stands for towards; no officer has it. */
	region?: "eu" | "uk" | "ch";
}

/** Who decides what the data is used for (GDPR Article 4(7)). */
export interface Controller extends FromSection {
	name?: string;
	contacts?: PolicyContact[];
	dpo?: PolicyPerson;
	representatives?: PolicyPerson[];
}

/** A category of data that is collected. */
export interface CollectedData extends FromSection {
	category: string;
	/** What belongs to it, or is said of it. */
	items?: string[];
	/** Where it comes from: given by the visitor, observed, or got from somebody else. */
	source?: "you" | "automatic" | "others";
}

/** What data is used for. */
export interface PolicyUse extends FromSection {
	purpose: string;
	/** Absent where the text states none; never guessed. */
	legalBasis?: LegalBasis;
	/** It reaches people by this way, so that their yes or no to it is theirs, not one of a device. */
	channel?: "email";
}

/** Who receives data. */
export interface Recipient extends FromSection {
	/** The recipient, or a group of them as the text calls it. */
	name: string;
	purpose?: string;
	location?: string;
	/**
	 * `processor`: works for the site. `own-account`: called by the visitor, under their own key or account.
	 * `category`: a group without names. `legal`: courts, authorities and whoever the law says. `third-party`: anybody else.
	 */
	kind?: "processor" | "own-account" | "category" | "legal" | "third-party";
}

export type Safeguard =
	| "standard-contractual-clauses"
	| "adequacy"
	| "data-privacy-framework"
	| "binding-corporate-rules";

/** Data that leaves the country (GDPR Chapter V). */
export interface Transfer extends FromSection {
	text: string;
	/** What protects it there, as far as the text names it. */
	safeguards?: Safeguard[];
}

/** How long something lasts. */
export interface Period {
	/** The words: "7 years, rolling". */
	text: string;
	/** Absent where the words name no number of units. */
	amount?: number;
	unit?: "hours" | "days" | "weeks" | "months" | "years";
	/** The oldest goes as the newest comes. @default false */
	rolling?: boolean;
	/** Counted from an event such as deletion of the account, not from when the data came. @default false */
	afterEvent?: boolean;
}

export interface Retention extends FromSection {
	category: string;
	period: Period;
}

export type RightKind =
	| "access"
	| "know"
	| "rectification"
	| "erasure"
	| "restriction"
	| "portability"
	| "objection"
	| "withdraw-consent"
	| "complaint"
	| "opt-out-sale"
	| "limit-sensitive"
	| "no-automated-decision"
	| "disconnect-account"
	| "non-discrimination"
	| "appeal";

export interface PolicyRight extends FromSection {
	kind: RightKind;
	title: string;
	/** What it lets a person do. */
	text?: string;
	/** The laws that the text names for it. @default everywhere */
	regimes?: ("gdpr" | "uk-gdpr" | "ccpa")[];
}

/** A right of people in states of the US. */
export interface UsRight extends FromSection {
	kind: RightKind;
	text: string;
	/** ISO 3166-2 codes (`US-CA`) of the states that the text names. @default all that have such a law */
	states?: string[];
	/** The text goes on to every other state that has such a law. @default false */
	orSimilar?: boolean;
}

export interface Children extends FromSection {
	/** Years; the service is not for anybody younger. */
	minimumAge?: number;
	text?: string;
}

/** What the site says it does not do, or is certified for. */
export interface Statement extends FromSection {
	kind: "no-sale" | "no-ad-sharing" | "no-training" | "no-certification" | "certification";
	text: string;
}

export interface PolicyChanges extends FromSection {
	/** Days between telling of a material change and its effect. */
	noticeDays?: number;
	/** Days in which a new or replaced recipient can be objected to. */
	objectionDays?: number;
	/** Whom the text gives these days. @default everybody */
	objectionRegimes?: PolicyRight["regimes"];
	text?: string;
}

/** A link in a text of a section: its words occur in that text. */
export interface PolicyLink {
	text: string;
	/** http, https, mailto, tel or relative. */
	url: string;
}

export interface PolicyListItem {
	text: string;
	links?: PolicyLink[];
	/** How deep the item stands within others, 0 to 3. @default 0 */
	level?: number;
}

/** Words only: whatever shows a section makes the elements. */
export type PolicyBlock =
	| { kind: "paragraph"; text: string; links?: PolicyLink[] }
	| { kind: "list"; items: PolicyListItem[] }
	| { kind: "table"; head?: string[]; rows: string[][] };

/** Text that no other key has a place for, under the heading it stands under. */
export interface PolicySection extends SectionReference {
	/** Empty where the heading is all there is, or where all under it is still to be filled in. */
	body: PolicyBlock[];
}

/** What a policy says at one time. A fact that is not known is absent; no text ever stands in for it. */
export interface PolicyContent {
	title?: string;
	/** Where the full text is. */
	url?: string;
	/** ISO date. */
	lastUpdated?: string;
	/** ISO date. */
	effectiveDate?: string;
	controller?: Controller;
	collected?: CollectedData[];
	/** What the text says is not collected. */
	notCollected?: Excerpt[];
	uses?: PolicyUse[];
	recipients?: Recipient[];
	/** Where the list of recipients is kept up to date. */
	recipientsUrl?: string;
	transfers?: Transfer[];
	retention?: Retention[];
	rights?: PolicyRight[];
	/** Days in which a request is answered. */
	responseDays?: number;
	/** Measures that protect the data (GDPR Article 32), and what is said about them. */
	security?: Excerpt[];
	children?: Children;
	usRights?: UsRight[];
	statements?: Statement[];
	changes?: PolicyChanges;
	/**
	 * What is kept on the visitor's device, by purpose, as in a configuration: the policy's words on cookies. A
	 * configuration without purposes of its own that has this document in it takes these.
	 */
	purposes?: (string | Purpose)[];
	sections?: PolicySection[];
}

/** Another version of the policy: past, or announced. */
export interface PolicyVersion {
	/** ISO date from which it held or will hold. */
	effectiveDate: string;
	/** ISO date on which it was made known. @default the effective date */
	announced?: string;
	/** What changed, in words for visitors. */
	summary?: string;
	/** Where its full text is. */
	url?: string;
	/**
	 * What it says, where it can be compared. Without `purposes`: what the panel asks for only the configuration changes, as
	 * no announcement may take effect there by itself.
	 */
	content?: Omit<PolicyContent, "purposes">;
}

/** The policy document. A value in square brackets (`[PENDING]`) is still to be filled in, and counts as absent. */
export interface Policy extends PolicyContent {
	version: 1;
	/** Address of the JSON Schema, for editors; nothing else reads it. */
	$schema?: string;
	/** History and announced changes, in any order. */
	versions?: PolicyVersion[];
}

/** What a policy says of one recipient, use, category, transfer or period. */
export interface PolicyFacts {
	/** Of a recipient: what it gets data for. */
	purpose?: string;
	location?: string;
	legalBasis?: LegalBasis;
	source?: CollectedData["source"];
	items?: string[];
	safeguards?: Safeguard[];
	period?: Period;
}

/** What differs between two versions of a policy. */
export interface PolicyChange {
	kind: "added" | "changed" | "removed";
	/** The key of the content in which it is. */
	of: "collected" | "uses" | "recipients" | "transfers" | "retention";
	/** What is new, other or gone: the recipient, the category, the use, as the version that has it calls it. */
	name: string;
	/** What it was called before, where that is no mere typo: the recipient that this one replaces, the use in its old words. */
	formerly?: string;
	/** What is said of it now; of what changed and kept its name only what differs, of a list of items only what came. */
	now?: PolicyFacts;
	/** What was said of it before, where that differs; of a list of items only what went. */
	before?: PolicyFacts;
}

/** A version that visitors are to hear of. */
export interface PolicyNews {
	/** The version that is announced, or, once it holds, that holds now. */
	version: PolicyVersion;
	/** It holds already. */
	isPast: boolean;
	changes: PolicyChange[];
	/**
	 * Short, and the same as long as it is the same news: other for one more recipient, but not for a corrected typo. It
	 * begins with the version's day, and is that day alone once the version holds: what was told ahead counts.
	 */
	mark: string;
	/** Until when new and replaced recipients can be objected to, as an ISO date; absent where nobody can. */
	objectUntil?: string;
	/** Names of the recipients that can be objected to. */
	objectTo: string[];
}
