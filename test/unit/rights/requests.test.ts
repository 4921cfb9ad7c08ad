// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { digest } from "../../../src/core/canonical.ts";
import { openStore } from "../../../src/records/store.ts";
import { openRequests } from "../../../src/rights/requests.ts";
import type { KeptRequest, RequestReceipt, RequestStatus, RightsRequest } from "../../../types/request.ts";
import type { Requests } from "../../../types/store.ts";

const NOON = Date.UTC(2026, 10, 21, 12);
const DAY = 86_400_000;
const ENDPOINT = "https://collect.example/yoursay";
const at = (ms: number) => new Date(ms).toISOString();
/** What must never be found anywhere once a request is gone. */
const written = ["Ada Example", "ada@person.example", "Everything you have on me", "ada-account"];

type Ask = { url: string; init: RequestInit; body: RightsRequest };
type Answer = Response | Error | ((ask: Ask) => Response | Promise<Response>);

let count = 0;
let key: string;
let clock: number;
let answers: Answer[];
let asked: Ask[];
let waits: { work: () => unknown; ms: number }[];
let reports: string[];
let open: Requests[];
/** What the honest collector holds, by id. */
let collected: Map<string, RightsRequest>;
let held: Map<string, Promise<unknown>>;

beforeEach(() => {
	localStorage.clear();
	key = `yoursay_requests-${count++}`;
	clock = NOON;
	answers = [];
	asked = [];
	waits = [];
	reports = [];
	open = [];
	collected = new Map();
	held = new Map();
	// One holder at a time for each name, as a browser has it.
	const request = (name: string, work: () => Promise<unknown>) => {
		const turn = (held.get(name) ?? Promise.resolve()).then(work);
		held.set(
			name,
			turn.catch(() => {}),
		);
		return turn;
	};
	Object.defineProperty(navigator, "locks", { value: { request }, configurable: true });
});
afterEach(() => {
	for (const each of open) each.dispose();
	Reflect.deleteProperty(navigator, "locks");
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

const referenceOf = (id: string) => `SHOP-${id.slice(-8, -4)}-${id.slice(-4)}`.toUpperCase();
const receiptFor = ({ id }: { id: string }, changes: object = {}): RequestReceipt => ({
	reference: referenceOf(id),
	receivedAt: at(clock),
	dueAt: at(clock + 30 * DAY),
	statusUrl: `${ENDPOINT}/requests/${referenceOf(id)}`,
	...changes,
});
const honest = ({ body }: Ask) => {
	const known = collected.get(body.id);
	if (known && JSON.stringify(known) !== JSON.stringify(body)) return status(409);
	collected.set(body.id, body);
	return Response.json(receiptFor(body), { status: 201 });
};
const status = (code: number, headers?: HeadersInit) => new Response(null, { status: code, headers });
const offline = () => new TypeError("Failed to fetch");

/** The requests of one page; each attempt gets the next of the answers, then an honest one. */
function page(changes: object = {}): Requests {
	const settings = { ...settle({ endpoint: ENDPOINT }), key, ...changes };
	const requests = openRequests(settings, (...report) => void reports.push(JSON.stringify(report)), {
		now: () => clock,
		random: () => 0,
		wait: (work, ms) => waits.push({ work, ms }),
		fetch: async (url, init) => {
			const ask = { url: String(url), init: init!, body: JSON.parse(String(init!.body ?? "null")) };
			asked.push(ask);
			const answer = answers.shift();
			if (answer instanceof Error) throw answer;
			return typeof answer === "function" ? answer(ask) : (answer ?? honest(ask));
		},
	});
	open.push(requests);
	return requests;
}

let made = 0;
const newRequest = (changes: Partial<RightsRequest> = {}): Omit<RightsRequest, "secretHash"> => ({
	version: 1,
	id: `019a${String(++made).padStart(4, "0")}-0000-7000-8000-0000${String(made).padStart(8, "0")}`,
	site: "shop",
	controller: "Shop Ltd",
	kind: "access",
	region: "DE",
	language: "en",
	madeAt: at(clock),
	policyVersion: null,
	name: written[0],
	email: written[1],
	message: written[2],
	account: written[3],
	...changes,
});

const rows = async () => {
	const store = await openStore(key);
	const [keys, values] = await Promise.all([store.keys(""), store.list("")]);
	return Object.fromEntries(keys.map((name, index) => [name, values[index]])) as Record<string, never>;
};
const flags = () => [localStorage.getItem(`${key}-requests`), localStorage.getItem(`${key}-outbox`)];
/** Lets every lock be given back. */
const idle = () => vi.waitFor(async () => void (await Promise.all(held.values())));
async function expectForgotten() {
	const everything = JSON.stringify([
		await rows(),
		{ ...localStorage },
		{ ...sessionStorage },
		document.cookie,
		reports,
	]);
	for (const text of written) expect(everything).not.toContain(text);
}

it("looking for requests leaves no database behind", async () => {
	const requests = page();
	expect(await requests.list()).toEqual([]);
	await requests.resume();
	expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(key);
});

describe("a request", () => {
	it("is on the disk, and later pages know of it, before it is first sent", async () => {
		const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");
		let before: unknown;
		answers = [
			async (ask) => {
				before = [await rows(), flags()];
				return honest(ask);
			},
		];
		const request = newRequest();
		await page().send(request);
		const {
			request: sent,
			secret,
			queuedAt,
		} = (before as [Record<string, Record<string, never>>])[0][`request:${request.id}`]!;
		expect(sent).toEqual({ ...request, secretHash: await digest(secret!) });
		expect(secret).toMatch(/^[\w-]{43}$/);
		expect(queuedAt).toBe(NOON);
		expect((before as unknown[])[1]).toEqual(["0", "until.0"]);
		const writes = transaction.mock.calls.filter(([, mode]) => mode === "readwrite");
		expect(writes[0]![2]).toEqual({ durability: "strict" });
	});

	it("is posted as JSON to the endpoint's requests, without a referrer, to no other address", async () => {
		const request = newRequest();
		await page({ endpoint: `${ENDPOINT}/` }).send(request);
		expect(asked).toHaveLength(1);
		expect(asked[0]).toMatchObject({
			url: `${ENDPOINT}/requests`,
			init: {
				method: "POST",
				headers: { "content-type": "application/json" },
				referrerPolicy: "no-referrer",
				redirect: "error",
				keepalive: true,
			},
			body: request,
		});
	});

	it("outlives its page on the way only where it is small", async () => {
		await page().send(newRequest({ message: "私".repeat(6000) }));
		expect(asked[0]!.init.keepalive).toBe(false);
	});

	it("that arrived is reduced to its reference, and nobody looks for it any more", async () => {
		const request = newRequest();
		const requests = page();
		const sent = await requests.send(request);
		await idle();
		const { id, kind, madeAt, region } = request;
		const kept = {
			...receiptFor(request),
			id,
			kind,
			madeAt,
			region,
			delivery: "sent",
			secret: expect.stringMatching(/^[\w-]{43}$/),
		};
		expect(sent).toEqual({ kept });
		expect(await rows()).toEqual({ [`kept:${id}`]: kept });
		expect(await requests.list()).toEqual([kept]);
		expect(flags()[0]).toBeNull();
		expect(await digest((sent as { kept: KeptRequest }).kept.secret!)).toBe(collected.get(id)!.secretHash);
		await expectForgotten();
	});

	it("sent twice in one page is one request", async () => {
		const request = newRequest();
		const requests = page();
		const sent = requests.send(request);
		expect(requests.send(request)).toBe(sent);
		expect(await requests.send(request)).toEqual(await sent);
		expect(asked).toHaveLength(1);
	});

	it("is refused, and nothing kept, where there is no endpoint", async () => {
		await expect(page({ endpoint: undefined }).send(newRequest())).rejects.toThrow("no endpoint");
		expect(flags()).toEqual([null, null]);
	});

	it("is sent from memory where the browser refuses a database", async () => {
		vi.spyOn(indexedDB, "open").mockImplementation(() => {
			throw new DOMException("blocked", "SecurityError");
		});
		const requests = page();
		expect(await requests.send(newRequest())).toMatchObject({ kept: { delivery: "sent" } });
		answers = [offline()];
		expect(await requests.send(newRequest())).toMatchObject({ waits: true });
		await requests.resume();
		await waits.at(-1)!.work();
		await idle();
		expect((await requests.list()).map(({ delivery }) => delivery)).toEqual(["sent", "sent"]);
	});

	it("goes at once without the browser's id where nothing can be kept", async () => {
		vi.spyOn(indexedDB, "open").mockImplementation(() => {
			throw new DOMException("blocked", "SecurityError");
		});
		const one = newRequest({ kind: "opt-out-sale" });
		expect(await page().send(one, true)).toMatchObject({ kept: { delivery: "sent" } });
		expect(asked.map(({ body }) => body.subject)).toEqual([undefined]);
	});

	it("is sent where the browser gives no lock", async () => {
		const request = async () => {
			throw new DOMException("denied", "SecurityError");
		};
		Object.defineProperty(navigator, "locks", { value: { request }, configurable: true });
		expect(await page().send(newRequest())).toMatchObject({ kept: { delivery: "sent" } });
		expect(asked).toHaveLength(1);
	});

	it("is sent from memory where the disk is full", async () => {
		const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
			throw new DOMException("full", "QuotaExceededError");
		});
		const requests = page();
		answers = [offline()];
		expect(await requests.send(newRequest())).toMatchObject({ kept: { delivery: "waiting" }, waits: true });
		expect(await requests.send(newRequest())).toMatchObject({ kept: { delivery: "sent" } });
		put.mockRestore();
		await idle();
		expect(collected.size).toBe(2);
		await expectForgotten();
	});
});

