/**
 * A person's request: which rights the law gives them where they live, and by when they must have an answer. This file is
 * the table; engineering defaults, not legal advice. What an article is marked "unconfirmed" for is known from memory or
 * from one secondary source.
 */
import type { RequestKind, RightsLaw } from "../../types/request.ts";
import { begins, eea, hinted, known, refused, unzoned } from "../regions/rules.ts";

/** A length of time, counted from the day after another. */
export interface Span {
	months?: number;
	/** Calendar days. */
	days?: number;
	workdays?: number;
}

/** What a law says of one kind of request. */
export interface Term {
	/** In which it must be answered; absent where no number is given. */
	answer?: Span;
	/** The same, once it was put off; counted from the receipt as well. */
	extended?: Span;
	/** In which its arrival must be confirmed. */
	acknowledge?: Span;
}

/** GDPR art. 3(1), 99 and the EEA Agreement; with them the parts of France and Finland that have codes of their own (TFEU art. 349, 355). */
const european = `${eea}|AX|GF|GP|MF|MQ|RE|YT`;
const states = `US-(${hinted}|${refused})`;

/** Whether a region is one of these, or a part of one. */
const isOf = (region: string | null, regions: string) => RegExp(`^(${regions})\\b`).test(region!);

/**
 * The law that gives rights in a region. A visitor from some state of the US is taken for a Californian.
 * @param day ISO date; laws that begin later do not hold yet. @default once all have begun
 */
export function lawOf(region: string | null, day = "9"): RightsLaw {
	const is = (regions: string) => isOf(region, regions);
	if (is(european)) return "gdpr";
	// UK GDPR (Data Protection Act 2018 s. 3(10)).
	if (is("GB")) return "uk-gdpr";
	if (is("CH")) return "fadp";
	if (is("BR")) return "lgpd";
	// Act respecting the protection of personal information in the private sector, as amended by Law 25.
	if (is("CA-QC")) return "law-25";
	if (is("US-CA|US$")) return "ccpa";
	if (is(states) && !(day < begins[region!]!)) return "us";
	// Laws whose rights this table does not have.
	return is(`${known}|${unzoned}`) ? "other" : "none";
}

const usual = "access rectification erasure portability";
const whole = `${usual} restriction objection no-automated-decision withdraw-consent`;

const kinds: Partial<Record<RightsLaw, string>> = {
	// GDPR art. 15-18, 20-22, 7(3).
	gdpr: whole,
	// The same of the UK GDPR; Data Protection Act 2018 s. 164A (in force 19 June 2026): a complaint to whoever is responsible.
	"uk-gdpr": `${whole} complaint`,
	// FADP art. 25, 28, 32(1) and (2)(c), 30(2)(b), 21(2), 6(6) (all but art. 25 unconfirmed).
	fadp: `${usual} objection no-automated-decision withdraw-consent`,
	// Civ. 1798.110, .115, .130, .106, .105, .120, .121; 11 CCR 7220 ff on automated decisions, from 2027 (unconfirmed).
	ccpa: `${usual} opt-out-sale limit-sensitive no-automated-decision`,
	// VA 59.1-577, CO 6-1-1306, CT 42-518, UT 13-61-201 and their kin.
	us: `${usual} opt-out-sale limit-sensitive no-automated-decision withdraw-consent appeal`,
	// LGPD art. 18 I-VI, IX and par. 2; art. 20.
	lgpd: whole,
	// S. 27, 28, 28.1, 12.1, 8.
	"law-25": `${usual} no-automated-decision withdraw-consent`,
};

/**
 * States that know a kind of right which others do not.
 * - IA: no correction and no profiling in 715D.3 (unconfirmed). UT: no profiling; correction since 1 July 2026 (unconfirmed).
 * - Sensitive data: a no in UT 13-61-302(3) and IA 715D.4 (article numbers unconfirmed); the others want a yes first.
 * - Withdrawal: CO 6-1-1308(7), CT 42-520(a)(6), RI 6-48.1 (article numbers unconfirmed).
 */
const only: Partial<Record<string, RegExp>> = {
	rectification: /-(?!IA)/,
	"no-automated-decision": /-(?!IA|UT)/,
	"limit-sensitive": /-(IA|UT)/,
	"withdraw-consent": /-(CO|CT|RI)/,
	appeal: /-(?!UT)/,
};

/** The kinds of request that a law knows; nothing where the table has no law for the region. */
export function kindsOf(region: string | null, day?: string): RequestKind[] | undefined {
	const law = lawOf(region, day);
	const all = kinds[law]?.split(" ") as RequestKind[] | undefined;
	return law === "us" ? all!.filter((kind) => only[kind]?.test(region!) ?? true) : all;
}

/** Whether a refusal can be appealed to whoever refused (the states of the US but CA and UT). */
export const canAppeal = (region: string | null, day?: string): boolean => !!kindsOf(region, day)?.includes("appeal");

/** What the law of a region says of a kind of request; nothing where it has no such right. */
export function termOf(kind: RequestKind, region: string | null, day?: string): Term | undefined {
	const is = (regions: string) => isOf(region, regions);
	// US: 15 U.S.C. 7704(a)(4); CA: CASL s. 11(3) (both unconfirmed). A yes is as well heeded by then.
	if (kind === "marketing-email" && is("US|CA")) return { answer: { workdays: 10 } };
	if (!kindsOf(region, day)?.includes(kind)) return;
	// Data Protection Act 2018 s. 164A(3): acknowledged within 30 days; answered "without undue delay".
	if (kind === "complaint") return { acknowledge: { days: 30 } };
	const within = (days: number, extended?: number): Term => ({
		answer: { days },
		...(extended && { extended: { days: extended } }),
	});
	switch (lawOf(region, day)) {
		case "ccpa":
			// Opt-out and limit: 11 CCR 7026(f), 7027(g); automated decisions: 7221 (unconfirmed). The others: Civ. 1798.130(a)(2)(A),
			// 11 CCR 7021 (number unconfirmed).
			return /^(opt|lim|no-)/.test(kind)
				? { answer: { workdays: 15 } }
				: { ...within(45, 90), acknowledge: { workdays: 10 } };
		case "us":
			// Unconfirmed for each state but that most have 60.
			if (kind === "appeal") return within(is("US-(CO|MN|NJ|OR)") ? 45 : 60);
			// RI; CT 42-520(a)(6) (unconfirmed).
			if (kind === "withdraw-consent" && is("US-(CT|RI)")) return within(15);
			// What may be added is unconfirmed for all: 45 days, FL 15.
			return is("US-IA") ? within(90, 135) : within(45, is("US-FL") ? 60 : 90);
		case "lgpd":
			// Art. 19 II, of the full statement (unconfirmed); simple answers, and the other rights (art. 18 par. 4, 5), at once.
			return within(15);
		case "law-25":
			return within(30); // S. 32.
		case "fadp":
			// FADP art. 25(7), Data Protection Ordinance art. 18 (unconfirmed): later only if the person is told until when. That has
			// no end in the law; 60 days in all is a default of ours.
			return within(30, 60);
		default:
			// GDPR art. 12(3); UK GDPR art. 12(3), 12A.
			return { answer: { months: 1 }, extended: { months: 3 } };
	}
}
