// Where the start page's visitors may come from, and what the browser of somebody there usually says.
const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** Code, time zone and languages, by part of the world; a name where the code alone has none. */
export const parts = {
	Europe: [
		["DE", "Europe/Berlin", "de-DE, de, en"],
		["FR", "Europe/Paris", "fr-FR, fr, en"],
		["IT", "Europe/Rome", "it-IT, it, en"],
		["ES", "Europe/Madrid", "es-ES, es, en"],
		["IE", "Europe/Dublin", "en-IE, en"],
		["GB", "Europe/London", "en-GB, en"],
		["CH", "Europe/Zurich", "de-CH, de, fr, en"],
	],
	"United States": [
		["US-CA", "America/Los_Angeles", "en-US, en", "California"],
		["US-CO", "America/Denver", "en-US, en", "Colorado"],
		["US-VA", "America/New_York", "en-US, en", "Virginia"],
		["US-UT", "America/Denver", "en-US, en", "Utah"],
		["US-WY", "America/Denver", "en-US, en", "Wyoming"],
		["US", "America/New_York", "en-US, en", "United States, state unknown"],
	],
	"Elsewhere in the Americas": [
		["CA-QC", "America/Toronto", "fr-CA, fr, en-CA", "Quebec"],
		["CA", "America/Vancouver", "en-CA, en"],
		["BR", "America/Sao_Paulo", "pt-BR, pt, en"],
	],
	"Asia, Africa and Oceania": [
		["AU", "Australia/Sydney", "en-AU, en"],
		["IN", "Asia/Kolkata", "en-IN, hi-IN, en"],
		["JP", "Asia/Tokyo", "ja-JP, ja, en"],
		["SG", "Asia/Singapore", "en-SG, en"],
		["ZA", "Africa/Johannesburg", "en-ZA, en"],
		["KR", "Asia/Seoul", "ko-KR, ko, en"],
		["TH", "Asia/Bangkok", "th-TH, th, en"],
		["TR", "Europe/Istanbul", "tr-TR, tr, en"],
	],
	"Not known": [["unknown", "UTC", "en", "Somewhere unknown"]],
};

const byCode = new Map(Object.values(parts).flatMap((regions) => regions.map((region) => [region[0], region])));

/** Its time zone and languages; undefined for a region that is not in the list. */
export function usual(code) {
	const [, zone, languages] = byCode.get(code) ?? [];
	return zone && { zone, languages };
}

/** In English; the code itself where it has no name. */
export const nameOf = (code) => byCode.get(code)?.[3] ?? ((/^[A-Z]{2}$/.test(code) && names.of(code)) || code);
