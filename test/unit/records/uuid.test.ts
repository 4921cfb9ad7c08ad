import { expect, it } from "vitest";
import { uuid } from "../../../src/records/uuid.ts";

const bytes = () => crypto.getRandomValues(new Uint8Array(10));

it("has the shape of RFC 9562 section 5.7: version 7, variant 10", () => {
	for (let count = 0; count < 500; count++)
		expect(uuid(1_795_262_400_000 + count, bytes())).toMatch(
			/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
		);
});

it("begins with its time in milliseconds", () => {
	for (const time of [0, 1, 1_795_262_400_000, 2 ** 48 - 1]) {
		const id = uuid(time, bytes());
		expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(time);
	}
	// The example of RFC 9562, appendix A.6.
	expect(uuid(0x017f22e279b0, new Uint8Array(10)).slice(0, 15)).toBe("017f22e2-79b0-7");
});

it("sorts as text in the order of time", () => {
	const times = [0, 1, 999, 1_000_000, 1_795_262_400_000, 1_795_262_400_001, 2 ** 47];
	const ids = times.map((time) => uuid(time, bytes()));
	expect([...ids].sort()).toEqual(ids);
});

it("is the same for the same time and bytes, and another for any other byte that it takes", () => {
	const some = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
	expect(uuid(5, some)).toBe(uuid(5, Uint8Array.from(some)));
	for (let at = 0; at < 10; at++)
		expect(uuid(5, some.with(at, some[at]! ^ 0xff)), `byte ${at}`).not.toBe(uuid(5, some));
});

it("does not repeat in 20 000 of one millisecond", () => {
	expect(new Set(Array.from({ length: 20_000 }, () => uuid(5, bytes()))).size).toBe(20_000);
});
