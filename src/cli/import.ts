import type { PolicyReport } from "../../types/policy-report.ts";
import { importPolicy, type SourceKind } from "../policy/import/import.ts";
import { ImportRefused, MAX_SOURCE } from "../policy/import/refusal.ts";
import { readBounded } from "./read.ts";
import { type Given, Misuse, only, print, say, textOf, type Verb } from "./verb.ts";

const help = `yoursay import POLICY [--kind markdown|html|text]

Brings an existing privacy policy into the form of a policy document. POLICY is
a .md, .html or .txt file in UTF-8, or - for standard input. Headings are
understood in English; of other languages nearly all is kept as sections.

  --kind KIND   what the text is written in, where its name does not say

The document goes to standard output as JSON, and to standard error what became
of each line. Every text in it is an excerpt of yours; what has no place of its
own is kept in its section, and what is still to be filled in is left out and
named. Read the document before you publish it: an import understands words,
not what you do.

Exit code: 0 where everything plain has its place, 1 where something is still to
be filled in or needs a look, 2 where nothing could be imported.
`;

const kinds: Record<string, SourceKind> = {
	md: "markdown",
	markdown: "markdown",
	html: "html",
	htm: "html",
	text: "text",
	txt: "text",
};

async function run(given: Given): Promise<number> {
	const file = only(given, "a policy");
	const kind = kindOf(file, textOf(given, "kind"));
	// A character takes four bytes at most.
	const source = await readBounded(file, 4 * MAX_SOURCE);
	try {
		const { policy, report } = importPolicy(source, kind);
		print(policy);
		for (const line of linesOf(report, file)) say(line);
		return report.placeholders.length || report.unplaced.length ? 1 : 0;
	} catch (error) {
		if (error instanceof ImportRefused) throw new Misuse(`${file} cannot be imported. ${error.message}`);
		throw error;
	}
}

function kindOf(file: string, given: string | undefined): SourceKind {
	const [, ending = ""] = /\.([a-z]+)$/i.exec(file) ?? [];
	const name = given ?? ending.toLowerCase();
	const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
	if (kind) return kind;
	throw new Misuse(
		given === undefined
			? `Say with --kind what ${file === "-" ? "standard input" : file} is written in: markdown, html or text.`
			: `--kind is markdown, html or text, not ${JSON.stringify(given)}.`,
	);
}

function linesOf({ lines, entries, placeholders, unplaced }: PolicyReport, file: string): string[] {
	const range = (from: number, to: number) => (from === to ? `line ${from}` : `lines ${from}-${to}`);
	const count = (what: string) =>
		entries.filter((entry) => entry.what === what).reduce((sum, { from, to }) => sum + to - from + 1, 0);
	return [
		...entries
			.filter(({ what }) => what !== "blank")
			.map(
				({ from, to, what, places }) => `${range(from, to)}: ${[what, places.join(", ")].filter(Boolean).join(" ")}`,
			),
		...placeholders.map(({ line, column, text }) => `${file}:${line}:${column}: still to be filled in: ${text}`),
		...unplaced.map(({ from, to, text }) => `${file}:${range(from, to)}: kept in a section only: ${text}`),
		`${lines} lines: ${count("placed")} placed, ${count("kept")} kept in sections, ${count("placeholder")} with something to be filled in; ${unplaced.length} ${unplaced.length === 1 ? "place needs" : "places need"} a look.`,
	];
}

export const verb: Verb = { help, options: { kind: { type: "string" } }, run };