describe("trouble that may pass", () => {
	it.each<[string, () => Answer]>([
		["401", () => status(401)],
		["403", () => status(403)],
		["404", () => status(404)],
		["429", () => status(429)],
		["500", () => status(500)],
		["503", () => status(503)],
		["a network that is down", offline],
		["a timeout", () => new DOMException("too long", "TimeoutError")],
		["201 and nothing", () => status(201)],
		["201 and no JSON", () => new Response("<h1>It works</h1>", { status: 201 })],
		["201 and null", () => Response.json(null, { status: 201 })],
		["201 and a list", () => Response.json([], { status: 201 })],
	])("keeps it waiting, then delivers the very same: %s", async (_, answer) => {
		const request = newRequest();
		answers = [answer()];
		const requests = page();
		const sent = await requests.send(request);
		expect(sent).toEqual({
			kept: { id: request.id, kind: "access", madeAt: request.madeAt, region: "DE", delivery: "waiting" },
			waits: true,
			retryAfterMs: undefined,
		});
		expect(flags()).toEqual([String(NOON + 500), "until.0"]);
		const pause = waits.at(-2)!; // the last one is that of whoever waits for the answer
		await [...waits]
			.reverse()
			.find(({ ms }) => ms === 500)!
			.work();
		await idle();
		expect(pause).toBeDefined();
		expect(asked.map(({ init }) => init.body)).toEqual([asked[0]!.init.body, asked[0]!.init.body]);
		expect((await requests.list()).map(({ delivery }) => delivery)).toEqual(["sent"]);
		expect(collected.size).toBe(1);
		await expectForgotten();
	});

	it("lasts as long as Retry-After says, also on the next page", async () => {
		answers = [status(429, { "retry-after": "3600" })];
		expect(await page().send(newRequest())).toMatchObject({ waits: true, retryAfterMs: 3_600_000 });
		expect(flags()[0]).toBe(String(NOON + 3_600_000));
		clock += 600_000;
		await page().resume();
		expect(asked).toHaveLength(1);
		expect(waits.at(-1)!.ms).toBe(3_000_000);
		clock += 3_000_000;
		await page().resume();
		expect(asked).toHaveLength(2);
		expect(flags()[0]).toBeNull();
	});

	it("doubles the pause, and only the newest pause is waited out", async () => {
		answers = Array.from({ length: 5 }, offline);
		const requests = page();
		await requests.send(newRequest());
		for (let time = 0; time < 4; time++) {
			clock += DAY;
			await requests.resume();
		}
		const pauses = waits.filter(({ ms }) => ms !== 20_000);
		expect(pauses.map(({ ms }) => ms)).toEqual([500, 1000, 2000, 4000, 8000]);
		for (const { work } of pauses.slice(0, -1)) work();
		await idle();
		expect(asked).toHaveLength(5);
		await pauses.at(-1)!.work();
		await idle();
		expect(asked).toHaveLength(6);
	});

	it("ends at once when the network comes back", async () => {
		answers = [offline()];
		await page().send(newRequest());
		dispatchEvent(new Event("online"));
		await vi.waitFor(() => expect(collected.size).toBe(1));
	});

	it("leaves a person waiting for 20 seconds, no longer", async () => {
		let answer: (given: Response) => void;
		answers = [() => new Promise<Response>((resolve) => (answer = resolve))];
		const requests = page();
		const request = newRequest();
		const sending = requests.send(request);
		await vi.waitFor(() => expect(asked).toHaveLength(1));
		const patience = waits.find(({ ms }) => ms === 20_000)!;
		patience.work();
		expect(await sending).toMatchObject({ kept: { delivery: "waiting" }, waits: true });
		answer!(honest(asked[0]!));
		await vi.waitFor(async () => expect((await requests.list())[0]!.delivery).toBe("sent"));
	});

	it("is told to the owner at once for a 4xx, else the third time; never with what the person wrote", async () => {
		answers = [status(404)];
		await page().send(newRequest());
		expect(reports).toEqual([JSON.stringify(["requests-undelivered", `${ENDPOINT}, status 404`])]);
		reports = [];
		answers = [offline(), offline(), offline(), offline()];
		const requests = page();
		for (let time = 0; time < 4; time++) {
			clock += DAY;
			await requests.resume();
		}
		expect(reports).toEqual([JSON.stringify(["requests-undelivered", `${ENDPOINT}, TypeError`])]);
		await expectReported();
	});

	const expectReported = async () => {
		for (const text of written) expect(JSON.stringify(reports)).not.toContain(text);
	};

	it("with one request does not hold up the others", async () => {
		answers = [offline(), offline()];
		const requests = page();
		await requests.send(newRequest());
		await requests.send(newRequest());
		asked = [];
		answers = [status(500), honest];
		clock += DAY;
		await requests.resume();
		expect(asked).toHaveLength(2);
		expect((await requests.list()).map(({ delivery }) => delivery).sort()).toEqual(["sent", "waiting"]);
		expect(flags()[0]).not.toBeNull();
	});
});

