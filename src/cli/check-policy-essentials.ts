/**
 * What a law that the policy speaks of wants said: GDPR Articles 13 and 14, and of California Civ. Code 1798.100 and
 * 1798.130 with 11 CCR 7011. Whether what is said is right, nobody can tell from here.
 */
import type { Purpose } from "../../types/config.ts";
import type { Policy } from "../../types/policy.ts";
import type { Finding } from "../config/findings.ts";
import { checkBases, list } from "./check-policy-bases.ts";
import { unkeptOf } from "./check-policy-kept.ts";
import { checkRights } from "./check-policy-rights.ts";

export type Law = "gdpr" | "ccpa";

export interface View {
	policy: Policy;
	/** All that it says. */
	words: string;
	laws: Law[];
	/** Of the configuration and of the policy itself. */
	purposes: Purpose[];
}

const europe =
	/^(?:AT|BE|BG|HR|CY|CZ|DK|EE|FI|FR|DE|GR|HU|IE|IS|IT|LV|LI|LT|LU|MT|NL|NO|PL|PT|RO|SK|SI|ES|SE|GB)(?:-|$)/;
const europeans = /\bGDPR\b|\b(?:EEA|EU|UK)\b|\bEuropean (?:Union|Economic Area)\b|\bUnited Kingdom\b/;
const californians = /\bCalifornia\b|\bC[CP][PR]A\b/;

/** The laws that the policy speaks of, or that hold where the configuration places its visitors. */
export function lawsOf({ rights = [], controller, usRights }: Policy, words: string, regions: string[]): Law[] {
	const named = rights.flatMap(({ regimes = [] }) => regimes);
	const isGdpr =
		named.some((regime) => regime !== "ccpa") ||
		!!controller?.representatives?.length ||
		europeans.test(words) ||
		regions.some((region) => europe.test(region));
	const isCcpa =
		named.includes("ccpa") ||
		!!usRights?.some(({ states }) => !states || states.includes("US-CA")) ||
		californians.test(words) ||
		regions.some((region) => /^US(?:-CA)?$/.test(region));
	return [...(isGdpr ? (["gdpr"] as const) : []), ...(isCcpa ? (["ccpa"] as const) : [])];
}

interface Essential {
	path: string;
	/** Where each law wants it. */
	by: Partial<Record<Law, string>>;
	what: string;
	remedy: string;
	isMissing(view: View): boolean;
}

const ofController = "GDPR Art. 13(1)(a)";
const essentials: Essential[] = [
	{
		path: "controller.name",
		by: { gdpr: ofController },
		what: "Nothing says who decides what the data is used for",
		remedy: "Name the controller",
		isMissing: ({ policy }) => !policy.controller?.name,
	},
	{
		path: "controller.contacts",
		by: { gdpr: ofController, ccpa: "11 CCR 7011(e)(3)" },
		what: "Nothing says how to reach whoever is responsible, or how to send in a request",
		remedy: "Give a contact with an e-mail address, a link or a postal address",
		isMissing: ({ policy: { controller } }) =>
			![...(controller?.contacts ?? []), controller?.dpo].some((each) => each?.email || each?.url || each?.address),
	},
	{
		path: "controller.representatives",
		by: { gdpr: "GDPR Art. 13(1)(a) and 27" },
		what: "The service is run from elsewhere and speaks of people in the EU or the UK, but names no representative there",
		remedy: "Name your representative, in the EU and in the UK where you need each, or say why you need none",
		isMissing: ({ policy: { controller }, words }) =>
			isElsewhere.test(words) && !controller?.representatives?.some(({ name, email, url }) => name || email || url),
	},
	{
		path: "controller.dpo",
		by: { gdpr: "GDPR Art. 13(1)(b)" },
		what: "A data protection officer is named without a way to reach them",
		remedy: "Give their e-mail address, a link or a postal address",
		isMissing: ({ policy: { controller } }) =>
			!!controller?.dpo && !controller.dpo.email && !controller.dpo.url && !controller.dpo.address,
	},
	{
		path: "collected",
		by: { gdpr: "GDPR Art. 14(1)(d)", ccpa: "Civ. Code 1798.130(a)(5)(B)" },
		what: "Nothing says which categories of data are collected",
		remedy: "List them",
		isMissing: ({ policy }) => !policy.collected?.length,
	},
	{
		path: "uses",
		by: { gdpr: "GDPR Art. 13(1)(c)", ccpa: "Civ. Code 1798.110(c)(3)" },
		what: "Nothing says what data is used for",
		remedy: "List each use",
		isMissing: ({ policy }) => !policy.uses?.length,
	},
	{
		path: "recipients",
		by: { gdpr: "GDPR Art. 13(1)(e)", ccpa: "Civ. Code 1798.130(a)(5)(C)" },
		what: "Nothing says who receives data, not even in categories",
		remedy: "Name the recipients, or say that there are none",
		isMissing: ({ policy, words }) => !policy.recipients?.length && !policy.recipientsUrl && !givesNobody.test(words),
	},
	{
		path: "transfers",
		by: { gdpr: "GDPR Art. 13(1)(f)" },
		what: "Recipients are outside the EEA and the UK, but nothing says that data goes there, and what protects it",
		remedy: "Say so in `transfers`, with its safeguards",
		isMissing: ({ policy }) =>
			!policy.transfers?.length && !!policy.recipients?.some(({ location }) => location && outside.test(location)),
	},
	{
		path: "transfers",
		by: { gdpr: "GDPR Art. 13(1)(f)" },
		what: "Data goes to other countries, but nothing says what protects it there",
		remedy: "Name the safeguard, such as Standard Contractual Clauses or an adequacy decision, and how to get a copy",
		isMissing: ({ policy: { transfers } }) =>
			!!transfers?.length && !transfers.some(({ safeguards, text }) => safeguards?.length || safeguarded.test(text)),
	},
	{
		path: "retention",
		by: { gdpr: "GDPR Art. 13(2)(a)", ccpa: "Civ. Code 1798.100(a)(3)" },
		what: "Nothing says how long data is kept, or what decides it",
		remedy: "Give a period for each category",
		isMissing: ({ policy }) => !policy.retention?.length,
	},
	{
		path: "statements",
		by: { ccpa: "Civ. Code 1798.130(a)(5)(C)" },
		what: "Nothing says whether personal information is sold or shared",
		remedy: "Say what is sold or shared, or that nothing is",
		isMissing: ({ policy, words }) =>
			!policy.statements?.some(({ kind }) => kind === "no-sale") && !/\b(?:sell|sells|sold|sale)\b/i.test(words),
	},
	{
		path: "lastUpdated",
		by: { ccpa: "11 CCR 7011(e)(4)" },
		what: "Nothing says when the policy was last updated",
		remedy: "Give the date",
		isMissing: ({ policy }) => !policy.lastUpdated,
	},
];

