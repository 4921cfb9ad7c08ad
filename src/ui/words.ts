import type { Plural } from "../../types/words.ts";

/** The form of a counted text, by the language's own plural rules. */
export function plural(language: string, forms: Plural, count: number): string {
	const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
	return form.replace("{count}", new Intl.NumberFormat(language).format(count));
}

/** A text with its `{name}` placeholders filled in. */
export const fillText = (template: string, values: Record<string, string>): string =>
	template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");

/** A country's name in the reader's language; the code itself where the browser knows none. */
export const countryName = (language: string, code: string): string =>
	new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
