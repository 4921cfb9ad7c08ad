/** A language's name for itself, as it stands alone: "Français", "日本語". */
export function autonym(language: string): string {
	const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
	return name[0]!.toLocaleUpperCase(language) + name.slice(1);
}
