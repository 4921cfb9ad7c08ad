// node build.mjs [--dev]: dist/ (or dist-dev/, unminified): the script tag's files, the npm modules, their types.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "uglify-js";
import { build, runnerImport } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const languages = (await readdir(join(root, "src/locales")))
	.filter((file) => file.endsWith(".ts"))
	.map((file) => file.replace(".ts", ""));
/** Other tags that mean a language. */
const also = { he: "iw", id: "in", no: "nb|nn", "zh-Hans": "zh", "zh-Hant": "zh-TW|zh-HK|zh-MO" };
/** As `src/config/language.ts` reads it: the first that fits is taken, so the longer tags come first. */
export const tags = languages
	.toSorted((a, b) => (a < b ? 1 : -1))
	.map((language) => [language, also[language]].filter(Boolean).join("|"))
	.join(" ");
const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

/** The first layer, code and words in one file; gaps stand for the words and for what the language's script asks of the styles. */
const firstLayer = {
	name: "first-layer",
	resolveId: (id) => (id === "virtual:ask" ? `\0${id}` : undefined),
	load(id) {
		if (id !== "\0virtual:ask") return;
		const file = (path) => JSON.stringify(join(root, path));
		return `import { situate } from ${file("src/regions/situate.ts")};
			import { mountAsk } from ${file("src/ui/ask.ts")};
			import css from ${file("src/ui/css/base.css?inline")};
			export { situate };
			export const base = [css, $SCRIPT$];
			export const mount = (stage) => mountAsk(stage, $WORDS$, situate, base);`;
	},
};

/** What only policy documents need. */
const ofPolicies = /policy.(?:compare|pair|spelling|news|content|document|guard|placeholder|import)|change-list/;

/** What all that waits on the device for a collector needs. */
const ofWaiting = /records.(?:answer|attempts|locked|secret|store)\.ts|idb-keyval/;

/** What a browser is sent is pressed a second time: between one and three per cent less. */
const pressed = {
	name: "pressed",
	generateBundle(_, bundle) {
		for (const chunk of Object.values(bundle)) {
			// The explanation is large, rarely wanted, and gains nothing.
			if (chunk.fileName === "explain.js") continue;
			const isModule = chunk.exports.length > 0;
			const { code, error } = minify(chunk.code, { module: isModule, toplevel: true, compress: { passes: 3 } });
			if (error) throw error;
			// The loader, a classic script, comes out with all that it declares as the page's own names.
			chunk.code = isModule ? code : `(()=>{${code}})()`;
		}
	},
};

/** What source files export, each under its name, to write data out of it. */
async function read(files) {
	const lines = Object.entries(files).map(
		([name, file]) => `export * as ${JSON.stringify(name)} from ${JSON.stringify(join(root, file))};`,
	);
	const entry = {
		name: "data",
		resolveId: (id) => (id === "data" ? id : null),
		load: (id) => (id === "data" ? lines.join("") : null),
	};
	const made = await build({
		configFile: false,
		root,
		publicDir: false,
		logLevel: "warn",
		plugins: [entry],
		build: { write: false, ssr: true, rolldownOptions: { input: "data" } },
	});
	return import(`data:text/javascript,${encodeURIComponent(made.output[0].code)}`);
}

/** As an expression: names without quotes where they need none. */
const literal = (value) =>
	typeof value !== "object"
		? JSON.stringify(value)
		: Array.isArray(value)
			? `[${value.map(literal)}]`
			: `{${Object.entries(value).map(([key, each]) => `${/^[a-z]\w*$/i.test(key) ? key : JSON.stringify(key)}:${literal(each)}`)}}`;

