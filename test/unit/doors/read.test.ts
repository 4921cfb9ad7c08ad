// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from "vitest";
import { readConsent } from "../../../src/read.ts";
import type { Config } from "../../../types/config.ts";
import type { Consent } from "../../../types/consent.ts";
import { arrive, byHand, closeAll, forgetAll, media, NOON, settled, signal } from "../core/visit.ts";

const DAY = 86_400_000;
let onError: Mock<NonNullable<Config["onError"]>>;
const codes = () => onError.mock.calls.map(([error]) => `${error.code} ${error.where}`.trim());

beforeEach(() => {
	onError = vi.fn();
	vi.spyOn(console, "error").mockImplementation(() => {});
	vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
	closeAll();
	forgetAll();
	signal(false);
	vi.restoreAllMocks();
});

/** What the browser of a visitor sends who does this on a page with this configuration. */
async function cookieAfter(config: Config, act: (consent: Consent) => Promise<unknown>, now = NOON): Promise<string> {
	const { consent } = arrive(config, { now: () => now });
	await act(consent);
	return document.cookie;
}
const accept = (consent: Consent) => consent.acceptAll(byHand);
const reject = (consent: Consent) => consent.rejectAll(byHand);

const read = (config: Config, cookie: string, more: Record<string, string> = {}, now = NOON) =>
	readConsent({ cookie, ...more }, { ...config, onError }, { now });
/** A choice as it could have been written by hand. */
const choice = (answers: string, decided = NOON, expires = NOON + 180 * DAY, revision = 0) =>
	`1.${decided}.${expires}.${revision}.save${answers}`;

describe("what the widget wrote is read", () => {
	it("of a grant to all, with its time and its end", async () => {
		const consent = read({}, await cookieAfter({}, accept));
		expect(consent.allows("analytics")).toBe(true);
		expect(consent.allows("marketing")).toBe(true);
		expect(consent.snapshot()).toMatchObject({
			decided: true,
			method: "accept-all",
			decidedAt: new Date(NOON).toISOString(),
			purposes: { analytics: "granted", marketing: "granted", functional: "granted" },
		});
	});

	it("of a refusal", async () => {
		const consent = read({ region: "US-CA" }, await cookieAfter({ region: "US-CA" }, reject));
		expect(consent.allows("analytics")).toBe(false);
		expect(consent.allows("necessary")).toBe(true);
		expect(consent.snapshot()).toMatchObject({ decided: true, method: "reject-all" });
	});

	it("of an answer to a vendor alone", async () => {
		const config = { purposes: [media, "analytics"] };
		const cookie = await cookieAfter(config, (consent) =>
			consent.decide({ purposes: { media: true, analytics: false }, vendors: { vimeo: false } }, byHand),
		);
		const consent = read(config, cookie);
		expect(consent.allows("media", "youtube")).toBe(true);
		expect(consent.allows("media", "vimeo")).toBe(false);
		expect(consent.snapshot().vendors).toEqual({ vimeo: "refused" });
	});

	it("under the name of its site, and of no other", async () => {
		const cookie = await cookieAfter({ site: { id: "blog" } }, accept);
		expect(cookie).toMatch(/^yoursay_blog=/);
		expect(read({ site: { id: "blog" } }, cookie).allows("analytics")).toBe(true);
		expect(read({ site: { id: "shop" } }, cookie).allows("analytics")).toBe(false);
		expect(read({}, cookie).allows("analytics")).toBe(false);
	});

	it("not as a grant for another purpose than it was given for", async () => {
		const cookie = await cookieAfter({ purposes: [{ id: "analytics" }, "marketing"] }, accept);
		const consent = read({ purposes: [{ id: "analytics", location: "the Moon" }, "marketing"] }, cookie);
		expect(consent.allows("analytics")).toBe(false);
		expect(consent.allows("marketing")).toBe(true);
		expect(consent.snapshot().decided).toBe(false);
	});

	it("not as a grant once everyone is asked again", async () => {
		expect(read({ revision: 1 }, await cookieAfter({}, accept)).allows("analytics")).toBe(false);
	});

	it("not as a grant once it has expired; a refusal outlives its time", async () => {
		const granted = await cookieAfter({}, accept);
		const late = NOON + 500 * DAY;
		expect(read({}, granted, {}, late).allows("analytics")).toBe(false);
		expect(read({}, granted, {}, late).snapshot().decided).toBe(false);
		expect(read({}, granted, {}, late).setCookie).toBeUndefined();
		closeAll();
		forgetAll();
		const refused = await cookieAfter({ region: "US-CA" }, reject);
		expect(read({ region: "US-CA" }, refused, {}, late).allows("analytics")).toBe(false);
	});
});

