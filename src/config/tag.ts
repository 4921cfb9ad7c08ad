import type { Config } from "../../types/config.ts";

type Json = { [key: string]: unknown };

/** What a `data-*` attribute stands for where it is not simply the top-level key of its name. */
const nested: { [key: string]: (value: string) => Json } = {
	__proto__: null as never,
	config: () => ({}),
	purposes: (value) => ({ purposes: value.match(/\S+/g) ?? [] }),
	language: (value) => ({ languages: { default: value } }),
	siteId: (id) => ({ site: { id } }),
};

/** Reads the configuration from `data-*` of the loader's tag. What it does not know is left for the guard to name. */
export const fromTag = (data: DOMStringMap): Config =>
	Object.keys(data).reduce((config: unknown, key) => {
		const value = data[key]!;
		return merge(
			config,
			nested[key]?.(value) ?? { [key]: /^(true|false|0|[1-9]\d*)$/.test(value) ? JSON.parse(value) : value },
		);
	}, {}) as Config;

const isObject = (value: unknown): value is Json => !!value && typeof value === "object" && !Array.isArray(value);

/** Later wins: objects merge, all else replaces. A key that could reach a prototype stays a plain key, for the guard to refuse. */
export const merge = (base: unknown, over: unknown): unknown =>
	isObject(base) && isObject(over)
		? Object.fromEntries([
				...Object.entries(base),
				...Object.entries(over).map(([key, value]) => [key, merge(base[key], value)]),
			])
		: (over ?? base);
