// Files that are sent as they are: the widget's own, the vendor's bundle, and what the pages link to.
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const demoFolder = fileURLToPath(new URL(".", import.meta.url));
const posthogFile = fileURLToPath(new URL("../node_modules/posthog-js/dist/array.no-external.js", import.meta.url));
const types = {
	".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8",
	".map": "application/json; charset=utf-8",
	".svg": "image/svg+xml",
};
const encoders = {
	br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
	gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

export function createAssets(distFolder) {
	const cache = new Map();

	function locate(pathname) {
		if (pathname === "/yoursay.js")
			return { file: path.join(distFolder, "yoursay.js"), shared: true, cache: "no-cache" };
		if (/^\/ys-[^/]+\/./.test(pathname)) {
			return { file: inside(distFolder, pathname), shared: true, cache: "public, max-age=31536000, immutable" };
		}
		if (pathname === "/vendor/posthog.js") return { file: posthogFile, cache: "no-cache" };
		return { file: inside(demoFolder, pathname), cache: "no-cache" };
	}

	/** Answers and returns true where the path is such a file, else leaves it to the pages. */
	async function answer(request, response, pathname) {
		const found = locate(pathname);
		const type = found.file && types[path.extname(found.file)];
		const stats = type && (await stat(found.file).catch(() => null));
		if (!stats?.isFile()) return false;
		const accepted = request.headers["accept-encoding"] ?? "";
		const encoding = /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : "";
		const { bytes, etag } = await encoded(found.file, stats, encoding);
		response.setHeader("content-type", type);
		response.setHeader("cache-control", found.cache);
		response.setHeader("etag", etag);
		response.setHeader("vary", "accept-encoding");
		response.setHeader("x-content-type-options", "nosniff");
		if (found.shared) {
			response.setHeader("access-control-allow-origin", "*");
			response.setHeader("cross-origin-resource-policy", "cross-origin");
		}
		if (request.headers["if-none-match"] === etag) {
			response.writeHead(304);
			response.end();
			return true;
		}
		if (encoding) response.setHeader("content-encoding", encoding);
		response.setHeader("content-length", bytes.length);
		response.writeHead(200);
		response.end(request.method === "HEAD" ? undefined : bytes);
		return true;
	}

	/** One promise per file and encoding, so that two requests never compress the same file twice. */
	function encoded(file, stats, encoding) {
		const key = `${encoding} ${file}`;
		const version = `${stats.mtimeMs} ${stats.size}`;
		const kept = cache.get(key);
		if (kept?.version === version) return kept.result;
		const result = readFile(file).then(async (raw) => ({
			bytes: encoding ? await encoders[encoding](raw) : raw,
			etag: `"${createHash("sha256").update(raw).digest("base64url").slice(0, 22)}${encoding && `-${encoding}`}"`,
		}));
		cache.set(key, { version, result });
		result.catch(() => cache.delete(key));
		return result;
	}

	/** Brotli bytes of one of the widget's own files, as a browser is sent it. */
	async function bytesOf(pathname) {
		const { file } = locate(pathname);
		const { bytes } = await encoded(file, await stat(file), "br");
		return bytes.length;
	}

	return { answer, bytesOf };
}

/** The file a path means inside a folder, or undefined for one that leaves it, is hidden, or is the demo's own data. */
export function inside(folder, pathname) {
	let decoded;
	try {
		decoded = decodeURIComponent(pathname);
	} catch {
		return undefined;
	}
	if (/[\0\\]/.test(decoded) || decoded.split("/").some((part) => part.startsWith(".") || part === "data"))
		return undefined;
	const file = path.join(folder, decoded);
	return file.startsWith(path.join(folder, path.sep)) ? file : undefined;
}
