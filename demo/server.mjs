import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createAssets } from "./assets.mjs";
import { createBuilder } from "./builder.mjs";
import { createEndpoint } from "./collector.mjs";
import { createPages } from "./pages.mjs";
import { createSinks } from "./sinks.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const loopback = /^(?:(?:[a-z0-9-]+\.)*localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * Serves the demo's sites, the collector and the two local stand-ins for vendors, on the loopback interface only.
 * `port: 0` takes any free port; `store` or `data` (a folder) keep tests apart; `dist` is where the build is.
 */
export async function startDemo({ port = 4173, host, dist = "dist", data, store, databaseUrl } = {}) {
	const distFolder = path.resolve(root, dist);
	const assets = createAssets(distFolder);
	const builder = createBuilder(distFolder, assets);
	const pages = createPages(distFolder);
	const sinks = createSinks();
	let endpoint;
	let opening;

	async function answer(request, response) {
		const [pathname] = (request.url ?? "/").split("?");
		if (!loopback.test(request.headers.host ?? "")) return text(response, 421, "This demo answers on loopback only.\n");
		if (pathname === "/yoursay" || pathname.startsWith("/yoursay/")) {
			await opening;
			return endpoint.answer(request, response);
		}
		if (pathname.startsWith("/ingest/")) return sinks.ingest(request, response, pathname);
		if (pathname === "/demo/failing" && request.method === "POST") return setFailing(request, response);
		if (request.method !== "GET" && request.method !== "HEAD") {
			return text(response, 405, "Only GET is answered here.\n", { allow: "GET, HEAD" });
		}
		if (pathname === "/demo/state") return json(response, 200, { failing: endpoint.mode(), ...sinks.state() });
		if (pathname === "/demo/records") {
			await opening;
			return json(response, 200, { records: await endpoint.latest(50) });
		}
		if (pathname === "/demo/requests") {
			await opening;
			const { mail, ownerToken } = endpoint;
			return json(response, 200, { requests: await endpoint.requests(), mail: mail(), ownerToken });
		}
		if (pathname === "/embed/video.html") sinks.videoLoaded(response);
		const [, search = ""] = (request.url ?? "/").split(/(?=\?)/);
		if (await pages.answerJson(response, pathname, search)) return;
		if (await builder.answer(request, response, pathname)) return;
		if (await assets.answer(request, response, pathname)) return;
		await pages.answer(request, response, pathname);
	}

	async function setFailing(request, response) {
		const origin = request.headers.origin;
		if (origin && !loopback.test(origin.replace(/^http:\/\//, "")))
			return json(response, 403, { message: "Not from there." });
		if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
			return json(response, 415, { message: "Send application/json." });
		}
		try {
			endpoint.failing(JSON.parse(await readBody(request, 1024))?.mode);
			json(response, 200, { failing: endpoint.mode() });
		} catch (error) {
			json(response, 400, { message: error.message });
		}
	}

	const handler = (request, response) => {
		answer(request, response).catch((error) => {
			process.stderr.write(`demo: ${request.method} failed: ${error.message}\n`);
			if (response.headersSent) response.destroy();
			else text(response, 500, "The demo server met an error. Its terminal says which.\n");
		});
	};
	const listeners = await listen(handler, port, host);
	const taken = listeners[0].address().port;
	const url = `http://localhost:${taken}`;
	const otherUrl = `http://127.0.0.1:${taken}`;
	const closeListeners = () =>
		Promise.all(
			listeners.map((listener) => {
				const closed = new Promise((resolve) => listener.close(resolve));
				listener.closeAllConnections();
				return closed;
			}),
		);

	opening = createEndpoint({
		distFolder,
		folder: path.resolve(root, data ?? "demo/data"),
		store,
		databaseUrl,
		origins: [url, otherUrl, `http://[::1]:${taken}`],
	}).then((opened) => {
		endpoint = opened;
	});
	await opening.catch(async (error) => {
		await closeListeners();
		throw error;
	});

	let closing;
	return {
		url,
		otherUrl,
		port: taken,
		store: endpoint.store,
		ownerToken: endpoint.ownerToken,
		mail: endpoint.mail,
		/** Makes the collector's address fail: off, 503, slow, hang-up, nonsense or random. */
		failing: endpoint.failing,
		close: () => (closing ??= closeListeners().then(endpoint.close)),
	};
}

/** `localhost` may mean 127.0.0.1 or ::1, so both are taken; a machine without IPv6 does with one. */
async function listen(handler, port, host) {
	const open = (address, wanted) =>
		new Promise((resolve, reject) => {
			const server = createServer(handler);
			server.once("error", reject);
			server.listen({ port: wanted, host: address }, () => resolve(server));
		});
	if (host && !loopback.test(host.includes(":") ? `[${host}]` : host)) {
		throw new Error(`The demo serves loopback addresses only, not "${host}". Leave out host, or use 127.0.0.1 or ::1.`);
	}
	for (let attempt = 0; ; attempt++) {
		let first;
		try {
			first = await open(host ?? "127.0.0.1", port);
			if (host) return [first];
			return [first, await open("::1", first.address().port)];
		} catch (error) {
			if (first && ["EADDRNOTAVAIL", "EAFNOSUPPORT", "EINVAL"].includes(error.code)) return [first];
			first?.close();
			if (error.code === "EADDRINUSE" && port === 0 && attempt < 5) continue;
			if (error.code === "EADDRINUSE") {
				throw new Error(
					`Port ${port} is taken: another program, perhaps another copy of this demo, is listening on it. Stop that one, or choose another port, for example PORT=${port + 1} npm run demo.`,
				);
			}
			if (error.code === "EACCES")
				throw new Error(`Port ${port} may not be opened by this user. Choose one above 1023.`);
			throw error;
		}
	}
}

async function readBody(request, limit) {
	let body = "";
	for await (const chunk of request) {
		body += chunk;
		if (body.length > limit) throw new Error(`More than ${limit} bytes.`);
	}
	return body;
}

function text(response, status, body, headers = {}) {
	response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers });
	response.end(body);
}

function json(response, status, body) {
	response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
	response.end(JSON.stringify(body));
}
