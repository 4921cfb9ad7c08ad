import type { PolicyContent } from "../../types/policy.ts";
import type { Words } from "../../types/words-panel.ts";
import { digits, fillText, plural } from "../policy/words.ts";

/** The longest answer of a tile, in words. */
const mostWords = 5;

/** What there is to see at a glance: each question with its answer, where the document has one. */
export function factsOf(texts: Words["policy"], language: string, content: PolicyContent): [string, string][] {
	const { statements = [], recipients = [], responseDays, children } = content;
	const denied = (kind: string) => statements.some((statement) => statement.kind === kind) && texts.no;
	const places = [...new Set(recipients.flatMap(({ location }) => location ?? []))];
	const isOne = places.length < 2;
	// The first that leaves room for "and other countries".
	const place = places.find((each) => each.split(/\s+/).length <= (isOne ? mostWords : 2));
	const age = children?.minimumAge;
	const facts: [string, string | false | undefined | 0][] = [
		[texts.factSold, denied("no-sale")],
		[texts.factAds, denied("no-ad-sharing")],
		[texts.factAnswer, responseDays && plural(language, texts.withinDays, responseDays)],
		[texts.factWhere, place && (isOne ? place : fillText(texts.andOthers, { places: place }))],
		[texts.factTraining, denied("no-training")],
		[texts.factAge, age && fillText(texts.fromAge, { age: digits(language, age) })],
	];
	return facts.filter((fact): fact is [string, string] => !!fact[1]);
}
