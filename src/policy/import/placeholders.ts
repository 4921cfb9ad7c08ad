/** Finds what somebody meant to fill in and did not. */
import type { FoundPlaceholder } from "../../../types/policy-report.ts";

const open =
	"pending|tb[acd]\\b|to ?do\\b|fixme|insert|enter|fill|add|your|xxx|placeholder|replace|company|business|legal entity|organi[sz]ation|app name|site name";
const thing = "date|e-?mail|name|address|phone|url|website|company|country|state|city|entity|number|contact|link";
const named = new RegExp(`\\b(?:${thing})\\b`, "i");
/** Each looks at a bounded stretch from where it begins, so that all take linear time. */
const bracketed = new RegExp(`\\[\\s{0,5}(?:(?:${open})[^[\\]]{0,300}|(?:${thing})\\s?)\\](?![([])`, "giu");
/** Capitals with a space or dash between them: [GDPR] and [1] are none. */
const capitals = /\[(?=[^[\]]{0,100}\p{Lu}{2})(?=[^[\]]{0,100}[ _-])[^[\]\p{Ll}]{3,300}\](?![([])/gu;
const angled = new RegExp(
	`(?:<|&lt;)(?:\\s?(?:${open})\\b[^<>&:/=@]{0,100}|[\\p{Lu}][\\p{Lu}\\d]*(?:[ _-][\\p{Lu}\\d]{1,30}){1,6}|\\s?(?:${thing})(?: (?:here|address))?\\s?)(?:>|&gt;)`,
	"gu",
);
const others =
	/\{\{[^{}]{1,100}\}\}|\$\{[^{}]{1,100}\}|\b(?:TBD|TBC|TBA|TODO|FIXME)\b|\blorem ipsum\b|\b(?:XX|DD|MM)[/.-](?:XX|DD|MM)[/.-](?:XXXX|YYYY|20XX)\b|\[\s?[•●]{1,3}\s?\]|\bYYYY-MM-DD\b|_{5,}/gi;
/**
 * What is promised stands alone, or behind a colon or dash up to the end of its line or sentence, or where only a day could
 * stand: "changes are to be announced by e-mail" and "your identity has to be confirmed" are whole sentences.
 */
const promise = "(to be (?:determined|announced|confirmed|filled in))";
const promised = new RegExp(
	`(?:^|\\n\\s{0,5}\\n|[:|>–—-])[\\s"“(*_]{0,5}${promise}(?=[\\s"”)*_]{0,5}(?:[.;!|<\\n]|$))|\\b(?:since|from|before|until|dated) ${promise}`,
	"gi",
);

/** Brackets in capitals that refer to a law or standard: with figures and without a thing to fill in, or names of such alone. */
const isReference = (text: string): boolean =>
	(/\d/.test(text) && !named.test(text)) ||
	/^\[(?:[ _-]?\b(?:EU|UK|US|ISO|IEC|NIST|SOC|PCI|DSS|I+|GDPR|CCPA|CPRA)\b)+\]$/.test(text);

/** Where in a text placeholders begin and end; a Markdown link is none. */
function ranges(text: string): { start: number; end: number }[] {
	const found = [bracketed, capitals, angled, others, promised].flatMap((pattern) =>
		[...text.matchAll(pattern)].flatMap(({ index, 0: whole, 1: first, 2: part = first ?? whole }) => {
			const end = index + whole.length;
			return pattern === capitals && isReference(whole) ? [] : { start: end - part.length, end };
		}),
	);
	found.sort((one, other) => one.start - other.start);
	return found.filter(({ start }, at) => !found.slice(Math.max(0, at - 3), at).some((before) => start < before.end));
}

/** What each of them has in it; most texts have nothing of it, and are done with at once. */
const hint = /[[<{_]|&lt;|tb[acd]|todo|fixme|[/.-](?:xx|dd|mm)|lorem|to be/i;

export const hasPlaceholder = (text: string): boolean => hint.test(text) && ranges(text).length > 0;

/** Every placeholder of a source, and the last line it reaches to. */
export function placeholdersIn(source: string): (FoundPlaceholder & { to: number })[] {
	let line = 1;
	let lineStart = 0;
	let at = 0;
	const moveTo = (index: number) => {
		for (let next = source.indexOf("\n", at); next >= 0 && next < index; next = source.indexOf("\n", at)) {
			line++;
			lineStart = at = next + 1;
		}
	};
	return ranges(source).map(({ start, end }) => {
		moveTo(start);
		const found = { line, column: start - lineStart + 1, text: source.slice(start, end).replace(/\s+/g, " ") };
		return { ...found, to: line + (source.slice(start, end).match(/\n/g)?.length ?? 0) };
	});
}
