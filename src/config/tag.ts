import type { Config } from "../../types/config.ts";

type Json = { [key: string]: unknown };

/**
 * Reads `data-*` of the loader's tag: `data-purposes="a b"`, `data-site-id`, `data-cookie-domain`, `data-language`,
 * and every other top-level key by its own name. What it does not know is left for the guard to name.
 */
export function fromTag(data: DOMStringMap): Config {
	const config: Json = {};
	const put = (path: string[], value: unknown) => {
		const last = path.pop()!;
		let into = config;
		for (const step of path) into = (into[step] ??= {}) as Json;
		into[last] = value;
	};
	for (const [key, value] of Object.entries(data)) {
		if (key === "config") continue;
		if (key === "purposes") put([key], value!.split(/\s+/).filter(Boolean));
		else if (key === "siteId" || key === "siteName") put(["site", key.slice(4).toLowerCase()], value);
		else if (key === "cookieDomain") put(["storage", "cookie", "domain"], value);
		else if (key === "language") put(["languages", "default"], value);
		else put([key], /^(true|false|\d+)$/.test(value!) ? JSON.parse(value!) : value);
	}
	return config;
}

/** Later wins: objects merge, everything else replaces. Keys that could reach a prototype stay own, for the guard to refuse. */
export function merge(base: unknown, over: unknown): unknown {
	const isObject = (value: unknown): value is Json => !!value && typeof value === "object" && !Array.isArray(value);
	if (!isObject(base) || !isObject(over)) return over === undefined ? base : over;
	const merged = new Map(Object.entries(base));
	for (const [key, value] of Object.entries(over)) merged.set(key, merge(merged.get(key), value));
	return Object.fromEntries(merged);
}
