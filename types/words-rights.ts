import type { FoundSecret, RequestKind, RequestState } from "./request.ts";
import type { Plural } from "./words.ts";

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
