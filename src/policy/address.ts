import type { Settings } from "../../types/config.ts";
import type { Policy } from "../../types/policy.ts";

/** The policy document itself where the configuration has it in it, else its address; nothing where there is only a text. */
export function documentOf(policy: Settings["policy"]): string | Policy | undefined {
	if (typeof policy === "object") return policy.version ? (policy as Policy) : policy.document;
	return /^[^?#]*\.json(?:[?#]|$)/.test(policy ?? "") ? policy : undefined;
}
