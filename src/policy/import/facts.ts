/** Takes the facts of one section out of its lists and paragraphs, by what the section is about. */
import type { PolicyRight } from "../../../types/policy.ts";
import type { Draft } from "./draft.ts";
import { basisOf, rightOf, rightsIn, rightsNamedIn, safeguardsIn } from "./kinds.ts";
import { type OpenPart, type OpenPassage, take } from "./open.ts";
import type { Topic } from "./outline.ts";
import { recipientsOf } from "./recipients.ts";
import { takeRetention } from "./retention.ts";
import { labelled, sentencesOf } from "./sentences.ts";
import { ageIn, daysIn, periodOf, statesIn } from "./values.ts";

/** @returns whether the whole item has its place */
export function takeItem(draft: Draft, part: OpenPart, topic: Topic, item: OpenPassage, intro: string): boolean {
	const { text } = item;
	const { label, rest } = labelled(text, item.label);
	const { from } = part;
	switch (topic) {
		case "collected": {
			const items = itemsOf(text, label, rest);
			const source = sourceOf(part.reference.title ?? "");
			draft.add(
				"collected",
				{ category: label ?? text, ...(items.length && { items }), ...(source && { source }), ...from },
				item,
			);
			break;
		}
		case "not-collected":
			draft.add("notCollected", { text, ...from }, item);
			break;
		case "uses": {
			const legalBasis = /\b(?:legal|lawful) (?:basis|ground)\b/i.test(text) ? basisOf(text) : undefined;
			draft.add("uses", { purpose: text, ...(legalBasis && { legalBasis }), ...from }, item);
			break;
		}
		case "bases": {
			const basis = label && basisOf(label);
			const other = basis ? undefined : basisOf(rest);
			if (!label || !rest || !(basis || other)) return false;
			draft.add("uses", { purpose: basis ? rest : label, legalBasis: basis || other!, ...from }, item);
			// The words for the basis are not the name of one.
			if (!basis) return false;
			break;
		}
		case "recipients": {
			const found = recipientsOf(item, `${part.reference.title ?? ""} ${intro}`);
			for (const each of found) draft.add("recipients", { ...each, ...from }, item);
			if (!found.length) return false;
			break;
		}
		case "retention": {
			if (label && rest) draft.add("retention", { category: label, period: periodOf(rest), ...from }, item);
			else return takeRetention(draft, part, item);
			break;
		}
		case "rights": {
			const kind = rightOf(text, label);
			if (!kind) return false;
			addRight(draft, part, { kind, title: label ?? text, ...(label && rest && { text: rest }) }, item);
			break;
		}
		case "us-rights": {
			const kind = rightOf(text, label);
			if (!kind) return false;
			const states = statesIn(`${part.reference.title ?? ""} ${part.words}`);
			draft.add("usRights", { kind, text, ...(states.length && { states }), ...from }, item);
			break;
		}
		case "transfers":
			takeTransfer(draft, part, item);
			break;
		case "security":
			draft.add("security", { text, ...from }, item);
			break;
		default:
			return false;
	}
	take(item);
	return true;
}

