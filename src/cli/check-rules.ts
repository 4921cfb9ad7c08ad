/** What an owner's rules, regime and age limit come to in each region of the table, beside what the table has. */
import type { Settings } from "../../types/config.ts";
import type { Rule } from "../../types/rule.ts";
import type { Finding, FindingCode } from "../config/findings.ts";
import { dueLink, looser, place } from "../regions/place.ts";
import { codes as known, ruleOf } from "../regions/rules.ts";

/** Null stands for a visitor whose region is not known. */
type Code = string | null;
type Own = Partial<Rule>;

const or = new Intl.ListFormat("en-GB", { type: "disjunction" });
const and = new Intl.ListFormat("en-GB");
/** More regions than so are counted, and the first of them named. */
const mostNamed = 4;

/**
 * Codes that the table has no rule for, and what asks less of the site than the table does. One finding for each thing
 * that the owner wrote, with the regions together.
 * @param now Milliseconds since 1970: laws begin.
 */
export function checkRules(settings: Settings, now: number): Finding[] {
	const { region, regime, rules = {}, minimumAge } = settings;
	const codes: Code[] = [...known().sort(), null];
	const found: Finding[] = [];
	const say = (code: FindingCode, path: string, what: string, remedy: string) =>
		found.push({ code, path, what, remedy });
	if (region && !isKnown(region, codes))
		say(
			"region-unknown",
			"region",
			`The table of rules has no region "${region}", so ${strictestFor(region)} holds`,
			writeIt,
		);
	for (const [key, own = {}] of Object.entries(rules)) {
		if (key !== "*" && !isKnown(key, codes))
			say(
				"region-unknown",
				`rules.${key}`,
				`The table of rules has no region "${key}", so what this leaves open is as in ${strictestFor(key)}`,
				writeIt,
			);
		const less = lessThan(own, reachedBy(key, codes), now, (code, name) => isOverridden(settings, key, code, name));
		if (less)
			say(
				"rule-looser",
				`rules.${key}`,
				`This asks less of you than the table of rules does: ${less}`,
				"Keep it only where you know that the law lets you: each record made under it says that your rule was looser",
			);
	}
	const everywhere = regime && lessThan({ regime }, codes, now);
	if (everywhere)
		say(
			"rule-looser",
			"regime",
			`One regime for everybody asks less of you than the table of rules does: ${everywhere}`,
			"Leave it out, so that each visitor gets the regime of their region",
		);
	const young = minimumAge !== undefined && lessThan({ age: minimumAge }, codes, now);
	if (young)
		say(
			"rule-looser",
			"minimumAge",
			`Visitors may allow things at a lower age than the table of rules has: ${young}`,
			"Leave it out, so that the age of each visitor's region holds",
		);
	return found;
}

const writeIt = "Check the code: ISO 3166-2, such as DE or US-CA";

/** A part of a country without a row has that of its country; of the US all states have one. */
const isKnown = (code: string, codes: Code[]) =>
	codes.includes(code) || (codes.includes(code.slice(0, 2)) && !code.startsWith("US-"));
const strictestFor = (code: string) =>
	code.startsWith("US-") ? "the strictest rule of a state" : "the strictest rule of all (opt-in)";

/** What an entry of `rules` is laid over, as visitors are placed: that of `CA` is not meant for Quebec. */
const reachedBy = (key: string, codes: Code[]): Code[] =>
	key === "*"
		? codes
		: [key, ...codes.filter((code) => code?.startsWith(`${key}-`) && code !== "CA-QC" && code !== key)];

/** Whether something nearer than this entry of `rules` says what holds in a region. */
function isOverridden(
	{ regime, minimumAge, rules = {} }: Settings,
	key: string,
	code: Code,
	name: keyof Rule,
): boolean {
	const layers = ["*", ...(code === "CA-QC" ? [] : [`${code?.slice(0, 2)}`]), `${code}`];
	const nearer = layers.slice(layers.lastIndexOf(key) + 1).filter((layer) => layer !== key);
	const isFixed = { regime, age: minimumAge }[name as "regime" | "age"] !== undefined;
	return isFixed || nearer.some((layer) => Object.hasOwn(rules, layer) && rules[layer]![name] !== undefined);
}

/** In what an own rule asks less than the table, each key once with the regions in which it does; empty where in nothing. */
function lessThan(
	own: Own,
	reached: Code[],
	now: number,
	skip: (code: Code, name: keyof Rule) => boolean = () => false,
) {
	const places = new Map<keyof Rule, Code[]>();
	for (const code of reached)
		for (const name of looser(own, ruleOf(code, now)))
			if (!skip(code, name)) places.set(name, [...(places.get(name) ?? []), code]);
	const texts = [...places].map(([name, where]) => {
		const standards = [...new Set(where.map((code) => JSON.stringify(ruleOf(code, now)[name])))].sort((one, other) =>
			looser({ [name]: JSON.parse(one) }, { ...ruleOf(null, now), [name]: JSON.parse(other) }).length ? 1 : -1,
		);
		return `${name} ${JSON.stringify(own[name])} instead of ${or.format(standards)} (${named(where)})`;
	});
	return texts.join("; ");
}

/** Several regions in a few words. */
export function named(codes: readonly Code[]): string {
	const names = codes.map((code) => code ?? "where the region is not known");
	return names.length > mostNamed
		? `${names.length} regions, such as ${and.format(names.slice(0, 3))}`
		: and.format(names);
}

/** Without the floating button, a link that the law wants on every page needs an opener that may be labelled. */
export function checkLink(settings: Settings, isLabelled: boolean): Finding[] {
	const california = place({ ...settings, region: "US-CA" }, { zone: "", languages: [], now: Date.now() });
	if (settings.trigger !== false || isLabelled || !dueLink(california.rule, settings.purposes)) return [];
	const what = "California and other states of the US want a link on every page, and the button that shows it is off";
	return [
		{
			code: "link-hidden",
			path: "trigger",
			what,
			remedy: "Leave it on, or give an opener on every page data-yoursay-label",
		},
	];
}
