import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../../src/collector/embedded.ts";

export interface Folders {
	/** A folder with an empty database: a copy, since PGlite takes seconds to make one. */
	fresh(): Promise<string>;
	remove(): Promise<void>;
}

export async function folders(): Promise<Folders> {
	const base = await mkdtemp(join(tmpdir(), "yoursay-store-"));
	const template = join(base, "template");
	await (await openEmbedded(template)).close();
	let count = 0;
	return {
		fresh: async () => {
			const folder = join(base, String((count += 1)));
			await cp(template, folder, { recursive: true });
			return folder;
		},
		remove: () => rm(base, { recursive: true, force: true }),
	};
}