/** Takes what it can of a paragraph, sentence by sentence. */
export function takeParagraph(draft: Draft, part: OpenPart, passage: OpenPassage): void {
	const { topic, from } = part;
	const { title } = part.reference;
	const isEntry = part.isInherited && title && part.blocks.every(({ kind }) => kind === "paragraph");
	if (topic === "collected" && isEntry && title) {
		const source = sourceOf(title);
		const items = passage.sentences.map((sentence) => sentence.text);
		draft.add("collected", { category: title, items, ...(source && { source }), ...from }, passage);
		take(passage);
	}
	const kind = topic === "rights" && isEntry && title ? rightOf(title) : undefined;
	if (kind && title) {
		addRight(draft, part, { kind, title, text: passage.text }, passage);
		take(passage);
		return;
	}
	if (topic === "transfers") takeTransfer(draft, part, passage);
	if (topic === "retention") takeRetention(draft, part, passage);
	if (topic === "children" || topic === "changes") {
		const { policy } = draft;
		const fact = (policy[topic] ??= {});
		Object.assign(fact, from);
		const text = [fact.text, passage.text].filter(Boolean).join(" ");
		if (text.length <= 20_000) {
			fact.text = text;
			take(passage);
		}
		draft.mark(passage, topic);
	}
	for (const sentence of passage.sentences) {
		// A sentence that ends in a colon says nothing without what follows it.
		if (topic === "security" && !sentence.text.endsWith(":")) {
			draft.add("security", { text: sentence.text, ...from }, passage);
			sentence.isTaken = true;
		}
		if (topic === "rights") {
			const found = rightsIn(sentence.text);
			for (const right of found) addRight(draft, part, { ...right, text: sentence.text }, passage);
			if (found.length) sentence.isTaken = true;
		}
		if (topic === "us-rights") {
			const states = statesIn(`${title ?? ""} ${part.words}`);
			const found = rightsNamedIn(sentence.text);
			for (const each of found)
				draft.add("usRights", { kind: each, text: sentence.text, ...(states.length && { states }), ...from }, passage);
			if (found.length) sentence.isTaken = true;
		}
		const isDenied = /\b(?:do not|don['’]t|never)\b[^.]{0,40}\bcollect\b/i.test(sentence.text);
		if ((topic === "collected" || topic === "not-collected") && isDenied && !sentence.isTaken) {
			draft.add("notCollected", { text: sentence.text, ...from }, passage);
			sentence.isTaken = true;
		}
		const age = topic === "children" ? ageIn(sentence.text) : undefined;
		if (age) draft.policy.children!.minimumAge ??= age;
		if (
			topic === "changes" &&
			/\b(?:notify|notif|notice|communicat|inform|announce|before|advance|prior)/i.test(sentence.text)
		) {
			const days = daysIn(sentence.text);
			if (days) draft.policy.changes!.noticeDays ??= days;
		}
	}
}

function takeTransfer(draft: Draft, { from }: OpenPart, passage: OpenPassage): void {
	const safeguards = safeguardsIn(passage.text);
	draft.add("transfers", { text: passage.text, ...(safeguards.length && { safeguards }), ...from }, passage);
	take(passage);
}

export function addRight(
	draft: Draft,
	part: OpenPart,
	right: PolicyRight,
	lines: OpenPassage | { from: number; to: number },
): void {
	const title = part.reference.title ?? "";
	const named: [NonNullable<PolicyRight["regimes"]>[number], RegExp][] = [
		["gdpr", /(?<!UK )\bGDPR\b/],
		["uk-gdpr", /\bUK GDPR\b/],
		["ccpa", /\bCCPA\b/],
	];
	const regimes = named.filter(([, pattern]) => pattern.test(title)).map(([regime]) => regime);
	draft.add("rights", { ...right, ...(regimes.length && { regimes }), ...part.from }, lines);
}

/** A plain enumeration after a colon is cut at its commas; everything else stays in sentences. */
function itemsOf(text: string, label: string | undefined, rest: string): string[] {
	if (!label || !rest) return [];
	const isList = /^[^.;:()]*,\s(?:and|or)\s[^.;:(),]*\.?$/i.test(rest) && /^\s*[:–—-]/.test(text.slice(label.length));
	if (!isList) return sentencesOf(rest);
	return rest
		.replace(/\.$/, "")
		.split(/,\s+(?:and\s+|or\s+)?/)
		.filter(Boolean);
}

function sourceOf(title: string) {
	if (/\bautomatic/i.test(title)) return "automatic" as const;
	if (/\byou (?:provide|give|submit|share)\b/i.test(title)) return "you" as const;
	if (/\b(?:third part|other sources|others)/i.test(title)) return "others" as const;
	return;
}
