#!/usr/bin/env node
/** The command: reads which verb is meant, and hands over. */
import { parseArgs } from "node:util";
import { Misuse, say, type Verb } from "./verb.ts";

declare const __VERSION__: string;

const verbs: Record<string, () => Promise<{ verb: Verb }>> = {
	check: () => import("./check.ts"),
	import: () => import("./import.ts"),
	notices: () => import("./notices.ts"),
	verify: () => import("./verify.ts"),
	collector: () => import("./collector.ts"),
	report: () => import("./report.ts"),
	gpc: () => import("./gpc.ts"),
	schema: () => import("./schema.ts"),
};

const help = `yoursay VERB …

  check FILE…        what a configuration, a page or a policy has wrong or lacks
  import POLICY      an existing policy text as a policy document
  notices CONFIG     the words behind each hash that a record can carry
  verify RECEIPT     whether a receipt agrees with itself and was signed
  collector          serves the endpoint that keeps records
  report URL         what a collector has kept, in counts
  gpc                the well-known file of Global Privacy Control, for your site
  schema KIND        the JSON Schema of a configuration or a policy, for editors

yoursay VERB --help says more. Exit code: 0 clean, 1 findings, 2 misuse.
`;

async function main([name, ...rest]: string[]): Promise<number> {
	if (name === "--version") return show(`${__VERSION__}\n`);
	if (name === undefined || name === "--help" || name === "-h") {
		if (name) return show(help);
		process.stderr.write(help);
		return 2;
	}
	if (!Object.hasOwn(verbs, name)) throw new Misuse(`There is no verb ${JSON.stringify(name)}.`);
	const { verb } = await verbs[name]!();
	const options = { ...verb.options, help: { type: "boolean" as const, short: "h" } };
	const given = parse(name, () => parseArgs({ args: withHashes(rest), options, allowPositionals: true }));
	if (given.values.help) return show(verb.help);
	return verb.run({ positionals: given.positionals, values: given.values });
}

/** A hash may begin with a `-`: those go to the end, behind the `--` after which nothing is an option. */
function withHashes(args: string[]): string[] {
	const isHash = (arg: string) => /^-[\w-]{42}$/.test(arg);
	if (args.includes("--") || !args.some(isHash)) return args;
	return [...args.filter((arg) => !isHash(arg)), "--", ...args.filter(isHash)];
}

function show(text: string): number {
	process.stdout.write(text);
	return 0;
}

function parse<Result>(name: string, work: () => Result): Result {
	try {
		return work();
	} catch (error) {
		throw new Misuse(`${(error as Error).message} \`yoursay ${name} --help\` lists what it takes.`);
	}
}

// Whoever reads only the first lines closes the pipe; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code !== "EPIPE") throw error;
});
process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
	say(
		`yoursay: ${error instanceof Misuse ? error.message : error instanceof Error ? (error.stack ?? error.message) : error}`,
	);
	return 2;
});
