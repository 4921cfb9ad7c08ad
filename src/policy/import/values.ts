/** Reads dates, periods, ages, addresses and states out of words. What is not plain is not read. */
import type { Period } from "../../../types/policy.ts";

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const month =
	"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const forms: [RegExp, (found: string[]) => [year: string, month: number, day: string]][] = [
	[/\b(\d{4})[-/.](\d\d?)[-/.](\d\d?)\b/, ([year, month, day]) => [year!, Number(month), day!]],
	[
		new RegExp(`\\b${month}\\s+(\\d\\d?)(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, "i"),
		([name, day, year]) => [year!, monthOf(name!), day!],
	],
	[
		new RegExp(`\\b(\\d\\d?)(?:st|nd|rd|th)?(?:\\s+of)?\\s+${month},?\\s+(\\d{4})\\b`, "i"),
		([day, name, year]) => [year!, monthOf(name!), day!],
	],
];
const monthOf = (name: string) => months.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** The first day of the calendar that a text names without doubt, as an ISO date: 03/04/2026 is none. */
export function dateIn(text: string): string | undefined {
	for (const [pattern, order] of forms) {
		const [, ...found] = pattern.exec(text) ?? [];
		if (!found.length) continue;
		const [year, number, day] = order(found);
		const date = `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
		const parsed = new Date(`${date}T00:00:00Z`);
		if (!Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date)) return date;
	}
	return;
}

const words: Record<string, number> = {
	one: 1,
	two: 2,
	three: 3,
	four: 4,
	five: 5,
	six: 6,
	seven: 7,
	ten: 10,
	twelve: 12,
	fourteen: 14,
	thirty: 30,
	ninety: 90,
};
const amount = `(\\d{1,5}|${Object.keys(words).join("|")})(?:\\s*\\(\\d{1,5}\\))?`;
const numberOf = (text: string) => words[text.toLowerCase()] ?? Number(text);
/** "after deletion" names an event, "after 14 days" and "after which" do not. */
const event = new RegExp(`\\b(?:(?:after|following|from)(?!\\s+(?:which|${amount})\\b)|since|once|plus)\\b`, "i");
const span = new RegExp(`\\b${amount}[\\s-]+(?:calendar |business |working )?(hour|day|week|month|year)s?\\b`, "gi");

/** A period in its words, with amount and unit where the words name exactly one. */
export function periodOf(text: string): Period {
	const found = [...text.matchAll(span)];
	const [only] = found;
	const rolling = /\brolling\b/i.test(text);
	const afterEvent = event.test(text);
	return {
		text,
		...(found.length === 1 &&
			only && { amount: numberOf(only[1]!), unit: `${only[2]!.toLowerCase()}s` as NonNullable<Period["unit"]> }),
		...(rolling && { rolling }),
		...(found.length > 0 && afterEvent && { afterEvent }),
	};
}

export const hasPeriod = (text: string) => text.search(span) >= 0;

/** The one number of days that a text names; business days are none, for they are not days. */
export function daysIn(text: string): number | undefined {
	const found = [...text.matchAll(new RegExp(`\\b${amount}[\\s-]+(?:calendar )?days?\\b`, "gi"))].map(([, number]) =>
		numberOf(number!),
	);
	return new Set(found).size === 1 && found[0]! > 0 && found[0]! <= 36_500 ? found[0] : undefined;
}

/** "under 16", "under the age of 13", "at least 18 years old", "younger than 13". */
export function ageIn(text: string): number | undefined {
	const [, age] =
		/\b(?:under|below|younger than|at least|over)\s+(?:the age of\s+|age\s+)?(\d{1,2})\b(?!\s*(?:days|months|hours|weeks))/i.exec(
			text,
		) ?? [];
	return age && Number(age) > 0 ? Number(age) : undefined;
}

/** E-mail addresses, each once. */
export const emailsIn = (text: string): string[] => [
	...new Set(text.match(/(?<![\w.+-])[\w+-](?:[\w.+-]{0,62}[\w+-])?@(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,24}\b/gi) ?? []),
];

/** http and https addresses, without the punctuation behind them. */
export const urlsIn = (text: string): string[] =>
	(text.match(/\bhttps?:\/\/[^\s<>"'\\()[\]]{1,1900}/gi) ?? []).map((url) => url.replace(/[.,;:!?]+$/, ""));

const stateCodes =
	"Alabama AL Alaska AK Arizona AZ Arkansas AR California CA Colorado CO Connecticut CT Delaware DE Florida FL Georgia GA Hawaii HI Idaho ID Illinois IL Indiana IN Iowa IA Kansas KS Kentucky KY Louisiana LA Maine ME Maryland MD Massachusetts MA Michigan MI Minnesota MN Mississippi MS Missouri MO Montana MT Nebraska NE Nevada NV New_Hampshire NH New_Jersey NJ New_Mexico NM New_York NY North_Carolina NC North_Dakota ND Ohio OH Oklahoma OK Oregon OR Pennsylvania PA Rhode_Island RI South_Carolina SC South_Dakota SD Tennessee TN Texas TX Utah UT Vermont VT Virginia VA Washington WA West_Virginia WV Wisconsin WI Wyoming WY";
const states = [...stateCodes.matchAll(/([A-Z]\w{2,}) ([A-Z]{2})(?= |$)/g)].map(
	([, name, code]) => [name!.replace("_", " "), `US-${code}`] as const,
);

/** ISO 3166-2 codes of the US states that a text names. */
export const statesIn = (text: string): string[] =>
	states
		.filter(([name]) => {
			const rest = name === "Virginia" ? text.replace(/West Virginia/g, "") : text;
			return new RegExp(`\\b${name}\\b`).test(rest);
		})
		.map(([, code]) => code);
