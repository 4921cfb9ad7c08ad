import { z } from "zod";
import { configSchema } from "../config/schema.ts";
import { policySchema } from "../policy/schema.ts";
import { wordsOf } from "./schema-words.ts";
import { type Given, Misuse, only, type Verb } from "./verb.ts";

const help = `yoursay schema config|policy

Prints the JSON Schema (draft 2020-12) of a configuration or of a policy
document, so that an editor completes keys and marks what is wrong as you type.
What a schema cannot say, such as that each vendor is named once, \`check\` says.
`;

export type Kind = "config" | "policy";

/** A JSON Schema: booleans, and objects of keywords. */
export type JsonSchema = boolean | { [keyword: string]: unknown };
type Keywords = Exclude<JsonSchema, boolean>;

/** The JSON Schema of a configuration or of a policy document, for editors: unknown keys, which pages only ignore, are refused. */
export function schemaOf(kind: Kind): Keywords {
	const { schema, title } = {
		config: { schema: configSchema.out, title: "Configuration of yoursay" },
		policy: { schema: policySchema.out, title: "Policy document of yoursay" },
	}[kind];
	const made = plain(schema);
	describe(made, kind);
	if (kind === "config") {
		const properties = made.properties as Record<string, Keywords>;
		// A function has no place in JSON.
		delete properties.onError;
		const { $schema: _, ...policy } = schemaOf("policy");
		made.$defs = { policy };
		allowPolicy(properties.policy!);
	}
	return { $schema: "https://json-schema.org/draft/2020-12/schema", title, ...made };
}

const plain = (schema: z.ZodType): Keywords => {
	const { $schema: _, ...made } = z.toJSONSchema(schema, {
		io: "input",
		unrepresentable: "any",
		override: ({ zodSchema, jsonSchema }) => {
			const { def } = zodSchema._zod;
			if (def.type === "object" && jsonSchema.additionalProperties === undefined)
				jsonSchema.additionalProperties = false;
			// Bounds that only say what a number of JavaScript can hold.
			for (const bound of ["minimum", "maximum"] as const)
				if (Math.abs(jsonSchema[bound] ?? 0) >= Number.MAX_SAFE_INTEGER) delete jsonSchema[bound];
		},
	});
	return made;
};

/** A `policy` with a version is a document as a whole; without one, what is known of it, or its address. */
function allowPolicy(policy: Keywords): void {
	const [address, reference] = policy.anyOf as [Keywords, Keywords];
	const { properties } = schemaOf("policy") as { properties: object };
	const known = Object.keys(properties).map((key) => [key, { $ref: `#/$defs/policy/properties/${key}` }]);
	const { document } = reference.properties as { document: JsonSchema };
	policy.anyOf = [
		address,
		{
			if: { type: "object", required: ["version"] },
			// biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
			then: { $ref: "#/$defs/policy" },
			else: { type: "object", properties: { ...Object.fromEntries(known), document }, additionalProperties: false },
		},
	];
}

/** Puts the vocabulary's own words to keys. */
function describe(schema: unknown, kind: Kind): void {
	const step = (value: unknown, key: string) => {
		if (typeof value !== "object" || value === null) return;
		const { properties = {} } = value as { properties?: Record<string, Keywords> };
		for (const [name, member] of Object.entries(properties)) {
			const words = wordsOf(key, name);
			if (words) member.description = words;
			if (/^(?:lastUpdated|effectiveDate|announced)$/.test(name)) member.format = "date";
		}
		for (const [name, member] of Object.entries(value))
			if (name === "properties") for (const [own, inner] of Object.entries(properties)) step(inner, own);
			else step(member, key);
	};
	step(schema, kind);
}

async function run(given: Given): Promise<number> {
	const kind = only(given, "config or policy");
	if (kind !== "config" && kind !== "policy")
		throw new Misuse(`There are schemas of config and policy, not of ${JSON.stringify(kind)}.`);
	process.stdout.write(`${JSON.stringify(schemaOf(kind), null, "\t")}\n`);
	return 0;
}

export const verb: Verb = { help, options: {}, run };
