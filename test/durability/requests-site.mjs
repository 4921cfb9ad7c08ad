// One site with an endpoint for rights requests that can be made to fail. Shares no code with the product, so that neither
// can hide the other's mistake; everything noted here outlives the browser.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** `late`: it arrives, and the answer never does. */
export const modes = ["ok", "503", "hang-up", "late-hang-up", "silence", "late-silence"];

const page = (script, loader = true) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
<script>
const tell = (what) => fetch("/tell", { method: "POST", body: JSON.stringify(what) });
for (const name of ["log", "info", "warn", "error"]) {
	const say = console[name];
	console[name] = (...given) => { tell({ kind: "console", text: given.map(String).join(" ") }); say(...given); };
}
window.yoursay = { queue: [], onError: (error) => tell({ kind: "console", text: String(error) + String(error.cause) }) };
</script>
${loader ? '<script src="/yoursay.js" data-purposes="analytics" data-site-id="kill" data-endpoint="/yoursay"></script>' : ""}
</head><body><h1>A page</h1><a href="/policy" data-yoursay-open="preferences">Your choices</a>
<script type="module">${script}</script></body></html>`;

const writing = (folder, request, { hasChoice, typedMs }) => `
import { openRequests } from "/${folder}/requests.js";
await yoursay.ready;
if (${hasChoice}) await yoursay.rejectAll();
const requests = openRequests({ key: "yoursay_kill", endpoint: "/yoursay" }, (...told) => console.warn(...told));
requests.expect();
await new Promise((resolve) => setTimeout(resolve, ${typedMs}));
await tell({ kind: "sends" });
tell({ kind: "sent", sent: await requests.send(${JSON.stringify(request)}) });`;

const waiting = `
await yoursay.ready;
tell({ kind: "here" });
await fetch("/arrived");
await new Promise((resolve) => setTimeout(resolve, 300));
location.replace("/look");`;

const looking = `
const rows = () => new Promise((resolve) => {
	const opening = indexedDB.open("yoursay_kill");
	opening.onupgradeneeded = () => opening.transaction.abort();
	opening.onerror = () => resolve({});
	opening.onsuccess = () => {
		const all = opening.result.transaction("keyval").objectStore("keyval");
		const [keys, values] = [all.getAllKeys(), all.getAll()];
		values.onsuccess = () => resolve(Object.fromEntries(keys.result.map((key, at) => [key, values.result[at]])));
	};
});
tell({
	kind: "look",
	rows: await rows(),
	databases: (await indexedDB.databases()).map(({ name }) => name),
	local: { ...localStorage },
	session: { ...sessionStorage },
	cookie: document.cookie,
});`;

export async function openRequestSite({ dist, request, plan }) {
	const { folder } = JSON.parse(await readFile(path.join(dist, "manifest.json"), "utf8"));
	const told = [];
	/** Bodies by id, as they first arrived. */
	const collected = new Map();
	const flaws = [];
	let posts = 0;
	let answers = 0;
	let mode = "ok";

	async function until(isSo, patienceMs) {
		for (const end = Date.now() + patienceMs; Date.now() < end; await wait(10)) if (isSo()) return true;
		return isSo();
	}

	async function take(body, response) {
		posts++;
		const now = mode;
		const { id, secretHash } = JSON.parse(body);
		const isLost = now === "hang-up" || now === "silence" || now === "503";
		if (!isLost) {
			const before = collected.get(id);
			if (before && before !== body) flaws.push("it arrived in two forms");
			collected.set(id, before ?? body);
		}
		if (now.endsWith("hang-up")) return response.destroy();
		if (now.endsWith("silence")) return;
		if (now === "503") return send(response, 503);
		const reference = `KILL-${createHash("sha256").update(secretHash).digest("hex").slice(0, 8).toUpperCase()}`;
		const receivedAt = new Date().toISOString();
		const receipt = {
			reference: reference.replace(/(.{4})$/, "-$1"),
			receivedAt,
			dueAt: receivedAt,
			statusUrl: `/yoursay/requests/${reference}`,
		};
		send(response, 201, "application/json", JSON.stringify(receipt));
		answers++;
	}

	async function answer(incoming, response) {
		const { pathname } = new URL(incoming.url, "http://127.0.0.1");
		let body = "";
		for await (const chunk of incoming.setEncoding("utf8")) body += chunk;
		if (pathname === "/yoursay/requests") return take(body, response);
		if (pathname === "/yoursay/records") {
			const accepted = JSON.parse(body).records.length;
			const reply = { accepted, duplicate: 0, rejected: [], acknowledgements: [] };
			return send(response, 200, "application/json", JSON.stringify(reply));
		}
		if (pathname === "/tell") {
			told.push(JSON.parse(body));
			return send(response, 204);
		}
		if (pathname === "/arrived") {
			await until(() => answers > 0, 8000);
			return send(response, 204);
		}
		if (pathname === "/write") return send(response, 200, "text/html", page(writing(folder, request, plan)));
		if (pathname === "/page") return send(response, 200, "text/html", page(waiting));
		if (pathname === "/look") return send(response, 200, "text/html", page(looking, false));
		const bytes = await readFile(path.join(dist, path.normalize(pathname))).catch(() => undefined);
		send(response, bytes ? 200 : 404, "text/javascript", bytes);
	}

	const server = createServer((incoming, response) => {
		answer(incoming, response).catch(() => response.destroy()); // a killed browser ends its requests midway
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		told,
		collected,
		flaws,
		posts: () => posts,
		until,
		fail(next) {
			mode = next;
		},
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function send(response, status, type = "text/plain", body = "") {
	response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" });
	response.end(body);
}