describe("a final refusal", () => {
	it.each([400, 409, 413, 415, 422])("with %d is told in the collector's words, and nothing is kept", async (code) => {
		const words = `No: ${written[1]} is no address.`;
		answers = [Response.json({ title: "Bad", detail: words }, { status: code })];
		const requests = page();
		expect(await requests.send(newRequest())).toEqual({ problem: words });
		await idle();
		expect(await rows()).toEqual({});
		expect(await requests.list()).toEqual([]);
		expect(flags()[0]).toBeNull();
		expect(reports).toEqual([JSON.stringify(["requests-refused", `${ENDPOINT}, status ${code}`])]);
		await expectForgotten();
	});

	it.each<[string, () => Response, string]>([
		["without words", () => status(422), "status 422"],
		["in no JSON", () => new Response("<p>no</p>", { status: 422 }), "status 422"],
		["in words that are none", () => Response.json({ detail: {}, title: 7 }, { status: 422 }), "status 422"],
		["with a title alone", () => Response.json({ title: "Too much" }, { status: 422 }), "Too much"],
		["at length", () => Response.json({ detail: "x".repeat(9000) }, { status: 422 }), "x".repeat(300)],
		["in 5 MB", () => Response.json({ detail: "x".repeat(5_000_000) }, { status: 422 }), "status 422"],
	])("%s is told as it can be", async (_, answer, problem) => {
		answers = [answer()];
		expect(await page().send(newRequest())).toEqual({ problem });
	});

	it("met by a later page is kept without what the person wrote, and without words that may repeat it", async () => {
		answers = [offline()];
		const request = newRequest();
		await page().send(request);
		clock += DAY;
		answers = [Response.json({ detail: `${written[1]} is no address` }, { status: 422 })];
		const later = page();
		await later.resume();
		const { id, kind, madeAt, region } = request;
		const kept: KeptRequest = { id, kind, madeAt, region, delivery: "refused", problem: "status 422" };
		expect(await later.list()).toEqual([kept]);
		expect(await rows()).toEqual({ [`kept:${id}`]: kept });
		await expectForgotten();
		await later.forget(kept);
		expect(await rows()).toEqual({});
	});
});

