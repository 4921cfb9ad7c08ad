// What `npm run demo` and `npm run dev` run: install if needed, build, serve. Starts with nothing but Node's own modules.
import { spawn } from "node:child_process";
import { existsSync, statSync, watch } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

function fail(message) {
	process.stderr.write(`${message}\n`);
	process.exit(1);
}

function run(command, args) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
		child.on("error", () => resolve(1));
		child.on("exit", (code) => resolve(code ?? 1));
	});
}

function needsInstall() {
	const installed = path.join(root, "node_modules/.package-lock.json");
	return !existsSync(installed) || statSync(installed).mtimeMs < statSync(path.join(root, "package-lock.json")).mtimeMs;
}

async function serve() {
	const { startDemo } = await import("./server.mjs");
	const port = Number(process.env.PORT || 4173);
	if (!Number.isInteger(port) || port < 0 || port > 65535) {
		fail(
			`PORT is "${process.env.PORT}", which is not a port. Give a whole number from 0 to 65535, for example PORT=5000.`,
		);
	}
	const demo = await startDemo({ port, databaseUrl: process.env.DATABASE_URL }).catch((error) => fail(error.message));
	process.stdout.write(`yoursay demo: ${demo.url}/\n`);
	const stop = () => demo.close().then(() => process.exit(0));
	process.once("SIGINT", stop);
	process.once("SIGTERM", stop);
}

/** Rebuilds on a change, and starts the server afresh so that a changed collector is served too. */
async function watchAndServe() {
	let server;
	const start = () => {
		server = spawn(process.execPath, [fileURLToPath(import.meta.url), "--serve"], { cwd: root, stdio: "inherit" });
	};
	const stop = () =>
		new Promise((resolve) => {
			if (server.exitCode !== null || server.signalCode) return resolve();
			server.once("exit", resolve);
			server.kill("SIGTERM");
		});
	let timer;
	let working = Promise.resolve();
	let rebuild = false;
	const changed = (needsBuild) => {
		rebuild ||= needsBuild;
		clearTimeout(timer);
		timer = setTimeout(() => {
			working = working.then(async () => {
				const build = rebuild;
				rebuild = false;
				if (build && (await run(process.execPath, ["build.mjs"]))) return;
				await stop();
				start();
			});
		}, 200);
	};
	start();
	for (const folder of ["src", "types", "demo"]) {
		watch(path.join(root, folder), { recursive: true }, (_event, file) => {
			if (folder !== "demo") changed(true);
			else if (file?.endsWith(".mjs")) changed(false);
		});
	}
	for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop().then(() => process.exit(0)));
}

if (process.argv.includes("--serve")) {
	await serve();
} else {
	if (needsInstall() && (await run("npm", ["ci"])))
		fail("npm ci failed, so there is nothing to build with. Its own message is above.");
	if (await run(process.execPath, ["build.mjs"]))
		fail("The build failed, so the demo was not started. Its message is above.");
	await (process.argv.includes("--watch") ? watchAndServe() : serve());
}
