/**
 * Which rules hold where a visitor is: the table as data with its sources, the guess of the region that needs no
 * request, and what an owner sets otherwise. This file is the table; engineering defaults, not legal advice.
 */
import type { Rule } from "../../types/rule.ts";

/** Version of the table: the day on which it was compiled. */
export const version = "2026-11-21";

// Sources; "unconfirmed" is what is known from memory or from one secondary source: check before relying on it.

/** The European Economic Area. */
export const eea = "AT|BE|BG|HR|CY|CZ|DK|EE|FI|FR|DE|GR|HU|IE|IS|IT|LV|LI|LT|LU|MT|NL|NO|PL|PT|RO|SK|SI|ES|SE";
/**
 * Regions whose time zones tell them.
 * - EEA: ePrivacy Directive 2002/58/EC art. 5(3), GDPR art. 4(11) and 7, EDPB Cookie Banner Taskforce of 17 Jan 2023.
 * - GB: PECR reg. 6. BR: LGPD, ANPD cookie guide of 18 Oct 2022. KR: PIPA, TH: PDPA s. 19, TR: KVKK cookie guide of June 2022
 *   (all three unconfirmed). CA-QC: Act respecting personal information in the private sector s. 8.1, 9.1, 12-14.
 * - IN: DPDP Act 2023 s. 6; its rules 3 and 5-16 begin on 13 May 2027, opt-in is used already.
 * - JP: Telecommunications Business Act, external transmission (16 June 2023), APPI art. 31. AU: Privacy Act (unconfirmed).
 * - CA: PIPEDA, with the Privacy Commissioner's opt-out for advertising by behaviour (unconfirmed).
 */
export const known = `${eea}|GB|BR|IN|KR|TH|TR|JP|AU|CA-QC|CA`;
/** CH: Telecommunications Act art. 45c, FDPIC cookie guide of 22 Jan 2025. ZA: POPIA; SG: PDPA (both unconfirmed). */
export const unzoned = "CH|ZA|SG";
/**
 * States of the US where sale and targeted advertising run until a no, and a signal of the browser has no legal effect:
 * VA 59.1-575 ff, UT 13-61-101 ff, FL 501.701 ff, IA 715D, TN 47-18-3301 ff, IN 24-15, KY KCDPA, RI 6-48.1, OK SB 546,
 * AL HB 351, LA SB 386 (of its signal nothing is known: unconfirmed).
 */
export const hinted = "VA|UT|FL|IA|TN|IN|KY|RI|OK|LA|AL";
/**
 * The same, and the signal must be honoured: CO 6-1-1301 ff, CT 42-515 ff, DE 6 Del. C. 12D, MD 14-4601 ff, MN MCDPA, MT
 * MCDPA, NE NDPA, NH RSA 507-H, NJ NJDPA, OR 646A.570 ff, TX Bus.&Com. 541, VT S.71. All but VT's are in force by the
 * table's version (since which day: unconfirmed for CO CT DE MT NJ TX).
 */
export const refused = "CO|CT|DE|MD|MN|MT|NE|NH|NJ|OR|TX|VT";
/**
 * The other states: told, not asked. What WA has on health data (My Health My Data Act) and NV on sale (SB 220,
 * unconfirmed) is more than this table can say. A code that is none of these is taken for California.
 */
const told = "AK|AZ|AR|DC|GA|HI|ID|IL|KS|ME|MA|MI|MS|MO|NV|NM|NY|NC|ND|OH|PA|SC|SD|WA|WV|WI|WY";
/** Until then these are as other states. Midnight UTC, so never late where they lie. */
export const begins: Record<string, string> = {
	"US-OK": "2027-01-01",
	"US-LA": "2027-01-01",
	"US-AL": "2027-05-01",
	"US-VT": "2028-01-01",
};

/** Every code of the table; other parts of a country have its rule. */
export const codes = (): string[] => [
	...`${known}|${unzoned}|US`.split("|"),
	...`CA|${hinted}|${refused}|${told}`.split("|").map((state) => `US-${state}`),
];

/** The rule of a region on a day. Unknown regions, and null, get the strictest. */
export function ruleOf(region: string | null, now: number): Rule {
	const code = now < Date.parse(begins[region!]!) ? "US-AK" : region!;
	const is = (regions: string) => RegExp(`^(${regions})\\b`).test(code);
	const isTold = is(`JP|AU|SG|US-(${told})`);
	const isAsked = is("CH|ZA|CA(?!-QC)|US");
	return {
		regime: isTold ? "notice" : isAsked ? "opt-out" : "opt-in",
		signal: isTold || is(`${known}|${unzoned}|US-(${hinted})`) ? "hint" : "refuse",
		// Six: Garante guidelines no. 231 of 10 June 2021 (IT); a default of ours elsewhere. Twelve: Civ. 1798.135(c)(4) (US-CA,
		// unconfirmed); a default of ours elsewhere.
		askMonths: isTold || (isAsked && !is("CH")) ? 12 : 6,
		// FR: CNIL recommendation 2020-092. IE: DPC, ES: AEPD, 24 at most (both unconfirmed). Twelve is a default of ours, IT's
		// too: 6 to 12 are usual there, and the Garante's 6 are for asking again, not for a grant.
		lifeMonths: is("FR|IE") ? 6 : is("ES") ? 24 : 12,
		// Garante guidelines no. 231: an × at the top right that leaves everything off.
		close: is("IT"),
		// CNIL recommendation 2020-092: those who get data are named on the first layer.
		vendors: is("FR"),
		// Civ. 1798.135(a), 11 CCR 7013-7015; in the other states a clear and conspicuous way to opt out.
		link: isTold || !is("US") ? null : is(`US-(${hinted}|${refused})`) ? "opt-out" : "california",
		// CNIL and AEPD: measuring one's own audience. PECR Schedule A1 (in force 5 Feb 2026), with a free way to object.
		exempt: is("FR|ES") ? ["statistics"] : is("GB") ? ["statistics", "appearance"] : [],
		// UT, IA: notice and opt-out; a yes in the other states.
		sensitive: is("US-(UT|IA)"),
		// GDPR art. 8(1), the strictest of its range. IN: DPDP Act s. 9 (unconfirmed).
		age: is("IN") ? 18 : 16,
	};
}
