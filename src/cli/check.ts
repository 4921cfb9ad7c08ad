import type { Config, Settings } from "../../types/config.ts";
import type { Policy } from "../../types/policy.ts";
import { checkConfig, purposesIn } from "../config/check.ts";
import { checkedMark } from "../config/checked.ts";
import { type Finding, findings } from "../config/findings.ts";
import { settle } from "../config/settle.ts";
import { nearestKey } from "../core/messages.ts";
import { fingerprints } from "../policy/fingerprint.ts";
import { isPolicy } from "../policy/guard.ts";
import { withoutPlaceholders } from "../policy/placeholder.ts";
import { missingIn } from "../records/statement-missing.ts";
import { checkClaims } from "./check-claims.ts";
import { type GivenFile, type GivenPolicy, isSameFile, readGiven } from "./check-files.ts";
import { listLanguages, reviewOf } from "./check-languages.ts";
import { withLines } from "./check-lines.ts";
import { checkPage } from "./check-page.ts";
import { type Checked, checkPolicies } from "./check-policies.ts";
import type { Law } from "./check-policy-essentials.ts";
import { fileAt, policyOf } from "./check-policy-find.ts";
import { checkLink, checkRules } from "./check-rules.ts";
import { checkTexts } from "./check-texts.ts";
import { checkIntegrations } from "./check-vendors.ts";
import type { FoundConfig } from "./pages.ts";
import { type Given, Misuse, print, say, type Verb } from "./verb.ts";

const help = `yoursay check FILE… [--json | --mark | --fingerprint]
yoursay check --codes | --languages

Checks configurations in JSON files, HTML pages (their script tag, the
configuration in them, and what they mark for it), and policies: documents in
JSON, or texts in .md, .txt and .html. FILE may be - for standard input.

Of a configuration: its shape and keys, what visitors would miss, where your own
rules ask less than the table of rules does, what a claimed exemption comes to,
what a receipt by ISO/IEC TS 27560 would lack; on a page what would run or load
without being asked, or before tags of vendors have heard what is denied.

Of a policy: what is still to be filled in, its shape, what the laws that it
speaks of want said, dates that cannot be, links and sections that there are
not. Words are understood in English. Beside its configuration, which finds it
at its address or as another FILE: vendors and recipients that only one of the
two names, and cookies that outlast what the policy keeps.

That nothing is found says only that nothing of this was found: whether what is
written there is true and lawful, nobody can read from it.

  --json   findings as JSON on standard output:
           [{file, line, column, path, code, what, remedy}]
  --codes  every code that a finding can have, why it matters, what mends it
  --languages
           every language that has words, who has read them, and the text of law
           that its legal words follow
  --mark   for each configuration that would be taken, what the tag's
           data-checked may say, so that first visitors fetch 1.2 kB less;
           write it anew after each change and each new version
  --fingerprint
           for each policy document that pages would show: one of the whole, and
           one of what matters to visitors (what is collected, used, passed on,
           transferred, kept), base64url SHA-256 over the RFC 8785 form

One finding a line on standard error: file and line, path, what it is, what to
do, and its code.
`;

const ofConfigs =
	"shape, keys, what visitors would miss, rules by region, what a receipt by ISO/IEC TS 27560 would lack; on pages also tags and marks";
const ofPolicies = "in policies what is to be filled in, shape, dates, links";
const ofLaws: Record<Law, string> = {
	gdpr: "what GDPR Articles 13 and 14 want said",
	ccpa: "what California's Civ. Code 1798.130 and 11 CCR 7011 want said",
};

type Placed = Finding & { file: string };

async function run({ positionals, values }: Given): Promise<number> {
	if (values.codes) return listCodes();
	if (values.languages) {
		await listLanguages();
		return 0;
	}
	if (!positionals.length) throw new Misuse("Give a file, or several.");
	const files: GivenFile[] = [];
	for (const file of new Set(positionals)) files.push(await readGiven(file));
	const given = files.flatMap(({ policy }) => policy ?? []);
	const isPair = given.length === 1 && files.length === 2;
	const all: Placed[] = [];
	const put = (file: string, found: Finding[]) => {
		for (const finding of found) all.push({ file, ...finding });
	};
	const checked: Checked[] = [];
	for (const { file, configs, policy } of files) {
		const remedy = "Put the tag into its head, before everything that it should hold back";
		if (!configs.length && !policy)
			put(file, [{ code: "tag-missing", path: "", what: "This page has no tag of yoursay.js", remedy }]);
		for (const config of configs) {
			const { found, settings, mark } = await check(config);
			const belonging = settings ? await policyOf(file, config, given, isPair) : { found: [] };
			const rest = config.fetched ? await fileAt(config.fetched, file) : undefined;
			const isGiven = rest !== undefined && files.some((each) => isSameFile(each.file, rest));
			const open = isGiven ? found.filter(({ code }) => code !== "config-elsewhere") : found;
			put(file, withLines([...open, ...belonging.found], config.json, config.from));
			checked.push({ file, config, ...(settings && { settings }), ...("policy" in belonging && belonging) });
			if (values.mark && mark) process.stdout.write(`data-checked="${mark}"\n`);
		}
	}
	const { laws, files: own, policies } = checkPolicies(given, checked, put);
	if (values.fingerprint) await printFingerprints(given);
	for (const { file, line, column, path, what, remedy, code } of all) {
		const place = [file, line, column].filter((each) => each !== undefined).join(":");
		const end = /[.?!]$/.test(remedy) ? "" : ".";
		say(`${[place, path].filter(Boolean).join(": ")}: ${what}. ${remedy}${end} [${code}]`);
	}
	if (values.json) print(all);
	const total = files.length + own - given.length;
	const done = [
		...(checked.length || !policies ? [ofConfigs] : []),
		...(policies ? [ofPolicies, ...laws.map((law) => ofLaws[law])] : []),
	];
	if (policies && !laws.length) done.push("of laws nothing, because the policy speaks of none and no region is set");
	const settled = checked.flatMap(({ settings }) => settings ?? []);
	if (settled.length) say(await reviewOf(settled));
	const names = `${total} ${total === 1 ? "file" : "files"}`;
	say(`${names} checked (${done.join("; ")}): ${all.length || "no"} ${all.length === 1 ? "finding" : "findings"}.`);
	return all.length ? 1 : 0;
}

