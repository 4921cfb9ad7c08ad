import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ceilings, doors, measured, ofAsking, ofHistory, reached } from "../../docs/make/sizes.ts";
import { built } from "./sources.ts";

/** Of each language; its script may take twice or three times the bytes of a Latin one before it is packed. */
const ofLanguage = { firstVisit: 8120, words: 4100, "words-rights": 4700, "words-history": 2400 };

const { folder, text, files, sizes, sum, ofViews } = measured();
const rows = (names: string[]) => names.map((name) => `${sizes[name]} ${name}`).join(", ");

describe("brotli bytes", () => {
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

	it.each(Object.entries(doors))(
		"of an application that takes all it needs of %s, but for what it brings itself, are at most so many",
		async (_, { source, takes, external, ceiling }) => {
			const { code, names, bytes } = await reached(source, takes, external);
			expect(code).toContain(takes.split(",")[0]);
			expect(bytes, names.join(", ")).toBeLessThanOrEqual(ceiling);
		},
	);
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
