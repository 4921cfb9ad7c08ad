import { configSchema } from "./schema.ts";

export { explainPolicy } from "../policy/schema.ts";

const show = (path: PropertyKey[]) =>
	path.reduce<string>(
		(all, step) => (typeof step === "number" ? `${all}[${step}]` : all ? `${all}.${String(step)}` : String(step)),
		"",
	);

/** Every reason for which a configuration is refused, one a line: path, then what it should be. */
export function explain(config: unknown): string {
	try {
		JSON.stringify(config);
	} catch {
		return "configuration: contains itself, or a BigInt; use what can be written as JSON, beside onError";
	}
	const { error } = configSchema.safeParse(config);
	const lines = error?.issues.map(({ path, message }) => `${show(path) || "configuration"}: ${message}`);
	return (
		lines?.join("\n") ??
		"The short check refused what the full one takes. That is a defect of yoursay: please report it with this configuration."
	);
}