describe("headers", () => {
	let cookie: string;
	beforeEach(async () => {
		cookie = await cookieAfter({}, accept);
	});

	it("are those of a Request", () => {
		const headers = { get: (name: string) => (name.toLowerCase() === "cookie" ? `a=b; ${cookie}` : null) };
		expect(readConsent(headers, {}, { now: NOON }).allows("analytics")).toBe(true);
	});

	it("are Node's object, also where a header came several times", () => {
		expect(readConsent({ cookie: ["a=b", cookie] as string[] }, {}, { now: NOON }).allows("analytics")).toBe(true);
		expect(readConsent({ cookie: undefined }, {}, { now: NOON }).allows("analytics")).toBe(false);
	});

	it("are read in whatever case they are written", () => {
		const consent = readConsent({ Cookie: cookie, "Sec-GPC": "1" }, {}, { now: NOON });
		expect(consent.allows("analytics")).toBe(true);
		expect(consent.snapshot().signals.gpc).toBe(true);
	});

	it("may be none at all", () => {
		expect(readConsent({}).allows("analytics")).toBe(false);
		expect(readConsent({}).allows("necessary")).toBe(true);
	});
});

describe("of several cookies of one name", () => {
	const grant = choice("!analytics:granted:c08ek1", NOON - DAY);
	const prints = async () => /analytics:granted:(\w+)/.exec(await cookieAfter({}, accept))![1]!;
	const of = (text: string, print: string) => `yoursay=${text.replace("c08ek1", print)}`;

	it("the newest counts, wherever it stands", async () => {
		const print = await prints();
		const refusal = choice("!analytics:refused:c08ek1");
		expect(read({}, of(grant, print)).allows("analytics")).toBe(true);
		expect(read({}, `${of(grant, print)}; ${of(refusal, print)}`).allows("analytics")).toBe(false);
		expect(read({}, `${of(refusal, print)}; ${of(grant, print)}`).allows("analytics")).toBe(false);
	});

	it("the stricter counts where they are of one moment", async () => {
		const print = await prints();
		const refusal = choice("!analytics:refused:c08ek1", NOON - DAY);
		expect(read({}, `${of(grant, print)}; ${of(refusal, print)}`).allows("analytics")).toBe(false);
		expect(read({}, `${of(refusal, print)}; ${of(grant, print)}`).allows("analytics")).toBe(false);
	});
});

describe("cookies that are no choice count as none", () => {
	it.each([
		"",
		"hello",
		"1.2.3",
		"%31.1795262400000",
		`${choice("!analytics:granted:c08ek1")}!<script>`,
		`${choice("!analytics:granted:c08ek1")}\r\nSet-Cookie: evil=1`,
		`${choice("!analytics:granted:c08ek1")}\n`,
		`${choice("!analytics:granted:c08ek1")},evil=1`,
		`"${choice("!analytics:granted:c08ek1")}"`,
		choice("!__proto__:granted:c08ek1"),
		"1".repeat(10_000),
	])("such as %.80j", async (text) => {
		const consent = read({ region: "DE" }, `yoursay=${text}`);
		expect(consent.allows("analytics")).toBe(false);
		expect(consent.setCookie).toBeUndefined();
		expect(consent.snapshot()).toMatchObject({ decided: false, method: null, decidedAt: null });
		await settled();
		expect(codes()).toEqual([]);
	});

	it("nor does a name that only begins or ends like it", async () => {
		const text = (await cookieAfter({}, accept)).replace("yoursay=", "");
		expect(read({}, `yoursay2=${text}; xyoursay=${text}`).allows("analytics")).toBe(false);
	});
});

