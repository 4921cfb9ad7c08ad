/** A configuration beside the policy that it belongs to: what one says and the other does not. */
import type { Config, Settings, Vendor } from "../../types/config.ts";
import type { Period, Policy, Recipient } from "../../types/policy.ts";
import { purposesIn } from "../config/check.ts";
import type { Finding } from "../config/findings.ts";
import { periodOf } from "../policy/import/values.ts";

interface Compared {
	config: Finding[];
	policy: Finding[];
}

interface Pair {
	config: Config;
	settings: Settings;
	policy: Policy;
	/** The document stands in the configuration itself. */
	isWithin: boolean;
	/** The policy was read out of a text. */
	isText: boolean;
	/** All words of the policy. */
	words: string;
}

export function compare(pair: Pair): Compared {
	return {
		config: [...checkVendors(pair), ...checkCookies(pair), ...checkReference(pair)],
		policy: checkRecipients(pair),
	};
}

const vendorsOf = (config: Config) =>
	purposesIn(config).flatMap(({ purpose, path }) =>
		(purpose.vendors ?? []).map((vendor, at) => ({ purpose, vendor, path: `${path}.vendors[${at}]` })),
	);

const suffixes =
	/\b(?:inc|incorporated|llc|ltd|limited|plc|corp|corporation|co|company|gmbh|mbh|ag|kg|ug|ohg|se|sas?|sarl|srl|spa|sl|bv|nv|ab|aps|as|oy|pty|pbc|lp|llp|ireland|europe|international|technologies|the)\b/g;

/** A name without what tells no company from another; the words that are left. */
const bare = (name: string) => {
	const plain = name
		.toLowerCase()
		.normalize("NFKD")
		.replace(/\([^()]{0,100}\)|\p{M}/gu, "")
		.replace(/\b(?:[a-z]\.){2,}/g, (initials) => initials.replaceAll(".", ""))
		.replace(/[^\p{L}\p{N}]+/gu, " ");
	return plain.replace(suffixes, " ").replace(/\s+/g, " ").trim() || plain.trim();
};

/** Whether the words of the one begin those of the other: Google, and Google Analytics. Of bare names. */
function isSame(one: string, other: string): boolean {
	if (!one || one[0] !== other[0]) return false;
	const [short, long] = one.length < other.length ? [one, other] : [other, one];
	return `${long} `.startsWith(`${short} `) || one.replaceAll(" ", "") === other.replaceAll(" ", "");
}

/** Bare. */
const namesOf = ({ id, name, provider }: Vendor) =>
	[name, provider, id].flatMap((each) => (each === undefined ? [] : bare(each)));
const areSame = (some: string[], others: string[]) => some.some((one) => others.some((other) => isSame(one, other)));

/** Vendors of the configuration that the policy does not name. */
function checkVendors({ config, policy, settings, words }: Pair): Finding[] {
	const { recipients = [], recipientsUrl, purposes = [] } = policy;
	// The whole list is elsewhere.
	if (!recipients.length && recipientsUrl) return [];
	const own = settings.site?.controller?.name ?? policy.controller?.name ?? "";
	const told = purposes.flatMap((each) => (typeof each === "string" ? [] : (each.vendors ?? []))).flatMap(namesOf);
	const names = [...recipients.map(({ name }) => bare(name)), ...told, bare(own)];
	return vendorsOf(config)
		.filter(({ vendor }) => !areSame(namesOf(vendor), names))
		.filter(({ vendor: { name, provider } }) => ![name, provider].some((each) => isIn(each, words)))
		.map(({ vendor: { id, name, provider }, path }) => ({
			code: "vendor-unnamed",
			path,
			what: `Visitors are asked about ${name ?? provider ?? id}, which the policy does not name as a recipient`,
			remedy: "Add it to the policy's recipients, or remove it here",
		}));
}

/** Whether a text names it, as it is written. */
function isIn(name: string | undefined, words: string): boolean {
	if (!name || !words.includes(name)) return false;
	const plain = name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
	return new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, "u").test(words);
}

const optional =
	/\b(?:analytics?|statistics|advertis\w*|ads|marketing|retarget\w*|remarket\w*|videos?|cookies?|tracking|heat ?maps?|session replays?|social (?:media|plugins?)|embed\w*)\b/i;
const noCookie = /\be-?mails?\b|\bnewsletters?\b|\bvideo (?:calls?|conferenc\w*|meetings?)\b/i;
/** A host of databases is no vendor of a panel; who counts visits or shows films is. */
const isOptional = ({ kind, purpose = "" }: Recipient) =>
	(kind === "processor" || kind === "third-party") && optional.test(purpose) && !noCookie.test(purpose);

