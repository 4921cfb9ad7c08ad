/** When two texts of a policy say the same: in another case or punctuation, another order of a list, or without a typo. */
import { countryName } from "./words.ts";

/** A text without case, white space and punctuation; only figures stay apart. */
export const keyOf = (text: string): string =>
	text
		.normalize("NFKC")
		.toLowerCase()
		.replace(/[\s\p{P}\p{C}]+/gu, " ")
		.trim()
		.replace(/(?<!\d) | (?!\d)/g, "") || text;

/** What stands between the parts of a list; no comma or slash within a figure. */
const listed = /(?!(?<=\d).\d)[,;/&|]|\s(?:and|und|et)\s/;

/** A list with its parts in one order, each as its key. */
export const listKey = (text: string): string => text.split(listed).map(keyOf).filter(Boolean).sort().join();

/** Words that are spelt: where a sign can stand for a word, no other sign is a typo. Figures never are. */
const spelt = /^[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}]{3,}$/u;

/** Numbers as words, alone or put together, in the languages of most policies: one letter makes another period of each. */
const numbers =
	"one two three four five six seven eight nine ten eleven twelve thir fif eigh teen twenty thirty forty fifty eighty ty hundred thousand dozen half " +
	"ein eins und zwei drei vier funf fuenf sechs sieben sech sieb acht neun zehn elf zwolf zwoelf zwanzig zig dreißig dreissig hundert tausend dutzend halb halbe halbes " +
	"un deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante cinquante soixante cent cents mille douzaine demi demie " +
	"uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieci veinte veinti treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento cientos quinientos mil docena medio " +
	"due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove vent venti trent trenta quaranta cinquanta sessanta settanta ottanta novanta cento mila dozzina mezzo";
const number = new RegExp(`^(?:${numbers.replaceAll(" ", "|")}){1,6}$`);
const isNumber = (word: string): boolean => number.test(word.normalize("NFD").replace(/\p{M}/gu, ""));

/** The words of each part of a list; by default without articles and words that stand twice. */
const partsOf = (text: string, isStrict = false): string[][] =>
	text
		.normalize("NFKC")
		.toLowerCase()
		.split(listed)
		.map(
			(part) =>
				part
					.match(/[^\s\p{P}\p{C}]+/gu)
					?.filter((word, at, all) => isStrict || (word !== all[at - 1] && !/^(?:an?|the|teh|hte)$/.test(word))) ?? [],
		);

/** What no typo in a text changes, nor another order of a list: the first letter of each word, and all that is not spelt or a number. */
export const gistOf = (text: string): string =>
	partsOf(text)
		.map((words) => words.map((word) => (spelt.test(word) && !isNumber(word) ? word[0] : word)).join(" "))
		.sort()
		.join(" ")
		.trim();

/** Those in which names of countries are but one letter apart, and English. */
const languages = ["en", "de", "fr", "es", "it", "pl"];
let places: Set<string> | undefined;
/** Whether it is a word in the name of a country: no other country is a typo, however near its name. */
function isPlace(word: string): boolean {
	const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
	places ??= new Set(
		languages.flatMap((language) =>
			partsOf(letters.flatMap((one) => letters.map((two) => countryName(language, one + two))).join()).flat(),
		),
	);
	return places.has(word);
}

/**
 * Whether one letter is other, missing or too many, or two have changed places; never the first, which can turn a word into
 * its opposite. In a strict comparison only two neighbours that changed places, and one that stands twice or no longer does.
 */
function isSlip(was: string, is: string, isStrict: boolean): boolean {
	if (!spelt.test(was) || !spelt.test(is) || was[0] !== is[0]) return false;
	let start = 1;
	while (was[start] === is[start]) start++;
	const shorter = Math.min(was.length, is.length);
	if (isStrict && shorter < 5) return false;
	let end = 0;
	while (end < shorter - start && was.at(-1 - end) === is.at(-1 - end)) end++;
	const [gone, come] = [was, is].map((word) => word.slice(start, word.length - end)) as [string, string];
	if (gone.length === 2 && come.length === 2) return gone === come[1]! + come[0]!;
	if (isStrict) return gone.length + come.length === 1 && (was[start - 1] === gone || is[start - 1] === come);
	return gone.length < 2 && come.length < 2 && shorter > 3;
}

/** A place as it is usually written: `US`, `U.S.` and `USA` are the United States. */
const placeOf = (text: string): string =>
	text
		.split(listed)
		.map((part) => {
			const key = keyOf(part).replace(/^(?:usa|(?:the)?unitedstatesofamerica)$/, "us");
			return /^[a-z]{2}$/.test(key) ? countryName("en", key.toUpperCase()) : part;
		})
		.join();

export type Spelling = ReturnType<typeof createSpelling>;

/**
 * Compares texts of two versions.
 * @param textNow All that the newer one says: a word that it still uses elsewhere was no typo.
 * @param isStrict For what was agreed to: nothing passes but case, white space, punctuation, order and one plain slip.
 */
export function createSpelling(textNow: () => string, isStrict = false) {
	const known = new Map<string, string[][]>();
	let used: Set<string> | undefined;
	const parts = (text: string) => {
		const found = known.get(text) ?? partsOf(text, isStrict);
		known.set(text, found);
		return found;
	};
	const isStillUsed = (word: string) => (used ??= new Set(partsOf(textNow()).flat())).has(word);
	const isTypo = (was: string, is: string) =>
		isSlip(was, is, isStrict) && !isNumber(was) && !isNumber(is) && !isStillUsed(was) && !(isPlace(was) && isPlace(is));

	function alike(before: string[], now: string[]): boolean {
		const other = before.filter((word, at) => word !== now[at]);
		return (
			before.length === now.length &&
			other.length <= (isStrict ? 1 : Math.max(1, now.length / 5)) &&
			before.every((word, at) => word === now[at] || isTypo(word, now[at]!))
		);
	}
	const sorted = (all: string[][]) => all.toSorted((a, b) => (`${a}` < `${b}` ? -1 : 1)).flat();
	function same(was = "", is = ""): boolean {
		if (was === is || keyOf(was) === keyOf(is) || listKey(was) === listKey(is)) return true;
		const [before, now] = [parts(was), parts(is)];
		return alike(before.flat(), now.flat()) || alike(sorted(before), sorted(now));
	}
	return {
		words: (text: string) => parts(text).flat(),
		/** Whether they say the same; where there is none, nothing is said. */
		same,
		samePlace: (was = "", is = "") => (isStrict ? same(was, is) : same(placeOf(was), placeOf(is))),
	};
}
