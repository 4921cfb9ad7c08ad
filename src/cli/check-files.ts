import { resolve } from "node:path";
import type { Finding } from "../config/findings.ts";
import { importPolicy, type SourceKind } from "../policy/import/import.ts";
import { ImportRefused } from "../policy/import/refusal.ts";
import { withLines } from "./check-lines.ts";
import { configsOf, type FoundConfig, isPage, MAX_FILE } from "./pages.ts";
import { parseJson, readBounded } from "./read.ts";
import { Misuse } from "./verb.ts";

/** A policy as it is given: a document, or what was read out of a text. */
export interface GivenPolicy {
	file: string;
	policy: unknown;
	/** Where it stands in its file: empty, or `policy` of a configuration. */
	at: string;
	/** Of a text: the text itself. */
	source?: { text: string; kind: SourceKind };
	/** Findings by their paths in the policy, as findings of the file, with their lines. */
	locate(found: Finding[]): Finding[];
}

export interface GivenFile {
	file: string;
	configs: FoundConfig[];
	policy?: GivenPolicy;
}

/** Keys that only a configuration has. */
const ofConfigs =
	/^(?:site|policy|endpoint|region|regime|rules|languages|layout|position|theme|trigger|integrations|storage|onWithdraw|doNotTrack|minimumAge|revision)$/;

/** Whether it is meant as a policy document: a configuration has no version. */
const isDocument = (value: unknown): boolean =>
	typeof value === "object" &&
	value !== null &&
	Object.hasOwn(value, "version") &&
	!Object.keys(value).some((key) => ofConfigs.test(key));

const kinds: [SourceKind, RegExp][] = [
	["markdown", /\.(?:md|markdown)$/i],
	["text", /\.(?:txt|text)$/i],
];

/**
 * What is in a file: configurations, or a policy.
 * @throws Misuse where it cannot be read
 */
export async function readGiven(file: string): Promise<GivenFile> {
	const text = await readBounded(file, MAX_FILE);
	const kind = kinds.find(([, ending]) => ending.test(file))?.[0];
	if (kind) return { file, configs: [], policy: policyText(file, text, kind) };
	if (isPage(file, text)) {
		const configs = configsOf(text, file);
		if (configs.length || !isPolicyPage(text)) return { file, configs };
		return { file, configs, policy: policyText(file, text, "html") };
	}
	const json = parseJson(text, file);
	if (isDocument(json)) return { file, configs: [], policy: policyDocument(file, json, text) };
	return { file, configs: [{ config: json, json: text, from: 1 }] };
}

/** A page that lost its tag is no policy; one that calls itself one is. */
const isPolicyPage = (html: string) =>
	/<(title|h1)\b[^>]{0,500}>[^<]{0,300}\b(?:privacy|data protection|cookie policy|datenschutz\p{L}*|confidentialit\p{L}|privacidad|integritetspolicy|privacyverklaring)/iu.test(
		html,
	);

/** A policy document in a JSON text. */
export const policyDocument = (file: string, policy: unknown, json: string): GivenPolicy => ({
	file,
	policy,
	at: "",
	locate: (found) => withLines(found, json),
});

/** The document that stands in a configuration itself. */
export const policyWithin = (file: string, { config, json, from }: FoundConfig): GivenPolicy => ({
	file,
	policy: (config as { policy: unknown }).policy,
	at: "policy",
	locate: (found) =>
		withLines(
			found.map((finding) => ({ ...finding, path: finding.path ? `policy.${finding.path}` : "policy" })),
			json,
			from,
		),
});

function policyText(file: string, text: string, kind: SourceKind): GivenPolicy {
	try {
		const { policy, report } = importPolicy(text, kind);
		const isAt = (path: string, place: string) =>
			path === place || path.startsWith(`${place}.`) || place.startsWith(`${path}[`);
		const lineOf = (path: string) =>
			path ? report.entries.find(({ places }) => places.some((place) => isAt(path, place)))?.from : undefined;
		const locate = (found: Finding[]) =>
			found.map((finding) => {
				const line = finding.line ?? lineOf(finding.path);
				return line === undefined ? finding : { ...finding, line };
			});
		return { file, policy, at: "", source: { text, kind }, locate };
	} catch (error) {
		if (error instanceof ImportRefused) throw new Misuse(`${file} cannot be read as a policy. ${error.message}`);
		throw error;
	}
}

/** Whether two names are of one file. */
export const isSameFile = (one: string, other: string) => one !== "-" && resolve(one) === resolve(other);
