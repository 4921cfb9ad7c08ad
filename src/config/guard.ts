/**
 * The short check that every configuration passes through in the browser. It only decides; `explain.ts` says why,
 * with the full schema, once this refuses.
 */
import type { Config, Vendor } from "../../types/config.ts";

/**
 * What may stand in a place. A text: one of its words. A pattern: strings as they are, numbers as NUL and digits, all
 * else as NUL and its type. A list: lists of such items. An object: objects with such members; under `*` those of any
 * other name, under the empty name what else may stand in the object's place.
 */
export type Rule = string | RegExp | [Rule] | Members;
export interface Members {
	[name: string]: Rule | undefined;
	/** Tells patterns and members apart. */
	test?: undefined;
}

/** The owner's own, all the way down. */
const any: Members = {};
export const text = /^[^\0]{0,5000}$/;
export const id = /^(?!(?:constructor|prototype)$)[a-z0-9][a-z0-9_-]{0,63}$/;
// Nothing but http, https, mailto, tel and relative addresses becomes a link or a request.
const link = /^(?:(?:https?|mailto|tel):|(?![^/?#]*:))[^\s\\\0]{0,2000}$/i;
export const flag = /^\0boolean/;
const count = /^\0\d{1,15}$/;
const months = /^\0[1-9]\d?$/;

const googleTypes: Members = {
	ad_storage: id,
	ad_user_data: id,
	ad_personalization: id,
	analytics_storage: id,
	functionality_storage: id,
	personalization_storage: id,
	security_storage: id,
};

const purposes: Rule = [
	{
		id,
		"": id,
		title: text,
		description: text,
		legalBasis: "consent contract legal-obligation vital-interests public-task legitimate-interests",
		required: flag,
		exempt: "statistics appearance",
		involves: ["sale sharing targeted-ads profiling sensitive"],
		data: [text],
		retention: text,
		location: text,
		vendors: [
			{
				id,
				name: text,
				provider: text,
				country: /^[A-Z]{2}$/,
				policyUrl: link,
				cookies: [{ name: text, duration: text, description: text }],
				storage: [text],
			},
		],
	},
];

const rules: Members = {
	$schema: text,
	site: { id, name: text, controller: { name: text, address: text, contact: text } },
	purposes,
	policy: { "": link, url: link, document: link, lastUpdated: text, purposes, "*": any },
	endpoint: link,
	region: /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/,
	regime: "opt-in opt-out notice",
	rules: {
		"*": {
			regime: "opt-in opt-out notice",
			signal: "refuse hint",
			askMonths: months,
			lifeMonths: months,
			close: flag,
			vendors: flag,
			link: /^(?:california|opt-out|\0null)$/,
			exempt: ["statistics appearance"],
			sensitive: flag,
			age: count,
		},
	},
	languages: { default: text, texts: { "*": { "*": { "*": text } } } },
	layout: "bar box dialog",
	position: "start end center top-start top-end top-center",
	theme: "auto light dark",
	trigger: flag,
	integrations: { google: { "": flag, types: googleTypes, urlPassthrough: flag } },
	storage: { cookie: { domain: /^[\w.-]+$/ } },
	onWithdraw: "reload none",
	doNotTrack: flag,
	minimumAge: count,
	revision: count,
	onError: /^\0function/,
};

/**
 * True when the configuration may be used as it stands. Unknown keys do not refuse it; their paths go to `unknown`. What
 * may stand under `integrations` beside Google's is handed in, so that nobody pays for it who has none.
 */
export function fits(config: unknown, unknown: (path: string) => void, integrations?: Members): config is Config {
	const ids = new Set<string>();
	/** Purposes and vendors are each named once: an answer to a vendor must mean one thing. */
	const isNamedTwice = (path: string, value: unknown) =>
		path.includes("]") && ids.size === ids.add(`${path.split("[")[0]} ${path.includes("vendors")} ${value}`).size;
	const isRight = (value: unknown, given: Rule, path: string): boolean => {
		const type = value === null ? "null" : typeof value;
		const rule = (type !== "object" && (given as Members)[""]) || given;
		const isList = Array.isArray(value);
		if (Array.isArray(rule)) return isList && [...value].every((item, at) => isRight(item, rule[0], `${path}[${at}]`));
		if (typeof rule === "string") return rule.split(" ").includes(value as string);
		if (rule.test) {
			const form =
				type === "string" ? (value as string).replace(/^\0/, "\0\0") : `\0${type === "number" ? value : type}`;
			return rule.test(form) && !(rule === id && isNamedTwice(path, value));
		}
		if (!value || type !== "object" || (isList && rule !== any)) return rule === any;
		// A purpose or vendor is nothing without its id, nor a cookie without its name.
		if (rule !== any && path.endsWith("]") && !(rule.id ? (value as Vendor).id : (value as Vendor).name)) return false;
		return Object.entries(value).every(([key, member]) => {
			const at = path ? `${path}.${key}` : key;
			if (/^(__proto__|constructor|prototype)$/.test(key)) return false;
			const next = rule === any ? any : Object.hasOwn(rule, key) ? rule[key] : rule["*"];
			if (!next) unknown(at);
			return member === undefined || isRight(member, next ?? any, at);
		});
	};
	return isRight(config, { ...rules, integrations: { ...(rules.integrations as Members), ...integrations } }, "");
}
