// node collector-server.mjs JSON: serves a collector over HTTP and prints its port. Killed by collector.mjs.
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const { parts, folder, connectionString, ownerToken } = JSON.parse(process.argv[2]);
const load = (name) => import(new URL(`${name}.js`, parts));
const { createCollector } = await load("collector");

async function openStore() {
	if (!connectionString) return (await load("embedded")).openEmbedded(folder, { journalBytes: 200_000 });
	const { openPostgres } = await load("postgres");
	const { default: pg } = await import("pg");
	const pool = new pg.Pool({ connectionString, max: 4 });
	pool.on("error", () => {}); // a killed database: the next query says so
	return openPostgres((sql, params) => pool.query(sql, params));
}

const collect = createCollector({ store: await openStore(), origins: [], ownerToken, onError: () => {} });

const server = createServer(async (request, response) => {
	const hasBody = request.method === "POST" || request.method === "PUT";
	const answer = await collect(
		new Request(new URL(request.url, `http://${request.headers.host}`), {
			method: request.method,
			headers: request.headers,
			...(hasBody && { body: Readable.toWeb(request), duplex: "half" }),
		}),
	);
	response.writeHead(answer.status, Object.fromEntries(answer.headers));
	if (answer.body) await pipeline(Readable.fromWeb(answer.body), response).catch(() => {});
	else response.end();
});
server.listen(0, "127.0.0.1", () => console.log(`listening ${server.address().port}`));
