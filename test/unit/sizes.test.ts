import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "vite";
import { describe, expect, it } from "vitest";
import { built, root } from "./sources.ts";

/** Brotli bytes at most. Raise one only in the commit that says what it bought. */
const ceilings = {
	loader: 4720,
	firstVisit: 7800,
	unchecked: 9100,
	everything: 72_500,
	asking: 21_000,
	history: 8_400,
	createConsent: 4000,
};
/** Of each language; its script may take twice or three times the bytes of a Latin one before it is packed. */
const ofLanguage = { firstVisit: 8050, words: 4100, "words-rights": 4700, "words-history": 2400 };

const brotli = (text: string | Uint8Array) =>
	brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

const { folder } = JSON.parse(readFileSync(built("dist/manifest.json"), "utf8")) as { folder: string };
const text = (file: string) =>
	readFileSync(built(file === "yoursay.js" ? `dist/${file}` : `dist/${folder}/${file}`), "utf8");
const files = readdirSync(built(`dist/${folder}`)).sort();
const sizes = Object.fromEntries(["yoursay.js", ...files].map((file) => [file, brotli(text(file))]));
/**
 * What a visit that opens every view does without: files for trouble, for pages on plain http, for two countries, for a tag
 * that is not marked as checked, for a purpose or a policy that has changed, for a check of one's own history, for
 * integrations, and for the authorities of other countries.
 */
const beside = [
	...[
		"explain.js",
		"messages.js",
		"sha256.js",
		"adorn.js",
		"equal.js",
		"guard.js",
		"again.js",
		"change.js",
		"versions.js",
	],
	...["told.js", "verify.js", "collected.js", "herald.js"],
];
const ofViews = [
	"yoursay.js",
	...files.filter(
		(file) =>
			!beside.includes(file) && !/^(?:ask|words.*)-(?!en\.)[a-z]{2}(?:-\w+)?\.js$|^authorities-(?!DE)|^to-/.test(file),
	),
];
/** What the form and the history add to a visit that has opened the panel and the summary. */
const ofAsking = ["rights.js", "words-rights-en.js", "requests.js", "laws.js", "authorities-DE.js"];
const ofHistory = ["history.js", "words-history-en.js", "sentences.js", "statement.js", "receipt.js"];
const sum = (names: string[]) => names.reduce((bytes, name) => bytes + sizes[name]!, 0);
const rows = (names: string[]) => names.map((name) => `${sizes[name]} ${name}`).join(", ");

