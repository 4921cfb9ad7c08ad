import { readFileSync } from "node:fs";
import type { Route } from "playwright-core";
import { expect, test } from "vitest";
import type { RightsRequest } from "../../types/request.ts";
import type { Sent } from "../../types/store.ts";
import { lacks } from "./engine.ts";
import { html, plainTag } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const dist = new URL(process.env.READABLE ? "../../dist-dev/" : "../../dist/", import.meta.url);
const { folder } = JSON.parse(readFileSync(new URL("manifest.json", dist), "utf8")) as { folder: string };
const key = "yoursay_fixture";
/** What the person writes. */
const texts = ["Ada Lovelace-Example", "ada.lovelace@person.example", "Everything that was ever kept about me"];

let made = 0;
const newRequest = (): Omit<RightsRequest, "secretHash"> => ({
	version: 1,
	id: `019a0000-0000-7000-8000-${String(++made).padStart(12, "0")}`,
	site: "fixture",
	controller: "Fixture Example",
	kind: "access",
	region: "DE",
	language: "en",
	madeAt: new Date().toISOString(),
	policyVersion: null,
	name: texts[0],
	email: texts[1],
	message: texts[2],
});

/** A page that opens nothing by itself, for its owner has a link of their own. */
const opener = '<a href="/policy" data-yoursay-open="preferences">Your choices</a>';

/** A visitor of pages with and without the loader, and a collector that answers as told. */
async function visit() {
	const visitor = await site.visitor();
	await visitor.context.addInitScript(() => {
		Object.assign(window, { yoursay: { queue: [], onError: (error: Error) => console.log("told", String(error)) } });
	});
	const said: string[] = [];
	visitor.context.on("console", (message) => void said.push(message.text()));
	await visitor.finds({
		"/f/page.html": html({ body: opener }),
		"/f/bare.html": html({ tag: null }),
		"/f/elsewhere.html": html({ body: opener, tag: plainTag.replace(' data-endpoint="/yoursay"', "") }),
	});
	const bodies: string[] = [];
	let answer: (route: Route) => unknown = accept;
	await visitor.context.route("**/yoursay/requests", (route) => {
		bodies.push(route.request().postData() ?? "");
		return answer(route);
	});
	return {
		visitor,
		said,
		bodies,
		answers(next: (route: Route) => unknown) {
			answer = next;
		},
	};
}

const down = (route: Route) => route.abort("internetdisconnected");
const accept = (route: Route) => {
	const { id } = JSON.parse(route.request().postData()!) as RightsRequest;
	const receivedAt = new Date().toISOString();
	const reference = `FIX-${id.slice(-8, -4)}-${id.slice(-4)}`;
	return route.fulfill({ status: 201, json: { reference, receivedAt, dueAt: receivedAt, statusUrl: "" } });
};

/** Has a room on the page send it; as text, for the test's own imports are not the page's. */
const sends = ({ page }: Visitor, request: object): Promise<Sent> =>
	page.evaluate(`import("/${folder}/requests.js").then(({ openRequests }) =>
		openRequests({ key: "${key}", endpoint: "/yoursay" }, console.warn).send(${JSON.stringify(request)}))`);

/** All that pages of this origin can read, and the keys of the database. */
const everything = async (visitor: Visitor) => ({
	...(await visitor.page.evaluate(async (name) => {
		const opening = indexedDB.open(name);
		await new Promise((resolve) => (opening.onsuccess = resolve));
		const all = opening.result.transaction("keyval").objectStore("keyval");
		const [keys, values] = [all.getAllKeys(), all.getAll()];
		await new Promise((resolve) => (values.onsuccess = resolve));
		opening.result.close();
		return {
			keys: keys.result.map(String).filter((each) => /^(request|kept):/.test(each)),
			values: JSON.stringify(values.result),
			local: { ...localStorage } as Record<string, string>,
			session: { ...sessionStorage } as Record<string, string>,
			databases: (await indexedDB.databases()).map(({ name: each }) => each),
		};
	}, key)),
	cookies: await visitor.context.cookies(),
});

async function isForgotten(visitor: Visitor, said: string[]) {
	const left = await everything(visitor);
	for (const text of texts) expect(JSON.stringify([left, said])).not.toContain(text);
	expect(left.local).not.toHaveProperty(`${key}-requests`);
	return left;
}

test.skipIf(lacks.requestBodies).each(["without a choice", "with a choice"])(
	"a request that could not be sent leaves with the next page, which opens nothing: %s",
	async (choice) => {
		const { visitor, said, bodies, answers } = await visit();
		await visitor.goes("/f/page.html");
		if (choice === "with a choice") {
			await visitor.rejects();
			await expect.poll(async () => (await site.collected()).length, soon).toBe(1);
			await visitor.goes("/f/page.html");
		}
		await visitor.isReady();
		answers(down);
		const request = newRequest();
		expect(await sends(visitor, request)).toMatchObject({ kept: { delivery: "waiting" }, waits: true });
		await visitor.goes("/f/bare.html");
		expect((await everything(visitor)).keys).toEqual([`request:${request.id}`]);

		answers(accept);
		const before = bodies.length;
		await visitor.goes("/f/page.html");
		await expect.poll(async () => (await everything(visitor)).keys, soon).toEqual([`kept:${request.id}`]);
		expect(bodies).toHaveLength(before + 1);
		expect(new Set(bodies).size).toBe(1);
		await visitor.rests();
		await isForgotten(visitor, said);

		// The page after it finds the flag of the records at rest again, and from then on none asks for either.
		await visitor.goes("/f/page.html");
		await visitor.rests();
		visitor.requests.length = 0;
		await visitor.goes("/f/page.html");
		await visitor.rests();
		expect(visitor.asked(/(records|requests)\.js$/)).toEqual([]);
		expect(bodies).toHaveLength(before + 1);
	},
);

