/** The pages that are made from the code, wholly or in part, as they should be now. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { built, root } from "./files.ts";
import { reference } from "./reference.ts";
import { bytesOfDoors, bytesOfIntegrations, sizeTable } from "./sizes.ts";

/** What stands between `<!-- NAME: npm run docs -->` and `<!-- end -->`, made from what stood there. */
type Make = (present: string) => string | Promise<string>;

/** Fills the last cell of each row whose first cell is a name in code. */
const withLastCells = (present: string, cells: Record<string, string>) =>
	present.replace(/^(\| `([^`]+)`.*\|)([^|\n]*)\|$/gm, (row, before: string, name: string) =>
		Object.hasOwn(cells, name) ? `${before} ${cells[name]} |` : row,
	);

const integrityLine = () => {
	const { version, integrity } = JSON.parse(readFileSync(built("dist/manifest.json"), "utf8")) as {
		version: string;
		integrity: Record<string, string>;
	};
	return `\`yoursay.js\` of ${version}: \`${integrity["yoursay.js"]}\``;
};

const blocks: Record<string, Make> = {
	sizes: sizeTable,
	integrity: integrityLine,
	"bytes of doors": async (present) => withLastCells(present, await bytesOfDoors()),
	"bytes of integrations": (present) => withLastCells(present, bytesOfIntegrations()),
};

/** Pages with pieces that are made. */
const pagesWithBlocks = ["README.md", "docs/sizes.md", "docs/vendors.md"];

/** Each page's text by its path. */
export async function pages(): Promise<Record<string, string>> {
	const made: Record<string, string> = { "docs/reference.md": reference() };
	for (const page of pagesWithBlocks) {
		let text = readFileSync(join(root, page), "utf8");
		for (const [whole, name, present] of text.matchAll(/<!-- ([a-z ]+): npm run docs -->\n([\s\S]*?)\n<!-- end -->/g)) {
			const make = blocks[name!];
			if (!make) throw new Error(`${page} asks for ${name}, which nothing makes.`);
			const now = await make(present!);
			text = text.replace(whole, () => `<!-- ${name}: npm run docs -->\n${now}\n<!-- end -->`);
		}
		made[page] = text;
	}
	return made;
}
