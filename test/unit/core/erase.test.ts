// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { domainsOf, eraseRefused, finishErasing, pathsOf } from "../../../src/core/erase.ts";
import type { Purpose, Vendor } from "../../../types/config.ts";
import type { Core } from "../../../types/core.ts";
import { block, forgetAll, settled, unblock, useJar, watchCookies } from "./visit.ts";

beforeEach(() => {
	forgetAll();
	useJar();
});
afterEach(unblock);

const vendor = (id: string, cookies: string[], storage: string[] = []): Vendor => ({
	id,
	cookies: cookies.map((name) => ({ name })),
	storage,
});

/** Runs the eraser; `allowed` names purposes and vendors. */
function erase(purposes: (string | Purpose)[], allowed: string[] = [], siteId?: string) {
	const reports: string[] = [];
	eraseRefused(
		settle({ purposes, site: { id: siteId } }),
		(purpose, each) => purpose === "necessary" || allowed.includes(each ?? purpose),
		(code, where) => reports.push(`${code} ${where}`),
	);
	return reports;
}
const fill = (...names: string[]) => {
	for (const name of names) {
		document.cookie = `${name}=1;path=/`;
		localStorage.setItem(name, "1");
		sessionStorage.setItem(name, "1");
	}
};
const cookies = () =>
	document.cookie
		.split("; ")
		.filter(Boolean)
		.map((pair) => pair.split("=")[0]!)
		.sort();
const keys = (store: Storage) => Object.keys(store).sort();

it("a cookie may stand on the host and on each domain above it", () => {
	expect(domainsOf("www.shop.example.com")).toEqual([
		undefined,
		"www.shop.example.com",
		"shop.example.com",
		"example.com",
		"com",
	]);
	expect(domainsOf("localhost")).toEqual([undefined, "localhost"]);
});

it("a cookie may stand on each step of the path, with and without a closing slash", () => {
	expect(pathsOf("/")).toEqual(["/"]);
	expect(pathsOf("/a/b.html")).toEqual(["/", "/a", "/a/", "/a/b.html", "/a/b.html/"]);
	expect(pathsOf("//a//")).toEqual(["/", "/a", "/a/"]);
});

describe("of a refused vendor", () => {
	it("cookies and stored entries are gone, by exact name and by prefix", () => {
		fill("_ga", "_ga_123", "_gat", "other");
		expect(erase([{ id: "analytics", vendors: [vendor("google", ["_ga", "_ga_*"], ["_ga_*"])] }])).toEqual([]);
		expect(cookies()).toEqual(["_gat", "other"]);
		expect(keys(localStorage)).toEqual(["_ga", "_gat", "other"]);
		expect(keys(sessionStorage)).toEqual(["_ga", "_gat", "other"]);
	});

	it("a cookie's name is no name of a stored entry, nor the reverse", () => {
		fill("a", "b");
		erase([{ id: "analytics", vendors: [vendor("v", ["a"], ["b"])] }]);
		expect(cookies()).toEqual(["b"]);
		expect(keys(localStorage)).toEqual(["a"]);
	});

	it("cookies of other paths and domains are gone, partitioned or not", () => {
		const [step] = pathsOf(location.pathname).slice(-1);
		for (const where of [
			"path=/",
			`path=${step}`,
			`path=/;domain=${location.hostname}`,
			"path=/;secure;samesite=none;partitioned",
		])
			document.cookie = `_x=1;${where}`;
		expect(cookies()).toHaveLength(new Set(["/", step]).size + 2);
		expect(erase([{ id: "analytics", vendors: [vendor("v", ["_x"])] }])).toEqual([]);
		expect(cookies()).toEqual([]);
	});

	it("cookies are deleted for every domain and path, plain and partitioned", () => {
		const written = watchCookies();
		document.cookie = "_x=1";
		erase([{ id: "analytics", vendors: [vendor("v", ["_x"])] }]);
		const deleted = written.slice(1);
		for (const domain of domainsOf(location.hostname))
			for (const path of pathsOf(location.pathname)) {
				const where = `path=${path}${domain ? `;domain=${domain}` : ""}`;
				expect(deleted).toContain(`_x=;max-age=0;${where}`);
				expect(deleted.some((each) => each.endsWith(where) && each.includes("partitioned"))).toBe(true);
			}
	});

	it("databases are deleted", async () => {
		const open = (name: string) =>
			new Promise<void>((resolve) => {
				indexedDB.open(name).onsuccess = ({ target }) => {
					(target as IDBOpenDBRequest).result.close();
					resolve();
				};
			});
		for (const name of ["v-events", "v", "other", "yoursay"]) await open(name);
		erase([{ id: "analytics", vendors: [vendor("v", [], ["v-*", "yoursay"])] }]);
		await settled();
		await settled();
		expect((await indexedDB.databases()).map(({ name }) => name).sort()).toEqual(["other", "v", "yoursay"]);
	});

	it("what is still there is reported by name and place", () => {
		fill("_x");
		const real = localStorage;
		const stubborn = new Proxy(real, {
			get: (target, name) => (name === "removeItem" ? () => {} : Reflect.get(target, name)),
		});
		Object.defineProperty(globalThis, "localStorage", { value: stubborn, configurable: true });
		watchCookies();
		document.cookie = "_y=1";
		const reports = erase([{ id: "analytics", vendors: [vendor("v", ["_y"], ["_x"])] }]);
		Object.defineProperty(globalThis, "localStorage", { value: real, configurable: true });
		expect(reports).toHaveLength(1);
		expect(reports[0]).toMatch(/^not-erased cookie _y.*, localStorage _x$/);
	});
});

