import type { LegalBasis, Regime } from "./config.ts";
import type { State } from "./consent.ts";
import type { CollectedData, PolicyChange, PolicyContact, PolicyRight, Recipient, Safeguard } from "./policy.ts";
import type { Verdict } from "./receipt.ts";
import type { FoundSecret, RequestKind, RequestState } from "./request.ts";

/** Plural forms by `Intl.PluralRules` category; `other` always exists. */
export type Plural = { other: string } & Partial<Record<"zero" | "one" | "two" | "few" | "many", string>>;

/** All that a language has. */
export interface Locale {
	about: About;
	ask: AskWords;
	words: Words;
	rightsWords: RightsWords;
	historyWords: HistoryWords;
}

/** Words whose meaning the law fixes. */
export type LegalWord =
	| "personalData"
	| "controller"
	| "processor"
	| "authority"
	| "consent"
	| "withdraw"
	| "object"
	| "access"
	| "rectification"
	| "erasure"
	| "restriction"
	| "portability"
	| "complaint"
	| "legitimateInterests";

/** What is known of a language's words; for owners and translators, never sent to a browser. */
export interface About {
	/** Somebody who speaks the language and read all of it; undefined where nobody has. */
	reviewed: { by: string; on: string } | undefined;
	/** The text of law that the glossary follows. */
	source: string;
	/** The legal words as that text has them. */
	glossary: Record<LegalWord, string>;
	/** Regular expressions for the verbs of withdrawing and of objecting, which are not to be mixed up with refusing. */
	stems: { withdraw: string; object: string };
	/** Paths of texts that are the same as in English on purpose. */
	asInEnglish?: string[];
}

/** Words of the first layer; they travel in one file with its code. `{name}` is a placeholder. */
export interface AskWords {
	acceptAll: string;
	rejectAll: string;
	preferences: string;
	label: string;
	title: string;
	/** {controller}, {purposes} */
	body: string;
	howWeUse: string;
	/** Where uses are on until someone says no. */
	optOutTitle: string;
	/** {controller}, {purposes} */
	optOutBody: string;
	/**
	 * What stands between two things, between the first of several, and before the last of several: as `Intl.ListFormat`
	 * has it, which would cost every first visit 10 ms.
	 */
	list: [pair: string, between: string, last: string];
	/** How each usual purpose is called inside `body`, by purpose id. */
	inSentence: Record<string, string>;
}

