import type { Policy } from "../../types/policy.ts";

const common =
	/^(?:information|data|personal|details?|records?|related|other|your|with|from|this|that|about|service|services|material|content)$/;
/** The beginnings of the words that tell one category from another. */
const stems = (text: string) =>
	(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !common.test(word)).map((word) => word.slice(0, 6));

/** Categories that no row of the retention speaks of. */
export function unkeptOf({ collected = [], retention = [] }: Policy): string[] {
	// A row without words of its own, such as "Personal data", holds for everything.
	if (retention.some(({ category }) => forAll.test(category) || !stems(category).length)) return [];
	const said = new Set(retention.flatMap(({ category, period }) => stems(`${category} ${period.text}`)));
	return collected
		.filter(({ category, items = [] }) => {
			const own = [category, ...items.filter((item) => item.length <= 40)].flatMap(stems);
			return category && own.length > 0 && !own.some((stem) => said.has(stem));
		})
		.map(({ category }) => category);
}
const forAll = /\b(?:all|any|other|everything)\b/i;
