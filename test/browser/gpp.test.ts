import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { GppModel } from "@iabgpp/cmpapi";
import { expect, test } from "vitest";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

/** The stub as the documentation prints it. */
const [, snippet = ""] =
	/## IAB: GPP\n[\s\S]*?```html\n(<script>[\s\S]*?<\/script>)/.exec(
		readFileSync(fileURLToPath(new URL("../../docs/vendors.md", import.meta.url)), "utf8"),
	) ?? [];

type Ask = (command: string, callback: (data: unknown, success: boolean) => void, parameter?: unknown) => void;
interface Heard {
	eventName: string;
	data: unknown;
	listenerId: number;
	pingData: Record<string, unknown>;
}
type Page = typeof window & { __gpp: Ask; heard: Heard[]; answers: unknown[] };

/** A tag that listens as early as it can. */
const listens = `<script>
window.heard = [];
__gpp("addEventListener", function (event) { heard.push(event); });
</script>`;

const config = (gpp: unknown = true, more = {}) => ({
	site: { id: "gpp" },
	integrations: { gpp },
	region: "US-CA",
	onWithdraw: "none",
	...more,
});

const open = { national: "DBABLA~CVQqAAAAAACA.QA", state: "DBABBg~BUoAAACA.QA" };
const closed = { national: "DBABLA~CVQVAAAAAACA.QA", state: "DBABBg~BUUAAACA.QA" };
const opposed = { national: "DBABLA~CVQVAAAAAACA.YA", state: "DBABBg~BUUAAACA.YA" };

/** What was heard, in order: event, its data, the signal's status and the string at that moment. */
const heard = (visitor: Visitor) =>
	visitor.page.evaluate(() =>
		(window as unknown as Page).heard.map(({ eventName, data, pingData: { signalStatus, gppString } }) => [
			eventName,
			data,
			signalStatus,
			gppString,
		]),
	);
/** What a command is answered at once; empty where it is not. */
const asks = (visitor: Visitor, command: string, parameter?: unknown) =>
	visitor.page.evaluate(
		([name, given]) => {
			let answer: unknown[] = [];
			(window as unknown as Page).__gpp(
				name as string,
				(...all) => {
					answer = all;
				},
				given,
			);
			return answer;
		},
		[command, parameter],
	);
const pings = async (visitor: Visitor) => (await asks(visitor, "ping"))[0] as Record<string, unknown>;
const isReady = (visitor: Visitor) => expect.poll(async () => (await pings(visitor)).signalStatus, soon).toBe("ready");

/** A frame that asks its parent and keeps what it hears. */
const frame = `<!doctype html><script>
window.answers = [];
addEventListener("message", function (event) { answers.push(event.data); });
</script>`;
const frames = '<iframe src="/f/frame.html" name="one"></iframe><iframe src="/f/frame.html" name="two"></iframe>';
const call = (command: string, callId: unknown, parameter?: unknown) => ({
	__gppCall: { command, parameter, version: "1.1", callId },
});
/** What a frame was answered so far, and a way to ask from it. */
const inFrame = (visitor: Visitor, name: string) => {
	const found = visitor.page.frame(name)!;
	return {
		answers: () => found.evaluate(() => (window as unknown as Page).answers as never[]),
		says: (message: unknown) => found.evaluate((given) => parent.postMessage(given, "*"), message),
	};
};

async function arrive(given: Parameters<typeof html>[0], hasSignal = false) {
	const visitor = await site.visitor();
	if (hasSignal)
		await visitor.context.addInitScript(() =>
			Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true }),
		);
	await visitor.finds({ "/f/page.html": html({ tag: "", ...given }), "/f/frame.html": frame });
	await visitor.goes("/f/page.html");
	return visitor;
}

const registered = ["listenerRegistered", true, "not ready", ""];
/** What follows until the stored choice is read: everything is opted out. */
const loaded = ["cmpStatus", "loaded", "not ready", closed.national];
const change = (from: string, to: string) => [
	["signalStatus", "not ready", "not ready", from],
	["sectionChange", "usnat", "not ready", to],
	["signalStatus", "ready", "ready", to],
];

