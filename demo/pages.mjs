// The demo's HTML: filled in for each response, with a fresh nonce.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inside } from "./assets.mjs";
import { readPlayed, writePlayed } from "./play.js";
import { announce, playConfig } from "./play-site.mjs";
import { playVisitor } from "./play-visitor.mjs";

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
		const search = request.url.slice(pathname.length);
		let played;
		try {
			played = readPlayed(search);
		} catch (error) {
			response.writeHead(400, {
				"content-type": "text/plain; charset=utf-8",
				"cache-control": "no-store",
				"x-content-type-options": "nosniff",
			});
			return response.end(request.method === "HEAD" ? undefined : `${error.message}\n`);
		}
		const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
		const file = inside(folder, name);
		const isPage = file?.endsWith(".html");
		const page = isPage ? await readFile(file, "utf8").catch(() => null) : null;
		if (page === null && /^\/[a-z0-9]+$/.test(pathname) && (await exists(`${pathname}/index.html`))) {
			response.writeHead(301, { location: `${pathname}/${search}` });
			return response.end();
		}
		const isStrict = pathname.startsWith("/strict/");
		const nonce = randomBytes(16).toString("base64url");
		const values = { nonce, other: otherOrigin(request), preload: await preload(isStrict && nonce), config: "{}" };
		if (page?.includes("{{config}}")) {
			const config = await readFile(path.join(path.dirname(file), "config.json"), "utf8");
			values.config = fill(become(config, played).trim().replaceAll("\n", "\n\t\t"), values);
		}
		// Scripts of the site fetch these as the same visitor.
		const query = played?.site ? writePlayed({ site: played.site, ...(played.date && { date: played.date }) }) : "";
		const html =
			page?.replace(/(?<=data-config="[^"]+)(?=")/, query) ??
			(await readFile(path.join(folder, "not-found.html"), "utf8"));
		response.writeHead(page === null ? 404 : 200, {
			"content-type": "text/html; charset=utf-8",
			"cache-control": "no-store",
			"x-content-type-options": "nosniff",
			...(isStrict && { "content-security-policy": fill(strictest, values) }),
		});
		const filled = await checkedPage(fill(html, values), values, played);
		response.end(request.method === "HEAD" ? undefined : played ? play(filled, played, isStrict && nonce) : filled);
	}

	/** Says on the tag that the configuration was checked, as an owner does who publishes a page. */
	async function checkedPage(html, values, played) {
		const [tag, attributes] = /<script\b([^>]*\ssrc="\/yoursay\.js"[^>]*)>/.exec(html) ?? [];
		if (!tag) return html;
		const { checkedMark } = await import(pathToFileURL(path.join(distFolder, "esm/index.js")).href);
		const dataset = Object.fromEntries(
			[...attributes.matchAll(/\sdata-([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [
				name.replace(/-([a-z])/g, (_match, letter) => letter.toUpperCase()),
				value,
			]),
		);
		const [, inline = "{}"] =
			/<script type="application\/json" data-yoursay-config>([\s\S]*?)<\/script>/.exec(html) ?? [];
		const file = dataset.config && path.join(folder, dataset.config.split("?")[0]);
		const fetched = file ? fill(become(await readFile(file, "utf8"), played), values) : "{}";
		const mark = checkedMark({ ...JSON.parse(inline), ...JSON.parse(fetched) }, dataset);
		return html.replace(tag, `${tag.slice(0, -1)} data-checked="${mark}">`);
	}

	/** The first layer's file, asked for early; its name changes with each build. */
	async function preload(nonce) {
		const manifest = await readFile(path.join(distFolder, "manifest.json"), "utf8").catch(() => "{}");
		const file = JSON.parse(manifest).ask?.en;
		return file ? `<link rel="modulepreload" href="/${file}"${nonce ? ` nonce="${nonce}"` : ""}>` : "";
	}

	/** A configuration or policy document of a site that has become another; leaves every other path to the files. */
	async function answerJson(response, pathname, search) {
		if (!/^\/[a-z0-9]+\/(?:yoursay|policy)\.json$/.test(pathname) || !/[?&]play-/.test(search)) return false;
		const text = await readFile(path.join(folder, pathname), "utf8").catch(() => undefined);
		let played;
		try {
			played = readPlayed(search);
		} catch {
			return false;
		}
		if (text === undefined) return false;
		const body = pathname.endsWith("policy.json")
			? JSON.stringify(announce(JSON.parse(text), todayOf(played)))
			: become(text, played);
		response.writeHead(200, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
		response.end(body);
		return true;
	}

	return { answer, answerJson };
}

const todayOf = (played) => Date.parse(played?.date ?? new Date().toISOString().slice(0, 10));

const become = (config, played) =>
	played?.site ? JSON.stringify(playConfig(JSON.parse(config), played.site, todayOf(played)), null, "\t") : config;

const fill = (text, values) =>
	text.replace(/"\{\{(config)\}\}"|\{\{(nonce|other|preload)\}\}/g, (_match, quoted, plain) => values[quoted ?? plain]);

/** A page with yoursay on it, as the played visitor gets it; any other as it is. */
function play(html, { region, known, site: _, ...seen }, nonce) {
	const loader = /<script\b(?=[^>]*\ssrc="\/yoursay\.js")/;
	if (!loader.test(html)) return html;
	const isSaid = region && region !== "unknown" && known !== "guess";
	const visitor = JSON.stringify(seen).replaceAll("<", "\\u003c");
	const script = `<script${nonce ? ` nonce="${nonce}"` : ""}>(${playVisitor})(${visitor});</script>`;
	return html
		.replace(loader, (tag) => (isSaid ? `${tag} data-region="${region}"` : tag))
		.replace("<script", (first) => `${script}\n\t${first}`);
}

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
