import { beforeEach, describe, expect, it } from "vitest";
import { createCollector } from "../../../src/collector/collector.ts";
import { createRateLimit } from "../../../src/collector/rate.ts";
import { memoryStore } from "./memory-store.ts";
import { NOON } from "./sample.ts";

let seconds = 0;
let address: string | undefined;
const ownerToken = "owner-token-of-the-example";
beforeEach(() => {
	seconds = 0;
	address = "198.51.100.1";
});

const request = () => new Request("https://collect.example/yoursay/keys");
const create = (perMinute: number) =>
	createRateLimit({ addressOf: () => address, most: perMinute, now: () => NOON + seconds * 1000 });

describe("a limit", () => {
	it("lets an address make that many calls in a minute, then says when to come back", async () => {
		const limit = create(3);
		for (let call = 0; call < 3; call += 1) await limit(request());
		seconds = 20;
		await expect(limit(request())).rejects.toMatchObject({
			problem: { status: 429, headers: { "retry-after": "40" } },
		});
		address = "198.51.100.2";
		await limit(request());
		address = "198.51.100.1";
		seconds = 60;
		await limit(request());
	});

	it("takes a call back, in the minute that it was counted in", async () => {
		const limit = create(1);
		for (let call = 0; call < 3; call += 1) (await limit(request()))();
		const takeBack = await limit(request());
		seconds = 60;
		await limit(request());
		takeBack();
		await expect(limit(request())).rejects.toMatchObject({ problem: { status: 429 } });
	});

	it.each([undefined, "", "127.0.0.1", "::1", "::ffff:127.0.0.1"])(
		"counts nothing where the address is unknown or a local proxy's: %s",
		async (unknown) => {
			const limit = create(1);
			address = unknown;
			for (let call = 0; call < 5; call += 1) await expect(limit(request())).resolves.toBeTypeOf("function");
		},
	);

	it("takes an IPv6 network for one address, however it is written, and an IPv4 one in it for itself", async () => {
		const limit = create(3);
		for (const each of ["2001:db8::1", "2001:DB8:0:0:1:2:3:4", "2001:0db8:0000:0000::9%eth0"]) {
			address = each;
			await limit(request());
		}
		address = "2001:db8:0:0:ffff::";
		await expect(limit(request())).rejects.toMatchObject({ problem: { status: 429 } });
		for (const other of ["2001:db8:0:1::1", "::2", "::ffff:198.51.100.1", "::ffff:198.51.100.2", "fe80::1"]) {
			address = other;
			await limit(request());
		}
	});

	it("stays right, and no larger, under a hundred thousand addresses", async () => {
		const limit = create(20);
		for (let each = 0; each < 100_000; each += 1) {
			address = `10.${each >> 16}.${(each >> 8) & 255}.${each & 255}`;
			await limit(request());
		}
		address = "198.51.100.1";
		let allowed = 0;
		for (; allowed < 100; allowed += 1) if ((await limit(request()).catch(() => null)) === null) break;
		expect(allowed).toBeGreaterThan(10);
		expect(allowed).toBeLessThanOrEqual(20);
	}, 60_000);
});

describe("a collector with a limit", () => {
	const collector = (callsPerMinute: number) =>
		createCollector({
			store: memoryStore(),
			origins: ["https://shop.example"],
			ownerToken,
			callsPerMinute,
			addressOf: () => address,
			now: () => NOON + seconds * 1000,
		});
	const post = (collect: ReturnType<typeof collector>, method = "POST") =>
		collect(
			new Request("https://collect.example/yoursay/records", { method, headers: { origin: "https://shop.example" } }),
		);

	it("answers 429 with a time that a page may read", async () => {
		const collect = collector(1);
		expect((await post(collect)).status).toBe(415);
		const response = await post(collect);
		expect(response.status).toBe(429);
		expect(response.headers.get("content-type")).toBe("application/problem+json");
		expect(response.headers.get("retry-after")).toBe("60");
		expect(response.headers.get("access-control-allow-origin")).toBe("https://shop.example");
		expect(response.headers.get("access-control-expose-headers")).toBe("Retry-After");
	});

	it("counts no preflight", async () => {
		const collect = collector(1);
		for (let call = 0; call < 5; call += 1) expect((await post(collect, "OPTIONS")).status).toBe(204);
	});

	it("counts who tries out tokens, and never the owner, whose token is not looked at past the limit", async () => {
		const collect = collector(2);
		const report = (token: string) =>
			collect(
				new Request("https://collect.example/yoursay/report?x=1", { headers: { authorization: `Bearer ${token}` } }),
			);
		const statuses = async (token: string) => {
			const found = [];
			for (let call = 0; call < 4; call += 1) found.push((await report(token)).status);
			return found;
		};
		expect(await statuses(ownerToken)).toEqual([400, 400, 400, 400]);
		expect(await statuses("another-token-of-some-length")).toEqual([401, 401, 429, 429]);
		expect((await report(ownerToken)).status).toBe(429);
		address = "198.51.100.2";
		expect((await report(ownerToken)).status).toBe(400);
		address = "198.51.100.1";
		seconds = 60;
		expect((await report(ownerToken)).status).toBe(400);
	});

	it("looks at no more tokens than the limit, however many come at once", async () => {
		const collect = collector(2);
		const guess = async (_: unknown, n: number) => {
			const headers = { authorization: `Bearer ${n === 9 ? ownerToken : "another-token-of-some-length"}` };
			return (await collect(new Request("https://collect.example/yoursay/report?x=1", { headers }))).status;
		};
		const statuses = await Promise.all(Array.from({ length: 10 }, guess));
		expect(statuses).toEqual([401, 401, 429, 429, 429, 429, 429, 429, 429, 429]);
	});

	it("has none where it is not told addresses", async () => {
		const collect = createCollector({ store: memoryStore(), origins: [], callsPerMinute: 1 });
		for (let call = 0; call < 5; call += 1) expect((await post(collect)).status).toBe(403);
	});
});
