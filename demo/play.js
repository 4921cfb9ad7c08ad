// Who a page is asked to be visited by: query parameters of its address, so that a link can be shared and a test can
// use it. Server and start page read them by this one reader; what is absent stays as the browser itself has it.
//   play-region     where the visitor is: ISO 3166-1 or 3166-2 (US-CA), or unknown
//   play-known      how the site learns that: server (said on yoursay's tag, the default) or guess (not said)
//   play-zone       their time zone, by its IANA name
//   play-languages  their languages, BCP 47, the preferred first, with commas between
//   play-signal     what their browser tells scripts: none, gpc (Global Privacy Control) or dnt (Do Not Track)
//   play-date       their today, as YYYY-MM-DD; the clock keeps its time of day and runs on
//   play-site       what the site has become meanwhile: announces, vendor or typo (see play-site.mjs)
const countries = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

export const firstDate = "2020-01-01";
export const lastDate = "2099-12-31";

/** Each parameter's meaning in words, and its value as the page will have it; undefined where it is none. */
const parameters = {
	region: {
		may: "an ISO 3166 code such as DE or US-CA, or unknown",
		read: (value) => (value === "unknown" || isRegion(value) ? value : undefined),
	},
	known: { may: "server or guess, and needs play-region", read: oneOf("server", "guess") },
	zone: { may: "the IANA name of a time zone, such as Europe/Berlin", read: readZone },
	languages: {
		may: "one to ten BCP 47 languages with commas between, such as de-DE,en",
		read: readLanguages,
	},
	signal: { may: "none, gpc or dnt", read: oneOf("none", "gpc", "dnt") },
	site: { may: "announces, vendor or typo", read: oneOf("announces", "vendor", "typo") },
	date: { may: `a day as YYYY-MM-DD, from ${firstDate} to ${lastDate}`, read: readDate },
};

/**
 * The visitor that an address asks for, or null where it asks for none. Throws an Error whose message names the
 * parameter and what it may be, and repeats nothing of what was given.
 */
export function readPlayed(search) {
	const played = {};
	for (const [name, value] of new URLSearchParams(search)) {
		if (!name.startsWith("play-")) continue;
		const key = name.slice("play-".length);
		if (!Object.hasOwn(parameters, key)) {
			const known = Object.keys(parameters).map((each) => `play-${each}`);
			throw new Error(`A parameter that begins with play- is not known. Known are ${known.join(", ")}.`);
		}
		if (key in played) throw new Error(`${name} is given twice. Give it once.`);
		played[key] = parameters[key].read(value);
		if (played[key] === undefined) throw new Error(`${name} must be ${parameters[key].may}.`);
	}
	if (played.known && !played.region) throw new Error(`play-known must be ${parameters.known.may}.`);
	return Object.keys(played).length ? played : null;
}

/** The query of an address that asks for this visitor, with its question mark; empty for null. */
export function writePlayed(played) {
	const pairs = Object.entries(played ?? {}).map(
		([key, value]) => `play-${key}=${encodeURIComponent(value).replaceAll("%2F", "/").replaceAll("%2C", ",")}`,
	);
	return pairs.length ? `?${pairs.join("&")}` : "";
}

/** Languages as people type them, made canonical; undefined where one of them is none. */
export function readLanguages(value) {
	const given = value.split(",").map((each) => each.trim());
	if (given.length > 10 || !given.every((each) => /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(each))) return undefined;
	try {
		return Intl.getCanonicalLocales(given);
	} catch {
		return undefined;
	}
}

function isRegion(value) {
	const [, country] = /^([A-Z]{2})(?:-[A-Z0-9]{1,3})?$/.exec(value) ?? [];
	return country !== undefined && country !== "ZZ" && countries.of(country) !== undefined;
}

function readZone(value) {
	if (!/^[A-Z][\w+/-]{1,63}$/i.test(value)) return undefined;
	try {
		new Intl.DateTimeFormat("en", { timeZone: value });
		return value;
	} catch {
		return undefined;
	}
}

function readDate(value) {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || value < firstDate || value > lastDate) return undefined;
	const time = Date.parse(value);
	// 30 February is the second of March to some engines.
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value) ? value : undefined;
}

function oneOf(...values) {
	return (value) => (values.includes(value) ? value : undefined);
}
