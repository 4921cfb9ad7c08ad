/** Reads of which kind a right, a legal basis, a safeguard or a statement is. */
import type { LegalBasis } from "../../../types/config.ts";
import type { RightKind, Safeguard, Statement } from "../../../types/policy.ts";

/** The first that fits counts. */
const rights: [RightKind, RegExp][] = [
	["limit-sensitive", /\blimit\b.{0,60}\bsensitive\b/i],
	["no-automated-decision", /\bautomated\b/i],
	["non-discrimination", /\bdiscriminat/i],
	["complaint", /\bcomplain/i],
	["appeal", /\bappeal\b/i],
	["withdraw-consent", /\bwithdraw/i],
	["disconnect-account", /\bdisconnect/i],
	["opt-out-sale", /\bopt[\s-]?(?:ing[\s-])?out\b(?=.{0,100}\b(?:sale|sell|shar|targeted|advertis))/i],
	["portability", /\bportab|\bexport\b|\bmachine-readable\b/i],
	["rectification", /\brectif|\bcorrect/i],
	["erasure", /\beras|\bdelet|\bforgotten\b/i],
	["restriction", /\brestrict|\blimit\b.{0,30}\bprocessing\b/i],
	["objection", /\bobject/i],
	["know", /\bright to know\b|^know\b/i],
	["access", /\baccess\b|\bcopy of\b|\bknow\b/i],
];

/** By the words that name it; what else is said of it would mislead. */
export function rightOf(text: string, label?: string): RightKind | undefined {
	const find = (words: string) => rights.find(([, pattern]) => pattern.test(words))?.[0];
	return (label && find(label)) || (label && label.split(" ").length > 6 ? undefined : find(text.slice(0, 120)));
}

const verbs =
	/\b(?:access(?:ing)?|correct(?:ing)?|rectify|export|port|delete|erase|restrict|object|withdraw (?:your )?consent|disconnect|opt out|lodge a complaint|complain)\b/gi;

/** The rights that one sentence names by their verbs: "rights to access, correct, export, or delete …". */
export function rightsIn(sentence: string): { kind: RightKind; title: string }[] {
	const start = sentence.search(/\brights?\b.{0,40}\bto\b|^you (?:may|can)\b/i);
	if (start < 0) return [];
	const found = new Map<RightKind, string>();
	for (const [verb] of sentence.slice(start).matchAll(verbs)) {
		const kind = /^port$/i.test(verb) ? "portability" : rightOf(verb);
		if (kind && !found.has(kind)) found.set(kind, verb);
	}
	return [...found].map(([kind, title]) => ({ kind, title }));
}

/** The rights that one sentence names one by one: "the right to know, the right to delete". */
export function rightsNamedIn(sentence: string): RightKind[] {
	const parts = sentence.split(/\bright (?=to\b|not to\b|of\b)/i).slice(1);
	const found = parts.map((part) => rightOf(part.replace(/^(?:not )?(?:to|of) /i, "")));
	return [...new Set(found.filter((kind) => kind !== undefined))];
}

const bases: [LegalBasis, RegExp][] = [
	["contract", /\bcontract/i],
	["legitimate-interests", /\blegitimate interests?\b/i],
	["legal-obligation", /\blegal obligations?\b|\bcompliance with (?:the )?law\b/i],
	["vital-interests", /\bvital interests?\b/i],
	["public-task", /\bpublic (?:task|interest)\b/i],
	["consent", /\bconsent\b/i],
];

/** The one legal basis of GDPR Article 6(1) that the words name; none where they name several. */
export function basisOf(text: string): LegalBasis | undefined {
	const found = bases.filter(([, pattern]) => pattern.test(text));
	return found.length === 1 ? found[0]![0] : undefined;
}

const safeguards: [Safeguard, RegExp][] = [
	["standard-contractual-clauses", /\bstandard contractual clauses\b|\bSCCs?\b/i],
	["adequacy", /\badequacy\b/i],
	["data-privacy-framework", /\bdata privacy framework\b/i],
	["binding-corporate-rules", /\bbinding corporate rules\b/i],
];
export const safeguardsIn = (text: string): Safeguard[] =>
	safeguards.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind);

const no = "\\b(?:do(?:es)? not|don['’]t|doesn['’]t|never|will not|won['’]t)\\b";
const statements: [Statement["kind"], RegExp][] = [
	["no-sale", new RegExp(`${no}[^.]{0,60}\\bsell\\b`, "i")],
	["no-ad-sharing", new RegExp(`${no}[^.]{0,120}\\bshare\\b[^.]{0,160}\\badvertising\\b`, "i")],
	["no-training", new RegExp(`${no}[^.]{0,160}\\btrain\\b`, "i")],
	["no-certification", new RegExp(`(?:${no}|\\bare not\\b|\\bis not\\b)[^.]{0,60}\\bcertif`, "i")],
	["certification", /\b(?:we are|is|we hold|we maintain)\b[^.]{0,40}\bcertifi(?:ed|cations?)\b/i],
];

export function statementsIn(sentence: string): Statement["kind"][] {
	// A condition is no statement: "where we do not sell …".
	if (/^(?:if|where|when|unless)\b/i.test(sentence)) return [];
	const found = statements.filter(([, pattern]) => pattern.test(sentence)).map(([kind]) => kind);
	return found.includes("no-certification") ? found.filter((kind) => kind !== "certification") : found;
}
