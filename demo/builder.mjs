// What the builder asks of the server: the widget's own functions as a module, what is built, and what each file costs.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What the builder takes from the widget's source, so that no rule of it is written a second time. */
const own = {
	checkedMark: "config/checked.ts",
	fromTag: "config/tag.ts",
	settle: "config/settle.ts",
	place: "regions/place.ts",
	situate: "regions/situate.ts",
	accent: "ui/accent.ts",
	contrast: "ui/accent.ts",
	autonym: "ui/autonym.ts",
	scriptStyles: "ui/script.ts",
};

export function createBuilder(distFolder, assets) {
	let bundle;

	const manifest = async () => JSON.parse(await readFile(path.join(distFolder, "manifest.json"), "utf8"));

	/** Answers and returns true where the path is one of the builder's. */
	async function answer(request, response, pathname) {
		const [, name] = /^\/builder\/own\/([\w.-]+\.js)$/.exec(pathname) ?? [];
		if (name) {
			bundle ??= bundleOwn((await manifest()).version);
			const code = (await bundle).get(name);
			if (!code) return false;
			send(response, "text/javascript", code);
		} else if (pathname === "/builder/manifest.json")
			send(response, "application/json", JSON.stringify(await manifest()));
		else if (pathname === "/builder/sizes.json") {
			const { folder, ask } = await manifest();
			const wanted = new URL(request.url, "http://localhost").searchParams.get("language");
			const language = Object.hasOwn(ask, wanted ?? "") ? wanted : "en";
			send(response, "application/json", JSON.stringify(await sizes(folder, language)));
		} else return false;
		return true;
	}

	/** Of each file that a page in this language may ask for: brotli bytes, and the files that it imports at once. */
	async function sizes(folder, language) {
		const isWanted = (file) =>
			!/^(?:explain|authorities-)/.test(file) && (!/^(?:ask|words)-/.test(file) || file.endsWith(`-${language}.js`));
		const names = (await readdir(path.join(distFolder, folder))).filter(isWanted);
		const files = await Promise.all(
			names.map(async (name) => {
				const text = await readFile(path.join(distFolder, folder, name), "utf8");
				const needs = [...text.matchAll(/(?:\bfrom|\bimport) ?"\.\/([^"]+)"/g)].map(([, file]) => file);
				return [name, { bytes: await assets.bytesOf(`/${folder}/${name}`), needs }];
			}),
		);
		const loader = { bytes: await assets.bytesOf("/yoursay.js"), needs: [] };
		return { language, files: { "yoursay.js": loader, ...Object.fromEntries(files) } };
	}

	return { answer };
}

/** Names and texts of a bundle of `own`, and of `checkConfig`, which comes when it is called. */
async function bundleOwn(version) {
	const { build } = await import("vite");
	const from = (file) => JSON.stringify(path.join(root, "src", file));
	const lines = [
		...Object.entries(own).map(([name, file]) => `export { ${name} } from ${from(file)};`),
		`export const checkConfig = async (...given) => (await import(${from("config/check.ts")})).checkConfig(...given);`,
	];
	const entry = {
		name: "own",
		resolveId: (id) => (id === "own" ? id : undefined),
		load: (id) => (id === "own" ? lines.join("\n") : undefined),
	};
	const { output } = await build({
		configFile: false,
		root,
		publicDir: false,
		logLevel: "warn",
		plugins: [entry],
		// As in build.mjs: the schema makes no code of strings, which this page's policy forbids.
		define: { __VERSION__: JSON.stringify(version), "globalThis.__zod_globalConfig": '{"jitless":true}' },
		build: {
			write: false,
			target: "es2022",
			modulePreload: false,
			rolldownOptions: {
				input: "own",
				preserveEntrySignatures: "strict",
				output: { entryFileNames: "[name].js", chunkFileNames: "[name].js" },
			},
		},
	});
	return new Map(output.map(({ fileName, code }) => [fileName, code]));
}

function send(response, type, body) {
	response.writeHead(200, {
		"content-type": `${type}; charset=utf-8`,
		"cache-control": "no-store",
		"x-content-type-options": "nosniff",
	});
	response.end(body);
}