describe("where nothing is chosen", () => {
	it("nothing optional is allowed, wherever an unknown visitor may be", () => {
		const consent = read({}, "");
		expect(consent.allows("analytics")).toBe(false);
		expect(consent.snapshot()).toMatchObject({ regime: "opt-in", region: null, regionSource: "unknown" });
	});

	it("Germany's rules allow nothing", () => {
		const consent = read({ region: "DE" }, "");
		expect(consent.allows("analytics")).toBe(false);
		expect(consent.snapshot()).toMatchObject({ regime: "opt-in", region: "DE", regionSource: "config" });
	});

	it("California's rules allow until a no", () => {
		const consent = read({ region: "US-CA" }, "");
		expect(consent.allows("analytics")).toBe(true);
		expect(consent.allows("marketing")).toBe(true);
		expect(consent.allows("unknown")).toBe(false);
		expect(consent.snapshot()).toMatchObject({ regime: "opt-out", region: "US-CA", decided: false });
	});

	it("one regime everywhere is followed", () => {
		expect(read({ regime: "opt-out" }, "").allows("analytics")).toBe(true);
		expect(read({ regime: "opt-in", region: "US-CA" }, "").allows("analytics")).toBe(false);
	});
});

describe("a browser's signal", () => {
	it("refuses sale and sharing under California's rules, and nothing else", () => {
		const consent = read({ region: "US-CA" }, "", { "sec-gpc": "1" });
		expect(consent.allows("marketing")).toBe(false);
		expect(consent.allows("analytics")).toBe(true);
		expect(consent.snapshot().signals).toEqual({ gpc: true });
	});

	it.each(["1", "1, 1"])("is one where the header says %j", (value) => {
		expect(read({ region: "US-CA" }, "", { "sec-gpc": value }).allows("marketing")).toBe(false);
	});

	it.each(["0", "", "10", "?1", "true"])("is none where the header says %j", (value) => {
		const consent = read({ region: "US-CA" }, "", { "sec-gpc": value });
		expect(consent.allows("marketing")).toBe(true);
		expect(consent.snapshot().signals).toEqual({ gpc: false });
	});

	it("stands against a grant that was given without it", async () => {
		const cookie = await cookieAfter({ region: "US-CA" }, accept);
		expect(read({ region: "US-CA" }, cookie).allows("marketing")).toBe(true);
		expect(read({ region: "US-CA" }, cookie, { "sec-gpc": "1" }).allows("marketing")).toBe(false);
	});

	it("stands not against a grant that was given in spite of it", async () => {
		signal(true);
		const cookie = await cookieAfter({ region: "US-CA" }, (consent) =>
			consent.acceptAll({ ...byHand, overSignal: true }),
		);
		expect(read({ region: "US-CA" }, cookie, { "sec-gpc": "1" }).allows("marketing")).toBe(true);
	});

	it("is Do Not Track only where the owner treats it so", () => {
		expect(read({ region: "US-CA" }, "", { dnt: "1" }).allows("marketing")).toBe(true);
		const consent = read({ region: "US-CA", doNotTrack: true }, "", { dnt: "1" });
		expect(consent.allows("marketing")).toBe(false);
		expect(consent.snapshot().signals).toEqual({ gpc: false });
		expect(read({ region: "US-CA", doNotTrack: true }, "", { dnt: "0" }).allows("marketing")).toBe(true);
	});

	it("is told to listeners as well", () => {
		const listener = vi.fn();
		const undo = read({}, "", { "sec-gpc": "1" }).subscribe(listener);
		expect(listener).toHaveBeenCalledOnce();
		expect(listener.mock.calls[0]![0].signals).toEqual({ gpc: true });
		undo();
	});
});

describe("a configuration that may not be used", () => {
	const circular: Config = { site: {} };
	circular.site!.controller = circular as never;

	it.each([
		["a wrong word", { regime: "none" } as never],
		["a site that would break out of the header", { site: { id: "a=b;\r\n" } }],
		["a domain that would break out of the header", { storage: { cookie: { domain: "a.example; HttpOnly" } } }],
		["a wrong option of an integration", { integrations: { matomo: { mode: "all" } } } as never],
		["purposes of another shape", { purposes: 7 } as never],
		["what contains itself", circular],
		["a list with a hole", { purposes: Object.assign([], { 1: "analytics" }) } as never],
	])("allows nothing and is told to onError: %s", async (_, config: Config) => {
		const cookie = await cookieAfter({}, accept);
		const consent = read(config, cookie);
		expect(consent.allows("analytics")).toBe(false);
		expect(consent.allows("necessary")).toBe(false);
		expect(consent.setCookie).toBeUndefined();
		expect(consent.snapshot()).toMatchObject({ decided: false, purposes: {} });
		await vi.waitFor(() => expect(codes()[0]).toMatch(/^config-invalid/), 10_000);
		expect(codes()).toHaveLength(1);
	});

	it("is still used where only a key is unknown, which is told", async () => {
		const consent = read({ colour: "red" } as never, await cookieAfter({}, accept));
		expect(consent.allows("analytics")).toBe(true);
		await vi.waitFor(() => expect(codes()).toEqual(["config-unknown-key colour"]));
	});
});

