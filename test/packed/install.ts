/** Packs what was built, and installs it as its users do: in copies of the examples, far from this repository. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { built, root } from "../unit/sources.ts";
import { run } from "./commands.ts";

interface Packed {
	filename: string;
	/** Bytes, as it is downloaded and as it lies there. */
	size: number;
	unpackedSize: number;
	files: { path: string; size: number }[];
}

declare module "vitest" {
	export interface ProvidedContext {
		packed: Packed;
		tarball: string;
		/** Where each consumer is, by name. */
		consumers: Record<string, string>;
		/** Why there are none; empty where there are. */
		trouble: string;
	}
}

interface Manifest {
	dependencies: Record<string, string>;
	devDependencies?: Record<string, string>;
}

/** Installed together: one copy of each package for all of them. */
const together = {
	plain: "examples/plain",
	pages: "examples/pages",
	preact: "examples/preact",
	"react-ssr": "examples/react-ssr",
	leaks: "test/packed/leaks",
};
const react18 = { react: "^18.3.1", "react-dom": "^18.3.1" };
const typesOfReact18 = { "@types/react": "^18.3.31", "@types/react-dom": "^18.3.7" };

const write = (file: string, manifest: object) => writeFile(file, `${JSON.stringify(manifest, null, "\t")}\n`);

async function copy(from: string, to: string, tarball: string, change = (_: Manifest) => {}) {
	const isOurs = (file: string) => !/[\\/](?:node_modules|dist)$/.test(file);
	await cp(join(root, from), to, { recursive: true, filter: isOurs });
	const file = join(to, "package.json");
	const manifest = JSON.parse(await readFile(file, "utf8")) as Manifest;
	manifest.dependencies.yoursay = `file:${tarball}`;
	change(manifest);
	await write(file, manifest);
}

/** What went wrong, in words for whoever runs the tests. */
async function install(folder: string): Promise<string> {
	const options = ["--include=dev", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"];
	const { status, said } = await run(folder, "npm", ["install", ...options]);
	if (!status) return "";
	if (/EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ENOTCACHED/.test(said))
		return "These tests install the package in projects of its users, whose other dependencies come from npm's registry. It cannot be reached from here.";
	return `npm install in ${folder}:\n${said}`;
}

export default async function installConsumers(project: TestProject) {
	built("dist/types");
	const home = await mkdtemp(join(tmpdir(), "yoursay-packed-"));
	const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", home];
	const { output } = await run(root, "npm", pack);
	const [packed] = JSON.parse(output) as [Packed];
	const tarball = join(home, packed.filename);

	const workspace = join(home, "workspace");
	const alone = { vue: join(home, "vue"), "react-18": join(home, "react-18"), bare: join(home, "bare") };
	for (const [name, from] of Object.entries(together)) await copy(from, join(workspace, name), tarball);
	await write(join(workspace, "package.json"), { private: true, workspaces: Object.keys(together) });
	await copy("examples/vue", alone.vue, tarball);
	await copy("examples/react-ssr", alone["react-18"], tarball, (manifest) => {
		Object.assign(manifest.dependencies, react18);
		Object.assign(manifest.devDependencies!, typesOfReact18);
	});
	// Has nothing but yoursay itself.
	await mkdir(alone.bare);
	const devDependencies = { typescript: "^7.0.2", "@types/node": "^20.19.43" };
	await write(join(alone.bare, "package.json"), {
		type: "module",
		dependencies: { yoursay: `file:${tarball}` },
		devDependencies,
	});
	// Told by each test: all other suites go on.
	const troubles = await Promise.all([workspace, ...Object.values(alone)].map(install));

	const inWorkspace = Object.fromEntries(Object.keys(together).map((name) => [name, join(workspace, name)]));
	project.provide("trouble", troubles.find(Boolean) ?? "");
	project.provide("packed", packed);
	project.provide("tarball", tarball);
	project.provide("consumers", { ...inWorkspace, ...alone });
	return () => rm(home, { recursive: true, force: true });
}
