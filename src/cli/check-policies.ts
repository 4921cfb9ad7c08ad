import type { Config, Purpose, Settings } from "../../types/config.ts";
import { purposesIn } from "../config/check.ts";
import type { Finding } from "../config/findings.ts";
import type { GivenPolicy } from "./check-files.ts";
import { withLines } from "./check-lines.ts";
import { checkPolicy } from "./check-policy.ts";
import { compare } from "./check-policy-config.ts";
import type { Law } from "./check-policy-essentials.ts";
import type { FoundConfig } from "./pages.ts";

/** A configuration with what was found in it, and the policy that belongs to it. */
export interface Checked {
	file: string;
	config: FoundConfig;
	settings?: Settings;
	policy?: GivenPolicy;
}

/**
 * Checks each policy once, and beside each configuration that it belongs to.
 * @returns the laws whose wants were looked for, how many policies there were, and how many of them in files of their own
 */
export function checkPolicies(given: GivenPolicy[], checked: Checked[], put: (file: string, found: Finding[]) => void) {
	const isOne = (one: GivenPolicy, other: GivenPolicy) =>
		one === other || (one.file === other.file && !one.at && !other.at);
	const policies: GivenPolicy[] = [...given];
	for (const { policy } of checked)
		if (policy && !policies.some((known) => isOne(known, policy))) policies.push(policy);
	const laws = new Set<Law>();
	for (const each of policies) {
		const pairs = checked.filter(({ policy }) => policy && isOne(policy, each));
		const site = {
			regions: pairs.flatMap(({ settings }) => settings?.region ?? []),
			purposes: pairs.flatMap(({ config }): Purpose[] =>
				purposesIn(config.config as Config).map(({ purpose }) => purpose),
			),
		};
		const { found, policy, words, laws: spoken } = checkPolicy(each, site, Date.now());
		for (const law of spoken) laws.add(law);
		put(each.file, each.locate(found));
		if (!policy) continue;
		for (const { file, config, settings } of pairs) {
			const pair = { config: config.config as Config, settings: settings!, policy, words };
			const compared = compare({ ...pair, isWithin: !!each.at, isText: !!each.source });
			put(file, withLines(compared.config, config.json, config.from));
			put(each.file, each.locate(compared.policy));
		}
	}
	return { laws: [...laws], files: policies.filter(({ at }) => !at).length, policies: policies.length };
}
