import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../sources.ts";

/** Sheets that every view has; what they style means the same everywhere. */
const common = ["base.css", "sheet.css", "late.css"];
/** In a shadow root of its own. */
const apart = ["embeds.css"];
/** The same piece in several sheets that must each stand alone: the frame of what stands in the corner, and what is in it. */
const meant = ["acts", "again", "ask", "due", "news", "state", "tag", "words"];

it("no class means two things: all views share one shadow root, and so do their style sheets", () => {
	const folder = join(root, "src/ui/css");
	const seen = new Map<string, Set<string>>();
	for (const file of readdirSync(folder).filter((each) => !apart.includes(each))) {
		const rules = readFileSync(join(folder, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
		for (const [, selector] of rules.matchAll(/([^{}]+)\{/g))
			for (const [, name] of selector!.trim().startsWith("@") ? [] : selector!.matchAll(/\.([a-z][\w-]*)/gi))
				seen.set(name!, (seen.get(name!) ?? new Set()).add(file));
	}
	const twice = [...seen].filter(([name, files]) => {
		const own = [...files].filter((file) => !common.includes(file));
		return own.length > 1 && own.length === files.size && !meant.includes(name);
	});
	expect(twice.map(([name, files]) => `.${name}: ${[...files].join(", ")}`)).toEqual([]);
});
