// One site on the loopback interface, with an endpoint that can be made to fail and a channel by which its page takes
// orders and tells what it sees. Everything that is noted here outlives the browser.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createEndpoint } from "./browser-endpoint.mjs";

const script = fileURLToPath(new URL("browser-page.js", import.meta.url));
export const purposes = ["analytics", "marketing", "media"];

/** Tells what runs; `decisions` is how many this page load had been ordered before. */
const held = (purpose) =>
	`<script type="text/plain" data-yoursay-purpose="${purpose}">tell({ kind: "ran", purpose: "${purpose}" });</script>`;

/** What lies on the device is told before the loader can touch it. */
const page = (load, { onWithdraw }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A page</title>
<link rel="icon" href="data:,">
<script>
window.decisions = 0;
window.tell = function (what) {
	var text = JSON.stringify(Object.assign({ load: ${load}, decisions: decisions, atMs: performance.now() }, what));
	fetch("/tell", { method: "POST", body: text, keepalive: text.length < 9000 }).catch(function () {});
};
tell({ kind: "kept", cookie: document.cookie, local: Object.assign({}, localStorage) });
window.yoursay = { queue: [], onError: function (error) { tell({ kind: "report", text: String(error) }); } };
</script>
<script src="/yoursay.js" data-purposes="${purposes.join(" ")}" data-site-id="kill" data-endpoint="/yoursay" data-on-withdraw="${onWithdraw}"></script>
<script>yoursay.subscribe(({ purposes, decidedAt }) => tell({ kind: "state", purposes, decidedAt }));</script>
${purposes.map(held).join("\n")}
<script src="/browser-page.js" defer data-load="${load}"></script>
</head>
<body><h1>A page</h1></body>
</html>`;

/** The same origin without the loader: tells what each store holds, then goes on to the page. */
const probe = (load) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A probe</title><link rel="icon" href="data:,">
<script>
const told = (database) => {
	const what = { load: ${load}, kind: "kept", cookie: document.cookie, local: { ...localStorage }, database };
	fetch("/tell", { method: "POST", body: JSON.stringify(what) }).finally(() => location.replace("/page"));
};
const opening = indexedDB.open("yoursay_kill");
opening.onupgradeneeded = () => opening.transaction.abort();
opening.onerror = () => told(null);
opening.onsuccess = () => {
	const database = opening.result;
	if (!database.objectStoreNames.contains("keyval")) return told(null);
	const all = database.transaction("keyval").objectStore("keyval");
	const keys = all.getAllKeys();
	const choice = all.get("choice");
	choice.onsuccess = () => {
		database.close();
		told({ keys: keys.result, choice: choice.result ?? null });
	};
};
</script>
</html>`;

export async function openSite({ dist, onWithdraw }) {
	const endpoint = createEndpoint();
	/** Everything the pages told, oldest first. */
	const told = [];
	const listeners = new Set();
	/** Page loads that wait for an order, by number. */
	const waiting = new Map();
	const orders = [];
	let loads = 0;
	let orderCount = 0;

	const handOut = () => {
		for (const [load, response] of waiting) {
			const at = orders.findIndex((order) => order.load === load);
			if (at < 0) continue;
			waiting.delete(load);
			send(response, 200, "application/json", JSON.stringify(orders.splice(at, 1)[0]));
		}
	};
	const note = (what) => {
		told.push({ ...what, heardAt: Date.now() });
		for (const listener of [...listeners]) listener();
	};
	const until = (found, patienceMs) =>
		new Promise((resolve) => {
			const look = () => {
				const answer = found();
				if (!answer) return;
				listeners.delete(look);
				clearTimeout(timer);
				resolve(answer);
			};
			const timer = setTimeout(() => {
				listeners.delete(look);
				resolve(undefined);
			}, patienceMs);
			listeners.add(look);
			look();
		});

	async function answer(request, response) {
		const url = new URL(request.url, "http://127.0.0.1");
		const { pathname } = url;
		if (pathname === "/yoursay/records") return endpoint.answer(request, response);
		if (pathname === "/tell") {
			note(JSON.parse(await bodyOf(request)));
			return send(response, 204);
		}
		if (pathname === "/next") {
			const load = Number(url.searchParams.get("load"));
			waiting.set(load, response);
			response.on("close", () => waiting.get(load) === response && waiting.delete(load));
			return handOut();
		}
		if (pathname === "/page" || pathname === "/probe") {
			const load = loads++;
			note({ kind: pathname.slice(1), load });
			return send(response, 200, "text/html", pathname === "/page" ? page(load, { onWithdraw }) : probe(load));
		}
		const file = pathname === "/browser-page.js" ? script : path.join(dist, path.normalize(pathname));
		const bytes = pathname.endsWith(".js") && (await readFile(file).catch(() => undefined));
		send(response, bytes ? 200 : 404, "text/javascript", bytes || "");
	}

	const server = createServer((request, response) => {
		answer(request, response).catch(() => response.destroy()); // a killed browser ends its requests midway
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

	return {
		url: `http://127.0.0.1:${server.address().port}`,
		endpoint,
		told,
		/** Resolves with what `found` finds once it finds something; undefined when patience ends. */
		until,
		/** The number of the newest page load, -1 before the first. */
		newest: () => told.findLast(({ kind }) => kind === "page")?.load ?? -1,
		/**
		 * Orders a page load to do something; resolves with its answer, or undefined where none came: patience ended, or
		 * the page went on to the next.
		 */
		async order(load, what, patienceMs = 10_000) {
			const id = orderCount++;
			orders.push({ ...what, id, load });
			handOut();
			const answered = () => told.find((each) => each.kind === "answer" && each.id === id);
			const isGone = () => told.some((each) => each.kind === "ready" && each.load > load);
			await until(() => answered() || isGone(), patienceMs);
			return answered()?.given;
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

export async function bodyOf(request) {
	let text = "";
	for await (const chunk of request.setEncoding("utf8")) text += chunk;
	return text;
}
