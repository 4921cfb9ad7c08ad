import { expect, test } from "vitest";
import { type Fixture, held, html, says } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";

const site = openSite();

async function arrive(parts: Fixture) {
	const visitor = await site.visitor();
	await visitor.finds({ "/f/page.html": html({ ...parts, head: held("analytics") + (parts.head ?? "") }) });
	await visitor.goes("/f/page.html");
	return visitor;
}

test.each([
	['an image named "currentScript"', '<img name="currentScript" src="data:," alt="">'],
	['a form named "currentScript"', '<form name="currentScript"></form>'],
	['an image named "cookie"', '<img name="cookie" src="data:," alt="">'],
	['an element with the id "yoursay"', '<div id="yoursay"></div>'],
	['two elements named "yoursay"', '<a id="yoursay" href="#"></a><a id="yoursay" name="queue" href="#"></a>'],
	["a number under window.yoursay", "<script>window.yoursay = 5;</script>"],
	["a list under window.yoursay", "<script>window.yoursay = [];</script>"],
	["a queue that is no list", "<script>window.yoursay = { queue: 'x' };</script>"],
	['a form named "yoursay" with a field named "queue"', '<form id="yoursay"><input name="queue"></form>'],
])("%s before the loader changes nothing: the visitor is asked and what they allow runs", async (what, before) => {
	const visitor = await arrive({ before });
	await visitor.seesFirstLayer();
	expect(await visitor.ran()).toEqual([]);
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toEqual(["analytics"]);
	expect(await visitor.page.evaluate(() => typeof window.yoursay.decide)).toBe("function");
	expect(visitor.crashes).toEqual([]);
	if (!/"(currentScript|cookie)"/.test(what))
		await expect.poll(() => visitor.told.join(), soon).toContain("error: [yoursay global-taken]");
});

test("an element with the id “yoursay” further down does not hide the API", async () => {
	const visitor = await arrive({ body: '<div id="yoursay"></div>' });
	await visitor.seesFirstLayer();
	expect(await visitor.page.evaluate(() => typeof window.yoursay.decide)).toBe("function");
	expect(visitor.told).toEqual([]);
});

test("the page has one name more than before, whatever is pressed", async () => {
	const visitor = await arrive({ before: "<script>window.before = Object.getOwnPropertyNames(window);</script>" });
	await visitor.accepts();
	await visitor.page.evaluate(() => window.yoursay.open("preferences"));
	await visitor.rests();
	const added = await visitor.page.evaluate(() => {
		const { before } = window as unknown as { before: string[] };
		return Object.getOwnPropertyNames(window).filter((name) => !before.includes(name));
	});
	// The driver has its own in Firefox.
	expect(added.filter((name) => !/^before$|^__pw/.test(name))).toEqual(["yoursay"]);
});

test("no name of one letter that the page declares is in the loader's way", async () => {
	const names = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_"];
	const later = names.map((name) => `window.${name}_ = ${name};`).join("");
	const visitor = await arrive({
		before: `<script>const ${names.map((name) => `${name} = "${name}"`).join()};</script>`,
		head: `<script>${later}</script>`,
	});
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toEqual(["analytics"]);
	expect(
		await visitor.page.evaluate((all) => all.filter((name) => Reflect.get(window, `${name}_`) !== name), names),
	).toEqual([]);
	expect(visitor.crashes).toEqual([]);
});

const queue = (work: string) =>
	`<script>window.yoursay = window.yoursay || { queue: [] }; yoursay.queue.push(${work});</script>`;

test("callbacks queued before and after the loader run in order with the API", async () => {
	const call = (name: string) => `(api) => ran.push(${JSON.stringify(name)} + typeof api.acceptAll)`;
	const visitor = await arrive({
		before: queue(call("1 ")) + queue(call("2 ")),
		head: queue(call("3 ")),
		body: queue(call("4 ")),
	});
	await expect.poll(visitor.ran, soon).toEqual(["1 function", "2 function", "3 function", "4 function"]);
});

