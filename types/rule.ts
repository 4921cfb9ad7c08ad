import type { Exemption, Regime } from "./config.ts";

/** What the law of a region asks of a site that would like to use a visitor's data; engineering defaults, not legal advice. */
export interface Rule {
	/** Whether everything waits for a yes, runs until a no, or is only told. */
	regime: Regime;
	/**
	 * What an opt-out signal of the browser does. `refuse`: it is a refusal of sale, sharing and targeted advertising, and
	 * is shown as such. `hint`: these stay off until the visitor says otherwise, and nothing more.
	 */
	signal: "refuse" | "hint";
	/** Whole months after a refusal before the question may come back; 1 to 99. */
	askMonths: number;
	/** Whole months for which a grant holds; 1 to 99. */
	lifeMonths: number;
	/** An × on the first layer, which keeps everything off. */
	close: boolean;
	/** The first layer says how many vendors there are. */
	vendors: boolean;
	/** Where a purpose involves what the visitor can opt out of, the link that must be seen on every page. */
	link: "california" | "opt-out" | null;
	/** Claims of a purpose that free it from consent here; it is on, and can be objected to. */
	exempt: Exemption[];
	/** Where what runs until a no: whether that holds for sensitive data as well. */
	sensitive: boolean;
	/** Years. A visitor who states a lower age keeps everything optional off. */
	age: number;
}

/** What an owner may set otherwise, by region code, `US` for all of its states, or `*` for everywhere. */
export type OwnRules = Record<string, Partial<Rule> | undefined>;

/** Where a visitor is taken to be, and what holds there. */
export interface Place {
	/** ISO 3166-2, or null when unknown. */
	region: string | null;
	regionSource: "config" | "guess" | "unknown";
	rule: Rule;
	/** Version of the rule table, with `+own` where the owner changed the rule, `+looser` where that asks less of them than the table does. */
	rules: string;
	/** That is due here for the purposes of the configuration. */
	link?: DueLink | null;
	/** True once a notice of this revision was closed, where nobody need answer. */
	isSeen?: boolean;
}

/** A link that is due: its words are fixed in California. */
export type DueLink = "do-not-sell" | "limit" | "privacy-choices";
