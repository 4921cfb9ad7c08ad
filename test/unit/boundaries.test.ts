import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reachedFrom, root, sourcesOf } from "./sources.ts";

const sources = sourcesOf("src");
const types = sourcesOf("types");

interface Rule {
	/** Rooms, or single files of a room. */
	ours: string[];
	/** Packages, each with the files that may use it; all may where none is named. */
	packages: Record<string, RegExp>;
}

const anyFile = /./;
const schemas = /\/(schema|explain)[^/]*\.ts$/;

/** Which room may import what at run time, besides itself. */
const table: Record<string, Rule> = {
	core: { ours: ["core/errors"], packages: { "@noble/hashes/sha2.js": /sha256/ } },
	regions: { ours: ["core/errors"], packages: {} },
	// What explains a refusal explains that of a policy document too.
	config: { ours: ["core/errors", "policy/schema"], packages: { zod: schemas } },
	policy: {
		ours: ["core/errors", "core/canonical", "config/schema"],
		packages: {
			zod: /\/(schema[^/]*\.ts|import\/)/,
			parse5: /import\/html/,
			"mdast-util-from-markdown": /import\/markdown/,
			"mdast-util-gfm-table": /import\/markdown/,
			"micromark-extension-gfm-table": /import\/markdown/,
		},
	},
	records: { ours: ["core"], packages: { zod: schemas, "idb-keyval": anyFile } },
	rights: { ours: ["core", "records", "regions"], packages: { zod: schemas } },
	integrations: { ours: ["core/follow", "core/arrive", "core/storage", "core/errors", "core/gpp"], packages: {} },
	connect: { ours: ["core/stages", "integrations"], packages: {} },
	locales: { ours: [], packages: {} },
	ui: { ours: ["core/errors", "policy", "rights"], packages: {} },
	collector: {
		ours: [
			"core/errors",
			"core/canonical",
			"core/set-cookie",
			"config",
			"records",
			"rights",
			"regions",
			"policy/schema",
		],
		packages: { zod: anyFile, "@electric-sql/pglite": /embedded/ },
	},
	cli: {
		ours: ["core", "config", "regions", "records", "rights", "policy", "integrations", "locales", "collector"],
		packages: {
			zod: anyFile,
			parse5: /pages/,
			"srvx/node": /serve/,
			pg: /open-store/,
			nodemailer: /cli\/mail/,
			"@electric-sql/pglite": /open-store/,
		},
	},
};
/** May import what their product needs, and nothing may import them; the desk is the lazy half of loader and index. */
const frontDoors = [
	"index",
	"loader",
	"desk",
	"herald",
	"parts",
	"read",
	"preact",
	"react",
	"elements",
	"elements-vue",
];
/** What other doors give along with their own. */
const given = ["src/read.ts", "src/elements.ts"];

