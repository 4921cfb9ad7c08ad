import { verifyReceipt } from "../records/verify.ts";
import { readJson } from "./read.ts";
import { type Given, Misuse, only, print, say, textOf, type Verb } from "./verb.ts";

const help = `yoursay verify RECEIPT [--keys FILE|URL]

Makes every hash of a receipt anew, derives what it states again, and names each
path that differs. RECEIPT is a JSON file, or - for standard input.

  --keys FILE|URL   public keys of the collector, as it gives them at
                    {endpoint}/keys: a set, a list, or one key

Without keys the best verdict is "consistent": it agrees with itself, which a
forger can see to. With them it is "authentic" where a collector whose keys you
trust has signed every record. The verdict goes to standard output as JSON.
`;

async function run(given: Given): Promise<number> {
	const receipt = await readJson(only(given, "a receipt"));
	const from = textOf(given, "keys");
	const { verdict, flaws } = await verifyReceipt(receipt, from === undefined ? undefined : await keysFrom(from));
	print({ verdict, flaws });
	for (const { path, message } of flaws) say(`${path || "receipt"}: ${message}`);
	return flaws.length ? 1 : 0;
}

async function keysFrom(from: string): Promise<JsonWebKey[]> {
	const found = (await readJson(from)) as { keys?: unknown; kty?: unknown } | unknown[] | null;
	const keys = Array.isArray(found) ? found : Array.isArray(found?.keys) ? found.keys : found?.kty ? [found] : [];
	const usable = keys.filter((key): key is JsonWebKey => typeof key === "object" && key !== null);
	if (!usable.length) throw new Misuse(`${from} holds no keys: give a JSON Web Key Set (RFC 7517).`);
	return usable;
}

export const verb: Verb = { help, options: { keys: { type: "string" } }, run };