const far =
	"(?:the )?(?:United States|U\\.?S\\.?(?:A\\.?)?|Canada|Australia|India|Japan|Singapore|Brazil|China|Israel)\\b";
const isElsewhere = new RegExp(
	`\\b(?:operated|based|located|established|incorporated|headquartered|organi[sz]ed)\\b[^.]{0,40}\\b(?:from|in|under the laws of) ${far}`,
	"i",
);
const outside = new RegExp(`\\b${far}|\\b(?:global|worldwide|multi-region)\\b`, "i");
const givesNobody =
	/\b(?:do not|don['’]t|never) (?:share|disclose|pass on|give)\b[^.]{0,80}\b(?:anyone|anybody|third part|others|other companies)/i;
const safeguarded = /\bclauses\b|\badequacy\b|\bframework\b|\bbinding corporate rules\b|\bArticle 4[5-9]\b/i;

/** What is missing, each once, with the laws that want it. */
export function checkEssentials(view: View): Finding[] {
	const { policy, laws } = view;
	const found: Finding[] = [];
	const say = (path: string, what: string, by: Partial<Record<Law, string>>, remedy: string) => {
		const wanted = laws.flatMap((law) => by[law] ?? []);
		if (wanted.length) found.push({ code: "essential-missing", path, what: `${what} (${wanted.join("; ")})`, remedy });
	};
	for (const { path, by, what, remedy, isMissing } of essentials) if (isMissing(view)) say(path, what, by, remedy);
	const unsourced = (policy.collected ?? []).filter(({ source }) => !source);
	if (unsourced.length)
		say(
			"collected",
			`Nothing says where this comes from: ${list(unsourced.map(({ category }) => category))}`,
			{ ccpa: "Civ. Code 1798.110(c)(2)" },
			"Give each its `source`",
		);
	for (const [at, { source, category, items = [] }] of (policy.collected ?? []).entries())
		if (source === "others" && !/\b(?:from|by|through|via)\b/i.test([category, ...items].join(" ")))
			say(
				`collected[${at}]`,
				`This comes from others, but nothing says from whom: ${category}`,
				{ gdpr: "GDPR Art. 14(2)(f)" },
				"Say from whom, and whether it is public",
			);
	const unkept = policy.retention?.length ? unkeptOf(policy) : [];
	if (unkept.length)
		say(
			"retention",
			`No row says how long this is kept: ${list(unkept)}`,
			{ gdpr: "GDPR Art. 13(2)(a)", ccpa: "Civ. Code 1798.100(a)(3)" },
			"Give each a period, or name it in the row that holds for it",
		);
	return [...found, ...(laws.includes("gdpr") ? checkBases(policy) : []), ...checkRights(view)];
}