test("a callback that a returning visitor's page queued finds the choice read already", async () => {
	const visitor = await arrive({ before: queue("(api) => ran.push(String(api.allows('analytics')))") });
	await visitor.accepts();
	await visitor.reloads();
	await expect.poll(visitor.ran, soon).toEqual(["true", "analytics"]);
});

test("a queued callback that throws is reported and does not stop the others", async () => {
	const visitor = await arrive({
		before: queue("() => { throw new Error('mine'); }") + queue(`() => ${says("next").slice(0, -1)}`),
	});
	await visitor.seesFirstLayer();
	expect(await visitor.ran()).toEqual(["next"]);
	await expect.poll(() => visitor.told.join(), soon).toContain("error: [yoursay listener-threw]");
	expect(visitor.crashes).toEqual([]);
});

test.each([
	["before the first layer stands", ""],
	["once the first layer stands", "dispatchEvent(new Event('late'));"],
])("a decision in the queue, made %s, leaves no announcement and no scroll padding behind", async (_, late) => {
	const visitor = await site.visitor();
	const begin = late ? "addEventListener('late', () => api.rejectAll())" : "api.rejectAll()";
	let goesOn = () => {};
	const mayArrive = new Promise<void>((resolve) => {
		goesOn = resolve;
	});
	await visitor.context.route(
		(url) => url.pathname.endsWith(late ? "/desk.js" : "/ask-en.js"),
		async (route) => {
			await mayArrive;
			await route.continue();
		},
	);
	await visitor.finds({ "/f/page.html": html({ before: queue(`(api) => { ${begin}; }`) }) });
	// In Firefox a page has not loaded while a module that it imports is on its way.
	await visitor.page.goto("/f/page.html", { waitUntil: "domcontentloaded" });
	if (late) {
		await visitor.seesFirstLayer();
		await visitor.page.evaluate(late);
	}
	goesOn();
	await expect.poll(async () => (await visitor.snapshot()).decided, soon).toBe(true);
	await visitor.seesNoFirstLayer();
	await visitor.rests();
	// Longer than an announcement waits before it speaks.
	await visitor.page.waitForTimeout(500);
	expect(
		await visitor.page.evaluate(() => ({
			padding: document.documentElement.style.scrollPaddingBlockEnd,
			told: [...(document.querySelector("your-say")?.shadowRoot?.querySelectorAll("[role=status]") ?? [])]
				.map(({ textContent }) => textContent)
				.join(""),
		})),
	).toEqual({ padding: "", told: "" });
	expect(visitor.crashes).toEqual([]);
});

test("a listener that throws is reported and does not stop the others", async () => {
	const visitor = await arrive({
		before: queue(
			"(api) => { api.subscribe(() => { throw new Error('mine'); }); api.subscribe(({ decided }) => ran.push(decided)); }",
		),
	});
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(visitor.ran, soon).toContain(true);
	await expect.poll(visitor.ran, soon).toContain("analytics");
	await expect.poll(() => visitor.told.join(), soon).toContain("error: [yoursay listener-threw]");
	expect(visitor.crashes).toEqual([]);
});

test("a queued onError hears of what is reported", async () => {
	const visitor = await arrive({
		before:
			"<script>window.yoursay = { queue: [], onError: (error) => ran.push(error.code + ' ' + error.where) };</script>",
		config: { layuot: "bar" },
	});
	await expect.poll(visitor.ran, soon).toEqual(["config-unknown-key layuot"]);
});

test("each change fires yoursay:change on the document, with the snapshot", async () => {
	const visitor = await arrive({
		before: "<script>document.addEventListener('yoursay:change', ({ detail }) => ran.push(detail.method));</script>",
	});
	await visitor.seesFirstLayer();
	await visitor.rejects();
	await expect.poll(visitor.ran, soon).toEqual([null, "reject-all"]);
});