/** Recipients that serve what visitors are asked about, and that the configuration does not have. */
function checkRecipients({ config, policy, isWithin }: Pair): Finding[] {
	const known = vendorsOf(config).flatMap(({ vendor }) => namesOf(vendor));
	const say = (name: string, path: string): Finding => ({
		code: "recipient-unnamed",
		path,
		what: `The policy names ${name} for something that visitors are asked about, and the configuration has no such vendor`,
		remedy: "Add it to the vendors of the purpose it serves; or, where it is no longer used, remove it here",
	});
	const recipients = (policy.recipients ?? []).flatMap((recipient, at) =>
		recipient.name && isOptional(recipient) && !areSame([bare(recipient.name)], known)
			? [say(recipient.name, `recipients[${at}]`)]
			: [],
	);
	// Without purposes of its own, a configuration that has the document in it takes the document's.
	if (isWithin && !config.purposes) return recipients;
	const told = (policy.purposes ?? []).flatMap((each, at) =>
		typeof each === "string" || each.required
			? []
			: (each.vendors ?? []).flatMap((vendor, place) =>
					areSame(namesOf(vendor), known)
						? []
						: [say(vendor.name ?? vendor.provider ?? vendor.id, `purposes[${at}].vendors[${place}]`)],
				),
	);
	return [...recipients, ...told];
}

const daysOf: Record<NonNullable<Period["unit"]>, number> = {
	hours: 1 / 24,
	days: 1,
	weeks: 7,
	months: 365.25 / 12,
	years: 365.25,
};

/** A period in days; none where its words do not say, or count from an event. */
function lengthOf({ text, amount, unit, afterEvent }: Period): number | undefined {
	if (/^\s*session\b/i.test(text)) return 0;
	return amount && unit && !afterEvent ? amount * daysOf[unit] : undefined;
}

const ofPurpose: Record<string, RegExp> = {
	analytics: /\b(?:cookies?|analytics?|statistics?|telemetry|usage|tracking)\b/i,
	marketing: /\b(?:cookies?|advertis\w*|ads|marketing|tracking)\b/i,
};
const ofOthers = /\bcookies?\b/i;

/** Cookies that stay longer than the policy keeps anything of their kind. */
function checkCookies({ config, policy }: Pair): Finding[] {
	return vendorsOf(config).flatMap(({ purpose, vendor, path }) => {
		const kind = Object.hasOwn(ofPurpose, purpose.id) ? ofPurpose[purpose.id]! : ofOthers;
		const rows = (policy.retention ?? []).filter(({ category }) => kind.test(category));
		const lengths = rows.map(({ period }) => lengthOf(period));
		if (!rows.length || lengths.includes(undefined)) return [];
		const longest = Math.max(...(lengths as number[]));
		const row = rows[lengths.indexOf(longest)]!;
		return (vendor.cookies ?? []).flatMap(({ name, duration }, at): Finding[] => {
			const length = duration ? lengthOf(periodOf(duration)) : undefined;
			// A year has more than twelve times thirty days.
			if (length === undefined || length <= longest * 1.02) return [];
			const what = `The cookie ${name} stays for ${duration}, but the policy keeps "${row.category}" for ${row.period.text}`;
			const remedy = "Let the cookie end earlier, or correct the policy's retention";
			return [{ code: "retention-conflict", path: `${path}.cookies[${at}].duration`, what, remedy }];
		});
	});
}

/** What the configuration says of a document that pages fetch. */
function checkReference({ config, policy, isWithin, isText }: Pair): Finding[] {
	if (isWithin) return [];
	const given = typeof config.policy === "object" ? config.policy : undefined;
	const found: Finding[] = [];
	const [next] = policy.versions ?? [];
	if (!isText && next && !given?.versions?.length)
		found.push({
			code: "versions-unsaid",
			path: "policy.versions",
			what: "The policy document has versions, but the configuration does not say so: pages would not look, and visitors would hear of no change",
			remedy: `Write policy as an object with its document and, of each version, "versions": [{"effectiveDate": "${next.effectiveDate}"}]`,
		});
	if (given?.lastUpdated && policy.lastUpdated && given.lastUpdated !== policy.lastUpdated)
		found.push({
			code: "date-differs",
			path: "policy.lastUpdated",
			what: `Records would say that they were made on the policy of ${given.lastUpdated}, but the policy is of ${policy.lastUpdated}`,
			remedy: `Write ${policy.lastUpdated}, or correct the policy`,
		});
	return found;
}
