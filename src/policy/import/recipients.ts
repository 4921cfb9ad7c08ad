/** Reads who receives data out of one item of a list, or the words around names in brackets. */
import type { Recipient } from "../../../types/policy.ts";
import type { OpenPassage } from "./open.ts";
import { labelled } from "./sentences.ts";

const maxNames = 20;
const legal =
	/\b(?:required by law|by law|courts?|authorit(?:y|ies)|regulators?|law enforcement|legal (?:process|obligation)|protect (?:our|the) rights)\b/i;
const group =
	/\b(?:providers|partners|processors|advis[eo]rs|authorities|affiliates|subsidiaries|vendors|companies|contractors|successors|auditors)\b/i;

type Kind = NonNullable<Recipient["kind"]>;

/** What the heading and the sentence before a list or table say about whoever is in it. */
export function kindOf(context: string): Kind | undefined {
	if (/\b(?:BYOK|your own (?:api )?keys?|own[- ]key)\b/i.test(context)) return "own-account";
	if (/\b(?:sub-?processors?|processors?|service providers?)\b/i.test(context)) return "processor";
	return;
}

export function recipientsOf({ text, label: bold }: OpenPassage, context: string): Recipient[] {
	const { label, rest } = labelled(text, bold);
	if (!label && legal.test(text)) return [{ name: plain(text), kind: "legal" }];
	const isNamed = bold !== undefined || !label || !isGroup(label) || !reason.test(label);
	if (label && isNamed) {
		const located = locationIn(label, rest);
		const names = isGroup(located.name) ? [located.name] : namesIn(located.name);
		const kind: Kind | undefined = isGroup(located.name) ? "category" : kindOf(context);
		const { location } = located;
		const purpose = plain(located.rest);
		return names.map((name) => ({
			name,
			...(purpose && { purpose }),
			...(location && { location }),
			...(kind && { kind }),
		}));
	}
	const [, bracketed, inner] = /^([^()]{2,80}?)\s+\(([^()]{2,300})\)\.?$/.exec(text) ?? [];
	if (bracketed && inner) {
		const kind: Kind | undefined = isGroup(bracketed) ? "category" : kindOf(context);
		const where = isPlace(inner) ? { location: inner } : { purpose: inner };
		return [{ name: bracketed, ...where, ...(kind && { kind }) }];
	}
	const [, start, end] = reason.exec(text) ?? [];
	const name = plain(start ?? text);
	if (name.length > 100 || /[.!?]\s/.test(name)) return [];
	const kind: Kind | undefined = isGroup(name) ? "category" : kindOf(context);
	return [{ name, ...(end && { purpose: plain(end) }), ...(kind && { kind }) }];
}

/** Where a name ends and what it is for begins. */
const reason = /^(.{2,100}?)\s+((?:as|for|to|that|who|which|where|when|in)\s.+)$/;
const isGroup = (name: string) => group.test(name) || /^\p{Ll}+\s/u.test(name);
const plain = (text: string) => text.replace(/[.;,]$/, "").trim();

/** What stands behind a comma of one name: "Mailhill, Inc." */
const company = /^(?:inc|ltd|llc|limited|plc|corp|gmbh|s\.?a|b\.?v|pty)\b/i;

/** "Anthropic and Google" are two; "Marks and Spencer plc" cannot be told from them and is split as well where each part is capitalised. */
function namesIn(text: string): string[] {
	const parts = text.split(/,\s+(?:and\s+)?|\s+and\s+/);
	if (parts.some((part) => company.test(part))) return [text];
	const areNames =
		parts.length <= maxNames &&
		parts.every(
			(part) => /^[\p{Lu}\d][^\s]*(?:\s[\p{Lu}\d][^\s]*){0,2}$/u.test(part) || /^[\p{L}]+\p{Lu}\w*$/u.test(part),
		);
	return areNames ? parts : [text];
}

/** A place in brackets behind the name or at the end: "Clerk (United States): sign-in", "Clerk: sign-in (United States)". */
function locationIn(label: string, rest: string): { name: string; rest: string; location?: string } {
	const [, name, place] = /^(.{2,80}?)\s+\(([^()]{2,60})\)$/.exec(label) ?? [];
	if (name && place && isPlace(place)) return { name, rest, location: place };
	const [, before, last] = /^(.*\S)\s+\(([^()]{2,60})\)\.?$/.exec(rest) ?? [];
	if (before && last && isPlace(last)) return { name: label, rest: before, location: last };
	return { name: label, rest };
}

const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
const regionNames = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const countries = new Set(
	letters.flatMap((one) => letters.map((other) => regionNames.of(one + other)?.toLowerCase() ?? "")).filter(Boolean),
);
const others =
	/^(?:the )?(?:usa?|u\.s\.a?\.?|uk|u\.k\.|eu|eea|european union|european economic area|global|worldwide|multi-region)$/i;

const isPlace = (text: string) =>
	text
		.split(/\s*(?:,|\/|&|\band\b|\bor\b)\s*/)
		.every((part) => others.test(part) || countries.has(part.replace(/^the /i, "").toLowerCase()));

/** Names in brackets behind "providers": "language-model providers (Anthropic, OpenAI) using your own keys". */
export function namesInBrackets(sentence: string): string[] {
	const [, inner] =
		/\b(?:providers?|processors?|partners?|vendors?)\s+\((?:such as |including |e\.g\.,? )?([^()]{2,300})\)/i.exec(
			sentence,
		) ?? [];
	const names = inner ? namesIn(inner) : [];
	return names.length > 1 || (names[0] && names[0].length <= 40 && /^[\p{Lu}]/u.test(names[0])) ? names : [];
}
