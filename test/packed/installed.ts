/** Where the consumers are that `install.ts` has made ready. */
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { run, type Served, serve } from "./commands.ts";

/** The folder of a consumer. Fails where they could not be installed, and says why. */
export function folderOf(name: string): string {
	const trouble = inject("trouble");
	if (trouble) throw new Error(trouble);
	return inject("consumers")[name]!;
}

/** Builds and serves the modules of `leaks/`, with the tag beside them, so that both ways of using yoursay can be on one page. */
export async function serveLeaks(): Promise<Served> {
	const folder = folderOf("leaks");
	const dist = join(folder, "../node_modules/yoursay/dist");
	const isTags = (file: string) => !/dist[\\/](?:esm|types)/.test(file);
	await cp(dist, join(folder, "public"), { recursive: true, filter: isTags });
	const { status, said } = await run(folder, "npm", ["run", "build"]);
	if (status) throw new Error(said);
	return serve(folder);
}
