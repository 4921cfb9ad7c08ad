import { gistOf, keyOf, listKey, type Spelling } from "./spelling.ts";

/** One thing that a policy tells of. */
export interface Entry<Fact> {
	name: string;
	fact: Fact;
	/** What it says beside its name, where that alone tells it from others; else empty. */
	trait: string;
}

/** Entries of a group that are looked at for each one: what keeps thousands that look alike from taking minutes. */
const most = 8;

/**
 * Pairs the entries of two versions: by their names; then by names that a typo tells apart; then where all but the name is
 * the same; then by most of the words in their names. In time that grows with their number alone.
 */
export function pair<Fact>(
	before: Entry<Fact>[],
	now: Entry<Fact>[],
	{ same, words }: Spelling,
): { pairs: [Entry<Fact>, Entry<Fact>][]; gone: Entry<Fact>[]; come: Entry<Fact>[] } {
	const gone = new Set(before);
	const pairs: [Entry<Fact>, Entry<Fact>][] = [];
	let come = now;
	const pass = (marksOf: (entry: Entry<Fact>) => string[], fits?: (was: string, is: string) => boolean) => {
		const groups = new Map<string, Entry<Fact>[]>();
		for (const entry of [...gone].reverse())
			for (const mark of marksOf(entry)) {
				const group = groups.get(mark);
				if (group) group.push(entry);
				else groups.set(mark, [entry]);
			}
		come = come.filter((is) => {
			for (const mark of marksOf(is)) {
				const group = groups.get(mark) ?? [];
				while (group.length && !gone.has(group.at(-1)!)) group.pop();
				const found = group
					.slice(-most)
					.reverse()
					.find((was) => gone.has(was) && (!fits || fits(was.name, is.name)));
				if (!found) continue;
				gone.delete(found);
				pairs.push([found, is]);
				return false;
			}
			return true;
		});
	};
	pass(({ name, fact }) => [keyOf(name) + JSON.stringify(fact)]);
	pass(({ name }) => [keyOf(name), listKey(name)]);
	pass(({ name }) => [gistOf(name)], same);
	pass(({ trait }) => (trait ? [trait] : []));
	const longest = ({ name }: Entry<Fact>) => [...words(name)].sort((a, b) => b.length - a.length).slice(0, 4);
	pass(longest, (was, is) => {
		const [then, there] = [new Set(words(was)), new Set(words(is))];
		return [...there].filter((word) => then.has(word)).length >= 0.6 * Math.max(then.size, there.size);
	});
	return { pairs, gone: [...gone], come };
}
