import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type JsonSchema, schemaOf } from "../../../src/cli/schema.ts";
import { wordsOf } from "../../../src/cli/schema-words.ts";
import { configSchema } from "../../../src/config/schema.ts";
import { importPolicy } from "../../../src/policy/import/import.ts";
import { withoutPlaceholders } from "../../../src/policy/placeholder.ts";
import { policySchema } from "../../../src/policy/schema.ts";

type Keywords = { [keyword: string]: unknown };

const known =
	/^(?:\$schema|\$defs|\$ref|title|description|format|type|properties|required|additionalProperties|propertyNames|items|anyOf|oneOf|if|then|else|enum|const|pattern|minLength|maxLength|maxItems|minimum|maximum|exclusiveMinimum)$/;
const typeOf = (value: unknown) =>
	value === null ? "null" : Array.isArray(value) ? "array" : Number.isInteger(value) ? "integer" : typeof value;

/** Paths at which a value is not as a schema of draft 2020-12 has it, for the keywords that ours use. */
function wrong(schema: unknown, value: unknown, root: Keywords, path = ""): string[] {
	if (typeof schema === "boolean") return schema ? [] : [path];
	const rule = schema as Keywords & { properties?: Keywords; required?: string[] };
	for (const keyword of Object.keys(rule))
		if (!known.test(keyword)) throw new Error(`${keyword} is not understood here`);
	if (typeof rule.$ref === "string") {
		const target = rule.$ref
			.slice(2)
			.split("/")
			.reduce<unknown>((at, step) => (at as Keywords)[step], root);
		return wrong(target, value, root, path);
	}
	const is = (inner: unknown) => wrong(inner, value, root, path).length === 0;
	const type = typeOf(value);
	const found: string[] = [];
	const want = (isRight: boolean) => isRight || found.push(path);
	if (rule.type) want(rule.type === type || (rule.type === "number" && type === "integer"));
	if (rule.enum) want((rule.enum as unknown[]).includes(value));
	if ("const" in rule) want(rule.const === value);
	if (rule.anyOf) want((rule.anyOf as unknown[]).some(is));
	if (rule.oneOf) want((rule.oneOf as unknown[]).filter(is).length === 1);
	if (rule.if) found.push(...wrong((is(rule.if) ? rule.then : rule.else) ?? true, value, root, path));
	if (typeof value === "string") {
		if (rule.pattern) want(new RegExp(rule.pattern as string, "u").test(value));
		want(value.length >= ((rule.minLength as number) ?? 0) && value.length <= ((rule.maxLength as number) ?? Infinity));
	}
	if (typeof value === "number") {
		want(value >= ((rule.minimum as number) ?? -Infinity) && value <= ((rule.maximum as number) ?? Infinity));
		want(value > ((rule.exclusiveMinimum as number) ?? -Infinity));
	}
	if (Array.isArray(value)) {
		want(value.length <= ((rule.maxItems as number) ?? Infinity));
		if (rule.items) found.push(...value.flatMap((each, at) => wrong(rule.items, each, root, `${path}[${at}]`)));
	} else if (typeof value === "object" && value) {
		for (const key of rule.required ?? []) if (!Object.hasOwn(value, key)) found.push(`${path}.${key}`);
		for (const [key, member] of Object.entries(value)) {
			if (rule.propertyNames) found.push(...wrong(rule.propertyNames, key, root, `${path}.${key}`));
			const own =
				rule.properties && Object.hasOwn(rule.properties, key) ? rule.properties[key] : rule.additionalProperties;
			found.push(...wrong(own ?? true, member, root, `${path}.${key}`));
		}
	}
	return found;
}

const schemas = { config: schemaOf("config"), policy: schemaOf("policy") };
const check = (kind: keyof typeof schemas, value: unknown) => [...new Set(wrong(schemas[kind], value, schemas[kind]))];
const propertiesOf = (schema: JsonSchema) => Object.keys((schema as { properties: object }).properties);

/** The members of an interface of the vocabulary, with their comments. */
function membersOf(file: string, name: string): [key: string, comment: string][] {
	const source = readFileSync(`types/${file}.ts`, "utf8");
	const body = new RegExp(`export interface ${name}\\b[^{]*\\{\\n(.*?)\\n\\}`, "s").exec(source)![1]!;
	const members = body.matchAll(/(?:^\t\/\*\*((?:[^*]|\*(?!\/))*)\*\/\n)?^\t([$\w]+)\??:/gm);
	return [...members].map(([, comment = "", key]) => [
		key!,
		comment
			.replace(/\n\s*\*/g, " ")
			.replace(/\s+/g, " ")
			.trim(),
	]);
}

