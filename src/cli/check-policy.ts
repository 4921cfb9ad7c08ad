/** What is wrong with a policy by itself, and what it leaves unsaid. */
import type { Purpose } from "../../types/config.ts";
import type { Policy } from "../../types/policy.ts";
import type { Finding } from "../config/findings.ts";
import { hasPlaceholder, placeholdersIn } from "../policy/import/placeholders.ts";
import { explainPolicy } from "../policy/schema.ts";
import type { GivenPolicy } from "./check-files.ts";
import { checkDates } from "./check-policy-dates.ts";
import { checkEssentials, type Law, lawsOf } from "./check-policy-essentials.ts";
import { checkLinks } from "./check-policy-links.ts";

/** What the site does besides, as far as its configuration says. */
export interface Site {
	/** Codes of the regions that its visitors are fixed to. */
	regions: string[];
	purposes: Purpose[];
}

export interface CheckedPolicy {
	found: Finding[];
	/** What it says, with empty texts where something is still to be filled in; absent where it is refused. */
	policy?: Policy;
	/** All words in that. */
	words: string;
	/** The laws whose essentials were looked for. */
	laws: Law[];
}

/** @param now Milliseconds since 1970. */
export function checkPolicy(given: GivenPolicy, site: Site, now: number): CheckedPolicy {
	const found = given.source ? openIn(given.source.text) : openPaths(given.policy);
	const open = new Set(found.map(({ path }) => path));
	const refused = explainPolicy(given.policy).flatMap((reason): Finding[] => {
		const [, path = "", remedy = reason] = /^(.*?): (.*)$/s.exec(reason) ?? [];
		const at = path === "policy" ? "" : path;
		// That a text still to be filled in is no date or address has been said.
		if (open.has(at)) return [];
		const what = "This is refused, and with it the whole document: pages show no summary";
		return [{ code: "policy-shape", path: at, what, remedy }];
	});
	if (refused.length) return { found: [...found, ...refused], words: "", laws: [] };
	const policy = blanked(given.policy) as Policy;
	const words = wordsOf(policy);
	const purposes = [
		...site.purposes,
		...(policy.purposes ?? []).filter((each): each is Purpose => typeof each === "object"),
	];
	const laws = lawsOf(policy, words, site.regions);
	const more = [checkEssentials({ policy, words, laws, purposes }), checkDates(policy, now), checkLinks(given, policy)];
	return { found: found.concat(...more), policy, words, laws };
}

const fill = "Fill it in, or remove it: until then it counts as absent, and pages say that it is not yet published";

/** Placeholders of a text, at their lines and columns. */
const openIn = (text: string): Finding[] =>
	placeholdersIn(text.replace(/\r\n?/g, "\n")).map(({ line, column, text: open }) => ({
		code: "placeholder",
		path: "",
		line,
		column,
		what: `This is still to be filled in: ${short(open)}`,
		remedy: fill,
	}));

/** Texts of a document with a placeholder in them. */
function openPaths(value: unknown, path = ""): Finding[] {
	if (typeof value === "string") {
		if (!hasPlaceholder(value)) return [];
		return [{ code: "placeholder", path, what: `This is still to be filled in: ${short(value)}`, remedy: fill }];
	}
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) =>
		openPaths(member, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key),
	);
}

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

/** The same, with an empty text for each that has a placeholder in it. */
function blanked(value: unknown): unknown {
	if (typeof value === "string") return hasPlaceholder(value) ? "" : value;
	if (Array.isArray(value)) return value.map(blanked);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, blanked(member)]));
}

/** Addresses and places are no words: a recipient in the UK says nothing of visitors there. */
const wordless = /^(?:url|recipientsUrl|policyUrl|email|address|location|country|kind|unit|safeguards|versions|id)$/;

/** All that it says now, sentence by sentence. */
function wordsOf(value: unknown): string {
	if (typeof value === "string") return value;
	if (typeof value !== "object" || value === null) return "";
	return Object.entries(value)
		.filter(([key]) => !wordless.test(key))
		.map(([, member]) => wordsOf(member))
		.filter(Boolean)
		.join("\n");
}
