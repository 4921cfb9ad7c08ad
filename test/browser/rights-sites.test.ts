/** The forms of the demo's three sites: for each region and day the rights that were worked out by hand, and by when. */
import { describe, expect, test } from "vitest";
import { days, regions, rows } from "../unit/rights/demo-rows.ts";
import { formOf, inWords } from "./asks.ts";
import { openSite } from "./setup.ts";

const site = openSite();

/** What the cards promise, on the day of this place among the four. */
const expectedAt = (name: string, region: string, at: number) =>
	rows
		.filter((row) => row.site === name && row.region === region)
		.flatMap(({ kinds, answers, acknowledged }) =>
			kinds.map((kind) => {
				const due = kind === "complaint" && acknowledged ? acknowledged : answers;
				return [kind, expect.stringContaining(` by ${inWords(due[at]!)}.`)];
			}),
		);

describe.each(["isokron", "kratys", "a21e"])("%s", (name) => {
	test.each(days)(
		"offers in each region what policy and law give there, in order and by the right days: asked on %s",
		async (day) => {
			const at = days.indexOf(day);
			const visitor = await site.visitor();
			const form = formOf(visitor);
			const comes = async (region: string) => {
				await visitor.goes(`/${name}/?play-region=${region || "unknown"}&play-languages=en&play-date=${day}`);
				await visitor.isReady();
			};
			await comes("DE");
			// Nothing is on, so that no press could turn anything off.
			await visitor.rejects();
			await form.opens();
			for (const each of regions) {
				const region = each === "null" ? "" : each;
				if (at === 0) {
					await comes(region);
					await form.opens();
				} else await form.lives(region);
				expect(await form.field("region").inputValue()).toBe(region);
				expect(await form.promised(), each).toEqual(expectedAt(name, each, at));
			}
		},
		90_000,
	);
});
