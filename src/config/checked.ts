import type { Config } from "../../types/config.ts";
import { PrivacyError } from "../core/errors.ts";
import { isValid } from "./integrations.ts";
import { checkMark } from "./settle.ts";
import { fromTag, merge } from "./tag.ts";

/**
 * The value of the tag's `data-checked` for a configuration: it says that this version's guard has let it pass, so that
 * no first visitor's browser has to fetch the guard (1.2 kB). Of a changed configuration, or under another version, the
 * old value has no effect. The region may differ.
 * @param dataset the tag's own `data-*`, by their names in `dataset`
 * @throws PrivacyError `config-invalid` where the configuration would be refused; `yoursay check` says why
 */
export function checkedMark(config: unknown, dataset: Record<string, string> = {}): string {
	const merged = merge(fromTag(dataset), config);
	if (!isValid(merged, () => {}))
		throw new PrivacyError("config-invalid", "checkedMark", "The configuration was refused; `yoursay check` says why.");
	return checkMark(merged as Config);
}
