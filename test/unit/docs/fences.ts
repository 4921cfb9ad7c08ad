/** The pages of the documentation, and the fenced blocks in them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../sources.ts";

export interface Block {
	/** `docs/npm.md:12`. */
	at: string;
	language: string;
	code: string;
}

export const pagePaths = [
	"README.md",
	"CHANGELOG.md",
	...readdirSync(join(root, "docs"))
		.filter((file) => file.endsWith(".md"))
		.map((file) => `docs/${file}`),
];

export const textOf = (page: string) => readFileSync(join(root, page), "utf8");

export const blocks: Block[] = pagePaths.flatMap((page) => {
	const text = textOf(page);
	return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(({ 1: language, 2: code, index }) => ({
		at: `${page}:${text.slice(0, index).split("\n").length}`,
		language: language!,
		code: code!,
	}));
});

export const blocksOf = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));
