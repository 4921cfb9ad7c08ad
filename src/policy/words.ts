import type { TextOverrides } from "../../types/config.ts";
import type { Plural } from "../../types/words.ts";

/** Makes a formatter once for the language in use: to make one takes longer than to use it a hundred times. */
export function perLanguage<Made>(make: (language: string) => Made): (language: string) => Made {
	let last: [language: string, made: Made] | undefined;
	return (language) => {
		if (last?.[0] !== language) last = [language, make(language)];
		return last[1];
	};
}
const pluralRules = perLanguage((language) => new Intl.PluralRules(language));
const numbers = perLanguage((language) => new Intl.NumberFormat(language));
const regions = perLanguage((language) => new Intl.DisplayNames(language, { type: "region" }));

/** A number in the language's own digits. */
export const digits = (language: string, value: number): string => numbers(language).format(value);

/** The form of a counted text, by the language's own plural rules. */
export function plural(language: string, forms: Plural, count: number): string {
	const form = forms[pluralRules(language).select(count)] ?? forms.other;
	return form.replace("{count}", digits(language, count));
}

/** A text with its `{name}` placeholders filled in. */
export const fillText = (template: string, values: Record<string, string>): string =>
	template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");

/** A country's name in the reader's language; the code itself where the browser knows none. */
export const countryName = (language: string, code: string): string => regions(language).of(code) ?? code;

/** The owner's texts over the standard ones: by key, or by key and part where a word has several ("access.title", "vendors.one"). */
export function withOwnTexts<All extends object>(standard: All, own: TextOverrides[string] = {}): All {
	const groups = Object.entries(standard).map(([group, texts]) => {
		const all = { ...texts };
		for (const [key, text] of Object.entries(own[group] ?? {})) {
			const [name, part] = key.split(".") as [string, string?];
			// A text where parts are wanted, or a part of a mere text, has no effect; `yoursay check` names it.
			if (all[name] !== undefined && (typeof all[name] === "object") !== !!part) continue;
			all[name] = part ? { ...all[name], [part]: text } : text;
		}
		return [group, all];
	});
	return Object.fromEntries(groups) as All;
}