test.skipIf(lacks.requestBodies)("two tabs that start at once send a waiting request once", async () => {
	const { visitor, said, bodies, answers } = await visit();
	await visitor.goes("/f/page.html");
	answers(down);
	const request = newRequest();
	await sends(visitor, request);
	await visitor.goes("/f/bare.html");
	answers(accept);
	bodies.length = 0;
	const tabs = await Promise.all([visitor.opensTab(), visitor.opensTab()]);
	await Promise.all(tabs.map((tab) => tab.goes("/f/page.html")));
	await expect.poll(async () => (await everything(visitor)).keys, soon).toEqual([`kept:${request.id}`]);
	for (const tab of tabs) await tab.rests();
	expect(bodies).toHaveLength(1);
	await isForgotten(visitor, said);
});

test.skipIf(lacks.requestBodies)(
	"a request waits while the endpoint is taken out of the configuration, and leaves when it is back",
	async () => {
		const { visitor, bodies, answers } = await visit();
		await visitor.goes("/f/page.html");
		answers(down);
		const request = newRequest();
		await sends(visitor, request);
		answers(accept);
		bodies.length = 0;
		await visitor.goes("/f/elsewhere.html");
		await visitor.rests();
		expect(bodies).toEqual([]);
		expect((await everything(visitor)).keys).toEqual([`request:${request.id}`]);
		await visitor.goes("/f/page.html");
		await expect.poll(async () => (await everything(visitor)).keys, soon).toEqual([`kept:${request.id}`]);
	},
);

test.skipIf(lacks.requestBodies)(
	"a request leaves the page it was made on as soon as the network is back",
	async () => {
		const { visitor, said, answers } = await visit();
		await visitor.goes("/f/page.html");
		await visitor.page.evaluate(`import("/${folder}/requests.js").then(() => {})`);
		await visitor.context.setOffline(true);
		answers(down);
		const request = newRequest();
		expect(await sends(visitor, request)).toMatchObject({ waits: true });
		answers(accept);
		await visitor.context.setOffline(false);
		await expect.poll(async () => (await everything(visitor)).keys, soon).toEqual([`kept:${request.id}`]);
		await isForgotten(visitor, said);
	},
);

test("a refusal met by a page that opens nothing is told to the owner without a word of what the person wrote", async () => {
	const { visitor, said, answers } = await visit();
	await visitor.goes("/f/page.html");
	answers(down);
	await sends(visitor, newRequest());
	answers((route) =>
		route.fulfill({ status: 422, contentType: "application/problem+json", body: JSON.stringify({ detail: texts[1] }) }),
	);
	await visitor.goes("/f/page.html");
	await expect.poll(() => said.join("\n"), soon).toContain("told PrivacyError: [yoursay requests-refused]");
	await visitor.rests();
	const left = await isForgotten(visitor, said);
	expect(left.keys).toHaveLength(1);
	expect(left.values).toContain("refused");
});

test.skipIf(lacks.requestBodies)(
	"the collector of the package keeps a request whose answer was lost once, says how it stands, and takes it back",
	async () => {
		const { visitor, said, answers } = await visit();
		await visitor.goes("/f/page.html");
		let first = "";
		answers(async (route) => {
			const response = await route.fetch();
			first = ((await response.json()) as { reference: string }).reference;
			await route.abort("connectionreset");
		});
		const request = newRequest();
		expect(await sends(visitor, request)).toMatchObject({ waits: true });
		expect(first).toMatch(/^[\dA-Z]{2,6}(-[\dA-Z]{4}){2}$/);

		answers((route) => route.continue());
		await visitor.goes("/f/page.html");
		await expect.poll(async () => (await everything(visitor)).keys, soon).toEqual([`kept:${request.id}`]);
		const ask = (call: string) =>
			visitor.page.evaluate(`import("/${folder}/requests.js").then(async ({ openRequests }) => {
			const room = openRequests({ key: "${key}", endpoint: "/yoursay" }, console.warn);
			return room.${call}((await room.list())[0]);
		})`);
		expect(await ask("status")).toMatchObject({
			reference: first,
			kind: "access",
			site: "fixture",
			state: "received",
			statusUrl: `${site.url}/yoursay/requests/${first}`,
		});
		expect(await ask("withdraw")).toMatchObject({ reference: first, state: "withdrawn" });
		expect(await ask("withdraw")).toMatchObject({ state: "withdrawn" });
		await isForgotten(visitor, said);
	},
);
