/** What is wrong with a configuration, and what it leaves unsaid that somebody will miss. For the command, not the browser. */
import type { Config, PolicyReference, Purpose, Vendor } from "../../types/config.ts";
import type { Finding, FindingCode } from "./findings.ts";
import { isValid } from "./integrations.ts";

/** Purposes that bring their own title and description, in every language. */
const usual = ["necessary", "functional", "analytics", "marketing", "media"];

/**
 * Every reason for which the widget would refuse the configuration, every key it would ignore, and, where it would take
 * it, what is missing for the visitor or the owner. An empty list says that nothing of this was found, and no more; of a
 * refused one, keys that would be ignored are named only as far as it was read.
 * @param nearest the known key that is nearest to the end of a path
 */
export async function checkConfig(config: unknown, nearest: (path: string) => string | undefined): Promise<Finding[]> {
	const { flawsIn } = await import("./explain.ts");
	const refused = flawsIn(config).map(
		(flaw): Finding => ({
			code: "refused",
			...flaw,
			what: "This is refused, and with it the whole configuration: nothing would be allowed and nobody asked",
		}),
	);
	const unknown: string[] = [];
	const isRight = isValid(config, (path) => unknown.push(path));
	const ignored = unknown.map((path): Finding => {
		const near = nearest(path);
		return {
			code: "key-unknown",
			path,
			what: "This key is not known and has no effect",
			remedy: near ? `Did you mean ${near}?` : "Remove it",
		};
	});
	if (refused.length) return [...refused, ...ignored];
	if (!isRight) {
		const what = "A known key stands where it has no meaning, with a value that it could not have in its own place";
		return [{ code: "key-misplaced", path: "", what, remedy: "Remove it" }, ...ignored];
	}
	return [...ignored, ...lintSite(config), ...lintPurposes(config)];
}

/** Purposes as they are written, with their places: those of the configuration, else of the policy document in it. */
export function purposesIn({ purposes, policy }: Config): { purpose: Purpose; path: string }[] {
	const own = purposes ?? (policy as PolicyReference | undefined)?.purposes ?? [];
	const path = purposes ? "purposes" : "policy.purposes";
	return own.map((each, at) => ({
		purpose: typeof each === "string" ? { id: each } : each,
		path: `${path}[${at}]`,
	}));
}

function lintSite(config: Config): Finding[] {
	const { endpoint, policy, purposes } = config;
	const found: Finding[] = [];
	const say = (code: FindingCode, path: string, what: string, remedy: string) =>
		found.push({ code, path, what, remedy });
	if (!endpoint)
		say(
			"endpoint-missing",
			"endpoint",
			"Records stay in each visitor's browser, so you can show nobody what was chosen",
			"Give the address of your collector",
		);
	else if (/^http:/i.test(endpoint) && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/i.test(endpoint))
		say("endpoint-unencrypted", "endpoint", "Records would travel unencrypted", "Use an https address");
	if (typeof policy === "object" && !policy.lastUpdated)
		say(
			"policy-undated",
			"policy.lastUpdated",
			"Records do not say which version of the policy they were made on",
			"Give its date",
		);
	const all = purposesIn(config);
	// Without any of its own, it has the usual ones.
	if ((purposes || all.length) && all.every(({ purpose: { id, required } }) => required ?? id === "necessary"))
		say(
			"nothing-asked",
			"purposes",
			"Every purpose is always on, so visitors are asked nothing",
			"Add a purpose that is a choice",
		);
	return found;
}

function lintPurposes(config: Config): Finding[] {
	return purposesIn(config).flatMap(({ purpose, path }) => {
		const found: Finding[] = [];
		const say = (code: FindingCode, key: string, what: string, remedy: string) =>
			found.push({ code, path: `${path}.${key}`, what, remedy });
		const isUsual = usual.includes(purpose.id);
		if (!isUsual && !purpose.title)
			say(
				"title-missing",
				"title",
				`Visitors would read the id, "${purpose.id}": only the usual purposes bring a title`,
				"Give it a title",
			);
		if (!isUsual && !purpose.description)
			say(
				"description-missing",
				"description",
				"Visitors would not read what it is for: only the usual purposes bring a description",
				"Say in a sentence or two what is done with which data, and why",
			);
		if (purpose.required && /^(analytics|marketing|media)$/.test(purpose.id))
			say(
				"always-on",
				"required",
				`"${purpose.id}" is always on, and nobody can refuse it`,
				"Keep this to what the site cannot do without",
			);
		return [
			...found,
			...(purpose.vendors ?? []).flatMap((vendor, place) => lintVendor(vendor, `${path}.vendors[${place}]`)),
		];
	});
}

function lintVendor({ policyUrl, cookies, storage }: Vendor, path: string): Finding[] {
	const found: Finding[] = [];
	if (!cookies?.length && !storage?.length)
		found.push({
			code: "storage-unsaid",
			path: `${path}.cookies`,
			what: "Visitors would not learn what this vendor stores, and nothing of it is erased when they refuse",
			remedy: "List its cookies, or its entries in `storage`",
		});
	if (!policyUrl)
		found.push({
			code: "vendor-policy-missing",
			path: `${path}.policyUrl`,
			what: "Visitors would find no way to this vendor's own policy",
			remedy: "Give its address",
		});
	return found;
}
