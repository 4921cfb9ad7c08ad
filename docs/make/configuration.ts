/** The keys of a configuration and of a policy document, from their schemas. */
import { schemaOf } from "../../src/cli/schema.ts";
import { code, phrase, table, usually, wordsAndDefault } from "./tables.ts";

interface Schema {
	description?: string;
	type?: string;
	enum?: unknown[];
	const?: unknown;
	anyOf?: Schema[];
	oneOf?: Schema[];
	items?: Schema;
	properties?: Record<string, Schema>;
	additionalProperties?: Schema | boolean;
	pattern?: string;
	minimum?: number;
	maximum?: number;
	maxItems?: number;
	format?: string;
	$ref?: string;
}

/** What a value may be, in a few words. */
function typeOf(schema: Schema): string {
	if (schema.enum) return schema.enum.map((each) => code(String(each))).join(", ");
	if (schema.const !== undefined) return code(String(schema.const));
	const choices = schema.anyOf ?? schema.oneOf;
	if (choices) return [...new Set(choices.filter(({ type }) => type !== "null").map(typeOf))].join(", or ");
	if (schema.type === "array") return `list of ${typeOf(schema.items ?? {})}`;
	if (schema.type === "boolean") return "`true` or `false`";
	if (schema.type === "integer" || schema.type === "number") {
		const { minimum, maximum } = schema;
		const bounds = minimum !== undefined && maximum !== undefined && maximum < 1e9 && ` from ${minimum} to ${maximum}`;
		return `number${bounds || ""}`;
	}
	if (schema.format === "date") return "day";
	if (schema.type === "string") return "text";
	return "object";
}

/** The object that a value is made of, and how a path says that it is one of many. */
function within(schema: Schema): [made: Schema, step: string] | undefined {
	if (schema.properties) return [schema, ""];
	if (schema.items) {
		const inner = within(schema.items);
		return inner && [inner[0], `[]${inner[1]}`];
	}
	const of = schema.additionalProperties;
	if (typeof of === "object") {
		const inner = within(of);
		return inner && [inner[0], `.*${inner[1]}`];
	}
	for (const each of schema.anyOf ?? schema.oneOf ?? []) {
		const inner = within(each);
		if (inner) return inner;
	}
	return undefined;
}

/** A row for each key; of what `stops` only that it is there. */
function rows(schema: Schema, stops: (path: string) => boolean, path = ""): string[][] {
	return Object.entries(schema.properties ?? {}).flatMap(([key, member]) => {
		const own = path ? `${path}.${key}` : key;
		const [words, usual] = wordsAndDefault(member.description ?? "", /\s*\bDefault: /);
		const row = [code(own), typeOf(member), phrase(words), usually(usual)];
		const inner = stops(own) ? undefined : within(member);
		return [row, ...(inner ? rows(inner[0], stops, own + inner[1]) : [])];
	});
}

const head = ["key", "value", "meaning", "default"];

/** Every key of a configuration. `onError` is a function, so the schema for editors goes without it. */
export function configTable(): string {
	const schema = schemaOf("config") as Schema;
	const onError = [
		"`onError`",
		"function",
		"Told of every refusal and failure, beside the console; in JavaScript only",
		"",
	];
	return table(head, [...rows(schema, (path) => path === "policy" || path === "languages.texts"), onError]);
}

/** Every key of a policy document. */
export function policyTable(): string {
	const schema = schemaOf("policy") as Schema;
	return table(
		head,
		// The same everywhere, the whole again, and what is one of several kinds.
		rows(schema, (path) => /(?:^purposes|\.section|^versions\[\]\.content|^sections\[\]\.body)$/.test(path)),
	);
}

/** What stands on the tag: each key of one value, and the few that are written otherwise. */
export function tagTable(): string {
	const { properties = {} } = schemaOf("config") as Schema;
	const isPlain = (schema: Schema): boolean =>
		["string", "integer", "number", "boolean"].includes(schema.type ?? "") || (schema.anyOf?.some(isPlain) ?? false);
	const attribute = (key: string) => `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
	const plain = Object.entries(properties).filter(([key, schema]) => isPlain(schema) && key !== "$schema");
	return table(
		["attribute", "stands for"],
		[
			...plain.map(([key]) => [code(attribute(key)), code(key)]),
			["`data-purposes`", "`purposes`: ids with spaces between"],
			["`data-site-id`", "`site.id`"],
			["`data-language`", "`languages.default`; spares a file where the page's `lang` is another"],
			["`data-config`", "the address of a configuration, fetched; it goes over the others"],
			["`data-checked`", "the mark of a configuration that was judged already (`yoursay check --mark`)"],
		],
	);
}