test("a listener that came before us hears every step in its order, on a first and on a returning visit", async () => {
	const visitor = await arrive({ config: config(), before: snippet, head: listens, body: frames });
	const [, ...opened] = change(closed.national, open.national);
	const first = [registered, loaded, ...opened];
	await expect.poll(() => heard(visitor), soon).toEqual(first);
	await visitor.rejects();
	const refused = [...first, ...change(open.national, closed.national)];
	await expect.poll(() => heard(visitor), soon).toEqual(refused);
	await visitor.reloads();
	const returning = [registered, loaded, ["signalStatus", "ready", "ready", closed.national]];
	await expect.poll(() => heard(visitor), soon).toEqual(returning);
	await visitor.page.evaluate(() => window.yoursay.acceptAll());
	expect(await heard(visitor)).toEqual([...returning, ...change(closed.national, open.national)]);
	await visitor.reloads();
	await expect.poll(() => heard(visitor), soon).toEqual(first);
	await visitor.page.evaluate(() => window.yoursay.withdraw());
	expect(await heard(visitor)).toEqual([...first, ...change(open.national, closed.national)]);
	const { says, answers } = inFrame(visitor, "one");
	await says({ __gppCall: "ping" });
	for (const callId of [1, 2]) await says(call("getField", callId, "usnat.SaleOptOut"));
	const answer = (callId: number) => ({ __gppReturn: { returnValue: 1, success: true, callId } });
	await expect.poll(answers, soon).toEqual([answer(1), answer(2)]);
	expect(await visitor.page.locator("iframe[name=__gppLocator]").count()).toBe(1);
});

test("what runs after a signal in California finds it ready; each answer names its section, and IAB's library reads the same", async () => {
	const held = `<script type="text/plain" data-yoursay-purpose="analytics">
		__gpp("ping", function (ping) { ran.push(ping.signalStatus); });
	</script>`;
	const visitor = await arrive({ config: config({ sections: "state" }), head: held }, true);
	await expect.poll(() => visitor.ran(), soon).toEqual(["ready"]);
	const { parsedSections, supportedAPIs, ...ping } = await pings(visitor);
	expect(ping).toEqual({
		gppVersion: "1.1",
		cmpStatus: "loaded",
		cmpDisplayStatus: null,
		signalStatus: "ready",
		cmpId: 1,
		sectionList: [8],
		applicableSections: [8],
		gppString: opposed.state,
	});
	expect(supportedAPIs).toHaveLength(21);
	expect(supportedAPIs).toContain("8:usca");
	const { usca } = parsedSections as { usca: object[] };
	expect(Object.assign({}, ...usca)).toEqual(new GppModel(opposed.state).getSection("usca"));
	expect(usca).toHaveLength(2);
	expect(usca[0]).toMatchObject({ SaleOptOut: 1, SharingOptOut: 1, MspaCoveredTransaction: 2 });
	expect(await asks(visitor, "getSection", "usca")).toEqual([usca, true]);
	expect(await asks(visitor, "getSection", "usnat")).toEqual([null, false]);
	expect(await asks(visitor, "getSection", "constructor")).toEqual([null, false]);
	expect(await asks(visitor, "hasSection", "usca")).toEqual([true, true]);
	expect(await asks(visitor, "hasSection", "usnat")).toEqual([false, true]);
	expect(await asks(visitor, "getField", "usca.SaleOptOut")).toEqual([1, true]);
	expect(await asks(visitor, "getField", "usca.Gpc")).toEqual([true, true]);
	expect(await asks(visitor, "getField", "usca.Colour")).toEqual([null, false]);
	expect(await asks(visitor, "getField")).toEqual([null, false]);
	expect(await asks(visitor, "toString")).toEqual([null, false]);
	expect(await asks(visitor, "removeEventListener", 77)).toEqual([false, true]);
	// Whoever changes what they were given changes nothing.
	await visitor.page.evaluate(() =>
		(window as unknown as Page).__gpp(
			"getSection",
			(data) => Object.assign((data as object[])[0]!, { SaleOptOut: 2 }),
			"usca",
		),
	);
	expect(await asks(visitor, "getField", "usca.SaleOptOut")).toEqual([1, true]);
});

