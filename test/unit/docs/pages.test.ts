import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { pages } from "../../../docs/make/pages.ts";
import { built, root } from "../sources.ts";
import { blocks, pagePaths, textOf } from "./fences.ts";

const made = await pages();

it.each(Object.keys(made))(
	"%s is what the code and the last build say: `npm run docs` after `node build.mjs`",
	(page) => {
		expect(textOf(page)).toBe(made[page]);
	},
);

it("the manifest of a build has the hash of each of its files", () => {
	const { folder, integrity } = JSON.parse(readFileSync(built("dist/manifest.json"), "utf8")) as {
		folder: string;
		integrity: Record<string, string>;
	};
	for (const [file, hash] of Object.entries(integrity)) {
		const text = readFileSync(built(`dist/${file}`));
		expect(hash, file).toBe(`sha384-${createHash("sha384").update(text).digest("base64")}`);
	}
	expect(Object.keys(integrity)).toContain(`${folder}/ask-en.js`);
	expect(textOf("README.md")).toContain(integrity["yoursay.js"]);
});

/** The name of a heading in an address, as GitHub makes it. */
const anchor = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, "")
		.replace(/ /g, "-");
const withoutBlocks = (page: string) => textOf(page).replace(/^```[\s\S]*?^```$/gm, "");
const anchorsOf = (page: string) =>
	[...withoutBlocks(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => anchor(heading!));

describe("links", () => {
	const links = pagePaths.flatMap((page) =>
		[...withoutBlocks(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, address]) => ({ page, address: address! })),
	);

	it.each(links.filter(({ address }) => !/^[a-z]+:/.test(address)))("of $page lead somewhere: $address", (link) => {
		const [file, name] = link.address.split("#");
		const target = file ? join(dirname(link.page), file) : link.page;
		expect(existsSync(join(root, target)), target).toBe(true);
		if (name) expect(anchorsOf(target)).toContain(name);
	});

	it("to other hosts are few, and https", () => {
		const others = links.filter(({ address }) => /^[a-z]+:/.test(address));
		expect(others.filter(({ address }) => !address.startsWith("https://"))).toEqual([]);
	});

	it("lead from the README to every page", () => {
		const named = links.filter(({ page }) => page === "README.md").map(({ address }) => address.split("#")[0]);
		expect(pagePaths.filter((page) => page.startsWith("docs/") && !named.includes(page))).toEqual([]);
	});
});

it("the documentation promises nothing that a library cannot: no certificate, no lawfulness", () => {
	const promise =
		/\b(?:GDPR|CCPA|CPRA|ePrivacy)[- ]compliant\b|guarantees? (?:compliance|that you comply)|\bcertified CMP\b|fully compliant/i;
	for (const page of pagePaths) expect(textOf(page), page).not.toMatch(promise);
	expect(textOf("README.md")).toContain("This is not legal advice");
});

it("every fenced block says in which language it is", () => {
	const known = ["html", "ts", "tsx", "js", "json", "sh", "vue", "svelte", "text"];
	expect(blocks.filter(({ language }) => !known.includes(language))).toEqual([]);
});
