import { configSchema } from "./schema.ts";

const show = (path: PropertyKey[]) =>
	path.reduce<string>(
		(all, step) => (typeof step === "number" ? `${all}[${step}]` : all ? `${all}.${String(step)}` : String(step)),
		"",
	);

/** Every reason for which a configuration is refused, one a line: path, then what it should be. */
export function explain(config: unknown): string {
	const { error } = configSchema.safeParse(config);
	const lines = error?.issues.map(({ path, message }) => `${show(path) || "configuration"}: ${message}`);
	return (
		lines?.join("\n") ??
		"A known key stands where it has no meaning, with a value it could not have in its own place. Remove it."
	);
}
