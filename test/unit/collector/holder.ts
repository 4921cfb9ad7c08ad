import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "vite";
import type { StoredRequest } from "../../../src/collector/request-store.ts";
import type { ConsentRecord } from "../../../types/record.ts";

/** Another process that opens a folder, as the built package does. */
export interface Holders {
	/** Settles once it has kept the batch, erased the subject and done the rest, where they are given, and still runs. */
	start(
		folder: string,
		batch?: { records: ConsentRecord[]; receivedAt: string },
		erased?: string,
		requests?: { added?: StoredRequest[]; changed?: StoredRequest[]; pseudonymised?: string },
	): Promise<Holder>;
	remove(): Promise<void>;
}

interface Holder {
	pid: number;
	/** SIGKILL: it can tidy nothing up. */
	kill(): Promise<void>;
}

const SCRIPT = `import { openEmbedded } from "./embedded.js";
const { folder, batch, erased, requests } = JSON.parse(process.argv[2]);
const store = await openEmbedded(folder);
if (batch) await store.insert(batch.records, batch.receivedAt);
if (erased) await store.erase(erased);
for (const each of requests?.added ?? []) await store.addRequest(each);
for (const each of requests?.changed ?? []) await store.changeRequest(each);
if (requests?.pseudonymised) await store.pseudonymise(requests.pseudonymised);
console.log("kept");
setInterval(() => {}, 1000);`;

export async function holders(): Promise<Holders> {
	// Within the project, so that the built code finds its packages.
	const folder = await mkdtemp(resolve("node_modules/.yoursay-holder-"));
	await build({
		configFile: false,
		logLevel: "error",
		build: {
			ssr: resolve("src/collector/embedded.ts"),
			outDir: folder,
			rolldownOptions: { output: { entryFileNames: "[name].js" } },
		},
	});
	await writeFile(join(folder, "holder.mjs"), SCRIPT);
	const running = new Set<ChildProcess>();
	const kill = async (child: ChildProcess) => {
		if (!running.delete(child)) return;
		const gone = new Promise((done) => child.once("exit", done));
		child.kill("SIGKILL");
		await gone;
	};
	return {
		start: async (store, batch, erased, requests) => {
			const argument = JSON.stringify({ folder: store, batch, erased, requests });
			const child = spawn(process.execPath, [join(folder, "holder.mjs"), argument], {
				stdio: ["ignore", "pipe", "pipe"],
			});
			running.add(child);
			await kept(child);
			return { pid: child.pid!, kill: () => kill(child) };
		},
		remove: async () => {
			for (const child of running) await kill(child);
			await rm(folder, { recursive: true, force: true });
		},
	};
}

function kept(child: ChildProcess): Promise<void> {
	return new Promise((done, fail) => {
		let log = "";
		child.stderr?.on("data", (chunk) => (log += chunk));
		child.once("exit", () => fail(new Error(log)));
		child.stdout?.on("data", (chunk) => String(chunk).includes("kept") && done());
	});
}