describe("a hostile collector", () => {
	it.each<[string, object]>([
		["a reference of another form", { reference: "../../owner" }],
		["a reference that is an object", { reference: {} }],
		["no reference", { reference: undefined }],
		["a receipt in no time", { receivedAt: "yesterday" }],
		["a due date that does not exist", { dueAt: "2026-99-99T00:00:00.000Z" }],
		["a due date that is a number", { dueAt: 1 }],
	])("that answers with %s has given no receipt", async (_, changes) => {
		const request = newRequest();
		answers = [Response.json(receiptFor(request, changes), { status: 201 })];
		expect(await page().send(request)).toMatchObject({ waits: true });
	});

	it("that answers with 5 MB has given no receipt", async () => {
		const request = newRequest();
		answers = [Response.json(receiptFor(request, { more: "x".repeat(5_000_000) }), { status: 201 })];
		expect(await page().send(request)).toMatchObject({ waits: true });
	});

	it.each([
		"javascript:alert(1)",
		"data:text/html,x",
		"blob:https://collect.example/1",
		"https://other.example/requests/1",
		"https://collect.example.other.example/",
		"//other.example/",
		"http://collect.example/yoursay/requests/1",
		"https://[",
		7,
		null,
		undefined,
		{},
	])("that names the status page %j names none", async (statusUrl) => {
		const request = newRequest();
		answers = [Response.json(receiptFor(request, { statusUrl }), { status: 201 })];
		expect(await page().send(request)).toMatchObject({ kept: { delivery: "sent", statusUrl: "" } });
	});

	it("adds nothing to what is kept", async () => {
		const request = newRequest();
		const more = { acknowledgeAt: "soon", message: written[2], secret: "mine", delivery: "waiting", id: "other" };
		answers = [
			Response.json(receiptFor(request, { ...more, statusUrl: `${ENDPOINT}/requests/1?a#secret` }), { status: 201 }),
		];
		await page().send(request);
		await idle();
		const kept = (await rows())[`kept:${request.id}`];
		expect(kept).toMatchObject({ id: request.id, delivery: "sent", statusUrl: `${ENDPOINT}/requests/1?a` });
		expect(kept).not.toHaveProperty("acknowledgeAt");
		await expectForgotten();
	});
});

