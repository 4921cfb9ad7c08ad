import type { Config } from "../../types/config.ts";
import { checkConfig, type Finding } from "../config/check.ts";
import { checkedMark } from "../config/checked.ts";
import { settle } from "../config/settle.ts";
import { nearestKey } from "../core/messages.ts";
import { missingIn } from "../records/statement-missing.ts";
import { checkClaims } from "./check-claims.ts";
import { checkGoogleTypes } from "./check-google.ts";
import { checkPage } from "./check-page.ts";
import { checkLink, checkRules } from "./check-rules.ts";
import { checkTexts } from "./check-texts.ts";
import { configsIn, type FoundConfig } from "./pages.ts";
import { type Given, Misuse, print, say, type Verb } from "./verb.ts";

const help = `yoursay check FILE… [--json | --mark]

Checks configurations in JSON files, and HTML pages: their script tag, the
configuration in them, and what they mark for it. FILE may be - for standard
input. It looks at the shape and the keys of the configuration, what visitors
would miss, where your own rules ask less than the table of rules does, what a
claimed exemption comes to, what a receipt by ISO/IEC TS 27560 would lack, and
on a page what would run or load without being asked, or before Google's tags
have heard what is denied. That nothing is found says only that nothing of this
was found: whether what is written there is true and lawful, nobody can read
from it.

  --json   findings as JSON on standard output: [{file, path, what, remedy}]
  --mark   for each configuration that would be taken, what the tag's
           data-checked may say, so that first visitors fetch 0.9 kB less;
           write it anew after each change and each new version

One finding a line on standard error: file, path, what it is and what to do.
`;

const checked =
	"shape, keys, what visitors would miss, rules by region, what a receipt by ISO/IEC TS 27560 would lack; on pages also tags and marks";

async function run({ positionals, values }: Given): Promise<number> {
	if (!positionals.length) throw new Misuse("Give a file, or several.");
	const all: (Finding & { file: string })[] = [];
	for (const file of positionals) {
		const configs = await configsIn(file);
		if (!configs.length) {
			const remedy = "Put the tag into its head, before everything that it should hold back";
			all.push({ file, path: "", what: "This page has no tag of yoursay.js", remedy });
		}
		for (const each of configs) {
			const { found, mark } = await check(each);
			all.push(...found.map((finding) => ({ file, ...finding })));
			if (values.mark && mark) process.stdout.write(`data-checked="${mark}"\n`);
		}
	}
	for (const { file, path, what, remedy } of all) {
		say(`${[file, path].filter(Boolean).join(": ")}: ${what}. ${remedy}${/[.?!]$/.test(remedy) ? "" : "."}`);
	}
	if (values.json) print(all);
	const files = `${positionals.length} ${positionals.length === 1 ? "file" : "files"}`;
	say(`${files} checked (${checked}): ${all.length || "no"} ${all.length === 1 ? "finding" : "findings"}.`);
	return all.length ? 1 : 0;
}

/** What is wrong with it, and, where it would be taken and is whole, its mark. */
async function check({ config, fetched, page, checked }: FoundConfig): Promise<{ found: Finding[]; mark?: string }> {
	if (fetched) {
		const found = page ? checkPage(page, undefined) : [];
		const what = `The rest of the configuration is fetched from ${fetched}, which is not looked at here`;
		return { found: [...found, { path: "data-config", what, remedy: "Check that file as well" }] };
	}
	const found = await checkConfig(config, nearestKey);
	const isRefused = found.some(({ what }) => /^This is refused|^A known key/.test(what));
	const settings = isRefused ? undefined : settle(config as Config);
	if (settings) {
		const named = new Set(found.map(({ path }) => path));
		const missing = missingIn(settings)
			.map((path) => placeOf(path, config as Config))
			.filter((path) => !named.has(path))
			.map((path) => ({ path, what: "A receipt by ISO/IEC TS 27560 would lack this", remedy: "Add it" }));
		const now = Date.now();
		const rules = [...checkRules(settings, now), ...checkClaims(settings, config as Config, now)].map((finding) => ({
			...finding,
			path: placeOf(finding.path, config as Config),
		}));
		found.push(...missing, ...rules, ...checkLink(settings, isLabelled(page)), ...checkGoogleTypes(settings));
		found.push(...(await checkTexts(settings)));
	}
	found.push(...(page ? checkPage(page, settings) : []));
	const mark = settings && checkedMark(config);
	if (mark && checked !== undefined && checked !== mark)
		found.push({
			path: "data-checked",
			what: "This is not the mark of this configuration under this version, so every first visitor fetches 0.9 kB more",
			remedy: `Write data-checked="${mark}"`,
		});
	return { found, ...(mark && { mark }) };
}

const isLabelled = (page: FoundConfig["page"]) =>
	!!page?.elements.some(({ attributes }) => "data-yoursay-label" in attributes);

/** `purposes[analytics].data` as a place in what the owner wrote, where they wrote that purpose. */
function placeOf(path: string, { purposes = [] }: Config): string {
	const [, id, vendorId, key] = /^purposes\[([^\]]+)\](?:\.vendors\[([^\]]+)\])?\.(\w+)$/.exec(path) ?? [];
	const at = purposes.findIndex((each) => (typeof each === "string" ? each : each.id) === id);
	const purpose = purposes[at];
	if (!id || purpose === undefined) return path;
	const place =
		typeof purpose === "object" ? purpose.vendors?.findIndex((vendor) => vendor.id === vendorId) : undefined;
	return `purposes[${at}]${vendorId === undefined ? "" : `.vendors[${place}]`}.${key}`;
}

export const verb: Verb = { help, options: { json: { type: "boolean" }, mark: { type: "boolean" } }, run };
