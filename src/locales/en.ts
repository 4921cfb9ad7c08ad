import type { AskWords, Words } from "../../types/words.ts";

const inSentence = {
	functional: "extra features",
	analytics: "statistics",
	marketing: "ads and marketing",
	media: "videos and maps",
};

export const ask: AskWords = {
	acceptAll: "Accept all",
	rejectAll: "Reject all",
	preferences: "Preferences",
	label: "Privacy choices",
	title: "Your data, your say",
	body: "{controller} would like to use your data for {purposes}. Nothing starts unless you allow it, and you can change your mind at any time.",
	howWeUse: "How we use your data",
	optOutTitle: "Your privacy choices",
	optOutBody: "{controller} uses your data for {purposes}. You can say no to all of it or choose, now or later.",
	list: [" and ", ", ", ", and "],
	inSentence,
};

export const words: Words = {
	again: {
		newTitle: "One thing is new",
		newBody:
			"Since you last chose, {controller} would also like to use your data for {purposes}. It stays off unless you allow it.",
		title: "Time to choose again",
		body: "You last chose on {date}. We ask again from time to time so that your choice stays yours.",
	},
	inSentence,
	optOut: {
		optOutHonoured: "Opt-out request honoured",
		doNotSell: "Do not sell or share my personal information",
		limitSensitive: "Limit the use of my sensitive personal information",
		privacyChoices: "Your privacy choices",
	},
	us: {
		optOutHonoured: "Opt-Out Request Honored",
		doNotSell: "Do Not Sell or Share My Personal Information",
		limitSensitive: "Limit the Use of My Sensitive Personal Information",
		privacyChoices: "Your Privacy Choices",
	},
	doubt: {
		title: "Your browser asks sites not to sell or share your data",
		body: "Allow {purposes} here all the same?",
		keep: "Keep it off",
		allow: "Allow it here",
	},
	choice: { acceptAll: "Accept all", rejectAll: "Reject all", save: "Save choices" },
	common: {
		close: "Close",
		closeRefusing: "Close and keep everything off",
		between: ", ",
		alwaysOn: "Always on",
		howWeUse: "How we use your data",
		privacyChoices: "Privacy choices",
	},
	preferences: {
		title: "Preferences",
		intro: "Switch on what you are happy with. Everything else stays off.",
		introOptOut: "Switch off what you do not want. Necessary things stay on.",
		vendors: { one: "{count} vendor", other: "{count} vendors" },
		cookies: { one: "{count} cookie", other: "{count} cookies" },
		storage: { one: "{count} stored item", other: "{count} stored items" },
		someVendors: "{on} of {count} vendors",
		showDetails: "Details of {purpose}",
		legitimate: "We rely on our own interest here, not on your yes. Switch it off to object.",
		sensitive: "This is sensitive data. It stays off unless you switch it on.",
		providerIn: "{provider}, {country}",
		theirPolicy: "Their policy",
		session: "Until you close the browser",
		untilDeleted: "Until you delete it",
		findVendor: "Find a vendor",
		found: { one: "{count} vendor found", other: "{count} vendors found" },
		noneFound: "No vendor with that name",
		exempt: "On without asking, as the law allows. You can switch it off.",
	},
	purposes: {
		necessary: {
			title: "Necessary",
			body: "Makes the site work and keeps it safe: signing in, and remembering the choice you make here. Once you choose, a random ID in this browser ties your choices together as proof.",
		},
		functional: {
			title: "Extra features",
			body: "Remembers settings such as language and layout, and runs extras such as live chat.",
		},
		analytics: {
			title: "Statistics",
			body: "Counts visits and shows which pages people read or get stuck on, so the site can be made better.",
		},
		marketing: {
			title: "Ads and marketing",
			body: "Lets us and ad companies see what you look at here and elsewhere, to choose and measure ads.",
		},
		media: {
			title: "Videos and maps",
			body: "Shows content from other sites, such as videos, maps and posts. Those sites learn that you are here.",
		},
	},
	embed: {
		title: "“{title}” is on {vendor}",
		titleUnnamed: "This content is on {vendor}",
		video: "If you play it, {by} gets data such as your IP address and may store cookies.",
		other: "If you show it, {by} gets data such as your IP address and may store cookies.",
		by: "{vendor} ({provider}, {country})",
		once: "Just this once",
		always: "Always",
		alwaysName: "Always show content from {vendor}",
		source: "Open on {vendor} instead",
		theirPolicy: "Their policy",
	},
	status: {
		saved: "Choices saved",
		savedHere: "Saved. Change it here at any time.",
		notKept: "This browser blocks storage, so we have to ask again next time.",
		notLoaded: "This did not load. Everything extra stays off until it does.",
		optOutBody:
			"Your browser asks sites not to sell or share your data. {controller} follows that here. You don't need to do anything.",
		optOutShort: "Your browser asked, and we follow it.",
		optOutConflict:
			"Your browser asks us not to share your data, but you allowed {purposes} here before. Your browser's wish goes first.",
		optOutNot: "Some of what your browser asks us not to do is allowed here.",
		notTracked: "Your browser asked not to be tracked",
		notTrackedBody:
			"Selling or sharing your data and ads that follow you stay off here. You don't need to do anything.",
	},
};
