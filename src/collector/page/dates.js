// @ts-check
/** Days and times in words. A day that the law counts to is shown as the collector counts it: in its time zone. */

/** The pages are in English; how a date is written follows the reader, where they read English. */
const locale = navigator.languages.find((language) => /^en\b/i.test(language)) ?? "en-GB";
const DAY_MS = 86_400_000;

const timeZone = known(document.documentElement.dataset.timeZone);
const long = /** @type {const} */ ({ dateStyle: "long" });
const short = /** @type {const} */ ({ day: "numeric", month: "short", year: "numeric" });
const [day, shortDay] = [long, short].map((style) => new Intl.DateTimeFormat(locale, { ...style, timeZone }));
/** Of what is a day already. */
const [date, shortDate] = [long, short].map((style) => new Intl.DateTimeFormat(locale, { ...style, timeZone: "UTC" }));
/** Swedes write a day as ISO 8601 does. */
const isoDay = new Intl.DateTimeFormat("sv", { timeZone });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });
const regions = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
const languages = new Intl.DisplayNames(locale, { type: "language", fallback: "code" });
const numbers = new Intl.NumberFormat(locale);
const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });

/** @param {string} [name] */
function known(name) {
	try {
		return new Intl.DateTimeFormat("en", { timeZone: name || "UTC" }).resolvedOptions().timeZone;
	} catch (error) {
		// One that is newer than this browser.
		if (error instanceof RangeError) return "UTC";
		throw error;
	}
}

/** @param {string} time ISO 8601, of a time or of a day */
export const dayOf = (time) => (time.includes("T") ? day : date)?.format(new Date(time)) ?? time;
/** @param {string} time ISO 8601, of a time or of a day */
export const shortDayOf = (time) => (time.includes("T") ? shortDay : shortDate)?.format(new Date(time)) ?? time;
/** In the reader's own time zone. @param {string} time ISO 8601 */
export const momentOf = (time) => moment.format(new Date(time));
/** @param {number} count */
export const numberOf = (count) => numbers.format(count);
/** @param {number} share from 0 to 1 */
export const percentOf = (share) => percents.format(share);

/**
 * Whole days from today until that day; negative once it is over.
 * @param {string} time ISO 8601
 * @param {number} [now] milliseconds since 1970
 */
export const daysUntil = (time, now = Date.now()) =>
	Math.round((Date.parse(isoDay.format(new Date(time))) - Date.parse(isoDay.format(now))) / DAY_MS);

/** @param {number} count */
export const daysIn = (count) => `${numberOf(count)} ${count === 1 ? "day" : "days"}`;

/**
 * `Germany`, `United States (CA)`; what is no code is shown as it is.
 * @param {string} code ISO 3166-1 or -2
 */
export function placeOf(code) {
	const [country = "", part] = code.split("-");
	if (!/^[A-Z]{2}$/.test(country)) return code;
	return `${regions.of(country)}${part ? ` (${part})` : ""}`;
}

/** @param {string} tag BCP 47 */
export function languageOf(tag) {
	try {
		return languages.of(tag) ?? tag;
	} catch (error) {
		// Whatever was sent in its place.
		if (error instanceof RangeError) return tag;
		throw error;
	}
}