/** The files that exist once for each language: the first layer, other words, and the words of form and history. */
async function writeLanguages(folder) {
	const files = Object.fromEntries(languages.map((language) => [language, `src/locales/${language}.ts`]));
	const { script, ...locales } = await read({ ...files, script: "src/ui/script.ts" });
	const layer = await readFile(join(folder, "ask.js"), "utf8");
	for (const language of languages) {
		const { ask, words, rightsWords, historyWords } = locales[language];
		const text = layer
			.replace("$SCRIPT$", JSON.stringify(script.scriptStyles(language)))
			.replace("$WORDS$", () => literal(ask));
		await writeFile(join(folder, `ask-${language}.js`), text);
		for (const [name, all] of Object.entries({ words, "words-rights": rightsWords, "words-history": historyWords }))
			await writeFile(join(folder, `${name}-${language}.js`), `export const words=${literal(all)};`);
	}
	await rm(join(folder, "ask.js"));
}

/** One file for each country whose authorities are known. */
async function writeAuthorities(folder) {
	const { authoritiesOf, countries } = (await read({ data: "src/rights/authorities.ts" })).data;
	for (const country of countries) {
		const text = `export const authorities=${JSON.stringify(authoritiesOf(country))};`;
		await writeFile(join(folder, `authorities-${country}.js`), text);
	}
}

/** What an `integrity` attribute, or that of an import map, says of each file. */
async function integrityOf(folder, files) {
	const hashOf = async (file) =>
		`sha384-${createHash("sha384")
			.update(await readFile(join(folder, file)))
			.digest("base64")}`;
	return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await hashOf(file)])));
}

