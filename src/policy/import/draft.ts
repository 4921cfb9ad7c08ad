/** The policy while it is put together, and which line each piece of it comes from. */
import type { Policy, PolicyContent } from "../../../types/policy.ts";
import type { ReportEntry } from "../../../types/policy-report.ts";
import type { Lines } from "./passages.ts";
import type { placeholdersIn } from "./placeholders.ts";

type Lists = { [Key in keyof PolicyContent]: NonNullable<PolicyContent[Key]> extends unknown[] ? Key : never };
type ListKey = NonNullable<Lists[keyof PolicyContent]>;
type Entry<Key extends ListKey> = NonNullable<PolicyContent[Key]>[number];

export type Draft = ReturnType<typeof createDraft>;

export function createDraft() {
	const policy: Policy = { version: 1 };
	const places = new Map<number, string[]>();

	/** Says which lines a place in the policy comes from. */
	function mark({ from, to }: Lines, place: string): void {
		for (let line = from; line <= to; line++) {
			const known = places.get(line);
			if (!known) places.set(line, [place]);
			else if (!known.includes(place)) known.push(place);
		}
	}

	/** Puts a fact at the end of its list. */
	function add<Key extends ListKey>(key: Key, fact: Entry<Key>, lines: Lines): void {
		const list = ((policy as unknown as Record<string, Entry<Key>[]>)[key] ??= []);
		list.push(fact);
		mark(lines, `${key}[${list.length - 1}]`);
	}

	return { policy, mark, add, places };
}

/** Each line once, by what became of it; neighbours with the same fate are one entry. */
export function partition(
	lines: string[],
	places: Map<number, string[]>,
	placeholders: ReturnType<typeof placeholdersIn>,
): ReportEntry[] {
	const open = new Set<number>();
	for (const { line, to } of placeholders) for (let each = line; each <= to; each++) open.add(each);
	const entries: ReportEntry[] = [];
	for (const [at, text] of lines.entries()) {
		const line = at + 1;
		const found = places.get(line) ?? [];
		const what: ReportEntry["what"] = open.has(line)
			? "placeholder"
			: !text.trim()
				? "blank"
				: !found.length
					? "markup"
					: found.every((place) => place.startsWith("sections["))
						? "kept"
						: "placed";
		const shown = what === "blank" ? [] : found;
		const last = entries.at(-1);
		if (last && last.what === what && last.places.join() === shown.join()) last.to = line;
		else entries.push({ from: line, to: line, what, places: shown });
	}
	return entries;
}
