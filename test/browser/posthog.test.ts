import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bodyOf, repeatBodies } from "./bodies.ts";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

/** The call of `init` as the documentation prints it. */
const [, snippet = ""] =
	/## PostHog\n[\s\S]*?```html\n(<script>[\s\S]*?<\/script>)/.exec(
		readFileSync(fileURLToPath(new URL("../../docs/vendors.md", import.meta.url)), "utf8"),
	) ?? [];
/** The same for the stand-in of this origin, and each event at once. */
const init = snippet.replace(
	'"https://eu.i.posthog.com"',
	'location.origin + "/ingest", request_batching: false, disable_compression: true, opt_out_useragent_filter: true',
);

/** The behaviour of PostHog's snippet: a list that also has methods, and its file after it. */
const stub = `<script>
if (!window.posthog) {
	const list = (window.posthog = []);
	list._i = [];
	list.init = (token, config, name = "posthog") => {
		list._i.push([token, config, name]);
		for (const method of ["capture", "opt_in_capturing", "opt_out_capturing", "clear_opt_in_out_capturing"])
			list[method] = (...given) => list.push([method, ...given]);
		const file = document.createElement("script");
		file.src = "/vendor/posthog.js";
		if (!window.isBlocked) document.head.append(file);
	};
}
</script>`;
const library = '<script src="/vendor/posthog.js"></script>';
const blocked = "<script>isBlocked = true;</script>";
const hold = (script: string) =>
	script.replaceAll(/<script(?= |>)/g, '<script type="text/plain" data-yoursay-purpose="analytics"');

const optIn = ["opt_in_capturing", { captureEventName: false }];
const optOut = ["opt_out_capturing"];
const clear = ["clear_opt_in_out_capturing"];

const config = (more = {}) => ({
	site: { id: "posthog" },
	integrations: { posthog: true },
	onWithdraw: "none",
	...more,
});

interface Page {
	posthog?: unknown[] & {
		__loaded?: boolean;
		capture(event: string): void;
		get_distinct_id(): string;
		get_explicit_consent_status(): string;
	};
}
const list = (visitor: Visitor) => visitor.page.evaluate(() => [...((window as Page).posthog ?? [])]);
const captures = (visitor: Visitor, event: string) =>
	visitor.page.evaluate((name) => (window as Page).posthog?.capture(name), event);
const hasLoaded = (visitor: Visitor) => visitor.page.waitForFunction(() => (window as Page).posthog?.__loaded);
const status = (visitor: Visitor) =>
	visitor.page.evaluate(() => (window as Page).posthog?.get_explicit_consent_status());

/** Names of what PostHog keeps in this browser. */
async function kept(visitor: Visitor) {
	const { cookies, localStorage, sessionStorage, databases } = await visitor.keeps();
	return [...cookies, ...localStorage, ...sessionStorage, ...databases].filter((name) => !name.startsWith("yoursay"));
}

