import type { z } from "zod";
import type { Flaw } from "./problem.ts";

const MOST = 20;

/** zod's issues as paths and sentences: at most 20, and never with a value or a text of the sender's in them. */
export function flaws(error: z.ZodError, base: readonly PropertyKey[] = []): Flaw[] {
	return error.issues.slice(0, MOST).map((issue) => ({
		path: [...base, ...issue.path].map(segment).join("."),
		message:
			issue.code === "unrecognized_keys" ? `has unknown keys: ${issue.keys.map(segment).join(", ")}` : issue.message,
	}));
}

/** Keys are the sender's text too: only what looks like a name is shown, which a secret or a hash is too long for. */
function segment(key: PropertyKey): string {
	return /^[\w-]{1,32}$/.test(String(key)) ? String(key) : "(a key)";
}
