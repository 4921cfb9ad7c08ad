/** Refuses HTML that could take a parser longer than a moment. */
import { MAX_NESTING, MAX_TAG, refuse } from "./refusal.ts";

const empty = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
/** Ended by the next of their kind. */
const lenient = /^(?:p|li|dt|dd|td|th|tr|thead|tbody|tfoot|option|optgroup|colgroup|html|head|body)$/;

/** Tags and nesting that could take the parser longer than a moment; looks at each character once. @throws ImportRefused */
export function judgeHtml(source: string): void {
	let depth = 0;
	const lineAt = (at: number) => source.slice(0, at).split("\n").length;
	const lower = source.toLowerCase();
	const tag = /<(?:!--|(\/?)([a-z][a-z\d-]{0,30}))/g;
	for (let match = tag.exec(lower); match; match = tag.exec(lower)) {
		const [whole, slash, name] = match;
		if (name === undefined) {
			const end = lower.indexOf("-->", match.index);
			if (end < 0) return;
			tag.lastIndex = end;
			continue;
		}
		const end = endOfTag(lower, match.index + whole.length);
		if (end - match.index > MAX_TAG) refuse(`a tag is longer than ${MAX_TAG} characters`, lineAt(match.index));
		tag.lastIndex = end;
		if (!slash && /^(?:script|style|textarea|title|xmp|iframe|noembed|noframes)$/.test(name)) {
			const close = lower.indexOf(`</${name}`, end);
			if (close < 0) return;
			tag.lastIndex = close;
			depth++;
			continue;
		}
		if (empty.test(name) || lenient.test(name)) continue;
		depth = slash ? Math.max(0, depth - 1) : depth + 1;
		if (depth > MAX_NESTING) refuse(`elements stand in one another more than ${MAX_NESTING} deep`, lineAt(match.index));
	}
}

/** Behind the `>` of a tag; one inside a quoted value is none. */
function endOfTag(source: string, start: number): number {
	let quote = "";
	for (let at = start; at < source.length; at++) {
		const character = source[at]!;
		if (quote) quote = character === quote ? "" : quote;
		else if (character === ">") return at + 1;
		else if ((character === '"' || character === "'") && /=\s{0,9}$/.test(source.slice(Math.max(start, at - 10), at)))
			quote = character;
	}
	return source.length;
}
