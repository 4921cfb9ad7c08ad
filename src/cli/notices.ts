import type { Config } from "../../types/config.ts";
import { explain } from "../config/explain.ts";
import { isValid } from "../config/integrations.ts";
import { settle } from "../config/settle.ts";
import { canonical, digest } from "../core/canonical.ts";
import { recorded } from "../core/recorded.ts";
import { noticesOf } from "../policy/notice.ts";
import { languages, wordsOf } from "./locales.ts";
import { configsIn } from "./pages.ts";
import { call, ownerOf } from "./read.ts";
import { type Given, Misuse, only, print, say, textOf, type Verb } from "./verb.ts";

const help = `yoursay notices CONFIG [--language en]… [--host shop.example] [--put URL]

Prints every set of words that a configuration can put before a visitor when
they choose, one JSON object a line: {textHash, shown}; and the configuration
with its defaults filled in: {configHash, config}. They are what a record's
hashes stand for. CONFIG is a JSON file, or an HTML page with the script tag.

  --language LANGUAGE  one language; may be repeated    [all of them]
  --host HOST          the page's host, where the configuration names neither
                       controller nor site
  --put URL            also hands each to the collector at this address, with
                       the owner's token from the environment: YOURSAY_TOKEN

Where more than six purposes are optional, "one thing is new" is made for each
single one of them, not for each combination.
`;

interface Entry {
	hash: string;
	body: object;
	line: object;
}

async function run(given: Given): Promise<number> {
	const settings = settle(await configFrom(only(given, "a configuration")));
	const host = textOf(given, "host");
	if (!host && !settings.site?.controller?.name && !settings.site?.name) {
		throw new Misuse("The words name the page's host, because the configuration names no controller: give --host.");
	}
	const entries: Entry[] = [];
	for (const language of (given.values.language as string[] | undefined) ?? languages) {
		for (const shown of noticesOf(settings, await wordsOf(language), language, host)) {
			const hash = await digest(canonical(shown));
			entries.push({ hash, body: shown, line: { textHash: hash, shown } });
		}
	}
	const config = JSON.parse(JSON.stringify(recorded(settings)));
	const hash = await digest(canonical(config));
	entries.push({ hash, body: config, line: { configHash: hash, config } });
	for (const { line } of entries) print(line);
	const to = textOf(given, "put");
	return to === undefined ? 0 : put(entries, to);
}

async function configFrom(file: string): Promise<Config> {
	const [found, more] = await configsIn(file);
	if (!found || more) throw new Misuse(`${file} has ${found ? "more than one" : "no"} tag of yoursay.js.`);
	if (found.fetched) {
		throw new Misuse(`${file} fetches its configuration from ${found.fetched}: put all of it into one JSON file.`);
	}
	if (!isValid(found.config, (path) => say(`${file}: ${path}: this key is not known and has no effect.`))) {
		throw new Misuse(`${file} is refused:\n${explain(found.config)}`);
	}
	return found.config;
}

/** In so many languages there are thousands of notices. */
const atOnce = 8;

async function put(entries: Entry[], address: string): Promise<number> {
	const { base, headers } = ownerOf(address);
	let fresh = 0;
	let refused = 0;
	const send = async ({ hash, body }: Entry) => {
		const response = await call(`${base}/notices/${hash}`, {
			method: "PUT",
			headers: { ...headers, "content-type": "application/json" },
			body: canonical(body),
		});
		if (response.status === 201) fresh++;
		if (response.ok) return;
		refused++;
		const problem = (await response.json().catch(() => null)) as { detail?: unknown } | null;
		say(`${hash}: refused with status ${response.status}${problem?.detail ? `: ${String(problem.detail)}` : ""}`);
	};
	// The first alone: a wrong address gets one request.
	for (let at = 0, next = 1; at < entries.length; at = next, next += atOnce)
		await Promise.all(entries.slice(at, next).map(send));
	say(`${fresh} new, ${entries.length - fresh - refused} kept already, ${refused} refused.`);
	return refused ? 1 : 0;
}

export const verb: Verb = {
	help,
	options: {
		language: { type: "string", multiple: true },
		host: { type: "string" },
		put: { type: "string" },
	},
	run,
};
