// What `npm run bench` runs, with Node alone: installs what is missing, builds, and starts the benchmark.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");

function must(command, args, cwd = root) {
	const { status } = spawnSync(command, args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
	if (status !== 0) process.exit(status ?? 1);
}

function isFresh(folder) {
	const installed = join(folder, "node_modules/.package-lock.json");
	return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(folder, "package-lock.json")).mtimeMs;
}

if (!process.argv.includes("--help")) {
	if (!existsSync(join(root, "node_modules/playwright-core"))) must(process.execPath, ["test/run.mjs", "--install"]);
	if (!isFresh(here)) must("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], here);
	if (!process.env.YOURSAY_DIST) must(process.execPath, ["build.mjs"]);
}
await import("./run.mjs");
