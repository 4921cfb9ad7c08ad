/** The verbs of the command, each with its own help. */
import { verb as check } from "../../src/cli/check.ts";
import { verb as collector } from "../../src/cli/collector.ts";
import { verb as gpc } from "../../src/cli/gpc.ts";
import { verb as importing } from "../../src/cli/import.ts";
import { verb as notices } from "../../src/cli/notices.ts";
import { verb as report } from "../../src/cli/report.ts";
import { verb as schema } from "../../src/cli/schema.ts";
import type { Verb } from "../../src/cli/verb.ts";
import { verb as verify } from "../../src/cli/verify.ts";

export const verbs: Record<string, Verb> = {
	check,
	import: importing,
	notices,
	verify,
	collector,
	report,
	gpc,
	schema,
};

export const commandHelp = () =>
	Object.entries(verbs)
		.map(([name, { help }]) => `### ${name}\n\n\`\`\`text\n${help.trim()}\n\`\`\``)
		.join("\n\n");
