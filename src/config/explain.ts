/** Why a configuration is refused. Loaded only where one is. */
import type { core } from "zod";
import { configSchema } from "./schema.ts";

export { explainPolicy } from "../policy/schema.ts";

type Issue = core.$ZodIssue;

const show = (path: PropertyKey[]) =>
	path.reduce<string>(
		(all, step) => (typeof step === "number" ? `${all}[${step}]` : all ? `${all}.${String(step)}` : String(step)),
		"",
	);

/** Of what may have several forms and is right in none: what is wrong within that which it has. */
function within(issue: Issue): Issue[] {
	const forms =
		issue.code === "invalid_union" ? issue.errors.filter((each) => each.every(({ path }) => path.length)) : [];
	if (forms.length !== 1) return [issue];
	return forms[0]!.flatMap((each) => within({ ...each, path: [...issue.path, ...each.path] }));
}

/** Every place for which a configuration is refused, and what should stand there. */
export function flawsIn(config: unknown): { path: string; remedy: string }[] {
	const { error } = configSchema.safeParse(config);
	return (error?.issues ?? []).flatMap(within).map(({ path, message }) => ({ path: show(path), remedy: message }));
}

/** The same as text, one a line. */
export function explain(config: unknown): string {
	try {
		JSON.stringify(config);
	} catch {
		return "configuration: contains itself, or a BigInt; use what can be written as JSON, beside onError";
	}
	return (
		flawsIn(config)
			.map(({ path, remedy }) => `${path || "configuration"}: ${remedy}`)
			.join("\n") ||
		"The short check refused what the full one takes. That is a defect of yoursay: please report it with this configuration."
	);
}
