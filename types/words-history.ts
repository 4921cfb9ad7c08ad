import type { Regime } from "./config.ts";
import type { State } from "./consent.ts";
import type { Verdict } from "./receipt.ts";
import type { Plural } from "./words.ts";

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
