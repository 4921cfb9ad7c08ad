import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A built file or folder; says how to build where there is none. */
export function built(path: string): string {
	const whole = join(root, path);
	if (!existsSync(whole)) throw new Error(`${path} is missing: run \`node build.mjs\` first.`);
	return whole;
}
