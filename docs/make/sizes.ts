/** What browsers fetch of yoursay, in brotli bytes, and what it may cost at most. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "vite";
import { built, root } from "./files.ts";

/** Brotli bytes at most. Raise one only in the commit that says what it bought. */
export const ceilings = {
	loader: 4770,
	firstVisit: 7850,
	unchecked: 9150,
	everything: 74_000,
	asking: 21_000,
	history: 8_400,
};

const brotli = (text: string | Uint8Array) =>
	brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** The built files: their names, texts and bytes, and which of them belong to what. */
export function measured() {
	const { folder } = JSON.parse(readFileSync(built("dist/manifest.json"), "utf8")) as { folder: string };
	const text = (file: string) =>
		readFileSync(built(file === "yoursay.js" ? `dist/${file}` : `dist/${folder}/${file}`), "utf8");
	const files = readdirSync(built(`dist/${folder}`)).sort();
	const sizes = Object.fromEntries(["yoursay.js", ...files].map((file) => [file, brotli(text(file))]));
	const sum = (names: string[]) => names.reduce((bytes, name) => bytes + sizes[name]!, 0);
	const ofViews = [
		"yoursay.js",
		...files.filter(
			(file) =>
				!beside.includes(file) &&
				!/^(?:ask|words.*)-(?!en\.)[a-z]{2}(?:-\w+)?\.js$|^authorities-(?!DE)|^to-/.test(file),
		),
	];
	return { folder, text, files, sizes, sum, ofViews };
}

/**
 * What a visit that opens every view does without: files for trouble, for pages on plain http, for two countries, for a tag
 * that is not marked as checked, for a purpose or a policy that has changed, for a check of one's own history, for
 * integrations, and for the authorities of other countries.
 */
const beside = [
	...["explain.js", "messages.js", "sha256.js", "adorn.js", "equal.js", "guard.js", "again.js", "change.js"],
	...["versions.js", "told.js", "verify.js", "collected.js", "herald.js"],
];
/** What the form and the history add to a visit that has opened the panel and the summary. */
export const ofAsking = ["rights.js", "words-rights-en.js", "requests.js", "laws.js", "authorities-DE.js"];
export const ofHistory = ["history.js", "words-history-en.js", "sentences.js", "statement.js", "receipt.js"];

const number = (bytes: number) => bytes.toLocaleString("en-US");

export function sizeTable(): string {
	const { sizes, sum, ofViews } = measured();
	const rows: [what: string, bytes: number, ceiling: number][] = [
		["`yoursay.js`: what every page and every returning visitor costs", sizes["yoursay.js"]!, ceilings.loader],
		["first visit until the first layer stands", sum(["yoursay.js", "ask-en.js"]), ceilings.firstVisit],
		["the same, where the tag has no `data-checked`", sum(["yoursay.js", "ask-en.js", "guard.js"]), ceilings.unchecked],
		["every view opened once, and answered", sum(ofViews), ceilings.everything],
		["of it the request form, from the first card to the status", sum(ofAsking), ceilings.asking],
		["of it the visitor's own choices, with the receipt", sum(ofHistory), ceilings.history],
	];
	const lines = rows.map(([what, bytes, ceiling]) => `| ${what} | ${number(bytes)} | ${number(ceiling)} |`);
	return ["| what | bytes | ceiling |", "|---|---|---|", ...lines].join("\n");
}

/** Bytes of each integration's file, by the key of `integrations`. */
export function bytesOfIntegrations(): Record<string, string> {
	const { sizes } = measured();
	const keys = readdirSync(join(root, "src/integrations")).map((file) => file.replace(".ts", ""));
	return Object.fromEntries(
		keys.flatMap((key) => {
			const bytes = sizes[`to-${key.slice(0, 3)}.js`];
			return bytes && key !== "google" ? [[key, number(bytes)]] : [];
		}),
	);
}

/** What an application asks a door for, what it brings itself, and brotli bytes at most. */
export const doors: Record<string, { source: string; takes: string; external?: string[]; ceiling: number }> = {
	yoursay: { source: "src/index.ts", takes: "createConsent", ceiling: 4000 },
	"yoursay/elements": { source: "src/elements.ts", takes: "define", ceiling: 1050 },
	"yoursay/preact": {
		source: "src/preact.ts",
		takes: "ConsentProvider, useConsent, Gate, Ask, Preferences, PolicySummary, RequestForm",
		external: ["preact", "preact/hooks", "@preact/signals"],
		ceiling: 1650,
	},
	"yoursay/react": {
		source: "src/react.ts",
		takes: "ConsentProvider, useConsent, Gate, Ask",
		external: ["react"],
		ceiling: 2950,
	},
};

/** Bytes of each npm door with all that it statically reaches, but for its peers. */
export async function bytesOfDoors(): Promise<Record<string, string>> {
	const { sizes } = measured();
	const found: Record<string, string> = { script: number(sizes["yoursay.js"]!) };
	for (const [door, { source, takes, external }] of Object.entries(doors))
		found[door] = number((await reached(source, takes, external)).bytes);
	return found;
}

/** What an application loads that takes these names of a source file: its code and names of files, and bytes. */
export async function reached(source: string, takes: string, external: string[] = []) {
	const entry = "\0entry";
	const result = await build({
		configFile: false,
		root,
		publicDir: false,
		logLevel: "error",
		plugins: [
			{
				name: "application",
				resolveId: (id) => (id === "application" ? entry : undefined),
				load: (id) => (id === entry ? `export { ${takes} } from ${JSON.stringify(join(root, source))};` : undefined),
			},
		],
		define: { "process.env.NODE_ENV": '"production"', __VERSION__: '"0.0.0"' },
		build: {
			write: false,
			target: "es2022",
			minify: true,
			modulePreload: false,
			lib: { entry: "application", formats: ["es"] },
			rolldownOptions: { input: "application", external, output: { minify: true } },
		},
	});
	const output = (Array.isArray(result) ? result : [result]).flatMap((each) => ("output" in each ? each.output : []));
	const chunks = new Map(output.flatMap((each) => (each.type === "chunk" ? [[each.fileName, each] as const] : [])));
	const names = new Set<string>();
	const visit = (name: string) => {
		const chunk = chunks.get(name);
		if (!chunk || names.has(name)) return;
		names.add(name);
		chunk.imports.forEach(visit);
	};
	visit([...chunks.values()].find(({ isEntry }) => isEntry)!.fileName);
	const code = [...names].map((name) => chunks.get(name)!.code);
	return { code: code.join(""), names: [...names], bytes: code.reduce((all, each) => all + brotli(each), 0) };
}