async function printFingerprints(given: GivenPolicy[]): Promise<void> {
	for (const { file, policy, source } of given) {
		const shown = source ? undefined : withoutPlaceholders(policy, "");
		if (!isPolicy(shown)) continue;
		const { whole, material } = await fingerprints(shown as Policy);
		process.stdout.write(`${file} whole=${whole} material=${material}\n`);
	}
}

function listCodes(): number {
	for (const [code, { why, remedy }] of Object.entries(findings)) process.stdout.write(`${code}: ${why}. ${remedy}.\n`);
	return 0;
}

/** What is wrong with it, and, where it would be taken and is whole, its mark. */
async function check({
	config,
	fetched,
	page,
	checked,
}: FoundConfig): Promise<{ found: Finding[]; settings?: Settings; mark?: string }> {
	if (fetched) {
		const found = page ? checkPage(page, undefined) : [];
		const what = `The rest of the configuration is fetched from ${fetched}, which is not looked at here`;
		const place = { path: "data-config", ...(page && { line: page.tag.line }) };
		return { found: [...found, { code: "config-elsewhere", ...place, what, remedy: "Check that file as well" }] };
	}
	const found = await checkConfig(config, nearestKey);
	const isRefused = found.some(({ code }) => code === "refused" || code === "key-misplaced");
	const settings = isRefused ? undefined : settle(config as Config);
	if (settings) {
		const named = new Set(found.map(({ path }) => path));
		const missing = missingIn(settings)
			.map((path) => placeOf(path, config as Config))
			.filter((path) => !named.has(path))
			.map((path): Finding => {
				const what = "A receipt by ISO/IEC TS 27560 would lack this";
				return { code: "receipt-lacking", path, what, remedy: "Add it" };
			});
		const now = Date.now();
		const rules = [...checkRules(settings, now), ...checkClaims(settings, purposesIn(config as Config), now)].map(
			(finding) => ({
				...finding,
				path: placeOf(finding.path, config as Config),
			}),
		);
		found.push(...missing, ...rules, ...checkLink(settings, isLabelled(page)), ...checkIntegrations(settings));
		found.push(...(await checkTexts(settings)));
	}
	found.push(...(page ? checkPage(page, settings) : []));
	const mark = settings && checkedMark(config);
	if (mark && checked !== undefined && checked !== mark)
		found.push({
			code: "mark-stale",
			path: "data-checked",
			...(page && { line: page.tag.line }),
			what: "This is not the mark of this configuration under this version, so every first visitor fetches 1.2 kB more",
			remedy: `Write data-checked="${mark}"`,
		});
	return { found, ...(settings && { settings }), ...(mark && { mark }) };
}

const isLabelled = (page: FoundConfig["page"]) =>
	!!page?.elements.some(({ attributes }) => "data-yoursay-label" in attributes);

/** `purposes[analytics].data` as a place in what the owner wrote, where they wrote that purpose. */
function placeOf(path: string, config: Config): string {
	const [, id, vendorId, key] = /^purposes\[([^\]]+)\](?:\.vendors\[([^\]]+)\])?\.(\w+)$/.exec(path) ?? [];
	const written = purposesIn(config).find(({ purpose }) => purpose.id === id);
	if (!written) return path;
	const place = written.purpose.vendors?.findIndex((vendor) => vendor.id === vendorId);
	return `${written.path}${vendorId === undefined ? "" : `.vendors[${place}]`}.${key}`;
}

export const verb: Verb = {
	help,
	options: {
		json: { type: "boolean" },
		mark: { type: "boolean" },
		codes: { type: "boolean" },
		languages: { type: "boolean" },
		fingerprint: { type: "boolean" },
	},
	run,
};
