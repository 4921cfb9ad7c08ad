import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8" };
const site = new URL("site/", import.meta.url);
// The tag loads its other files from beside itself.
const yoursay = new URL(".", import.meta.resolve("yoursay/yoursay.js"));

/** The file that an address means; `URL` has resolved its dots, so it stays in its folder. */
function fileOf(address) {
	const { pathname } = new URL(address, "http://localhost");
	if (pathname.startsWith("/yoursay/")) return new URL(`.${pathname.slice("/yoursay".length)}`, yoursay);
	return new URL(pathname === "/" ? "index.html" : `.${pathname}`, site);
}

const server = createServer(async ({ url }, response) => {
	try {
		const file = fileOf(url);
		response.setHeader("content-type", types[extname(file.pathname)] ?? "application/octet-stream");
		response.end(await readFile(file));
	} catch {
		response.writeHead(404, { "content-type": "text/plain" }).end("Not found.\n");
	}
});
server.listen(process.env.PORT ?? 4173, "localhost");