export async function buildAll({ dev = false, types = !dev } = {}) {
	const out = join(root, dev ? "dist-dev" : "dist");
	await rm(out, { recursive: true, force: true });
	const files = join(out, "files");
	const make = (input, outDir, output, more = {}) =>
		build({
			configFile: false,
			root,
			publicDir: false,
			logLevel: "warn",
			plugins: [firstLayer, ...(more.target || dev ? [] : [pressed])],
			define: {
				"process.env.NODE_ENV": '"production"',
				__VERSION__: JSON.stringify(version),
				__LANGUAGES__: JSON.stringify(tags),
				// Whether it may make code of strings is not tried out: a strict policy would report that to the owner.
				...(!more.target && { "globalThis.__zod_globalConfig": '{"jitless":true}' }),
				...more.define,
			},
			build: {
				target: more.target ?? ["chrome111", "firefox128", "safari16.4"],
				outDir,
				emptyOutDir: false,
				minify: !dev && more.minify !== false,
				cssMinify: !dev,
				// Only the last needs no fallback for `color-scheme`; nothing else differs between the two.
				cssTarget: ["chrome123", "firefox128", "safari17.5"],
				sourcemap: more.sourcemap ?? false,
				lib: { entry: input, formats: [more.format ?? "es"], name: "yoursay" },
				rolldownOptions: {
					// The second pressing takes most of the time, and may.
					checks: { pluginTimings: false },
					input,
					external: more.external,
					output: {
						minify: !dev && more.minify !== false,
						entryFileNames: "[name].js",
						chunkFileNames: "[name].js",
						...output,
					},
				},
			},
		});

	// What a first visit waits for is one file each, and so is the desk, whatever they share with the views: a second file in
	// series costs a round trip.
	await make({ ask: "virtual:ask" }, files);
	await writeLanguages(files);
	const integrations = (await readdir(join(root, "src/integrations"))).filter((file) => file !== "google.ts");
	for (const file of integrations) await make({ [`to-${file.slice(0, 3)}`]: `src/integrations/${file}` }, files);
	const alone = {
		herald: "src/herald.ts",
		desk: "src/desk.ts",
		guard: "src/config/judge.ts",
		rules: "src/regions/locate.ts",
	};
	for (const [name, entry] of Object.entries(alone)) await make({ [name]: entry }, files);
	const views = Object.fromEntries(
		["preferences", "policy", "rights", "history", "change", "again", "trigger", "embeds"].map((name) => [
			name,
			`src/ui/${name}.ts`,
		]),
	);
	await make(
		{
			...views,
			adorn: "src/ui/adorn.ts",
			equal: "src/ui/equal.ts",
			records: "src/records/records.ts",
			receipt: "src/records/receipt.ts",
			told: "src/ui/told.ts",
			verify: "src/records/check-kept.ts",
			requests: "src/rights/requests.ts",
			erase: "src/core/erase.ts",
			messages: "src/core/messages.ts",
			explain: "src/config/explain.ts",
		},
		files,
		{
			codeSplitting: {
				groups: [
					// Records and requests wait in the same way.
					{ name: "waiting", test: ofWaiting, minShareCount: 2, priority: 2 },
					// Which law holds where is for the form, and for the notice of a change that can be objected to.
					{ name: "laws", test: /rights.(?:laws|offers)\.ts|regions.rules\.ts/, minShareCount: 2, priority: 2 },
					{ name: "shared", test: (id) => /src/.test(id) && !ofPolicies.test(id), minShareCount: 2, priority: 1 },
					// A receipt is made, checked and written out for the few who ask for it.
					{ name: "statement", test: /records.(?:statement|acknowledgement)/, minShareCount: 2, priority: 2 },
					{ name: "sentences", test: /ui.history-words/, minShareCount: 2, priority: 2 },
					// Comparing versions is for the few visits on which there is something to compare.
					{ name: "document", test: /policy.(?:document|guard|placeholder|content|import)/, minShareCount: 2 },
					{ name: "versions", test: ofPolicies, minShareCount: 2 },
				],
			},
		},
	);

	await writeAuthorities(files);

	const hash = createHash("sha256");
	for (const file of (await readdir(files)).sort()) hash.update(file).update(await readFile(join(files, file)));
	const folder = `ys-${version}-${hash.digest("hex").slice(0, 6)}`;
	await rename(files, join(out, folder));
	await make(
		{ yoursay: "src/loader.ts" },
		out,
		{},
		{ format: "iife", define: { __FOLDER__: JSON.stringify(`${folder}/`) } },
	);
	const ask = Object.fromEntries(languages.map((language) => [language, `${folder}/ask-${language}.js`]));
	const integrity = await integrityOf(out, [
		"yoursay.js",
		...(await readdir(join(out, folder))).map((file) => `${folder}/${file}`),
	]);
	const manifest = { version, folder, ask, rules: `${folder}/rules.js`, integrity };
	await writeFile(join(out, "manifest.json"), `${JSON.stringify(manifest, null, "\t")}\n`);

	// The npm modules: readable, dependencies left to the consumer.
	const external = [
		"idb-keyval",
		/^@?preact/,
		"react",
		/^@noble\//,
		/^zod/,
		"@electric-sql/pglite",
		"pg",
		"nodemailer",
		"parse5",
		/^mdast-util-/,
		/^micromark-/,
		/^srvx/,
		/^node:/,
	];
	const each = (door, room, names) =>
		Object.fromEntries(names.map((name) => [`${door}/${name}`, `src/${room}/${name}.ts`]));
	const modules = {
		index: "src/index.ts",
		elements: "src/elements.ts",
		preact: "src/preact.ts",
		react: "src/react.ts",
		...each("integrations", "connect", ["google", ...integrations.map((file) => file.replace(".ts", ""))]),
		...each("locales", "locales", languages),
		collector: "src/collector/collector.ts",
		"collector/embedded": "src/collector/embedded.ts",
		"collector/postgres": "src/collector/postgres.ts",
		cli: "src/cli/main.ts",
	};
	await make(
		modules,
		join(out, "esm"),
		{ chunkFileNames: "parts/[name]-[hash].js" },
		{ target: "es2022", minify: false, sourcemap: true, external },
	);
	for (const name of ["config", "policy"]) {
		const schema = execFileSync(process.execPath, [join(out, "esm/cli.js"), "schema", name]);
		await writeFile(join(out, `${name}.schema.json`), schema);
	}
	if (types)
		execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.types.json"], {
			cwd: root,
			stdio: "inherit",
		});
	const { module: elements } = await runnerImport(join(root, "docs/make/elements.ts"), { configFile: false, root });
	await writeFile(join(out, "custom-elements.json"), `${JSON.stringify(elements.manifest(version), null, "\t")}\n`);
	return { out, folder, integrity: integrity["yoursay.js"] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const { folder, integrity } = await buildAll({ dev: process.argv.includes("--dev") });
	console.log(`built ${folder}\nyoursay.js ${integrity}`);
}