describe("the next page", () => {
	it("sends what a page left that ended before the first attempt", async () => {
		answers = [() => new Promise<Response>(() => {})];
		void page().send(newRequest());
		await vi.waitFor(async () => expect(Object.keys(await rows())).toHaveLength(1));
		held.clear(); // the browser is gone, and its locks with it
		answers = [];
		await page().resume();
		expect(collected.size).toBe(1);
		expect(flags()[0]).toBeNull();
		await expectForgotten();
	});

	it("gets the reference of what had arrived before a page ended, without a second request", async () => {
		answers = [
			(ask) => {
				honest(ask);
				return new Promise<Response>(() => {});
			},
		];
		void page().send(newRequest());
		await vi.waitFor(() => expect(collected.size).toBe(1));
		held.clear();
		const later = page();
		await later.resume();
		expect(asked).toHaveLength(2);
		expect(asked[1]!.init.body).toBe(asked[0]!.init.body);
		expect(collected.size).toBe(1);
		expect(await later.list()).toMatchObject([{ delivery: "sent", reference: expect.any(String) }]);
	});

	it("takes back the flag of what never reached the disk", async () => {
		localStorage.setItem(`${key}-requests`, "0");
		localStorage.setItem(`${key}-outbox`, "until.0");
		await page().resume();
		expect(flags()).toEqual([null, "until.0"]);
		expect(asked).toEqual([]);
	});

	it("looks for a request that a person began to write, and takes that back where none came", async () => {
		page().expect();
		expect(flags()).toEqual(["0", "until.0"]);
		await page().resume();
		expect(flags()[0]).toBeNull();
	});

	it("leaves a pause of the records as it is", async () => {
		localStorage.setItem(`${key}-outbox`, "until.1795262871863");
		answers = [offline()];
		await page().send(newRequest());
		expect(flags()[1]).toBe("until.1795262871863");
	});

	it("keeps looking while there is no endpoint, and sends nothing", async () => {
		answers = [offline()];
		await page().send(newRequest());
		asked = [];
		clock += DAY;
		await page({ endpoint: undefined }).resume();
		expect(asked).toEqual([]);
		expect(flags()).toEqual(["0", "until.0"]);
	});

	it("sends also what localStorage knows nothing of, once it is opened", async () => {
		answers = [offline()];
		await page().send(newRequest());
		localStorage.clear();
		await page().resume();
		expect(collected.size).toBe(1);
	});

	it("never rejects", async () => {
		answers = [offline()];
		await page().send(newRequest());
		clock += DAY;
		vi.spyOn(IDBObjectStore.prototype, "getAll").mockImplementation(() => {
			throw new Error(written[2]);
		});
		const requests = page();
		await requests.resume();
		expect(reports.at(-1)).toEqual(JSON.stringify(["requests-undelivered", `${ENDPOINT}, Error`]));
	});
});