describe("the choice is handed back", () => {
	const grammar =
		/^yoursay=1(\.\d{13}){2}\.\d+\.[a-z-]+(!\/?[a-z0-9][\w-]*:\w+:\w+)*; Path=\/; Max-Age=(\d+); SameSite=Lax(; Secure)?(; Domain=[\w.-]+)?$/;

	it("as it came, for as long as it is valid", async () => {
		const cookie = await cookieAfter({}, accept);
		const { setCookie } = read({}, `a=b; ${cookie}; c=d`, {}, NOON + DAY);
		expect(setCookie).toMatch(grammar);
		expect(setCookie!.startsWith(`${cookie}; `)).toBe(true);
		const [, , , seconds] = grammar.exec(setCookie!)!;
		const [, , expires] = cookie.split(".");
		expect(+seconds!).toBe((+expires! - NOON - DAY) / 1000);
	});

	it("for 400 days at most, whatever it says itself", () => {
		const { setCookie } = read({}, `yoursay=${choice("!analytics:refused:x", NOON, 9_999_999_999_999)}`);
		expect(setCookie).toContain(`; Max-Age=${400 * 86_400};`);
	});

	it("over plain http without Secure, and for the configured domain", () => {
		const config = { storage: { cookie: { domain: "shop.example" } } };
		const cookie = `yoursay=${choice("!analytics:refused:x")}`;
		expect(readConsent({ cookie }, config, { now: NOON }).setCookie).toMatch(/; Secure; Domain=shop\.example$/);
		expect(readConsent({ cookie }, config, { now: NOON, secure: false }).setCookie).not.toContain("Secure");
		expect(readConsent({ cookie }, {}, { now: NOON }).setCookie).toMatch(/; Secure$/);
	});

	it("not in its last second, nor after", () => {
		const cookie = `yoursay=${choice("!analytics:refused:x", NOON - DAY, NOON + 999)}`;
		expect(read({}, cookie).setCookie).toBeUndefined();
		expect(read({}, cookie, {}, NOON - 1).setCookie).toContain("Max-Age=1;");
	});
});

describe("what would change a choice is refused, and settles", () => {
	it.each(["acceptAll", "rejectAll", "withdraw"] as const)("%s", async (name) => {
		const consent = read({ region: "DE" }, "", { "sec-gpc": "1" });
		const before = consent.snapshot();
		expect(await consent[name]()).toEqual(before);
		expect(consent.allows("analytics")).toBe(false);
		await vi.waitFor(() => expect(codes()).toEqual([`desk-failed ${name}`]));
		expect(onError.mock.calls[0]![0].cause).toMatchObject({ code: "not-in-browser" });
	});

	it("decide, open, close, records, receipt and erase", async () => {
		const consent = read({}, "");
		expect(await consent.decide({ purposes: { analytics: true } })).toEqual(consent.snapshot());
		await consent.open("preferences");
		await consent.close();
		expect(await consent.records()).toEqual([]);
		expect(await consent.receipt()).toBeNull();
		await consent.erase();
		await vi.waitFor(() => expect(codes()).toHaveLength(6));
		expect(new Set(codes().map((code) => code.split(" ")[0]))).toEqual(new Set(["desk-failed"]));
		expect(document.querySelector("your-say")).toBeNull();
	});

	it("while ready settles with what the request says", async () => {
		const consent = read({ region: "US-CA" }, "", { "sec-gpc": "1" });
		expect(await consent.ready).toEqual(consent.snapshot());
	});
});

it("two requests know nothing of each other", async () => {
	const cookie = await cookieAfter({}, accept);
	const [mine, yours] = [read({}, cookie), read({}, "")];
	expect([mine.allows("analytics"), yours.allows("analytics")]).toEqual([true, false]);
	expect(mine.ready).not.toBe(yours.ready);
});
