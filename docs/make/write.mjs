// node docs/make/write.mjs: brings the made pages up to date with the code and with what is built in dist/.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { module } = await runnerImport(join(root, "docs/make/pages.ts"), {
	configFile: false,
	root,
	define: { __VERSION__: '""', __LANGUAGES__: '""' },
});
for (const [path, text] of Object.entries(await module.pages())) {
	const before = await readFile(join(root, path), "utf8").catch(() => "");
	if (before === text) continue;
	await writeFile(join(root, path), text);
	console.log(`wrote ${path}`);
}
