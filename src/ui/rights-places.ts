import { countryName } from "../policy/words.ts";
import { element } from "./dom.ts";
import type { Form } from "./rights-form.ts";

/** Codes that name no country, or more than one: unions, outlying parts, and those for private use. */
const noCountry = /^(A[CN]|C[PQ]|DG|E[AUZ]|IC|QO|TA|UN|X[AB]|ZZ)$/;
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** ISO 3166-1 codes that the browser has a name for; those that were replaced by another are left out. */
const countries = (language: string): string[] =>
	letters
		.flatMap((first) => letters.map((second) => first + second))
		.filter(
			(code) =>
				!noCountry.test(code) &&
				countryName(language, code) !== code &&
				Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
		);

/** Every country and, where they have laws of their own, its states; in the order of the reader's alphabet. */
export function placeOptions({ stage: { language }, texts }: Form): HTMLElement[] {
	const { compare } = new Intl.Collator(language);
	const option = (value: string, label: string) => element("option", "", { value }, label);
	const sorted = (named: [code: string, name: string][]) => named.sort(([, a], [, b]) => compare(a, b));
	const places = Object.entries(texts.places);
	const all = sorted(countries(language).map((code) => [code, countryName(language, code)])).map(([code, name]) => {
		const states = sorted(places.filter(([state]) => state.startsWith(`${code}-`)));
		return states[0]
			? element("optgroup", "", { label: name }, option(code, name), ...states.map((each) => option(...each)))
			: option(code, name);
	});
	return [option("", texts.rights.choosePlace), ...all];
}
