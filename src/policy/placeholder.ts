import { needed } from "./guard.ts";
import { hasPlaceholder } from "./import/placeholders.ts";

/**
 * A policy document without what somebody meant to fill in and did not: a text with a placeholder goes, or reads `gap`
 * where its entry would say nothing without it; a version without its day, or a link without its address, goes whole.
 * @throws RangeError where it is nested too deep
 */
export function withoutPlaceholders(value: unknown, gap: string, key = "", isSaid = true): unknown {
	if (typeof value === "string") return hasPlaceholder(value) ? (isSaid ? gap : undefined) : value;
	if (Array.isArray(value))
		return value.map((each) => withoutPlaceholders(each, gap, key)).filter((each) => each !== undefined);
	if (Object(value) !== value) return value;
	const members = Object.entries(value as object).map(([name, member]) => {
		const isNeeded = needed[key]?.includes(name) && !/^(?:url|effectiveDate)$/.test(name);
		return [name, withoutPlaceholders(member, gap, name, name === "text" || !!isNeeded)] as const;
	});
	if (members.some(([name, member]) => member === undefined && needed[key]?.includes(name))) return undefined;
	return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}
