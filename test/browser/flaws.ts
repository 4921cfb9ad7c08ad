import { AxeBuilder } from "@axe-core/playwright";
import type { Visitor } from "./visitor.ts";

/** What axe is asked for. */
export const axeOptions = {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	rules: { "target-size": { enabled: true } },
};

/** Everything axe knows to be wrong with yoursay's own elements, as rule and target. */
export async function flaws({ page, settles }: Pick<Visitor, "page"> & Partial<Visitor>) {
	await settles?.();
	const { violations } = await new AxeBuilder({ page }).options(axeOptions).analyze();
	return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
