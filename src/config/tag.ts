import type { Config } from "../../types/config.ts";

type Json = { [key: string]: unknown };

/** The entry that a `data-*` attribute stands for: the top-level key of its name, but for a few. */
const entryOf = ([key, value]: [string, string]): [string, unknown] =>
	key === "purposes"
		? [key, value.match(/\S+/g) ?? []]
		: key === "language"
			? ["languages", { default: value }]
			: key === "siteId"
				? ["site", { id: value }]
				: [key, /^(true|false|0|[1-9]\d*)$/.test(value) ? JSON.parse(value) : value];

/** Reads the configuration from `data-*` of the loader's tag. What it does not know is left for the guard to name. */
export const fromTag = ({ config: _elsewhere, checked: _already, ...data }: DOMStringMap): Config =>
	Object.fromEntries(Object.entries(data as Record<string, string>).map(entryOf));

const isObject = (value: unknown): value is Json => Object(value) === value && !Array.isArray(value);

/** Later wins: objects merge, all else replaces. A key that could reach a prototype stays a plain key, for the guard to refuse. */
export const merge = (base: unknown, over: unknown): unknown =>
	isObject(base) && isObject(over)
		? { ...base, ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, merge(base[key], value)])) }
		: (over ?? base);