describe("of nobody else", () => {
	it("what an allowed vendor stored is erased", () => {
		fill("_a", "_b");
		erase([{ id: "media", vendors: [vendor("a", ["_a"], ["_a"]), vendor("b", ["_b"], ["_b"])] }], ["a"]);
		expect(cookies()).toEqual(["_a"]);
		expect(keys(localStorage)).toEqual(["_a"]);
	});

	it("what an allowed vendor shares with a refused one is erased", () => {
		fill("_shared", "_shared_1", "_own");
		const purposes = [
			{ id: "analytics", vendors: [vendor("a", ["_shared*"])] },
			{ id: "marketing", vendors: [vendor("b", ["_shared*", "_own"])] },
		];
		erase(purposes, ["a"]);
		expect(cookies()).toEqual(["_shared", "_shared_1"]);
	});

	it("what is required is erased", () => {
		fill("session");
		erase([
			{ id: "necessary", vendors: [vendor("us", ["session"])] },
			{ id: "marketing", vendors: [vendor("b", ["*"])] },
		]);
		expect(cookies()).toEqual(["session"]);
	});

	it("what yoursay itself keeps is erased, whatever a vendor claims", () => {
		fill("yoursay", "yoursay~1-2", "yoursay-outbox", "yoursay-erase", "else");
		erase([{ id: "marketing", vendors: [vendor("b", ["*", "yoursay"], ["*", "yoursay*"])] }]);
		expect(cookies()).toEqual(["yoursay", "yoursay-erase", "yoursay-outbox", "yoursay~1-2"]);
		expect(keys(localStorage)).toEqual(["yoursay", "yoursay-erase", "yoursay-outbox", "yoursay~1-2"]);
	});

	it("what yoursay keeps for this site is erased where the site has an id", () => {
		fill("yoursay_shop", "yoursay_shop~1");
		erase([{ id: "marketing", vendors: [vendor("b", ["*"], ["*"])] }], [], "shop");
		expect(keys(localStorage)).toEqual(["yoursay_shop", "yoursay_shop~1"]);
	});

	it("anything is erased while all are allowed", () => {
		fill("_a");
		erase([{ id: "media", vendors: [vendor("a", ["_a"], ["_a"])] }], ["a"]);
		expect(cookies()).toEqual(["_a"]);
	});
});

describe("on the page after a withdrawal", () => {
	const mark = "yoursay-erase";
	/** Begins a page with a mark of this age. */
	function finish(ageMs: number) {
		fill("_a");
		localStorage.setItem(mark, String(Date.now() - ageMs));
		const settings = settle({ purposes: [{ id: "media", vendors: [vendor("a", ["_a"], ["_a"])] }] });
		finishErasing({ env: { report: () => {} }, settings, permits: () => false } as unknown as Core, mark);
		return { isMarked: localStorage.getItem(mark) !== null, left: [...cookies(), ...keys(localStorage)] };
	}

	it("what was refused is erased, and erased again by every page of the next minute", () => {
		expect(finish(1000)).toEqual({ isMarked: true, left: [mark] });
		expect(finish(55_000)).toEqual({ isMarked: true, left: [mark] });
	});

	it("the mark goes once no other tab can still be leaving", () => {
		expect(finish(61_000)).toEqual({ isMarked: false, left: [] });
	});
});

it("a browser that blocks storage is no trouble", () => {
	block("cookie", "localStorage", "sessionStorage");
	expect(erase([{ id: "media", vendors: [vendor("a", ["_a"], ["_a"])] }])).toEqual([]);
});
