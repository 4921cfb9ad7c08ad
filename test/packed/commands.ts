/** Runs programs and servers in the folders of consumers. */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";

/** With the programs of the folder's own dependencies, and of a workspace's around it. */
const environmentOf = (folder: string) => ({
	...process.env,
	NODE_ENV: "production",
	PATH: [join(folder, "node_modules/.bin"), join(folder, "../node_modules/.bin"), process.env.PATH].join(delimiter),
});

export interface Outcome {
	status: number | null;
	/** All that it said. */
	said: string;
	/** What it said on standard output. */
	output: string;
}

export const run = (folder: string, command: string, args: string[]): Promise<Outcome> =>
	new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd: folder, env: environmentOf(folder) });
		let said = "";
		let output = "";
		child.stdout.on("data", (part) => {
			output += part;
			said += part;
		});
		child.stderr.on("data", (part) => (said += part));
		child.on("error", reject);
		child.on("close", (status) => resolve({ status, said, output }));
	});

const freePort = (): Promise<number> =>
	new Promise((resolve) => {
		const probe = createServer().listen(0, "localhost", () => {
			const { port } = probe.address() as { port: number };
			probe.close(() => resolve(port));
		});
	});

export interface Served {
	url: string;
	close(): void;
}

/** Has `npm start` serve a folder, as its reader would. */
export async function serve(folder: string): Promise<Served> {
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const child = spawn("npm", ["start", "--", "--port", `${port}`, "--strictPort"], {
		cwd: folder,
		env: { ...environmentOf(folder), PORT: `${port}` },
		detached: true,
	});
	let said = "";
	child.stdout.on("data", (part) => (said += part));
	child.stderr.on("data", (part) => (said += part));
	// npm has a shell start the server: all of them end together.
	const close = () => void (child.exitCode ?? process.kill(-child.pid!));
	for (
		const until = Date.now() + 30_000;
		Date.now() < until;
		await new Promise((resolve) => setTimeout(resolve, 100))
	) {
		if (child.exitCode !== null) break;
		const answer = await fetch(url).catch(() => undefined); // not there yet
		if (answer?.ok) return { url, close };
	}
	close();
	throw new Error(`npm start in ${folder} serves nothing:\n${said}`);
}
