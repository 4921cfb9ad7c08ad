/** Finds in any sentence what has one place wherever it stands: dates, the name, statements, deadlines. */
import { takeContacts } from "./contacts.ts";
import type { Draft } from "./draft.ts";
import { statementsIn } from "./kinds.ts";
import { type OpenPart, type OpenPassage, type OpenSentence, passagesOf } from "./open.ts";
import { kindOf, namesInBrackets } from "./recipients.ts";
import { dateIn, daysIn, urlsIn } from "./values.ts";

/** A sentence that says its date and nothing else is used up; others stay where they are. */
const maxDateSentence = 60;

export function takeEverywhere(draft: Draft, part: OpenPart): void {
	for (const block of part.blocks) {
		if (block.kind !== "paragraph") continue;
		for (const sentence of block.passage.sentences) takeStatements(draft, part, sentence, block.passage, true);
	}
	for (const passage of passagesOf(part)) {
		takeContacts(draft, part, passage);
		for (const sentence of passage.sentences) {
			takeDates(draft, sentence, passage);
			takeName(draft, part, sentence, passage);
			takeDeadlines(draft, part, sentence, passage);
			takeRecipients(draft, part, sentence, passage);
		}
	}
	for (const block of part.blocks)
		if (block.kind === "list")
			for (const item of block.items)
				for (const sentence of item.sentences) takeStatements(draft, part, sentence, item, false);
}

function takeStatements(
	draft: Draft,
	part: OpenPart,
	sentence: OpenSentence,
	lines: OpenPassage,
	isOwn: boolean,
): void {
	const kinds = statementsIn(sentence.text);
	for (const kind of kinds) draft.add("statements", { kind, text: sentence.text, ...part.from }, lines);
	if (kinds.length && isOwn) sentence.isTaken = true;
}

function takeDates({ policy, mark }: Draft, sentence: OpenSentence, lines: OpenPassage): void {
	const pattern =
		/\b(last (?:updated|revised|modified|changed)|effective(?: date| as of| from)?|in force (?:since|from))\b(?:\s+on)?\s*[:–—-]?\s*/gi;
	let isDated = false;
	for (const { index, 0: match, 1: label } of sentence.text.matchAll(pattern)) {
		const at = index + match.length;
		const date = dateIn(sentence.text.slice(at, at + 22));
		const key = /^last/i.test(label!) ? "lastUpdated" : "effectiveDate";
		if (!date || policy[key]) continue;
		policy[key] = date;
		mark(lines, key);
		isDated = true;
	}
	if (isDated && sentence.text.length <= maxDateSentence) sentence.isTaken = true;
}

const names = [
	/\bhow ([\p{L}\d][^()"“‘']{0,80}?) \(["“'‘][^()]{0,80}\b(?:we|us|our)\b/u,
	/^([^@:]{2,80}?)(?: \([^()]{1,80}\))? is the (?:data )?controller\b/,
	/\bcontroller (?:is|of your personal data is)\s*:?\s*((?:[\p{Lu}\d][^\s,;(]*)(?:\s(?:[\p{Lu}&\d][^\s,;(]*)){0,5})/u,
	/^(?:data )?controller\s*:\s*([\p{Lu}][^,;(]{1,80})/iu,
	/(?:^|\b(?:by|of|at|from) )((?:[\p{Lu}][\w.&’'-]*)(?: [\p{Lu}&][\w.&’'-]*){0,5}) \(["“'‘][^()]{0,80}\b(?:we|us|our)\b/u,
];

function takeName({ policy, mark }: Draft, { from }: OpenPart, { text }: OpenSentence, lines: OpenPassage): void {
	if (policy.controller?.name) return;
	for (const pattern of names) {
		const name = pattern
			.exec(text.slice(0, 500))?.[1]
			?.replace(/[.,;]$/, "")
			.trim();
		if (!name || name.length > 100 || /^(?:we|this|that|it|who)$/i.test(name)) continue;
		policy.controller = { name, ...policy.controller, ...from };
		mark(lines, "controller.name");
		return;
	}
}

function takeDeadlines({ policy, mark }: Draft, part: OpenPart, { text }: OpenSentence, lines: OpenPassage): void {
	const days = daysIn(text);
	if (!days) return;
	if (
		/\b(?:respond|reply|answer|responses?)\b/i.test(text) &&
		/\bwithin\b|\bin\b/i.test(text) &&
		!policy.responseDays
	) {
		policy.responseDays = days;
		mark(lines, "responseDays");
	}
	const isObjection =
		/\bobject\b/i.test(text) && /\b(?:additions?|replace|new|sub-?processors?|recipients?)\b/i.test(text);
	if (part.topic === "recipients" && isObjection && !policy.changes?.objectionDays) {
		policy.changes = { ...part.from, ...policy.changes, objectionDays: days };
		mark(lines, "changes.objectionDays");
	}
}

function takeRecipients(
	{ policy, add, mark }: Draft,
	part: OpenPart,
	{ text }: OpenSentence,
	lines: OpenPassage,
): void {
	if (part.topic !== "recipients") return;
	if (kindOf(`${part.reference.title ?? ""} ${text}`) === "own-account")
		for (const name of namesInBrackets(text))
			if (!policy.recipients?.some((known) => known.name === name && known.kind === "own-account"))
				add("recipients", { name, kind: "own-account", ...part.from }, lines);
	if (policy.recipientsUrl || !/\b(?:sub-?processors?|recipients?|third part|providers)\b/i.test(text)) return;
	const link = lines.links.find(
		({ text: words, url }) =>
			/\b(?:sub-?processors?|recipients|providers)\b/i.test(words) && !/^(?:mailto|tel):/i.test(url),
	);
	const [url = link && text.includes(link.text) ? link.url : undefined] = urlsIn(text);
	if (!url) return;
	policy.recipientsUrl = url;
	mark(lines, "recipientsUrl");
}
