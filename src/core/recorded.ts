import type { Settings } from "../../types/config.ts";

/** Settings as records keep them: of a policy no more than its address and its date, for a document may be long. */
export function recorded(settings: Settings): Settings {
	const { policy } = settings;
	if (typeof policy !== "object") return settings;
	const { url, lastUpdated = "[]" } = policy;
	// What is still to be filled in names no version.
	return { ...settings, policy: { url, ...(lastUpdated.includes("[") ? {} : { lastUpdated }) } };
}
