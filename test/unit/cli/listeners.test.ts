import { Hono } from "hono";
import { type ServerRequest, serve } from "srvx";
import { expect, it } from "vitest";
import { createCollector } from "../../../src/collector/collector.ts";
import { memoryStore } from "../collector/memory-store.ts";
import { newSecret, sampleRecord } from "../collector/sample.ts";

async function batch() {
	const secret = newSecret();
	const record = await sampleRecord(secret);
	const init = {
		method: "POST",
		headers: { "content-type": "application/json", origin: "https://shop.example" },
		body: JSON.stringify({ secret, records: [record] }),
	};
	return { record, init };
}

it("behind hono, the handler keeps a record, and hono keeps its own routes", async () => {
	const store = memoryStore();
	const collect = createCollector({ store, origins: ["https://shop.example"] });
	const app = new Hono();
	app.get("/", (context) => context.text("a shop"));
	app.all("/yoursay/*", (context) => collect(context.req.raw));
	const { record, init } = await batch();
	const response = await app.request("https://shop.example/yoursay/records", init);
	expect([response.status, await response.json()]).toMatchObject([200, { accepted: 1 }]);
	expect([...store.rows.keys()]).toEqual([record.id]);
	expect((await app.request("https://shop.example/yoursay/nothing")).headers.get("content-type")).toBe(
		"application/problem+json",
	);
	expect(await (await app.request("https://shop.example/")).text()).toBe("a shop");
});

it("behind srvx, the handler keeps a record, and knows the caller's address", async () => {
	const store = memoryStore();
	const addresses = new Set<string | undefined>();
	const collect = createCollector({
		store,
		origins: ["https://shop.example"],
		addressOf(request) {
			const { ip } = request as ServerRequest;
			addresses.add(ip);
			return ip;
		},
	});
	const server = serve({ fetch: collect, port: 0, hostname: "127.0.0.1", silent: true });
	try {
		await server.ready();
		const { record, init } = await batch();
		const response = await fetch(new URL("/yoursay/records", server.url), init);
		expect([response.status, await response.json()]).toMatchObject([200, { accepted: 1 }]);
		expect([...store.rows.keys()]).toEqual([record.id]);
		expect(addresses).toEqual(new Set(["127.0.0.1"]));
	} finally {
		await server.close(true);
	}
});
