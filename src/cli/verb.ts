import type { ParseArgsConfig } from "node:util";

/** What one verb of the command is. */
export interface Verb {
	/** All of `--help`, its first line `yoursay VERB …`. */
	help: string;
	options: NonNullable<ParseArgsConfig["options"]>;
	/**
	 * Data goes to `process.stdout`, messages to `process.stderr`.
	 * @returns the exit code: 0 clean, 1 findings
	 * @throws Misuse for everything else that ends in 2
	 */
	run(given: Given): Promise<number>;
}

export interface Given {
	positionals: string[];
	values: { [option: string]: string | boolean | (string | boolean)[] | undefined };
}

/** The verb was called wrongly, or what it was given cannot be used: exit code 2. */
export class Misuse extends Error {
	override readonly name = "Misuse";
}

/** Text of others could hold what a terminal obeys. */
export const plain = (text: string) => text.replace(/(?![\n\t])\p{Cc}/gu, "\ufffd");

export const say = (line: string) => void process.stderr.write(`${plain(line)}\n`);
export const print = (data: unknown) => void process.stdout.write(`${JSON.stringify(data)}\n`);

/** The one argument that a verb takes. */
export function only({ positionals }: Given, name: string): string {
	const [first, second] = positionals;
	if (first === undefined) throw new Misuse(`Give ${name}.`);
	if (second !== undefined) throw new Misuse(`Give ${name} and nothing more, not ${positionals.length} arguments.`);
	return first;
}

/** An option that is a text, where it was given. */
export function textOf({ values }: Given, name: string): string | undefined {
	const value = values[name];
	return typeof value === "string" ? value : undefined;
}