/** Every other word of the widget. */
export interface Words {
	/** The first layer where it is not the plain first question. */
	again: {
		newTitle: string;
		/** {controller}, {purposes} */
		newBody: string;
		/** {controller}, {purposes} */
		changedBody: string;
		title: string;
		/** {date} */
		body: string;
	};
	/** How each usual purpose is called inside a sentence, as on the first layer. */
	inSentence: AskWords["inSentence"];
	/** Where a visitor can opt out of sale, sharing and targeted advertising. */
	optOut: Record<"optOutHonoured" | "doNotSell" | "limitSensitive" | "privacyChoices", string>;
	/** The same in the United States, in English alone: California fixes them. */
	us?: Words["optOut"];
	/** Before something is allowed that the browser's signal asks not to do. */
	doubt: {
		/** Where the signal is Global Privacy Control; Do Not Track has its own. */
		title: string;
		/** {purposes} */
		body: string;
		keep: string;
		allow: string;
	};
	choice: { acceptAll: string; rejectAll: string; save: string };
	common: {
		close: string;
		/** Name of the × where closing counts as a refusal. */
		closeRefusing: string;
		/** What stands between counts: "2 vendors, 3 cookies". */
		between: string;
		alwaysOn: string;
		howWeUse: string;
		privacyChoices: string;
		/** Names the list of languages. */
		language: string;
	};
	preferences: {
		title: string;
		intro: string;
		introOptOut: string;
		vendors: Plural;
		cookies: Plural;
		storage: Plural;
		/** {on}, {count} */
		someVendors: string;
		/** {purpose} */
		showDetails: string;
		legitimate: string;
		sensitive: string;
		/** {provider}, {country} */
		providerIn: string;
		theirPolicy: string;
		session: string;
		untilDeleted: string;
		findVendor: string;
		found: Plural;
		noneFound: string;
		receipt: string;
		rights: string;
		/** Of a purpose that the law exempts from asking. */
		exempt: string;
	};
	/** Title and body of the usual purposes, by id. */
	purposes: Record<string, { title: string; body: string }>;
	embed: {
		/** {title}, {vendor} */
		title: string;
		/** {vendor} */
		titleUnnamed: string;
		/** {vendor}, {by} */
		video: string;
		/** {vendor}, {by} */
		other: string;
		/** Provider and country in brackets: {provider}, {country} */
		by: string;
		once: string;
		always: string;
		/** {vendor} */
		alwaysName: string;
		/** {vendor} */
		source: string;
		theirPolicy: string;
	};
	policy: {
		/** {controller} */
		title: string;
		/** {date} */
		updated: string;
		/** {date} */
		starts: string;
		/** {date} */
		startsLater: string;
		startMissing: string;
		updateMissing: string;
		factSold: string;
		factAds: string;
		factAnswer: string;
		factWhere: string;
		factTraining: string;
		factAge: string;
		no: string;
		withinDays: Plural;
		/** {age} */
		fromAge: string;
		/** {places} */
		andOthers: string;
		collected: string;
		notCollected: string;
		uses: string;
		recipients: string;
		transfers: string;
		retention: string;
		rights: string;
		protection: string;
		children: string;
		usRights: string;
		statements: string;
		changes: string;
		device: string;
		contact: string;
		versions: string;
		dpo: string;
		representative: string;
		/** {date} */
		announced: string;
		who: string;
		whatFor: string;
		where: string;
		data: string;
		keptFor: string;
		basis: string;
		recipientsUrl: string;
		full: string;
		useRights: string;
		/** Beside one right. */
		useRight: string;
		/** Heads what the summary has no place of its own for. */
		own: string;
		/** {items}, {count} */
		andMore: string;
		contents: string;
		changeNotice: Plural;
		objectionNotice: Plural;
		find: string;
		/** How many sections the searched words are in. */
		found: Plural;
		noneFound: string;
		print: string;
		notPublished: string;
		/** {controller} */
		empty: string;
		notLoaded: string;
		tryAgain: string;
		/** A state of the US, by its ISO 3166-2 code. */
		[state: `US-${string}`]: string;
	} & Record<
		| NonNullable<CollectedData["source"] | Recipient["kind"]>
		| Safeguard
		| NonNullable<PolicyRight["regimes"]>[number]
		| PolicyContact["kind"],
		string
	>;
	/** Why a use is lawful, in plain words. */
	bases: Record<LegalBasis, string>;
	change: {
		/** {date} */
		title: string;
		/** {date} */
		titlePast: string;
		nothingToDo: string;
		added: string;
		changed: string;
		removed: string;
		/** {value} */
		before: string;
		/** {name} */
		recipientAdded: string;
		/** {name}, {purpose} */
		recipientAddedFor: string;
		/** {name} */
		recipientRemoved: string;
		/** What of a policy it is: {name}; of retention {period} */
		of: Record<PolicyChange["of"], string>;
		more: Plural;
		object: string;
		/** {date} */
		objectUntil: string;
		all: string;
	};
	status: {
		saved: string;
		savedHere: string;
		notKept: string;
		notLoaded: string;
		/** {controller} */
		optOutBody: string;
		optOutShort: string;
		/** {purposes} */
		optOutConflict: string;
		/** Where something is allowed that the signal asks not to do. */
		optOutNot: string;
		notTracked: string;
		notTrackedBody: string;
	};
}

