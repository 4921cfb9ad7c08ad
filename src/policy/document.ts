/** The policy document as the page reads it: fetched where it has an address, without what is still to be filled in, and judged. */
import type { Settings } from "../../types/config.ts";
import type { Policy } from "../../types/policy.ts";
import type { Report } from "../../types/stage.ts";
import { attempt } from "../core/errors.ts";
import { documentOf } from "./address.ts";
import { isPolicy } from "./guard.ts";
import { withoutPlaceholders } from "./placeholder.ts";

/** Characters at most, as in the full schema. */
const mostCharacters = 4_000_000;

const patienceMs = 20_000;

/** What was fetched on this page, by its address; what failed is tried anew. */
const fetched = new Map<string, Promise<unknown>>();

function fetchDocument(address: string): Promise<unknown> {
	const known = fetched.get(address);
	if (known) return known;
	const coming = fetch(address, { signal: AbortSignal.timeout(patienceMs) }).then(async (response) => {
		if (!response.ok) {
			await response.body?.cancel();
			throw response.status;
		}
		const text = await response.text();
		return text.length > mostCharacters ? text.length : JSON.parse(text);
	});
	fetched.set(address, coming);
	coming.catch(() => fetched.delete(address));
	return coming;
}

/**
 * The document, safe to show; nothing where it could not be had or was refused, which is reported.
 * @param gap Stands where an entry would say nothing without what is still to be filled in.
 */
export async function readPolicy(policy: Settings["policy"], report: Report, gap = ""): Promise<Policy | undefined> {
	const given = documentOf(policy);
	let found: unknown = given;
	if (typeof given === "string") {
		try {
			found = await fetchDocument(given);
		} catch (cause) {
			return void report("policy-unreachable", given, cause);
		}
	}
	const whole = attempt(() => withoutPlaceholders(found, gap));
	// What nests without end overflows either, and is refused like the rest.
	if (attempt(() => isPolicy(whole))) return whole as Policy;
	report("policy-invalid", typeof given === "string" ? given : "", found);
}