test("a subscriber is called at once, and no more after its undo", async () => {
	const visitor = await arrive({});
	await visitor.seesFirstLayer();
	const calls = await visitor.page.evaluate(async () => {
		let count = 0;
		const undo = window.yoursay.subscribe(() => count++);
		const atOnce = count;
		undo();
		await window.yoursay.rejectAll();
		return [atOnce, count];
	});
	expect(calls).toEqual([1, 1]);
});

test("disposing takes the first layer away, twice without harm, and leaves what is held held", async () => {
	const visitor = await arrive({});
	await visitor.seesFirstLayer();
	await visitor.rests();
	await visitor.page.evaluate(() => {
		window.yoursay.dispose();
		window.yoursay.dispose();
	});
	await visitor.page.locator("your-say").waitFor({ state: "detached" });
	expect(await visitor.ran()).toEqual([]);
	expect(visitor.crashes).toEqual([]);
});

test("disposing before the desk has loaded takes the first layer away as well, for good", async () => {
	const visitor = await site.visitor();
	let arrives = () => {};
	const isDue = new Promise<void>((resolve) => {
		arrives = resolve;
	});
	await visitor.context.route(
		(url) => url.pathname.endsWith("/desk.js"),
		async (route) => {
			await isDue;
			await route.continue();
		},
	);
	await visitor.finds({ "/f/page.html": html({ head: held("analytics") }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.page.evaluate(() => window.yoursay.dispose());
	arrives();
	await visitor.rests();
	expect(await visitor.firstLayer.count()).toBe(0);
	expect(await visitor.ran()).toEqual([]);
});

test("a decision that a program made is marked automated, and one that a program's click made as well", async () => {
	const visitor = await arrive({});
	await visitor.seesFirstLayer();
	await visitor.page.evaluate(() => {
		const button = document
			.querySelector("your-say")!
			.shadowRoot!.querySelector<HTMLElement>("[data-yoursay-action=reject-all]")!;
		button.click();
	});
	await visitor.seesNoFirstLayer();
	await visitor.page.evaluate(async () => void (await window.yoursay.acceptAll()));
	expect((await visitor.records()).map(({ method, automated }) => [method, automated])).toEqual([
		["reject-all", true],
		["accept-all", true],
	]);
});

test.each(["opt-out", "notice"])(
	"under %s a notice that is closed was seen: nothing is recorded, and it stands again only for a new revision",
	async (regime) => {
		const config = { regime, purposes: ["analytics"], site: { id: "seen" } };
		const visitor = await arrive({ tag: "", config });
		await visitor.seesFirstLayer();
		await visitor.page.evaluate(() => window.yoursay.close());
		await visitor.seesNoFirstLayer();
		expect(await visitor.records()).toEqual([]);
		await visitor.page.evaluate(() => window.yoursay.open("ask"));
		await visitor.reloads();
		await visitor.rests();
		expect(await visitor.firstLayer.count()).toBe(0);
		expect(await visitor.snapshot()).toMatchObject({ decided: false, purposes: { analytics: "not-asked" } });
		await visitor.finds({ "/f/page.html": html({ tag: "", config: { ...config, revision: 2 } }) });
		await visitor.reloads();
		await visitor.seesFirstLayer();
		await visitor.page.evaluate(() => window.yoursay.close());
		await visitor.page.evaluate(() => window.yoursay.erase());
		await visitor.reloads();
		await visitor.seesFirstLayer();
	},
);

test("closing the first layer is a refusal with the method close", async () => {
	const visitor = await arrive({});
	await visitor.seesFirstLayer();
	await visitor.page.evaluate(() => window.yoursay.close());
	await visitor.seesNoFirstLayer();
	expect(await visitor.snapshot()).toMatchObject({
		decided: true,
		method: "close",
		purposes: { analytics: "refused" },
	});
});
