// Serves every contestant from this machine with precompressed bodies (brotli 11, gzip 9, negotiated) and logs what was
// asked for. All bodies are made before the first measurement and kept, so that no request waits for a compressor and a
// rebuild meanwhile changes nothing.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { blankPage, pageOf } from "./page.mjs";
import { held } from "./task.mjs";

const types = {
	".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".json": "application/json",
	".svg": "image/svg+xml",
	".png": "image/png",
};

/** Bytes of a text after brotli 11. */
export const brotli = (body) =>
	brotliCompressSync(body, {
		params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(body) },
	});

const forever = "public, max-age=31536000, immutable";

/** Paths below a folder; source maps, types and other packages left out. */
const walk = (folder) =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((each) => each.isFile() && types[extname(each.name)])
		.map((each) => join(each.parentPath, each.name).slice(folder.length).replace(/^\/+/, ""));

/**
 * @param {import("./contestants.mjs").Contestant[]} contestants
 * @param {number[]} counts Pages with so many cookies are served as well.
 */
export async function startServer(contestants, counts) {
	/** What may be asked for; a body is made on `prepare`. */
	const sources = new Map();
	const bodies = new Map();
	/** @type {{path: string, type?: string, status: number, bytes: number}[]} */
	let log = [];

	const offer = (path, type, cache, read) => sources.set(path, { type, cache, read });
	offer("/blank", types[".html"], "no-store", () => blankPage);
	for (const { name, src } of held)
		offer(src, types[".js"], forever, () => `performance.mark(${JSON.stringify(`held:${name}`)});`);
	for (const contestant of contestants) {
		for (const count of [undefined, ...(contestant.entries ? counts : [])])
			offer(`/page/${contestant.name}/${count ?? ""}`, types[".html"], "no-cache", () => pageOf(contestant, count));
		for (const [name, target] of Object.entries(contestant.files ?? {})) {
			const inside = statSync(target).isDirectory() ? walk(target) : [""];
			for (const file of inside) {
				const path = join("/files", contestant.name, name, file);
				const source = join(target, file);
				offer(path, types[extname(source)], forever, () => readFileSync(source));
			}
		}
	}

	function bodyOf(path) {
		const source = sources.get(path);
		if (source && !bodies.has(path)) {
			const raw = Buffer.from(source.read());
			bodies.set(path, { ...source, raw, br: brotli(raw), gzip: gzipSync(raw, { level: 9 }) });
		}
		return bodies.get(path);
	}

	const server = createServer((request, response) => {
		const path = new URL(request.url, "http://localhost").pathname;
		const found = bodyOf(path);
		log.push({ path, type: found?.type, status: found ? 200 : 404, bytes: found?.br.length ?? 0 });
		if (!found) return void response.writeHead(404).end();
		const encoding = ["br", "gzip"].find((each) => request.headers["accept-encoding"]?.includes(each));
		const body = found[encoding ?? "raw"];
		const headers = { "content-type": found.type, "content-length": body.length, "cache-control": found.cache };
		response
			.writeHead(200, { ...headers, vary: "accept-encoding", ...(encoding && { "content-encoding": encoding }) })
			.end(body);
	});
	server.keepAliveTimeout = 60_000;
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	// Folders of some packages hold far more than a page asks for: those bodies are made when first asked for.
	for (const path of sources.keys()) if (!path.startsWith("/files/")) bodyOf(path);

	return {
		origin: `http://127.0.0.1:${server.address().port}`,
		/** What was asked for since the last call. */
		takeLog() {
			const taken = log;
			log = [];
			return taken;
		},
		close() {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(resolve));
		},
	};
}