const roomOf = (path: string) => /^src\/([\w-]+)\//.exec(path)?.[1];
const nameOf = (path: string) => path.replace(/^src\//, "").replace(/\.tsx?$/, "");
const isOurs = (path: string) => path.startsWith("src/") || path.startsWith("types/");

it("every file stands in a room of the plan, or is a front door", () => {
	for (const path of sources.keys()) {
		const room = roomOf(path);
		if (room) expect(Object.keys(table), path).toContain(room);
		else expect(frontDoors, path).toContain(nameOf(path));
	}
});

describe.each(Object.entries(table))("%s", (room, { ours, packages }) => {
	const members = [...sources.values()].filter(({ path }) => roomOf(path) === room);

	it("imports only rooms that it may", () => {
		const wrong = members.flatMap(({ path, imports }) =>
			imports
				.filter((target) => target.startsWith("src/") && /\.tsx?$/.test(target) && roomOf(target) !== room)
				.filter(
					(target) => !ours.some((allowed) => nameOf(target) === allowed || nameOf(target).startsWith(`${allowed}/`)),
				)
				.map((target) => `${path} imports ${target}`),
		);
		expect(wrong).toEqual([]);
	});

	it("imports only packages that it may", () => {
		const wrong = members.flatMap(({ path, imports }) =>
			imports
				.filter((target) => !isOurs(target))
				.filter(
					(target) =>
						!(room === "collector" && target.startsWith("node:")) && !(room === "cli" && target.startsWith("node:")),
				)
				.filter((target) => !packages[target]?.test(path))
				.map((target) => `${path} imports ${target}`),
		);
		expect(wrong).toEqual([]);
	});
});

it("integrations do not know each other", () => {
	for (const { path, imports } of sources.values())
		if (roomOf(path) === "integrations") expect(imports.map(roomOf), path).not.toContain("integrations");
});

it("nothing imports a front door, but one another when it is needed", () => {
	const doors = frontDoors.map((door) => `src/${door}.ts`);
	for (const { path, imports, statics } of sources.values())
		for (const target of doors.includes(path) ? statics : imports)
			expect(
				doors.filter((door) => !given.includes(door)),
				path,
			).not.toContain(target);
});

it("types have no run time: they import nothing but types, and nothing imports them as values", () => {
	for (const { path, code, imports } of types.values()) {
		expect(imports, path).toEqual([]);
		expect(code, path).not.toMatch(/^\s*(?:export\s+)?(?:const|let|var|function|class|enum)\b/m);
	}
	for (const { path, imports } of sources.values())
		expect(
			imports.filter((target) => target.startsWith("types/")),
			path,
		).toEqual([]);
});

it("there are no cycles", () => {
	const state = new Map<string, "open" | "done">();
	const cycles: string[] = [];
	const visit = (path: string, trail: string[]) => {
		if (state.get(path) === "open") cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
		if (state.has(path)) return;
		state.set(path, "open");
		for (const next of sources.get(path)?.imports ?? []) visit(next, [...trail, path]);
		state.set(path, "done");
	};
	for (const path of sources.keys()) visit(path, []);
	expect(cycles).toEqual([]);
});

it("every import of ours names a file that is there", () => {
	for (const { path, imports } of sources.values())
		for (const target of imports)
			if (isOurs(target) && /\.tsx?$/.test(target)) expect(sources.has(target), `${path}: ${target}`).toBe(true);
});

describe("what every visitor pays for", () => {
	it.each(["src/loader.ts", "src/index.ts", "src/ui/ask.ts", "src/desk.ts"])(
		"%s reaches neither zod nor the database",
		(entry) => {
			const reached = [...reachedFrom(entry, sources)];
			expect(reached).toContain(entry);
			expect(reached.filter((path) => /^(zod|idb-keyval)/.test(path))).toEqual([]);
			expect(reached.filter((path) => /schema|explain/.test(path))).toEqual([]);
		},
	);
});

it("zod is reached from nothing in the browser but the explanation", () => {
	const browser = [...sources.keys()].filter(
		(path) => !/^src\/(collector|cli)\//.test(path) && !schemas.test(path) && !path.includes("/import/"),
	);
	for (const path of browser) expect([...reachedFrom(path, sources)], path).not.toContain("zod");
});

it("core, regions, config, records and rights can be imported where there is no document", async () => {
	expect(typeof document).toBe("undefined");
	const pure = [...sources.keys()].filter((path) =>
		/^src\/(core|regions|config|policy|records|rights|locales)\//.test(path),
	);
	expect(pure.length).toBeGreaterThan(10);
	for (const path of pure) await expect(import(/* @vite-ignore */ `../../${path}`), path).resolves.toBeDefined();
});

/** What the collector serves to browsers is no module of ours, and held to the same. */
const pageFolder = join(root, "src/collector/page");
const pages = readdirSync(pageFolder)
	.filter((file) => /\.(js|html)$/.test(file))
	.map((file) => ({ path: `src/collector/page/${file}`, code: readFileSync(join(pageFolder, file), "utf8") }));

describe("no sinks", () => {
	it("are looked for in the collector's pages as well", () => {
		expect(pages.length).toBeGreaterThan(5);
	});

	it.each<[string, RegExp]>([
		["innerHTML", /\binnerHTML\b/],
		["outerHTML", /\bouterHTML\b/],
		["insertAdjacentHTML", /\binsertAdjacentHTML\b/],
		["setHTML", /\bsetHTML(Unsafe)?\b/],
		["createContextualFragment", /\bcreateContextualFragment\b/],
		["DOMParser", /\bDOMParser\b/],
		["document.write", /\bdocument\s*\.\s*write(ln)?\b/],
		["dangerouslySetInnerHTML", /dangerouslySetInnerHTML/],
		["srcdoc", /\bsrcdoc\b/i],
		["eval", /\beval\s*\(/],
		["new Function", /\bnew\s+Function\b|\bFunction\s*\(/],
		["a style attribute", /\bstyle=|setAttribute\(\s*["']style["']/],
		["an event attribute", /\bon(click|load|error)=["']/],
		["a timer that evaluates text", /\bset(Timeout|Interval)\(\s*["'`]/],
	])("our source never says %s", (_, sink) => {
		const found = [...sources.values(), ...pages].filter(({ code }) => sink.test(code)).map(({ path }) => path);
		expect(found).toEqual([]);
	});
});
