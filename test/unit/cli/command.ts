import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { build } from "vite";

export interface Result {
	code: number | null;
	stdout: string;
	stderr: string;
}

export interface Run {
	env?: Record<string, string>;
	stdin?: string;
}

/** The command as it is built, in processes of its own. */
export async function buildCommand() {
	// Within the project, so that the built code finds its packages.
	const folder = await mkdtemp(resolve("node_modules/.yoursay-command-"));
	await build({
		configFile: false,
		logLevel: "error",
		define: { __VERSION__: '"1.2.3"' },
		build: {
			ssr: resolve("src/cli/main.ts"),
			outDir: folder,
			rolldownOptions: { output: { entryFileNames: "[name].js" } },
		},
	});
	const running = new Set<ChildProcess>();
	const { YOURSAY_TOKEN: _, DATABASE_URL: __, PORT: ___, ...inherited } = process.env;

	function launch(args: string[], { env = {}, stdin }: Run = {}) {
		const child = spawn(process.execPath, [join(folder, "main.js"), ...args], {
			env: { ...inherited, ...env },
			stdio: ["pipe", "pipe", "pipe"],
		});
		running.add(child);
		const result: Result = { code: null, stdout: "", stderr: "" };
		child.stdout.setEncoding("utf8");
		child.stdout.on("data", (chunk) => (result.stdout += chunk));
		child.stderr.on("data", (chunk) => (result.stderr += chunk));
		child.stdin.end(stdin);
		const ended = new Promise<Result>((done) =>
			child.once("close", (code) => {
				running.delete(child);
				done({ ...result, code });
			}),
		);
		return { child, result, ended };
	}

	return {
		folder,
		run: (args: string[], given?: Run) => launch(args, given).ended,
		/** Writes a file, and gives its path. */
		async file(name: string, content: unknown): Promise<string> {
			const path = join(folder, name);
			await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
			return path;
		},
		/** Starts a collector on a free port; settles once it says where it listens. */
		async serve(args: string[], env: Record<string, string> = {}) {
			const port = await freePort();
			const { child, result, ended } = launch(["collector", "--port", String(port), ...args], { env });
			while (!/yoursay collector at/.test(result.stderr)) {
				if (child.exitCode !== null) throw new Error(result.stderr);
				await new Promise((done) => setTimeout(done, 20));
			}
			return {
				port,
				url: `http://127.0.0.1:${port}/yoursay`,
				log: () => result.stderr + result.stdout,
				stop(signal: NodeJS.Signals = "SIGTERM") {
					child.kill(signal);
					return ended;
				},
			};
		},
		async remove() {
			for (const child of running) child.kill("SIGKILL");
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** One that nobody listens on at this moment. */
async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const { port } = server.address() as { port: number };
	await new Promise((done) => server.close(done));
	return port;
}
