import { everything, table } from "./samples.ts";

/** Mulberry32: the same numbers from 0 to 1 for the same seed. */
function randomFrom(seed: number) {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

type Holder = Record<string, unknown>;

/** Every object and list within a value, with its path. */
function holders(value: unknown, path = ""): { holder: Holder; path: string }[] {
	if (!value || typeof value !== "object") return [];
	const inner = Object.entries(value).flatMap(([key, member]) =>
		holders(member, Array.isArray(value) ? `${path}[]` : path ? `${path}.${key}` : key),
	);
	return [{ holder: value as Holder, path }, ...inner];
}

const odd = [
	null,
	undefined,
	true,
	false,
	0,
	1,
	-1,
	1.5,
	Number.NaN,
	"",
	"x",
	"a-b",
	"DE",
	"US-CA",
	"opt-in",
	"/x",
	"javascript:alert(1)",
	"a".repeat(5000),
	"a".repeat(5001),
	[],
	{},
	["x"],
	[["x"]],
	[{}],
	{ id: "x" },
	[{ id: "x" }],
	{ name: "x" },
	[{ name: "x" }],
	{ url: "/x" },
	{ url: "javascript:x" },
];
const refused = ["__proto__", "constructor", "prototype"];

/** Configurations one to three steps away from a full or nearly empty right one, the same for the same seed. */
export function* mutants(count: number, seed: number): Generator<{ config: unknown; what: string }> {
	const random = randomFrom(seed);
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
	const known = [
		...new Set(
			table.map(
				([path]) =>
					path
						.split(/\.|\[\]/)
						.filter(Boolean)
						.pop()!,
			),
		),
	];
	const values = table.flatMap(([path, right]) => right.map((value) => ({ key: path, value })));

	const step = (config: Holder): string => {
		const { holder, path } = pick(holders(config));
		const keys = Object.keys(holder);
		const key = pick(keys.length ? keys : ["x"]);
		const at = Array.isArray(holder) ? `${path}[]` : [path, key].filter(Boolean).join(".");
		const show = (value: unknown) =>
			typeof value === "function" ? "function" : (JSON.stringify(value)?.slice(0, 30) ?? String(value));
		const kind = random();
		if (kind < 0.45) {
			const value = copyOf(pick(odd));
			holder[key] = value;
			return `${at} = ${show(value)}`;
		}
		if (kind < 0.6) {
			if (Array.isArray(holder)) holder.splice(Number(key) || 0, 1);
			else delete holder[key];
			return `without ${at}`;
		}
		if (kind < 0.75) {
			const { key: from, value } = pick(values);
			const name = from
				.split(/\.|\[\]/)
				.filter(Boolean)
				.pop()!;
			if (Array.isArray(holder)) holder.push(copyOf(value));
			else holder[name] = copyOf(value);
			return `${path}${Array.isArray(holder) ? "[]" : `.${name}`} = ${show(value)}`;
		}
		if (kind < 0.85) {
			const name = random() < 0.7 ? pick(known) : `own${Math.floor(random() * 10)}`;
			const value = copyOf(pick(odd));
			if (Array.isArray(holder)) holder.push(value);
			else holder[name] = value;
			return `${path}${Array.isArray(holder) ? "[]" : `.${name}`} = ${show(value)}`;
		}
		if (kind < 0.92 && !Array.isArray(holder)) {
			const name = pick(refused);
			Object.defineProperty(holder, name, {
				value: copyOf(pick(odd)),
				enumerable: true,
				configurable: true,
				writable: true,
			});
			return `${path}.${name}`;
		}
		if (Array.isArray(holder) && holder.length) {
			holder.push(copyOf(holder[0]));
			return `${path}[] twice`;
		}
		holder[key] = [holder[key]];
		return `${at} in a list`;
	};

	for (let index = 0; index < count; index++) {
		const config: Holder =
			random() < 0.7 ? everything() : { purposes: ["analytics", { id: "media", vendors: [{ id: "v" }] }] };
		const steps = random() < 0.8 ? 1 : random() < 0.7 ? 2 : 3;
		const what = Array.from({ length: steps }, () => step(config)).join("; ");
		yield { config, what };
	}
}

/** A copy, so that no mutant shares an object with another. */
function copyOf(value: unknown): unknown {
	return typeof value === "function" ? value : structuredClone(value);
}
