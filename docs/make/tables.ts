/** Small pieces of Markdown. */

/** A text in the cell of a table. */
const cell = (text: string) => text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");

export const table = (head: string[], rows: string[][]): string =>
	[head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");

export const code = (text: string) => `\`${text}\``;

/** A sentence as cells have it: without its dot. */
export const phrase = (text: string) => text.replace(/\.$/, "");

/** A default, as code where it is a value. */
export const usually = (text: string) =>
	/^(?:"[^"]*"|true|false|\d+)$/.test(text) ? code(text.replace(/"/g, "")) : text;

/** A comment of the code as `[words, default]`. */
export function wordsAndDefault(comment: string, mark: RegExp): [words: string, usual: string] {
	const [words = "", usual = ""] = comment.split(mark);
	return [words.trim(), usual.trim().replace(/\.$/, "")];
}

/** The members of an interface in a source file, each with its type and comment. */
export function membersOf(source: string, name: string): { key: string; type: string; comment: string }[] {
	const body = new RegExp(`export interface ${name}\\b[^{]*\\{\\n(.*?)\\n\\}`, "s").exec(source)?.[1];
	if (body === undefined) throw new Error(`There is no interface ${name}.`);
	const members = body.matchAll(
		/(?:^\t\/\*\*((?:[^*]|\*(?!\/))*)\*\/\n)?^\t(?:readonly )?(\w+)\??(\(.*\)?: .*|: .*);$/gm,
	);
	return [...members].map(([, comment = "", key, type]) => ({
		key: key!,
		type: type!.replace(/^: /, ""),
		comment: comment
			.replace(/\n\s*\*/g, " ")
			.replace(/\s+/g, " ")
			.trim(),
	}));
}