/** Words of the request form and of requests under way. */
export interface RightsWords {
	rights: {
		title: string;
		/** {step}, {steps} */
		step: string;
		free: Plural;
		freeNoDays: string;
		/** Where the person lives; decides what is offered. */
		place: string;
		placeHint: string;
		choosePlace: string;
		/** The way to the preferences, which need no request. */
		here: string;
		hereBody: string;
		/** {date} */
		answerBy: string;
		/** {date} */
		arrivedBy: string;
		atOnce: string;
		/** {date} */
		atOnceAnd: string;
		authority: string;
		authorityBody: string;
		/** Where this region has several authorities. */
		chooseAuthority: string;
		yours: string;
		optOut: string;
		withdraw: string;
		withdrawn: string;
		offHere: string;
		/** {kind} */
		subject: string;
	};
	/** What can be asked for: {controller} */
	kinds: Record<RequestKind, { title: string; body: string }>;
	/** The same where California fixes the words. */
	usKinds: Partial<RightsWords["kinds"]>;
	details: {
		title: string;
		use: string;
		optional: string;
		name: string;
		email: string;
		emailHint: string;
		emailOptOut: string;
		message: string;
		messageHint: string;
		rectification: string;
		objection: string;
		complaint: string;
		appeal: string;
		account: string;
		accountHint: string;
		recipients: string;
		happenedAt: string;
		outcome: string;
		since: string;
		until: string;
		sinceHint: string;
		decision: string;
		yes: string;
		no: string;
		/** {controller} */
		yesHint: string;
		agent: string;
		agentKind: string;
		representative: string;
		parent: string;
		of: string;
		proof: string;
		noIdentity: string;
	};
	secrets: Record<FoundSecret["kind"], string> & {
		title: Plural;
		body: string;
		remove: string;
		leave: string;
		/** Stands where something was taken out. */
		removed: string;
	};
	review: {
		title: string;
		nothingSent: string;
		request: string;
		sentTo: string;
		answerBy: string;
		arrivedBy: string;
		dates: string;
		/** {since}, {until} */
		between: string;
		onBehalf: string;
		addId: string;
		change: string;
		/** {field} */
		changeName: string;
		send: string;
		sending: string;
		/** {email} */
		mail: string;
	};
	sent: {
		title: string;
		keep: string;
		reference: string;
		next: string;
		/** {controller}, {email} */
		check: string;
		/** {controller} */
		checkNot: string;
		/** {date} */
		answer: string;
		/** {date} */
		answerOnly: string;
		/** {date} */
		acknowledge: string;
		/** {authority} */
		unhappy: string;
		appeal: string;
		copy: string;
		follow: string;
		done: string;
		/** {controller} */
		device: string;
		more: string;
		account: string;
		noWay: string;
		mailBody: string;
	};
	progress: Record<Exclude<RequestState, "extended" | "denied" | "needs-info">, string> & {
		title: string;
		waiting: string;
		waitingBody: string;
		refused: string;
		lapsed: string;
		lapsedBody: string;
		"needs-info": string;
		/** {date} */
		extended: string;
		denied: string;
		/** {date} */
		late: string;
		unknown: string;
		unreachable: string;
		tryAgain: string;
		withdraw: string;
		withdrawTitle: string;
		keep: string;
		appeal: string;
		forget: string;
		unconfirmed: string;
	};
	leave: { title: string; body: string; stay: string; go: string };
	offline: { title: string; body: string; tryNow: string };
	common: { back: string; continue: string; cancel: string };
	problem: {
		sendTitle: string;
		sendBody: string;
		/** {email} */
		sendBodyMail: string;
		/** {time} */
		sendLater: string;
		/** {controller}, {reason} */
		refused: string;
		summary: Plural;
		noRight: string;
		noEmail: string;
		badEmail: string;
		badEmailAt: string;
		noPlace: string;
		noMessage: string;
		noAccount: string;
		noRecipient: string;
		noDecision: string;
		noOf: string;
		tooLong: Plural;
		tooMany: Plural;
		badDate: string;
		futureDate: string;
		badOrder: string;
		noReference: string;
	};
	/** States of the US and what else has laws of its own, by ISO 3166-2 code. */
	places: Record<string, string>;
}

/** Words of a visitor's own history. */
export interface HistoryWords {
	receipt: Record<State, string> & {
		title: string;
		intro: string;
		/** {time} */
		today: string;
		/** {date} */
		again: string;
		/** {date} */
		over: string;
		/** On by the regime or an exemption, without an answer. */
		unasked: string;
		before: string;
		/** {id} */
		id: string;
		/** Where it is kept. */
		here: string;
		/** {controller} */
		delivered: string;
		/** {controller} */
		waiting: string;
		/** {controller} */
		rejected: string;
		notHere: string;
		/** The record of the latest choice is not there yet. */
		unsealed: string;
		/** {place} */
		rules: string;
		rulesHere: string;
		change: string;
		withdraw: string;
		/** Said once all is withdrawn. */
		allOff: string;
		download: string;
		/** Before the ways to take it along. */
		take: string;
		readable: string;
		signed: string;
		/** {file} */
		downloaded: string;
		emptyTitle: string;
		emptyBody: string;
		failedTitle: string;
		failedBody: string;
	};
	/** What a regime comes to, as a sentence. */
	regimes: Record<Regime, string>;
	/** One sentence for each way in which a record came about. */
	history: {
		acceptAll: string;
		rejectAll: string;
		/** {purposes} */
		save: string;
		saveNone: string;
		close: string;
		/** {purposes} */
		withdraw: string;
		withdrawAll: string;
		gpc: string;
		dnt: string;
		api: string;
		import: string;
		expiry: string;
		automated: string;
		/** {purposes} */
		allowed: string;
		noneAllowed: string;
	};
	/** The receipt as a text. */
	reading: {
		/** {site} */
		title: string;
		/** {id}, {date} */
		made: string;
		/** {date} */
		until: string;
		shown: string;
		/** {id}, {hash} */
		record: string;
		/** {controller}, {date}, {key} */
		received: string;
		unsigned: string;
		/** {command} */
		check: string;
	};
	check: Record<"none" | "offline" | "unreachable" | "noKeys" | Verdict["verdict"], string> & {
		title: string;
		body: string;
		/** {controller} */
		copy: string;
		now: string;
		checking: string;
		/** {controller} */
		signed: Plural;
		/** {controller} */
		held: Plural;
		/** {controller}, {date}, {paths} */
		differs: string;
		/** {controller}, {dates} */
		missing: Plural;
		/** {controller} */
		more: Plural;
		/** {items}, {count} */
		andMore: string;
		/** What no check can say. */
		proves: string;
		/** By whose code the check is made. */
		outside: string;
	};
	forget: {
		open: string;
		title: string;
		body: string;
		/** {controller} */
		copy: string;
		waits: string;
		keep: string;
		erase: string;
		done: string;
		failed: string;
	};
}
