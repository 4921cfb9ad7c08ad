/** Which policy belongs to a configuration: the one in it, the one at its address, or one that was given beside it. */
import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Config } from "../../types/config.ts";
import type { Finding } from "../config/findings.ts";
import { documentOf } from "../policy/address.ts";
import { type GivenPolicy, isSameFile, policyDocument, policyWithin } from "./check-files.ts";
import { type FoundConfig, MAX_FILE } from "./pages.ts";
import { parseJson, readBounded } from "./read.ts";
import { Misuse } from "./verb.ts";

export interface Belonging {
	policy?: GivenPolicy;
	/** At the address that the configuration has for it. */
	found: Finding[];
}

/**
 * @param given The policies of this call.
 * @param isPair Nothing but this configuration and one policy was given, so that they belong together wherever they are.
 */
export async function policyOf(
	file: string,
	found: FoundConfig,
	given: GivenPolicy[],
	isPair: boolean,
): Promise<Belonging> {
	if (isPair && !documentOf((found.config as Config).policy)) return { policy: given[0]!, found: [] };
	const config = found.config as Config;
	const document = documentOf(config.policy);
	if (typeof document === "object") return { policy: policyWithin(file, found), found: [] };
	if (document === undefined) {
		const policy = beside(file, config, given);
		return { ...(policy && { policy }), found: [] };
	}
	const path = typeof config.policy === "object" ? "policy.document" : "policy";
	const place = await fileAt(document, file);
	const same = given.find((each) => place !== undefined && isSameFile(each.file, place));
	if (same) return { policy: same, found: [] };
	if (place) return readDocument(place, path);
	const other = isPair ? given[0] : beside(file, config, given);
	if (other && !other.source) return { policy: other, found: [] };
	const what = `The policy document is at ${JSON.stringify(document)}, and no such file is beside this one, so it is not looked at`;
	return { found: [{ code: "document-missing", path, what, remedy: "Give it as another FILE" }] };
}

async function readDocument(place: string, path: string): Promise<Belonging> {
	try {
		const json = await readBounded(place, MAX_FILE);
		return { policy: policyDocument(place, parseJson(json, place), json), found: [] };
	} catch (error) {
		if (!(error instanceof Misuse)) throw error;
		const what = `The policy document cannot be read: ${error.message.replace(/[.]$/, "")}`;
		return { found: [{ code: "document-unreadable", path, what, remedy: "Serve JSON in UTF-8 there" }] };
	}
}

/** Of the policies of this call: by its name, or the only one in the same folder. Documents first. */
function beside(file: string, { policy }: Config, given: GivenPolicy[]): GivenPolicy | undefined {
	const addresses = typeof policy === "object" ? [policy.document, policy.url] : [policy];
	const names = addresses.flatMap((address) => (address ? basename(pathOf(address)) : []));
	const isNear = (each: GivenPolicy) => dirname(resolve(each.file)) === dirname(resolve(file));
	for (const some of [given.filter(({ source }) => !source), given]) {
		const named = some.filter((each) => names.includes(basename(each.file)));
		const near = (named.length ? named : some).filter(isNear);
		const [one, other] = near.length ? near : named;
		if (one && !other) return one;
	}
	return undefined;
}

const pathOf = (address: string) => address.replace(/[?#].*$/s, "");

/** The file that an address is likely of: beside the one that has it; from the root, in its folder or one above. */
export async function fileAt(address: string, from: string): Promise<string | undefined> {
	const path = pathOf(address);
	if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(path)) return undefined;
	const folder = from === "-" ? process.cwd() : dirname(resolve(from));
	if (!path.startsWith("/")) return isFile(join(folder, path));
	for (let root = folder; ; root = dirname(root)) {
		const found = await isFile(join(root, path));
		if (found || root === dirname(root)) return found;
	}
}

const isFile = (path: string): Promise<string | undefined> =>
	stat(path).then(
		(found) => (found.isFile() ? path : undefined),
		() => undefined,
	);