test("each field follows the purposes that involve its matter, and the options what the owner signed", async () => {
	const purposes = [
		{ id: "shop", involves: ["sale"] },
		{ id: "swap", involves: ["sale", "sharing"] },
		{ id: "health", involves: ["sensitive"] },
	].map((each) => ({ ...each, title: each.id, description: each.id }));
	const gpp = { sections: "state", mspa: "service-provider", padding: "sextets" };
	// A state without a section of its own.
	const visitor = await arrive({ config: config(gpp, { purposes, region: "US-NY" }) });
	await isReady(visitor);
	const fields = async () => {
		const { gppString, parsedSections } = await pings(visitor);
		const { usnat } = parsedSections as { usnat: object[] };
		const decoded = new GppModel(gppString as string).getSection("usnat");
		expect(Object.assign({}, ...usnat)).toEqual(decoded);
		expect(gppString).toMatch(/^DBABL~/);
		return decoded;
	};
	expect(await fields()).toMatchObject({
		SharingNotice: 1,
		SaleOptOutNotice: 1,
		SharingOptOutNotice: 1,
		TargetedAdvertisingOptOutNotice: 0,
		SensitiveDataLimitUseNotice: 1,
		SensitiveDataProcessing: Array(16).fill(1),
		SaleOptOut: 2,
		SharingOptOut: 2,
		TargetedAdvertisingOptOut: 0,
		MspaCoveredTransaction: 1,
		MspaOptOutOptionMode: 2,
		MspaServiceProviderMode: 1,
	});
	await visitor.page.evaluate(() => window.yoursay.decide({ purposes: { shop: false, swap: true } }));
	expect(await fields()).toMatchObject({ SaleOptOut: 1, SharingOptOut: 2 });
});

test("outside the United States no section applies, whatever is chosen", async () => {
	const visitor = await arrive({ config: config(true, { region: "DE" }), before: snippet, head: listens });
	await isReady(visitor);
	await visitor.accepts();
	await visitor.rests();
	expect(await pings(visitor)).toMatchObject({
		signalStatus: "ready",
		sectionList: [],
		applicableSections: [-1],
		gppString: "DBAA",
		parsedSections: {},
	});
	expect(await asks(visitor, "hasSection", "usnat")).toEqual([false, true]);
	expect(await asks(visitor, "hasSection")).toEqual([false, true]);
	const none = ["cmpStatus", "loaded", "not ready", "DBAA"];
	expect(await heard(visitor)).toEqual([registered, none, ["signalStatus", "ready", "ready", "DBAA"]]);
});

/** As IAB's stub keeps things: callbacks of early listeners under their ids, and calls as lists of arguments. */
const stub = `<script>
window.answers = [];
window.heard = [];
window.__gpp = function (command, callback) { if (command === "ping") callback({ cmpStatus: "stub" }, true); };
__gpp.lastId = 2;
__gpp.events = [
	{ id: 1, callback: function () { throw new Error("of the page"); } },
	{ id: 2, callback: function (event) { heard.push(event); } },
];
__gpp.queue = [
	["getField", function () { throw new Error("of the page"); }, "usnat.SaleOptOut"],
	["getField", function (data) { answers.push(data); }, "usnat.SaleOptOut"],
	["ping", "no function"],
	["ping", function (data) { answers.push(data.cmpStatus); }],
];
window.stub = __gpp;
</script>`;

test("a stub's queue and listeners are taken over, one that throws harms nobody, and twice disposed it is back", async () => {
	const visitor = await arrive({ config: config(), before: stub });
	await isReady(visitor);
	expect(await visitor.page.evaluate(() => (window as unknown as Page).answers)).toEqual([1, "loaded"]);
	const [, ...opened] = change(closed.national, open.national);
	expect(await heard(visitor)).toEqual([loaded, ...opened]);
	const [event] = (await asks(visitor, "addEventListener")) as Heard[];
	expect(event).toMatchObject({ eventName: "listenerRegistered", listenerId: 3, data: true });
	expect((await asks(visitor, "removeEventListener", 2))[0]).toMatchObject({
		eventName: "listenerRemoved",
		data: true,
	});
	await visitor.page.evaluate(() => window.yoursay.rejectAll());
	expect(await heard(visitor)).toHaveLength(3);
	expect(visitor.crashes).toEqual([]);
	await expect.poll(() => visitor.told.join(), soon).toContain("listener-threw");
	const left = await visitor.page.evaluate(() => {
		window.yoursay.dispose();
		window.yoursay.dispose();
		const { __gpp, stub } = window as unknown as { __gpp: unknown; stub: unknown };
		return [__gpp === stub, document.querySelectorAll("iframe").length];
	});
	expect(left).toEqual([true, 0]);
});

