// The demo's HTML: filled in for each response, with a fresh nonce.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { inside } from "./assets.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const strictest = [
	"default-src 'none'",
	"script-src 'nonce-{{nonce}}' 'strict-dynamic'",
	"style-src 'self'",
	"img-src 'self'",
	"connect-src 'self'",
	"frame-src {{other}}",
	"base-uri 'none'",
	"form-action 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types 'none'",
].join("; ");

export function createPages(distFolder) {
	async function answer(request, response, pathname) {
		const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
		const file = inside(folder, name);
		const isPage = file?.endsWith(".html");
		const page = isPage ? await readFile(file, "utf8").catch(() => null) : null;
		if (page === null && /^\/[a-z0-9]+$/.test(pathname) && (await exists(`${pathname}/index.html`))) {
			response.writeHead(301, { location: `${pathname}/` });
			return response.end();
		}
		const isStrict = pathname.startsWith("/strict/");
		const nonce = randomBytes(16).toString("base64url");
		const values = { nonce, other: otherOrigin(request), preload: await preload(isStrict && nonce), config: "{}" };
		if (page?.includes("{{config}}")) {
			const config = await readFile(path.join(path.dirname(file), "config.json"), "utf8");
			values.config = fill(config.trim().replaceAll("\n", "\n\t\t"), values);
		}
		const html = page ?? (await readFile(path.join(folder, "not-found.html"), "utf8"));
		response.writeHead(page === null ? 404 : 200, {
			"content-type": "text/html; charset=utf-8",
			"cache-control": "no-store",
			"x-content-type-options": "nosniff",
			...(isStrict && { "content-security-policy": fill(strictest, values) }),
		});
		response.end(request.method === "HEAD" ? undefined : fill(html, values));
	}

	/** The first layer's file, asked for early; its name changes with each build. */
	async function preload(nonce) {
		const manifest = await readFile(path.join(distFolder, "manifest.json"), "utf8").catch(() => "{}");
		const file = JSON.parse(manifest).ask?.en;
		return file ? `<link rel="modulepreload" href="/${file}"${nonce ? ` nonce="${nonce}"` : ""}>` : "";
	}

	return { answer };
}

const fill = (text, values) =>
	text.replace(/"\{\{(config)\}\}"|\{\{(nonce|other|preload)\}\}/g, (_match, quoted, plain) => values[quoted ?? plain]);

const exists = (pathname) =>
	readFile(path.join(folder, pathname)).then(
		() => true,
		() => false,
	);

/** The same server under its other name: another origin, and another site, to the browser. */
function otherOrigin(request) {
	const { hostname, port } = new URL(`http://${request.headers.host}`);
	return `http://${hostname === "127.0.0.1" ? "localhost" : "127.0.0.1"}${port && `:${port}`}`;
}
