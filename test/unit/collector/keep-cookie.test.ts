import { beforeEach, describe, expect, it } from "vitest";
import { type CollectorOptions, createCollector } from "../../../src/collector/collector.ts";
import type { ConsentRecord } from "../../../types/record.ts";
import { memoryStore } from "./memory-store.ts";
import { at, NOON, newSecret, sampleRecord } from "./sample.ts";

const ORIGIN = "https://shop.example";
const DAYS = 86_400_000;
let options: CollectorOptions;

beforeEach(() => {
	options = { store: memoryStore(), origins: ["https://other.example"], now: () => NOON };
});

const choice = (decided = NOON, expires = NOON + 180 * DAYS) =>
	`1.${decided}.${expires}.0.save!analytics:granted:c08ek1!/vimeo:refused:1t5p3h2`;

async function cookies(
	cookie: string,
	{
		headers = {},
		changes = [{}],
		base = ORIGIN,
	}: { headers?: object; changes?: Partial<ConsentRecord>[]; base?: string } = {},
): Promise<string[]> {
	const secret = newSecret();
	const records = await Promise.all(changes.map((each) => sampleRecord(secret, each)));
	const request = new Request(`${base}/yoursay/records`, {
		method: "POST",
		headers: { "content-type": "application/json", origin: ORIGIN, ...headers },
		body: JSON.stringify({ secret, records }),
	});
	// A `Request` of Node keeps the cookie header that a browser's would not let be set.
	request.headers.set("cookie", cookie);
	return (await createCollector(options)(request)).headers.getSetCookie();
}

const whole = (name: string, value = choice()) =>
	`${name}=${value}; Path=/; Max-Age=${180 * 86_400}; SameSite=Lax; Secure`;

describe("the choice a browser sent along is handed back", () => {
	it("as it was, until it expires, for a page of the same origin", async () => {
		expect(await cookies(`other=1; yoursay=${choice()}; more=2`)).toEqual([whole("yoursay")]);
	});

	it("with a grant that was given in spite of the browser's signal", async () => {
		const value = choice().replace("1t5p3h2", "1t5p3h2_");
		expect(await cookies(`yoursay=${value}`)).toEqual([whole("yoursay", value)]);
	});

	it("under the name of its site", async () => {
		expect(await cookies(`yoursay_blog=${choice()}`, { changes: [{ site: "blog" }] })).toEqual([whole("yoursay_blog")]);
	});

	it("when the record of that choice is the newest of several", async () => {
		const changes = [{ occurredAt: at(-5) }, { occurredAt: at(0), sequence: 1 }];
		expect(await cookies(`yoursay=${choice()}`, { changes })).toHaveLength(1);
		expect(await cookies(`yoursay=${choice(NOON - 300_000)}`, { changes })).toEqual([]);
	});

	it("on plain http without Secure", async () => {
		const [cookie] = await cookies(`yoursay=${choice()}`, {
			base: "http://localhost:4173",
			headers: { origin: "http://localhost:4173" },
		});
		expect(cookie).not.toContain("Secure");
	});

	it("with the domain the widget writes it under", async () => {
		options.cookieDomain = "shop.example";
		expect(await cookies(`yoursay=${choice()}`)).toEqual([`${whole("yoursay")}; Domain=shop.example`]);
	});

	it("behind a proxy that ends TLS, where the browser says that origin and page are one", async () => {
		options.origins = [ORIGIN];
		const given = { base: "http://shop.example", headers: { "sec-fetch-site": "same-origin" } };
		expect(await cookies(`yoursay=${choice()}`, given)).toEqual([whole("yoursay")]);
	});

	it("for 400 days at most, which is all that browsers keep", async () => {
		const [cookie] = await cookies(`yoursay=${choice(NOON, NOON + 5000 * DAYS)}`);
		expect(cookie).toContain(`Max-Age=${400 * 86_400};`);
	});
});

describe("nothing is set", () => {
	it.each([
		["without a cookie", "other=1"],
		["for a choice made at another moment", `yoursay=${choice(NOON - 1)}`],
		["for a choice that has expired", `yoursay=${choice(NOON, NOON)}`],
		["for another site's choice", `yoursay_blog=${choice()}`],
		["for a value that does not follow the grammar", `yoursay=${choice()}!x`],
		["for a value with a second attribute", `yoursay="${choice()}"`],
		["for an empty value", "yoursay="],
		["for a name that only begins alike", `yoursay2=${choice()}`],
		["for a name in other letters", `YOURSAY=${choice()}`],
	])("%s", async (_, cookie) => {
		expect(await cookies(cookie)).toEqual([]);
	});

	it("for a page of another origin, though it may send", async () => {
		expect(await cookies(`yoursay=${choice()}`, { headers: { origin: "https://other.example" } })).toEqual([]);
	});

	it.each(["same-site", "cross-site", "none"])("where the browser says %s", async (site) => {
		expect(await cookies(`yoursay=${choice()}`, { headers: { "sec-fetch-site": site } })).toEqual([]);
	});

	it("for a record that was rejected", async () => {
		expect(await cookies(`yoursay=${choice()}`, { changes: [{ version: 2 as never }] })).toEqual([]);
	});
});
