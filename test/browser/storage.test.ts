import { describe, expect, test } from "vitest";
import { held, html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import { nothing, type Visitor } from "./visitor.ts";

const site = openSite();
const key = "yoursay_fixture";

async function arrive(prepare: (visitor: Visitor) => Promise<unknown> = async () => {}) {
	const visitor = await site.visitor();
	await visitor.finds({
		"/f/page.html": html({ head: held("analytics"), body: "<h1>A page</h1><script>ran.push('page')</script>" }),
	});
	await prepare(visitor);
	await visitor.goes("/f/page.html");
	return visitor;
}

const isCollected = async (method: string) => {
	const before = (await site.collected()).length;
	return () =>
		expect
			.poll(async () => (await site.collected()).slice(before).map((record) => record.method), soon)
			.toEqual([method]);
};

const corrupt = [
	"granted",
	"1.1.1.1.save!analytics:granted:x",
	'{"analytics":true}',
	"1.9999999999999.9999999999999.0.accept-all!analytics:granted",
	"2.1790000000000.1990000000000.0.accept-all!analytics:granted:abc",
	"1.1790000000000.1990000000000.0.accept-all!__proto__:granted:abc",
	"<script>alert(1)</script>",
	"x".repeat(3000),
];

describe.each(corrupt.map((text) => [text.slice(0, 70), text]))("a stored value such as %s", (_, text) => {
	test("in localStorage counts as undecided, is kept aside and reported", async () => {
		const visitor = await arrive((each) =>
			each.context.addInitScript(
				([name, value]) => localStorage.getItem(name!) ?? localStorage.setItem(name!, value!),
				[key, text] as const,
			),
		);
		await visitor.seesFirstLayer();
		expect(await visitor.snapshot()).toMatchObject({ decided: false, purposes: { analytics: "not-asked" } });
		expect(await visitor.ran()).toEqual(["page"]);
		await expect.poll(() => visitor.told.join(), soon).toContain("[yoursay storage-foreign]");
		expect(await visitor.page.evaluate((name) => localStorage.getItem(`${name}-aside`), key)).toBe(text);
		await visitor.accepts();
		await expect.poll(visitor.ran, soon).toEqual(["page", "analytics"]);
	});
});

const inCookies = corrupt.filter((text) => /^[\w.!:-]+$/.test(text));
test.each(inCookies.map((text) => [text.slice(0, 70), text]))(
	"a cookie such as %s counts as undecided, is kept aside and reported",
	async (_, text) => {
		const visitor = await arrive((each) => each.context.addCookies([{ name: key, value: text!, url: site.url }]));
		await visitor.seesFirstLayer();
		expect(await visitor.snapshot()).toMatchObject({ decided: false, purposes: { analytics: "not-asked" } });
		expect(await visitor.ran()).toEqual(["page"]);
		await expect.poll(() => visitor.told.join(), soon).toContain("[yoursay storage-foreign]");
		expect(await visitor.page.evaluate((name) => localStorage.getItem(`${name}-aside`), key)).toBe(text);
		await visitor.rejects();
		await visitor.seesNoFirstLayer();
		await visitor.reloads();
		expect(await visitor.isReady()).toMatchObject({ decided: true, purposes: { analytics: "refused" } });
	},
);

test("a draft that no program wrote is kept aside and does not stop the next decision", async () => {
	const visitor = await arrive((each) =>
		each.context.addInitScript((name) => localStorage.setItem(`${name}~1-2-3`, "nonsense\n{"), key),
	);
	await visitor.seesFirstLayer();
	await expect.poll(() => visitor.told.join(), soon).toContain("[yoursay storage-foreign]");
	const arrives = await isCollected("reject-all");
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	await arrives();
});

describe("where the browser denies cookies and localStorage", () => {
	const deny = (visitor: Visitor) =>
		visitor.context.addInitScript(() => {
			const denied = () => {
				throw new DOMException("The operation is insecure.", "SecurityError");
			};
			for (const name of ["localStorage", "sessionStorage", "indexedDB"])
				Object.defineProperty(window, name, { get: denied, configurable: true });
			Object.defineProperty(Document.prototype, "cookie", { get: () => "", set: () => {}, configurable: true });
		});

	test("the page works, everything is held until an acceptance, which holds for this page, and a warning says so", async () => {
		const visitor = await arrive(deny);
		await visitor.seesFirstLayer();
		expect(await visitor.ran()).toEqual(["page"]);
		const arrives = await isCollected("accept-all");
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		await expect.poll(visitor.ran, soon).toEqual(["page", "analytics"]);
		await expect.poll(() => visitor.told.join(), soon).toContain("warning: [yoursay storage-blocked]");
		await arrives();
		expect(visitor.crashes).toEqual([]);
		expect(await visitor.snapshot()).toMatchObject({ decided: true, purposes: { analytics: "granted" } });
	});

	test("a decision survives the events that have the stored choice read again", async () => {
		const visitor = await arrive(deny);
		await visitor.seesFirstLayer();
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		await visitor.page.evaluate(() => {
			dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
			document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
		});
		expect(await visitor.snapshot()).toMatchObject({ decided: true, purposes: { analytics: "granted" } });
	});

	test.each(["accepts", "rejects"] as const)(
		"whoever %s is told that we have to ask again, without a tick",
		async (does) => {
			const visitor = await arrive(deny);
			await visitor.seesFirstLayer();
			await visitor[does]();
			const region = visitor.page.locator("your-say .told[role=status]");
			await expect
				.poll(() => region.textContent(), soon)
				.toBe("This browser blocks storage, so we have to ask again next time.");
			expect(await region.locator("svg").count()).toBe(0);
		},
	);

	test("the next page asks again and holds everything", async () => {
		const visitor = await arrive(deny);
		await visitor.seesFirstLayer();
		await visitor.accepts();
		await visitor.seesNoFirstLayer();
		await visitor.reloads();
		await visitor.seesFirstLayer();
		expect(await visitor.ran()).toEqual(["page"]);
	});
});

test("with localStorage full, the cookie keeps the choice and the record still arrives", async () => {
	const visitor = await arrive((each) =>
		each.context.addInitScript(() => {
			for (let size = 1 << 22; size >= 1; size >>= 1) {
				try {
					for (let part = 0; ; part++) localStorage.setItem(`full-${size}-${part}`, "x".repeat(size));
				} catch {
					// full for this size
				}
			}
		}),
	);
	await visitor.seesFirstLayer();
	const arrives = await isCollected("accept-all");
	await visitor.accepts();
	await visitor.seesNoFirstLayer();
	await expect.poll(visitor.ran, soon).toEqual(["page", "analytics"]);
	await arrives();
	expect(visitor.crashes).toEqual([]);
	await visitor.reloads();
	expect(await visitor.isReady()).toMatchObject({ decided: true, purposes: { analytics: "granted" } });
});

test.each([
	["throws at once", true],
	["fails later", false],
])("where opening IndexedDB %s, the choice holds and the record arrives", async (_, isThrown) => {
	const visitor = await arrive((each) =>
		each.context.addInitScript((thrown) => {
			const error = new DOMException("Denied", "SecurityError");
			IDBFactory.prototype.open = () => {
				if (thrown) throw error;
				const request = { error } as IDBOpenDBRequest;
				setTimeout(() => request.onerror?.(new Event("error")));
				return request;
			};
		}, isThrown),
	);
	await visitor.seesFirstLayer();
	const arrives = await isCollected("reject-all");
	await visitor.rejects();
	await visitor.seesNoFirstLayer();
	await arrives();
	expect(visitor.crashes).toEqual([]);
	await visitor.reloads();
	expect(await visitor.isReady()).toMatchObject({ decided: true, purposes: { analytics: "refused" } });
	await visitor.rests();
	expect((await visitor.keeps()).localStorage.filter((name) => name.includes("~"))).toEqual([]);
});

test("a global privacy signal shows in the snapshot and on the page, and stores and posts nothing", async () => {
	const visitor = await arrive((each) =>
		each.context.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { value: true })),
	);
	await visitor.page.locator('your-say [data-yoursay-view="signal"]').waitFor();
	await visitor.rests();
	expect(await visitor.firstLayer.count()).toBe(0);
	expect(await visitor.snapshot()).toMatchObject({ decided: false, signals: { gpc: true } });
	expect(await visitor.keeps()).toEqual(nothing);
	expect(visitor.asked(/^\/yoursay\/records/)).toEqual([]);
});
