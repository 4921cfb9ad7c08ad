import type { LegalBasis } from "./config.ts";
import type { CollectedData, PolicyChange, PolicyContact, PolicyRight, Recipient, Safeguard } from "./policy.ts";
import type { AskWords, Plural } from "./words.ts";

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
