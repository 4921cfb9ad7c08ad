/** Every code that yoursay gives: of its errors, of the collector's, of what `check` finds. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findings } from "../../src/config/findings.ts";
import { root } from "./files.ts";
import { code, phrase, table } from "./tables.ts";

const source = (path: string) => readFileSync(join(root, path), "utf8");

/** A string as it is written in code, without its quotes. */
const read = (literal: string) => literal.slice(1, -1).replace(/\\(.)/g, "$1");

/** The members of a union of strings. */
export const codesOf = (path: string, name: string) =>
	[...new RegExp(`export type ${name} =([^;]*);`).exec(source(path))![1]!.matchAll(/"([\w-]+)"/g)].map(
		([, each]) => each!,
	);

export const errorCodes = codesOf("types/error.ts", "ErrorCode");

/** What is told with each code, and whether as a warning. */
export function errorTable(): string {
	const text = source("src/core/messages.ts");
	const sentences = new Map(
		[...text.matchAll(/^\t"?([\w-]+)"?:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'),$/gm)].map(([, key, said]) => [
			key!,
			read(said!),
		]),
	);
	const warnings = /const warnings[^[]*\[\]? = \[([^\]]*)\]/.exec(text)![1]!;
	return table(
		["code", "level", "what is told"],
		errorCodes.map((each) => {
			const said = sentences.get(each);
			if (!said) throw new Error(`${each} has no sentence.`);
			const words = said.replace(/ ?\{hint\}/, "").replace(/\{(\w+)\}/g, "‹$1›");
			return [code(each), warnings.includes(`"${each}"`) ? "warning" : "error", words];
		}),
	);
}

const ofCollector: Record<string, string> = {
	"folder-in-use": "another process has the folder; end it, or give this one a folder of its own",
	"folder-unusable": "the store in the folder cannot be opened, or `@electric-sql/pglite` is not installed",
	"journal-damaged": "lines of the journal could not be used; they are kept in the file `journal-damaged` to look at",
	"journal-torn":
		"the end of the journal was cut off while it was being written; it was never answered for, and is ignored",
	"mail-failed": "an e-mail could not be handed over; it stays owed and is tried again",
	"option-invalid": "an option has a value that it cannot have; where it is, the message says",
	"store-failed": "the store did not answer, or refused; the caller was told to come again",
};

/** The codes of a `CollectorError`. */
export const collectorErrorTable = () =>
	table(
		["code", "what happened"],
		codesOf("src/collector/errors.ts", "CollectorErrorCode").map((each) => {
			const words = ofCollector[each];
			if (!words) throw new Error(`${each} has no words.`);
			return [code(each), words];
		}),
	);

/** What `yoursay check` can find. */
export const findingTable = () =>
	table(
		["code", "why it matters", "what mends it"],
		Object.entries<{ why: string; remedy: string }>(findings).map(([key, { why, remedy }]) => [
			code(key),
			phrase(why),
			phrase(remedy),
		]),
	);