describe("two tabs", () => {
	it.each([true, false])("send each request once, with locks: %s", async (hasLocks) => {
		if (!hasLocks) Reflect.deleteProperty(navigator, "locks");
		answers = [offline()];
		await page().send(newRequest());
		clock += DAY;
		const tabs = [page(), page()];
		await Promise.all(tabs.map((each) => each.resume()));
		await idle();
		expect(collected.size).toBe(1);
		expect(new Set(asked.map(({ init }) => init.body)).size).toBe(1);
		if (hasLocks) expect(asked).toHaveLength(2);
		expect(await tabs[1]!.list()).toMatchObject([{ delivery: "sent" }]);
	});

	it("that kept one while the other took the flag back have it sent all the same", async () => {
		const other = page();
		answers = [offline()];
		const request = { ...newRequest(), secretHash: "h".repeat(43) };
		const store = await openStore(key);
		const real = localStorage;
		let sent: Promise<void> | undefined;
		const removeItem = (name: string) => {
			real.removeItem(name);
			sent ??= store.write([[`request:${request.id}`, { request, secret: "s".repeat(43), queuedAt: NOON }]]);
		};
		const getItem = (name: string) => real.getItem(name);
		const setItem = (name: string, value: string) => real.setItem(name, value);
		vi.stubGlobal("localStorage", { getItem, setItem, removeItem });
		await other.resume();
		await sent;
		expect(asked).toHaveLength(1);
		expect(flags()[0]).toBe(String(NOON + 500));
	});
});