describe("brotli bytes", () => {
	it("are those that the README names", () => {
		const [, section] = readFileSync(join(root, "README.md"), "utf8").split("\n## Sizes\n");
		const shown = section!.split("\n## ")[0]!.matchAll(/\| ([\d,]+) \| ([\d,]+) \|$/gm);
		const numbers = [...shown].map(([, bytes, ceiling]) =>
			[bytes, ceiling].map((text) => Number(text!.replace(",", ""))),
		);
		expect(numbers).toEqual([
			[sizes["yoursay.js"], ceilings.loader],
			[sum(["yoursay.js", "ask-en.js"]), ceilings.firstVisit],
			[sum(["yoursay.js", "ask-en.js", "guard.js"]), ceilings.unchecked],
			[sum(ofViews), ceilings.everything],
			[sum(ofAsking), ceilings.asking],
			[sum(ofHistory), ceilings.history],
		]);
	});

	it("of each integration are those that the README names", () => {
		const [, section] = readFileSync(join(root, "README.md"), "utf8").split("\n## Other vendors\n");
		const shown = section!.split("\n###")[0]!.matchAll(/^\| `(\w+)` \|.*\| ([\d,]+) \|$/gm);
		const numbers = Object.fromEntries(
			[...shown].map(([, name, bytes]) => [`to-${name!.slice(0, 3)}.js`, Number(bytes!.replace(",", ""))]),
		);
		const own = Object.entries(sizes).filter(([file]) => file.startsWith("to-"));
		expect(numbers).toEqual(Object.fromEntries(own));
	});

	it(`of the loader are at most ${ceilings.loader}`, () => {
		expect(sizes["yoursay.js"]!).toBeLessThanOrEqual(ceilings.loader);
	});

	it(`of a first visit in English are at most ${ceilings.firstVisit}`, () => {
		const needed = ["yoursay.js", "ask-en.js"];
		expect(sum(needed), rows(needed)).toBeLessThanOrEqual(ceilings.firstVisit);
	});

	const languages = files.flatMap((file) => /^ask-(.+)\.js$/.exec(file)?.[1] ?? []);

	it.each(languages)("of what a visitor gets in %s are at most so many", (language) => {
		expect(languages.length).toBeGreaterThan(50);
		const { firstVisit, ...words } = ofLanguage;
		expect(sum(["yoursay.js", `ask-${language}.js`])).toBeLessThanOrEqual(firstVisit);
		for (const [name, ceiling] of Object.entries(words))
			expect(sizes[`${name}-${language}.js`], name).toBeLessThanOrEqual(ceiling);
	});

	it(`of a first visit whose configuration is not marked as checked are at most ${ceilings.unchecked}`, () => {
		const needed = ["yoursay.js", "ask-en.js", "guard.js"];
		expect(sum(needed), rows(needed)).toBeLessThanOrEqual(ceilings.unchecked);
	});

	it("are all that a first visit waits for: none of its files has another one follow", () => {
		for (const file of ["yoursay.js", "ask-en.js", "guard.js", "rules.js"])
			expect(text(file), file).not.toMatch(/^import\b|[;}]import\s*[{"']/);
		expect(text("preferences.js")).toMatch(/^import\b|[;}]import\s*[{"']/);
	});

	it(`of every view in English are at most ${ceilings.everything}`, () => {
		expect(sum(ofViews), rows(ofViews)).toBeLessThanOrEqual(ceilings.everything);
	});

	it.each([
		["the request form", ofAsking, ceilings.asking],
		["one's own history", ofHistory, ceilings.history],
	])("of %s, beside what the panel has brought, are at most so many", (_, names, ceiling) => {
		expect(sum(names), rows(names)).toBeLessThanOrEqual(ceiling);
	});

	it(`of createConsent in an application, with all it statically reaches, are at most ${ceilings.createConsent}`, async () => {
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
					load: (id) =>
						id === entry ? `export { createConsent } from ${JSON.stringify(join(root, "src/index.ts"))};` : undefined,
				},
			],
			define: { "process.env.NODE_ENV": '"production"', __VERSION__: '"0.0.0"' },
			build: {
				write: false,
				target: "es2022",
				minify: true,
				modulePreload: false,
				lib: { entry: "application", formats: ["es"] },
				rolldownOptions: { input: "application", output: { minify: true } },
			},
		});
		const output = (Array.isArray(result) ? result : [result]).flatMap((each) => ("output" in each ? each.output : []));
		const chunks = new Map(output.flatMap((each) => (each.type === "chunk" ? [[each.fileName, each] as const] : [])));
		const reached = new Set<string>();
		const visit = (name: string) => {
			const chunk = chunks.get(name);
			if (!chunk || reached.has(name)) return;
			reached.add(name);
			chunk.imports.forEach(visit);
		};
		visit([...chunks.values()].find(({ isEntry }) => isEntry)!.fileName);
		const code = [...reached].map((name) => chunks.get(name)!.code);
		expect(code.join("")).toContain("createConsent");
		const bytes = code.reduce((all, each) => all + brotli(each), 0);
		expect(bytes, [...reached].join(", ")).toBeLessThanOrEqual(ceilings.createConsent);
	});
});

describe("what must not appear", () => {
	it("no integration that is off, in what others load", () => {
		const vendors = /uetq|consentv2|\bfbq|\bttq|_paq|opt_in_capturing|setConsent|__gpp|__tcfapi|consent_update/;
		for (const file of files.filter((each) => /^to-/.test(each))) expect(text(file), file).toMatch(vendors);
		for (const file of ["yoursay.js", ...files.filter((each) => !/^to-|^explain/.test(each))])
			expect(text(file), file).not.toMatch(vendors);
	});

	// Names of schemas and their errors, which survive minifying.
	const zod = /ZodError|safeParse|invalid_type|superRefine|_zod\b/;

	it("is known by its marks: zod in the explanation", () => {
		expect(text("explain.js")).toMatch(zod);
	});

	it("is zod in any file of a browser but the explanation", () => {
		expect(["yoursay.js", ...files].filter((file) => file !== "explain.js" && zod.test(text(file)))).toEqual([]);
	});

	it("is a place-holder of the build", () => {
		const left = /__VERSION__|__FOLDER__|__LANGUAGES__|process\.env/;
		expect(["yoursay.js", ...files].filter((file) => left.test(text(file)))).toEqual([]);
		const esm = readdirSync(built("dist/esm"), { recursive: true, encoding: "utf8" }).filter((file) =>
			file.endsWith(".js"),
		);
		expect(
			esm.filter((file) => /__VERSION__|__FOLDER__/.test(readFileSync(built(`dist/esm/${file}`), "utf8"))),
		).toEqual([]);
	});

	it("is what hide-lists match in the name of a file", () => {
		expect(["yoursay.js", folder, ...files].filter((name) => /cookie|consent|gdpr|banner/i.test(name))).toEqual([]);
	});
});