test("another CMP stays what it is, and so does a name that may not be taken; the owner hears of it", async () => {
	const other = `<script>
	window.calls = [];
	window.__gpp = function (command, callback) { calls.push(command); callback({ cmpStatus: "loaded", cmpId: 999 }, true); };
	window.stub = __gpp;
	</script>`;
	const fixed = `<script>Object.defineProperty(window, "__gpp", { value: Object.freeze({}) }); window.stub = __gpp;</script>`;
	for (const before of [other, fixed]) {
		const visitor = await arrive({ config: config(), before });
		await visitor.accepts();
		await expect.poll(() => visitor.told.join(), soon).toContain("integration-failed");
		const left = await visitor.page.evaluate(() => {
			const { __gpp, stub, calls } = window as unknown as { __gpp: unknown; stub: unknown; calls?: string[] };
			return [__gpp === stub, "__gppLocator" in window, calls];
		});
		expect(left).toEqual([true, false, before === other ? ["ping"] : undefined]);
		expect(visitor.crashes).toEqual([]);
	}
});

test("under the strictest policy a frame is answered once, in the form it asked in, and nobody else; nothing is left", async () => {
	const policy = `<script>
	window.answers = [];
	window.violations = [];
	addEventListener("message", function (event) { if (/Return/.test(JSON.stringify(event.data))) answers.push(event.data); });
	addEventListener("securitypolicyviolation", function (event) { violations.push(event.violatedDirective); });
	</script>
	<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; img-src data:; frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'">`;
	const visitor = await arrive({ config: config(), before: policy, body: frames });
	await isReady(visitor);
	const { says, answers } = inFrame(visitor, "one");
	for (const odd of ["{", null, 7, { __gppCall: null }, { __gppCall: "ping" }, [], "null"]) await says(odd);
	await says(call("hasSection", 1, "usnat"));
	await says(JSON.stringify(call("getField", "b", "usnat.SaleOptOut")));
	await says(call("getField", 2, { toString: 1, valueOf: 1 }));
	await says(call("addEventListener", 3));
	await expect.poll(async () => (await answers()).length, soon).toBe(4);
	const [has, field, odd, event] = await answers();
	expect(odd).toEqual({ __gppReturn: { returnValue: null, success: false, callId: 2 } });
	expect(has).toEqual({ __gppReturn: { returnValue: true, success: true, callId: 1 } });
	expect(JSON.parse(field!)).toEqual({ __gppReturn: { returnValue: 2, success: true, callId: "b" } });
	expect(event).toMatchObject({ __gppReturn: { callId: 3, returnValue: { eventName: "listenerRegistered" } } });
	await visitor.page.evaluate(() => window.yoursay.rejectAll());
	await expect.poll(async () => (await answers()).length, soon).toBe(7);
	expect((await answers())[6]).toMatchObject({
		__gppReturn: { callId: 3, returnValue: { eventName: "signalStatus", data: "ready" } },
	});
	expect(await inFrame(visitor, "two").answers()).toEqual([]);
	const locators = visitor.page.locator("iframe[name=__gppLocator]");
	expect(await locators.count()).toBe(1);
	expect(await locators.isVisible()).toBe(false);
	expect(visitor.crashes).toEqual([]);
	const left = await visitor.page.evaluate(() => {
		window.yoursay.dispose();
		window.yoursay.dispose();
		const { violations, answers } = window as unknown as { violations: string[]; answers: unknown[] };
		return ["__gpp" in window, "__gppLocator" in window, violations, answers];
	});
	expect(left).toEqual([false, false, [], []]);
});

test("a configuration that is refused leaves everything opted out, and never ready", async () => {
	const visitor = await arrive({ config: config(true, { layout: "sphere" }), before: snippet, head: listens });
	await expect.poll(() => visitor.told.join(), soon).toContain("layout");
	await visitor.rests();
	expect(await heard(visitor)).toEqual([registered, loaded]);
	expect(await pings(visitor)).toMatchObject({ signalStatus: "not ready", gppString: closed.national });
});