describe("time", () => {
	it("ends a request that could not be delivered for 30 days; it is told until it is forgotten", async () => {
		answers = [offline(), offline()];
		const request = newRequest();
		await page().send(request);
		clock = NOON + 30 * DAY;
		await page().resume();
		expect(Object.keys(await rows())).toEqual([`request:${request.id}`]);
		clock += 1;
		const later = page();
		const { id, kind, madeAt, region } = request;
		const kept = { id, kind, madeAt, region, delivery: "lapsed" };
		expect(await later.list()).toEqual([kept]);
		localStorage.removeItem(`${key}-requests`); // its pause
		asked = [];
		await later.resume();
		expect(asked).toEqual([]);
		expect(await rows()).toEqual({ [`kept:${id}`]: kept });
		expect(flags()[0]).toBeNull();
		await expectForgotten();
		expect(await later.list()).toEqual([kept]);
		await later.forget((await later.list())[0]!);
		expect(await later.list()).toEqual([]);
	});

	it("ends a request also where the endpoint is gone", async () => {
		answers = [offline()];
		await page().send(newRequest());
		clock += 31 * DAY;
		await page({ endpoint: undefined }).resume();
		expect(flags()[0]).toBeNull();
		await expectForgotten();
	});

	it("of one that lapsed and is forgotten before it was tidied up takes all of it", async () => {
		answers = [offline()];
		await page().send(newRequest());
		clock += 31 * DAY;
		const later = page();
		await later.forget((await later.list())[0]!);
		expect(await rows()).toEqual({});
	});

	it("ends what is kept of a request a year after it was made", async () => {
		const requests = page();
		await requests.send(newRequest());
		clock += 365 * DAY;
		await requests.resume();
		expect(await requests.list()).toHaveLength(1);
		clock += 1;
		expect(await requests.list()).toEqual([]);
		await requests.resume();
		expect(await rows()).toEqual({});
	});

	it("puts the newest first", async () => {
		const requests = page();
		const [old, middle, young] = [0, 1, 2].map((days) => newRequest({ madeAt: at(NOON + days * DAY) }));
		await requests.send(middle!);
		answers = [offline()];
		await requests.send(young!);
		await requests.send(old!);
		expect((await requests.list()).map(({ id }) => id)).toEqual([young!.id, middle!.id, old!.id]);
	});
});

