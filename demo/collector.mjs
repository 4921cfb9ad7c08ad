// The collector behind a switch that makes it fail, so that the outbox can be watched at work.
import { randomBytes } from "node:crypto";
import path from "node:path";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const modes = ["off", "503", "slow", "hang-up", "nonsense", "random"];
const slowMs = 5000;
/** E-mails shown at most. */
const mostMail = 3;

export async function createEndpoint({ distFolder, folder, store, databaseUrl, origins }) {
	const load = (file) => import(pathToFileURL(path.join(distFolder, "esm", file)).href);
	const { createCollector } = await load("collector.js").catch((error) => {
		if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
		throw new Error(`There is no built collector (${error.message}). Run npm run build first.`);
	});
	const opened = store ? { store, close: async () => {} } : await openStore(load, folder, databaseUrl);
	/** E-mails stay here: the newest first, for the start page to show. */
	const mail = [];
	const ownerToken = randomBytes(24).toString("base64url");
	const collect = createCollector({
		store: opened.store,
		origins,
		path: "/yoursay",
		ownerToken,
		publicOrigin: origins[0],
		from: "The demonstration",
		async send(message) {
			mail.unshift({ ...message, at: new Date().toISOString() });
			mail.length = Math.min(mail.length, mostMail);
		},
	});
	/** What the collector answers to its owner. */
	const asOwner = async (call) => {
		const headers = { authorization: `Bearer ${ownerToken}` };
		return (await collect(new Request(`${origins[0]}/yoursay${call}`, { headers }))).json();
	};
	const stopping = new AbortController();
	let mode = "off";

	async function answer(request, response) {
		let now = mode;
		// At random the answer is also lost after the work was done: what makes a sender repeat itself.
		if (now === "random") now = [...modes.slice(0, -1), "late-hang-up"][Math.floor(Math.random() * modes.length)];
		if (now === "hang-up") return request.socket.destroy();
		if (now === "503") return send(response, problem());
		if (now === "nonsense")
			return send(response, new Response("<h1>It works!</h1>", { headers: { "content-type": "text/html" } }));
		if (now === "slow") {
			await wait(slowMs, undefined, { signal: stopping.signal }).catch(() => {});
			if (response.destroyed) return;
		}
		const reply = await collect(toRequest(request));
		if (now === "late-hang-up") return request.socket.destroy();
		await send(response, reply);
	}

	return {
		answer,
		store: opened.store,
		mode: () => mode,
		failing(next) {
			if (!modes.includes(next)) throw new Error(`There is no mode "${next}". Use one of ${modes.join(", ")}.`);
			mode = next;
		},
		ownerToken,
		mail: () => mail,
		/** The newest first. */
		async requests() {
			const { requests } = await asOwner("/requests?limit=100");
			return requests
				.sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))
				.map(({ request: _, notes: __, ...shown }) => shown);
		},
		latest: async (limit) => (await opened.store.list?.({ limit })) ?? [],
		close() {
			stopping.abort();
			return opened.close();
		},
	};
}

async function openStore(load, folder, databaseUrl) {
	if (!databaseUrl) {
		const { openEmbedded } = await load("collector/embedded.js");
		const store = await openEmbedded(folder);
		return { store, close: async () => store.close?.() };
	}
	const { openPostgres } = await load("collector/postgres.js");
	const { default: pg } = await import("pg");
	const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
	pool.on("error", (error) => process.stderr.write(`demo: the database connection broke: ${error.message}\n`));
	try {
		const store = await openPostgres((sql, parameters) => pool.query(sql, parameters));
		return {
			store,
			async close() {
				await store.close?.();
				await pool.end();
			},
		};
	} catch (error) {
		await pool.end();
		throw new Error(`DATABASE_URL is set, but its database cannot be used: ${error.message || error.code}`);
	}
}

function toRequest(request) {
	const headers = new Headers();
	for (const [name, value] of Object.entries(request.headers)) {
		if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
	}
	const hasBody = request.method !== "GET" && request.method !== "HEAD";
	return new Request(new URL(request.url, `http://${request.headers.host}`), {
		method: request.method,
		headers,
		...(hasBody && { body: Readable.toWeb(request), duplex: "half" }),
	});
}

async function send(response, reply) {
	const body = Buffer.from(await reply.arrayBuffer());
	response.writeHead(reply.status, Object.fromEntries(reply.headers));
	response.end(body);
}

function problem() {
	return new Response(JSON.stringify({ title: "Switched off for the demonstration", status: 503 }), {
		status: 503,
		headers: { "content-type": "application/problem+json", "cache-control": "no-store", "retry-after": "2" },
	});
}