describe("the JSON Schema of a configuration", () => {
	it("has every key of the vocabulary but the function", () => {
		const keys = membersOf("config", "Config").map(([key]) => key);
		expect(keys).toContain("onError");
		expect(propertiesOf(schemas.config).sort()).toEqual(keys.filter((key) => key !== "onError").sort());
	});

	it.each(["isokron/config", "kratys/config", "a21e/yoursay"])("takes demo/%s.json", (name) => {
		const config = JSON.parse(
			readFileSync(`demo/${name}.json`, "utf8").replaceAll("{{other}}", "http://localhost:4174"),
		);
		expect(configSchema.safeParse(config).success).toBe(true);
		expect(check("config", config)).toEqual([]);
	});

	it.each<[string, unknown]>([
		["an address", "/privacy.json"],
		["a reference", { document: "/privacy.json", url: "/privacy", versions: [{ effectiveDate: "2027-01-01" }] }],
		["a document", { version: 1, title: "Privacy", recipients: [{ name: "Hostling" }] }],
	])("takes a policy that is %s", (_, policy) => {
		expect(check("config", { policy })).toEqual([]);
	});

	it.each<[string, object, string]>([
		["an unknown key", { layuot: "bar" }, ".layuot"],
		["an unknown key further in", { site: { nmae: "Acorn" } }, ".site.nmae"],
		["a word that is none of its own", { layout: "sidebar" }, ".layout"],
		["a purpose without its id", { purposes: [{ title: "Statistics" }] }, ".purposes[0]"],
		["a link that runs", { endpoint: "javascript:alert(1)" }, ".endpoint"],
		["a rule that nobody knows", { rules: { DE: { regime: "never" } } }, ".rules.DE.regime"],
		["a reference with an unknown key", { policy: { documnet: "/privacy.json" } }, ".policy"],
		["a document with an unknown key", { policy: { version: 1, colected: [] } }, ".policy"],
	])("refuses %s at its place", (_, config, path) => {
		expect(check("config", config)).toEqual([path]);
	});
});

describe("the JSON Schema of a policy document", () => {
	it("has every key of the vocabulary", () => {
		const keys = [...membersOf("policy", "Policy"), ...membersOf("policy", "PolicyContent")].map(([key]) => key);
		expect(propertiesOf(schemas.policy).sort()).toEqual(keys.sort());
	});

	it("takes what an import makes, as the schema of the code does", () => {
		const { policy } = importPolicy(
			"Privacy\n1. Retention\n- Logs: 90 days\n2. Contact\nprivacy@acorn.example",
			"text",
		);
		expect(policySchema.safeParse(policy).success).toBe(true);
		expect(check("policy", policy)).toEqual([]);
	});

	const demos = ["isokron", "kratys", "a21e"].filter((name) => existsSync(`demo/${name}/policy.json`));
	it.each(demos)("takes demo/%s/policy.json, once what is still to be filled in is left out", (name) => {
		const policy = JSON.parse(readFileSync(`demo/${name}/policy.json`, "utf8"));
		expect(check("policy", withoutPlaceholders(policy, "Not yet published"))).toEqual([]);
	});

	it.each<[string, object, string]>([
		["no version", { version: undefined }, ".version"],
		["another version", { version: 2 }, ".version"],
		["an unknown key", { colected: [] }, ".colected"],
		["an unknown kind of right", { rights: [{ kind: "vote", title: "Vote" }] }, ".rights[0].kind"],
		["a recipient without its name", { recipients: [{}] }, ".recipients[0].name"],
		["a block that is none", { sections: [{ body: [{ kind: "html" }] }] }, ".sections[0].body[0]"],
		["a half day", { responseDays: 0.5 }, ".responseDays"],
		["a link that runs", { url: "javascript:alert(1)" }, ".url"],
		[
			"purposes in an announced content",
			{ purposes: ["necessary"], versions: [{ effectiveDate: "2027-01-01", content: { purposes: ["analytics"] } }] },
			".versions[0].content.purposes",
		],
	])("refuses %s at its place", (_, change, path) => {
		const policy = JSON.parse(JSON.stringify({ version: 1, ...change }));
		expect(policySchema.safeParse(policy).success).toBe(false);
		expect(check("policy", policy)).toContain(path);
	});
});

describe("descriptions", () => {
	const under: [file: string, name: string, under: string][] = [
		["config", "Config", "config"],
		["config", "Purpose", "purposes"],
		["config", "Integrations", "integrations"],
		["config", "AdobeOptions", "adobe"],
		["config", "ClarityOptions", "clarity"],
		["config", "GoogleOptions", "google"],
		["config", "GppOptions", "gpp"],
		["config", "GtmOptions", "gtm"],
		["config", "MatomoOptions", "matomo"],
		["config", "MetaOptions", "meta"],
		["config", "TcfOptions", "tcf"],
		...["adobe", "matomo", "meta", "posthog", "tiktok", "uet"].map((key): [string, string, string] => [
			"config",
			"OnePurpose",
			key,
		]),
		["rule", "Rule", "rules"],
		["policy", "PolicyContent", "policy"],
		["policy", "Recipient", "recipients"],
		["policy", "Period", "period"],
		["policy", "PolicyVersion", "versions"],
		["policy", "PolicyChanges", "changes"],
		["policy", "CollectedData", "collected"],
		["policy", "PolicyContact", "contacts"],
	];
	it.each(under)("of types/%s.ts, %s, are the vocabulary's own words", (file, name, key) => {
		const members = membersOf(file, name);
		expect(members.length).toBeGreaterThan(0);
		for (const [member, comment] of members) {
			const [said, usual] = comment.split(/\s*@default\s+/);
			const words = [said, usual && `Default: ${usual}.`].filter(Boolean).join(" ");
			expect(wordsOf(key, member) ?? "", `${key}.${member}`).toBe(words);
		}
	});

	it("stand where an editor shows them", () => {
		const { properties } = schemas.config as { properties: Record<string, { description?: string }> };
		expect(properties.endpoint!.description).toMatch(/^Base address of the collector/);
		const { integrations } = schemas.config.properties as { integrations: { properties: Record<string, unknown> } };
		for (const [key, option] of [
			["tcf", "vendors"],
			["meta", "purpose"],
			["meta", "limitedDataUse"],
			["clarity", "types"],
		] as const)
			expect(JSON.stringify(integrations.properties[key])).toContain(JSON.stringify(wordsOf(key, option)));
	});
});