describe("a status", () => {
	const statusFor = (kept: KeptRequest, changes: object = {}): RequestStatus => ({
		...receiptFor(kept),
		kind: kept.kind,
		site: "shop",
		state: "extended",
		events: [
			{ state: "received", at: at(NOON) },
			{ state: "extended", at: at(NOON + DAY), reason: "Much to look for." },
		],
		canAppeal: false,
		...changes,
	});

	async function sentOne() {
		const requests = page();
		const { kept } = (await requests.send(newRequest())) as { kept: KeptRequest };
		await idle();
		asked = [];
		return { requests, kept };
	}

	it("is asked of the endpoint with the request's own secret, whatever address came with its receipt", async () => {
		const { requests, kept } = await sentOne();
		const found = statusFor(kept, { isConfirmed: true });
		answers = [Response.json(found)];
		expect(await requests.status({ ...kept, statusUrl: "https://other.example/" })).toEqual(found);
		expect(asked[0]).toMatchObject({
			url: `${ENDPOINT}/requests/${kept.reference}`,
			init: {
				method: "GET",
				headers: { authorization: `Bearer ${kept.secret}` },
				referrerPolicy: "no-referrer",
				redirect: "error",
			},
		});
		expect(asked[0]!.url).not.toContain(kept.secret);
	});

	it.each<[string, object]>([
		["of another request", { reference: "SHOP-AAAA-BBBB" }],
		["of another kind", { kind: "erasure" }],
		["in an unknown state", { state: "on fire" }],
		["with a state that is a list", { state: [] }],
		["without events", { events: undefined }],
		["with an event that is null", { events: [null] }],
		["with an event at no time", { events: [{ state: "received", at: "then" }] }],
		["with an event in an unknown state", { events: [{ state: "gone", at: at(NOON) }] }],
		["with a reason that is no text", { events: [{ state: "denied", at: at(NOON), reason: {} }] }],
		["with a reason without end", { events: [{ state: "denied", at: at(NOON), reason: "x".repeat(2001) }] }],
		["with events without end", { events: Array.from({ length: 501 }, () => ({ state: "received", at: at(NOON) })) }],
		["due at no time", { dueAt: "soon" }],
		["of no site", { site: 7 }],
		["that may be confirmed", { isConfirmed: "perhaps" }],
		["that may be appealed", { canAppeal: "yes" }],
		["of 5 MB", { more: "x".repeat(5_000_000) }],
	])("%s is none", async (_, changes) => {
		const { requests, kept } = await sentOne();
		answers = [Response.json(statusFor(kept, changes))];
		await expect(requests.status(kept)).rejects.toThrow("status 200");
	});

	it("holds nothing that is not part of it", async () => {
		const { requests, kept } = await sentOne();
		const events = [{ state: "received", at: at(NOON), html: "<b>" }];
		answers = [Response.json(statusFor(kept, { html: "<b>", statusUrl: "javascript:alert(1)", events }))];
		const found = await requests.status(kept);
		expect(JSON.stringify(found)).not.toMatch(/html|javascript/);
	});

	it.each<[string, () => Answer]>([
		["503", () => status(503)],
		["401", () => status(401)],
		["a network that is down", offline],
	])("that cannot be had is an error: %s", async (_, answer) => {
		const { requests, kept } = await sentOne();
		answers = [answer()];
		await expect(requests.status(kept)).rejects.toThrow();
	});

	it("is nothing where the collector knows nothing, or the request never arrived", async () => {
		const { requests, kept } = await sentOne();
		answers = [status(404)];
		expect(await requests.status(kept)).toBeUndefined();
		asked = [];
		expect(await requests.status({ ...kept, reference: undefined, delivery: "lapsed" })).toBeUndefined();
		expect(asked).toEqual([]);
	});

	describe("of a withdrawal", () => {
		it("is that of the collector, where it was sent", async () => {
			const { requests, kept } = await sentOne();
			answers = [Response.json(statusFor(kept, { state: "withdrawn" }))];
			expect(await requests.withdraw(kept)).toMatchObject({ state: "withdrawn" });
			expect(asked.map(({ url, init }) => `${init.method} ${url}`)).toEqual([
				`DELETE ${ENDPOINT}/requests/${kept.reference}`,
			]);
		});

		it("is what it was closed as, where it was closed already", async () => {
			const { requests, kept } = await sentOne();
			answers = [status(409), Response.json(statusFor(kept, { state: "fulfilled" }))];
			expect(await requests.withdraw(kept)).toMatchObject({ state: "fulfilled" });
		});

		it("is an error where the collector cannot be reached, and the request stays listed", async () => {
			const { requests, kept } = await sentOne();
			answers = [offline()];
			await expect(requests.withdraw(kept)).rejects.toThrow();
			expect(await requests.list()).toEqual([kept]);
		});

		it("is nothing where it still waited: it is gone from the device", async () => {
			answers = [offline(), offline()];
			const requests = page();
			const { kept } = (await requests.send(newRequest())) as { kept: KeptRequest };
			expect(await requests.withdraw(kept)).toBeUndefined();
			await idle();
			expect(await rows()).toEqual({});
			expect(flags()[0]).toBeNull();
			await requests.resume();
			expect(collected.size).toBe(0);
			await expectForgotten();
		});

		it("reaches the collector where the request had arrived and its answer was lost", async () => {
			answers = [
				(ask) => {
					honest(ask);
					throw offline();
				},
			];
			const requests = page();
			const { kept } = (await requests.send(newRequest())) as { kept: KeptRequest };
			expect(kept.delivery).toBe("waiting");
			asked = [];
			answers = [honest, () => Response.json(statusFor(kept, { state: "withdrawn" }))];
			expect(await requests.withdraw(kept)).toMatchObject({ state: "withdrawn" });
			expect(asked.map(({ init }) => init.method)).toEqual(["POST", "DELETE"]);
			expect(collected.size).toBe(1);
		});

		it("reaches the collector where another tab has delivered it meanwhile", async () => {
			answers = [offline()];
			const requests = page();
			const { kept } = (await requests.send(newRequest())) as { kept: KeptRequest };
			clock += DAY;
			await page().resume();
			asked = [];
			answers = [() => Response.json(statusFor(kept, { state: "withdrawn" }))];
			expect(await requests.withdraw(kept)).toMatchObject({ state: "withdrawn" });
			expect(asked.map(({ init }) => init.method)).toEqual(["DELETE"]);
		});
	});
});

describe("a disposed page", () => {
	it("sends no more, and the next one does", async () => {
		answers = [offline()];
		const listening = vi.spyOn(globalThis, "removeEventListener");
		const requests = page();
		await requests.send(newRequest());
		requests.dispose();
		requests.dispose();
		expect(listening).toHaveBeenCalledWith("online", expect.any(Function));
		dispatchEvent(new Event("online"));
		clock += DAY;
		await requests.resume();
		expect(asked).toHaveLength(1);
		await page().resume();
		expect(asked).toHaveLength(2);
	});
});
