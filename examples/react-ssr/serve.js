import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { render } from "./dist/server/server.js";

const types = { ".js": "text/javascript", ".css": "text/css" };
const client = new URL("dist/client/", import.meta.url);
const page = await readFile(new URL("index.html", client), "utf8");

function sendPage(request, response) {
	const { html, setCookie } = render(request.headers);
	if (setCookie) response.setHeader("set-cookie", setCookie);
	// It is one visitor's own page: nobody else may be handed it.
	response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "private, no-store" });
	response.end(page.replace("<!--app-->", () => html));
}

async function sendFile(pathname, response) {
	try {
		const body = await readFile(new URL(`.${pathname}`, client));
		response.writeHead(200, { "content-type": types[extname(pathname)] ?? "application/octet-stream" }).end(body);
	} catch {
		response.writeHead(404).end();
	}
}

const server = createServer((request, response) => {
	const { pathname } = new URL(request.url, "http://localhost");
	if (pathname === "/") sendPage(request, response);
	else sendFile(pathname, response);
});
server.listen(process.env.PORT ?? 4173, "localhost");
