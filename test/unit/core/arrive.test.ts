// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { arrive } from "../../../src/core/arrive.ts";

const page = window as unknown as Record<string, unknown>;
const name = "vendor";
const own = () => Object.getOwnPropertyDescriptor(window, name);
const plain = (value: unknown) => ({ value, configurable: true, enumerable: true, writable: true });
const undos: (() => void)[] = [];
const failures: unknown[] = [];
const fail = (cause: unknown) => void failures.push(cause);
const wait = (use: (given: unknown) => boolean) => {
	const undo = arrive(name, use, fail);
	undos.push(undo);
	return undo;
};

afterEach(() => {
	failures.splice(0);
	for (const undo of undos.splice(0)) undo();
	delete page[name];
});

describe("a global that is there already", () => {
	it("is handed over at once, and stays as it is", () => {
		const there = (page[name] = {});
		const use = vi.fn(() => true);
		wait(use);
		expect(use.mock.calls).toEqual([[there]]);
		expect(own()).toEqual(plain(there));
	});

	it("is waited for where it is not the one, and handed over once another takes its place", () => {
		page[name] = "something else";
		const use = vi.fn((given: unknown) => typeof given === "object");
		wait(use);
		expect(page[name]).toBe("something else");
		const right = (page[name] = {});
		expect(use).toHaveBeenLastCalledWith(right);
		expect(own()).toEqual(plain(right));
	});

	it.each([
		["cannot be configured", { value: "fixed", configurable: false, writable: true }],
		["cannot be written", { value: "fixed", configurable: true, writable: false }],
		["is somebody else's accessor", { get: () => "theirs", set() {}, configurable: true }],
	])("is left alone where it %s", (_, given) => {
		// A name of its own: what cannot be configured stays for good.
		const fixed = `fixed${_.length}`;
		Object.defineProperty(window, fixed, given);
		const before = Object.getOwnPropertyDescriptor(window, fixed);
		const undo = arrive(fixed, () => false, fail);
		expect(Object.getOwnPropertyDescriptor(window, fixed)).toEqual(before);
		undo();
		expect(Object.getOwnPropertyDescriptor(window, fixed)).toEqual(before);
	});

	it("may throw when it is read", () => {
		Object.defineProperty(window, name, {
			configurable: true,
			get() {
				throw new Error("not for you");
			},
		});
		const use = vi.fn(() => true);
		expect(() => wait(use)()).not.toThrow();
		expect(use).not.toHaveBeenCalled();
	});
});

describe("a global that comes later", () => {
	it("is handed over as it is set, once, and is an ordinary property then", () => {
		const use = vi.fn(() => true);
		wait(use);
		expect(page[name]).toBeUndefined();
		expect(use).not.toHaveBeenCalled();
		const come = (page[name] = {});
		expect(use.mock.calls).toEqual([[come]]);
		expect(own()).toEqual(plain(come));
		page[name] = {};
		expect(use).toHaveBeenCalledTimes(1);
	});

	it("that is not ready as it is set is handed over at the first reading after it is", () => {
		const ready: unknown[] = [];
		wait((given) => !!(given as { queue?: unknown }).queue && !!ready.push(given));
		const come: { queue?: unknown } = (page[name] = {});
		expect(page[name]).toBe(come);
		expect(ready).toEqual([]);
		come.queue = [];
		expect(ready).toEqual([]);
		expect(page[name]).toBe(come);
		expect(ready).toEqual([come]);
		expect(own()).toEqual(plain(come));
	});

	it("may be read by whoever is handed it", () => {
		const use = vi.fn(() => page[name] === 7);
		wait(use);
		page[name] = 7;
		expect(use).toHaveBeenCalledTimes(1);
		expect(own()).toEqual(plain(7));
	});

	it("throws nothing into the page, and is not handed over again after that", () => {
		const use = vi.fn(() => {
			throw new Error("hostile");
		});
		wait(use);
		page[name] = 7;
		expect(page[name]).toBe(7);
		expect(use).toHaveBeenCalledTimes(1);
		expect(String(failures)).toBe("Error: hostile");
		expect(own()).toEqual(plain(7));
	});
});

describe("the undo", () => {
	it("leaves nothing behind where nothing came, and may be called twice", () => {
		const use = vi.fn(() => true);
		const undo = wait(use);
		expect(name in window).toBe(true);
		undo();
		undo();
		expect(name in window).toBe(false);
		page[name] = {};
		expect(use).not.toHaveBeenCalled();
	});

	it("leaves what came and was not taken as the page's ordinary property", () => {
		const undo = wait(() => false);
		page[name] = "theirs";
		undo();
		expect(own()).toEqual(plain("theirs"));
		wait(() => false)();
		expect(own()).toEqual(plain("theirs"));
	});

	it("leaves alone what the page has declared anew", () => {
		const undo = wait(() => true);
		const theirs = { value: 7, configurable: true, enumerable: false, writable: false };
		Object.defineProperty(window, name, theirs);
		undo();
		expect(own()).toEqual(theirs);
	});

	it("shows the page's own element of that name again", () => {
		const element = {};
		Object.setPrototypeOf(window, Object.create(Object.getPrototypeOf(window), { [name]: plain(element) }));
		const undo = wait(() => false);
		expect(page[name]).toBe(element);
		undo();
		expect(own()).toBeUndefined();
		expect(page[name]).toBe(element);
	});
});