async function finds(page: string) {
	const visitor = await site.visitor();
	/** Names of the events that PostHog was sent; "beacon" for what a page sends as it is left. */
	const events: string[] = [];
	visitor.context.on("request", (request) => {
		if (!/\/ingest\/(e|i\/v0\/e|batch|capture)\//.test(request.url())) return;
		const names = [...(bodyOf(request) ?? "").matchAll(/"event":"([^"]+)"/g)].map(([, event]) => event!);
		events.push(...(names.length ? names : ["beacon"]));
	});
	await repeatBodies(visitor.context, "/ingest/");
	await visitor.finds({ "/f/page.html": page });
	await visitor.goes("/f/page.html");
	return Object.assign(visitor, { events });
}

test("its list holds what is to be heard: nothing known first, then each answer once", async () => {
	const visitor = await finds(html({ config: config(), tag: "", before: blocked + stub + init }));
	await visitor.seesFirstLayer();
	await expect.poll(() => list(visitor), soon).toEqual([clear]);
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	expect(await list(visitor)).toEqual([clear, optOut]);
	await visitor.page.evaluate(async () => {
		await window.yoursay.acceptAll();
		await window.yoursay.acceptAll();
		await window.yoursay.withdraw();
	});
	expect(await list(visitor)).toEqual([clear, optOut, optIn, optOut]);
	await visitor.reloads();
	await visitor.isReady();
	await expect.poll(() => list(visitor), soon).toEqual([optOut]);
	await visitor.page.evaluate(() => window.yoursay.acceptAll());
	await visitor.reloads();
	await visitor.isReady();
	await expect.poll(() => list(visitor), soon).toEqual([optIn]);
	await visitor.page.evaluate(() => window.yoursay.erase());
	await expect.poll(() => list(visitor), soon).toEqual([optIn, clear]);
});

test("a held snippet begins with the yes in its list", async () => {
	const visitor = await finds(html({ config: config(), tag: "", before: blocked, head: hold(stub + init) }));
	await visitor.seesFirstLayer();
	expect(await visitor.page.evaluate(() => !(window as Page).posthog)).toBe(true);
	await visitor.accepts();
	await expect.poll(() => list(visitor), soon).toEqual([optIn]);
});

test("the library that runs without a yes stores and sends nothing before one, sends after it, and nothing after its end", async () => {
	const visitor = await finds(html({ config: config(), tag: "", before: stub + init }));
	await visitor.seesFirstLayer();
	await hasLoaded(visitor);
	await captures(visitor, "too-early");
	await visitor.rests();
	expect(await kept(visitor)).toEqual([]);
	expect(visitor.asked(/^\/ingest\//)).toEqual(["/ingest/array/phc_example/config"]);
	await visitor.accepts();
	await captures(visitor, "in-time");
	await expect.poll(() => visitor.events, soon).toEqual(["$pageview", "in-time"]);
	expect((await kept(visitor)).join()).toContain("ph_phc_example_posthog");

	await visitor.page.evaluate(() => window.yoursay.withdraw());
	await captures(visitor, "too-late");
	await visitor.page.waitForTimeout(500);
	await visitor.rests();
	await visitor.reloads();
	await hasLoaded(visitor);
	await visitor.isReady();
	await captures(visitor, "later-still");
	await visitor.rests();
	expect(visitor.events).toEqual(["$pageview", "in-time"]);
	expect(await status(visitor)).toBe("denied");
	expect(visitor.crashes).toEqual([]);
});

test("the held library without its snippet hears the yes as it begins, on each visit, and keeps its id", async () => {
	const visitor = await finds(html({ config: config(), tag: "", head: hold(library + init) }));
	await visitor.seesFirstLayer();
	await visitor.rests();
	expect(await kept(visitor)).toEqual([]);
	expect(visitor.asked(/^\/(ingest|vendor)\//)).toEqual([]);
	await visitor.accepts();
	await hasLoaded(visitor);
	await expect.poll(() => visitor.events, soon).toEqual(["$pageview"]);
	const id = await visitor.page.evaluate(() => (window as Page).posthog!.get_distinct_id());
	await visitor.reloads();
	await hasLoaded(visitor);
	const views = () => visitor.events.filter((event) => event !== "beacon");
	await expect.poll(views, soon).toEqual(["$pageview", "$pageview"]);
	expect(await visitor.page.evaluate(() => (window as Page).posthog!.get_distinct_id())).toBe(id);
	expect((await kept(visitor)).filter((name) => /undefined|in_out_$/.test(name))).toEqual([]);
});

test("a yes that PostHog remembers from before holds no longer than the one given here", async () => {
	const quiet = init.replace("request_batching", "advanced_disable_flags: true, request_batching");
	const visitor = await finds(html({ config: config(), tag: "", before: library + quiet }));
	await visitor.seesFirstLayer();
	await visitor.rests();
	expect(visitor.asked(/^\/ingest\//)).toEqual([]);
	await visitor.accepts();
	await expect.poll(() => status(visitor), soon).toBe("granted");
	await expect.poll(() => visitor.events, soon).toEqual(["$pageview"]);
	const again = html({ config: config({ revision: 1 }), tag: "", before: library + quiet });
	await visitor.finds({ "/f/again.html": again });
	await visitor.goes("/f/again.html");
	await visitor.seesFirstLayer();
	await expect.poll(() => status(visitor), soon).toBe("pending");
	const sent = visitor.events.length;
	await captures(visitor, "unasked");
	await visitor.page.waitForTimeout(300);
	await visitor.rests();
	expect(visitor.events.slice(sent)).toEqual([]);
});

test("in California PostHog captures from the start, unless the purpose that the owner names is not there", async () => {
	for (const [posthog, expected] of [
		[true, [optIn]],
		[{ purpose: "nowhere" }, [clear]],
	]) {
		const given = config({ region: "US-CA", integrations: { posthog } });
		const visitor = await finds(html({ config: given, tag: "", before: blocked + stub + init }));
		await visitor.isReady();
		await expect.poll(() => list(visitor), soon).toEqual(expected);
	}
});

test("after it was disposed of, twice, nothing more is told and a PostHog that comes is left alone", async () => {
	const visitor = await finds(html({ config: config(), tag: "", before: blocked }));
	await visitor.seesFirstLayer();
	const found = await visitor.page.evaluate(async () => {
		const { acceptAll, dispose } = window.yoursay;
		dispose();
		dispose();
		const isThere = "posthog" in window;
		(window as Page).posthog = [] as never;
		await acceptAll();
		return [isThere, (window as Page).posthog];
	});
	expect(found).toEqual([false, []]);
});

test("a page whose posthog is something else, or is not there, is not harmed and is asked", async () => {
	for (const odd of ['"a word"', "Object.freeze([])", "undefined"]) {
		const before = `<script>window.posthog = ${odd};</script>`;
		const visitor = await finds(html({ config: config(), tag: "", before }));
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		expect(visitor.crashes).toEqual([]);
		expect(await visitor.page.evaluate((text) => (window as { posthog?: unknown }).posthog === text, "a word")).toBe(
			odd === '"a word"',
		);
	}
});
