/**
 * The short check of a policy document in the browser. It only decides; the full schema says why, once this refuses.
 * A key means the same wherever it stands, so its name alone says what its value must be; other keys are not looked at.
 */

/** What each entry of a list, or an object, says nothing without. */
export const needed: Record<string, string[] | undefined> = {
	contacts: ["kind"],
	collected: ["category"],
	notCollected: ["text"],
	uses: ["purpose"],
	recipients: ["name"],
	transfers: ["text"],
	retention: ["category", "period"],
	period: ["text"],
	rights: ["kind", "title"],
	usRights: ["kind", "text"],
	security: ["text"],
	statements: ["kind", "text"],
	sections: ["body"],
	body: ["kind"],
	links: ["text", "url"],
	versions: ["effectiveDate"],
};

const keysOf = (names: string) => new RegExp(`^(?:${names.replaceAll(" ", "|")})$`);
/** Lists of texts alone. */
const plain = keysOf("safeguards regimes states head objectionRegimes");
const lists = keysOf(
	`${Object.keys(needed).join(" ").replace("period ", "")} items rows representatives safeguards regimes states head objectionRegimes`,
);
const objects = keysOf("section period controller dpo children changes content");
const numbers = keysOf("version responseDays minimumAge noticeDays objectionDays amount level");
/** The most that a number may be, where it counts no days. */
const most: Record<string, number> = { version: 1, minimumAge: 99, amount: 1e6, level: 3 };
const texts = keysOf(
	"title number name address email kind region category source purpose legalBasis location text unit summary channel",
);
/** Of these keys no other word: it would show as nothing, or as what it is in code. */
const closed = /^(?!region |source |channel )|^(?:region (?:eu|uk|ch)|source (?:you|automatic|others)|channel email)$/;
/** What each kind of block says nothing without. */
const blocks: Record<string, string> = { paragraph: "text", list: "items", table: "rows" };
const dates = keysOf("lastUpdated effectiveDate announced");
const links = keysOf("url recipientsUrl");
const day = /^\d{4}-\d\d-\d\d$/;
// Nothing but http, https, mailto, tel and relative addresses becomes a link.
const link = /^(?:(?:https?|mailto|tel):|(?![^/?#]*:))[^\s\\\0]{1,2000}$/i;

function isRight(key: string, value: unknown): boolean {
	if (lists.test(key)) return Array.isArray(value) && value.every((each) => isEntry(key, each));
	if (objects.test(key)) return isEntry(key, value);
	if (numbers.test(key))
		return (
			typeof value === "number" &&
			value <= (most[key] ?? 36_500) &&
			(key === "amount" ? value > 0 : Number.isInteger(value) && value >= +(key !== "level"))
		);
	if (key === "orSimilar") return typeof value === "boolean";
	if (typeof value !== "string") return ![texts, dates, links].some((keys) => keys.test(key));
	// Browsers take the 30th of February for a day in March.
	if (dates.test(key)) return day.test(value) && !!new Date(value).toJSON()?.startsWith(value);
	if (links.test(key)) return link.test(value);
	return closed.test(`${key} ${value}`);
}

/** An entry of a list, or an object. */
function isEntry(key: string, value: unknown): boolean {
	if (typeof value === "string") return key === "items" || plain.test(key);
	if (key === "rows") return Array.isArray(value) && value.every((cell) => typeof cell === "string");
	if (Object(value) !== value || Array.isArray(value) || plain.test(key)) return false;
	const given = value as Record<string, unknown>;
	// A block of no kind that there is has no key that would do.
	const part = key === "body" ? [blocks[given.kind as string] ?? ""] : [];
	return (
		[...(needed[key] ?? []), ...part].every((name) => given[name] != null) &&
		Object.entries(given).every(([name, member]) => member === undefined || isRight(name, member))
	);
}

/** Whether it may be shown. @throws RangeError where it is nested too deep */
export const isPolicy = (value: unknown): boolean =>
	(value as { version?: unknown } | undefined)?.version === 1 && isEntry("", value);
